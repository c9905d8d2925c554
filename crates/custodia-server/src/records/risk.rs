//! What failing rules leave open of each risk that the source documents name.
//!
//! The residual risk of a device is that of its gravest rule that is not met. Where none fails but some cannot be told,
//! or the device is silent, it is not known. That of all devices is the gravest of any of them.

use std::collections::BTreeMap;

use custodia::policies;
use custodia_core::policy::Bilingual;
use custodia_core::verdict::{Severity, Status};
use uuid::Uuid;

/// What is left of a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A rule of this severity is not met.
    Open(Severity),
    /// No rule is known to fail, but not all could be told.
    Unknown,
    /// Every rule that treats it is met, excused or does not apply.
    Treated,
}

impl Level {
    /// All, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Open(Severity::Critical),
        Self::Open(Severity::High),
        Self::Open(Severity::Medium),
        Self::Open(Severity::Low),
        Self::Unknown,
        Self::Treated,
    ];

    /// The word in message ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open(severity) => severity.as_str(),
            Self::Unknown => "unknown",
            Self::Treated => "treated",
        }
    }

    /// The class that gives it its colour and sign.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Open(_) => "fail",
            Self::Unknown => "unknown",
            Self::Treated => "pass",
        }
    }
}

/// The latest result of one rule on one device, as far as risks need it.
#[derive(Clone, Debug)]
pub struct RuleState {
    /// The device.
    pub device: Uuid,
    /// Whether nothing was heard of it for long.
    pub silent: bool,
    /// The rule.
    pub rule: String,
    /// What it came to.
    pub status: Status,
    /// How much a failure weighs.
    pub severity: Severity,
}

/// A risk and what is left of it.
#[derive(Clone, Debug)]
pub struct ResidualRisk {
    /// As the document names it.
    pub name: Bilingual,
    /// On how many devices it is at which level, in the order of [`Level::ALL`].
    pub devices: [u64; 6],
}

impl ResidualRisk {
    /// The gravest level that any device is at; nothing if no device reports on it.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        Level::ALL.into_iter().zip(self.devices).find(|(_, count)| *count > 0).map(|(level, _)| level)
    }
}

/// What is left of each risk that the built-in policies name, in their order, over all devices.
#[must_use]
pub fn residual(states: &[RuleState]) -> Vec<ResidualRisk> {
    let mut risks: Vec<(Bilingual, Vec<String>)> = Vec::new();
    for rule in policies::built_in().iter().flat_map(|policy| &policy.rules) {
        let Some(name) = &rule.risk else { continue };
        match risks.iter_mut().find(|(known, _)| known == name) {
            Some((_, rules)) => rules.push(rule.id.to_string()),
            None => risks.push((name.clone(), vec![rule.id.to_string()])),
        }
    }
    risks.into_iter().map(|(name, rules)| ResidualRisk { name, devices: count(states, &rules) }).collect()
}

fn count(states: &[RuleState], rules: &[String]) -> [u64; 6] {
    let mut levels: BTreeMap<Uuid, Level> = BTreeMap::new();
    for state in states.iter().filter(|state| rules.contains(&state.rule)) {
        let level = match state.status {
            _ if state.silent => Level::Unknown,
            Status::Fail => Level::Open(state.severity),
            Status::Unknown => Level::Unknown,
            Status::Exempt | Status::NotApplicable | Status::Pass => Level::Treated,
        };
        levels.entry(state.device).and_modify(|worst| *worst = level.min(*worst)).or_insert(level);
    }
    Level::ALL.map(|level| levels.values().filter(|known| **known == level).count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(device: u128, rule: &str, status: Status, severity: Severity) -> RuleState {
        RuleState { device: Uuid::from_u128(device), silent: false, rule: rule.to_owned(), status, severity }
    }

    #[test]
    fn the_gravest_failing_rule_decides_and_silence_is_not_known() {
        let states = [
            state(1, "cm-g-03/screen-lock", Status::Fail, Severity::Critical),
            state(1, "cm-g-03/network", Status::Fail, Severity::High),
            state(2, "cm-g-03/screen-lock", Status::Pass, Severity::Critical),
            state(2, "cm-g-03/network", Status::Unknown, Severity::High),
            state(3, "cm-g-03/screen-lock", Status::Exempt, Severity::Critical),
            RuleState { silent: true, ..state(4, "cm-g-03/network", Status::Fail, Severity::High) },
            state(5, "another/rule", Status::Fail, Severity::Critical),
        ];

        let risks = residual(&states);

        assert!(risks.len() >= 5);
        assert_eq!(risks[0].name.en, "Inadequate custody of the information");
        assert_eq!(risks[0].devices, [1, 0, 0, 0, 2, 1]);
        assert_eq!(risks[0].level(), Some(Level::Open(Severity::Critical)));
        assert!(risks[1..].iter().all(|risk| risk.level().is_none()));
    }
}
