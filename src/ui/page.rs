//! The person's page: one HTML file that stands alone, without scripts and without anything from elsewhere.
//!
//! The headline answers in a few words whether the device is in order; what to do comes next, then what could not be
//! told, what is fine, what was declared, and what is sent to the institution. Every text is escaped by the template.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::catalog::CheckId;
use custodia_core::policy::Policy;
use custodia_core::value::Version;
use custodia_core::verdict::Status;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ring::digest::{SHA256, digest};

use super::outcomes::{self, Group, bilingual, groups};
use crate::endpoint::agent_version;
use crate::evaluation::Evaluation;
use crate::messages::{Argument, Messages};

const STYLE: &str = include_str!("../../templates/page.css");

/// What this device sends to an endpoint.
#[derive(Clone, Debug)]
pub enum Sent {
    /// Nothing: it is not enrolled.
    Nothing,
    /// The next report.
    Report {
        /// The endpoint's address.
        endpoint: String,
        /// The report's JSON, laid out for reading.
        json: String,
    },
    /// Whether it is enrolled could not be read.
    Untold,
}

/// The page of a check. Times are written as they are in the time zone.
#[must_use]
pub fn page(
    evaluation: &Evaluation,
    policies: &[Policy],
    sent: &Sent,
    zone: &TimeZone,
    messages: &Messages,
) -> String {
    let with = |status: Status| move |group: &Group<'_>| group.first.verdict.status == status;
    let all = || groups(&evaluation.outcomes).into_iter();
    let (declared, fine) = all().filter(with(Status::Pass)).partition(Group::is_declared);
    let page = Page {
        messages,
        evaluation,
        policies,
        sent,
        to_do: all().filter(with(Status::Fail)).collect(),
        untold: all().filter(with(Status::Unknown)).collect(),
        fine,
        declared,
        exempt: all().filter(with(Status::Exempt)).collect(),
        not_applicable: all().filter(with(Status::NotApplicable)).collect(),
        made: moment(evaluation.made, zone, messages),
        style_hash: format!("sha256-{}", STANDARD.encode(digest(&SHA256, STYLE.as_bytes()))),
    };
    // Nothing in the template can fail: it writes texts to a text.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    messages: &'a Messages,
    evaluation: &'a Evaluation,
    policies: &'a [Policy],
    sent: &'a Sent,
    to_do: Vec<Group<'a>>,
    untold: Vec<Group<'a>>,
    fine: Vec<Group<'a>>,
    declared: Vec<Group<'a>>,
    exempt: Vec<Group<'a>>,
    not_applicable: Vec<Group<'a>>,
    made: String,
    style_hash: String,
}

/// How many outcomes of a kind there are, with the place on the page that shows them.
struct Count {
    anchor: &'static str,
    text: String,
}

/// The lines of a remedy: its numbered steps, and what stands before and after them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Remedy {
    before: Vec<String>,
    steps: Vec<String>,
    after: Vec<String>,
}

impl Group<'_> {
    fn status(&self) -> &'static str {
        self.first.verdict.status.as_str()
    }

    /// Whether it rests on what the person declared rather than on what was measured.
    fn is_declared(&self) -> bool {
        self.first.rule.check == CheckId::Attestation
    }
}

impl Page<'_> {
    fn text(&self, id: &str) -> String {
        self.messages.text(id)
    }

    fn counted(&self, id: &str, count: usize) -> String {
        self.messages.text_with(id, &[("count", Argument::Number(count as u64))])
    }

    const fn language(&self) -> &'static str {
        self.messages.language().tag()
    }

    /// What the whole comes to: a failure outweighs what is not known, which outweighs the rest.
    fn standing(&self) -> &'static str {
        let status = match (self.to_do.is_empty(), self.untold.is_empty()) {
            (false, _) => Status::Fail,
            (true, false) => Status::Unknown,
            (true, true) => Status::Pass,
        };
        status.as_str()
    }

    fn headline(&self) -> String {
        self.counted(&format!("page-title-{}", self.standing()), self.to_do.len())
    }

    fn lead(&self) -> String {
        let count = if self.to_do.is_empty() { self.untold.len() } else { self.to_do.len() };
        self.counted(&format!("page-lead-{}", self.standing()), count)
    }

    fn counts(&self) -> Vec<Count> {
        let counts = [
            ("fail", self.to_do.len()),
            ("unknown", self.untold.len()),
            ("pass", self.fine.len()),
            ("exempt", self.exempt.len()),
            ("not-applicable", self.not_applicable.len()),
        ];
        let shown = counts.into_iter().filter(|(_, count)| *count > 0);
        shown
            .map(|(anchor, count)| Count {
                anchor,
                text: self.counted(&format!("page-count-{anchor}"), count),
            })
            .collect()
    }

    fn platform(&self) -> String {
        outcomes::platform(&self.evaluation.platform, self.messages)
    }

    /// The name of the check; of a declaration, what was asked.
    fn name(&self, group: &Group<'_>) -> String {
        if group.is_declared() {
            return self.asks(group).to_owned();
        }
        self.messages.check_name(group.first.rule.check)
    }

    fn when(&self, group: &Group<'_>) -> Option<String> {
        let is_failure = group.first.verdict.status == Status::Fail;
        is_failure.then(|| self.text(&format!("page-when-{}", group.first.rule.severity.as_str())))
    }

    fn reason(&self, group: &Group<'_>) -> String {
        self.messages.reason(&group.first.verdict.reason)
    }

    fn findings(&self, group: &Group<'_>) -> Vec<String> {
        group.first.verdict.findings.iter().map(|finding| self.messages.reason(finding)).collect()
    }

    fn remedy(&self, group: &Group<'_>) -> Option<Remedy> {
        let remedy = group.first.verdict.remedy?;
        let desktop = self.evaluation.platform.desktop;
        Some(Remedy::read(&self.messages.remedy(remedy, Some(&group.first.rule), desktop)))
    }

    fn asks<'g>(&self, group: &Group<'g>) -> &'g str {
        bilingual(&group.first.rule.asks, self.messages)
    }

    fn risk<'g>(&self, group: &Group<'g>) -> Option<&'g str> {
        group.first.rule.risk.as_ref().map(|risk| bilingual(risk, self.messages))
    }

    fn blind(&self, group: &Group<'_>) -> String {
        self.text(&format!("check-{}-blind", group.first.rule.check))
    }

    fn sent_to(&self, endpoint: &str) -> String {
        self.messages.text_with("page-sent-to", &[("endpoint", endpoint.into())])
    }

    fn policy(&self, policy: &Policy) -> String {
        let (title, document) =
            (bilingual(&policy.title, self.messages), outcomes::document(&policy.document));
        format!("{title} ({} v{}; {document})", policy.id, policy.version)
    }

    #[expect(clippy::unused_self, reason = "the template calls it like its neighbours")]
    fn agent(&self) -> Version {
        agent_version()
    }
}

impl Remedy {
    fn read(text: &str) -> Self {
        let mut remedy = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let step = line
                .split_once(". ")
                .filter(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
            match step {
                Some((_, step)) => remedy.steps.push(step.to_owned()),
                None if remedy.steps.is_empty() => remedy.before.push(line.to_owned()),
                None => remedy.after.push(line.to_owned()),
            }
        }
        remedy
    }
}

/// When the check was made, as people write it.
fn moment(time: Timestamp, zone: &TimeZone, messages: &Messages) -> String {
    let local = time.to_zoned(zone.clone());
    let text = |number: i64| Argument::from(number.to_string());
    let month = u64::try_from(local.month()).unwrap_or_default();
    messages.text_with(
        "page-made",
        &[
            ("day", text(local.day().into())),
            ("month", Argument::Number(month)),
            ("year", text(local.year().into())),
            ("time", local.strftime("%H:%M (%Z)").to_string().into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn a_remedy_is_read_into_its_steps() {
        let remedy = Remedy::read("First this:\n1. Open it.\n2. Close it. Then rest.\nAsk if unsure.");

        assert_eq!(remedy.before, ["First this:"]);
        assert_eq!(remedy.steps, ["Open it.", "Close it. Then rest."]);
        assert_eq!(remedy.after, ["Ask if unsure."]);
        assert_eq!(Remedy::read("Ask.").before, ["Ask."]);
    }

    #[test]
    fn a_moment_is_written_as_people_write_it() {
        let time = "2026-11-21T23:05:00Z".parse().unwrap();
        let bogota = TimeZone::posix("<-05>5").unwrap();

        let of = |language| moment(time, &bogota, &Messages::new(language));
        assert_eq!(of(Language::Spanish), "Revisado el 21 de noviembre de 2026 a las 18:05 (-05)");
        assert_eq!(of(Language::English), "Checked on 21 November 2026 at 18:05 (-05)");
    }
}
