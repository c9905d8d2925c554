//! Policies tried with recorded facts, and waivers, through the command line.

use custodia::clock;
use fs_err as fs;
use jiff::Span;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Outcome, custodia_with};

const FACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screen-lock/fail/facts.json");
const NOT_RECORDED: &str = "The recorded facts have none of this check.";
const APPROVER: &str = "Zqxapprover Ruiz";

fn run(folder: &TempDir, arguments: &[&str]) -> Outcome {
    let home = folder.path().to_str().unwrap();
    custodia_with(arguments, &[("HOME", home), ("NO_COLOR", "1"), ("LANG", "en_US.UTF-8")])
}

/// What was printed, without the breaks of its lines.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn put(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The guide's policy with a waiver of its rule for the screen lock, and how many days it lasts from today.
fn waived(folder: &TempDir, days: i64) -> String {
    let expires = clock::day(clock::now()).checked_add(Span::new().days(days)).unwrap();
    let policy = include_str!("../../policies/cm-g-03.toml");
    let waiver = format!(
        "{policy}\n[[waiver]]\nrule = \"screen-lock\"\nreason = \"hardware-limits\"\napprover = \"{APPROVER}\"\nexpires = \"{expires}\"\n"
    );
    put(folder, "waived.toml", waiver)
}

/// The result of the rule for the screen lock in the JSON of `policy test`.
fn screen_lock(outcome: &Outcome) -> Value {
    let json: Value = serde_json::from_str(&outcome.out).unwrap();
    let results = json["files"][0]["check"]["results"].as_array().unwrap();
    results.iter().find(|result| result["rule"] == "cm-g-03/screen-lock").unwrap().clone()
}

#[test]
fn a_policy_is_tried_with_facts_in_every_form_that_the_agent_prints() {
    let folder = tempfile::tempdir().unwrap();
    let facts = put(&folder, "facts.json", run(&folder, &["facts", "--format", "json"]).out);
    let check = put(&folder, "check.json", run(&folder, &["check", "--format", "json"]).out);
    let report = put(&folder, "report.json", run(&folder, &["report", "--show"]).out);

    for file in [&facts, &check, &report] {
        let outcome = run(&folder, &["policy", "test", "cm-g-03", "--facts", file, "--format", "json"]);
        assert!((0..=2).contains(&outcome.code), "{file}: {}", outcome.error);
        let result = screen_lock(&outcome);
        assert_ne!(result["reason"]["id"], "not-recorded", "{file}");
        assert!(!result["facts"].as_array().unwrap().is_empty(), "{file}");
    }
    let all = run(&folder, &["policy", "test", "cm-g-03", "--facts", &facts, "--facts", FACTS]);
    assert_eq!(all.code, 1, "{}", all.error);
    assert!(
        all.out.contains(&format!("Tried with {facts}")) && all.out.contains(&format!("Tried with {FACTS}"))
    );
}

#[test]
fn a_stricter_threshold_shows_who_would_fail_it() {
    let folder = tempfile::tempdir().unwrap();
    let pass = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screen-lock/pass/facts.json");
    let policy =
        include_str!("../../policies/cm-g-03.toml").replace("max-idle = \"5m\"", "max-idle = \"30s\"");
    let strict = put(&folder, "strict.toml", policy);
    let status = |policy: &str| {
        screen_lock(&run(&folder, &["policy", "test", policy, "--facts", pass, "--format", "json"]))["status"]
            .clone()
    };

    assert_eq!(status("cm-g-03"), "pass");
    assert_eq!(status(&strict), "fail");
    let told = run(&folder, &["policy", "test", "cm-g-03", "--facts", pass]);
    assert_eq!(told.code, 2);
    assert!(flowing(&told.out).contains(NOT_RECORDED), "{}", told.out);
    let spanish = run(&folder, &["--lang", "es", "policy", "test", "cm-g-03", "--facts", pass]);
    assert!(spanish.out.contains("Prueba con") && !spanish.out.contains("Tried"), "{}", spanish.out);
}

#[test]
fn facts_that_cannot_be_used_are_an_error_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent.json").to_str().unwrap().to_owned();
    for file in [
        absent,
        folder.path().to_str().unwrap().to_owned(),
        put(&folder, "empty.json", ""),
        put(&folder, "other.json", "{\"format\": 1}"),
        put(&folder, "made-up.json", "[{\"name\": \"screen-lock.made-up\", \"value\": 1}]"),
        put(&folder, "large.json", vec![b' '; (16 << 20) + 1]),
    ] {
        let outcome = run(&folder, &["policy", "test", "cm-g-03", "--facts", &file]);
        assert_eq!(outcome.code, 3, "{file}");
        assert!(outcome.error.contains(&file) && outcome.error.contains("hint:"), "{}", outcome.error);
        assert_eq!(outcome.out, "");
    }
    assert_eq!(run(&folder, &["policy", "test", "cm-g-03"]).code, 3);
}

#[test]
fn a_rule_that_is_waived_is_exempt_and_keeps_what_it_came_to() {
    let folder = tempfile::tempdir().unwrap();
    let policy = waived(&folder, 60);

    let outcome = run(&folder, &["policy", "test", &policy, "--facts", FACTS, "--format", "json"]);

    let result = screen_lock(&outcome);
    assert_eq!(
        (result["status"].as_str(), result["reason"]["id"].as_str()),
        (Some("exempt"), Some("waived"))
    );
    assert_eq!(result["reason"]["args"]["reason"], "hardware-limits");
    assert_eq!(result["findings"][0]["id"], "screen-lock-switched-off");
    assert!(!outcome.out.contains(APPROVER), "{}", outcome.out);
    let told = run(&folder, &["policy", "test", &policy, "--facts", FACTS]);
    assert!(flowing(&told.out).contains("the device cannot do it"), "{}", told.out);

    let ended = waived(&folder, -1);
    assert_eq!(
        screen_lock(&run(&folder, &["policy", "test", &ended, "--facts", FACTS, "--format", "json"]))["status"],
        "fail"
    );
}

#[test]
fn who_approved_a_waiver_stays_in_the_policy() {
    let folder = tempfile::tempdir().unwrap();
    let policy = waived(&folder, 60);

    for command in [
        vec!["check", "--policy", &policy, "--format", "json"],
        vec!["check", "--policy", &policy],
        vec!["report", "--show", "--policy", &policy],
    ] {
        let outcome = run(&folder, &command);
        assert!(outcome.out.contains("screen") && !outcome.out.contains(APPROVER), "{}", outcome.out);
    }
    for command in
        [vec!["policy", "show", &policy], vec!["explain", "cm-g-03/screen-lock", "--policy", &policy]]
    {
        let outcome = run(&folder, &command);
        let told = flowing(&outcome.out);
        assert!(told.contains(APPROVER) && told.contains("the device cannot do it"), "{told}");
    }
}

#[test]
fn lint_tells_when_a_waiver_ends() {
    let folder = tempfile::tempdir().unwrap();
    for (days, warning) in [
        (-1, Some("holds no longer")),
        (0, Some("ends within 14 days")),
        (14, Some("ends within 14 days")),
        (15, None),
        (400, None),
        (401, Some("lasts longer than 400 days")),
    ] {
        let outcome = run(&folder, &["policy", "lint", &waived(&folder, days)]);
        assert_eq!(outcome.code, 0, "{}", outcome.error);
        match warning {
            Some(warning) => assert!(
                outcome.error.contains(warning) && outcome.error.contains("expires = "),
                "{days}: {}",
                outcome.error
            ),
            None => assert_eq!(outcome.error, "", "{days}"),
        }
    }
}
