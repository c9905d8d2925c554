//! The log format, which holds write batches in `*.log` and version edits in `MANIFEST-*`.

use std::io::{ErrorKind, Read};

use super::{Cursor, Version, file, masked_checksum};
use crate::browser::wiped::{self, Bytes};
use custodia_core::fact::Cause;

const BLOCK: usize = 32 << 10;
const HEADER: usize = 7;
const FULL: u8 = 1;
const FIRST: u8 = 2;
const MIDDLE: u8 = 3;
const LAST: u8 = 4;

/// Shows the records of a log, one after the other.
///
/// A record that its writer did not finish at the end of the file is left out, as the database itself does.
///
/// # Errors
///
/// [`Cause::Malformed`] where a checksum is wrong or a fragment stands without its beginning, else what `see`
/// answers or why the source could not be read.
pub fn visit(mut source: impl Read, mut see: impl FnMut(&[u8]) -> Result<(), Cause>) -> Result<(), Cause> {
    let mut block = Bytes::new(vec![0; BLOCK]);
    let mut partial: Option<Bytes> = None;
    while let length @ 1.. = fill(&mut source, &mut block)? {
        let mut rest = Cursor(&block[..length]);
        while rest.0.len() >= HEADER {
            let checksum = rest.fixed_32()?;
            let &[low, high, kind] = rest.take(3)? else { return Err(Cause::Malformed) };
            let length = usize::from(u16::from_le_bytes([low, high]));
            if kind == 0 && length == 0 {
                // Room that the writer reserved and did not use: nothing more may stand in this block.
                if rest.0.iter().any(|byte| *byte != 0) {
                    return Err(Cause::Malformed);
                }
                break;
            }
            let Ok(data) = rest.take(length) else {
                if fill(&mut source, &mut [0])? == 0 && !holds_record(rest.0) {
                    return Ok(());
                }
                return Err(Cause::Malformed);
            };
            if masked_checksum(&[kind], data) != checksum {
                return Err(Cause::Malformed);
            }
            match kind {
                FULL => {
                    partial = None;
                    see(data)?;
                }
                // An unfinished record before it was left by a writer that died; it was never committed.
                FIRST => partial = Some(Bytes::new(data.to_vec())),
                MIDDLE => wiped::extend(partial.as_mut().ok_or(Cause::Malformed)?, data),
                LAST => {
                    let mut record = partial.take().ok_or(Cause::Malformed)?;
                    wiped::extend(&mut record, data);
                    see(&record)?;
                }
                _ => return Err(Cause::Malformed),
            }
        }
    }
    Ok(())
}

/// Reads until a buffer is full or the source ends, and tells how much that is.
fn fill(source: &mut impl Read, mut buffer: &mut [u8]) -> Result<usize, Cause> {
    let room = buffer.len();
    while !buffer.is_empty() {
        match source.read(buffer) {
            Ok(0) => break,
            Ok(length) => buffer = &mut buffer[length..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(file::cause(&error)),
        }
    }
    Ok(room - buffer.len())
}

/// Whether a sound record starts anywhere in what seems to be an unfinished one, whose length is then wrong.
fn holds_record(bytes: &[u8]) -> bool {
    (0..bytes.len()).any(|start| {
        let mut rest = Cursor(&bytes[start..]);
        let Ok(checksum) = rest.fixed_32() else { return false };
        let Ok(&[low, high, kind]) = rest.take(3) else { return false };
        let length = usize::from(u16::from_le_bytes([low, high]));
        (FULL..=LAST).contains(&kind)
            && rest.take(length).is_ok_and(|data| masked_checksum(&[kind], data) == checksum)
    })
}

/// Shows every version of an entry in a write batch.
///
/// # Errors
///
/// [`Cause::Malformed`] where the record is not a write batch, else what `see` answers.
pub fn visit_batch(
    record: &[u8],
    mut see: impl FnMut(Version<'_>) -> Result<(), Cause>,
) -> Result<(), Cause> {
    let mut rest = Cursor(record);
    let first = rest.fixed_64()?;
    let count = rest.fixed_32()?;
    for index in 0..count {
        let kind = rest.byte()?;
        let key = rest.prefixed()?;
        let value = match kind {
            0 => None,
            1 => Some(rest.prefixed()?),
            _ => return Err(Cause::Malformed),
        };
        let sequence = first.checked_add(u64::from(index)).ok_or(Cause::Malformed)?;
        see(Version { key, value, sequence })?;
    }
    if rest.0.is_empty() { Ok(()) } else { Err(Cause::Malformed) }
}
