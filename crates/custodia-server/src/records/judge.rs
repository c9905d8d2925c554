//! Judging a record on a day: pure, from what it holds and what else the endpoint knows.

use custodia_core::policy::RecordKind;
use custodia_core::verdict::Status;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::field::Content;
use super::mail::DomainState;

/// How long a review of an account or a group holds, in days.
pub const REVIEW_DAYS: i64 = 180;
/// How long the password of an official account holds, in days: the document asks for regular renewal and names no time.
pub const PASSWORD_DAYS: i64 = 180;
/// How long what the DNS said of a domain holds, in days.
pub const DNS_DAYS: i64 = 7;

/// What the endpoint knows beside the record itself.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// When the old device of a hand-over was last heard.
    pub old_device_heard: Option<Timestamp>,
    /// What the DNS last said of a mail domain, and when.
    pub domain: Option<(Timestamp, DomainState)>,
}

/// What a record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Judgement {
    /// Whether the rule is met.
    pub status: Status,
    /// Why: the id of a message.
    pub reason: &'static str,
    /// The day that the reason speaks of.
    pub day: Option<Date>,
}

impl Judgement {
    const fn new(status: Status, reason: &'static str) -> Self {
        Self { status, reason, day: None }
    }

    const fn on(status: Status, reason: &'static str, day: Date) -> Self {
        Self { status, reason, day: Some(day) }
    }
}

/// Judges a record of a register on a day.
pub fn judge(kind: RecordKind, content: &Content, situation: &Situation, today: Date) -> Judgement {
    match kind {
        RecordKind::SocialAccounts => social_account(content, today),
        RecordKind::Groups => group(content, today),
        RecordKind::Requests => request(content, today),
        RecordKind::HandOvers => hand_over(content, situation, today),
        RecordKind::MailDomains => mail_domain(situation, today),
        RecordKind::ResidualRisk | RecordKind::Evidence => {
            Judgement::new(Status::Unknown, "record-reason-nothing-known")
        }
    }
}

/// What a register comes to as a whole: the worst of its records. An empty one cannot be told: nobody knows whether
/// there is nothing to record or nobody did.
pub fn overall<'a>(judgements: impl IntoIterator<Item = &'a Judgement>) -> Status {
    judgements.into_iter().map(|judgement| judgement.status).min().unwrap_or(Status::Unknown)
}

/// The first thing that is wrong, in the order in which it has to be put right.
fn social_account(content: &Content, today: Date) -> Judgement {
    let outside = content.text("form") == Some("outside");
    let asks = content.text("form") != Some("none");
    if content.text("custodian").is_none() {
        return Judgement::new(Status::Fail, "record-reason-no-custodian");
    }
    if asks && content.text("privacy-notice") != Some("yes") {
        return not_said(
            content,
            "privacy-notice",
            "record-reason-no-notice",
            "record-reason-notice-unknown",
        );
    }
    if outside && content.text("provider-certified") != Some("yes") {
        return not_said(
            content,
            "provider-certified",
            "record-reason-not-certified",
            "record-reason-certificate-unknown",
        );
    }
    recent(content.date("password-renewed-on"), PASSWORD_DAYS, today, &PASSWORD)
        .or_else(|| recent(content.date("reviewed-on"), REVIEW_DAYS, today, &REVIEW))
        .unwrap_or(Judgement::new(Status::Pass, "record-reason-account-in-order"))
}

fn group(content: &Content, today: Date) -> Judgement {
    if content.text("owner").is_none() {
        return Judgement::new(Status::Fail, "record-reason-no-owner");
    }
    if content.text("purpose").is_none() {
        return Judgement::new(Status::Fail, "record-reason-no-purpose");
    }
    if content.text("consent") == Some("no") {
        return Judgement::new(Status::Fail, "record-reason-no-consent");
    }
    recent(content.date("reviewed-on"), REVIEW_DAYS, today, &REVIEW)
        .unwrap_or(Judgement::new(Status::Pass, "record-reason-group-in-order"))
}

fn request(content: &Content, today: Date) -> Judgement {
    let Some(due) = content.date("due-on") else {
        return Judgement::new(Status::Unknown, "record-reason-nothing-known");
    };
    match content.date("answered-on") {
        Some(answered) if answered > today => {
            Judgement::on(Status::Unknown, "record-reason-future", answered)
        }
        Some(answered) if answered > due => {
            Judgement::on(Status::Fail, "record-reason-answered-late", answered)
        }
        Some(answered) => Judgement::on(Status::Pass, "record-reason-answered", answered),
        None if due < today => Judgement::on(Status::Fail, "record-reason-overdue", due),
        None => Judgement::on(Status::Pass, "record-reason-in-time", due),
    }
}

/// A device that still reports was not reset, whoever says so: that contradicts even a witness.
fn hand_over(content: &Content, situation: &Situation, today: Date) -> Judgement {
    let (Some(migrated), Some(due)) = (content.date("migrated-on"), content.date("due-on")) else {
        return Judgement::new(Status::Unknown, "record-reason-nothing-known");
    };
    let heard = situation.old_device_heard.map(|heard| heard.to_zoned(TimeZone::UTC).date());
    let witnessed = content.date("witnessed-on").filter(|day| *day <= today);
    if let (Some(witnessed), Some(heard)) = (witnessed, heard)
        && heard > witnessed
    {
        return Judgement::on(Status::Fail, "record-reason-heard-after-reset", heard);
    }
    if let Some(witnessed) = witnessed {
        let late = witnessed > due;
        let reason = if late { "record-reason-reset-late" } else { "record-reason-reset-witnessed" };
        return Judgement::on(if late { Status::Fail } else { Status::Pass }, reason, witnessed);
    }
    if due < today {
        let still = heard.filter(|heard| *heard > migrated);
        return still.map_or_else(
            || Judgement::on(Status::Fail, "record-reason-reset-overdue", due),
            |heard| Judgement::on(Status::Fail, "record-reason-still-reports", heard),
        );
    }
    Judgement::on(Status::Unknown, "record-reason-reset-due", due)
}

fn mail_domain(situation: &Situation, today: Date) -> Judgement {
    let Some((checked_at, state)) = &situation.domain else {
        return Judgement::new(Status::Unknown, "record-reason-not-asked");
    };
    let checked = checked_at.to_zoned(TimeZone::UTC).date();
    if is_older(checked, DNS_DAYS, today) {
        return Judgement::on(Status::Unknown, "record-reason-asked-long-ago", checked);
    }
    let (status, reason) = state.verdict();
    Judgement::on(status, reason, checked)
}

/// What is said of a date that is missing, too old, or yet to come.
struct Dated {
    never: &'static str,
    long_ago: &'static str,
}

const REVIEW: Dated =
    Dated { never: "record-reason-never-reviewed", long_ago: "record-reason-reviewed-long-ago" };
const PASSWORD: Dated =
    Dated { never: "record-reason-never-renewed", long_ago: "record-reason-renewed-long-ago" };

/// What is wrong with a date that has to lie in the last days; nothing if it does.
fn recent(date: Option<Date>, days: i64, today: Date, texts: &Dated) -> Option<Judgement> {
    match date {
        None => Some(Judgement::new(Status::Fail, texts.never)),
        Some(date) if date > today => Some(Judgement::on(Status::Unknown, "record-reason-future", date)),
        Some(date) if is_older(date, days, today) => Some(Judgement::on(Status::Fail, texts.long_ago, date)),
        Some(_) => None,
    }
}

fn is_older(date: Date, days: i64, today: Date) -> bool {
    date.checked_add(days.days()).is_ok_and(|end| end < today)
}

/// Fail where a question was answered with no, unknown where it was not answered.
fn not_said(content: &Content, field: &str, no: &'static str, unanswered: &'static str) -> Judgement {
    match content.text(field) {
        Some(_) => Judgement::new(Status::Fail, no),
        None => Judgement::new(Status::Unknown, unanswered),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const TODAY: &str = "2026-11-22";

    /// What a record with these fields comes to on [`TODAY`].
    fn outcome(kind: RecordKind, fields: &[(&str, &str)], situation: &Situation) -> (Status, &'static str) {
        let form: BTreeMap<String, String> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let content = Content::read(kind, &form).unwrap();
        let judgement = judge(kind, &content, situation, TODAY.parse().unwrap());
        (judgement.status, judgement.reason.strip_prefix("record-reason-").unwrap())
    }

    /// Fields with some in place of others; an empty one is left out.
    fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let kept = fields.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        kept.chain(changed).copied().collect()
    }

    #[test]
    fn an_account_needs_somebody_who_answers_for_it_and_recent_care() {
        use Status::{Fail, Pass, Unknown};

        let account = [
            ("name", "@prensa"),
            ("network", "x"),
            ("custodian", "Jefa de prensa"),
            ("form", "outside"),
            ("privacy-notice", "yes"),
            ("provider-certified", "yes"),
            ("password-renewed-on", "2026-05-26"),
            ("reviewed-on", "2026-11-22"),
        ];
        for (changed, expected) in [
            (&[][..], (Pass, "account-in-order")),
            (&[("custodian", "")], (Fail, "no-custodian")),
            (&[("privacy-notice", "no")], (Fail, "no-notice")),
            (&[("privacy-notice", "")], (Unknown, "notice-unknown")),
            (&[("provider-certified", "no")], (Fail, "not-certified")),
            (&[("provider-certified", "")], (Unknown, "certificate-unknown")),
            (&[("provider-certified", ""), ("form", "own")], (Pass, "account-in-order")),
            (&[("privacy-notice", ""), ("form", "none")], (Pass, "account-in-order")),
            (&[("password-renewed-on", "")], (Fail, "never-renewed")),
            (&[("password-renewed-on", "2026-05-25")], (Fail, "renewed-long-ago")),
            (&[("password-renewed-on", "2026-11-23")], (Unknown, "future")),
            (&[("reviewed-on", "")], (Fail, "never-reviewed")),
            (&[("reviewed-on", "2025-11-22")], (Fail, "reviewed-long-ago")),
        ] {
            let fields = with(&account, changed);
            assert_eq!(
                outcome(RecordKind::SocialAccounts, &fields, &Situation::default()),
                expected,
                "{changed:?}"
            );
        }
    }

    #[test]
    fn a_group_needs_purpose_owner_and_consent() {
        use Status::{Fail, Pass};

        let group = [
            ("name", "Boletines"),
            ("purpose", "Coordinar"),
            ("owner", "Jefa de prensa"),
            ("consent", "yes"),
            ("reviewed-on", "2026-10-01"),
        ];
        for (changed, expected) in [
            (&[][..], (Pass, "group-in-order")),
            (&[("consent", "other-channel")], (Pass, "group-in-order")),
            (&[("owner", "")], (Fail, "no-owner")),
            (&[("purpose", "")], (Fail, "no-purpose")),
            (&[("consent", "no")], (Fail, "no-consent")),
            (&[("reviewed-on", "")], (Fail, "never-reviewed")),
        ] {
            let fields = with(&group, changed);
            assert_eq!(outcome(RecordKind::Groups, &fields, &Situation::default()), expected, "{changed:?}");
        }
    }

    #[test]
    fn a_request_has_until_its_last_day() {
        use Status::{Fail, Pass, Unknown};

        for (due, answered, expected) in [
            ("2026-11-22", "", (Pass, "in-time")),
            ("2026-11-21", "", (Fail, "overdue")),
            ("2026-11-21", "2026-11-21", (Pass, "answered")),
            ("2026-11-20", "2026-11-21", (Fail, "answered-late")),
            ("2026-12-20", "2026-12-01", (Unknown, "future")),
        ] {
            let fields = [
                ("reference", "12/26"),
                ("kind", "access"),
                ("received-on", "2026-11-01"),
                ("due-on", due),
                ("answered-on", answered),
            ];
            assert_eq!(
                outcome(RecordKind::Requests, &fields, &Situation::default()),
                expected,
                "{due} {answered}"
            );
        }
    }

    #[test]
    fn a_device_that_still_reports_was_not_reset() {
        use Status::{Fail, Pass, Unknown};

        for (due, witnessed, heard, expected) in [
            ("2026-11-22", "", None, (Unknown, "reset-due")),
            ("2026-11-21", "", None, (Fail, "reset-overdue")),
            ("2026-11-21", "", Some("2026-11-10T12:00:00Z"), (Fail, "reset-overdue")),
            ("2026-11-21", "", Some("2026-11-20T12:00:00Z"), (Fail, "still-reports")),
            ("2026-11-21", "2026-11-20", Some("2026-11-20T08:00:00Z"), (Pass, "reset-witnessed")),
            ("2026-11-21", "2026-11-20", None, (Pass, "reset-witnessed")),
            ("2026-11-21", "2026-11-20", Some("2026-11-21T08:00:00Z"), (Fail, "heard-after-reset")),
            ("2026-11-18", "2026-11-20", None, (Fail, "reset-late")),
            ("2026-11-25", "2026-11-24", None, (Unknown, "reset-due")),
        ] {
            let fields = [
                ("old-device", "0192f0c1-0000-7000-8000-000000000001"),
                ("migrated-on", "2026-11-14"),
                ("due-on", due),
                ("witness", if witnessed.is_empty() { "" } else { "Sistemas" }),
                ("witnessed-on", witnessed),
            ];
            let heard = heard.map(|heard: &str| heard.parse().unwrap());
            let situation = Situation { old_device_heard: heard, domain: None };
            assert_eq!(
                outcome(RecordKind::HandOvers, &fields, &situation),
                expected,
                "{due} {witnessed} {heard:?}"
            );
        }
    }

    #[test]
    fn a_register_is_as_good_as_its_worst_record_and_an_empty_one_unknown() {
        let of = |status| Judgement::new(status, "record-reason-in-time");

        assert_eq!(overall(&[of(Status::Pass), of(Status::Fail), of(Status::Unknown)]), Status::Fail);
        assert_eq!(overall(&[of(Status::Pass)]), Status::Pass);
        assert_eq!(overall(&[]), Status::Unknown);
    }
}
