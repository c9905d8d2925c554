//! Report format 1: what a device tells the endpoint. Closed words, numbers, dates, digests and ids; no text.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalog::CheckId;
use crate::fact::FactRecord;
use crate::jws::{JwsError, PublicKey, Purpose, SigningKey};
use crate::platform::Platform;
use crate::policy::{PolicyRef, RuleId};
use crate::value::{Digest, Version};
use crate::verdict::{Reason, Severity, Status};
use crate::vocabulary::RemedyId;

/// The number of this report format.
pub const FORMAT: u64 = 1;
/// The most results that a report may carry.
pub const MAX_RESULTS: usize = 500;
/// The most facts that one result may carry.
pub const MAX_FACTS: usize = 2_000;

/// A report: either all results, or the word that they are unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The format, always [`FORMAT`].
    pub format: u64,
    /// The device, as the endpoint named it at enrolment.
    pub device: Uuid,
    /// Counts from 1, without gaps.
    pub sequence: u64,
    /// The digest of the signed bytes of the report before.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "compact_digest::optional")]
    pub previous: Option<Digest>,
    /// When it was made, to the second.
    pub made: Timestamp,
    /// The agent's version.
    pub agent: Version,
    /// The digest of the body as it stood when the results last changed.
    #[serde(with = "compact_digest")]
    pub digest: Digest,
    /// What was found; absent in a heartbeat, where nothing changed since the report before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
}

/// Digests as base64url without padding: a heartbeat has to stay under 500 bytes.
mod compact_digest {
    use std::borrow::Cow;

    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::value::Digest;

    pub(super) fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(digest.as_bytes()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes()).map_err(|_| D::Error::custom("not a digest"))?;
        bytes.try_into().map(Digest::from_bytes).map_err(|_| D::Error::custom("not a digest"))
    }

    pub(super) mod optional {
        use super::{Deserializer, Digest, Serializer};

        #[expect(clippy::ref_option, reason = "the signature that serde calls")]
        pub(in super::super) fn serialize<S: Serializer>(
            digest: &Option<Digest>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match digest {
                Some(digest) => super::serialize(digest, serializer),
                None => serializer.serialize_none(),
            }
        }

        pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Digest>, D::Error> {
            super::deserialize(deserializer).map(Some)
        }
    }
}

/// What was found on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The kind of device.
    pub platform: Platform,
    /// The policies that were applied.
    pub policy: Vec<PolicyRef>,
    /// One result per rule.
    pub results: Vec<RuleResult>,
}

/// What one rule came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleResult {
    /// The rule.
    pub rule: RuleId,
    /// The check that decided it.
    pub check: CheckId,
    /// What it came to.
    pub status: Status,
    /// How much a failure weighs.
    pub severity: Severity,
    /// The reason that decided.
    pub reason: Reason,
    /// What else the person and the administrator should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Reason>,
    /// The facts it was decided from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactRecord>,
    /// What the person can do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<RemedyId>,
}

impl Body {
    /// The digest that tells whether two bodies say the same.
    ///
    /// # Panics
    ///
    /// Never: a body has no map keys or values that JSON cannot hold.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// Why a report was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The signature or its envelope is wrong.
    #[error("the signature does not hold")]
    Signature(#[from] JwsError),
    /// The format is not known to this version.
    #[error("report format {0} is not known here")]
    Format(u64),
    /// The content does not follow the format.
    #[error("the report does not follow format {FORMAT}")]
    Content(#[source] serde_json::Error),
    /// The content contradicts itself.
    #[error("the report contradicts itself: {0}")]
    Inconsistent(&'static str),
}

impl Report {
    /// Signs the report and gives the bytes that travel.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> String {
        key.sign(Purpose::Report, &serde_json::to_vec(self).unwrap_or_default())
    }

    /// Verifies signed bytes against a device's key and reads the report in them.
    ///
    /// # Errors
    ///
    /// When the signature does not hold, the format is unknown, the content does not follow it or
    /// contradicts itself.
    pub fn open(signed: &str, key: &PublicKey) -> Result<Self, ReportError> {
        let payload = key.verify(Purpose::Report, signed)?;
        let envelope: Envelope = serde_json::from_slice(&payload).map_err(ReportError::Content)?;
        if envelope.format != FORMAT {
            return Err(ReportError::Format(envelope.format));
        }
        let report: Self = serde_json::from_slice(&payload).map_err(ReportError::Content)?;
        report.check_consistency()?;
        Ok(report)
    }

    fn check_consistency(&self) -> Result<(), ReportError> {
        if self.sequence == 0 {
            return Err(ReportError::Inconsistent("sequence 0"));
        }
        if (self.sequence == 1) != self.previous.is_none() {
            return Err(ReportError::Inconsistent("the first report, and no other, names no previous one"));
        }
        let Some(body) = &self.body else { return Ok(()) };
        if body.digest() != self.digest {
            return Err(ReportError::Inconsistent("the digest is not the body's"));
        }
        if body.results.len() > MAX_RESULTS {
            return Err(ReportError::Inconsistent("too many results"));
        }
        if body
            .results
            .iter()
            .any(|result| result.facts.len() > MAX_FACTS || result.findings.len() > MAX_FACTS)
        {
            return Err(ReportError::Inconsistent("too many facts"));
        }
        let stays = body.results.iter().any(|result| {
            result.facts.iter().any(|fact| !fact.is_reported())
                || result.findings.iter().chain([&result.reason]).any(|reason| !reason.is_reported())
        });
        if stays {
            return Err(ReportError::Inconsistent("it carries what stays on the device"));
        }
        let mut rules: Vec<_> = body.results.iter().map(|result| &result.rule).collect();
        rules.sort_unstable();
        if rules.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(ReportError::Inconsistent("two results for one rule"));
        }
        Ok(())
    }
}

/// The members that tell which device and format a report claims, before anything was verified.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Envelope {
    /// The format it claims.
    pub format: u64,
    /// The device it claims; absent in formats that name it otherwise.
    pub device: Option<Uuid>,
}

impl Envelope {
    /// Reads the claims of signed bytes, to learn which key to verify them with.
    ///
    /// # Errors
    ///
    /// When the bytes are not a JWS over a JSON object with a format number.
    pub fn unverified(signed: &str) -> Result<Self, ReportError> {
        let payload = crate::jws::unverified_payload(signed)?;
        serde_json::from_slice(&payload).map_err(ReportError::Content)
    }
}

/// What a device asks for at enrolment, signed with the key it brings (proof of possession).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// The format, always [`FORMAT`].
    pub format: u64,
    /// The single-use token from the enrolment link.
    pub token: String,
    /// The device's public key.
    pub key: PublicKey,
    /// When the request was made.
    pub made: Timestamp,
    /// The agent's version.
    pub agent: Version,
    /// The kind of device.
    pub platform: Platform,
}

/// The endpoint's answer to an enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The name under which the device reports from here on.
    pub device: Uuid,
}

/// A device's own good-bye, signed with its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The format, always [`FORMAT`].
    pub format: u64,
    /// The device that leaves.
    pub device: Uuid,
    /// When it was signed.
    pub made: Timestamp,
}

/// How the endpoint took one report, in the order in which they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The digest of the signed bytes.
    pub report: Digest,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Stored for the first time.
    Stored,
    /// The same bytes were stored before.
    Duplicate,
}

/// The endpoint's answer to reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipts {
    /// One for each report.
    pub receipts: Vec<Receipt>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Evidence, Fact, Facts};
    use crate::jws::SigningKey;
    use crate::platform::Os;
    use crate::vocabulary::{common, screen_lock};

    fn key() -> SigningKey {
        SigningKey::from_seed(&[7; 32]).unwrap()
    }

    fn body() -> Body {
        let platform = Platform {
            os: Os::Linux,
            family: Some(common::DEBIAN),
            version: "12".parse().ok(),
            desktop: Some(common::GNOME),
            form: None,
        };
        let result = RuleResult {
            rule: "cm-g-03/screen-lock".parse().unwrap(),
            check: CheckId::ScreenLock,
            status: Status::Unknown,
            severity: Severity::Critical,
            reason: common::PLATFORM_UNSUPPORTED.reason(),
            findings: Vec::new(),
            facts: Vec::new(),
            remedy: None,
        };
        Body { platform, policy: Vec::new(), results: vec![result] }
    }

    fn report(body: Option<Body>) -> Report {
        Report {
            format: FORMAT,
            device: Uuid::from_u128(u128::MAX),
            sequence: 1_000_000,
            previous: Some(Digest::of(b"previous")),
            made: "2026-11-21T18:00:00Z".parse().unwrap(),
            agent: "0.1.0".parse().unwrap(),
            digest: body.as_ref().map_or(Digest::of(b"body"), Body::digest),
            body,
        }
    }

    #[test]
    fn a_report_opens_as_it_was_signed() {
        let report = report(Some(body()));

        let opened = Report::open(&report.sign(&key()), &key().public()).unwrap();

        assert_eq!(opened, report);
    }

    #[test]
    fn a_heartbeat_is_under_500_bytes() {
        let signed = report(None).sign(&key());

        assert!(signed.len() < 500, "{} bytes", signed.len());
        assert_eq!(Report::open(&signed, &key().public()).unwrap().body, None);
    }

    #[test]
    fn contradictions_are_refused() {
        let refused = |change: fn(&mut Report)| {
            let mut report = report(Some(body()));
            change(&mut report);
            matches!(Report::open(&report.sign(&key()), &key().public()), Err(ReportError::Inconsistent(_)))
        };

        assert!(refused(|report| report.sequence = 0));
        assert!(refused(|report| report.previous = None));
        assert!(refused(|report| report.sequence = 1));
        assert!(refused(|report| report.digest = Digest::of(b"other")));
        assert!(refused(|report| {
            let body = report.body.as_mut().unwrap();
            let mut facts = Facts::new();
            facts.put(screen_lock::LOCKED, Fact::known(true, Evidence::live(common::LOGIND)));
            body.results[0].facts = facts.records();
            report.digest = body.digest();
        }));
        assert!(refused(|report| {
            let body = report.body.as_mut().unwrap();
            body.results.push(body.results[0].clone());
            report.digest = body.digest();
        }));
    }

    #[test]
    fn text_that_is_not_in_the_vocabulary_is_refused() {
        let payload = serde_json::to_string(&report(Some(body()))).unwrap();
        for (from, to) in [
            ("\"platform-unsupported\"", "\"call me on 300 123\""),
            ("\"gnome\"", "\"casa-de-ana\""),
            ("\"cm-g-03/screen-lock\"", "\"cm-g-03/Ana Ruiz\""),
            ("\"format\":1", "\"format\":1,\"note\":\"x\""),
            ("\"12\"", "\"12 (ana)\""),
        ] {
            assert!(payload.contains(from), "{from}");
            let signed = key().sign(Purpose::Report, payload.replacen(from, to, 1).as_bytes());
            assert!(matches!(Report::open(&signed, &key().public()), Err(ReportError::Content(_))), "{to}");
        }
    }

    #[test]
    fn a_later_format_is_named_in_the_refusal() {
        let signed = key().sign(Purpose::Report, br#"{"format":2,"anything":true}"#);

        assert!(matches!(Report::open(&signed, &key().public()), Err(ReportError::Format(2))));
    }
}
