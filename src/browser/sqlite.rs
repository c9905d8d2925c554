//! SQLite, read-only and without a trace: the committed state of a database that another program may be
//! writing, put together in memory.
//!
//! Opening the file itself would lock it, and leave `-shm` and `-wal` files beside a closed one. So the
//! database and its write-ahead log are read as plain files, the committed frames of the log are laid over the
//! pages, and SQLite is given the resulting image. Format: <https://www.sqlite.org/fileformat.html>.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB};
use zeroize::Zeroizing;

use super::file::{self, present};
use super::steadily;

/// The largest database, and the largest write-ahead log, that is read.
pub const FILE_LIMIT: u64 = 64 << 20;
const HEADER: usize = 100;
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const VALUE_LIMIT: i32 = 16 << 20;

/// Opens the committed state of a database; `None` where there is no file.
///
/// # Errors
///
/// The cause: damaged, too large, in the middle of a transaction, denied.
pub fn open(path: &Path) -> Result<Option<Connection>, Cause> {
    if !file::exists(path)? {
        return Ok(None);
    }
    steadily(|| open_image(&read(path)?)).map(Some)
}

/// Opens an image in memory and checks its structure.
///
/// # Errors
///
/// [`Cause::Malformed`] where the image is not a sound database.
pub fn open_image(image: &[u8]) -> Result<Connection, Cause> {
    let open = || -> rusqlite::Result<Connection> {
        let mut connection = Connection::open_in_memory()?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_LIMIT)?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        connection.deserialize_read_exact(MAIN_DB, image, image.len(), true)?;
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA cell_size_check = ON;")?;
        Ok(connection)
    };
    let connection = open().map_err(|_| Cause::Malformed)?;
    let sound: bool = connection
        .query_row("PRAGMA quick_check(1)", [], |row| Ok(row.get_ref(0)?.as_bytes()? == b"ok"))
        .map_err(|_| Cause::Malformed)?;
    if sound { Ok(connection) } else { Err(Cause::Malformed) }
}

/// Reads a database and its log such that both belong to the same moment.
fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, Cause> {
    let (log, journal) = (beside(path, "-wal"), beside(path, "-journal"));
    let settled = || -> Result<_, Cause> {
        if present(file::head(&journal, 1, FILE_LIMIT))?
            .is_some_and(|start| matches!(start[..], [first] if first != 0))
        {
            // A transaction is under way, or was cut short and has to be rolled back by the browser.
            return Err(Cause::Failed);
        }
        let header = file::head(path, HEADER as u64, FILE_LIMIT)?;
        let log_header = present(file::head(&log, WAL_HEADER as u64, FILE_LIMIT))?;
        Ok((header, log_header))
    };

    let before = settled()?;
    let database = file::read(path, FILE_LIMIT)?;
    // The log after the database: what a checkpoint writes into the database meanwhile is in it as well.
    let log = present(file::read(&log, FILE_LIMIT))?;
    if settled()? != before {
        return Err(Cause::Failed);
    }
    image(&database, log.as_ref().map_or(&[], |log| log.as_slice()))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The database with the committed frames of its write-ahead log (empty for none) laid over it.
///
/// # Errors
///
/// [`Cause::Malformed`] where either is damaged, [`Cause::TooLarge`] where the result would be too large.
pub fn image(database: &[u8], log: &[u8]) -> Result<Zeroizing<Vec<u8>>, Cause> {
    let mut image = Zeroizing::new(database.to_vec());
    if !log.is_empty() {
        apply(log, &mut image)?;
    }
    let (page_size, pages) = header(&image)?;
    let actual = image.len() / page_size;
    if !image.len().is_multiple_of(page_size) || pages.is_some_and(|pages| pages > actual) {
        return Err(Cause::Malformed);
    }
    // Legacy journal mode: without it the image would be opened with a log that it no longer needs.
    image.get_mut(18..20).ok_or(Cause::Malformed)?.fill(1);
    Ok(image)
}

/// The page size, and the number of pages where the header states it.
fn header(image: &[u8]) -> Result<(usize, Option<usize>), Cause> {
    let header: &[u8; HEADER] = image.first_chunk().ok_or(Cause::Malformed)?;
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(Cause::Malformed);
    }
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    if !(512..=65_536).contains(&page_size) || !page_size.is_power_of_two() {
        return Err(Cause::Malformed);
    }
    // The number is valid only while the change counter is the one it was written with.
    let pages = (header[24..28] == header[92..96]).then(|| big_endian(header, 28)).flatten();
    Ok((page_size, pages.and_then(|pages| usize::try_from(pages).ok())))
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_be_bytes(*chunk))
}

/// Lays the frames of all committed transactions over the image.
fn apply(log: &[u8], image: &mut Vec<u8>) -> Result<(), Cause> {
    let (header, frames) = log.split_at_checked(WAL_HEADER).ok_or(Cause::Malformed)?;
    let field = |at| big_endian(header, at).ok_or(Cause::Malformed);
    let is_big_endian = match field(0)? {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return Err(Cause::Malformed),
    };
    let page_size = usize::try_from(field(8)?).map_err(|_| Cause::Malformed)?;
    if field(4)? != 3_007_000 || !(512..=65_536).contains(&page_size) || !page_size.is_power_of_two() {
        return Err(Cause::Malformed);
    }
    let mut checksum = Checksum { is_big_endian, sums: (0, 0) };
    checksum.add(&header[..24]);
    if checksum.sums != (field(24)?, field(28)?) {
        return Err(Cause::Malformed);
    }

    let salts = &header[16..24];
    let mut pending: Vec<(usize, &[u8])> = Vec::new();
    let mut frames = frames.chunks_exact(FRAME_HEADER + page_size);
    while let Some(frame) = frames.next() {
        let (head, page) = frame.split_at(FRAME_HEADER);
        checksum.add(&head[..8]);
        checksum.add(page);
        let field = |at| big_endian(head, at).ok_or(Cause::Malformed);
        if &head[8..16] != salts || checksum.sums != (field(16)?, field(20)?) {
            // The end: frames from before the log was started over, or one that was not finished. Where frames of
            // this log follow it is damage.
            if frames.any(|later| &later[8..16] == salts) {
                return Err(Cause::Malformed);
            }
            break;
        }
        let number = usize::try_from(field(0)?).map_err(|_| Cause::Malformed)?;
        pending.push((number.checked_sub(1).ok_or(Cause::Malformed)?, page));
        let pages_after_commit = usize::try_from(field(4)?).map_err(|_| Cause::Malformed)?;
        if pages_after_commit == 0 {
            continue;
        }
        let size = pages_after_commit.checked_mul(page_size).ok_or(Cause::TooLarge)?;
        if size as u64 > FILE_LIMIT {
            return Err(Cause::TooLarge);
        }
        image.resize(size, 0);
        for (index, page) in pending.drain(..) {
            // A page behind the end is one that the same transaction cut off.
            if let Some(place) = index.checked_mul(page_size).and_then(|at| image.get_mut(at..at + page_size))
            {
                place.copy_from_slice(page);
            }
        }
    }
    Ok(())
}

/// The running checksum of a write-ahead log.
struct Checksum {
    is_big_endian: bool,
    sums: (u32, u32),
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.chunks_exact(8) {
            let word = |at: usize| {
                let bytes = [pair[at], pair[at + 1], pair[at + 2], pair[at + 3]];
                if self.is_big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
            };
            let (first, second) = (word(0), word(4));
            self.sums.0 = self.sums.0.wrapping_add(first).wrapping_add(self.sums.1);
            self.sums.1 = self.sums.1.wrapping_add(second).wrapping_add(self.sums.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const COUNT: &str = "SELECT count(*) FROM entries";

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

    fn count(connection: &Connection) -> i64 {
        connection.query_row(COUNT, [], |row| row.get(0)).unwrap()
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
        assert_eq!(count(&open(&path).unwrap().unwrap()), 5);

        connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE);").unwrap();
        insert(&connection, 3);
        connection.execute_batch("PRAGMA cache_size = 1; BEGIN;").unwrap();
        insert(&connection, 20);
        let before = files(directory.path());

        assert_eq!(count(&open(&path).unwrap().unwrap()), 8);
        assert_eq!(files(directory.path()), before);

        connection.execute_batch("COMMIT; DELETE FROM entries; VACUUM;").unwrap();
        assert_eq!(count(&open(&path).unwrap().unwrap()), 0);
    }

    #[test]
    fn a_log_that_was_started_over_counts_as_far_as_it_is_new() {
        let directory = tempfile::tempdir().unwrap();
        let connection = writer(directory.path());
        insert(&connection, 9);
        connection.execute_batch("PRAGMA wal_checkpoint(RESTART);").unwrap();
        insert(&connection, 1);

        assert_eq!(count(&open(&directory.path().join("data")).unwrap().unwrap()), 10);
    }

    #[test]
    fn a_pending_rollback_journal_is_not_read_over() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA journal_mode = PERSIST; CREATE TABLE entries(value BLOB);").unwrap();
        insert(&connection, 2);
        // What stays of a finished journal starts with zeros.
        assert_eq!(count(&open(&path).unwrap().unwrap()), 2);

        connection.execute_batch("PRAGMA cache_size = 1; BEGIN;").unwrap();
        insert(&connection, 20);
        assert_eq!(open(&path).err(), Some(Cause::Failed));
    }

    #[test]
    fn a_missing_file_is_none_and_other_files_are_damage() {
        let directory = tempfile::tempdir().unwrap();
        assert!(open(&directory.path().join("data")).unwrap().is_none());

        for content in ["", "SQLite format 3\0", "something else"] {
            fs_err::write(directory.path().join("data"), content).unwrap();
            assert_eq!(open(&directory.path().join("data")).err(), Some(Cause::Malformed), "{content}");
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
            let last_frame = log.len() - (4096 + FRAME_HEADER);
            if at < last_frame {
                prop_assert_eq!(image(&database, &damaged).err(), Some(Cause::Malformed));
            } else if let Ok(image) = image(&database, &damaged) {
                prop_assert!(count(&open_image(&image).unwrap()) <= 3);
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(database in vec(any::<u8>(), 0..2000), log in vec(any::<u8>(), 0..2000)) {
            let _ = image(&database, &log);
        }
    }
}
