//! SQLite, read-only and without a trace: the committed state of a database that another program may be
//! writing, put together in memory.
//!
//! Opening the file itself would lock it, and leave `-shm` and `-wal` files beside a closed one; the library
//! would leave what it read in memory. So the database and its write-ahead log are read as plain files, the
//! committed frames of the log are laid over the pages, and the rows are taken from the resulting image.
//! Format: <https://www.sqlite.org/fileformat.html>.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use self::image::{HEADER, WAL_HEADER};
use super::file::{self, present};
use super::steadily;
use super::wiped::Bytes;

mod image;
mod table;

pub use image::image;
pub use table::{Database, Extent, Row};

/// The largest database, and the largest write-ahead log, that is read.
pub const FILE_LIMIT: u64 = 64 << 20;

/// What `see` makes of the committed state of a database; `None` where there is no file.
///
/// # Errors
///
/// The cause: damaged, too large, in the middle of a transaction, denied; else what `see` answers.
pub fn read<T>(path: &Path, see: impl Fn(&Database) -> Result<T, Cause>) -> Result<Option<T>, Cause> {
    if !file::exists(path)? {
        return Ok(None);
    }
    steadily(|| see(&load(path)?)).map(Some)
}

/// As [`read`], for a database that holds nothing secret and may be larger than memory should hold: its pages are read
/// as they are needed, unless a write-ahead log has to be laid over them.
///
/// # Errors
///
/// As [`read`].
pub fn read_in_place<T>(
    path: &Path,
    see: impl Fn(&Database) -> Result<T, Cause>,
) -> Result<Option<T>, Cause> {
    if !file::exists(path)? {
        return Ok(None);
    }
    let seen = steadily(|| {
        let before = state(path, u64::MAX)?;
        if before.log.is_some() {
            return see(&load(path)?);
        }
        let (file, _) = file::open(path, u64::MAX)?;
        let seen = see(&Database::of_file(file)?);
        if state(path, u64::MAX)? == before { seen } else { Err(Cause::Failed) }
    });
    seen.map(Some)
}

/// What changes whenever a program commits to a database.
#[derive(PartialEq, Eq)]
struct State {
    header: Bytes,
    /// The header of the write-ahead log, unless there is none or it is empty.
    log: Option<Bytes>,
}

/// The state of a database of at most `limit` bytes that no transaction is under way in.
fn state(path: &Path, limit: u64) -> Result<State, Cause> {
    let journal = beside(path, "-journal");
    if present(file::head(&journal, 1, FILE_LIMIT))?
        .is_some_and(|start| matches!(start[..], [first] if first != 0))
    {
        // A transaction is under way, or was cut short and has to be rolled back by the program that owns it.
        return Err(Cause::Failed);
    }
    let header = file::head(path, HEADER as u64, limit)?;
    let log = present(file::head(&beside(path, "-wal"), WAL_HEADER as u64, FILE_LIMIT))?;
    Ok(State { header, log: log.filter(|log| !log.is_empty()) })
}

/// Reads a database and its log such that both belong to the same moment.
fn load(path: &Path) -> Result<Database, Cause> {
    let before = state(path, FILE_LIMIT)?;
    let database = file::read(path, FILE_LIMIT)?;
    // The log after the database: what a checkpoint writes into the database meanwhile is in it as well.
    let log = present(file::read(&beside(path, "-wal"), FILE_LIMIT))?;
    if state(path, FILE_LIMIT)? != before {
        return Err(Cause::Failed);
    }
    Database::new(image(database, log.as_ref().map_or(&[], |log| log.as_slice()))?)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::*;

    const LAST_FRAME: usize = 24 + 4096;

    fn writer(directory: &Path) -> Connection {
        let connection = Connection::open(directory.join("data")).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE entries(value BLOB);",
            )
            .unwrap();
        connection
    }

    fn insert(connection: &Connection, count: u32) {
        for _ in 0..count {
            connection.execute("INSERT INTO entries VALUES (randomblob(3000))", []).unwrap();
        }
    }

    fn count(database: &Database) -> Result<usize, Cause> {
        let mut count = 0;
        database.rows("entries", &["value"], &mut |row| {
            count += usize::from(row.bytes(0)?.len() == 3000);
            Ok(())
        })?;
        Ok(count)
    }

    fn counted(path: &Path) -> Result<usize, Cause> {
        read(path, count).map(Option::unwrap)
    }

    fn files(directory: &Path) -> Vec<(OsString, Vec<u8>)> {
        let mut files: Vec<_> = fs_err::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_name() != "data-shm")
            .map(|entry| (entry.file_name(), fs_err::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    }

    #[test]
    fn committed_frames_count_and_open_transactions_do_not() {
        let directory = tempfile::tempdir().unwrap();
        let connection = writer(directory.path());
        insert(&connection, 5);
        let path = directory.path().join("data");
        assert_eq!(counted(&path), Ok(5));

        connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE);").unwrap();
        insert(&connection, 3);
        connection.execute_batch("PRAGMA cache_size = 1; BEGIN;").unwrap();
        insert(&connection, 20);
        let before = files(directory.path());

        assert_eq!(counted(&path), Ok(8));
        assert_eq!(files(directory.path()), before);

        connection.execute_batch("COMMIT; DELETE FROM entries; VACUUM;").unwrap();
        assert_eq!(counted(&path), Ok(0));
    }

    #[test]
    fn a_log_that_was_started_over_counts_as_far_as_it_is_new() {
        let directory = tempfile::tempdir().unwrap();
        let connection = writer(directory.path());
        insert(&connection, 9);
        connection.execute_batch("PRAGMA wal_checkpoint(RESTART);").unwrap();
        insert(&connection, 1);

        assert_eq!(counted(&directory.path().join("data")), Ok(10));
    }

    #[test]
    fn a_pending_rollback_journal_is_not_read_over() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA journal_mode = PERSIST; CREATE TABLE entries(value BLOB);").unwrap();
        insert(&connection, 2);
        // What stays of a finished journal starts with zeros.
        assert_eq!(counted(&path), Ok(2));

        connection.execute_batch("PRAGMA cache_size = 1; BEGIN;").unwrap();
        insert(&connection, 20);
        assert_eq!(counted(&path), Err(Cause::Failed));
    }

    #[test]
    fn a_missing_file_is_none_and_other_files_are_damage() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(read(&directory.path().join("data"), count), Ok(None));

        for content in ["", "SQLite format 3\0", "something else"] {
            fs_err::write(directory.path().join("data"), content).unwrap();
            assert_eq!(counted(&directory.path().join("data")), Err(Cause::Malformed), "{content}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn a_damaged_log_is_noticed_or_ends_at_a_commit(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let directory = tempfile::tempdir().unwrap();
            let connection = writer(directory.path());
            insert(&connection, 3);
            let database = fs_err::read(directory.path().join("data")).unwrap();
            let log = fs_err::read(directory.path().join("data-wal")).unwrap();
            let mut damaged = log.clone();
            let at = at.index(log.len());
            damaged[at] ^= 1_u8 << bit;
            let last_frame = log.len() - LAST_FRAME;
            let image = image(Bytes::new(database), &damaged);
            if at < last_frame {
                prop_assert_eq!(image.err(), Some(Cause::Malformed));
            } else if let Ok(image) = image {
                prop_assert!(count(&Database::new(image).unwrap()).unwrap() <= 3);
            }
        }

        #[test]
        fn rows_are_those_that_the_library_reads(
            rows in vec((any::<i64>(), 0_usize..9000, any::<bool>()), 0..120),
            page_size in prop::sample::select(vec![512, 1024, 4096]),
            keys in prop::sample::select(vec!["", " WITHOUT ROWID"]),
        ) {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("data");
            let connection = Connection::open(&path).unwrap();
            connection.execute_batch(&format!(
                "PRAGMA page_size = {page_size}; PRAGMA synchronous = OFF; BEGIN;
                 CREATE TABLE other(a); INSERT INTO other VALUES (1);
                 CREATE TABLE entries(value BLOB, number INTEGER NOT NULL, key TEXT, PRIMARY KEY (key, number)){keys};
                 CREATE INDEX numbers ON entries(number);"
            )).unwrap();
            for (number, length, stays) in &rows {
                let values = (vec![7_u8; *length], number, format!("key {number}"));
                connection.execute("INSERT OR REPLACE INTO entries VALUES (?1, ?2, ?3)", values).unwrap();
                if !stays {
                    connection.execute("DELETE FROM entries WHERE number = ?1", [number]).unwrap();
                }
            }
            connection.execute_batch("COMMIT;").unwrap();
            let mut expected: Vec<(i64, i64, Vec<u8>)> = connection
                .prepare("SELECT number, length(value), key FROM entries")
                .unwrap()
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get_ref(2)?.as_bytes()?.to_vec())))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let found = read(&path, |database| {
                let mut found = Vec::new();
                database.rows("Entries", &["NUMBER", "value", "key"], &mut |row| {
                    found.push((row.integer(0).unwrap(), i64::try_from(row.bytes(1)?.len()).unwrap(), row.bytes(2)?.to_vec()));
                    Ok(())
                })?;
                Ok(found)
            });
            let mut found = found.unwrap().unwrap();
            expected.sort();
            found.sort();
            prop_assert_eq!(&found, &expected);
            drop(connection);
            for (number, length, _) in found {
                if !keys.is_empty() {
                    break;
                }
                let row = Connection::open(&path).unwrap()
                    .query_row("SELECT rowid FROM entries WHERE number = ?1 AND length(value) = ?2", (number, length), |row| row.get(0))
                    .unwrap();
                let seen = read_in_place(&path, |database| {
                    let mut seen = Vec::new();
                    let extent = Extent { row: Some(row), start: None };
                    database.rows_within(extent, "entries", &["number"], &mut |row| {
                        seen.push(row.integer(0));
                        Ok(())
                    })?;
                    Ok(seen)
                });
                prop_assert_eq!(seen, Ok(Some(vec![Some(number)])));
            }
        }

        #[test]
        fn the_start_of_a_row_is_read_without_the_rest(length in 0_usize..20_000, start in 20_usize..9000) {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("data");
            let connection = Connection::open(&path).unwrap();
            connection.execute_batch("CREATE TABLE entries(number INTEGER PRIMARY KEY, value BLOB);").unwrap();
            let value: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            connection.execute("INSERT INTO entries VALUES (7, ?1)", [&value]).unwrap();
            let seen = read_in_place(&path, |database| {
                let mut seen = Vec::new();
                let extent = Extent { row: Some(7), start: Some(start) };
                database.rows_within(extent, "entries", &["value"], &mut |row| {
                    seen.extend_from_slice(row.bytes(0)?);
                    Ok(())
                })?;
                Ok(seen)
            });
            let seen = seen.unwrap().unwrap();
            prop_assert!(value.starts_with(&seen));
            prop_assert!(seen.len() + 8 >= length.min(start));
        }

        #[test]
        fn damaged_pages_are_read_without_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let directory = tempfile::tempdir().unwrap();
            let connection = writer(directory.path());
            insert(&connection, 9);
            connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
            let mut database = fs_err::read(directory.path().join("data")).unwrap();
            let at = at.index(database.len());
            database[at] = byte;
            let _ = image(Bytes::new(database), &[]).and_then(Database::new).and_then(|database| count(&database));
        }

        #[test]
        fn any_bytes_are_read_without_panic(database in vec(any::<u8>(), 0..2000), log in vec(any::<u8>(), 0..2000)) {
            let _ = image(Bytes::new(database), &log);
        }
    }
}
