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
use crate::value::{Digest, MalformedText, Version, serde_as_text};
use crate::verdict::Severity;
use crate::vocabulary::Word;

mod diagnostic;
mod load;
mod schema;
mod waiver;

pub use diagnostic::{Diagnostic, Level};
pub use load::{Loaded, MAX_LENGTH, load};
pub use schema::schema;
pub use waiver::{REASONS as WAIVER_REASONS, Waiver};

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
    /// What is decided from a record at the endpoint, in the order of the file.
    pub records: Vec<RecordRule>,
}

/// The document that a policy serves.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name or code, as in `CM-G-03`.
    pub name: String,
    /// Its version, if it has one.
    pub version: Option<String>,
    /// Its date, if it has one.
    pub date: Option<Date>,
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
    /// The controls that it serves, wholly or in part.
    pub controls: Vec<ControlId>,
    /// The operating systems it is meant for.
    pub platforms: Vec<Os>,
    /// Who is excused from it, why and until when.
    pub waivers: Vec<Waiver>,
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

    /// Whether an id names it: its own, or its check's.
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        self.check.as_str() == id || self.id.to_string() == id
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
            cite: Cite { document: String::new(), version: None, clause: String::new() },
            risk: None,
            references: Vec::new(),
            controls: Vec::new(),
            platforms: Os::ALL.to_vec(),
            waivers: Vec::new(),
            line: 1,
            parameters: parameters.into_iter().collect(),
        }
    }
}

/// A rule that no device can decide: the endpoint does, from what it keeps.
#[derive(Clone, Debug)]
pub struct RecordRule {
    /// The id, as in `cm-g-03/hand-over`.
    pub id: RuleId,
    /// What the endpoint keeps for it.
    pub kind: RecordKind,
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
    /// The controls that it serves, wholly or in part.
    pub controls: Vec<ControlId>,
}

macro_rules! record_kinds {
    ($($(#[$doc:meta])* $variant:ident = $id:literal,)*) => {
        /// A kind of record that the endpoint keeps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum RecordKind {
            $($(#[$doc])* $variant,)*
        }

        impl RecordKind {
            /// All of them.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$variant),*];

            /// The word in policy files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }
        }
    };
}

record_kinds! {
    /// Devices that changed hands: the old one, the new one, until when, the evidence of the reset.
    HandOvers = "hand-overs",
    /// What failing rules leave open of each risk, for each device and for all of them.
    ResidualRisk = "residual-risk",
    /// Official accounts on social media: custodian, device, forms, renewal of the password, last review.
    SocialAccounts = "social-accounts",
    /// Groups: purpose, owner, members' consent, last review.
    Groups = "groups",
    /// What people ask about their data, and until when they must be answered.
    Requests = "requests",
    /// The institution's mail domains and what the DNS says of them.
    MailDomains = "mail-domains",
    /// The signed reports themselves, and whether their chains hold.
    Evidence = "evidence",
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
    /// A word.
    Word(Word),
    /// A list of domains.
    Domains(Vec<Domain>),
    /// Dotted versions under words.
    Versions(BTreeMap<Word, Version>),
    /// A list of SHA-256 digests.
    Digests(Vec<Digest>),
}

/// A domain of the Internet in lower case, such as `press.example`: at least two labels of letters, digits and
/// hyphens (RFC 1123), at most 253 characters; one with other letters is written as its A-label (RFC 5890).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Domain(String);

impl Domain {
    /// Whether a domain, in any case, is this one or lies below it.
    #[must_use]
    pub fn covers(&self, domain: &str) -> bool {
        let domain = domain.to_ascii_lowercase();
        let below = domain.strip_suffix(self.0.as_str());
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl FromStr for Domain {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let is_domain = text.len() <= 253 && text.contains('.') && text.split('.').all(is_label);
        if is_domain { Ok(Self(text.to_owned())) } else { Err(MalformedText("domain")) }
    }
}

/// The id of a control, of those that the source documents ask for: two capital letters, a hyphen and a number, as in
/// `CM-7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ControlId {
    document: [u8; 2],
    number: u8,
}

impl fmt::Display for ControlId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.document.map(char::from);
        write!(formatter, "{first}{second}-{}", self.number)
    }
}

impl FromStr for ControlId {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = MalformedText("id of a control");
        let (document, number) = text.split_once('-').ok_or(wrong)?;
        let document: [u8; 2] = document.as_bytes().try_into().map_err(|_| wrong)?;
        let number = number.parse().ok().filter(|_| !number.starts_with(['0', '+'])).ok_or(wrong)?;
        if document.iter().all(u8::is_ascii_uppercase) { Ok(Self { document, number }) } else { Err(wrong) }
    }
}

/// The clause that a rule cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cite {
    /// The document's name or code.
    pub document: String,
    /// The document's version, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
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

serde_as_text!(PackId, RuleId, ControlId);

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
