//! The header of a package, as RPM keeps it.
//!
//! Format: two counts, an index of tags, and a store that the index leads into; all numbers big-endian. See rpm's
//! documentation, "RPM V4 package format", "Header".

use custodia_core::fact::Cause;
use jiff::Timestamp;

use crate::platform::linux::packages::text;

/// The most entries of an index, and the longest store, that RPM itself allows.
const MAX_ENTRIES: usize = 0xffff;
const MAX_STORE: usize = 256 << 20;

const NAME: u32 = 1000;
const VERSION: u32 = 1001;
const RELEASE: u32 = 1002;
const EPOCH: u32 = 1003;
const INSTALL_TIME: u32 = 1008;
const VENDOR: u32 = 1011;
const ARCHITECTURE: u32 = 1022;

const INT32: u32 = 4;
const STRING: u32 = 6;

/// What a header says.
#[derive(Debug)]
pub(crate) struct Header<'a> {
    pub(crate) name: &'a str,
    pub(crate) epoch: Option<u32>,
    upstream: &'a str,
    release: &'a str,
    pub(crate) architecture: Option<&'a str>,
    pub(super) maker: Option<&'a str>,
    pub(super) installed_at: Option<Timestamp>,
}

impl<'a> Header<'a> {
    /// Reads a header, or the start of one.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Cause> {
        let parts = Parts::of(bytes)?;
        let needed = |tag| parts.string(tag).filter(|text| !text.is_empty()).ok_or(Cause::Malformed);
        let seconds = parts.number(INSTALL_TIME).map(i64::from);
        Ok(Self {
            name: needed(NAME)?,
            epoch: parts.number(EPOCH),
            upstream: needed(VERSION)?,
            release: needed(RELEASE)?,
            architecture: parts.string(ARCHITECTURE),
            maker: parts.string(VENDOR),
            installed_at: seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()),
        })
    }

    /// `epoch:version-release`, without an epoch of zero.
    pub(crate) fn version(&self) -> String {
        let Self { upstream, release, .. } = self;
        match self.epoch {
            Some(epoch) if epoch > 0 => format!("{epoch}:{upstream}-{release}"),
            _ => format!("{upstream}-{release}"),
        }
    }
}

/// Whether what there is of a header holds what is asked of it; the time of installation may be missing.
pub(super) fn suffices(start: &[u8]) -> Result<bool, Cause> {
    // An index that is longer than what was read is not a mistake.
    let Some(parts) = Parts::split(start)? else { return Ok(false) };
    let is_there = |tag| parts.place(tag).is_none_or(|(_, rest)| memchr::memchr(0, rest).is_some());
    let has_epoch = parts.place(EPOCH).is_none_or(|(_, rest)| rest.len() >= 4);
    Ok([NAME, VERSION, RELEASE, VENDOR, ARCHITECTURE].into_iter().all(is_there) && has_epoch)
}

/// The index and what there is of the store.
struct Parts<'a> {
    index: &'a [[u8; 16]],
    store: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, Cause> {
        Self::split(bytes)?.ok_or(Cause::Malformed)
    }

    /// `None` where the index is not whole.
    fn split(bytes: &'a [u8]) -> Result<Option<Self>, Cause> {
        let (entries, rest) = number(bytes).ok_or(Cause::Malformed)?;
        let (length, rest) = number(rest).ok_or(Cause::Malformed)?;
        let entries = usize::try_from(entries).map_err(|_| Cause::Malformed)?;
        let length = usize::try_from(length).map_err(|_| Cause::Malformed)?;
        if entries == 0 || entries > MAX_ENTRIES || length > MAX_STORE {
            return Err(Cause::Malformed);
        }
        let Some((index, store)) = rest.split_at_checked(entries * 16) else { return Ok(None) };
        let (index, _) = index.as_chunks();
        Ok(Some(Self { index, store: &store[..store.len().min(length)] }))
    }

    /// The type of the value of a tag and the store from there on; empty where it lies behind what was read.
    fn place(&self, tag: u32) -> Option<(u32, &'a [u8])> {
        let entry = self.index.iter().find(|entry| entry.starts_with(&tag.to_be_bytes()))?;
        let (kind, rest) = number(&entry[4..])?;
        let (offset, _) = number(rest)?;
        Some((kind, self.store.get(usize::try_from(offset).ok()?..).unwrap_or_default()))
    }

    fn string(&self, tag: u32) -> Option<&'a str> {
        let (_, rest) = self.place(tag).filter(|(kind, _)| *kind == STRING)?;
        text(&rest[..memchr::memchr(0, rest)?])
    }

    fn number(&self, tag: u32) -> Option<u32> {
        let (_, rest) = self.place(tag).filter(|(kind, _)| *kind == INT32)?;
        number(rest).map(|(number, _)| number)
    }
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from_be_bytes(*number), rest))
}

/// Reads bytes as a header.
pub(crate) fn fuzz(bytes: &[u8]) {
    let _ = suffices(bytes);
    if let Ok(header) = Header::read(bytes) {
        let _ = header.version();
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// A header of these texts under their tags.
    fn header(texts: &[(u32, &str)]) -> Vec<u8> {
        let (mut index, mut store) = (Vec::new(), Vec::new());
        for (tag, text) in texts {
            for number in [*tag, STRING, u32::try_from(store.len()).unwrap(), 1] {
                index.extend(number.to_be_bytes());
            }
            store.extend_from_slice(text.as_bytes());
            store.push(0);
        }
        let counts = [u32::try_from(texts.len()).unwrap(), u32::try_from(store.len()).unwrap()];
        [counts.map(u32::to_be_bytes).concat(), index, store].concat()
    }

    #[test]
    fn the_start_of_a_header_suffices_where_the_fields_are_in_it() {
        let whole = header(&[(NAME, "bash"), (VERSION, "5.2"), (RELEASE, "1"), (5000, &"x".repeat(100))]);

        assert_eq!(Header::read(&whole).unwrap().version(), "5.2-1");
        assert_eq!(suffices(&whole[..whole.len() - 50]), Ok(true));
        assert_eq!(Header::read(&whole[..whole.len() - 50]).unwrap().name, "bash");
        assert_eq!(suffices(&whole[..whole.len() - 106]), Ok(false));
        assert_eq!(suffices(&whole[..40]), Ok(false));
        assert_eq!(suffices(&whole[..5]), Err(Cause::Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(
            entries in 0_u32..4,
            offsets in vec((prop::sample::select(vec![NAME, VERSION, RELEASE, EPOCH, 7]), 0_u32..9, 0_u32..40), 0..4),
            store in vec(any::<u8>(), 0..40),
        ) {
            let mut bytes = [entries, 40].map(u32::to_be_bytes).concat();
            for (tag, kind, offset) in offsets {
                bytes.extend([tag, kind, offset, 1].map(u32::to_be_bytes).concat());
            }
            bytes.extend(store);
            fuzz(&bytes);
        }
    }
}
