//! Reading GVDB, the binary format of dconf databases and of compiled GSettings schemas.
//!
//! Takes bytes and reads no file. Everything in them is checked before use: a table is accepted only if all
//! its keys, parents, buckets and ranges fit together, so that a damaged file is told from one in which a key is not
//! set. Values are read in the few forms that the checks need: `b`, `u`, `i`, and the tuples in which compiled
//! schemas hold the default of a key of these types.
//!
//! The `gvdb` crate is not used: it follows the parents of a key by recursion without an end, so that a
//! prepared file can overflow the stack, and it cannot tell a damaged table from an absent key.

use std::collections::BTreeMap;

const HEADER_LENGTH: usize = 24;
const ITEM_LENGTH: usize = 24;
const NO_PARENT: u32 = u32::MAX;
const LIST: u8 = b'L';
const NESTED_TABLE: u8 = b'H';
const VALUE: u8 = b'v';

/// The hash of an empty name.
const EMPTY_HASH: u32 = 5381;

/// The bytes are not what they should be: damaged, truncated or of an unknown form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// A GVDB file in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'bytes> {
    bytes: &'bytes [u8],
    big_endian: bool,
}

/// A table of a GVDB file; its keys have been checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'bytes> {
    file: File<'bytes>,
    items: &'bytes [u8],
}

/// A value as it stands in the file: its type and its serialized form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Serialized<'bytes> {
    signature: &'bytes [u8],
    data: &'bytes [u8],
    big_endian: bool,
}

/// A value of one of the types that the checks read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// GVariant type `b`.
    Boolean(bool),
    /// GVariant type `u`.
    Number(u32),
    /// GVariant type `i`.
    Signed(i32),
    /// Any other type, which no check reads.
    Other,
}

/// What a compiled schema says of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchemaKey {
    /// The default of all desktops.
    pub(crate) default: Scalar,
    /// The least and the greatest allowed value, where the schema gives them.
    pub(crate) range: Option<(i64, i64)>,
    /// The defaults of single desktops, by their name in `XDG_CURRENT_DESKTOP`.
    pub(crate) of_desktop: BTreeMap<String, Scalar>,
}

struct Item<'bytes> {
    hash: u32,
    parent: u32,
    key: &'bytes [u8],
    kind: u8,
    start: u32,
    end: u32,
}

impl<'bytes> File<'bytes> {
    /// Recognizes a file by its signature and version.
    pub(crate) fn new(bytes: &'bytes [u8]) -> Result<Self, Damaged> {
        let big_endian = match bytes.get(..8).ok_or(Damaged)? {
            b"GVariant" => false,
            b"raVGtnai" => true,
            _ => return Err(Damaged),
        };
        if number(bytes, 8)? == 0 { Ok(Self { bytes, big_endian }) } else { Err(Damaged) }
    }

    /// The table at the root, with all its keys checked.
    pub(crate) fn root(self) -> Result<Table<'bytes>, Damaged> {
        self.table(number(self.bytes, HEADER_LENGTH - 8)?, number(self.bytes, HEADER_LENGTH - 4)?)
    }

    fn table(self, start: u32, end: u32) -> Result<Table<'bytes>, Damaged> {
        let bytes = self.range(start, end, 4)?;
        // The five upper bits are the shift of the Bloom filter, which needs no reading.
        let bloom_words = number(bytes, 0)? & 0x07ff_ffff;
        let buckets = number(bytes, 4)?;
        let first = 8 + 4 * (u64::from(bloom_words) + u64::from(buckets));
        let items = usize::try_from(first).ok().and_then(|first| bytes.get(first..)).ok_or(Damaged)?;
        if items.len() % ITEM_LENGTH != 0 {
            return Err(Damaged);
        }
        let table = Table { file: self, items };
        table.check(bytes, 8 + 4 * as_index(bloom_words)?, buckets)?;
        Ok(table)
    }

    fn range(self, start: u32, end: u32, alignment: u32) -> Result<&'bytes [u8], Damaged> {
        if !start.is_multiple_of(alignment) {
            return Err(Damaged);
        }
        self.bytes.get(as_index(start)?..as_index(end)?).ok_or(Damaged)
    }
}

impl<'bytes> Table<'bytes> {
    /// The value of a key, if it has one.
    pub(crate) fn value(self, key: &str) -> Result<Option<Serialized<'bytes>>, Damaged> {
        let Some(item) = self.find(key, VALUE)? else { return Ok(None) };
        let bytes = self.file.range(item.start, item.end, 8)?;
        variant(bytes, self.file.big_endian).map(Some)
    }

    /// The nested table of a key, if it has one.
    pub(crate) fn table(self, key: &str) -> Result<Option<Self>, Damaged> {
        let Some(item) = self.find(key, NESTED_TABLE)? else { return Ok(None) };
        self.file.table(item.start, item.end).map(Some)
    }

    /// Whether a key has a value.
    pub(crate) fn has_value(self, key: &str) -> Result<bool, Damaged> {
        Ok(self.find(key, VALUE)?.is_some())
    }

    fn find(self, key: &str, kind: u8) -> Result<Option<Item<'bytes>>, Damaged> {
        let hash = extend_hash(EMPTY_HASH, key.as_bytes());
        for index in 0..self.length()? {
            let item = self.item(index)?;
            if item.hash == hash && item.kind == kind && self.is_named(index, key.as_bytes())? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    /// Whether the item and its parents together have this name.
    fn is_named(self, index: u32, name: &[u8]) -> Result<bool, Damaged> {
        let (mut index, mut rest) = (index, name);
        loop {
            let item = self.item(index)?;
            // The name gets shorter with every parent: an empty part was refused when the table was opened.
            match rest.strip_suffix(item.key) {
                Some(shorter) => rest = shorter,
                None => return Ok(false),
            }
            if item.parent == NO_PARENT {
                return Ok(rest.is_empty());
            }
            index = item.parent;
        }
    }

    /// Refuses a table in which any item does not fit: a hash holds the whole name of its key.
    fn check(self, table: &[u8], buckets_at: usize, buckets: u32) -> Result<(), Damaged> {
        let length = self.length()?;
        let mut is_parent = vec![false; as_index(length)?];
        // Every key stands in a file once; keys that overlap could take very long to read.
        let mut keys_left = self.file.bytes.len();
        for index in 0..length {
            let item = self.item(index)?;
            keys_left = keys_left.checked_sub(item.key.len()).ok_or(Damaged)?;
            let inherited = match item.parent {
                NO_PARENT => EMPTY_HASH,
                parent if parent < length && parent != index && !item.key.is_empty() => {
                    is_parent[as_index(parent)?] = true;
                    self.item(parent)?.hash
                }
                _ => return Err(Damaged),
            };
            if item.hash != extend_hash(inherited, item.key) {
                return Err(Damaged);
            }
            let bucket = item.hash.checked_rem(buckets).ok_or(Damaged)?;
            let first = number(table, buckets_at + 4 * as_index(bucket)?)?;
            let last = if bucket + 1 < buckets {
                number(table, buckets_at + 4 * as_index(bucket + 1)?)?
            } else {
                length
            };
            if !(first..last).contains(&index) {
                return Err(Damaged);
            }
        }
        for (index, is_parent) in (0..length).zip(is_parent) {
            self.check_content(index, is_parent)?;
        }
        Ok(())
    }

    fn check_content(self, index: u32, is_parent: bool) -> Result<(), Damaged> {
        let item = self.item(index)?;
        if item.key == b"/" && item.parent == NO_PARENT && !is_parent {
            // dconf leaves kind and range of the root unset where there is nothing below it.
            return Ok(());
        }
        let content = self.file.range(item.start, item.end, 1)?;
        match item.kind {
            VALUE | NESTED_TABLE => Ok(()),
            LIST => self.check_list(index, content),
            _ => Err(Damaged),
        }
    }

    /// Refuses a list that names anything but items whose parent it is.
    fn check_list(self, index: u32, children: &[u8]) -> Result<(), Damaged> {
        for child in children.chunks(4) {
            if self.item(number(child, 0)?)?.parent != index {
                return Err(Damaged);
            }
        }
        Ok(())
    }

    fn length(self) -> Result<u32, Damaged> {
        u32::try_from(self.items.len() / ITEM_LENGTH).map_err(|_| Damaged)
    }

    fn item(self, index: u32) -> Result<Item<'bytes>, Damaged> {
        let at = as_index(index)?.checked_mul(ITEM_LENGTH).ok_or(Damaged)?;
        let bytes: &'bytes [u8] = self.items.get(at..at + ITEM_LENGTH).ok_or(Damaged)?;
        let key_start = number(bytes, 8)?;
        let key_length = u32::from(bytes[12]) | u32::from(bytes[13]) << 8;
        Ok(Item {
            hash: number(bytes, 0)?,
            parent: number(bytes, 4)?,
            key: self.file.range(key_start, key_start.checked_add(key_length).ok_or(Damaged)?, 1)?,
            kind: bytes[14],
            start: number(bytes, 16)?,
            end: number(bytes, 20)?,
        })
    }
}

impl Scalar {
    /// The number, where it is one.
    pub(crate) const fn number(self) -> Option<i64> {
        match self {
            Self::Number(value) => Some(value as i64),
            Self::Signed(value) => Some(value as i64),
            Self::Boolean(_) | Self::Other => None,
        }
    }
}

impl Serialized<'_> {
    /// The value, if it is of one of the types that the checks read.
    pub(crate) fn scalar(self) -> Result<Scalar, Damaged> {
        let (kind, length) = match self.signature {
            b"b" => (b'b', 1),
            b"u" => (b'u', 4),
            b"i" => (b'i', 4),
            _ => return Ok(Scalar::Other),
        };
        if self.data.len() == length { self.scalar_at(kind, 0) } else { Err(Damaged) }
    }

    /// Its type and its bytes, where they are in the byte order of this machine.
    pub(crate) fn native(&self) -> Option<(&str, &[u8])> {
        let kind = std::str::from_utf8(self.signature).ok()?;
        (self.big_endian == cfg!(target_endian = "big")).then_some((kind, self.data))
    }

    /// The default of a key from a compiled schema, with its range and the defaults of single desktops.
    pub(crate) fn schema_key(self) -> Result<SchemaKey, Damaged> {
        let (kind, mut options) = match self.signature {
            [b'(', kind @ (b'b' | b'u' | b'i'), options @ .., b')'] => (*kind, options),
            _ => return Err(Damaged),
        };
        let default = self.scalar_at(kind, 0)?;
        let mut key = SchemaKey { default, range: None, of_desktop: BTreeMap::new() };
        let mut at = if kind == b'b' { 1 } else { 4 };
        while !options.is_empty() {
            if let Some(rest) = options.strip_prefix(&[b'(', b'y', b'(', kind, kind, b')', b')']) {
                at = aligned(at, 4);
                let bound = |offset| self.scalar_at(kind, offset)?.number().ok_or(Damaged);
                key.range = Some((bound(at + 4)?, bound(at + 8)?));
                at += 12;
                options = rest;
            } else if options == b"(ya{sv})" {
                at = aligned(at, 8);
                key.of_desktop = self.of_desktop(kind, self.data.get(at + 8..).ok_or(Damaged)?)?;
                options = &[];
            } else {
                return Err(Damaged);
            }
        }
        Ok(key)
    }

    /// The entries of an `a{sv}` whose values are of the kind of the key.
    fn of_desktop(self, kind: u8, array: &[u8]) -> Result<BTreeMap<String, Scalar>, Damaged> {
        let mut entries = BTreeMap::new();
        if array.is_empty() {
            return Ok(entries);
        }
        let width = offset_width(array.len());
        let ends = offset(array, array.len().checked_sub(width).ok_or(Damaged)?, width)?;
        let mut start = 0;
        let mut at = ends;
        while at < array.len() {
            let end = offset(array, at, width)?;
            let entry = array.get(start..end).ok_or(Damaged)?;
            let (name, value) = self.dictionary_entry(entry)?;
            if value.signature != [kind] {
                return Err(Damaged);
            }
            entries.insert(name, value.scalar_at(kind, 0)?);
            start = aligned(end, 8);
            at += width;
        }
        Ok(entries)
    }

    fn dictionary_entry<'entry>(&self, entry: &'entry [u8]) -> Result<(String, Serialized<'entry>), Damaged> {
        let width = offset_width(entry.len());
        let offsets = entry.len().checked_sub(width).ok_or(Damaged)?;
        let name_end = offset(entry, offsets, width)?;
        let name = entry.get(..name_end).and_then(|name| name.strip_suffix(&[0])).ok_or(Damaged)?;
        let name = std::str::from_utf8(name).map_err(|_| Damaged)?.to_owned();
        let value = entry.get(aligned(name_end, 8)..offsets).ok_or(Damaged)?;
        Ok((name, variant(value, self.big_endian)?))
    }

    fn scalar_at(&self, kind: u8, at: usize) -> Result<Scalar, Damaged> {
        if kind != b'b' {
            let bytes: [u8; 4] =
                self.data.get(at..).and_then(|data| data.first_chunk().copied()).ok_or(Damaged)?;
            let value = if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
            let signed = kind == b'i';
            return Ok(if signed { Scalar::Signed(value.cast_signed()) } else { Scalar::Number(value) });
        }
        match self.data.get(at) {
            Some(0) => Ok(Scalar::Boolean(false)),
            Some(1) => Ok(Scalar::Boolean(true)),
            Some(_) | None => Err(Damaged),
        }
    }
}

/// The hash of a name that starts with what `hash` stands for, byte by byte as signed numbers.
fn extend_hash(hash: u32, more: &[u8]) -> u32 {
    more.iter().fold(hash, |hash, byte| {
        hash.wrapping_mul(33).wrapping_add_signed(i32::from(i8::from_ne_bytes([*byte])))
    })
}

fn variant(bytes: &[u8], big_endian: bool) -> Result<Serialized<'_>, Damaged> {
    let end_of_data = bytes.iter().rposition(|byte| *byte == 0).ok_or(Damaged)?;
    Ok(Serialized { signature: &bytes[end_of_data + 1..], data: &bytes[..end_of_data], big_endian })
}

/// A framing offset, which GVariant always stores in little-endian order.
fn offset(container: &[u8], at: usize, width: usize) -> Result<usize, Damaged> {
    let bytes = container.get(at..at + width).ok_or(Damaged)?;
    let value = bytes.iter().rev().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    usize::try_from(value).ok().filter(|offset| *offset <= container.len()).ok_or(Damaged)
}

/// How many bytes a framing offset of a container takes.
const fn offset_width(container: usize) -> usize {
    match container {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    }
}

const fn aligned(at: usize, alignment: usize) -> usize {
    at.next_multiple_of(alignment)
}

fn as_index(value: u32) -> Result<usize, Damaged> {
    usize::try_from(value).map_err(|_| Damaged)
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Damaged> {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk()).ok_or(Damaged)?;
    Ok(u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Written by `dconf compile` from `database.keyfile` and its lock.
    const DATABASE: &[u8] = include_bytes!("../../../tests/fixtures/screen-lock/database.gvdb");

    /// Written by `glib-compile-schemas` from `schema.gschema.xml` and `schema.gschema.override`.
    const SCHEMAS: &[u8] = include_bytes!("../../../tests/fixtures/screen-lock/schemas.gvdb");

    const DELAY: &str = "/org/gnome/desktop/session/idle-delay";

    fn stored(bytes: &[u8], key: &str) -> Result<Option<Scalar>, Damaged> {
        File::new(bytes)?.root()?.value(key)?.map(Serialized::scalar).transpose()
    }

    fn locked(bytes: &[u8]) -> Result<bool, Damaged> {
        File::new(bytes)?.root()?.table(".locks")?.map_or(Ok(false), |locks| locks.has_value(DELAY))
    }

    fn default_of(bytes: &[u8], key: &str) -> Result<Option<SchemaKey>, Damaged> {
        let Some(schema) = File::new(bytes)?.root()?.table("org.custodia.test")? else { return Ok(None) };
        schema.value(key)?.map(Serialized::schema_key).transpose()
    }

    fn with_flipped_bit(bytes: &[u8], bit: usize) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        damaged[bit / 8] ^= 1 << (bit % 8);
        damaged
    }

    #[test]
    fn database_gives_values_of_the_known_types_and_locks() {
        assert_eq!(stored(DATABASE, DELAY), Ok(Some(Scalar::Number(900))));
        assert_eq!(
            stored(DATABASE, "/org/gnome/desktop/screensaver/lock-enabled"),
            Ok(Some(Scalar::Boolean(false)))
        );
        assert_eq!(stored(DATABASE, "/org/gnome/desktop/session/session-name"), Ok(Some(Scalar::Other)));
        assert_eq!(stored(DATABASE, "/org/gnome/desktop/session/absent"), Ok(None));
        assert_eq!(locked(DATABASE), Ok(true));
    }

    #[test]
    fn schemas_give_defaults_ranges_and_those_of_single_desktops() {
        let delay = default_of(SCHEMAS, "delay").unwrap().unwrap();
        assert_eq!(delay.default, Scalar::Number(300));
        assert_eq!(delay.range, Some((10, 3600)));
        assert_eq!(
            delay.of_desktop,
            BTreeMap::from([
                ("Budgie".to_owned(), Scalar::Number(600)),
                ("GNOME".to_owned(), Scalar::Number(120))
            ])
        );
        let switch = default_of(SCHEMAS, "switch").unwrap().unwrap();
        assert_eq!(switch.default, Scalar::Boolean(true));
        assert_eq!(switch.of_desktop, BTreeMap::from([("GNOME".to_owned(), Scalar::Boolean(false))]));
        let plain = default_of(SCHEMAS, "plain").unwrap().unwrap();
        assert_eq!((plain.default, plain.range), (Scalar::Number(7), None));
        assert_eq!(default_of(SCHEMAS, "text"), Err(Damaged));
        assert_eq!(default_of(SCHEMAS, "absent"), Ok(None));
    }

    #[test]
    fn root_with_nothing_below_it_may_hold_what_memory_held() {
        // What `dconf compile` makes of an empty folder: kind and range of `/` are not initialized.
        let mut bytes = b"GVariant".to_vec();
        for word in
            [0, 0, 24_u32, 60, 0x2800_0000, 1, 0, 0x0002_b5d4, NO_PARENT, 60, 1, 0x7465_7372, 0x6c61_2e74]
        {
            bytes.extend(word.to_le_bytes());
        }
        bytes.push(b'/');
        for kind in [b's', VALUE, NESTED_TABLE, LIST] {
            bytes[50] = kind;
            assert_eq!(stored(&bytes, DELAY), Ok(None), "{kind}");
        }
    }

    #[test]
    fn truncated_database_never_looks_like_one_without_the_key() {
        for length in 0..DATABASE.len() {
            let bytes = &DATABASE[..length];
            assert_ne!(stored(bytes, DELAY), Ok(None), "{length}");
            assert_ne!(locked(bytes), Ok(false), "{length}");
        }
    }

    #[test]
    fn database_with_a_flipped_bit_never_looks_like_one_without_the_key() {
        for bit in 0..DATABASE.len() * 8 {
            let bytes = with_flipped_bit(DATABASE, bit);
            assert_ne!(stored(&bytes, DELAY), Ok(None), "{bit}");
            assert_ne!(locked(&bytes), Ok(false), "{bit}");
        }
    }

    #[test]
    fn damaged_schemas_are_read_to_an_end() {
        for bit in 0..SCHEMAS.len() * 8 {
            let bytes = with_flipped_bit(SCHEMAS, bit);
            for key in ["delay", "switch", "plain"] {
                assert_ne!(default_of(&bytes, key), Ok(None), "{bit}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(
            changes in prop::collection::vec((0..DATABASE.len(), any::<u8>()), 0..24),
            tail in prop::collection::vec(any::<u8>(), 0..64),
        ) {
            let mut bytes = DATABASE.to_vec();
            for (at, byte) in changes {
                bytes[at] = byte;
            }
            bytes.extend(&tail);
            let _ = (stored(&bytes, DELAY), locked(&bytes), default_of(&bytes, "delay"));
            let mut bytes = b"GVariant".to_vec();
            bytes.extend(tail);
            let _ = stored(&bytes, DELAY);
        }
    }
}
