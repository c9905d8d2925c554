//! A device that signs with its own key and keeps its own chain.

use std::path::Path;

use custodia::checks;
use custodia_core::catalog::CheckId;
use custodia_core::chain::Head;
use custodia_core::fact::{FactRecord, Facts};
use custodia_core::jws::{Purpose, SigningKey};
use custodia_core::platform::{Form, Os, Platform};
use custodia_core::policy::{ParameterValue, PolicyRef, Rule};
use custodia_core::report::{Body, Enrolment, FORMAT, Leave, Report, RuleResult};
use custodia_core::value::Digest;
use custodia_core::verdict::{Reason, Severity, Status};
use custodia_core::vocabulary::common;
use jiff::Timestamp;
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

/// A result as the agent would give it, from facts that the agent's tests keep for this status.
fn result(check: CheckId, status: Status) -> RuleResult {
    let severity = if check == CheckId::ScreenLock { Severity::Critical } else { Severity::High };
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(case(check, status));
    let facts: Vec<FactRecord> =
        serde_json::from_slice(&fs_err::read(case.join("facts.json")).unwrap()).unwrap();
    let facts: Facts = facts.into_iter().collect();
    let hand_over = Some(("not-before", ParameterValue::Date("2026-11-10".parse().unwrap())))
        .filter(|_| check == CheckId::DeviceReset && status != Status::NotApplicable);
    let verdict = checks::check(check).evaluate(&facts, &Rule::for_check(check, hand_over));
    // Exempt is what an institution decides, not a check.
    assert!(verdict.status == status || status == Status::Exempt, "{check}: {:?}", verdict.status);
    RuleResult {
        rule: format!("cm-g-03/{check}").parse().unwrap(),
        check,
        status,
        severity,
        reason: verdict.reason,
        findings: verdict.findings.into_iter().filter(Reason::is_reported).collect(),
        facts: facts.reported(),
        remedy: verdict.remedy,
    }
}

fn case(check: CheckId, status: Status) -> &'static str {
    use CheckId::{DeviceReset, Network, ScreenLock, WhatsappWeb};

    match (check, status) {
        (ScreenLock, Status::Pass | Status::Exempt) => "screen-lock/pass",
        (ScreenLock, Status::Fail) => "screen-lock/fail",
        (ScreenLock, Status::Unknown) => "screen-lock/unknown",
        (ScreenLock, Status::NotApplicable) => "screen-lock/not-applicable",
        (Network, Status::Pass | Status::Exempt) => "network/pass-wpa2",
        (Network, Status::Fail) => "network/fail-open-wifi",
        (Network, Status::Unknown) => "network/unknown-wifi-without-manager",
        (Network, Status::NotApplicable) => "network/not-applicable-nothing-connected",
        (WhatsappWeb, Status::Pass | Status::Exempt) => "whatsapp-web/pass-nothing-linked",
        (WhatsappWeb, Status::Fail) => "whatsapp-web/fail-unused",
        (WhatsappWeb, Status::Unknown) => "whatsapp-web/unknown-damaged",
        (WhatsappWeb, Status::NotApplicable) => "whatsapp-web/not-applicable-no-browser",
        (DeviceReset, Status::Pass | Status::Exempt) => "device-reset/pass-installed-since",
        (DeviceReset, Status::Fail) => "device-reset/fail-installed-before",
        (DeviceReset, Status::Unknown) => "device-reset/unknown-container",
        (DeviceReset, Status::NotApplicable) => "device-reset/not-applicable-no-hand-over",
        (other, _) => panic!("the virtual devices report nothing of {other}"),
    }
}
