//! The checks that exist, and the parameters that a policy can set for each.
//!
//! The agent's registry holds one implementation for every [`CheckId`]; the policy loader validates rule
//! tables against the [`ParameterSpec`]s here.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::network_id::NetworkId;
use crate::policy::ParameterValue;
use crate::value::MalformedText;
use crate::vocabulary::{self, Lists, Word};

/// A check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CheckId {
    /// The device locks itself and asks for a credential.
    ScreenLock,
    /// The connections in use are private ones.
    Network,
    /// WhatsApp Web sessions are closed after use.
    WhatsappWeb,
    /// When and from what the operating system was installed.
    DeviceReset,
}

impl CheckId {
    /// All checks, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::ScreenLock, Self::Network, Self::WhatsappWeb, Self::DeviceReset];

    /// The id in reports, policies, file names and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ScreenLock => "screen-lock",
            Self::Network => "network",
            Self::WhatsappWeb => "whatsapp-web",
            Self::DeviceReset => "device-reset",
        }
    }

    /// The fixed lists of this check's words, sources, facts, reasons and remedies.
    #[must_use]
    pub fn lists(self) -> &'static Lists {
        match self {
            Self::ScreenLock => &vocabulary::screen_lock::LISTS,
            Self::Network => &vocabulary::network::LISTS,
            Self::WhatsappWeb => &vocabulary::whatsapp_web::LISTS,
            Self::DeviceReset => &vocabulary::device_reset::LISTS,
        }
    }

    /// The parameters that a policy can set for this check.
    #[must_use]
    pub const fn parameters(self) -> &'static [ParameterSpec] {
        match self {
            Self::ScreenLock => screen_lock::PARAMETERS,
            Self::Network => network::PARAMETERS,
            Self::WhatsappWeb => whatsapp_web::PARAMETERS,
            Self::DeviceReset => device_reset::PARAMETERS,
        }
    }
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
/// `Vec<Word>`, `Option<Date>` or `Vec<NetworkId>`.
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
            spec: ParameterSpec { name, kind, default: ParameterDefault::Number(default), about },
            of: PhantomData,
        }
    }

    const fn number(name: &'static str, default: u64, min: u64, max: u64, about: &'static str) -> Self {
        let kind = ParameterKind::Number { min, max };
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::Number(default), about },
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
            spec: ParameterSpec { name, kind, default: ParameterDefault::Boolean(default), about },
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
        Self {
            spec: ParameterSpec { name, kind, default: ParameterDefault::Words(default), about },
            of: PhantomData,
        }
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
        Self { spec: ParameterSpec { name, kind, default: ParameterDefault::None, about }, of: PhantomData }
    }

    /// The day in a rule, if it sets one.
    #[must_use]
    pub fn of(&self, rule: &crate::policy::Rule) -> Option<Date> {
        match rule.parameter(self.spec.name) {
            Some(ParameterValue::Date(day)) => Some(*day),
            Some(
                ParameterValue::Number(_)
                | ParameterValue::Boolean(_)
                | ParameterValue::Words(_)
                | ParameterValue::NetworkIds(_),
            )
            | None => None,
        }
    }
}

impl Parameter<Vec<NetworkId>> {
    const fn network_ids(name: &'static str, about: &'static str) -> Self {
        let kind = ParameterKind::NetworkIds;
        Self { spec: ParameterSpec { name, kind, default: ParameterDefault::None, about }, of: PhantomData }
    }

    /// The ids in a rule; none if it sets none.
    #[must_use]
    pub fn of<'a>(&self, rule: &'a crate::policy::Rule) -> &'a [NetworkId] {
        match rule.parameter(self.spec.name) {
            Some(ParameterValue::NetworkIds(ids)) => ids,
            Some(
                ParameterValue::Number(_)
                | ParameterValue::Boolean(_)
                | ParameterValue::Words(_)
                | ParameterValue::Date(_),
            )
            | None => &[],
        }
    }
}

/// Parameters of `screen-lock`.
pub mod screen_lock {
    use super::{Parameter, ParameterSpec};

    /// Longest time without use until the screen locks or goes dark, in seconds.
    pub const MAX_IDLE: Parameter<u64> = Parameter::duration(
        "max-idle",
        300,
        10,
        86_400,
        "Longest time without use until the screen locks or goes dark",
    );
    /// Longest time after that in which the screen still opens without a password, in seconds.
    pub const MAX_GRACE: Parameter<u64> = Parameter::duration(
        "max-grace",
        5,
        0,
        3_600,
        "Longest time after the screen locked or went dark in which it still opens without a password",
    );
    /// Shortest password that people may be allowed to choose, in characters.
    pub const MIN_LENGTH: Parameter<u64> = Parameter::number(
        "min-length",
        4,
        1,
        128,
        "Shortest password that the rules for new passwords may allow, in characters; less is a finding",
    );
    pub(super) const PARAMETERS: &[ParameterSpec] = &[MAX_IDLE.spec(), MAX_GRACE.spec(), MIN_LENGTH.spec()];
}

/// Parameters of `network`.
pub mod network {
    use super::{Parameter, ParameterSpec};
    use crate::network_id::NetworkId;
    use crate::vocabulary::Word;
    use crate::vocabulary::network as words;

    /// Connection classes that count as private.
    pub const ALLOWED: Parameter<Vec<Word>> = Parameter::words(
        "allowed",
        &[
            words::WIRED,
            words::WIRED_8021X,
            words::WIFI_WPA2_PERSONAL,
            words::WIFI_WPA3_PERSONAL,
            words::WIFI_ENTERPRISE,
            words::CELLULAR,
            words::BLUETOOTH_TETHER,
            words::USB_TETHER,
        ],
        words::CLASSES,
        "Classes of connection that count as private",
    );
    /// Whether a VPN that carries the whole default route makes any connection acceptable.
    pub const VPN_SUFFICES: Parameter<bool> = Parameter::boolean(
        "vpn-suffices",
        true,
        "Whether a VPN that carries the default route of every address family in use makes any class acceptable",
    );
    /// The networks that count as private; all of an allowed class where there are none.
    pub const APPROVED_NETWORKS: Parameter<Vec<NetworkId>> = Parameter::network_ids(
        "approved-networks",
        "Ids of the Wi-Fi networks and cables that count as private, as `custodia policy network-id` prints them; without it all of an allowed class do",
    );
    pub(super) const PARAMETERS: &[ParameterSpec] =
        &[ALLOWED.spec(), VPN_SUFFICES.spec(), APPROVED_NETWORKS.spec()];
}

/// Parameters of `whatsapp-web`.
pub mod whatsapp_web {
    use super::{Parameter, ParameterSpec};

    /// Longest time that a linked session may stay unused, in seconds.
    pub const MAX_UNUSED: Parameter<u64> = Parameter::duration(
        "max-unused",
        28_800,
        0,
        2_592_000,
        "Longest time that a linked WhatsApp Web session may stay unused before it must be closed",
    );
    /// Whether other messengers on the computer are told as findings.
    pub const INVENTORY: Parameter<bool> = Parameter::boolean(
        "inventory",
        false,
        "Whether it is told that Telegram Desktop or Signal Desktop has data on the computer",
    );
    pub(super) const PARAMETERS: &[ParameterSpec] = &[MAX_UNUSED.spec(), INVENTORY.spec()];
}

/// Parameters of `device-reset`.
pub mod device_reset {
    use super::{Parameter, ParameterSpec};
    use jiff::civil::Date;

    /// The day of the hand-over: the operating system must have been installed on it or later.
    pub const NOT_BEFORE: Parameter<Option<Date>> = Parameter::date(
        "not-before",
        "Day of the hand-over: the operating system must have been installed on it or later; without it nothing is asked",
    );
    pub(super) const PARAMETERS: &[ParameterSpec] = &[NOT_BEFORE.spec()];
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
