//! Output for programs: the JSON of `check` (format 1), of `facts` and of a report.

use custodia_core::catalog::CheckId;
use custodia_core::fact::FactRecord;
use custodia_core::platform::Platform;
use custodia_core::policy::{Cite, PolicyRef, RuleId};
use custodia_core::report::Report;
use custodia_core::value::Version;
use custodia_core::verdict::{Reason, Severity, Status};
use custodia_core::vocabulary::{RemedyId, Word};
use jiff::Timestamp;
use serde::Serialize;

use crate::endpoint::agent_version;
use crate::evaluation::{Evaluation, RuleOutcome};
use crate::harden::is_fixable;
use crate::messages::Messages;

/// What `custodia check --format json` prints, format 1.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CheckDocument<'a> {
    /// The format of this document, always 1.
    format: u64,
    /// The agent's version.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    agent: Version,
    /// When the facts were read.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date-time")))]
    made: Timestamp,
    /// The kind of device.
    platform: &'a Platform,
    /// The policies that were applied.
    policy: &'a [PolicyRef],
    /// How many rules came to each status.
    summary: Summary,
    /// One result per rule, the most pressing first.
    results: Vec<ResultDocument<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    pass: usize,
    fail: usize,
    unknown: usize,
    not_applicable: usize,
    exempt: usize,
}

/// What one rule came to.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ResultDocument<'a> {
    /// The rule: the policy's id, a slash and the rule's own.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    rule: &'a RuleId,
    /// The check that decided it.
    check: CheckId,
    /// What it came to.
    status: Status,
    /// How much a failure weighs.
    severity: Severity,
    /// The reason that decided.
    reason: ReasonDocument<'a>,
    /// What else there is to know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    findings: Vec<ReasonDocument<'a>>,
    /// The facts it was decided from.
    facts: Vec<FactRecord>,
    /// The clauses it serves.
    cites: [&'a Cite; 1],
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remedy: Option<RemedyDocument>,
}

/// A message id, its arguments and its text in the language of the output.
#[derive(Debug, Serialize)]
struct ReasonDocument<'a> {
    #[serde(flatten)]
    reason: &'a Reason,
    text: String,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ReasonDocument<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Reason::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Reason>()
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RemedyDocument {
    /// The remedy's id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    id: RemedyId,
    /// Its text in the language of the output.
    text: String,
    /// Whether the agent could apply it itself.
    fixable: bool,
}

/// The JSON of `custodia check`.
#[must_use]
pub fn check(evaluation: &Evaluation, messages: &Messages) -> String {
    pretty(&document(evaluation, messages))
}

fn document<'a>(evaluation: &'a Evaluation, messages: &Messages) -> CheckDocument<'a> {
    CheckDocument {
        format: 1,
        agent: agent_version(),
        made: evaluation.made,
        platform: &evaluation.platform,
        policy: &evaluation.policies,
        summary: Summary {
            pass: evaluation.count(Status::Pass),
            fail: evaluation.count(Status::Fail),
            unknown: evaluation.count(Status::Unknown),
            not_applicable: evaluation.count(Status::NotApplicable),
            exempt: evaluation.count(Status::Exempt),
        },
        results: evaluation
            .outcomes
            .iter()
            .map(|outcome| result(outcome, evaluation.platform.desktop, messages))
            .collect(),
    }
}

/// The JSON of `custodia policy test`: for each file of facts what `check` would print.
#[must_use]
pub fn tried(tried: &[(String, Evaluation)], messages: &Messages) -> String {
    let files: Vec<_> = tried
        .iter()
        .map(
            |(file, evaluation)| serde_json::json!({ "file": file, "check": document(evaluation, messages) }),
        )
        .collect();
    pretty(&serde_json::json!({ "format": 1, "files": files }))
}

/// The JSON Schema of [`check`].
#[cfg(feature = "schema")]
#[must_use]
pub fn check_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(CheckDocument<'static>).to_value();
    schema["title"] = "Custodia check, format 1".into();
    schema
}

/// The JSON of `custodia facts`.
#[must_use]
pub fn facts(facts: &[(CheckId, Vec<FactRecord>)]) -> String {
    let records: Vec<&FactRecord> = facts.iter().flat_map(|(_, records)| records).collect();
    pretty(&serde_json::json!({ "facts": records }))
}

/// A report's JSON, laid out for reading; nothing is added or left out.
#[must_use]
pub fn report(report: &Report) -> String {
    pretty(report)
}

fn result<'a>(outcome: &'a RuleOutcome, desktop: Option<Word>, messages: &Messages) -> ResultDocument<'a> {
    let reason = |reason: &'a Reason| ReasonDocument { reason, text: messages.reason(reason) };
    ResultDocument {
        rule: &outcome.rule.id,
        check: outcome.rule.check,
        status: outcome.verdict.status,
        severity: outcome.rule.severity,
        reason: reason(&outcome.verdict.reason),
        findings: outcome.verdict.findings.iter().map(reason).collect(),
        facts: outcome.facts.records(),
        cites: [&outcome.rule.cite],
        remedy: outcome.verdict.remedy.map(|id| RemedyDocument {
            id,
            text: messages.remedy(id, Some(&outcome.rule), desktop),
            fixable: is_fixable(outcome),
        }),
    }
}

fn pretty<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
