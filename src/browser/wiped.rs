//! Bytes that leave no copy of themselves in memory.

use std::fmt;
use std::ops::{Deref, DerefMut};

use zeroize::Zeroizing;

/// Bytes that are wiped when they are dropped.
///
/// All at once: `Zeroizing` would write them one by one, which for whole stores is most of the work of a check.
#[derive(Default, PartialEq, Eq)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// Takes charge of bytes.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.0.fill(0);
        // What was cut off stands behind the end.
        self.0.resize(self.0.capacity(), 0);
        zeroize::optimization_barrier(self.0.as_slice());
    }
}

impl Deref for Bytes {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Bytes {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

/// Shows no byte.
impl fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} bytes", self.0.len())
    }
}

/// Appends bytes. A buffer that grows by itself would leave the one it outgrew behind unwiped.
pub(crate) fn extend(bytes: &mut Bytes, more: &[u8]) {
    let length = bytes.len().saturating_add(more.len());
    if length > bytes.capacity() {
        let mut larger = Bytes::new(Vec::with_capacity(length.max(bytes.capacity().saturating_mul(2))));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
    bytes.extend_from_slice(more);
}

/// The text of pairs of bytes in UTF-16LE; what is no character becomes U+FFFD. `None` for half a pair.
pub(crate) fn utf16(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (pairs, rest) = bytes.as_chunks();
    // Room for all of it at once: no unit takes more than three bytes.
    let mut text = Zeroizing::new(String::with_capacity(pairs.len().saturating_mul(3)));
    let units = char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
    text.extend(units.map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    rest.is_empty().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_grow_and_stay_the_same() {
        let mut bytes = Bytes::default();
        for _ in 0..100 {
            extend(&mut bytes, b"abc");
        }

        assert_eq!(*bytes, b"abc".repeat(100));
    }

    #[test]
    fn text_has_whole_units() {
        assert_eq!(utf16(b"l\0\x42\x04").as_deref().map(String::as_str), Some("l\u{442}"));
        assert_eq!(utf16(b"\x00\xd8").as_deref().map(String::as_str), Some("\u{fffd}"));
        assert_eq!(utf16(b"l"), None);
    }
}
