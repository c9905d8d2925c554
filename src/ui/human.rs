//! Output for people: what is wrong first, why, what to do about it, then what is fine.

use std::fmt::Write as _;

use custodia_core::catalog::{CheckId, ParameterSpec};
use custodia_core::fact::{Fact, FactRecord};
use custodia_core::policy::{Policy, RecordRule, Rule};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;

use super::outcomes::{Group, bilingual, cite, document, groups, platform, status_of};
use super::style::{self, DIM, HEADING, paint};
use crate::endpoint::Standing;
use crate::evaluation::{Evaluation, RuleOutcome};
use crate::harden::is_fixable;
use crate::messages::{Argument, Messages};

/// The result of a check.
#[must_use]
pub fn check(evaluation: &Evaluation, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    page.desktop = evaluation.platform.desktop;
    page.line(&paint(HEADING, &messages.text("check-heading")));
    page.line(&paint(DIM, &platform(&evaluation.platform, messages)));
    page.blank();
    for group in groups(&evaluation.outcomes) {
        page.group(&group);
    }
    page.line(&summary(evaluation, messages));
    page.blank();
    let status = Status::ALL.into_iter().find(|status| evaluation.count(*status) > 0);
    let verdict = match status {
        Some(Status::Fail) => ("verdict-fail", Status::Fail),
        Some(Status::Unknown) => ("verdict-unknown", Status::Unknown),
        Some(Status::Exempt | Status::NotApplicable | Status::Pass) | None => {
            ("verdict-compliant", Status::Pass)
        }
    };
    page.wrapped(&paint(style::of_status(verdict.1), &messages.text(verdict.0)), 0);
    if let Some(first) = evaluation.outcomes.first().filter(|_| verdict.1 != Status::Pass) {
        let rule = first.rule.id.to_string();
        page.wrapped(&paint(DIM, &messages.text_with("check-explain-hint", &[("rule", rule.into())])), 0);
        page.wrapped(&paint(DIM, &messages.text("check-facts-hint")), 0);
        if evaluation.outcomes.iter().any(is_fixable) {
            page.wrapped(&paint(DIM, &messages.text("check-harden-hint")), 0);
        }
    }
    page.out
}

/// What a policy comes to with recorded facts, file by file.
#[must_use]
pub fn tried(tried: &[(String, Evaluation)], messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    for (index, (file, evaluation)) in tried.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        page.desktop = evaluation.platform.desktop;
        page.line(&paint(HEADING, &messages.text_with("tried-heading", &[("file", file.as_str().into())])));
        page.line(&paint(DIM, &platform(&evaluation.platform, messages)));
        page.blank();
        for outcome in &evaluation.outcomes {
            page.rule_heading(&outcome.rule);
            page.verdict(outcome, 2);
        }
        page.blank();
        page.line(&summary(evaluation, messages));
    }
    page.out
}

fn summary(evaluation: &Evaluation, messages: &Messages) -> String {
    Status::ALL
        .into_iter()
        .map(|status| (status, evaluation.count(status)))
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let id = format!("summary-{}", status.as_str());
            let text = messages.text_with(&id, &[("count", Argument::Number(count as u64))]);
            paint(style::of_status(status), &text)
        })
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The facts of checks.
#[must_use]
pub fn facts(facts: &[(CheckId, Vec<FactRecord>)], messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    for (check, records) in facts {
        page.line(&paint(HEADING, &messages.check_name(*check)));
        if records.is_empty() {
            page.wrapped(&messages.text("facts-none"), 2);
        }
        let mut item = None;
        for record in records.iter().filter(|record| record.item.is_none()) {
            page.fact(record, 2);
        }
        let mut of_items: Vec<&FactRecord> = records.iter().filter(|record| record.item.is_some()).collect();
        of_items.sort_by_key(|record| record.item);
        for record in of_items {
            if record.item != item {
                item = record.item;
                let number = Argument::Number(u64::from(item.unwrap_or_default()) + 1);
                page.line(&format!("  {}", messages.text_with("facts-item", &[("item", number)])));
            }
            page.fact(record, 4);
        }
        page.blank();
    }
    page.out
}

/// What rules ask and why, how they are decided, and what they come to here.
#[must_use]
pub fn explain(evaluation: &Evaluation, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    page.desktop = evaluation.platform.desktop;
    for (index, outcome) in evaluation.outcomes.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        let check = outcome.rule.check;
        page.rule_heading(&outcome.rule);
        page.rule(&outcome.rule);
        page.paragraph("explain-looks-at", &messages.text(&format!("check-{check}-about")));
        page.paragraph("explain-blind", &messages.text(&format!("check-{check}-blind")));
        page.parameters(&outcome.rule);
        page.line(&messages.text("explain-now"));
        page.verdict(outcome, 2);
    }
    page.out
}

/// The rules of policies.
#[must_use]
pub fn policies(policies: &[Policy], messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    for (index, policy) in policies.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        page.line(&paint(
            HEADING,
            &format!("{} ({} v{})", bilingual(&policy.title, messages), policy.id, policy.version),
        ));
        page.line(&paint(DIM, &document(&policy.document)));
        page.line(&paint(DIM, &policy.digest.to_string()));
        for rule in &policy.rules {
            page.blank();
            page.rule_heading(rule);
            page.rule(rule);
            page.parameters(rule);
        }
        for record in &policy.records {
            page.blank();
            page.record(record);
        }
    }
    page.out
}

/// Where this device is enrolled.
#[must_use]
pub fn status(standing: Option<&Standing>, messages: &Messages) -> String {
    let Some(standing) = standing else {
        return format!("{}\n{}\n", messages.text("status-not-enrolled"), messages.text("hint-not-enrolled"));
    };
    let rows = [
        ("status-endpoint", standing.endpoint.address.clone()),
        ("status-device", standing.endpoint.device.to_string()),
        ("status-enrolled", standing.endpoint.enrolled.to_string()),
        ("status-sequence", standing.signed.to_string()),
        ("status-waiting", standing.waiting.to_string()),
        (
            "status-last-delivery",
            standing.delivered.map_or_else(|| messages.text("status-never"), |time| time.to_string()),
        ),
    ];
    let rows = rows.map(|(id, value)| (messages.text(id), value));
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    rows.iter().fold(String::new(), |mut out, (name, value)| {
        let _ = writeln!(out, "{name:width$}  {value}");
        out
    })
}

/// Text being laid out.
pub(super) struct Page<'a> {
    messages: &'a Messages,
    width: usize,
    /// The desktop that remedies are for.
    pub(super) desktop: Option<Word>,
    pub(super) out: String,
}

impl<'a> Page<'a> {
    pub(super) const fn new(messages: &'a Messages, width: usize) -> Self {
        Self { messages, width, desktop: None, out: String::new() }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.blank();
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Wraps a text at the width, every line indented; keeps line breaks that stand in it.
    pub(super) fn wrapped(&mut self, text: &str, indent: usize) {
        let indent = " ".repeat(indent);
        for line in text.lines() {
            // The further lines of a numbered step hang under its text.
            let number = line.split_once(". ").map(|(number, _)| number);
            let step = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
            let hanging = format!("{indent}{}", " ".repeat(step.map_or(0, |number| number.len() + 2)));
            let options =
                textwrap::Options::new(self.width).initial_indent(&indent).subsequent_indent(&hanging);
            for wrapped in textwrap::wrap(line, options) {
                self.line(wrapped.trim_end());
            }
        }
    }

    pub(super) fn group(&mut self, group: &Group<'_>) {
        let (outcome, messages) = (group.first, self.messages);
        let status = outcome.verdict.status;
        let severity = if status == Status::Fail {
            format!(" ({})", messages.severity(outcome.rule.severity))
        } else {
            String::new()
        };
        let left = format!("{} {}", style::sign(status), messages.check_name(outcome.rule.check));
        let middle = format!("{}{severity}", status_of(outcome, messages));
        let cites = group.cites();
        let styled = style::of_status(status);
        let used = textwrap::core::display_width(&left) + textwrap::core::display_width(&middle) + 3;
        let gap = self.width.saturating_sub(used + textwrap::core::display_width(&cites));
        if gap >= 2 {
            self.line(&format!(
                "{} · {}{}{}",
                paint(styled, &left),
                paint(styled, &middle),
                " ".repeat(gap),
                paint(DIM, &cites)
            ));
        } else {
            self.line(&format!("{} · {}", paint(styled, &left), paint(styled, &middle)));
            self.wrapped(&paint(DIM, &cites), 2);
        }
        for outcome in &group.outcomes {
            self.reasons(outcome, 2);
        }
        self.remedy(outcome, 2);
        self.blank();
    }

    fn verdict(&mut self, outcome: &RuleOutcome, indent: usize) {
        let status = outcome.verdict.status;
        let text = format!("{} {}", style::sign(status), status_of(outcome, self.messages));
        self.line(&format!("{}{}", " ".repeat(indent), paint(style::of_status(status), &text)));
        self.reasons(outcome, indent + 2);
        self.remedy(outcome, indent + 2);
    }

    fn reasons(&mut self, outcome: &RuleOutcome, indent: usize) {
        let messages = self.messages;
        self.wrapped(&messages.reason(&outcome.verdict.reason), indent);
        for finding in &outcome.verdict.findings {
            self.wrapped(&format!("{}: {}", messages.text("check-also"), messages.reason(finding)), indent);
        }
    }

    fn remedy(&mut self, outcome: &RuleOutcome, indent: usize) {
        let messages = self.messages;
        if let Some(remedy) = outcome.verdict.remedy {
            self.line(&format!(
                "{}{}",
                " ".repeat(indent),
                paint(HEADING, &format!("{}:", messages.text("check-to-do")))
            ));
            self.wrapped(&messages.remedy(remedy, Some(&outcome.rule), self.desktop), indent + 2);
        }
    }

    fn fact(&mut self, record: &FactRecord, indent: usize) {
        let messages = self.messages;
        let (source, how) = match &record.fact {
            Fact::Known { evidence, .. } => {
                (evidence.source, Some(messages.evidence(evidence.origin, evidence.changeable)))
            }
            Fact::Unknown { source, .. } => (*source, None),
        };
        let source = messages.text_with("facts-read-from", &[("source", messages.source(source).into())]);
        let evidence = how.map_or_else(|| source.clone(), |how| format!("{source}; {how}"));
        let name = messages.fact_name(record.name);
        self.wrapped(&format!("{name}: {}", paint(HEADING, &messages.fact_value(record))), indent);
        self.wrapped(&paint(DIM, &evidence), indent + 2);
    }

    fn rule_heading(&mut self, rule: &Rule) {
        self.line(&paint(HEADING, &format!("{}  {}", rule.id, self.messages.check_name(rule.check))));
    }

    fn record(&mut self, record: &RecordRule) {
        let messages = self.messages;
        let decided = messages.text("policy-decided-at-endpoint");
        self.line(&paint(HEADING, &format!("{}  {decided}", record.id)));
        self.paragraph("explain-asks", bilingual(&record.asks, messages));
        self.paragraph("explain-clause", &format!("{} {}", record.cite.document, record.cite.clause));
        self.paragraph("explain-severity", &messages.severity(record.severity));
        if let Some(risk) = &record.risk {
            self.paragraph("explain-risk", bilingual(risk, messages));
        }
        if !record.references.is_empty() {
            self.paragraph("explain-references", &record.references.join("; "));
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let messages = self.messages;
        self.paragraph("explain-asks", bilingual(&rule.asks, messages));
        self.paragraph("explain-clause", &cite(rule));
        self.paragraph("explain-severity", &messages.severity(rule.severity));
        if let Some(risk) = &rule.risk {
            self.paragraph("explain-risk", bilingual(risk, messages));
        }
        if !rule.references.is_empty() {
            self.paragraph("explain-references", &rule.references.join("; "));
        }
        for waiver in &rule.waivers {
            let systems: Vec<&str> = waiver.platforms.iter().map(|os| os.as_str()).collect();
            let arguments = [
                ("reason", Argument::from(messages.word(waiver.reason))),
                ("until", waiver.expires.to_string().into()),
                ("approver", waiver.approver.as_str().into()),
                ("systems", systems.join(", ").into()),
            ];
            self.paragraph("explain-waiver", &messages.text_with("explain-waiver-text", &arguments));
        }
    }

    fn paragraph(&mut self, id: &str, text: &str) {
        let label = self.messages.text(id);
        self.wrapped(&format!("{label}: {text}"), 2);
    }

    fn parameters(&mut self, rule: &Rule) {
        let values: Vec<String> =
            rule.check.parameters().iter().filter_map(|spec| self.parameter(rule, spec)).collect();
        if !values.is_empty() {
            self.paragraph("explain-parameters", &values.join("; "));
        }
    }

    fn parameter(&self, rule: &Rule, spec: &ParameterSpec) -> Option<String> {
        let value = self.messages.parameter(rule, spec)?;
        let default = match rule.parameter(spec.name) {
            Some(_) => String::new(),
            None => format!(" ({})", self.messages.text("explain-default")),
        };
        Some(format!("{} = {value}{default}", spec.name))
    }
}
