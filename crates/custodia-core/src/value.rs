//! The values a fact or a reason may hold. There is no variant for free text, on purpose.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::vocabulary::Word;

/// The kind of value that a fact holds, fixed by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A non-negative whole number; the fact's name gives the unit.
    Number,
    /// A word from the fixed lists.
    Word,
    /// A calendar day.
    Date,
    /// A SHA-256 digest.
    Digest,
    /// A dotted version number.
    Version,
}

/// One value. Everything in it is a number, a date, a digest or a word from the fixed lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Boolean(bool),
    /// A non-negative whole number.
    Number(u64),
    /// A word from the fixed lists.
    Word(Word),
    /// A calendar day.
    Date(Date),
    /// A SHA-256 digest.
    Digest(Digest),
    /// A dotted version number.
    Version(Version),
}

impl Value {
    /// Reads a JSON value strictly as the given kind.
    #[must_use]
    pub fn from_json(kind: Kind, json: &serde_json::Value) -> Option<Self> {
        match kind {
            Kind::Boolean => json.as_bool().map(Self::Boolean),
            Kind::Number => json.as_u64().map(Self::Number),
            Kind::Word => json.as_str().and_then(Word::parse).map(Self::Word),
            Kind::Date => json
                .as_str()
                .filter(|text| text.len() == 10)
                .and_then(|text| text.parse().ok())
                .map(Self::Date),
            Kind::Digest => json.as_str().and_then(|text| text.parse().ok()).map(Self::Digest),
            Kind::Version => json.as_str().and_then(|text| text.parse().ok()).map(Self::Version),
        }
    }

    /// Reads a JSON value whose kind is not known beforehand, as the arguments of a reason are.
    #[must_use]
    pub fn from_json_any(json: &serde_json::Value) -> Option<Self> {
        [Kind::Boolean, Kind::Number, Kind::Word, Kind::Date, Kind::Digest, Kind::Version]
            .into_iter()
            .find_map(|kind| Self::from_json(kind, json))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value}"),
            Self::Word(value) => write!(formatter, "{value}"),
            Self::Date(value) => write!(formatter, "{value}"),
            Self::Digest(value) => write!(formatter, "{value}"),
            Self::Version(value) => write!(formatter, "{value}"),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_u64(*value),
            Self::Word(_) | Self::Date(_) | Self::Digest(_) | Self::Version(_) => {
                serializer.collect_str(self)
            }
        }
    }
}

/// A Rust type that a fact can hold.
pub trait FactValue: Sized {
    /// The kind of value it becomes.
    const KIND: Kind;
    /// Wraps it.
    fn into_value(self) -> Value;
    /// Unwraps it, if the kind is right.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! fact_value {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl FactValue for $type {
            const KIND: Kind = Kind::$variant;
            fn into_value(self) -> Value {
                Value::$variant(self)
            }
            fn from_value(value: &Value) -> Option<Self> {
                if let Value::$variant(inner) = value { Some(inner.clone()) } else { None }
            }
        }
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    )*};
}

fact_value!(bool => Boolean, u64 => Number, Word => Word, Date => Date, Digest => Digest, Version => Version);

/// A SHA-256 digest, written `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        let mut out = [0; 32];
        out.copy_from_slice(digest.as_ref());
        Self(out)
    }

    /// A digest from its 32 bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its 64 lower-case hexadecimal digits, without the `sha256:`.
    #[must_use]
    pub fn to_hex(self) -> String {
        hex(&self.0)
    }
}

/// Lower-case hexadecimal digits of some bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// Reads 64 lower-case hexadecimal digits.
#[must_use]
pub fn parse_hex_32(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut out = [0; 32];
    for (slot, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        *slot = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "sha256:{}", self.to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

/// The text is not a digest, a version or an identifier of the expected form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {0}")]
pub struct MalformedText(pub &'static str);

impl FromStr for Digest {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix("sha256:").and_then(parse_hex_32).map(Self).ok_or(MalformedText("SHA-256 digest"))
    }
}

/// A dotted version number: one to four groups of up to ten digits, nothing else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Version(Vec<u32>);

impl FromStr for Version {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = MalformedText("dotted version number");
        let mut parts = Vec::new();
        for part in text.split('.') {
            if part.is_empty() || parts.len() == 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(wrong);
            }
            parts.push(part.parse().map_err(|_| wrong)?);
        }
        Ok(Self(parts))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(".")?;
            }
            write!(formatter, "{part}")?;
        }
        Ok(())
    }
}

macro_rules! serde_as_text {
    ($($type:ty),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use serde_as_text;

serde_as_text!(Digest, Version);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_round_trips_and_refuses_other_forms() {
        let digest = Digest::of(b"custodia");

        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("sha256:00".parse::<Digest>().is_err());
        assert!(digest.to_string().to_uppercase().parse::<Digest>().is_err());
    }

    #[test]
    fn version_takes_numbers_and_dots_only() {
        assert_eq!("12.4".parse::<Version>().map(|version| version.to_string()), Ok("12.4".to_owned()));
        for wrong in ["", "12.", ".1", "1.2.3.4.5", "12-ann", "99999999999", "1 2"] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
    }
}
