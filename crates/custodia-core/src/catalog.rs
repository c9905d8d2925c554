//! The checks that exist, and the parameters that a policy can set for each.
//!
//! The agent's registry holds one implementation for every [`CheckId`]; the policy loader validates rule
//! tables against the [`ParameterSpec`]s here.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::network_id::NetworkId;
use crate::policy::{Domain, ParameterValue};
use crate::value::{Digest, MalformedText, Version};
use crate::vocabulary::{self, Lists, Word};

pub mod attestation;
pub mod capture;
pub mod device_reset;
pub mod download_folders;
pub mod mail_accounts;
pub mod meeting_apps;
pub mod network;
pub mod passwords;
pub mod screen_lock;
pub mod security_software;
pub mod storage_encryption;
pub mod updates;
pub mod whatsapp_web;

macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $id:literal in $module:ident,)*) => {
        /// A check.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum CheckId {
            $($(#[$doc])* $variant,)*
        }

        impl CheckId {
            /// All checks, in the order in which they are shown.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$variant),*];

            /// The id in reports, policies, file names and messages.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// The fixed lists of this check's words, sources, facts, reasons and remedies.
            #[must_use]
            pub fn lists(self) -> &'static Lists {
                match self {
                    $(Self::$variant => &vocabulary::$module::LISTS,)*
                }
            }

            /// The parameters that a policy can set for this check.
            #[must_use]
            pub const fn parameters(self) -> &'static [ParameterSpec] {
                match self {
                    $(Self::$variant => $module::PARAMETERS,)*
                }
            }
        }
    };
}

checks! {
    /// The device locks itself and asks for a credential.
    ScreenLock = "screen-lock" in screen_lock,
    /// The connections in use are private ones.
    Network = "network" in network,
    /// WhatsApp Web sessions are closed after use.
    WhatsappWeb = "whatsapp-web" in whatsapp_web,
    /// When and from what the operating system was installed.
    DeviceReset = "device-reset" in device_reset,
    /// What is stored on the device is encrypted.
    StorageEncryption = "storage-encryption" in storage_encryption,
    /// Folders of downloads are nobody else's and leave the device to no cloud.
    DownloadFolders = "download-folders" in download_folders,
    /// Security updates are installed and the system is still maintained.
    Updates = "updates" in updates,
    /// The device is protected from, and free of, software that spies.
    SecuritySoftware = "security-software" in security_software,
    /// Meeting and messaging applications come from their makers, are current and hold no permission too many.
    MeetingApps = "meeting-apps" in meeting_apps,
    /// Nothing records from camera or microphone without a meeting.
    Capture = "capture" in capture,
    /// Mail accounts are the institution's and travel protected.
    MailAccounts = "mail-accounts" in mail_accounts,
    /// The passwords of official accounts are strong and unlike each other.
    Passwords = "passwords" in passwords,
    /// What no program can see was declared by the person.
    Attestation = "attestation" in attestation,
}

impl fmt::Display for CheckId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for CheckId {
    type Err = MalformedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|check| check.as_str() == text).ok_or(MalformedText("check"))
    }
}

/// A parameter of a check as a policy file can set it.
#[derive(Clone, Copy, Debug)]
pub struct ParameterSpec {
    /// The key in the rule's table.
    pub name: &'static str,
    /// What values it takes.
    pub kind: ParameterKind,
    /// The value where a rule does not set it.
    pub default: ParameterDefault,
    /// Whether a rule has to set it.
    pub required: bool,
    /// What it means, in one English line, for the policy schema.
    pub about: &'static str,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum ParameterKind {
    /// A duration in seconds between two bounds, written such as `"5m"`.
    Duration {
        /// The shortest, in seconds.
        min: u64,
        /// The longest, in seconds.
        max: u64,
    },
    /// A whole number between two bounds.
    Number {
        /// The smallest.
        min: u64,
        /// The largest.
        max: u64,
    },
    /// `true` or `false`.
    Boolean,
    /// A list of words out of these.
    Words(&'static [Word]),
    /// A calendar day, written such as `"2026-11-21"`.
    Date,
    /// A list of ids of networks, as `custodia policy network-id` prints them.
    NetworkIds,
    /// One word out of these.
    Word(&'static [Word]),
    /// A list of domains of the Internet, such as `"press.example"`.
    Domains,
    /// A table of dotted versions under words out of these, such as `{ zoom = "6.2.0" }`.
    Versions(&'static [Word]),
    /// A list of SHA-256 digests, such as `"sha256:9f86d0…"`.
    Digests,
}

/// The value of a parameter that a rule does not set.
#[derive(Clone, Copy, Debug)]
pub enum ParameterDefault {
    /// Seconds or a plain number.
    Number(u64),
    /// `true` or `false`.
    Boolean(bool),
    /// A list of words.
    Words(&'static [Word]),
    /// Nothing.
    None,
}

/// A parameter together with the Rust type of its value: `u64` (seconds or number), `bool`,
/// `Vec<Word>`, `Option<Date>`, `Vec<NetworkId>`, `Option<Word>`, `Vec<Domain>`, `BTreeMap<Word, Version>` or
/// `Vec<Digest>`.
#[derive(Debug)]
pub struct Parameter<T> {
    spec: ParameterSpec,
    of: PhantomData<fn() -> T>,
}

impl<T> Parameter<T> {
    /// The parameter without the Rust type.
    #[must_use]
    pub const fn spec(&self) -> ParameterSpec {
        self.spec
    }
}

impl Parameter<u64> {
    const fn duration(name: &'static str, default: u64, min: u64, max: u64, about: &'static str) -> Self {
        let kind = ParameterKind::Duration { min, max };
        Self {
            spec: ParameterSpec {
                name,
                kind,
                default: ParameterDefault::Number(default),
                required: false,
                about,
            },
            of: PhantomData,
        }
    }

    const fn number(name: &'static str, default: u64, min: u64, max: u64, about: &'static str) -> Self {
        let kind = ParameterKind::Number { min, max };
        Self {
            spec: ParameterSpec {
                name,
                kind,
                default: ParameterDefault::Number(default),
                required: false,
                about,
            },
            of: PhantomData,
        }
    }

    /// The value in a rule, in seconds or plain, or the default.
    #[must_use]
    pub fn of(&self, rule: &crate::policy::Rule) -> u64 {
        match (rule.parameter(self.spec.name), self.spec.default) {
            (Some(ParameterValue::Number(value)), _) => *value,
            (_, ParameterDefault::Number(value)) => value,
            (_, ParameterDefault::Boolean(_) | ParameterDefault::Words(_) | ParameterDefault::None) => 0,
        }
    }
}

impl Parameter<bool> {
    const fn boolean(name: &'static str, default: bool, about: &'static str) -> Self {
        let kind = ParameterKind::Boolean;
        Self {
            spec: ParameterSpec {
                name,
                kind,
                default: ParameterDefault::Boolean(default),
                required: false,
                about,
            },
            of: PhantomData,
        }
    }

    /// The value in a rule, or the default.
    #[must_use]
    pub fn of(&self, rule: &crate::policy::Rule) -> bool {
        match (rule.parameter(self.spec.name), self.spec.default) {
            (Some(ParameterValue::Boolean(value)), _) => *value,
            (_, ParameterDefault::Boolean(value)) => value,
            (_, ParameterDefault::Number(_) | ParameterDefault::Words(_) | ParameterDefault::None) => false,
        }
    }
}

impl Parameter<Vec<Word>> {
    const fn words(
        name: &'static str,
        default: &'static [Word],
        allowed: &'static [Word],
        about: &'static str,
    ) -> Self {
        let kind = ParameterKind::Words(allowed);
        let default =
            if default.is_empty() { ParameterDefault::None } else { ParameterDefault::Words(default) };
        Self { spec: ParameterSpec { name, kind, default, required: false, about }, of: PhantomData }
    }

    /// The words in a rule, or the default ones.
    #[must_use]
    pub fn of(&self, rule: &crate::policy::Rule) -> Vec<Word> {
        match (rule.parameter(self.spec.name), self.spec.default) {
            (Some(ParameterValue::Words(value)), _) => value.clone(),
            (_, ParameterDefault::Words(value)) => value.to_vec(),
            (_, ParameterDefault::Number(_) | ParameterDefault::Boolean(_) | ParameterDefault::None) => {
                Vec::new()
            }
        }
    }
}

impl Parameter<Option<Date>> {
    const fn date(name: &'static str, about: &'static str) -> Self {
        let kind = ParameterKind::Date;
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::None, required: false, about },
            of: PhantomData,
        }
    }

    /// The day in a rule, if it sets one.
    #[must_use]
    pub fn of(&self, rule: &crate::policy::Rule) -> Option<Date> {
        let Some(ParameterValue::Date(day)) = rule.parameter(self.spec.name) else { return None };
        Some(*day)
    }
}

impl Parameter<Vec<NetworkId>> {
    const fn network_ids(name: &'static str, about: &'static str) -> Self {
        let kind = ParameterKind::NetworkIds;
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::None, required: false, about },
            of: PhantomData,
        }
    }

    /// The ids in a rule; none if it sets none.
    #[must_use]
    pub fn of<'a>(&self, rule: &'a crate::policy::Rule) -> &'a [NetworkId] {
        let Some(ParameterValue::NetworkIds(ids)) = rule.parameter(self.spec.name) else { return &[] };
        ids
    }
}

impl Parameter<Option<Word>> {
    /// The same parameter, which a rule has to set.
    const fn required(self) -> Self {
        Self { spec: ParameterSpec { required: true, ..self.spec }, of: PhantomData }
    }

    const fn word(name: &'static str, allowed: &'static [Word], about: &'static str) -> Self {
        let kind = ParameterKind::Word(allowed);
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::None, required: false, about },
            of: PhantomData,
        }
    }

    /// The word in a rule, if it sets one.
    #[must_use]
    pub fn of(&self, rule: &crate::policy::Rule) -> Option<Word> {
        let Some(ParameterValue::Word(word)) = rule.parameter(self.spec.name) else { return None };
        Some(*word)
    }
}

impl Parameter<Vec<Domain>> {
    const fn domains(name: &'static str, about: &'static str) -> Self {
        let kind = ParameterKind::Domains;
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::None, required: false, about },
            of: PhantomData,
        }
    }

    /// The domains in a rule; none if it sets none.
    #[must_use]
    pub fn of<'a>(&self, rule: &'a crate::policy::Rule) -> &'a [Domain] {
        let Some(ParameterValue::Domains(domains)) = rule.parameter(self.spec.name) else { return &[] };
        domains
    }
}

impl Parameter<BTreeMap<Word, Version>> {
    const fn versions(name: &'static str, allowed: &'static [Word], about: &'static str) -> Self {
        let kind = ParameterKind::Versions(allowed);
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::None, required: false, about },
            of: PhantomData,
        }
    }

    /// The version in a rule under a word, if it sets one.
    #[must_use]
    pub fn of<'a>(&self, rule: &'a crate::policy::Rule, word: Word) -> Option<&'a Version> {
        let Some(ParameterValue::Versions(versions)) = rule.parameter(self.spec.name) else { return None };
        versions.get(&word)
    }
}

impl Parameter<Vec<Digest>> {
    const fn digests(name: &'static str, about: &'static str) -> Self {
        let kind = ParameterKind::Digests;
        let default = ParameterDefault::None;
        Self { spec: ParameterSpec { name, kind, default, required: false, about }, of: PhantomData }
    }

    /// The digests in a rule; none if it sets none.
    #[must_use]
    pub fn of<'a>(&self, rule: &'a crate::policy::Rule) -> &'a [Digest] {
        let Some(ParameterValue::Digests(digests)) = rule.parameter(self.spec.name) else { return &[] };
        digests
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_reads_back_from_its_id() {
        for check in CheckId::ALL {
            assert_eq!(check.as_str().parse(), Ok(check));
            assert_eq!(serde_json::to_value(check).ok(), Some(check.as_str().into()));
        }
    }

    #[test]
    fn every_fact_is_named_after_its_check() {
        for check in CheckId::ALL {
            for fact in check.lists().facts {
                assert!(fact.name.starts_with(&format!("{check}.")), "{}", fact.name);
            }
            for reason in check.lists().reasons {
                assert!(reason.id.starts_with(&format!("{check}-")), "{}", reason.id);
            }
        }
    }
}
