//! A device that signs with its own key and keeps its own chain.

use custodia_core::catalog::CheckId;
use custodia_core::chain::Head;
use custodia_core::jws::{Purpose, SigningKey};
use custodia_core::platform::{Form, Os, Platform};
use custodia_core::policy::PolicyRef;
use custodia_core::report::{Body, Enrolment, FORMAT, Leave, Report, RuleResult};
use custodia_core::value::{Digest, Kind};
use custodia_core::verdict::{Severity, Status};
use custodia_core::vocabulary::common;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

pub(crate) struct VirtualDevice {
    pub(crate) key: SigningKey,
    pub(crate) id: Uuid,
    pub(crate) head: Head,
    pub(crate) body: Option<Digest>,
}

impl VirtualDevice {
    pub(crate) fn new(seed: u8) -> Self {
        Self { key: key(seed), id: Uuid::nil(), head: Head::START, body: None }
    }

    pub(crate) fn enrolment(&self, token: &str, made: Timestamp) -> String {
        let enrolment = Enrolment {
            format: FORMAT,
            token: token.to_owned(),
            key: self.key.public(),
            made,
            agent: "0.1.0".parse().unwrap(),
            platform: platform(),
        };
        self.key.sign(Purpose::Enrolment, &serde_json::to_vec(&enrolment).unwrap())
    }

    /// The next report; the chain moves on.
    pub(crate) fn report(&mut self, body: Body, made: Timestamp) -> String {
        let report = Report { digest: body.digest(), body: Some(body), ..self.next(made) };
        self.sign_next(&report)
    }

    /// The next heartbeat; the chain moves on.
    pub(crate) fn heartbeat(&mut self, made: Timestamp) -> String {
        let report = self.next(made);
        self.sign_next(&report)
    }

    /// The next heartbeat as it stands, to be spoiled by a test.
    pub(crate) fn next(&self, made: Timestamp) -> Report {
        Report {
            format: FORMAT,
            device: self.id,
            sequence: self.head.next_sequence(),
            previous: self.head.digest,
            made,
            agent: "0.1.0".parse().unwrap(),
            digest: self.body.unwrap_or(Digest::of(b"")),
            body: None,
        }
    }

    pub(crate) fn sign_next(&mut self, report: &Report) -> String {
        let signed = report.sign(&self.key);
        self.head = self.head.advanced(&signed);
        self.body = Some(report.digest);
        signed
    }

    pub(crate) fn leave(&self, made: Timestamp) -> String {
        let leave = Leave { format: FORMAT, device: self.id, made };
        self.key.sign(Purpose::Leave, &serde_json::to_vec(&leave).unwrap())
    }
}

pub(crate) fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).unwrap()
}

pub(crate) fn platform() -> Platform {
    Platform {
        os: Os::Linux,
        family: Some(common::DEBIAN),
        version: "12".parse().ok(),
        desktop: Some(common::GNOME),
        form: Some(Form::Laptop),
    }
}

/// Results with these statuses, one for each check.
pub(crate) fn body(statuses: [Status; 4]) -> Body {
    let results =
        CheckId::ALL.into_iter().zip(statuses).map(|(check, status)| result(check, status)).collect();
    let policy = PolicyRef { id: "cm-g-03".parse().unwrap(), version: 1, digest: Digest::of(b"policy") };
    Body { platform: platform(), policy: vec![policy], results }
}

fn result(check: CheckId, status: Status) -> RuleResult {
    let severity = match check {
        CheckId::ScreenLock => Severity::Critical,
        CheckId::Network => Severity::High,
        CheckId::WhatsappWeb | CheckId::DeviceReset => Severity::Medium,
    };
    let lists = check.lists();
    RuleResult {
        rule: format!("cm-g-03/{check}").parse().unwrap(),
        check,
        status,
        severity,
        reason: reason(check, status),
        findings: Vec::new(),
        facts: lists
            .facts
            .iter()
            .filter(|spec| spec.reported)
            .take(4)
            .filter_map(|spec| fact(spec.name, spec.kind, status, lists))
            .collect(),
        remedy: if status == Status::Fail { lists.remedies.first().copied() } else { None },
    }
}

/// A reason of the check's own list where it has any, picked by the status; the arguments are made up.
fn reason(check: CheckId, status: Status) -> custodia_core::verdict::Reason {
    let reasons: Vec<_> = check.lists().reasons.iter().filter(|spec| spec.reported).collect();
    let place = Status::ALL.into_iter().position(|known| known == status).unwrap_or_default();
    let Some(spec) = reasons.get(place).or_else(|| reasons.first()) else {
        return common::PLATFORM_UNSUPPORTED.reason();
    };
    let args: serde_json::Map<_, _> =
        spec.arguments.iter().map(|name| ((*name).to_owned(), json!(900))).collect();
    serde_json::from_value(json!({ "id": spec.id, "args": args })).unwrap()
}

fn fact(
    name: &str,
    kind: Kind,
    status: Status,
    lists: &custodia_core::vocabulary::Lists,
) -> Option<custodia_core::fact::FactRecord> {
    let source = lists.sources.first().map_or("platform", |source| source.as_str());
    if status == Status::Unknown {
        return serde_json::from_value(json!({ "name": name, "unknown": "denied", "source": source })).ok();
    }
    let value = match kind {
        Kind::Boolean => json!(true),
        Kind::Number => json!(900),
        Kind::Word => json!(lists.words.first()?.as_str()),
        Kind::Date => json!("2026-11-01"),
        Kind::Digest => json!(Digest::of(b"x")),
        Kind::Version => json!("1.2.3"),
    };
    let fact =
        json!({ "name": name, "value": value, "source": source, "origin": "set", "changeable": "user" });
    serde_json::from_value(fact).ok()
}
