//! The whole human output, in both languages, from recorded facts.

use std::path::Path;

use custodia::checks::check;
use custodia::evaluation::{Evaluation, RuleOutcome, decide};
use custodia::messages::{Language, Messages};
use custodia::policies;
use custodia::ui::human;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::platform::{Form, Os, Platform};
use custodia_core::policy::PolicyRef;
use custodia_core::vocabulary::common;
use fs_err as fs;

const WIDTH: usize = 80;

fn recorded(check: CheckId, case: &str) -> Facts {
    let path = format!("tests/fixtures/{check}/{case}/facts.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    serde_json::from_str::<Vec<FactRecord>>(&text).unwrap().into_iter().collect()
}

/// The default policies over these cases of recorded facts.
fn evaluation(cases: [(CheckId, &str); 9]) -> Evaluation {
    let platform = Platform {
        os: Os::Linux,
        family: Some(common::DEBIAN),
        version: "12".parse().ok(),
        desktop: Some(common::GNOME),
        form: Some(Form::Laptop),
    };
    let policies = policies::applied_by_default();
    let mut outcomes: Vec<RuleOutcome> = policies
        .iter()
        .flat_map(|policy| policy.rules.clone())
        .map(|rule| {
            let case = cases.iter().find(|(check, _)| *check == rule.check).unwrap().1;
            let facts = check(rule.check).part_for(&recorded(rule.check, case), &rule);
            RuleOutcome { verdict: decide(&rule, &platform, &facts), rule, facts }
        })
        .collect();
    outcomes.sort_by_key(|outcome| (outcome.verdict.status, outcome.rule.severity));
    Evaluation {
        made: "2026-11-21T18:00:00Z".parse().unwrap(),
        platform,
        policies: policies.iter().map(PolicyRef::from).collect(),
        outcomes,
    }
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_device_that_is_not_in_order() {
    let evaluation = evaluation([
        (CheckId::ScreenLock, "fail"),
        (CheckId::Network, "fail-captive-portal"),
        (CheckId::WhatsappWeb, "fail-unused"),
        (CheckId::DeviceReset, "not-applicable-no-hand-over"),
        (CheckId::StorageEncryption, "fail-swap"),
        (CheckId::DownloadFolders, "fail-everyone"),
        (CheckId::Updates, "fail-security-waiting"),
        (CheckId::SecuritySoftware, "fail-engine-missing"),
        (CheckId::Attestation, "unknown-not-declared"),
    ]);
    for language in Language::ALL {
        let messages = Messages::new(language);
        insta::assert_snapshot!(
            format!("check-fail-{}", language.tag()),
            plain(&human::check(&evaluation, &messages, WIDTH))
        );
        insta::assert_snapshot!(
            format!("explain-fail-{}", language.tag()),
            plain(&human::explain(&evaluation, &messages, WIDTH))
        );
    }
}

#[test]
fn a_device_that_is_in_order() {
    let evaluation = evaluation([
        (CheckId::ScreenLock, "pass"),
        (CheckId::Network, "pass-cable-without-manager"),
        (CheckId::WhatsappWeb, "pass-nothing-linked"),
        (CheckId::DeviceReset, "not-applicable-no-hand-over"),
        (CheckId::StorageEncryption, "pass-luks"),
        (CheckId::DownloadFolders, "pass-private"),
        (CheckId::Updates, "pass-up-to-date"),
        (CheckId::SecuritySoftware, "pass-in-order"),
        (CheckId::Attestation, "pass-all-of-the-press-office"),
    ]);
    for language in Language::ALL {
        let messages = Messages::new(language);
        insta::assert_snapshot!(
            format!("check-pass-{}", language.tag()),
            plain(&human::check(&evaluation, &messages, WIDTH))
        );
        let facts: Vec<(CheckId, Vec<FactRecord>)> = evaluation
            .outcomes
            .iter()
            .filter(|outcome| outcome.rule.id.pack().to_string() == "cm-g-03")
            .map(|outcome| (outcome.rule.check, outcome.facts.records()))
            .collect();
        insta::assert_snapshot!(
            format!("facts-pass-{}", language.tag()),
            plain(&human::facts(&facts, &messages, WIDTH))
        );
    }
}
