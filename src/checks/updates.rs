//! `updates`: security updates are installed and the system is still maintained.
//!
//! Lists that are old say nothing about what came out since: what waits in them waits, but that nothing waits in them
//! is no proof. Everything that speaks against the device is told, the gravest first.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::updates::{
    AUTOMATIC, MAX_LIST_AGE, MAX_REBOOT_WAIT, MAX_SECURITY_PENDING, MAX_STALE,
};
use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::updates as words;
use custodia_core::vocabulary::{RemedyId, common};

use super::Check;
use crate::host::Host;
use crate::platform;

/// A release that ends within so many days is a finding: a quarter to plan the move.
const SOON_DAYS: u64 = 90;

const SECONDS_A_DAY: u64 = 86_400;

/// The check.
#[derive(Debug)]
pub struct Updates;

impl Check for Updates {
    fn id(&self) -> CheckId {
        CheckId::Updates
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::updates(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        match facts.value(words::ENVIRONMENT) {
            Some(words::INSTALLED_SYSTEM) => {}
            Some(words::STARTED_FROM_STICK) => return Verdict::not_applicable(words::FROM_STICK.reason()),
            Some(words::UPDATES_IN_CONTAINER) => return Verdict::unknown(words::IN_CONTAINER.reason()),
            Some(_) | None => return Verdict::unknown(words::ENVIRONMENT_UNCLEAR.reason()),
        }
        let mut against = failures(facts, rule);
        let is_failure = !against.is_empty();
        against.extend(doubts(facts, rule));
        let mut against = against.into_iter();
        let verdict = match against.next() {
            Some((reason, remedy)) if is_failure => Verdict::fail(reason, remedy),
            Some((reason, remedy)) => Verdict::unknown(reason).remedy(remedy),
            None => Verdict::pass(met(facts, rule)),
        };
        let others = against.map(|(reason, _)| reason);
        others.chain(findings(facts, rule)).fold(verdict, Verdict::finding)
    }
}

/// What speaks against the device, the gravest first, with what to do about it.
fn failures(facts: &Facts, rule: &Rule) -> Vec<(Reason, RemedyId)> {
    let mut failures = Vec::new();
    if facts.value(words::SUPPORT) == Some(words::SUPPORT_ENDED)
        && let Some(until) = facts.value(words::SUPPORTED_UNTIL)
    {
        failures.push((words::RELEASE_ENDED.with([until.into()]), words::UPGRADE_RELEASE));
    }
    if let Some(count) = facts.value(words::SECURITY_PENDING)
        && count > MAX_SECURITY_PENDING.of(rule)
    {
        failures.push((words::SECURITY_WAITING.with([count.into()]), words::INSTALL_UPDATES));
    }
    if facts.value(words::SECURITY_ARCHIVE) == Some(false) {
        failures.push((words::NO_SECURITY_ARCHIVE.reason(), words::ADD_SECURITY_ARCHIVE));
    }
    if let Some(days) = facts.value(words::LISTS_AGE_DAYS)
        && is_longer(days, MAX_STALE.of(rule))
    {
        let limit = whole_days(MAX_STALE.of(rule));
        failures.push((words::LISTS_TOO_OLD.with([days.into(), limit.into()]), words::RENEW_LISTS));
    }
    if facts.value(words::RESTART_NEEDED) == Some(true)
        && let Some(days) = facts.value(words::RESTART_WAITING_DAYS)
        && is_longer(days, MAX_REBOOT_WAIT.of(rule))
    {
        let limit = whole_days(MAX_REBOOT_WAIT.of(rule));
        failures.push((words::RESTART_OVERDUE.with([days.into(), limit.into()]), words::RESTART));
    }
    if AUTOMATIC.of(rule) && facts.value(words::AUTOMATIC) == Some(false) {
        failures.push((words::NOT_AUTOMATIC.reason(), words::SWITCH_ON_AUTOMATIC));
    }
    failures
}

/// What keeps the device from being known to be in order.
fn doubts(facts: &Facts, rule: &Rule) -> Vec<(Reason, RemedyId)> {
    let mut doubts = Vec::new();
    let is_image = facts.value(words::MANAGER) == Some(words::IMAGE_BASED);
    if is_image {
        doubts.push((words::WHOLE_IMAGE.reason(), words::LOOK_BY_HAND));
    }
    let has_no_archive = facts.value(words::SECURITY_ARCHIVE) == Some(false);
    if !is_image && !has_no_archive && facts.value(words::SECURITY_PENDING).is_none() {
        doubts.push(match facts.get(words::SECURITY_PENDING) {
            Some(Fact::Unknown { cause: Cause::Missing, .. }) => {
                (words::LISTS_MISSING.reason(), words::RENEW_LISTS)
            }
            Some(Fact::Unknown { cause: Cause::Unsupported, .. }) => {
                (words::LISTS_UNSUPPORTED.reason(), words::LOOK_BY_HAND)
            }
            Some(_) | None => (words::LISTS_UNREAD.reason(), words::LOOK_BY_HAND),
        });
    } else if !is_image && !has_no_archive {
        doubts.extend(age_doubt(facts, rule));
    }
    let is_dated = || facts.value(words::SUPPORTED_UNTIL).is_some();
    if facts.value(words::SUPPORT).is_none_or(|kind| kind == words::SUPPORT_ENDED && !is_dated()) {
        doubts.push((words::RELEASE_UNKNOWN.reason(), words::LOOK_BY_HAND));
    }
    match (facts.value(words::RESTART_NEEDED), facts.value(words::RESTART_WAITING_DAYS)) {
        (None, _) | (Some(true), None) => doubts.push((words::RESTART_UNCLEAR.reason(), words::RESTART)),
        (Some(_), _) => {}
    }
    if AUTOMATIC.of(rule) && facts.value(words::AUTOMATIC).is_none() {
        doubts.push((words::AUTOMATIC_UNCLEAR.reason(), words::SWITCH_ON_AUTOMATIC));
    }
    doubts
}

/// Why lists in which nothing waits prove nothing.
fn age_doubt(facts: &Facts, rule: &Rule) -> Option<(Reason, RemedyId)> {
    let limit = MAX_LIST_AGE.of(rule);
    let reason = match (facts.value(words::LISTS_AGE_DAYS), facts.value(words::LISTS_EXPIRED)) {
        (None, _) | (_, None) => words::LISTS_AGE_UNCLEAR.reason(),
        // What is too old already is told as that.
        (Some(days), _) if is_longer(days, MAX_STALE.of(rule)) => return None,
        (Some(days), _) if is_longer(days, limit) => {
            words::LISTS_STALE.with([days.into(), whole_days(limit).into()])
        }
        (Some(_), Some(true)) => words::LISTS_NOT_VALID.reason(),
        (Some(_), Some(false)) => return None,
    };
    Some((reason, words::RENEW_LISTS))
}

/// The reason of a pass.
fn met(facts: &Facts, rule: &Rule) -> Reason {
    match facts.value(words::SECURITY_PENDING) {
        Some(count) if count > 0 => {
            words::FEW_PENDING.with([count.into(), MAX_SECURITY_PENDING.of(rule).into()])
        }
        _ => words::UP_TO_DATE.with([facts.value(words::LISTS_AGE_DAYS).unwrap_or_default().into()]),
    }
}

/// What else the person should know.
fn findings(facts: &Facts, rule: &Rule) -> Vec<Reason> {
    let mut findings = Vec::new();
    let above = |name, least: u64| facts.value(name).filter(|count| *count >= least);
    if let Some(count) = above(words::SECURITY_HELD, 1) {
        findings.push(words::HELD_BACK.with([count.into()]));
    }
    if facts.value(words::PREFERENCES) == Some(true) && above(words::SECURITY_PENDING, 1).is_some() {
        findings.push(words::HAS_PREFERENCES.reason());
    }
    if let Some(count) = above(words::OTHER_PENDING, 1) {
        findings.push(words::OTHERS_WAITING.with([count.into()]));
    }
    if let Some(days) = facts.value(words::RESTART_WAITING_DAYS)
        && !is_longer(days, MAX_REBOOT_WAIT.of(rule))
    {
        findings.push(words::RESTART_WAITING.with([days.into()]));
    }
    if !AUTOMATIC.of(rule) && facts.value(words::AUTOMATIC) == Some(false) {
        findings.push(words::BY_HAND.reason());
    }
    if let (Some(kind), Some(until)) = (facts.value(words::SUPPORT), facts.value(words::SUPPORTED_UNTIL))
        && kind != words::SUPPORT_ENDED
    {
        if kind == words::LONG_TERM {
            findings.push(words::LONG_TERM_ONLY.with([until.into()]));
        }
        if facts.value(words::SUPPORT_DAYS_LEFT).is_some_and(|days| days < SOON_DAYS) {
            findings.push(words::ENDS_SOON.with([until.into()]));
        }
    }
    match facts.get(words::FLATPAK_PENDING) {
        Some(Fact::Known { value: count, .. }) if count > 0 => {
            findings.push(words::FLATPAK_WAITING.with([count.into()]));
        }
        Some(_) => findings.push(words::FLATPAK_UNSEEN.reason()),
        None => {}
    }
    if facts.value(words::HAS_SNAPS) == Some(true) {
        findings.push(words::SNAPS_UNSEEN.reason());
    }
    findings
}

/// Whether whole days that passed are more than a limit in seconds.
const fn is_longer(days: u64, limit: u64) -> bool {
    days.saturating_mul(SECONDS_A_DAY) > limit
}

const fn whole_days(seconds: u64) -> u64 {
    seconds / SECONDS_A_DAY
}
