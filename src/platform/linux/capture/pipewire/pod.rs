//! PipeWire's trees of values: a size and a kind in four bytes each, the value, and zeros up to a multiple of eight.
//!
//! Reads nothing itself. Numbers, texts and structures are understood; anything else is passed over.

/// How deep structures may lie within each other.
const DEEPEST: usize = 8;

const INT: u32 = 4;
const LONG: u32 = 5;
const STRING: u32 = 8;
const STRUCT: u32 = 14;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Number(i64),
    Text(&'a str),
    Structure(Vec<Self>),
    Other,
}

/// The members of the structure that some bytes begin with.
pub(super) fn structure(bytes: &[u8]) -> Option<Vec<Value<'_>>> {
    match value(bytes, 0)?.0 {
        Value::Structure(members) => Some(members),
        Value::Number(_) | Value::Text(_) | Value::Other => None,
    }
}

fn value(bytes: &[u8], depth: usize) -> Option<(Value<'_>, usize)> {
    let number = |at: usize| Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let size = usize::try_from(number(0)?).ok()?;
    let body = bytes.get(8..size.checked_add(8)?)?;
    let end = size.checked_next_multiple_of(8)?.checked_add(8)?.min(bytes.len());
    let value = match number(4)? {
        INT => Value::Number(i32::from_ne_bytes(body.get(..4)?.try_into().ok()?).into()),
        LONG => Value::Number(i64::from_ne_bytes(body.get(..8)?.try_into().ok()?)),
        STRING => body
            .split_last()
            .and_then(|(_, text)| std::str::from_utf8(text).ok())
            .map_or(Value::Other, Value::Text),
        STRUCT if depth < DEEPEST => {
            let mut members = Vec::new();
            let mut rest = body;
            while !rest.is_empty() {
                let (member, end) = value(rest, depth + 1)?;
                members.push(member);
                rest = &rest[end..];
            }
            Value::Structure(members)
        }
        _ => Value::Other,
    };
    Some((value, end))
}

/// Writes the members of a structure.
#[derive(Default)]
pub(super) struct Builder(Vec<u8>);

impl Builder {
    pub(super) fn int(self, number: i32) -> Self {
        self.put(INT, &number.to_ne_bytes())
    }

    pub(super) fn text(self, text: &str) -> Self {
        self.put(STRING, &[text.as_bytes(), b"\0"].concat())
    }

    pub(super) fn nested(self, members: impl FnOnce(Self) -> Self) -> Self {
        let body = members(Self::default()).0;
        self.put(STRUCT, &body)
    }

    /// The structure of what was written.
    pub(super) fn structure(self) -> Vec<u8> {
        Self::default().put(STRUCT, &self.0).0
    }

    fn put(mut self, kind: u32, body: &[u8]) -> Self {
        let size = u32::try_from(body.len()).unwrap_or(u32::MAX);
        self.0.extend(size.to_ne_bytes());
        self.0.extend(kind.to_ne_bytes());
        self.0.extend(body);
        self.0.resize(self.0.len().next_multiple_of(8), 0);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let bytes = Builder::default().int(-3).text("ana").nested(|inner| inner.text("").int(7)).structure();

        let read = structure(&bytes).unwrap();

        let inner = Value::Structure(vec![Value::Text(""), Value::Number(7)]);
        assert_eq!(read, [Value::Number(-3), Value::Text("ana"), inner]);
        assert_eq!(structure(&bytes[..bytes.len() - 8]), None);
    }

    #[test]
    fn structures_within_each_other_come_to_an_end() {
        let deep = (0..200).fold(Builder::default(), |inner, _| Builder::default().nested(|_| inner));
        assert!(structure(&deep.structure()).is_some());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in vec(prop::sample::select(vec![0_u8, 4, 8, 14, 16, 255]), 0..200)) {
            let _ = structure(&bytes);
            super::super::fuzz(&bytes);
        }
    }
}
