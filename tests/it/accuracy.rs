//! `docs/accuracy.md`: every prepared state that the checks are held to, what is true there, and what Custodia says.
//!
//! Each check's tests give their states as [`State`]s, made by the same beds as the tests themselves. A row whose
//! verdict is not the expected one fails the test; so does a page that is not the one that was committed
//! (`CUSTODIA_ACCURACY=write` writes it anew).

use std::fmt::Write as _;
use std::path::Path;

use custodia_core::fact::Facts;
use custodia_core::verdict::{Status, Verdict};
use fs_err as fs;

/// One prepared state and what came of it.
pub(crate) struct State {
    /// What was prepared, as a person who knows the field would say it.
    pub(crate) name: String,
    /// With which real programs, or from which recording.
    pub(crate) bed: &'static str,
    /// What is true there: the status and the id of the reason.
    pub(crate) expected: (Status, &'static str),
    /// What the check said.
    pub(crate) verdict: Verdict,
    /// What it read that decided, from [`evidence`].
    pub(crate) evidence: String,
}

/// Facts with their sources and origins, as `idle-seconds 300 (dconf-user, set)`; `names` without the check's id.
pub(crate) fn evidence(facts: &Facts, names: &[&str]) -> String {
    let records = serde_json::to_value(facts.records()).unwrap();
    let told = records.as_array().unwrap().iter().filter_map(|record| {
        let text = |field: &str| {
            let value = record.get(field)?;
            Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        let name = text("name")?.split_once('.')?.1.to_owned();
        names.contains(&name.as_str()).then_some(())?;
        let value = text("value").or_else(|| Some(format!("unknown: {}", text("unknown")?)))?;
        let origin = text("origin").map(|origin| format!(", {origin}")).unwrap_or_default();
        Some(format!("{name} {value} ({}{origin})", text("source")?))
    });
    told.collect::<Vec<_>>().join("; ")
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Unknown => "unknown",
        Status::NotApplicable => "not applicable",
        Status::Exempt => "exempt",
    }
}

fn table(title: &str, states: &[State]) -> String {
    let mut page = format!("\n## {title}\n\n{} states.\n\n", states.len());
    page.push_str("| state | prepared with | expected | verdict | evidence |\n|---|---|---|---|---|\n");
    for state in states {
        let (expected, reason) = state.expected;
        let _ = writeln!(
            page,
            "| {} | {} | {}: `{reason}` | {}: `{}` | {} |",
            state.name,
            state.bed,
            status(expected),
            status(state.verdict.status),
            state.verdict.reason.id(),
            state.evidence
        );
    }
    page
}

#[test]
fn every_prepared_state_is_judged_right_and_the_page_shows_it() {
    let tables = [
        ("Screen lock", crate::screen_lock::states()),
        ("Network", crate::network::states()),
        ("WhatsApp Web and Desktop", crate::whatsapp_web::states()),
        ("Device reset", crate::device_reset::states()),
        ("Storage encryption", crate::storage_encryption::states()),
        ("Download folders", crate::download_folders::states()),
        ("Updates", crate::updates::states()),
        ("Security software", crate::security_software::states()),
        ("Meeting applications", crate::meeting_apps::states()),
        ("Camera and microphone", crate::capture::states()),
        ("Mail accounts", crate::mail_accounts::states()),
        ("Passwords of official accounts", crate::passwords::states()),
        ("Declaration", crate::attestation::states()),
    ];
    let mut page = "# Accuracy\n\n\
        States that were prepared with real programs or recorded from them, what is true in each, and what Custodia\n\
        says of it, with the default limits. A test makes this page from the beds and fails when a row is wrong.\n"
        .to_owned();
    let mut wrong = Vec::new();
    for (title, states) in &tables {
        page.push_str(&table(title, states));
        for state in states {
            let verdict = (state.verdict.status, state.verdict.reason.id());
            if verdict != state.expected {
                wrong.push(format!("{title}: {}: {verdict:?}, not {:?}", state.name, state.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md");
    if std::env::var_os("CUSTODIA_ACCURACY").is_some_and(|wish| wish == "write") {
        fs::write(&path, &page).unwrap();
    }
    assert!(
        fs::read_to_string(&path).is_ok_and(|committed| committed == page),
        "docs/accuracy.md is not up to date: run the test with CUSTODIA_ACCURACY=write"
    );
}
