//! Outcomes as every form of output for people puts them: alike ones together, clauses and device in words.

use custodia_core::catalog::CheckId;
use custodia_core::platform::Platform;
use custodia_core::policy::{Bilingual, Document, Rule};
use custodia_core::verdict::Status;

use crate::evaluation::RuleOutcome;
use crate::messages::{Language, Messages};

/// Outcomes of one check that say the same, shown once with all their clauses; open declarations, which the person
/// makes all in one go, are one as well.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The first of them, which speaks for all.
    pub(super) first: &'a RuleOutcome,
    /// The outcomes that say something of their own, the first among them.
    pub(super) outcomes: Vec<&'a RuleOutcome>,
    /// The rules of all of them.
    pub(super) rules: Vec<&'a Rule>,
}

impl Group<'_> {
    /// The clauses of all its rules.
    pub(super) fn cites(&self) -> String {
        let mut cites: Vec<String> = Vec::new();
        for cite in self.rules.iter().map(|rule| cite(rule)) {
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        cites.join(", ")
    }
}

/// Puts outcomes together that say the same, in the order in which they come.
pub(super) fn groups(outcomes: &[RuleOutcome]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for outcome in outcomes {
        let same = groups.iter_mut().find(|group| {
            group.first.rule.check == outcome.rule.check
                && (group.outcomes.iter().any(|known| known.verdict == outcome.verdict)
                    || (is_open_declaration(group.first) && is_open_declaration(outcome)))
        });
        match same {
            Some(group) => {
                if group.outcomes.iter().all(|known| known.verdict != outcome.verdict) {
                    group.outcomes.push(outcome);
                }
                group.rules.push(&outcome.rule);
            }
            None => {
                groups.push(Group { first: outcome, outcomes: vec![outcome], rules: vec![&outcome.rule] });
            }
        }
    }
    groups
}

/// Whether it waits for the person's word.
fn is_open_declaration(outcome: &RuleOutcome) -> bool {
    outcome.rule.check == CheckId::Attestation && outcome.verdict.status == Status::Unknown
}

/// The document and clause that a rule serves.
pub(super) fn cite(rule: &Rule) -> String {
    format!("{} {}", rule.cite.document, rule.cite.clause)
}

/// A document's name with its version and date, as far as it has them.
pub(super) fn document(document: &Document) -> String {
    let version = document.version.as_ref().map(|version| format!(" v{version}")).unwrap_or_default();
    let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
    format!("{}{version}{date}", document.name)
}

/// A text of a policy in the language of the messages.
pub(super) fn bilingual<'a>(text: &'a Bilingual, messages: &Messages) -> &'a str {
    match messages.language() {
        Language::Spanish => &text.es,
        Language::English => &text.en,
    }
}

/// The kind of device in words.
pub(super) fn platform(platform: &Platform, messages: &Messages) -> String {
    let system = [
        platform.family.map(|family| messages.word(family)),
        platform.version.as_ref().map(ToString::to_string),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ");
    let system = if system.is_empty() { platform.os.as_str().to_owned() } else { system };
    let form = platform.form.and_then(|form| {
        let word = serde_json::to_value(form).ok()?;
        Some(messages.text(&format!("platform-form-{}", word.as_str()?)))
    });
    [Some(system), platform.desktop.map(|desktop| messages.word(desktop)), form]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The status in words; what is in order by the person's word is said to be.
pub(super) fn status_of(outcome: &RuleOutcome, messages: &Messages) -> String {
    if outcome.is_declared() {
        messages.text("status-pass-declared")
    } else {
        messages.status(outcome.verdict.status)
    }
}
