//! Every check is whole: its page, its fixtures for each verdict, and unknown where facts are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use custodia::checks::{REGISTRY, check};
use custodia::evaluation::decide;
use custodia::policies;
use custodia_core::catalog::{CheckId, ParameterKind};
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::platform::{Os, Platform};
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;
use fs_err as fs;
use serde::Deserialize;
use serde_json::Value;

const HEADINGS: [&str; 5] =
    ["## What it asks", "## What it reads", "## How it decides", "## Where it is blind", "## How to fix it"];

/// What a case of recorded facts is expected to come to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    status: Status,
    reason: String,
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Reads parameters as a policy's rule table would set them.
fn rule(id: CheckId, parameters: &BTreeMap<String, Value>) -> Rule {
    let values = parameters.iter().map(|(name, value)| {
        let spec = id
            .parameters()
            .iter()
            .find(|spec| spec.name == name)
            .unwrap_or_else(|| panic!("{id} has no {name}"));
        let text = || value.as_str().unwrap_or_else(|| panic!("{name}: not a text"));
        let value = match spec.kind {
            ParameterKind::Duration { .. } => {
                let (number, unit) = text().split_at(text().len() - 1);
                let unit = match unit {
                    "s" => 1,
                    "m" => 60,
                    "h" => 3_600,
                    "d" => 86_400,
                    other => panic!("{name}: {other} is no unit"),
                };
                ParameterValue::Number(number.parse::<u64>().unwrap() * unit)
            }
            ParameterKind::Number { .. } => ParameterValue::Number(value.as_u64().unwrap()),
            ParameterKind::Boolean => ParameterValue::Boolean(value.as_bool().unwrap()),
            ParameterKind::Words(_) => ParameterValue::Words(
                value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|word| Word::parse(word.as_str().unwrap()).unwrap())
                    .collect(),
            ),
            ParameterKind::Date => ParameterValue::Date(text().parse().unwrap()),
            ParameterKind::NetworkIds => {
                ParameterValue::NetworkIds(serde_json::from_value(value.clone()).unwrap())
            }
            ParameterKind::Word(_) => ParameterValue::Word(Word::parse(text()).unwrap()),
            ParameterKind::Domains => ParameterValue::Domains(
                value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|domain| domain.as_str().unwrap().parse().unwrap())
                    .collect(),
            ),
            ParameterKind::Versions(_) => ParameterValue::Versions(
                value
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(word, version)| {
                        (Word::parse(word).unwrap(), version.as_str().unwrap().parse().unwrap())
                    })
                    .collect(),
            ),
            ParameterKind::Digests => ParameterValue::Digests(serde_json::from_value(value.clone()).unwrap()),
        };
        (spec.name, value)
    });
    Rule::for_check(id, values)
}

#[test]
fn the_registry_holds_every_check_once_under_its_own_id() {
    let ids: Vec<CheckId> = REGISTRY.iter().map(|check| check.id()).collect();

    assert_eq!(ids, CheckId::ALL);
    for id in ids {
        assert_eq!(check(id).id(), id);
    }
}

#[test]
fn every_check_has_a_page_with_the_required_headings() {
    for id in CheckId::ALL {
        let page = fs::read_to_string(root().join(format!("docs/checks/{id}.md"))).unwrap();
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{id}");
    }
}

#[test]
fn no_facts_never_give_a_pass() {
    for id in CheckId::ALL {
        let verdict = check(id).evaluate(&Facts::new(), &rule(id, &BTreeMap::new()));

        assert!(
            matches!(verdict.status, Status::Unknown | Status::NotApplicable),
            "{id}: {:?}",
            verdict.status
        );
    }
}

/// What a platform without any probe shows: unknown with that reason, for every rule that is meant for it.
#[test]
fn a_platform_that_is_not_read_yet_is_unknown_with_that_reason() {
    let windows = Platform { os: Os::Windows, family: None, version: None, desktop: None, form: None };
    for rule in policies::built_in().iter().flat_map(|policy| &policy.rules) {
        let verdict = decide(rule, &windows, &Facts::new());

        assert_eq!(
            (verdict.status, verdict.reason.id()),
            (Status::Unknown, "platform-unsupported"),
            "{}",
            rule.id
        );
    }
}

#[test]
fn recorded_facts_come_to_what_is_expected_and_cover_every_status() {
    for id in CheckId::ALL {
        let mut covered = BTreeSet::new();
        let folder = root().join(format!("tests/fixtures/{id}"));
        for case in fs::read_dir(&folder).unwrap() {
            let case = case.unwrap().path();
            let Ok(facts) = fs::read_to_string(case.join("facts.json")) else { continue };
            let records: Vec<FactRecord> =
                serde_json::from_str(&facts).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
            let expected: Expected =
                serde_json::from_str(&fs::read_to_string(case.join("expected.json")).unwrap()).unwrap();

            let verdict = check(id).evaluate(&records.into_iter().collect(), &rule(id, &expected.parameters));

            assert_eq!(
                (verdict.status, verdict.reason.id()),
                (expected.status, expected.reason.as_str()),
                "{}",
                case.display()
            );
            covered.insert(verdict.status);
        }
        for status in [Status::Pass, Status::Fail, Status::Unknown, Status::NotApplicable] {
            assert!(covered.contains(&status), "{id}: no recorded facts come to {status:?}");
        }
    }
}

/// Taking a known fact away, or making it unknown, may change a verdict to anything but a pass.
#[test]
fn a_fact_that_becomes_unknown_never_turns_a_verdict_into_a_pass() {
    for id in CheckId::ALL {
        let folder = root().join(format!("tests/fixtures/{id}"));
        for case in fs::read_dir(&folder).unwrap() {
            let case = case.unwrap().path();
            let Ok(text) = fs::read_to_string(case.join("facts.json")) else { continue };
            let expected: Expected =
                serde_json::from_str(&fs::read_to_string(case.join("expected.json")).unwrap()).unwrap();
            if expected.status == Status::Pass {
                continue;
            }
            let records: Vec<Value> = serde_json::from_str(&text).unwrap();
            for index in 0..records.len() {
                let mut changed = records.clone();
                let source = changed[index]["source"].clone();
                let (name, item) = (changed[index]["name"].clone(), changed[index].get("item").cloned());
                changed[index] = serde_json::json!({ "name": name, "unknown": "failed", "source": source });
                if let Some(item) = item {
                    changed[index]["item"] = item;
                }
                let facts: Vec<FactRecord> = serde_json::from_value(Value::from(changed)).unwrap();

                let verdict =
                    check(id).evaluate(&facts.into_iter().collect(), &rule(id, &expected.parameters));

                assert_ne!(verdict.status, Status::Pass, "{} without {name}", case.display());
            }
        }
    }
}
