//! The committed state of a database: the file with the frames of its write-ahead log laid over it.

use custodia_core::fact::Cause;

use super::FILE_LIMIT;
use crate::browser::wiped::{self, Bytes};

pub(super) const HEADER: usize = 100;
pub(super) const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The database with the committed frames of its write-ahead log (empty for none) laid over it.
///
/// # Errors
///
/// [`Cause::Malformed`] where either is damaged, [`Cause::TooLarge`] where the result would be too large.
pub fn image(database: Bytes, log: &[u8]) -> Result<Bytes, Cause> {
    let mut image = database;
    if !log.is_empty() {
        apply(log, &mut image)?;
    }
    let (page_size, pages) = header(&image)?;
    let actual = image.len() / page_size;
    if !image.len().is_multiple_of(page_size) || pages.is_some_and(|pages| pages > actual) {
        return Err(Cause::Malformed);
    }
    Ok(image)
}

/// The page size, and the number of pages where the header states it.
pub(super) fn header(image: &[u8]) -> Result<(usize, Option<usize>), Cause> {
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

pub(super) fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_be_bytes(*chunk))
}

/// The number of a page, in four bytes.
pub(super) fn number(bytes: &[u8], at: usize) -> Result<usize, Cause> {
    big_endian(bytes, at).and_then(|number| usize::try_from(number).ok()).ok_or(Cause::Malformed)
}

/// Lays the frames of all committed transactions over the image.
fn apply(log: &[u8], image: &mut Bytes) -> Result<(), Cause> {
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
        let missing = size.saturating_sub(image.len());
        wiped::extend(image, &vec![0; missing]);
        image.truncate(size);
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
