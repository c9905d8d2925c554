//! JUnit XML for those who run a check in a pipeline: one suite for each policy, one case for each rule.
//!
//! | outcome | in the file | why |
//! |---|---|---|
//! | pass | a case without more | |
//! | fail | `failure` | the rule is not met |
//! | unknown | `error` | in JUnit's words, the test could not be carried out; it never counts as passed |
//! | not applicable, exempt | `skipped` with the reason | shown, and does not fail the pipeline |
//!
//! The form is what Jenkins, GitLab and GitHub's reporters read. No host name and no duration stand in it.

use std::fmt::Write as _;

use custodia_core::verdict::Status;

use super::outcomes::cite;
use crate::evaluation::{Evaluation, RuleOutcome};
use crate::messages::Messages;

/// The JUnit XML of a check.
#[must_use]
pub fn check(evaluation: &Evaluation, messages: &Messages) -> String {
    let mut out = Writer("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned());
    let all: Vec<&RuleOutcome> = evaluation.outcomes.iter().collect();
    // Readers know no number of skipped cases of all suites together.
    out.open("testsuites", &[("name", "custodia")], &counts(&all)[..3]);
    for policy in &evaluation.policies {
        let mut outcomes: Vec<&RuleOutcome> =
            all.iter().copied().filter(|outcome| *outcome.rule.id.pack() == policy.id).collect();
        outcomes.sort_by(|left, right| left.rule.id.cmp(&right.rule.id));
        let (name, made) = (policy.id.to_string(), evaluation.made.to_string());
        out.open("testsuite", &[("name", &name), ("timestamp", &made)], &counts(&outcomes));
        out.open("properties", &[], &[]);
        for (property, value) in [
            ("agent", crate::endpoint::agent_version().to_string()),
            ("policy-version", policy.version.to_string()),
            ("policy-digest", policy.digest.to_string()),
        ] {
            out.element("property", &[("name", property), ("value", &value)], "");
        }
        out.close("properties");
        for outcome in outcomes {
            case(&mut out, outcome, evaluation, messages);
        }
        out.close("testsuite");
    }
    out.close("testsuites");
    out.0
}

fn case(out: &mut Writer, outcome: &RuleOutcome, evaluation: &Evaluation, messages: &Messages) {
    let class = format!("custodia.{}", outcome.rule.id.pack());
    let attributes = [("classname", class.as_str()), ("name", outcome.rule.id.rule()), ("time", "0")];
    let reason = messages.reason(&outcome.verdict.reason);
    let element = match outcome.verdict.status {
        Status::Pass => return out.element("testcase", &attributes, ""),
        Status::Fail => "failure",
        Status::Unknown => "error",
        Status::NotApplicable | Status::Exempt => "skipped",
    };
    let mut text = format!("{}: {reason}", messages.check_name(outcome.rule.check));
    for finding in &outcome.verdict.findings {
        let _ = write!(text, "\n{}: {}", messages.text("check-also"), messages.reason(finding));
    }
    if let Some(remedy) = outcome.verdict.remedy {
        let remedy = messages.remedy(remedy, Some(&outcome.rule), evaluation.platform.desktop);
        let _ = write!(text, "\n{}:\n{remedy}", messages.text("check-to-do"));
    }
    let _ = write!(text, "\n{}: {}", messages.text("explain-clause"), cite(&outcome.rule));
    let kind = match outcome.verdict.status {
        Status::Fail => outcome.rule.severity.as_str(),
        Status::Pass | Status::Unknown | Status::NotApplicable | Status::Exempt => {
            outcome.verdict.status.as_str()
        }
    };
    out.open("testcase", &attributes, &[]);
    out.element(element, &[("message", &reason), ("type", kind)], &text);
    out.close("testcase");
}

fn counts(outcomes: &[&RuleOutcome]) -> [(&'static str, usize); 4] {
    let of = |statuses: &[Status]| {
        outcomes.iter().filter(|outcome| statuses.contains(&outcome.verdict.status)).count()
    };
    [
        ("tests", outcomes.len()),
        ("failures", of(&[Status::Fail])),
        ("errors", of(&[Status::Unknown])),
        ("skipped", of(&[Status::NotApplicable, Status::Exempt])),
    ]
}

/// XML being written: every text goes through [`escape`].
struct Writer(String);

impl Writer {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)], numbers: &[(&str, usize)]) {
        self.start(name, attributes);
        for (name, number) in numbers {
            let _ = write!(self.0, " {name}=\"{number}\"");
        }
        self.0.push_str(">\n");
    }

    fn close(&mut self, name: &str) {
        let _ = writeln!(self.0, "</{name}>");
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        if text.is_empty() {
            self.0.push_str("/>\n");
        } else {
            let _ = writeln!(self.0, ">{}</{name}>", escape(text, false));
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"{}\"", escape(value, true));
        }
    }
}

/// A text as it stands in XML 1.0 (section 2.2): what may not stand there even escaped becomes U+FFFD. Line breaks of
/// an attribute are escaped, because a reader would turn them into spaces (section 3.3.3).
fn escape(text: &str, in_attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            '\t' if in_attribute => out.push_str("&#9;"),
            '\n' | '\t' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_attribute_or_element_early() {
        assert_eq!(escape("a<b>&\"\n\u{1}\u{ffff}", true), "a&lt;b&gt;&amp;&quot;&#10;\u{fffd}\u{fffd}");
        assert_eq!(escape("]]>\nx", false), "]]&gt;\nx");
    }
}
