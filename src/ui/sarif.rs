//! SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format) for those who run a check in a pipeline.
//!
//! | outcome | `kind` | `level` |
//! |---|---|---|
//! | fail | `fail` | `error` for critical and high, `warning` for medium, `note` for low |
//! | unknown | `open`: there was not enough to decide (section 3.27.9) | `none` |
//! | exempt | `informational`, with an accepted external suppression | `none` |
//! | not applicable | `notApplicable` | `none` |
//! | pass | `pass` | `none` |
//!
//! A result is located at the line of the policy that asks for it, because no other file is at fault. Rules and
//! results stand in the order of their ids: equal outcomes at one time are equal bytes.

use custodia_core::policy::Rule;
use custodia_core::verdict::{Severity, Status};
use custodia_core::vocabulary::Word;
use serde_json::{Map, Value, json};

use super::outcomes::bilingual;
use crate::endpoint::agent_version;
use crate::evaluation::{Evaluation, RuleOutcome};
use crate::messages::Messages;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The SARIF log of a check that ends with this exit code.
#[must_use]
pub fn check(evaluation: &Evaluation, exit_code: u8, messages: &Messages) -> String {
    let mut outcomes: Vec<&RuleOutcome> = evaluation.outcomes.iter().collect();
    outcomes.sort_by(|left, right| left.rule.id.cmp(&right.rule.id));
    let desktop = evaluation.platform.desktop;
    let rules: Vec<Value> = outcomes.iter().map(|outcome| rule(&outcome.rule, messages)).collect();
    let results: Vec<Value> = outcomes
        .iter()
        .enumerate()
        .map(|(index, outcome)| result(outcome, index, desktop, messages))
        .collect();
    let version = agent_version().to_string();
    let language = messages.language().tag();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Custodia",
                "version": version,
                "semanticVersion": version,
                "language": language,
                "shortDescription": { "text": messages.text("help-about") },
                "rules": rules,
            } },
            "language": language,
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                // Custodia ran to its end; what it found is in the results and in the exit code.
                "executionSuccessful": true,
                "exitCode": exit_code,
                "endTimeUtc": evaluation.made,
            }],
            "results": results,
            "properties": {
                "platform": evaluation.platform,
                "policies": evaluation.policies,
            },
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(rule: &Rule, messages: &Messages) -> Value {
    let name = messages.check_name(rule.check);
    let help = format!(
        "{}: {}\n{}: {}",
        messages.text("explain-looks-at"),
        messages.text(&format!("check-{}-about", rule.check)),
        messages.text("explain-blind"),
        messages.text(&format!("check-{}-blind", rule.check)),
    );
    let mut properties = clauses(rule);
    properties.insert("severity".to_owned(), json!(rule.severity));
    properties.insert("references".to_owned(), json!(rule.references));
    properties.insert("controls".to_owned(), json!(rule.controls));
    properties.insert("tags".to_owned(), json!(["security"]));
    if let Some(risk) = &rule.risk {
        properties.insert("risk".to_owned(), json!(bilingual(risk, messages)));
    }
    json!({
        "id": rule.id,
        "shortDescription": { "text": name },
        "fullDescription": { "text": bilingual(&rule.asks, messages) },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": properties,
    })
}

fn result(outcome: &RuleOutcome, index: usize, desktop: Option<Word>, messages: &Messages) -> Value {
    let (rule, verdict) = (&outcome.rule, &outcome.verdict);
    let reason = messages.reason(&verdict.reason);
    let (kind, level) = match verdict.status {
        Status::Fail => ("fail", level(rule.severity)),
        Status::Unknown => ("open", "none"),
        Status::Exempt => ("informational", "none"),
        Status::NotApplicable => ("notApplicable", "none"),
        Status::Pass => ("pass", "none"),
    };
    let findings = verdict.findings.iter().map(|finding| messages.reason(finding));
    let text: Vec<String> = std::iter::once(reason.clone()).chain(findings).collect();
    let mut properties = clauses(rule);
    properties.insert("check".to_owned(), json!(rule.check));
    properties.insert("status".to_owned(), json!(verdict.status));
    properties.insert("severity".to_owned(), json!(rule.severity));
    properties.insert("reason".to_owned(), json!(verdict.reason));
    if let Some(remedy) = verdict.remedy {
        properties.insert("remedy".to_owned(), json!(messages.remedy(remedy, Some(rule), desktop)));
    }
    let mut result = json!({
        "ruleId": rule.id,
        "ruleIndex": index,
        "kind": kind,
        "level": level,
        "message": { "text": text.join("\n") },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": format!("policies/{}.toml", rule.id.pack()) },
                "region": { "startLine": rule.line },
            },
            "logicalLocations": [{ "name": rule.id.rule(), "fullyQualifiedName": rule.id }],
        }],
        "partialFingerprints": { "custodiaRule/v1": rule.id },
        "properties": properties,
    });
    if verdict.status == Status::Exempt {
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    result
}

fn clauses(rule: &Rule) -> Map<String, Value> {
    Map::from_iter([("clauses".to_owned(), json!([rule.cite]))])
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}
