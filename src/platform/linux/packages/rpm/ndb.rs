//! RPM's own form of database, `Packages.db`.
//!
//! Format: `lib/backend/ndb/rpmpkg.c` of rpm. A header of 32 bytes, slots of 16 bytes that say where the packages are, in
//! blocks of 16 bytes; numbers are little-endian.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use custodia_core::fact::Cause;
use fs_err::File;

use super::{Header, START, header};
use crate::browser::file;

const PAGE: usize = 4096;
const BLOCK: u64 = 16;

/// More pages of slots than this, for half a million packages, are not read.
const MAX_PAGES: usize = 2048;

/// The longest header that is read, in bytes.
const MAX_HEADER: usize = 64 << 20;

/// The headers of the wanted packages, `None` where there is no database.
pub(super) fn headers(
    path: &Path,
    is_wanted: &mut dyn FnMut(&str) -> bool,
) -> Result<Option<Vec<Vec<u8>>>, Cause> {
    let Some((mut file, _)) = file::present(file::open(path, u64::MAX))? else { return Ok(None) };
    let head = read(&mut file, 0, 32)?;
    let pages = usize::try_from(number(&head, 12)).map_err(|_| Cause::Malformed)?;
    if &head[..4] != b"RpmP" || number(&head, 4) != 0 || pages == 0 {
        return Err(Cause::Malformed);
    }
    if pages > MAX_PAGES {
        return Err(Cause::TooLarge);
    }
    let slots = read(&mut file, 0, pages * PAGE)?;
    let mut headers = Vec::new();
    for slot in slots.as_chunks::<16>().0.iter().skip(2) {
        if &slot[..4] != b"Slot" {
            return Err(Cause::Malformed);
        }
        let (package, block) = (number(slot, 4), number(slot, 8));
        if block == 0 {
            continue;
        }
        if package == 0 {
            return Err(Cause::Malformed);
        }
        if let Some(header) = blob(&mut file, package, u64::from(block) * BLOCK, is_wanted)? {
            headers.push(header);
        }
    }
    // A database that changed meanwhile tells of two moments.
    if read(&mut file, 0, 32)? == head { Ok(Some(headers)) } else { Err(Cause::Failed) }
}

/// The header of the package at a place, if it is wanted.
fn blob(
    file: &mut File,
    package: u32,
    at: u64,
    is_wanted: &mut dyn FnMut(&str) -> bool,
) -> Result<Option<Vec<u8>>, Cause> {
    let head = read(file, at, 16)?;
    if &head[..4] != b"BlbS" || number(&head, 4) != package {
        return Err(Cause::Malformed);
    }
    let length = usize::try_from(number(&head, 12)).map_err(|_| Cause::TooLarge)?;
    if length > MAX_HEADER {
        return Err(Cause::TooLarge);
    }
    let mut bytes = read(file, at + BLOCK, length.min(START))?;
    if !header::suffices(&bytes)? {
        bytes = read(file, at + BLOCK, length)?;
    }
    Ok(is_wanted(Header::read(&bytes)?.name).then_some(bytes))
}

fn read(file: &mut File, at: u64, length: usize) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at)).map_err(|error| file::cause(&error))?;
    file.take(length as u64).read_to_end(&mut bytes).map_err(|error| file::cause(&error))?;
    if bytes.len() == length { Ok(bytes) } else { Err(Cause::Malformed) }
}

/// The number at a place that was read.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// A database of these headers, as the library writes it.
    pub(in super::super) fn database(headers: &[Vec<u8>]) -> Vec<u8> {
        let words = |magic: &[u8; 4], numbers: [usize; 3]| {
            let numbers = numbers.map(|number| u32::try_from(number).unwrap().to_le_bytes()).concat();
            [magic.as_slice(), &numbers].concat()
        };
        let mut slots = words(b"RpmP", [0, headers.len(), 1]);
        slots.extend([0; 16]);
        let mut blobs = Vec::new();
        for (package, header) in (1..).zip(headers) {
            let blocks = (16 + header.len() + 12).div_ceil(16);
            slots.extend(words(b"Slot", [package, (PAGE + blobs.len()) / 16, blocks]));
            blobs.extend(words(b"BlbS", [package, 1_763_000_000, header.len()]));
            blobs.extend(header);
            blobs.resize(blobs.len().next_multiple_of(16) + 16, 0);
        }
        while slots.len() < PAGE {
            slots.extend(words(b"Slot", [0; 3]));
        }
        [slots, blobs].concat()
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(slots in vec((0_u32..3, 0_u32..300), 0..4), rest in vec(any::<u8>(), 0..200)) {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("Packages.db");
            let mut bytes = [b"RpmP".as_slice(), &[0; 8], &[1, 0, 0, 0], &[0; 16]].concat();
            for (package, block) in slots {
                bytes.extend(b"Slot");
                bytes.extend([package, block, 1].map(u32::to_le_bytes).concat());
            }
            while bytes.len() < PAGE {
                bytes.extend([b"Slot".as_slice(), &[0; 12]].concat());
            }
            bytes.extend([b"BlbS".as_slice(), &[1, 0, 0, 0, 0, 0, 0, 0, 90, 0, 0, 0]].concat());
            bytes.extend(rest);
            fs_err::write(&path, bytes).unwrap();
            let _ = headers(&path, &mut |_| true);
        }
    }
}
