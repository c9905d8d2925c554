//! Tables (`*.ldb`, older `*.sst`): sorted entries in checksummed, often compressed blocks.

use custodia_core::fact::Cause;
use zeroize::Zeroizing;

use super::{Cursor, Version, masked_checksum};

const FOOTER: usize = 48;
const MAGIC: u64 = 0xdb47_7524_8b80_fb57;
const TRAILER: usize = 5;
const DECODED_LIMIT: usize = 16 << 20;
/// How much all blocks of one table may hold when they are decoded, against tables made to be slow.
const DECODED_TABLE_LIMIT: usize = 512 << 20;

/// Shows every version of an entry in a table.
///
/// # Errors
///
/// [`Cause::Malformed`] where anything in it is damaged, [`Cause::TooLarge`] where a block is too large when
/// decoded, else what `see` answers.
pub fn visit(bytes: &[u8], mut see: impl FnMut(Version<'_>) -> Result<(), Cause>) -> Result<(), Cause> {
    let footer =
        bytes.len().checked_sub(FOOTER).and_then(|start| bytes.get(start..)).ok_or(Cause::Malformed)?;
    let (handles, magic) = footer.split_at(FOOTER - 8);
    if Cursor(magic).fixed_64()? != MAGIC {
        return Err(Cause::Malformed);
    }
    let mut handles = Cursor(handles);
    let _filters = handle(&mut handles)?;
    let index = block(bytes, handle(&mut handles)?)?;
    let mut decoded = 0_usize;
    entries(&index, |_, position| {
        let data = block(bytes, handle(&mut Cursor(position))?)?;
        decoded = decoded.saturating_add(data.len());
        if decoded > DECODED_TABLE_LIMIT {
            return Err(Cause::TooLarge);
        }
        visit_block(&data, &mut see)
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

fn handle(rest: &mut Cursor<'_>) -> Result<(usize, usize), Cause> {
    Ok((rest.length()?, rest.length()?))
}

fn block(bytes: &[u8], (offset, size): (usize, usize)) -> Result<Zeroizing<Vec<u8>>, Cause> {
    let mut rest = Cursor(bytes.get(offset..).ok_or(Cause::Malformed)?);
    let data = rest.take(size)?;
    let trailer = rest.take(TRAILER)?;
    let (kind, checksum) = trailer.split_at(1);
    if Cursor(checksum).fixed_32()? != masked_checksum(data, kind) {
        return Err(Cause::Malformed);
    }
    match kind {
        [0] if size <= DECODED_LIMIT => Ok(Zeroizing::new(data.to_vec())),
        [0] => Err(Cause::TooLarge),
        [1] => decompress(data),
        _ => Err(Cause::Malformed),
    }
}

/// Undoes Snappy, up to 16 MiB.
pub(crate) fn decompress(data: &[u8]) -> Result<Zeroizing<Vec<u8>>, Cause> {
    let length = snap::raw::decompress_len(data).map_err(|_| Cause::Malformed)?;
    if length > DECODED_LIMIT {
        return Err(Cause::TooLarge);
    }
    let mut decoded = Zeroizing::new(vec![0; length]);
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
    let mut key = Zeroizing::new(Vec::new());
    while !rest.0.is_empty() {
        let shared = rest.length()?;
        let own = rest.length()?;
        let value = rest.length()?;
        if shared > key.len() {
            return Err(Cause::Malformed);
        }
        key.truncate(shared);
        key.extend_from_slice(rest.take(own)?);
        see(&key, rest.take(value)?)?;
    }
    Ok(())
}
