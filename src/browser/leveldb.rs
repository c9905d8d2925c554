//! `LevelDB`, read-only: the live entries of a store that another program may be writing.
//!
//! `CURRENT` names the `MANIFEST`, which lists the live tables and the oldest live log; the entry with the
//! highest sequence number wins. The store's `LOCK` is not touched and nothing is written. Damage anywhere in
//! what is live makes the whole store [`Cause::Malformed`], because the lost part could hold the newest entry.

use std::collections::BTreeMap;
use std::path::Path;

use custodia_core::fact::Cause;
use zeroize::Zeroizing;

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

/// Live entries by key; the value is empty where only its presence was asked for.
pub type Entries = BTreeMap<Vec<u8>, Zeroizing<Vec<u8>>>;

/// The live entries of a store that are of interest; `None` where there is no store.
///
/// # Errors
///
/// The cause, where the store as a whole could not be read.
pub fn entries(directory: &Path, interest: impl Fn(&[u8]) -> Interest) -> Result<Option<Entries>, Cause> {
    let Some(names) = file::names(directory, NAMES_LIMIT)? else { return Ok(None) };
    // A browser makes the directory and the lock before the store.
    if !names.iter().any(|name| name == "CURRENT" || name.starts_with("MANIFEST-") || number(name).is_some()) {
        return Ok(None);
    }
    steadily(|| read_once(directory, &interest)).map(Some)
}

fn read_once(directory: &Path, interest: &impl Fn(&[u8]) -> Interest) -> Result<Entries, Cause> {
    let (name, manifest_bytes) = current(directory)?;
    let live = manifest::read(&manifest_bytes)?;
    let names = file::names(directory, NAMES_LIMIT)?.ok_or(Cause::Missing)?;
    let mut logs: Vec<(u64, &str)> = names
        .iter()
        .filter_map(|name| Some((number(name)?, name.as_str())))
        .filter(|(number, name)| name.ends_with(".log") && live.has_log(*number))
        .collect();
    logs.sort_unstable();
    if live.log != 0 && !logs.iter().any(|(number, _)| *number == live.log) {
        return Err(Cause::Missing);
    }

    let mut kept = Kept::default();
    let mut left = STORE_LIMIT;
    let mut read = |name: &str| {
        let bytes = file::read(&directory.join(name), FILE_LIMIT)?;
        left = left.checked_sub(bytes.len() as u64).ok_or(Cause::TooLarge)?;
        Ok(bytes)
    };
    for table in &live.tables {
        let name = ["ldb", "sst"]
            .into_iter()
            .map(|extension| format!("{table:06}.{extension}"))
            .find(|name| names.binary_search(name).is_ok())
            .ok_or(Cause::Missing)?;
        table::visit(&read(&name)?, |version| kept.see(version, interest))?;
    }
    for (_, name) in logs {
        for record in log::records(&read(name)?)? {
            log::visit_batch(&record, |version| kept.see(version, interest))?;
        }
    }

    // A compaction meanwhile would have moved entries from a log that is gone to a table that was not read.
    let (name_after, manifest_after) = current(directory)?;
    if name_after != name || *manifest_after != *manifest_bytes {
        return Err(Cause::Failed);
    }
    Ok(kept.live())
}

fn current(directory: &Path) -> Result<(String, Zeroizing<Vec<u8>>), Cause> {
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

#[derive(Default)]
struct Kept {
    newest: BTreeMap<Vec<u8>, (u64, Option<Zeroizing<Vec<u8>>>)>,
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
            Some(newest) => *newest = (version.sequence, value.map(|value| Zeroizing::new(value.to_vec()))),
            None => {
                self.bytes = self.bytes.saturating_add(version.key.len());
                let value = value.map(|value| Zeroizing::new(value.to_vec()));
                self.newest.insert(version.key.to_vec(), (version.sequence, value));
            }
        }
        self.bytes = self.bytes.saturating_add(value.map_or(0, <[u8]>::len));
        if self.newest.len() > KEPT_ENTRIES_LIMIT || self.bytes > KEPT_BYTES_LIMIT {
            return Err(Cause::TooLarge);
        }
        Ok(())
    }

    fn live(self) -> Entries {
        self.newest.into_iter().filter_map(|(key, (_, value))| Some((key, value?))).collect()
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

/// The checksum as `LevelDB` stores it: CRC-32C over the parts, rotated, plus a constant.
pub(crate) fn masked_checksum(first: &[u8], second: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(first), second).rotate_right(15).wrapping_add(0xa282_ead8)
}
