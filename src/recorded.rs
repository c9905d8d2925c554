//! Facts that were recorded: by `custodia facts`, by `custodia check`, or in a report.
//!
//! A file is one device. It holds the JSON of `facts` or of `check`, a plain list of facts, a report as
//! `report --show` prints it, or a signed one as the endpoint stores it. Signatures are not looked at: whoever tries a
//! policy brings their own files, and `custodia-server verify` is there for evidence.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use custodia_core::catalog::CheckId;
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::jws;
use custodia_core::platform::Platform;
use custodia_core::policy::{Policy, PolicyRef, Rule};
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::common;
use jiff::Timestamp;
use serde::Deserialize;

use crate::clock::day;
use crate::evaluation::{Evaluation, RuleOutcome, decide};

/// The largest file of facts that is read, in bytes: more than the most that a report may carry.
pub const MAX_LENGTH: u64 = 16 << 20;

/// Why recorded facts could not be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordedError {
    /// The file could not be read.
    #[error("the file {} could not be read", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The file holds no facts in a form that is known.
    #[error("the file {} holds no facts", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

/// The facts of one device.
#[derive(Debug)]
pub struct Recorded {
    /// The kind of device, where the file tells it.
    platform: Option<Platform>,
    made: Option<Timestamp>,
    /// As they were read for one rule: some checks look for what the rule names.
    of_rules: BTreeMap<String, Facts>,
    of_checks: BTreeMap<CheckId, Facts>,
}

/// What the files have in common; what else stands in them is passed over.
#[derive(Default, Deserialize)]
struct Document {
    #[serde(default)]
    facts: Option<Vec<FactRecord>>,
    #[serde(default)]
    body: Option<Body>,
    #[serde(default)]
    results: Option<Vec<Outcome>>,
    #[serde(default)]
    platform: Option<Platform>,
    #[serde(default)]
    made: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Body {
    platform: Platform,
    results: Vec<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    rule: String,
    check: CheckId,
    #[serde(default)]
    facts: Vec<FactRecord>,
}

/// Reads the facts of one device.
///
/// # Errors
///
/// When the file cannot be read, is too large, or holds no facts.
pub fn read(path: &Path) -> Result<Recorded, RecordedError> {
    let unreadable = |source| RecordedError::Unreadable { file: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = fs_err::File::open(path).map_err(unreadable)?;
    file.take(MAX_LENGTH + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_LENGTH {
        let text = format!("larger than {MAX_LENGTH} bytes");
        return Err(unreadable(std::io::Error::new(ErrorKind::FileTooLarge, text)));
    }
    parse(&bytes).map_err(|source| RecordedError::Malformed { file: path.to_owned(), source })
}

fn parse(bytes: &[u8]) -> Result<Recorded, serde_json::Error> {
    use serde::de::Error as _;

    let payload = std::str::from_utf8(bytes).ok().and_then(|text| jws::unverified_payload(text.trim()).ok());
    let bytes = payload.as_deref().unwrap_or(bytes);
    let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let mut document: Document = if is_list {
        Document { facts: Some(serde_json::from_slice(bytes)?), ..Document::default() }
    } else {
        serde_json::from_slice(bytes)?
    };
    if let Some(body) = document.body.take() {
        document.platform = Some(body.platform);
        document.results = Some(body.results);
    }
    let mut recorded = Recorded {
        platform: document.platform,
        made: document.made,
        of_rules: BTreeMap::new(),
        of_checks: BTreeMap::new(),
    };
    match (document.facts, document.results) {
        (Some(facts), _) => {
            let mut of_checks: BTreeMap<CheckId, Vec<FactRecord>> = BTreeMap::new();
            for fact in facts {
                let check = fact.name.split('.').next().and_then(|check| check.parse().ok());
                of_checks
                    .entry(check.ok_or_else(|| serde_json::Error::custom("a fact of no check"))?)
                    .or_default()
                    .push(fact);
            }
            recorded
                .of_checks
                .extend(of_checks.into_iter().map(|(check, facts)| (check, facts.into_iter().collect())));
        }
        (None, Some(results)) => {
            for Outcome { rule, check, facts } in results {
                let facts: Facts = facts.into_iter().collect();
                recorded.of_checks.entry(check).or_insert_with(|| facts.clone());
                recorded.of_rules.insert(rule, facts);
            }
        }
        (None, None) => return Err(serde_json::Error::custom("neither facts nor results")),
    }
    Ok(recorded)
}

impl Recorded {
    /// What policies come to with these facts; the device is taken for `otherwise` where the file does not tell.
    #[must_use]
    pub fn evaluate(&self, policies: &[Policy], otherwise: &Platform, now: Timestamp) -> Evaluation {
        let platform = self.platform.as_ref().unwrap_or(otherwise);
        let rules = policies.iter().flat_map(|policy| &policy.rules);
        let mut outcomes: Vec<RuleOutcome> = rules
            .map(|rule| {
                let facts = self.facts(rule);
                let verdict = match &facts {
                    None if rule.platforms.contains(&platform.os) => {
                        Verdict::unknown(common::NOT_RECORDED.reason())
                    }
                    Some(_) | None => decide(rule, platform, facts.as_ref().unwrap_or(&Facts::new())),
                };
                let verdict = rule.waive(verdict, platform.os, day(now));
                RuleOutcome { rule: rule.clone(), verdict, facts: facts.unwrap_or_default() }
            })
            .collect();
        outcomes.sort_by_key(|outcome| (outcome.verdict.status, outcome.rule.severity));
        Evaluation {
            made: self.made.unwrap_or(now),
            platform: platform.clone(),
            policies: policies.iter().map(PolicyRef::from).collect(),
            outcomes,
        }
    }

    /// Those that were read for the rule itself, else those of its check.
    fn facts(&self, rule: &Rule) -> Option<Facts> {
        let of_rule = self.of_rules.get(&rule.id.to_string());
        of_rule.or_else(|| self.of_checks.get(&rule.check)).filter(|facts| !facts.is_empty()).cloned()
    }
}

#[cfg(test)]
mod tests {
    use custodia_core::platform::Os;
    use custodia_core::verdict::Status;
    use proptest::prelude::*;

    use super::*;
    use crate::policies;

    const FACT: &str = r#"{"name": "screen-lock.idle-seconds", "value": 900, "source": "dconf-user", "origin": "set", "changeable": "user"}"#;

    #[test]
    fn every_form_of_recorded_facts_is_read() {
        let outcome = format!(
            r#"{{"rule": "cm-g-03/screen-lock", "check": "screen-lock", "status": "fail", "facts": [{FACT}]}}"#
        );
        let platform = r#"{"os": "linux"}"#;
        let report = format!(
            r#"{{"format": 1, "made": "2026-11-21T18:00:00Z", "body": {{"platform": {platform}, "policy": [], "results": [{outcome}]}}}}"#
        );
        let key = jws_key();
        let signed = format!("{}\n", key.sign(jws::Purpose::Report, report.as_bytes()));
        for text in [
            format!("[{FACT}]"),
            format!(r#" {{"facts": [{FACT}]}}"#),
            format!(r#"{{"format": 1, "platform": {platform}, "results": [{outcome}]}}"#),
            report,
            signed,
        ] {
            let recorded = parse(text.as_bytes()).unwrap();
            assert_eq!(recorded.of_checks[&CheckId::ScreenLock].records().len(), 1, "{text}");
        }
    }

    fn jws_key() -> jws::SigningKey {
        jws::SigningKey::from_seed(&[7; 32]).unwrap()
    }

    #[test]
    fn what_holds_no_facts_is_an_error() {
        for text in ["", "{}", "nonsense", "7", "{\"facts\": 7}", "[{\"name\": \"made.up\", \"value\": 1}]"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_check_without_recorded_facts_is_unknown() {
        let recorded = parse(format!("[{FACT}]").as_bytes()).unwrap();
        let linux = Platform { os: Os::Linux, family: None, version: None, desktop: None, form: None };
        let now = "2026-11-21T18:00:00Z".parse().unwrap();

        let evaluation = recorded.evaluate(&policies::built_in(), &linux, now);

        let network =
            evaluation.outcomes.iter().find(|outcome| outcome.rule.check == CheckId::Network).unwrap();
        assert_eq!((network.verdict.status, network.verdict.reason.id()), (Status::Unknown, "not-recorded"));
        assert_eq!(evaluation.count(Status::Pass), 0);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
