//! Applying policies to a machine: each check is probed once, each rule decided from its facts.

use std::collections::BTreeMap;

use custodia_core::catalog::CheckId;
use custodia_core::fact::{Fact, Facts, Origin};
use custodia_core::platform::Platform;
use custodia_core::policy::{Policy, PolicyRef, Rule};
use custodia_core::report::{Body, RuleResult};
use custodia_core::value::Value;
use custodia_core::verdict::{Status, Verdict};
use custodia_core::vocabulary::common;
use jiff::Timestamp;

use crate::checks;
use crate::clock::{day, to_the_second};
use crate::host::Host;
use crate::platform;

/// What policies came to on a machine.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// When the facts were read.
    pub made: Timestamp,
    /// The kind of device.
    pub platform: Platform,
    /// The policies that were applied.
    pub policies: Vec<PolicyRef>,
    /// One outcome per rule, the most pressing first.
    pub outcomes: Vec<RuleOutcome>,
}

/// What one rule came to.
#[derive(Clone, Debug)]
pub struct RuleOutcome {
    /// The rule.
    pub rule: Rule,
    /// What was decided.
    pub verdict: Verdict,
    /// The facts that it was decided from.
    pub facts: Facts,
}

impl RuleOutcome {
    /// Whether it is in order by the person's word and not by what was measured.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        let declared =
            |fact: &Fact<Value>| fact.evidence().is_some_and(|evidence| evidence.origin == Origin::Declared);
        self.verdict.status == Status::Pass
            && self.facts.records().iter().any(|record| declared(&record.fact))
    }
}

/// Reads the facts that the policies' rules need and decides each rule that `wanted` lets through.
#[must_use]
pub fn evaluate(host: &Host, policies: &[Policy], wanted: impl Fn(&Rule) -> bool) -> Evaluation {
    let platform = platform::platform(host);
    let rules: Vec<&Rule> =
        policies.iter().flat_map(|policy| &policy.rules).filter(|rule| wanted(rule)).collect();
    let mut probed: BTreeMap<CheckId, Facts> = BTreeMap::new();
    let mut facts_for = |rule: &Rule| {
        if !rule.platforms.contains(&platform.os) {
            return probed.get(&rule.check).cloned().unwrap_or_default();
        }
        let check = checks::check(rule.check);
        check.probe_for(host, rule).unwrap_or_else(|| {
            check.part_for(probed.entry(rule.check).or_insert_with(|| check.probe(host)), rule)
        })
    };
    let mut outcomes: Vec<RuleOutcome> = rules
        .into_iter()
        .map(|rule| {
            let facts = facts_for(rule);
            let verdict = rule.waive(decide(rule, &platform, &facts), platform.os, day(host.now()));
            RuleOutcome { rule: rule.clone(), verdict, facts }
        })
        .collect();
    outcomes.sort_by_key(|outcome| (outcome.verdict.status, outcome.rule.severity));
    Evaluation {
        made: to_the_second(host.now()),
        platform,
        policies: policies.iter().map(PolicyRef::from).collect(),
        outcomes,
    }
}

/// Decides one rule from facts, whatever waiver it has.
pub fn decide(rule: &Rule, platform: &Platform, facts: &Facts) -> Verdict {
    if !rule.platforms.contains(&platform.os) {
        return Verdict::not_applicable(common::PLATFORM_NOT_ASKED.reason());
    }
    if facts.is_empty() {
        return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
    }
    checks::check(rule.check).evaluate(facts, rule)
}

impl Evaluation {
    /// How many rules came to a status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict.status == status).count()
    }

    /// What a report carries of it: not the facts and findings that stay on the device. Rules stand in the order of their ids, so that equal results are equal bytes.
    #[must_use]
    pub fn body(&self) -> Body {
        let mut results: Vec<RuleResult> = self
            .outcomes
            .iter()
            .map(|outcome| RuleResult {
                rule: outcome.rule.id.clone(),
                check: outcome.rule.check,
                status: outcome.verdict.status,
                severity: outcome.rule.severity,
                reason: outcome.verdict.reason.clone(),
                findings: outcome
                    .verdict
                    .findings
                    .iter()
                    .filter(|finding| finding.is_reported())
                    .cloned()
                    .collect(),
                facts: outcome.facts.reported(),
                remedy: outcome.verdict.remedy,
            })
            .collect();
        results.sort_by(|left, right| left.rule.cmp(&right.rule));
        Body { platform: self.platform.clone(), policy: self.policies.clone(), results }
    }
}
