//! The person's page: one HTML file that stands alone, without scripts and without anything from elsewhere.
//!
//! The headline answers in a few words whether the device is in order; what to do comes next, then what could not be
//! told, what is fine, what was declared, and what is sent to the institution. Every text is escaped by the template.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::catalog::CheckId;
use custodia_core::policy::{Policy, Rule};
use custodia_core::value::Version;
use custodia_core::verdict::{Status, Verdict};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ring::digest::{SHA256, digest};

use super::outcomes::{self, bilingual};
use crate::endpoint::agent_version;
use crate::evaluation::Evaluation;
use crate::messages::{Argument, Messages};

/// More reasons than this are folded in part.
const MANY: usize = 8;
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
    let mut cards = Cards::of(evaluation, messages);
    let made = moment(evaluation.made, zone, messages);
    let page = Page {
        messages,
        evaluation,
        policies,
        sent,
        to_do: cards.take(|card| card.status == Status::Fail),
        untold: cards.take(|card| card.status == Status::Unknown),
        declared: cards.take(|card| card.is_declared),
        fine: cards.take(|card| card.status == Status::Pass),
        exempt: cards.take(|card| card.status == Status::Exempt),
        not_applicable: cards.take(|card| card.status == Status::NotApplicable),
        made,
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
    to_do: Vec<Card<'a>>,
    untold: Vec<Card<'a>>,
    fine: Vec<Card<'a>>,
    declared: Vec<Card<'a>>,
    exempt: Vec<Card<'a>>,
    not_applicable: Vec<Card<'a>>,
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

/// Outcomes of one check that came to the same or have the same remedy: one thing to the person, however many rules
/// ask for it. The most pressing rule comes first and gives the values of the remedy.
struct Card<'a> {
    verdict: &'a Verdict,
    status: Status,
    is_declared: bool,
    rules: Vec<&'a Rule>,
    reasons: Vec<String>,
    findings: Vec<String>,
    remedy: Option<String>,
}

struct Cards<'a>(Vec<Card<'a>>);

impl<'a> Cards<'a> {
    fn of(evaluation: &'a Evaluation, messages: &Messages) -> Self {
        let mut cards: Vec<Card<'a>> = Vec::new();
        for outcome in &evaluation.outcomes {
            let (rule, verdict) = (&outcome.rule, &outcome.verdict);
            let desktop = evaluation.platform.desktop;
            let remedy = verdict.remedy.map(|remedy| messages.remedy(remedy, Some(rule), desktop));
            let is_declared = outcome.is_declared();
            let same = cards.iter().position(|card| {
                card.check() == rule.check
                    && card.status == verdict.status
                    && card.is_declared == is_declared
                    && (card.remedy == remedy || card.verdict == verdict)
            });
            let index = same.unwrap_or_else(|| {
                let (reasons, findings) = (Vec::new(), Vec::new());
                cards.push(Card {
                    verdict,
                    status: verdict.status,
                    is_declared,
                    rules: vec![rule],
                    reasons,
                    findings,
                    remedy,
                });
                cards.len() - 1
            });
            let card = &mut cards[index];
            if same.is_some() {
                card.rules.push(rule);
            }
            add(&mut card.reasons, messages.reason(&verdict.reason));
            for finding in &verdict.findings {
                add(&mut card.findings, messages.reason(finding));
            }
        }
        Self(cards)
    }

    /// The cards that are wanted, in their order; the others stay.
    fn take(&mut self, wanted: impl Fn(&Card<'_>) -> bool) -> Vec<Card<'a>> {
        self.0.extract_if(.., |card| wanted(card)).collect()
    }
}

impl Card<'_> {
    /// The most pressing of its rules, which comes first.
    fn rule(&self) -> &Rule {
        self.rules[0]
    }

    fn check(&self) -> CheckId {
        self.rule().check
    }

    fn kind(&self) -> &'static str {
        self.status.as_str()
    }

    fn cites(&self) -> String {
        let mut cites = Vec::new();
        self.rules.iter().for_each(|rule| add(&mut cites, outcomes::cite(rule)));
        cites.join(", ")
    }

    /// The reasons that are in sight at once.
    fn first_reasons(&self) -> &[String] {
        if self.reasons.len() > MANY { &self.reasons[..MANY / 2] } else { &self.reasons }
    }

    /// The others, which are folded.
    fn further_reasons(&self) -> &[String] {
        &self.reasons[self.first_reasons().len()..]
    }

    fn remedy(&self) -> Option<Remedy> {
        self.remedy.as_deref().map(Remedy::read)
    }
}

fn add(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}

impl Page<'_> {
    fn text(&self, id: &str) -> String {
        self.messages.text(id)
    }

    fn counted(&self, id: &str, count: usize) -> String {
        self.messages.text_with(id, &[("count", Argument::Number(count as u64))])
    }

    fn further(&self, card: &Card<'_>) -> String {
        self.counted("page-further", card.further_reasons().len())
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

    fn name(&self, card: &Card<'_>) -> String {
        self.messages.check_name(card.check())
    }

    fn when(&self, card: &Card<'_>) -> Option<String> {
        let severity = card.rule().severity.as_str();
        (card.status == Status::Fail).then(|| self.text(&format!("page-when-{severity}")))
    }

    fn asks(&self, card: &Card<'_>) -> Vec<String> {
        let mut asks = Vec::new();
        card.rules.iter().for_each(|rule| add(&mut asks, bilingual(&rule.asks, self.messages).to_owned()));
        asks
    }

    fn risks(&self, card: &Card<'_>) -> String {
        let mut risks = Vec::new();
        for risk in card.rules.iter().filter_map(|rule| rule.risk.as_ref()) {
            add(&mut risks, bilingual(risk, self.messages).to_owned());
        }
        risks.join("; ")
    }

    fn blind(&self, card: &Card<'_>) -> String {
        self.text(&format!("check-{}-blind", card.check()))
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
