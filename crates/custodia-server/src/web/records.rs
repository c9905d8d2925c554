//! What the institution records: the registers, their records with a form for each, and what is computed from reports.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use custodia::clock;
use custodia::messages::Language;
use custodia_core::policy::{RecordKind, RecordRule};
use custodia_core::verdict::Status;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::frame::{Frame, Visitor};
use super::session::SignedIn;
use super::{PageError, redirect, render};
use crate::app::App;
use crate::records::field::{Content, Field, FieldKind, MAX_TEXT, Refusal, fields};
use crate::records::judge::{Judgement, judge, overall};
use crate::records::mail::DomainState;
use crate::records::risk::{Level, ResidualRisk, residual};
use crate::records::{WRITTEN, rules_of, written};
use crate::store::records::{DeviceName, EvidenceState, Record, RecordChange};

/// What one kind of record comes to.
struct Register {
    kind: RecordKind,
    status: Status,
    text: String,
    rules: Vec<RecordRule>,
}

#[derive(Template)]
#[template(path = "records.html")]
struct RecordsPage {
    frame: Frame,
    registers: Vec<Register>,
    risks: Vec<ResidualRisk>,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    frame: Frame,
    kind: RecordKind,
    rules: Vec<RecordRule>,
    rows: Vec<Row>,
    form: RecordForm,
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    record: Record,
    judgement: Judged,
    form: RecordForm,
    changes: Vec<RecordChange>,
    devices: Vec<DeviceName>,
}

/// A record in the list of its register.
struct Row {
    id: i64,
    title: String,
    judgement: Judged,
    changed_at: Timestamp,
}

/// What a record comes to, in words.
struct Judged {
    status: Status,
    text: String,
}

/// A form with the values that stand in it.
struct RecordForm {
    kind: RecordKind,
    values: BTreeMap<String, String>,
    refusal: Option<Refusal>,
    devices: Vec<DeviceName>,
}

pub(super) async fn overview(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
) -> Result<Response, PageError> {
    let now = clock::now();
    let unavailable = |error| PageError::store(visitor.clone(), &error);
    let results = app.store.rule_states(now).await.map_err(unavailable)?;
    let evidence = app.store.evidence_state().await.map_err(unavailable)?;
    let frame = Frame::new(visitor.clone(), Some(signed_in.administrator), now);
    let mut registers = Vec::new();
    for kind in WRITTEN {
        let records = app.store.records(kind).await.map_err(unavailable)?;
        let judgements: Vec<Judgement> = records.iter().map(|record| judged(record, now)).collect();
        let status = overall(&judgements);
        let met = judgements.iter().filter(|judgement| judgement.status == Status::Pass).count() as u64;
        let text = match records.len() as u64 {
            0 => frame.text("register-empty"),
            all => frame.counts("register-met", met, all),
        };
        registers.push(Register { kind, status, text, rules: rules_of(kind) });
    }
    let risks = residual(&results);
    registers.push(risk_register(&frame, &risks));
    registers.push(evidence_register(&frame, evidence));
    Ok(render(&RecordsPage { frame, registers, risks }))
}

/// A risk that nobody measures is not under control; one that is measured may still be open, which the page shows.
fn risk_register(frame: &Frame, risks: &[ResidualRisk]) -> Register {
    let worst = risks.iter().filter_map(ResidualRisk::level).min();
    let (status, text) = match worst {
        None => (Status::Unknown, frame.text("risk-nothing-reported")),
        Some(level @ Level::Open(_)) => (Status::Fail, frame.kind("risk-level", level.as_str())),
        Some(level @ Level::Unknown) => (Status::Unknown, frame.kind("risk-level", level.as_str())),
        Some(level @ Level::Treated) => (Status::Pass, frame.kind("risk-level", level.as_str())),
    };
    let kind = RecordKind::ResidualRisk;
    Register { kind, status, text, rules: rules_of(kind) }
}

fn evidence_register(frame: &Frame, evidence: EvidenceState) -> Register {
    let (status, text) = match evidence {
        EvidenceState { wrong_audit_row: Some(row), .. } => {
            (Status::Fail, frame.count("evidence-audit-broken", row.unsigned_abs()))
        }
        EvidenceState { broken, .. } if broken > 0 => (Status::Fail, frame.count("evidence-broken", broken)),
        EvidenceState { incomplete, .. } if incomplete > 0 => {
            (Status::Unknown, frame.count("evidence-incomplete", incomplete))
        }
        EvidenceState { devices: 0, .. } => (Status::Unknown, frame.text("evidence-no-devices")),
        EvidenceState { devices, .. } => (Status::Pass, frame.count("evidence-whole", devices)),
    };
    let kind = RecordKind::Evidence;
    Register { kind, status, text, rules: rules_of(kind) }
}

pub(super) async fn register(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path(kind): Path<String>,
) -> Result<Response, PageError> {
    let Some(kind) = written(&kind) else { return Err(PageError::not_found(visitor)) };
    register_page(&app, signed_in, visitor, kind, BTreeMap::new(), None).await
}

pub(super) async fn create(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path(kind): Path<String>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let Some(kind) = written(&kind) else { return Err(PageError::not_found(visitor)) };
    let content = match Content::read(kind, &form) {
        Ok(content) => content,
        Err(refusal) => return register_page(&app, signed_in, visitor, kind, form, Some(refusal)).await,
    };
    let actor = &signed_in.administrator.name;
    app.store
        .keep_record(kind, &content, actor, clock::now())
        .await
        .map_err(|error| PageError::store(visitor, &error))?;
    Ok(redirect(&format!("/records/{}", kind.as_str())))
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path((kind, record)): Path<(String, i64)>,
) -> Result<Response, PageError> {
    record_page(&app, signed_in, visitor, &kind, record, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path((name, record)): Path<(String, i64)>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let Some(kind) = written(&name) else { return Err(PageError::not_found(visitor)) };
    let content = match Content::read(kind, &form) {
        Ok(content) => content,
        Err(refusal) => {
            return record_page(&app, signed_in, visitor, &name, record, Some((form, refusal))).await;
        }
    };
    let actor = &signed_in.administrator.name;
    let changed = app
        .store
        .change_record(kind, record, &content, actor, clock::now())
        .await
        .map_err(|error| PageError::store(visitor.clone(), &error))?;
    if changed {
        Ok(redirect(&format!("/records/{name}/{record}")))
    } else {
        Err(PageError::not_found(visitor))
    }
}

pub(super) async fn close(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path((name, record)): Path<(String, i64)>,
) -> Result<Response, PageError> {
    let Some(kind) = written(&name) else { return Err(PageError::not_found(visitor)) };
    let closed = app
        .store
        .close_record(kind, record, &signed_in.administrator.name, clock::now())
        .await
        .map_err(|error| PageError::store(visitor.clone(), &error))?;
    if closed { Ok(redirect(&format!("/records/{name}"))) } else { Err(PageError::not_found(visitor)) }
}

/// Asks the DNS about the domain of a record.
pub(super) async fn ask_dns(
    State(app): State<App>,
    visitor: Visitor,
    Path((name, record)): Path<(String, i64)>,
) -> Result<Response, PageError> {
    if written(&name) != Some(RecordKind::MailDomains) {
        return Err(PageError::not_found(visitor));
    }
    let unavailable = |error| PageError::store(visitor.clone(), &error);
    let found = app.store.record_with_changes(record).await.map_err(unavailable)?;
    let Some((found, _)) = found.filter(|(found, _)| found.kind == RecordKind::MailDomains) else {
        return Err(PageError::not_found(visitor));
    };
    let Some((domain, selectors)) = found.content.mail_domain() else {
        return Err(PageError::not_found(visitor));
    };
    let state = app.mail_dns.ask(&domain, &selectors).await;
    app.store
        .keep_mail_domain_state(record, &found.content, &state, clock::now())
        .await
        .map_err(unavailable)?;
    Ok(redirect(&format!("/records/{name}/{record}")))
}

async fn register_page(
    app: &App,
    signed_in: SignedIn,
    visitor: Visitor,
    kind: RecordKind,
    values: BTreeMap<String, String>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let now = clock::now();
    let unavailable = |error| PageError::store(visitor.clone(), &error);
    let records = app.store.records(kind).await.map_err(unavailable)?;
    let devices = app.store.device_names().await.map_err(unavailable)?;
    let frame = Frame::new(visitor.clone(), Some(signed_in.administrator), now);
    let rows = records
        .iter()
        .map(|record| Row {
            id: record.id,
            title: title(record, &devices),
            judgement: in_words(&frame, &judged(record, now)),
            changed_at: record.changed_at,
        })
        .collect();
    let form = RecordForm { kind, values, refusal, devices };
    Ok(render(&RegisterPage { frame, kind, rules: rules_of(kind), rows, form }))
}

async fn record_page(
    app: &App,
    signed_in: SignedIn,
    visitor: Visitor,
    kind: &str,
    record: i64,
    refused: Option<(BTreeMap<String, String>, Refusal)>,
) -> Result<Response, PageError> {
    let now = clock::now();
    let unavailable = |error| PageError::store(visitor.clone(), &error);
    let found = app.store.record_with_changes(record).await.map_err(unavailable)?;
    let Some((record, changes)) = found.filter(|(record, _)| record.kind.as_str() == kind) else {
        return Err(PageError::not_found(visitor));
    };
    let devices = app.store.device_names().await.map_err(unavailable)?;
    let (values, refusal) = if let Some((values, refusal)) = refused {
        (values, Some(refusal))
    } else {
        let named = fields(record.kind)
            .iter()
            .filter_map(|field| Some((field.name.to_owned(), record.content.text(field.name)?.to_owned())));
        (named.collect(), None)
    };
    let frame = Frame::new(visitor, Some(signed_in.administrator), now);
    let judgement = in_words(&frame, &judged(&record, now));
    let form = RecordForm { kind: record.kind, values, refusal, devices: devices.clone() };
    Ok(render(&RecordPage { frame, record, judgement, form, changes, devices }))
}

fn judged(record: &Record, now: Timestamp) -> Judgement {
    judge(record.kind, &record.content, &record.situation, day(now))
}

fn day(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

fn in_words(frame: &Frame, judgement: &Judgement) -> Judged {
    let day = judgement.day.map(|day| day.to_string()).unwrap_or_default();
    Judged { status: judgement.status, text: frame.with(judgement.reason, "day", &day) }
}

/// What a record is called in lists: the first of its fields.
fn title(record: &Record, devices: &[DeviceName]) -> String {
    let Some(field) = fields(record.kind).first() else { return String::new() };
    match field.kind {
        FieldKind::Device => record.content.device(field.name).map_or_else(String::new, |id| {
            devices.iter().find(|device| device.id == id).map_or_else(|| id.to_string(), DeviceName::title)
        }),
        FieldKind::Text
        | FieldKind::Date
        | FieldKind::Choice(_)
        | FieldKind::Domain
        | FieldKind::Selectors => record.content.text(field.name).unwrap_or_default().to_owned(),
    }
}

impl RecordsPage {
    fn asks(&self, rule: &RecordRule) -> String {
        asks(&self.frame, rule)
    }

    fn risk(&self, risk: &ResidualRisk) -> String {
        match self.frame.messages().language() {
            Language::Spanish => risk.name.es.clone(),
            Language::English => risk.name.en.clone(),
        }
    }

    /// How many devices are at which level, as far as any is.
    #[expect(clippy::unused_self, reason = "templates reach it through the page")]
    fn levels(&self, risk: &ResidualRisk) -> Vec<(Level, u64)> {
        Level::ALL.into_iter().zip(risk.devices).filter(|(_, count)| *count > 0).collect()
    }
}

impl RegisterPage {
    fn asks(&self, rule: &RecordRule) -> String {
        asks(&self.frame, rule)
    }
}

fn asks(frame: &Frame, rule: &RecordRule) -> String {
    match frame.messages().language() {
        Language::Spanish => rule.asks.es.clone(),
        Language::English => rule.asks.en.clone(),
    }
}

impl RecordPage {
    fn title(&self) -> String {
        title(&self.record, &self.devices)
    }

    /// What a change left in the record, field by field.
    fn told(&self, content: &Content) -> Vec<(String, String)> {
        let kind = self.record.kind;
        fields(kind)
            .iter()
            .filter_map(|field| {
                let value = content.text(field.name)?;
                Some((self.form.label(&self.frame, field), self.form.value_text(&self.frame, field, value)))
            })
            .collect()
    }

    fn listed(&self, state: &DomainState) -> String {
        match state.listed {
            Some(count) => self.frame.count("blocklists-listed", u64::from(count)),
            None if state.blocklists_asked => self.frame.text("blocklists-silent"),
            None => self.frame.text("blocklists-not-asked"),
        }
    }

    fn can_be_asked(&self) -> bool {
        self.record.kind == RecordKind::MailDomains && self.record.closed_at.is_none()
    }
}

impl RecordForm {
    fn fields(&self) -> &'static [Field] {
        fields(self.kind)
    }

    fn label(&self, frame: &Frame, field: &Field) -> String {
        frame.text(&format!("field-{}-{}", self.kind.as_str(), field.name))
    }

    fn value(&self, field: &Field) -> &str {
        self.values.get(field.name).map_or("", String::as_str)
    }

    fn problem(&self, frame: &Frame, field: &Field) -> Option<String> {
        let refusal = self.refusal.filter(|refusal| refusal.field == field.name)?;
        Some(frame.count(refusal.problem, MAX_TEXT as u64))
    }

    /// The words to choose from with what they are called; nothing where one writes.
    fn options(&self, frame: &Frame, field: &Field) -> Option<Vec<(String, String)>> {
        match field.kind {
            FieldKind::Choice(words) => {
                let each = words.iter().map(|word| ((*word).to_owned(), self.value_text(frame, field, word)));
                Some(each.collect())
            }
            FieldKind::Device => {
                Some(self.devices.iter().map(|device| (device.id.to_string(), device.title())).collect())
            }
            FieldKind::Text | FieldKind::Date | FieldKind::Domain | FieldKind::Selectors => None,
        }
    }

    fn value_text(&self, frame: &Frame, field: &Field, value: &str) -> String {
        match field.kind {
            FieldKind::Choice(words) if words.contains(&value) => {
                frame.text(&format!("choice-{}-{value}", field.name))
            }
            FieldKind::Device => {
                let known = self.devices.iter().find(|device| device.id.to_string() == value);
                known.map_or_else(|| value.to_owned(), DeviceName::title)
            }
            FieldKind::Choice(_)
            | FieldKind::Text
            | FieldKind::Date
            | FieldKind::Domain
            | FieldKind::Selectors => value.to_owned(),
        }
    }

    #[expect(clippy::unused_self, reason = "the template reaches it through the form")]
    const fn input_type(&self, field: &Field) -> &'static str {
        match field.kind {
            FieldKind::Date => "date",
            FieldKind::Text
            | FieldKind::Choice(_)
            | FieldKind::Device
            | FieldKind::Domain
            | FieldKind::Selectors => "text",
        }
    }
}
