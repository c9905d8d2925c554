//! Tables (`*.ldb`, older `*.sst`): sorted entries in checksummed, often compressed blocks.

use std::io::{Read, Seek, SeekFrom};

use super::{Cursor, Version, file, masked_checksum};
use crate::browser::wiped::{self, Bytes};
use custodia_core::fact::Cause;

const FOOTER: usize = 48;
const MAGIC: u64 = 0xdb47_7524_8b80_fb57;
const TRAILER: usize = 5;
const DECODED_LIMIT: usize = 16 << 20;
/// How much all blocks of one table may hold when they are decoded, against tables made to be slow.
const DECODED_TABLE_LIMIT: usize = 512 << 20;

/// Shows every version of the entries in a table whose keys start with one of the prefixes.
///
/// Others in the same blocks are shown too. Blocks that cannot hold any, as the index tells, are not read: their
/// damage does not matter.
///
/// # Errors
///
/// [`Cause::Malformed`] where anything that is read is damaged, [`Cause::TooLarge`] where a block is too large
/// when decoded, [`Cause::Unsupported`] where it is compressed with anything but Snappy, else what `see` answers
/// or why the source could not be read.
pub fn visit(
    source: &mut (impl Read + Seek),
    prefixes: &[&[u8]],
    mut see: impl FnMut(Version<'_>) -> Result<(), Cause>,
) -> Result<(), Cause> {
    let length = source.seek(SeekFrom::End(0)).map_err(|error| file::cause(&error))?;
    let mut footer = [0; FOOTER];
    read_at(source, length.checked_sub(FOOTER as u64).ok_or(Cause::Malformed)?, &mut footer)?;
    let (handles, magic) = footer.split_at(FOOTER - 8);
    if Cursor(magic).fixed_64()? != MAGIC {
        return Err(Cause::Malformed);
    }
    let mut handles = Cursor(handles);
    let _filters = handle(&mut handles)?;
    let index = block(source, length, handle(&mut handles)?)?;
    let mut decoded = 0_usize;
    let mut before = Bytes::default();
    // The index has, for every block, a key that none in it exceeds and that none in the next one is below.
    entries(&index, |last, position| {
        let (last, _) = last.split_last_chunk::<8>().ok_or(Cause::Malformed)?;
        if last < before.as_slice() {
            return Err(Cause::Malformed);
        }
        let may_hold =
            |prefix: &&[u8]| last >= *prefix && (before.starts_with(prefix) || before.as_slice() < *prefix);
        if prefixes.iter().any(may_hold) {
            let data = block(source, length, handle(&mut Cursor(position))?)?;
            decoded = decoded.saturating_add(data.len());
            if decoded > DECODED_TABLE_LIMIT {
                return Err(Cause::TooLarge);
            }
            visit_block(&data, &mut see)?;
        }
        before.clear();
        wiped::extend(&mut before, last);
        Ok(())
    })
}

/// Shows every version of an entry in a decoded data block.
///
/// # Errors
///
/// [`Cause::Malformed`] where it is damaged, else what `see` answers.
pub fn visit_block(block: &[u8], mut see: impl FnMut(Version<'_>) -> Result<(), Cause>) -> Result<(), Cause> {
    entries(block, |internal_key, value| {
        let (key, tag) = internal_key.split_last_chunk().ok_or(Cause::Malformed)?;
        let tag = u64::from_le_bytes(*tag);
        let value = match tag & 0xff {
            0 => None,
            1 => Some(value),
            _ => return Err(Cause::Malformed),
        };
        see(Version { key, value, sequence: tag >> 8 })
    })
}

fn handle(rest: &mut Cursor<'_>) -> Result<(u64, usize), Cause> {
    Ok((rest.varint()?, rest.length()?))
}

/// The block at a place of a table of this length, decoded.
fn block(source: &mut (impl Read + Seek), length: u64, (offset, size): (u64, usize)) -> Result<Bytes, Cause> {
    let stored = size.checked_add(TRAILER).ok_or(Cause::Malformed)?;
    if offset.checked_add(stored as u64).is_none_or(|end| end > length) {
        return Err(Cause::Malformed);
    }
    if size > DECODED_LIMIT {
        return Err(Cause::TooLarge);
    }
    let mut bytes = Bytes::new(vec![0; stored]);
    read_at(source, offset, &mut bytes)?;
    let (data, trailer) = bytes.split_at(size);
    let (kind, checksum) = trailer.split_at(1);
    if Cursor(checksum).fixed_32()? != masked_checksum(data, kind) {
        return Err(Cause::Malformed);
    }
    match kind {
        [0] => {
            bytes.truncate(size);
            Ok(bytes)
        }
        [1] => decompress(data),
        // Zstandard, which LevelDB can write and Chromium does not.
        [2] => Err(Cause::Unsupported),
        _ => Err(Cause::Malformed),
    }
}

fn read_at(source: &mut (impl Read + Seek), offset: u64, buffer: &mut [u8]) -> Result<(), Cause> {
    let read = source.seek(SeekFrom::Start(offset)).and_then(|_| source.read_exact(buffer));
    read.map_err(|error| file::cause(&error))
}

/// Undoes Snappy, up to 16 MiB.
pub(crate) fn decompress(data: &[u8]) -> Result<Bytes, Cause> {
    let length = snap::raw::decompress_len(data).map_err(|_| Cause::Malformed)?;
    if length > DECODED_LIMIT {
        return Err(Cause::TooLarge);
    }
    let mut decoded = Bytes::new(vec![0; length]);
    let written = snap::raw::Decoder::new().decompress(data, &mut decoded).map_err(|_| Cause::Malformed)?;
    if written == length { Ok(decoded) } else { Err(Cause::Malformed) }
}

/// Shows the entries of a block, each of whose keys is stored as its difference from the one before.
fn entries(block: &[u8], mut see: impl FnMut(&[u8], &[u8]) -> Result<(), Cause>) -> Result<(), Cause> {
    let (rest, restarts) = block.split_last_chunk().ok_or(Cause::Malformed)?;
    let restarts = usize::try_from(u32::from_le_bytes(*restarts)).map_err(|_| Cause::Malformed)?;
    let end =
        restarts.checked_mul(4).and_then(|size| rest.len().checked_sub(size)).ok_or(Cause::Malformed)?;
    let mut rest = Cursor(&rest[..end]);
    let mut key = Bytes::default();
    while !rest.0.is_empty() {
        let shared = rest.length()?;
        let own = rest.length()?;
        let value = rest.length()?;
        if shared > key.len() {
            return Err(Cause::Malformed);
        }
        key.truncate(shared);
        wiped::extend(&mut key, rest.take(own)?);
        see(&key, rest.take(value)?)?;
    }
    Ok(())
}
