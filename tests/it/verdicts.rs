//! Recorded facts and the verdicts that they come to: one folder a case in `tests/fixtures/<check>/`.

use std::path::{Path, PathBuf};

use custodia::checks;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::Status;
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    status: Status,
    reason: String,
}

#[test]
fn recorded_facts_come_to_the_expected_verdicts() {
    for check in CheckId::ALL {
        for case in cases(check) {
            let facts: Vec<FactRecord> = read(&case.join("facts.json"));
            let expected: Expected = read(&case.join("expected.json"));

            let facts: Facts = facts.into_iter().collect();
            let verdict = checks::check(check).evaluate(&facts, &Rule::for_check(check, []));

            assert_eq!(verdict.status, expected.status, "{}: {}", case.display(), verdict.reason.id());
            assert_eq!(verdict.reason.id(), expected.reason, "{}", case.display());
        }
    }
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
