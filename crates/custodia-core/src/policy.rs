//! Policies: TOML files with one table per rule, validated into [`Policy`].
//!
//! [`load`] turns a file's text into a policy or into [`Diagnostic`]s that point at the offending place.
//! The grammar is in [`load`]'s module; the keys of a rule beside the common ones are the parameters of its
//! check in [`crate::catalog`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalog::CheckId;
use crate::network_id::NetworkId;
use crate::platform::Os;
use crate::value::{Digest, MalformedText, serde_as_text};
use crate::verdict::Severity;
use crate::vocabulary::Word;

mod diagnostic;
mod load;
mod schema;

pub use diagnostic::{Diagnostic, Level};
pub use load::{Loaded, MAX_LENGTH, load};
pub use schema::schema;

/// A valid policy: the rules of one document.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The id, as in `cm-g-03`.
    pub id: PackId,
    /// The version, which only goes up.
    pub version: u64,
    /// The SHA-256 digest of the file.
    pub digest: Digest,
    /// The title in both languages.
    pub title: Bilingual,
    /// The document that the rules serve.
    pub document: Document,
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
}

/// The document that a policy serves.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name or code, as in `CM-G-03`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its date.
    pub date: Date,
}

/// A text in Spanish and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

/// One rule of a policy.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The id, as in `cm-g-03/screen-lock`.
    pub id: RuleId,
    /// The check that decides it.
    pub check: CheckId,
    /// How much a failure weighs.
    pub severity: Severity,
    /// What the clause asks, in our own words.
    pub asks: Bilingual,
    /// The clause of the document that it serves.
    pub cite: Cite,
    /// The risk it treats, as the document names it.
    pub risk: Option<Bilingual>,
    /// Other sources that ask for the same.
    pub references: Vec<String>,
    /// The operating systems it is meant for.
    pub platforms: Vec<Os>,
    /// The line of the file where the rule's table starts, counted from 1.
    pub line: usize,
    parameters: BTreeMap<&'static str, ParameterValue>,
}

impl Rule {
    /// The value that the rule sets for a parameter of its check.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&ParameterValue> {
        self.parameters.get(name)
    }

    /// A rule with nothing but its check and parameters, for tests of an evaluation.
    #[must_use]
    pub fn for_check(
        check: CheckId,
        parameters: impl IntoIterator<Item = (&'static str, ParameterValue)>,
    ) -> Self {
        let nothing = || Bilingual { es: String::new(), en: String::new() };
        Self {
            id: RuleId { pack: PackId("test".to_owned()), rule: check.as_str().to_owned() },
            check,
            severity: Severity::High,
            asks: nothing(),
            cite: Cite { document: String::new(), version: String::new(), clause: String::new() },
            risk: None,
            references: Vec::new(),
            platforms: Os::ALL.to_vec(),
            line: 1,
            parameters: parameters.into_iter().collect(),
        }
    }
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// Seconds or a plain number.
    Number(u64),
    /// `true` or `false`.
    Boolean(bool),
    /// A list of words.
    Words(Vec<Word>),
    /// A calendar day.
    Date(Date),
    /// A list of ids of networks.
    NetworkIds(Vec<NetworkId>),
}

/// The clause that a rule cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cite {
    /// The document's name or code.
    pub document: String,
    /// The document's version.
    pub version: String,
    /// The clause within it.
    pub clause: String,
}

/// The id of a policy: lower-case letters, digits and single hyphens, at most 64 of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PackId(String);

impl fmt::Display for PackId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl FromStr for PackId {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_identifier(text) { Ok(Self(text.to_owned())) } else { Err(MalformedText("policy id")) }
    }
}

/// The id of a rule: the policy's id, a slash and the rule's own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId {
    pack: PackId,
    rule: String,
}

impl RuleId {
    /// The id of the policy.
    #[must_use]
    pub const fn pack(&self) -> &PackId {
        &self.pack
    }

    /// The rule's own id within the policy.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.pack, self.rule)
    }
}

impl FromStr for RuleId {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((pack, rule)) if is_identifier(rule) => {
                Ok(Self { pack: pack.parse()?, rule: rule.to_owned() })
            }
            Some(_) | None => Err(MalformedText("rule id")),
        }
    }
}

serde_as_text!(PackId, RuleId);

fn is_identifier(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// A policy as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyRef {
    /// The policy's id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: PackId,
    /// Its version.
    pub version: u64,
    /// The SHA-256 digest of its file.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub digest: Digest,
}

impl From<&Policy> for PolicyRef {
    fn from(policy: &Policy) -> Self {
        Self { id: policy.id.clone(), version: policy.version, digest: policy.digest }
    }
}
