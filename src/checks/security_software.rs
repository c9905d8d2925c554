//! `security-software`: the device is protected from, and free of, software that spies.
//!
//! Several questions are asked at once: the gravest that is answered badly decides, and whatever else is wrong or
//! could not be told is a finding. A pass needs a good answer to every question that the rule asks.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::security_software as parameters;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Status, Verdict};
use custodia_core::vocabulary::security_software as words;
use custodia_core::vocabulary::{RemedyId, Word, common};

use super::Check;
use crate::host::Host;
use crate::platform;

const HOUR: u64 = 60 * 60;

/// The check.
#[derive(Debug)]
pub struct SecuritySoftware;

impl Check for SecuritySoftware {
    fn id(&self) -> CheckId {
        CheckId::SecuritySoftware
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::security_software(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if asks_nothing(rule) {
            return Verdict::not_applicable(words::NOTHING_ASKED.reason());
        }
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        match facts.value(words::CONTAINED) {
            Some(false) => {}
            Some(true) => return Verdict::unknown(words::IN_CONTAINER.reason()),
            None => return Verdict::unknown(words::CONTAINER_UNCLEAR.reason()),
        }
        // The gravest first: of two that are equally bad, the earlier one decides.
        let mut answers = programs(facts, rule);
        answers.extend(authorities(facts, rule));
        answers.extend(engine(facts, rule));
        answers.extend(extensions(facts, rule));
        answers.extend(firewall(facts, rule));
        let (mut failures, mut unclear): (Vec<Answer>, Vec<Answer>) =
            answers.into_iter().partition(|answer| answer.status == Status::Fail);
        failures.append(&mut unclear);
        let mut answers = failures.into_iter();
        let verdict = answers.next().map_or(Verdict::pass(words::IN_ORDER.reason()), Answer::verdict);
        answers.map(|answer| answer.reason).chain(findings(facts)).fold(verdict, Verdict::finding)
    }
}

/// A question that was answered badly, or not at all.
struct Answer {
    status: Status,
    reason: Reason,
    remedy: RemedyId,
}

impl Answer {
    const fn bad(reason: Reason, remedy: RemedyId) -> Self {
        Self { status: Status::Fail, reason, remedy }
    }

    const fn unclear(reason: Reason, remedy: RemedyId) -> Self {
        Self { status: Status::Unknown, reason, remedy }
    }

    fn verdict(self) -> Verdict {
        match self.status {
            Status::Fail => Verdict::fail(self.reason, self.remedy),
            Status::Unknown | Status::Pass | Status::Exempt | Status::NotApplicable => {
                Verdict::unknown(self.reason).remedy(self.remedy)
            }
        }
    }
}

fn asks_nothing(rule: &Rule) -> bool {
    !parameters::ENGINE_REQUIRED.of(rule)
        && !parameters::FIREWALL_REQUIRED.of(rule)
        && parameters::REFUSED.of(rule).is_empty()
        && parameters::AUTHORITIES_ALLOWED.of(rule)
        && parameters::LOOSE_EXTENSIONS_ALLOWED.of(rule)
}

fn programs(facts: &Facts, rule: &Rule) -> Vec<Answer> {
    let refused = parameters::REFUSED.of(rule);
    if refused.is_empty() {
        return Vec::new();
    }
    let approved = parameters::APPROVED_REMOTE_CONTROL.of(rule);
    let mut found: Vec<(Word, Word)> = facts
        .items()
        .into_iter()
        .filter_map(|item| {
            let kind = facts.value_item(item, words::PROGRAM_KIND)?;
            // A program whose name is not known is none that was approved.
            let name = facts.value_item(item, words::PROGRAM).unwrap_or(words::OTHER_LISTED_PROGRAM);
            Some((kind, name))
        })
        .collect();
    let counted = facts.value(words::UNWANTED_PROGRAMS);
    let all_are_known = counted.is_none_or(|count| count == found.len() as u64);
    found.retain(|(kind, name)| {
        refused.contains(kind) && !(*kind == words::REMOTE_CONTROL && approved.contains(name))
    });
    found.sort_by_key(|(kind, _)| {
        [words::STALKERWARE, words::MONITORING].iter().position(|grave| grave == kind).unwrap_or(2)
    });
    let mut answers: Vec<Answer> = found
        .into_iter()
        .map(|(kind, name)| match kind {
            words::STALKERWARE => {
                Answer::bad(words::STALKERWARE_FOUND.with([name.into()]), words::SEEK_HELP_FIRST)
            }
            words::MONITORING => {
                Answer::bad(words::MONITORING_FOUND.with([name.into()]), words::ASK_WHO_WATCHES)
            }
            _ => Answer::bad(words::REMOTE_CONTROL_FOUND.with([name.into()]), words::REMOVE_REMOTE_CONTROL),
        })
        .collect();
    if !all_are_known {
        answers.push(Answer::unclear(words::PROGRAM_UNCLEAR.reason(), words::HAVE_IT_LOOKED_AT));
    }
    if counted.is_none() {
        answers.push(Answer::unclear(words::PROGRAMS_UNREADABLE.reason(), words::HAVE_IT_LOOKED_AT));
    }
    answers
}

fn authorities(facts: &Facts, rule: &Rule) -> Option<Answer> {
    if parameters::AUTHORITIES_ALLOWED.of(rule) {
        return None;
    }
    let approved = parameters::APPROVED_AUTHORITIES.of(rule);
    let digests =
        facts.items().into_iter().filter_map(|item| facts.value_item(item, words::AUTHORITY_DIGEST));
    let (known, strange): (Vec<_>, Vec<_>) = digests.partition(|digest| approved.contains(digest));
    let counted = facts.value(words::ADDED_AUTHORITIES);
    let strange = counted.map_or(strange.len() as u64, |all| all.saturating_sub(known.len() as u64));
    if strange > 0 {
        let reason = words::AUTHORITIES_ADDED.with([strange.into()]);
        return Some(Answer::bad(reason, words::REVIEW_AUTHORITIES));
    }
    counted
        .is_none()
        .then(|| Answer::unclear(words::AUTHORITIES_UNREADABLE.reason(), words::HAVE_IT_LOOKED_AT))
}

fn engine(facts: &Facts, rule: &Rule) -> Option<Answer> {
    if !parameters::ENGINE_REQUIRED.of(rule) {
        return None;
    }
    match facts.value(words::ENGINE_PRESENT) {
        Some(true) => {}
        Some(false) => return Some(Answer::bad(words::ENGINE_MISSING.reason(), words::INSTALL_ENGINE)),
        None => return Some(Answer::unclear(words::ENGINE_UNCLEAR.reason(), words::HAVE_IT_LOOKED_AT)),
    }
    match (facts.value(words::ENGINE_ON), facts.value(words::ENGINE)) {
        (Some(true), _) => {}
        (Some(false), Some(engine)) => {
            return Some(Answer::bad(words::ENGINE_OFF.with([engine.into()]), words::TURN_ENGINE_ON));
        }
        (Some(false) | None, _) => {
            return Some(Answer::unclear(words::ENGINE_STATE_UNCLEAR.reason(), words::TURN_ENGINE_ON));
        }
    }
    if !parameters::SIGNATURES_REQUIRED.of(rule) {
        return None;
    }
    let limit = parameters::MAX_SIGNATURE_AGE.of(rule) / HOUR;
    match (facts.value(words::SIGNATURES_AGE_HOURS), facts.value(words::SIGNATURES_MADE_ON)) {
        (Some(hours), _) if hours <= limit => None,
        (Some(_), Some(made)) => {
            let reason = words::SIGNATURES_OLD.with([made.into(), limit.into()]);
            Some(Answer::bad(reason, words::RENEW_SIGNATURES))
        }
        _ => Some(Answer::unclear(words::SIGNATURES_UNCLEAR.reason(), words::HAVE_IT_LOOKED_AT)),
    }
}

fn extensions(facts: &Facts, rule: &Rule) -> Option<Answer> {
    if parameters::LOOSE_EXTENSIONS_ALLOWED.of(rule) {
        return None;
    }
    let counts = [words::EXTENSIONS_UNPACKED, words::EXTENSIONS_SIDE_LOADED, words::EXTENSIONS_UNSIGNED]
        .map(|name| facts.value(name));
    let loose: u64 = counts.into_iter().flatten().sum();
    if loose > 0 {
        return Some(Answer::bad(words::EXTENSIONS_LOOSE.with([loose.into()]), words::REVIEW_EXTENSIONS));
    }
    counts
        .contains(&None)
        .then(|| Answer::unclear(words::EXTENSIONS_UNREADABLE.reason(), words::REVIEW_EXTENSIONS))
}

fn firewall(facts: &Facts, rule: &Rule) -> Option<Answer> {
    if !parameters::FIREWALL_REQUIRED.of(rule) {
        return None;
    }
    match facts.value(words::FIREWALL_ON) {
        Some(true) => None,
        Some(false) => Some(Answer::bad(words::FIREWALL_OFF.reason(), words::TURN_FIREWALL_ON)),
        None => Some(Answer::unclear(words::FIREWALL_UNCLEAR.reason(), words::TURN_FIREWALL_ON)),
    }
}

/// What the person should know whatever the rule asks.
fn findings(facts: &Facts) -> Vec<Reason> {
    let mut findings = Vec::new();
    if facts.value(words::ENGINE_SCANS) == Some(words::SCANS_ON_REQUEST) {
        findings.push(words::SCANS_NOTHING_ALONE.reason());
    }
    if facts.value(words::REMOTE_LOGIN) == Some(true) {
        findings.push(words::REMOTE_LOGIN_ON.reason());
    }
    if let Some(count @ 1..) = facts.value(words::EXTENSIONS_FORCED) {
        findings.push(words::EXTENSIONS_BY_ADMINISTRATOR.with([count.into()]));
    }
    if facts.value(words::LIST) == Some(words::LIST_REFUSED) {
        findings.push(words::NEWER_LIST_REFUSED.reason());
    }
    findings
}
