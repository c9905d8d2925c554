//! Policies over the recorded facts of the tests.

use std::path::{Path, PathBuf};

use anyhow::Result;
use custodia::evaluation::{Evaluation, RuleOutcome, decide};
use custodia_core::catalog::CheckId;
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::platform::{Form, Os, Platform};
use custodia_core::policy::{Policy, PolicyRef};
use custodia_core::vocabulary::{Word, common};
use fs_err as fs;

/// What the policies come to with the recorded facts of the wanted states, the one named first preferred.
/// In the page with failures, some checks are of other states. A check without any of them is left out.
pub(crate) fn evaluation(policies: &[Policy], desktop: Word, wanted: &[&str]) -> Result<Evaluation> {
    let platform = Platform {
        os: Os::Linux,
        family: Some(common::DEBIAN),
        version: "12".parse().ok(),
        desktop: Some(desktop),
        form: Some(Form::Laptop),
    };
    let mut outcomes = Vec::new();
    for rule in policies.iter().flat_map(|policy| &policy.rules) {
        let turn = CheckId::ALL.iter().position(|check| *check == rule.check).unwrap_or_default();
        let mut preferred = wanted.to_vec();
        preferred.rotate_left(turn / 2 % wanted.len());
        if let Some(facts) = recorded(rule.check, &preferred)? {
            let verdict = decide(rule, &platform, &facts);
            if wanted.contains(&verdict.status.as_str()) {
                outcomes.push(RuleOutcome { verdict, rule: rule.clone(), facts });
            }
        }
    }
    outcomes.sort_by_key(|outcome| (outcome.verdict.status, outcome.rule.severity));
    let policies = policies.iter().map(PolicyRef::from).collect();
    Ok(Evaluation { made: "2026-11-21T18:00:00Z".parse()?, platform, policies, outcomes })
}

fn recorded(check: CheckId, wanted: &[&str]) -> Result<Option<Facts>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(check.as_str());
    let Ok(entries) = fs::read_dir(folder) else { return Ok(None) };
    let mut cases: Vec<PathBuf> = entries.flatten().map(|entry| entry.path().join("facts.json")).collect();
    cases.retain(|case| case.is_file());
    cases.sort();
    let is_of = |case: &PathBuf, state: &str| {
        let name = case.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with(state))
    };
    let found = wanted.iter().find_map(|state| cases.iter().find(|case| is_of(case, state)));
    let Some(case) = found else { return Ok(None) };
    let records: Vec<FactRecord> = serde_json::from_str(&fs::read_to_string(case)?)?;
    Ok(Some(records.into_iter().collect()))
}
