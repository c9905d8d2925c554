//! LevelDB, read-only: the live entries of a store that another program may be writing.
//!
//! `CURRENT` names the `MANIFEST`, which lists the live tables and the oldest live log; the entry with the
//! highest sequence number wins. The store's `LOCK` is not touched and nothing is written. Damage in what is live
//! makes the whole store [`Cause::Malformed`] wherever the lost part could hold the newest entry.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use custodia_core::fact::Cause;
use zeroize::Zeroize;

use super::wiped::Bytes;
use super::{file, steadily};

pub mod log;
pub mod manifest;
pub mod table;

/// The largest file of a store that is read.
pub const FILE_LIMIT: u64 = 64 << 20;
/// The largest store that is read.
pub const STORE_LIMIT: u64 = 256 << 20;
const NAMES_LIMIT: usize = 4096;
const KEPT_ENTRIES_LIMIT: usize = 16_384;
const KEPT_BYTES_LIMIT: usize = 16 << 20;

/// What a reader wants to know of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Nothing.
    No,
    /// Whether it is there.
    Presence,
    /// Its value too.
    Value,
}

/// One version of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The key.
    pub key: &'a [u8],
    /// The value; `None` where this version deletes the key.
    pub value: Option<&'a [u8]>,
    /// The sequence number, which only goes up.
    pub sequence: u64,
}

/// The live entries by key, wiped when they are dropped; the value is empty where only its presence was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Entries(BTreeMap<Vec<u8>, Vec<u8>>);

impl Entries {
    /// The value of a key.
    #[must_use]
    pub fn value(&self, key: &[u8]) -> Option<&[u8]> {
        self.0.get(key).map(Vec::as_slice)
    }

    /// All keys with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value.as_slice()))
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        for (mut key, mut value) in std::mem::take(&mut self.0) {
            key.zeroize();
            value.zeroize();
        }
    }
}

/// The live entries of a store that are of interest; `None` where there is no store.
///
/// Every key that is of interest starts with one of the prefixes; tables are read where such keys would be.
///
/// # Errors
///
/// The cause, where the store, as far as it could hold such keys, could not be read.
pub fn entries(
    directory: &Path,
    prefixes: &[&[u8]],
    interest: impl Fn(&[u8]) -> Interest,
) -> Result<Option<Entries>, Cause> {
    let Some(names) = file::names(directory, NAMES_LIMIT)? else { return Ok(None) };
    // A browser makes the directory and the lock before the store.
    if !names.iter().any(|name| name == "CURRENT" || name.starts_with("MANIFEST-") || number(name).is_some())
    {
        return Ok(None);
    }
    steadily(|| read_once(directory, prefixes, &interest)).map(Some)
}

fn read_once(
    directory: &Path,
    prefixes: &[&[u8]],
    interest: &impl Fn(&[u8]) -> Interest,
) -> Result<Entries, Cause> {
    let (name, manifest_bytes) = current(directory)?;
    let live = manifest::read(&manifest_bytes)?;
    let names = file::names(directory, NAMES_LIMIT)?.ok_or(Cause::Missing)?;
    let mut logs: Vec<(u64, &str)> = names
        .iter()
        .filter(|name| name.split_once('.').is_some_and(|(_, extension)| extension == "log"))
        .filter_map(|name| Some((number(name)?, name.as_str())))
        .filter(|(number, _)| live.has_log(*number))
        .collect();
    logs.sort_unstable();
    // An open store always has a log; the number 0 stands for the first one, whatever its number.
    if !logs.iter().any(|(number, _)| live.log == 0 || *number == live.log) {
        return Err(Cause::Missing);
    }

    let mut kept = Kept::default();
    let mut left = STORE_LIMIT;
    let mut open = |name: &str| {
        let (file, length) = file::open(&directory.join(name), FILE_LIMIT)?;
        left = left.checked_sub(length).ok_or(Cause::TooLarge)?;
        Ok((file, length))
    };
    for table in &live.tables {
        let name = ["ldb", "sst"]
            .into_iter()
            .map(|extension| format!("{table:06}.{extension}"))
            .find(|name| names.binary_search(name).is_ok())
            .ok_or(Cause::Missing)?;
        table::visit(&mut open(&name)?.0, prefixes, |version| kept.see(version, interest))?;
    }
    for (_, name) in logs {
        let (file, length) = open(name)?;
        // A log that grew meanwhile is cut where it ended at first.
        log::visit(file.take(length), |batch| {
            log::visit_batch(batch, |version| kept.see(version, interest))
        })?;
    }

    // A compaction meanwhile would have moved entries from a log that is gone to a table that was not read.
    let (name_after, manifest_after) = current(directory)?;
    if name_after != name || *manifest_after != *manifest_bytes {
        return Err(Cause::Failed);
    }
    Ok(kept.live())
}

fn current(directory: &Path) -> Result<(String, Bytes), Cause> {
    let current = file::read(&directory.join("CURRENT"), 256)?;
    let name = std::str::from_utf8(&current)
        .ok()
        .and_then(|text| text.strip_suffix('\n'))
        .filter(|name| name.strip_prefix("MANIFEST-").is_some_and(is_number))
        .ok_or(Cause::Malformed)?;
    Ok((name.to_owned(), file::read(&directory.join(name), FILE_LIMIT)?))
}

/// The number of a log or table file.
fn number(name: &str) -> Option<u64> {
    let (stem, extension) = name.split_once('.')?;
    (matches!(extension, "log" | "ldb" | "sst") && is_number(stem)).then(|| stem.parse().ok())?
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit())
}

type Deletable = Option<Bytes>;

/// The newest version of each key: its sequence number, and its value unless it is deleted.
#[derive(Default)]
struct Kept {
    newest: BTreeMap<Vec<u8>, (u64, Deletable)>,
    bytes: usize,
}

impl Kept {
    fn see(&mut self, version: Version<'_>, interest: &impl Fn(&[u8]) -> Interest) -> Result<(), Cause> {
        let wanted = interest(version.key);
        if wanted == Interest::No {
            return Ok(());
        }
        let value = version.value.map(|value| if wanted == Interest::Value { value } else { &[] });
        match self.newest.get_mut(version.key) {
            Some((sequence, _)) if *sequence > version.sequence => return Ok(()),
            Some(newest) => *newest = (version.sequence, value.map(|value| Bytes::new(value.to_vec()))),
            None => {
                self.bytes = self.bytes.saturating_add(version.key.len());
                let value = value.map(|value| Bytes::new(value.to_vec()));
                self.newest.insert(version.key.to_vec(), (version.sequence, value));
            }
        }
        self.bytes = self.bytes.saturating_add(value.map_or(0, <[u8]>::len));
        if self.newest.len() > KEPT_ENTRIES_LIMIT || self.bytes > KEPT_BYTES_LIMIT {
            return Err(Cause::TooLarge);
        }
        Ok(())
    }

    fn live(mut self) -> Entries {
        let mut live = Entries::default();
        for (mut key, (_, value)) in std::mem::take(&mut self.newest) {
            match value {
                Some(mut value) => drop(live.0.insert(key, std::mem::take(&mut *value))),
                None => key.zeroize(),
            }
        }
        live
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for (mut key, _) in std::mem::take(&mut self.newest) {
            key.zeroize();
        }
    }
}

/// Takes bytes, varints and fixed numbers from the front of a slice; everything that is not there is damage.
pub(crate) struct Cursor<'a>(pub(crate) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Cause> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Cause::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Cause> {
        let (byte, rest) = self.0.split_first().ok_or(Cause::Malformed)?;
        self.0 = rest;
        Ok(*byte)
    }

    pub(crate) fn fixed_32(&mut self) -> Result<u32, Cause> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Cause::Malformed)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*bytes))
    }

    pub(crate) fn fixed_64(&mut self) -> Result<u64, Cause> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Cause::Malformed)?;
        self.0 = rest;
        Ok(u64::from_le_bytes(*bytes))
    }

    pub(crate) fn varint(&mut self) -> Result<u64, Cause> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(Cause::Malformed);
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Cause::Malformed)
    }

    pub(crate) fn length(&mut self) -> Result<usize, Cause> {
        usize::try_from(self.varint()?).map_err(|_| Cause::Malformed)
    }

    pub(crate) fn prefixed(&mut self) -> Result<&'a [u8], Cause> {
        let length = self.length()?;
        self.take(length)
    }
}

/// The checksum as LevelDB stores it: CRC-32C over the parts, rotated, plus a constant.
pub(crate) fn masked_checksum(first: &[u8], second: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(first), second).rotate_right(15).wrapping_add(0xa282_ead8)
}

#[cfg(test)]
mod tests {
    use std::io;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Puts records into the log format.
    fn log_of(records: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for record in records {
            let (mut rest, mut is_first) = (record.as_slice(), true);
            loop {
                let mut room = (32 << 10) - bytes.len() % (32 << 10);
                if room < 7 {
                    bytes.resize(bytes.len() + room, 0);
                    room = 32 << 10;
                }
                let (data, later) = rest.split_at(rest.len().min(room - 7));
                let kind = match (is_first, later.is_empty()) {
                    (true, true) => 1,
                    (true, false) => 2,
                    (false, false) => 3,
                    (false, true) => 4,
                };
                bytes.extend(masked_checksum(&[kind], data).to_le_bytes());
                bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
                bytes.push(kind);
                bytes.extend(data);
                (rest, is_first) = (later, false);
                if rest.is_empty() {
                    break;
                }
            }
        }
        bytes
    }

    fn records_of(log: &[u8]) -> Result<Vec<Vec<u8>>, Cause> {
        let mut records = Vec::new();
        log::visit(log, |record| {
            records.push(record.to_vec());
            Ok(())
        })?;
        Ok(records)
    }

    fn varint(mut value: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while value >= 0x80 {
            bytes.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
            value >>= 7;
        }
        bytes.push(u8::try_from(value).unwrap());
        bytes
    }

    fn prefixed(bytes: &[u8]) -> Vec<u8> {
        [varint(bytes.len() as u64), bytes.to_vec()].concat()
    }

    type Write = (Vec<u8>, Option<Vec<u8>>);

    fn batch_of(first: u64, writes: &[Write]) -> Vec<u8> {
        let mut bytes =
            [first.to_le_bytes().to_vec(), u32::try_from(writes.len()).unwrap().to_le_bytes().to_vec()]
                .concat();
        for (key, value) in writes {
            bytes.push(u8::from(value.is_some()));
            bytes.extend(prefixed(key));
            bytes.extend(value.iter().flat_map(|value| prefixed(value)));
        }
        bytes
    }

    /// Puts entries, sorted by key, into one block with prefix compression.
    fn block_of(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut before: &[u8] = &[];
        for (key, value) in entries {
            let shared = before.iter().zip(key).take_while(|(one, other)| one == other).count();
            bytes.extend(
                [shared, key.len() - shared, value.len()]
                    .into_iter()
                    .flat_map(|length| varint(length as u64)),
            );
            bytes.extend(&key[shared..]);
            bytes.extend(value);
            before = key;
        }
        bytes.extend(0_u32.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes
    }

    fn table_of(first: u64, writes: &[Write]) -> Vec<u8> {
        fn add(bytes: &mut Vec<u8>, block: &[u8], is_packed: bool) -> Vec<u8> {
            let data = if is_packed {
                snap::raw::Encoder::new().compress_vec(block).unwrap()
            } else {
                block.to_vec()
            };
            let handle = [varint(bytes.len() as u64), varint(data.len() as u64)].concat();
            let kind = u8::from(is_packed);
            bytes.extend(&data);
            bytes.push(kind);
            bytes.extend(masked_checksum(&data, &[kind]).to_le_bytes());
            handle
        }

        let mut sorted: Vec<_> = (first..).zip(writes).collect();
        // By key, the newest version of each first.
        sorted.sort_by_key(|&(sequence, (key, _))| (key.clone(), std::cmp::Reverse(sequence)));
        let entries: Vec<(Vec<u8>, Vec<u8>)> = sorted
            .into_iter()
            .map(|(sequence, (key, value))| {
                let tag = sequence << 8 | u64::from(value.is_some());
                ([key.clone(), tag.to_le_bytes().to_vec()].concat(), value.clone().unwrap_or_default())
            })
            .collect();
        let mut bytes = Vec::new();
        let index: Vec<(Vec<u8>, Vec<u8>)> = entries
            .chunks(3)
            .enumerate()
            .map(|(number, chunk)| {
                (chunk.last().unwrap().0.clone(), add(&mut bytes, &block_of(chunk), number % 2 == 0))
            })
            .collect();
        let filters = add(&mut bytes, &block_of(&[]), false);
        let index = add(&mut bytes, &block_of(&index), true);
        let mut footer = [filters, index].concat();
        footer.resize(40, 0);
        bytes.extend(footer);
        bytes.extend(0xdb47_7524_8b80_fb57_u64.to_le_bytes());
        bytes
    }

    fn manifest_of(log: u64, tables: &[u64]) -> Vec<u8> {
        let mut edit = [vec![1], prefixed(b"leveldb.BytewiseComparator"), vec![2], varint(log)].concat();
        edit.extend([3, 50, 4, 90]);
        for table in tables {
            edit.extend([vec![7, 0], varint(*table), varint(1), prefixed(b"a"), prefixed(b"b")].concat());
        }
        log_of(&[edit])
    }

    fn store(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            fs_err::write(directory.path().join(name), bytes).unwrap();
        }
        directory
    }

    type Plain = BTreeMap<Vec<u8>, Vec<u8>>;

    fn all(directory: &Path) -> Result<Option<Plain>, Cause> {
        let entries = entries(directory, &[b""], |_| Interest::Value)?;
        Ok(entries.map(|entries| entries.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect()))
    }

    fn writes() -> impl Strategy<Value = Vec<Write>> {
        vec((vec(0_u8..4, 0..5), proptest::option::of(vec(any::<u8>(), 0..60))), 1..40)
    }

    proptest! {
        #[test]
        fn records_come_back_from_a_log(records in vec(vec(any::<u8>(), 0..70_000), 0..4)) {
            prop_assert_eq!(records_of(&log_of(&records)), Ok(records));
        }

        #[test]
        fn the_newest_version_wins_over_table_and_log(tabled in writes(), logged in writes()) {
            let later = 1 + tabled.len() as u64;
            let directory = store(&[
                ("CURRENT", b"MANIFEST-000002\n".to_vec()),
                ("MANIFEST-000002", manifest_of(7, &[5])),
                ("000005.ldb", table_of(1, &tabled)),
                ("000007.log", log_of(&[batch_of(later, &logged)])),
                // Neither belongs to the current version.
                ("000004.log", log_of(&[batch_of(900, &[(b"old".to_vec(), Some(b"log".to_vec()))])])),
                ("000006.ldb", table_of(900, &[(b"old".to_vec(), Some(b"table".to_vec()))])),
            ]);
            let mut expected = BTreeMap::new();
            for (key, value) in tabled.into_iter().chain(logged) {
                match value {
                    Some(value) => expected.insert(key, value),
                    None => expected.remove(&key),
                };
            }

            prop_assert_eq!(all(directory.path()), Ok(Some(expected)));
        }

        #[test]
        fn no_entry_with_a_prefix_is_passed_over(tabled in writes(), prefixes in vec(vec(0_u8..4, 0..4), 1..3)) {
            let prefixes: Vec<&[u8]> = prefixes.iter().map(Vec::as_slice).collect();
            let versions = |prefixes_read: &[&[u8]]| {
                let mut seen = Vec::new();
                table::visit(&mut io::Cursor::new(table_of(1, &tabled)), prefixes_read, |version| {
                    if prefixes.iter().any(|prefix| version.key.starts_with(prefix)) {
                        seen.push((version.key.to_vec(), version.sequence));
                    }
                    Ok(())
                })
                .map(|()| seen)
            };

            prop_assert_eq!(versions(&prefixes), versions(&[b""]));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..2000)) {
            let _ = records_of(&bytes);
            let _ = log::visit_batch(&bytes, |_| Ok(()));
            let _ = manifest::read(&bytes);
            let _ = table::visit(&mut io::Cursor::new(&bytes), &[b""], |_| Ok(()));
        }

        #[test]
        fn a_flipped_bit_in_a_table_is_always_noticed(tabled in writes(), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let sound = table_of(1, &tabled);
            let mut bytes = sound.clone();
            let at = at.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
            let versions = |bytes: &[u8]| {
                let mut seen = Vec::new();
                table::visit(&mut io::Cursor::new(bytes), &[b""], |version| {
                    seen.push((version.key.to_vec(), version.value.map(<[u8]>::to_vec), version.sequence));
                    Ok(())
                })
                .map(|()| seen)
            };

            // The filters and the padding of the footer are not used.
            if let Ok(seen) = versions(&bytes) {
                prop_assert_eq!(seen, versions(&sound).unwrap());
            }
        }

        #[test]
        fn a_flipped_bit_before_the_last_record_of_a_log_is_always_noticed(
            records in vec(vec(any::<u8>(), 1..200), 2..6),
            at in any::<prop::sample::Index>(),
            bit in 0_u8..8,
        ) {
            let mut bytes = log_of(&records);
            let last = 7 + records.last().unwrap().len();
            let at = at.index(bytes.len() - last);
            bytes[at] ^= 1_u8 << bit;

            prop_assert_eq!(records_of(&bytes), Err(Cause::Malformed));
        }

        #[test]
        fn a_log_cut_anywhere_gives_its_finished_records(records in vec(vec(any::<u8>(), 0..200), 1..6), at in any::<prop::sample::Index>()) {
            let bytes = log_of(&records);
            let cut = at.index(bytes.len());

            let read = records_of(&bytes[..cut]).unwrap();

            prop_assert!(read.iter().zip(&records).all(|(one, other)| one == other));
            prop_assert!(read.len() < records.len());
        }
    }

    #[test]
    fn a_directory_without_a_store_is_none_and_a_store_without_its_parts_is_damage() {
        assert_eq!(all(Path::new("/nonexistent")), Ok(None));
        assert_eq!(all(store(&[("LOCK", Vec::new())]).path()), Ok(None));
        for files in [
            vec![("000003.log", Vec::new())],
            vec![("CURRENT", b"MANIFEST-000001\n".to_vec())],
            vec![("CURRENT", b"../MANIFEST-1\n".to_vec()), ("MANIFEST-1", manifest_of(0, &[]))],
            vec![("CURRENT", b"MANIFEST-1\n".to_vec()), ("MANIFEST-1", manifest_of(0, &[]))],
            vec![
                ("CURRENT", b"MANIFEST-1\n".to_vec()),
                ("MANIFEST-1", manifest_of(4, &[])),
                ("5.log", Vec::new()),
            ],
            vec![
                ("CURRENT", b"MANIFEST-1\n".to_vec()),
                ("MANIFEST-1", manifest_of(0, &[2])),
                ("3.log", Vec::new()),
            ],
        ] {
            assert_eq!(all(store(&files).path()), Err(Cause::Malformed), "{files:?}");
        }
    }

    #[test]
    fn a_block_that_cannot_be_unpacked_has_a_cause() {
        let sound = table_of(1, &[(b"key".to_vec(), Some(b"value".to_vec()))]);
        let is_trailer =
            |at: &usize| sound[at + 1..].starts_with(&masked_checksum(&sound[..*at], &[1]).to_le_bytes());
        let end = (0..sound.len()).find(is_trailer).unwrap();
        let changed = |data: u8, kind: u8| {
            let mut bytes = sound.clone();
            bytes[..end].fill(data);
            bytes[end] = kind;
            let checksum = masked_checksum(&bytes[..end], &[kind]).to_le_bytes();
            bytes[end + 1..end + 5].copy_from_slice(&checksum);
            table::visit(&mut io::Cursor::new(bytes), &[b""], |_| Ok(()))
        };

        assert_eq!(changed(0xff, 1), Err(Cause::Malformed));
        // Zstandard, which is read no more than a kind that nobody writes.
        assert_eq!(changed(0, 2), Err(Cause::Unsupported));
        assert_eq!(changed(0, 3), Err(Cause::Malformed));
    }

    /// The store is compacted again and again while it is read: its one entry moves from a log to a table, under a
    /// new `MANIFEST`, in the order in which the database does it.
    #[test]
    fn an_entry_that_moves_meanwhile_is_never_lost() {
        use std::sync::atomic::{AtomicBool, Ordering};

        let moved: [Write; 1] = [(b"key".to_vec(), Some(b"value".to_vec()))];
        let directory = store(&[
            ("CURRENT", b"MANIFEST-000001\n".to_vec()),
            ("MANIFEST-000001", manifest_of(3, &[])),
            ("000003.log", log_of(&[batch_of(1, &moved)])),
        ]);
        let path = directory.path();
        let is_done = AtomicBool::new(false);

        let read: Vec<_> = std::thread::scope(|scope| {
            scope.spawn(|| {
                let (mut table, mut log, mut manifest) = (None, 3, 1);
                let write = |name: String, bytes: Vec<u8>| fs_err::write(path.join(name), bytes).unwrap();
                let remove = |name: String| fs_err::remove_file(path.join(name)).unwrap();
                while !is_done.load(Ordering::Relaxed) {
                    let next = manifest + 4;
                    write(format!("{:06}.log", next + 1), log_of(&[]));
                    write(format!("{:06}.ldb", next + 2), table_of(next, &moved));
                    write(format!("MANIFEST-{next:06}"), manifest_of(next + 1, &[next + 2]));
                    write("new".to_owned(), format!("MANIFEST-{next:06}\n").into_bytes());
                    fs_err::rename(path.join("new"), path.join("CURRENT")).unwrap();
                    remove(format!("{log:06}.log"));
                    if let Some(table) = table.replace(next + 2) {
                        remove(format!("{table:06}.ldb"));
                    }
                    remove(format!("MANIFEST-{manifest:06}"));
                    (log, manifest) = (next + 1, next);
                    std::thread::sleep(std::time::Duration::from_millis(1));
                }
            });
            let read = (0..200).map(|_| all(path)).collect();
            is_done.store(true, Ordering::Relaxed);
            read
        });

        let expected = BTreeMap::from([(b"key".to_vec(), b"value".to_vec())]);
        assert!(read.iter().all(|entries| entries.is_err() || *entries == Ok(Some(expected.clone()))));
        assert!(read.iter().any(Result::is_ok));
    }
}
