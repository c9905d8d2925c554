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
            let header = rest.take(3)?;
            let (length, kind) = (usize::from(u16::from_le_bytes([header[0], header[1]])), header[2]);
            if kind == 0 && length == 0 {
                // Room that the writer reserved and did not use: nothing more stands in this block.
                break;
            }
            let Ok(data) = rest.take(length) else {
                if is_last_block {
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
