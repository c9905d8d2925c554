//! Recorded facts and the verdicts that they come to: one folder a case in `tests/fixtures/<check>/`.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use custodia::checks;
use custodia_core::catalog::{CheckId, ParameterKind, ParameterSpec};
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    status: Status,
    reason: String,
    /// Parameters as in a policy's rule table; those that are not here have their defaults.
    #[serde(default)]
    parameters: BTreeMap<String, serde_json::Value>,
}

#[test]
fn recorded_facts_come_to_the_expected_verdicts() {
    for check in CheckId::ALL {
        for case in cases(check) {
            let facts: Vec<FactRecord> = read(&case.join("facts.json"));
            let expected: Expected = read(&case.join("expected.json"));

            let facts: Facts = facts.into_iter().collect();
            let rule = rule(check, &expected.parameters);
            let verdict = checks::check(check).evaluate(&facts, &rule);

            assert_eq!(verdict.status, expected.status, "{}: {}", case.display(), verdict.reason.id());
            assert_eq!(verdict.reason.id(), expected.reason, "{}", case.display());
        }
    }
}

fn rule(check: CheckId, parameters: &BTreeMap<String, serde_json::Value>) -> Rule {
    let value = |name: &String, json: &serde_json::Value| {
        let spec = check.parameters().iter().find(|spec| spec.name == name);
        let spec: &ParameterSpec = spec.unwrap_or_else(|| panic!("{check} has no parameter {name}"));
        let value = match spec.kind {
            ParameterKind::Boolean => json.as_bool().map(ParameterValue::Boolean),
            ParameterKind::Date => json.as_str().and_then(|day| day.parse().ok()).map(ParameterValue::Date),
            ParameterKind::Number { .. } => json.as_u64().map(ParameterValue::Number),
            ParameterKind::Duration { .. } => json.as_str().and_then(seconds).map(ParameterValue::Number),
            ParameterKind::Words(_) => json.as_array().and_then(|words| {
                let words = words.iter().map(|word| word.as_str().and_then(Word::parse));
                words.collect::<Option<Vec<_>>>().map(ParameterValue::Words)
            }),
        };
        (spec.name, value.unwrap_or_else(|| panic!("{check}: {json} is no value of {name}")))
    };
    Rule::for_check(check, parameters.iter().map(|(name, json)| value(name, json)))
}

/// The seconds of a duration such as `5m`.
fn seconds(text: &str) -> Option<u64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

fn cases(check: CheckId) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(check.as_str());
    fs_err::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("expected.json").is_file())
        .collect()
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    let text = fs_err::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
