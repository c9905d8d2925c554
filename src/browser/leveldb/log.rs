//! The log format, which holds write batches in `*.log` and version edits in `MANIFEST-*`.

use custodia_core::fact::Cause;
use zeroize::Zeroizing;

use super::{Cursor, Version, masked_checksum};

const BLOCK: usize = 32 << 10;
const HEADER: usize = 7;
const FULL: u8 = 1;
const FIRST: u8 = 2;
const MIDDLE: u8 = 3;
const LAST: u8 = 4;

/// One record of a log; wiped when it is dropped.
pub type Record = Zeroizing<Vec<u8>>;

/// The records of a log.
///
/// A record that its writer did not finish at the end of the file is left out, as the database itself does.
///
/// # Errors
///
/// [`Cause::Malformed`] where a checksum is wrong or a fragment stands without its beginning.
pub fn records(bytes: &[u8]) -> Result<Vec<Record>, Cause> {
    let mut records = Vec::new();
    let mut partial: Option<Record> = None;
    let mut blocks = bytes.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let is_last_block = blocks.peek().is_none();
        let mut rest = Cursor(block);
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
                if is_last_block && !holds_record(rest.0) {
                    return Ok(records);
                }
                return Err(Cause::Malformed);
            };
            if masked_checksum(&[kind], data) != checksum {
                return Err(Cause::Malformed);
            }
            match kind {
                FULL => {
                    partial = None;
                    records.push(Zeroizing::new(data.to_vec()));
                }
                // An unfinished record before it was left by a writer that died; it was never committed.
                FIRST => partial = Some(Zeroizing::new(data.to_vec())),
                MIDDLE => partial.as_mut().ok_or(Cause::Malformed)?.extend_from_slice(data),
                LAST => {
                    let mut record = partial.take().ok_or(Cause::Malformed)?;
                    record.extend_from_slice(data);
                    records.push(record);
                }
                _ => return Err(Cause::Malformed),
            }
        }
    }
    Ok(records)
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
