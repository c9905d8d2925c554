//! Verdicts: what was decided, why, and what to do.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::value::Value;
use crate::vocabulary::{ReasonSpec, RemedyId};

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub enum Status {
    /// The facts show that the rule is not met.
    Fail,
    /// The facts do not tell. Never counted as met.
    Unknown,
    /// The institution has excused this device from the rule until a date.
    Exempt,
    /// The facts show that the rule is met.
    Pass,
    /// The rule asks nothing of this device.
    NotApplicable,
}

impl Status {
    /// All statuses, the most pressing first.
    pub const ALL: [Self; 5] = [Self::Fail, Self::Unknown, Self::Exempt, Self::Pass, Self::NotApplicable];

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Exempt => "exempt",
            Self::NotApplicable => "not-applicable",
            Self::Pass => "pass",
        }
    }
}

/// How much a failed rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Act at once.
    Critical,
    /// Act today.
    High,
    /// Act this week.
    Medium,
    /// Act when convenient.
    Low,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// The word in JSON and in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// Why a verdict is what it is: a message id and its arguments, no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    spec: ReasonSpec,
    values: Vec<Value>,
}

impl Reason {
    pub(crate) fn new<const N: usize>(spec: ReasonSpec, values: [Value; N]) -> Self {
        Self { spec, values: values.into() }
    }

    /// The id of the reason, which is also the id of its message.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.spec.id
    }

    /// Whether a report may carry it.
    #[must_use]
    pub const fn is_reported(&self) -> bool {
        self.spec.reported
    }

    /// The names and values of its arguments.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.spec.arguments.iter().copied().zip(&self.values)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReason {
    id: String,
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    args: serde_json::Map<String, serde_json::Value>,
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut args = serde_json::Map::new();
        for (name, value) in self.arguments() {
            args.insert(name.to_owned(), serde_json::to_value(value).map_err(serde::ser::Error::custom)?);
        }
        RawReason { id: self.id().to_owned(), args }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;

        let raw = RawReason::deserialize(deserializer)?;
        let spec = ReasonSpec::parse(&raw.id)
            .ok_or_else(|| D::Error::custom("not a reason of the report vocabulary"))?;
        if raw.args.len() != spec.arguments.len() {
            return Err(D::Error::custom(format_args!("{}: wrong number of arguments", spec.id)));
        }
        let values = spec
            .arguments
            .iter()
            .map(|name| {
                raw.args.get(*name).and_then(Value::from_json_any).ok_or_else(|| {
                    D::Error::custom(format_args!("{}: argument {name} missing or malformed", spec.id))
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { spec, values })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Reason {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Reason".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A message id and its arguments",
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "type": "string", "pattern": "^[a-z0-9-]+$" },
                "args": { "type": "object", "additionalProperties": { "type": ["boolean", "integer", "string"] } },
                "text": { "type": "string" }
            },
            "additionalProperties": false
        })
    }
}

/// What a check decided for one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Verdict {
    /// Met, not met, or why neither.
    pub status: Status,
    /// The reason that decided.
    pub reason: Reason,
    /// What else the person should know; does not change the status.
    pub findings: Vec<Reason>,
    /// What the person can do about it.
    pub remedy: Option<RemedyId>,
}

impl Verdict {
    /// The rule is met.
    pub const fn pass(reason: Reason) -> Self {
        Self::new(Status::Pass, reason)
    }

    /// The rule is not met; every failure tells what to do.
    pub const fn fail(reason: Reason, remedy: RemedyId) -> Self {
        Self { status: Status::Fail, reason, findings: Vec::new(), remedy: Some(remedy) }
    }

    /// It could not be told whether the rule is met.
    pub const fn unknown(reason: Reason) -> Self {
        Self::new(Status::Unknown, reason)
    }

    /// The rule asks nothing of this device.
    pub const fn not_applicable(reason: Reason) -> Self {
        Self::new(Status::NotApplicable, reason)
    }

    /// The same verdict with a remedy.
    pub fn remedy(self, remedy: RemedyId) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    /// The same verdict with something else that the person should know.
    pub fn finding(mut self, finding: Reason) -> Self {
        self.findings.push(finding);
        self
    }

    const fn new(status: Status, reason: Reason) -> Self {
        Self { status, reason, findings: Vec::new(), remedy: None }
    }
}
