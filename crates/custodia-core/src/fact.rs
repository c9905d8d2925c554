//! Facts: what was read, from where, and who can change it; or why it could not be read.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::value::{FactValue, Value};
use crate::vocabulary::{FactName, FactSpec, Source};

/// A fact as read: a value with its evidence, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact<T> {
    /// The value could be read.
    Known {
        /// What was read.
        value: T,
        /// Where it stood and who can change it.
        evidence: Evidence,
    },
    /// The value could not be told.
    Unknown {
        /// Why not.
        cause: Cause,
        /// Where it was looked for.
        source: Source,
    },
}

impl<T> Fact<T> {
    /// A value with its evidence.
    pub const fn known(value: T, evidence: Evidence) -> Self {
        Self::Known { value, evidence }
    }

    /// No value, and why.
    pub const fn unknown(cause: Cause, source: Source) -> Self {
        Self::Unknown { cause, source }
    }

    /// The value, if it is known.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Unknown { .. } => None,
        }
    }

    /// The evidence, if the value is known.
    pub const fn evidence(&self) -> Option<Evidence> {
        match self {
            Self::Known { evidence, .. } => Some(*evidence),
            Self::Unknown { .. } => None,
        }
    }

    /// Applies a function to the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Known { value, evidence } => Fact::Known { value: change(value), evidence },
            Self::Unknown { cause, source } => Fact::Unknown { cause, source },
        }
    }
}

/// Where a value stood, whether it was set there, and who can change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The place it was read from.
    pub source: Source,
    /// Whether somebody set it.
    pub origin: Origin,
    /// Who can change it.
    pub changeable: Changeable,
}

impl Evidence {
    /// A value that somebody set there and that the person can change.
    #[must_use]
    pub const fn set(source: Source) -> Self {
        Self { source, origin: Origin::Set, changeable: Changeable::User }
    }

    /// A documented default that applies because nobody set anything else; the person can change it.
    #[must_use]
    pub const fn default_of(source: Source) -> Self {
        Self { source, origin: Origin::Default, changeable: Changeable::User }
    }

    /// A state of the running system, which is not a setting.
    #[must_use]
    pub const fn live(source: Source) -> Self {
        Self { source, origin: Origin::Live, changeable: Changeable::NotASetting }
    }

    /// What the person declared: nobody measured it.
    #[must_use]
    pub const fn declared(source: Source) -> Self {
        Self { source, origin: Origin::Declared, changeable: Changeable::User }
    }

    /// The same, but only the institution can change it.
    #[must_use]
    pub const fn enforced(self) -> Self {
        Self { changeable: Changeable::Enforced, ..self }
    }
}

/// Whether a value was set or is the documented default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Origin {
    /// Somebody set it: the person, the institution or the vendor.
    Set,
    /// Nobody set it: the documented default of the program applies.
    Default,
    /// It is a state of the running system, not a setting.
    Live,
    /// The person declared it; nobody measured it.
    Declared,
}

/// Who can change a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Changeable {
    /// The person who uses the device.
    User,
    /// Only an administrator of the device: it is locked for the person.
    Enforced,
    /// Nobody: it is a state, not a setting.
    NotASetting,
}

/// Why a value could not be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Cause {
    /// The system refused to let us read it.
    Denied,
    /// The place where it should stand does not exist.
    Missing,
    /// This platform or desktop gives no way to read it.
    Unsupported,
    /// Reading it failed.
    Failed,
    /// What stood there could not be understood: damaged, truncated or of an unknown form.
    Malformed,
    /// What stood there was larger than the limit for reading it.
    TooLarge,
}

/// The facts of one check, each under its name and, where there are several of a kind, its item number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<Key, Fact<Value>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    name: &'static str,
    item: Option<u16>,
}

impl Facts {
    /// No facts.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Records a fact, replacing what stood under its name.
    pub fn put<T: FactValue>(&mut self, name: FactName<T>, fact: Fact<T>) {
        self.0.insert(Key { name: name.spec().name, item: None }, fact.map(T::into_value));
    }

    /// Records a fact of one item among several, counted from 0.
    pub fn put_item<T: FactValue>(&mut self, item: u16, name: FactName<T>, fact: Fact<T>) {
        self.0.insert(Key { name: name.spec().name, item: Some(item) }, fact.map(T::into_value));
    }

    /// The fact under a name, if it was looked for.
    #[must_use]
    pub fn get<T: FactValue>(&self, name: FactName<T>) -> Option<Fact<T>> {
        self.at(Key { name: name.spec().name, item: None })
    }

    /// The fact of one item, if it was looked for.
    #[must_use]
    pub fn get_item<T: FactValue>(&self, item: u16, name: FactName<T>) -> Option<Fact<T>> {
        self.at(Key { name: name.spec().name, item: Some(item) })
    }

    /// The value under a name, if it was looked for and is known.
    #[must_use]
    pub fn value<T: FactValue>(&self, name: FactName<T>) -> Option<T> {
        self.get(name).and_then(Fact::into_value)
    }

    /// The value of one item, if it was looked for and is known.
    #[must_use]
    pub fn value_item<T: FactValue>(&self, item: u16, name: FactName<T>) -> Option<T> {
        self.get_item(item, name).and_then(Fact::into_value)
    }

    /// The item numbers under which any fact stands, in order.
    #[must_use]
    pub fn items(&self) -> Vec<u16> {
        let mut items: Vec<u16> = self.0.keys().filter_map(|key| key.item).collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// Whether nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds all facts of another collection.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The facts as they stand in JSON, by name and item.
    #[must_use]
    pub fn records(&self) -> Vec<FactRecord> {
        self.0
            .iter()
            .map(|(key, fact)| FactRecord { name: key.name, item: key.item, fact: fact.clone() })
            .collect()
    }

    /// The facts that a report may carry, as they stand in JSON.
    #[must_use]
    pub fn reported(&self) -> Vec<FactRecord> {
        self.records().into_iter().filter(FactRecord::is_reported).collect()
    }

    fn at<T: FactValue>(&self, key: Key) -> Option<Fact<T>> {
        Some(match self.0.get(&key)? {
            Fact::Known { value, evidence } => {
                Fact::Known { value: T::from_value(value)?, evidence: *evidence }
            }
            Fact::Unknown { cause, source } => Fact::unknown(*cause, *source),
        })
    }
}

impl<T> Fact<T> {
    /// The value, if it is known, leaving the evidence behind.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Unknown { .. } => None,
        }
    }
}

impl FromIterator<FactRecord> for Facts {
    fn from_iter<I: IntoIterator<Item = FactRecord>>(records: I) -> Self {
        Self(
            records
                .into_iter()
                .map(|record| (Key { name: record.name, item: record.item }, record.fact))
                .collect(),
        )
    }
}

/// One fact as it stands in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "RawFact<'static>")]
pub struct FactRecord {
    /// The name from the fixed lists.
    pub name: &'static str,
    /// The item number, where there are several.
    pub item: Option<u16>,
    /// What was read.
    pub fact: Fact<Value>,
}

impl FactRecord {
    /// Whether a report may carry it.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        FactSpec::parse(self.name).is_some_and(|spec| spec.reported)
    }
}

#[derive(Serialize)]
struct RawFact<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<Cause>,
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changeable: Option<Changeable>,
}

impl From<FactRecord> for RawFact<'static> {
    fn from(record: FactRecord) -> Self {
        let FactRecord { name, item, fact } = record;
        match fact {
            Fact::Known { value, evidence } => Self {
                name,
                item,
                value: Some(value),
                unknown: None,
                source: evidence.source,
                origin: Some(evidence.origin),
                changeable: Some(evidence.changeable),
            },
            Fact::Unknown { cause, source } => {
                Self { name, item, value: None, unknown: Some(cause), source, origin: None, changeable: None }
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactInput {
    name: String,
    #[serde(default)]
    item: Option<u16>,
    #[serde(default)]
    value: Option<serde_json::Value>,
    #[serde(default)]
    unknown: Option<Cause>,
    source: Source,
    #[serde(default)]
    origin: Option<Origin>,
    #[serde(default)]
    changeable: Option<Changeable>,
}

impl<'de> Deserialize<'de> for FactRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;

        let input = FactInput::deserialize(deserializer)?;
        let spec = FactSpec::parse(&input.name)
            .ok_or_else(|| D::Error::custom("not a fact of the report vocabulary"))?;
        let fact = match (input.value, input.unknown, input.origin, input.changeable) {
            (Some(json), None, Some(origin), Some(changeable)) => Fact::Known {
                value: Value::from_json(spec.kind, &json).ok_or_else(|| {
                    D::Error::custom(format_args!("{}: not a value of its kind", spec.name))
                })?,
                evidence: Evidence { source: input.source, origin, changeable },
            },
            (None, Some(cause), None, None) => Fact::unknown(cause, input.source),
            _ => {
                return Err(D::Error::custom(format_args!(
                    "{}: either value, origin and changeable, or unknown",
                    spec.name
                )));
            }
        };
        Ok(Self { name: spec.name, item: input.item, fact })
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Cause, Changeable, FactRecord, Origin};

    impl JsonSchema for FactRecord {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Fact".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let cause = generator.subschema_for::<Cause>();
            let origin = generator.subschema_for::<Origin>();
            let changeable = generator.subschema_for::<Changeable>();
            json_schema!({
                "description": "One fact: a value with its evidence, or the cause why it is unknown",
                "type": "object",
                "required": ["name", "source"],
                "properties": {
                    "name": { "type": "string", "pattern": "^[a-z0-9-]+\\.[a-z0-9-]+$" },
                    "item": { "type": "integer", "minimum": 0, "maximum": 65535 },
                    "value": { "type": ["boolean", "integer", "string"] },
                    "unknown": cause,
                    "source": { "type": "string", "pattern": "^[a-z0-9-]+$" },
                    "origin": origin,
                    "changeable": changeable
                },
                "oneOf": [
                    { "required": ["value", "origin", "changeable"], "not": { "required": ["unknown"] } },
                    { "required": ["unknown"], "not": { "required": ["value"] } }
                ],
                "additionalProperties": false
            })
        }
    }
}
