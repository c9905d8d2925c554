//! SARIF and JUnit XML: held to the schemas, equal to the outcomes, whole whatever stands in a policy.

use std::path::Path;

use custodia::evaluation::Evaluation;
use custodia::exit::Exit;
use custodia::messages::{Language, Messages};
use custodia::policies;
use custodia::ui::{junit, sarif};
use custodia_core::policy::{Bilingual, Policy};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::common;
use fs_err as fs;
use proptest::prelude::*;
use serde_json::Value;

use crate::page::recorded::evaluation;
use crate::support::{custodia_with, run};

/// Recorded facts, with every status put on some outcomes whatever was decided.
fn of_every_status(policies: &[Policy]) -> Evaluation {
    let mut evaluation = evaluation(policies, common::GNOME, &["fail", "unknown", "pass"]).unwrap();
    for (outcome, status) in evaluation.outcomes.iter_mut().zip(Status::ALL.into_iter().cycle()) {
        outcome.verdict.status = status;
    }
    for status in Status::ALL {
        assert!(evaluation.count(status) > 0, "no outcome is {}", status.as_str());
    }
    evaluation
}

/// The official JSON Schema of SARIF, which a crate on the registry carries; it is fetched, and not built.
fn sarif_schema() -> Value {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sarif-schema/Cargo.toml");
    let arguments = [
        "metadata",
        "--quiet",
        "--locked",
        "--format-version",
        "1",
        "--manifest-path",
        manifest.to_str().unwrap(),
    ];
    let metadata: Value = serde_json::from_str(&run("cargo", "cargo", &arguments, &[])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let schema = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
    // The pattern of a language has one bracket too many there, which no reader of expressions takes.
    let (wrong, right) = ("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    assert!(schema.contains(wrong));
    serde_json::from_str(&schema.replace(wrong, right)).unwrap()
}

#[test]
fn sarif_follows_the_official_schema_and_says_what_was_decided() {
    let evaluation = of_every_status(&policies::built_in());
    let validator = jsonschema::validator_for(&sarif_schema()).unwrap();

    for language in Language::ALL {
        let log: Value =
            serde_json::from_str(&sarif::check(&evaluation, Exit::Failure.code(), &Messages::new(language)))
                .unwrap();

        let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let run = &log["runs"][0];
        assert_eq!(run["language"], language.tag());
        assert_eq!(run["invocations"][0]["exitCode"], 1);
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), evaluation.outcomes.len());
        for result in results {
            let rule = &run["tool"]["driver"]["rules"]
                [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            let (status, kind) =
                (result["properties"]["status"].as_str().unwrap(), result["kind"].as_str().unwrap());
            let expected = match status {
                "unknown" => "open",
                "exempt" => "informational",
                "not-applicable" => "notApplicable",
                same => same,
            };
            assert_eq!(kind, expected);
            // Section 3.27.10: only what fails has a level.
            assert_eq!(result["level"] == "none", kind != "fail", "{result}");
            assert_eq!(result["suppressions"].is_array(), status == "exempt");
            assert!(result["properties"]["clauses"][0]["clause"].is_string());
        }
        let line = results.iter().find(|result| result["ruleId"] == "cm-g-03/screen-lock").unwrap();
        let line = line["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
        let policy = include_str!("../../policies/cm-g-03.toml");
        assert_eq!(policy.lines().nth(usize::try_from(line).unwrap() - 1), Some("[rule.screen-lock]"));
    }
}

#[test]
fn equal_outcomes_are_equal_bytes_in_whatever_order_they_come() {
    let mut evaluation = of_every_status(&policies::built_in());
    let messages = Messages::new(Language::Spanish);
    let of = |evaluation: &Evaluation| {
        (sarif::check(evaluation, 1, &messages), junit::check(evaluation, &messages))
    };
    let first = of(&evaluation);

    evaluation.outcomes.reverse();

    assert!(of(&evaluation) == first);
}

/// What xmllint says of a document, and nothing if it follows the schema.
fn complaints(xml: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("junit.xml");
    fs::write(&file, xml).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pipeline/junit.xsd");
    let arguments = ["--noout", "--schema", schema.to_str().unwrap(), file.to_str().unwrap()];
    let said = crate::support::run_for_errors("xmllint", "libxml2-utils", &arguments);
    if said.trim_end().ends_with("validates") { String::new() } else { said }
}

#[test]
fn junit_follows_its_schema_and_counts_what_was_decided() {
    let evaluation = of_every_status(&policies::built_in());

    for language in Language::ALL {
        let xml = junit::check(&evaluation, &Messages::new(language));

        assert_eq!(complaints(&xml), "");
        let count = |what: &str| xml.matches(what).count();
        assert_eq!(count("<testcase "), evaluation.outcomes.len());
        assert_eq!(count("<failure "), evaluation.count(Status::Fail));
        assert_eq!(count("<error "), evaluation.count(Status::Unknown));
        assert_eq!(
            count("<skipped "),
            evaluation.count(Status::Exempt) + evaluation.count(Status::NotApplicable)
        );
        assert!(xml.contains(&format!("failures=\"{}\"", evaluation.count(Status::Fail))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_stands_in_a_policy_leaves_both_forms_whole(text in "(?s).{0,60}") {
        let mut evaluation = of_every_status(&policies::built_in());
        for outcome in &mut evaluation.outcomes {
            let text = format!("]]></failure>\"'&<x>\u{0}\u{1b}\u{ffff}{text}");
            outcome.rule.cite.document.clone_from(&text);
            outcome.rule.cite.clause.clone_from(&text);
            outcome.rule.asks = Bilingual { es: text.clone(), en: text };
        }
        let messages = Messages::new(Language::English);

        prop_assert_eq!(complaints(&junit::check(&evaluation, &messages)), "");
        let log: Value = serde_json::from_str(&sarif::check(&evaluation, 1, &messages)).unwrap();
        prop_assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), evaluation.outcomes.len());
    }
}

#[test]
fn the_exit_code_is_the_same_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    let codes = ["human", "json", "html", "sarif", "junit"].map(|format| {
        let outcome =
            custodia_with(&["check", "--only", "screen-lock", "--format", format], &[("HOME", home)]);
        assert!(!outcome.out.is_empty(), "{format}: {}", outcome.error);
        outcome.code
    });

    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
}
