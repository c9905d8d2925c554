//! The command line as people meet it: exit codes, both languages, help, broken policies.

use custodia::policies;
use fs_err as fs;

use crate::support::{Outcome, custodia_with};

fn spoken(arguments: &[&str], language: &str) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    let mut all = arguments.to_vec();
    all.extend(["--lang", language]);
    custodia_with(&all, &[("HOME", home), ("NO_COLOR", "1")])
}

#[test]
fn help_speaks_both_languages_and_no_mixture() {
    for command in [
        vec![],
        vec!["check"],
        vec!["harden"],
        vec!["harden", "undo"],
        vec!["policy", "lint"],
        vec!["enroll"],
        vec!["report"],
        vec!["completions"],
        vec!["attest"],
        vec!["passwords"],
    ] {
        let mut arguments = command.clone();
        arguments.push("--help");
        let spanish = spoken(&arguments, "es");
        assert_eq!(spanish.code, 0, "{arguments:?}");
        assert!(spanish.out.contains("Uso: custodia"), "{}", spanish.error);
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "[OPTIONS]", "help-"] {
            assert!(!spanish.out.contains(english), "{arguments:?}: {english}\n{}", spanish.out);
        }
        let english = spoken(&arguments, "en");
        assert!(english.out.contains("Usage: custodia"), "{}", english.out);
        assert!(!english.out.contains("help-"), "{}", english.out);
    }
}

#[test]
fn wrong_usage_ends_with_3_and_a_hint() {
    for (arguments, says, hint) in [
        (vec!["chek"], "no existe la orden chek", "¿quiso decir check?"),
        (vec!["check", "--formt", "json"], "no existe la opción --formt", "¿quiso decir --format?"),
        (vec!["check", "--format", "pdf"], "pdf no sirve para", "human json"),
        (vec!["explain"], "falta", "--help"),
        (vec!["check", "--only", "screenlock"], "screenlock", "screen-lock"),
        (vec!["enroll", "https://example.org"], "enlace", "HUELLA"),
        (vec!["check", "--policy", "missing.toml"], "missing.toml", "cm-g-03"),
    ] {
        let outcome = spoken(&arguments, "es");
        assert_eq!(outcome.code, 3, "{arguments:?}: {}", outcome.error);
        assert!(outcome.error.starts_with("error: "), "{}", outcome.error);
        assert!(outcome.error.contains(says), "{}", outcome.error);
        let line = outcome.error.lines().find(|line| line.starts_with("sugerencia: ")).unwrap();
        assert!(line.contains(hint), "{line}");
        assert_eq!(outcome.out, "");
    }
}

#[test]
fn a_broken_policy_shows_the_line_with_a_caret_and_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.toml");
    let text = include_str!("../../policies/cm-g-03.toml").replace("max-idle", "max-idel");
    fs::write(&path, text).unwrap();

    for arguments in [["check", "--policy"], ["policy", "lint"]] {
        let outcome = spoken(&[arguments[0], arguments[1], path.to_str().unwrap()], "en");

        assert_eq!(outcome.code, 3);
        assert!(outcome.error.contains("there is no key max-idel"), "{}", outcome.error);
        assert!(outcome.error.contains("max-idel = \"5m\""), "{}", outcome.error);
        assert!(outcome.error.contains("^^^^^^^^"), "{}", outcome.error);
        assert!(outcome.error.contains("did you mean max-idle?"), "{}", outcome.error);
    }
}

/// A check that the default policies do not ask for is decided by the one that does, never passed over as in order.
#[test]
fn a_check_that_is_asked_for_by_name_is_decided_or_refused() {
    let asked = spoken(&["check", "--only", "mail-accounts", "--format", "json"], "es");
    let json: serde_json::Value = serde_json::from_str(&asked.out).unwrap();
    assert_eq!(json["results"].as_array().unwrap().len(), 3, "{json}");

    let refused = spoken(&["check", "--only", "mail-accounts", "--policy", "baseline"], "en");
    assert_eq!((refused.code, refused.out.as_str()), (3, ""));
    assert!(refused.error.contains("no rule of these policies asks for mail-accounts"), "{}", refused.error);
    assert!(refused.error.contains("hint: apply all of them with --policy all"), "{}", refused.error);
}

#[test]
fn built_in_policies_lint_clean() {
    let names: Vec<&str> = policies::BUILT_IN.iter().map(|(name, _)| *name).collect();
    let outcome = spoken(&[&["policy", "lint"], names.as_slice()].concat(), "es");

    assert_eq!(outcome.code, 0);
    for (name, line) in names.iter().zip(outcome.out.lines()) {
        assert!(line.starts_with(&format!("{name}: en orden, ")), "{line}");
    }
    assert_eq!(outcome.out.lines().count(), names.len());
    assert_eq!(outcome.error, "");
}

#[test]
fn check_in_json_follows_its_schema_and_agrees_with_the_exit_code() {
    let outcome = spoken(&["check", "--format", "json"], "en");
    let json: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../docs/schema/check.schema.json")).unwrap();

    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let count = |status: &str| json["summary"][status].as_u64().unwrap();
    let expected = if count("fail") > 0 {
        1
    } else if count("unknown") > 0 {
        2
    } else {
        0
    };
    assert_eq!(outcome.code, expected);
    let rules: usize = policies::applied_by_default().iter().map(|policy| policy.rules.len()).sum();
    assert_eq!(json["results"].as_array().unwrap().len(), rules);
}

#[test]
fn policy_files_of_the_project_follow_the_schema_that_the_agent_prints() {
    let schema = spoken(&["policy", "schema"], "en");
    let schema: serde_json::Value = serde_json::from_str(&schema.out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();

    for (_, text) in policies::BUILT_IN {
        let policy: toml::Table = text.parse().unwrap();
        let json = serde_json::to_value(policy).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "format": 1, "surprise": true })));
}

#[test]
fn only_narrows_to_checks_and_rules() {
    let rules = |only: &str| -> Vec<String> {
        let outcome = spoken(&["check", "--format", "json", "--only", only], "en");
        let json: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
        json["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["rule"].as_str().unwrap().to_owned())
            .collect()
    };

    let mut of_check = rules("network");
    of_check.sort();
    assert_eq!(of_check, ["baseline/network", "cm-g-03/network"]);
    assert_eq!(rules("cm-g-03/network"), ["cm-g-03/network"]);
}

#[test]
fn explain_gives_the_clause_and_leaves_no_id_untranslated() {
    for language in ["es", "en"] {
        let outcome = spoken(&["explain", "screen-lock"], language);
        assert_eq!(outcome.code, 0);
        assert!(outcome.out.contains("CM-G-03 5.I.7"), "{}", outcome.out);
        for id in ["check-screen", "screen-lock-", "remedy-", "word-", "explain-"] {
            assert!(!outcome.out.contains(id), "{id} in\n{}", outcome.out);
        }
    }
}

#[test]
fn output_fits_80_columns_in_a_pipe_and_has_no_colour_there() {
    for arguments in [vec!["check"], vec!["facts"], vec!["explain", "network"], vec!["policy", "show"]] {
        let outcome = spoken(&arguments, "es");
        assert!(!outcome.out.contains('\u{1b}'), "{arguments:?}");
        for line in outcome.out.lines().filter(|line| !line.contains("sha256:")) {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
}

#[test]
fn completions_and_the_manual_page_are_printed() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(spoken(&["completions", shell], "es").out.contains("custodia"), "{shell}");
    }
    let manual = spoken(&["man"], "es");
    assert!(manual.out.contains(".TH custodia 1"), "{}", manual.out);
    assert!(manual.out.contains("Revisa este equipo"), "{}", manual.out);
}

#[test]
fn a_device_that_is_not_enrolled_says_so() {
    let status = spoken(&["status"], "es");
    assert_eq!(status.code, 1);
    assert!(status.out.contains("no está inscrito"), "{}", status.out);
    for command in [vec!["report", "--now"], vec!["leave"]] {
        let outcome = spoken(&command, "es");
        assert_eq!(outcome.code, 1);
        assert!(outcome.error.contains("error: este equipo no está inscrito"), "{}", outcome.error);
        assert!(outcome.error.contains("sugerencia: pida un enlace"), "{}", outcome.error);
    }
}

#[test]
fn report_show_sends_nothing_and_shows_what_would_travel() {
    let outcome = spoken(&["report", "--show"], "en");

    assert_eq!(outcome.code, 0);
    let report: custodia_core::report::Report = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(report.sequence, 1);
    assert!(report.body.is_some());
}
