//! The fields of each register, and reading a form into a record.

use std::collections::BTreeMap;

use custodia_core::policy::{Domain, RecordKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest text of a field, in characters.
pub const MAX_TEXT: usize = 120;
/// The most DKIM selectors of a domain.
const MAX_SELECTORS: usize = 10;
/// The longest DKIM selector: a label of a domain name (RFC 1035).
const MAX_SELECTOR: usize = 63;

/// A field of a register.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in forms and in what is kept.
    pub name: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it may not be left empty.
    pub required: bool,
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A day, as `2026-11-21`.
    Date,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// An enrolled device.
    Device,
    /// A domain of the Internet.
    Domain,
    /// DKIM selectors with blanks or commas between them.
    Selectors,
}

const YES_NO: FieldKind = FieldKind::Choice(&["yes", "no"]);

const fn required(name: &'static str, kind: FieldKind) -> Field {
    Field { name, kind, required: true }
}

const fn optional(name: &'static str, kind: FieldKind) -> Field {
    Field { name, kind, required: false }
}

/// The fields of a register, in the order of its form; none where nobody writes to it.
#[must_use]
pub const fn fields(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::SocialAccounts => {
            const {
                &[
                    required("name", FieldKind::Text),
                    required(
                        "network",
                        FieldKind::Choice(&[
                            "facebook",
                            "instagram",
                            "x",
                            "youtube",
                            "tiktok",
                            "whatsapp",
                            "telegram",
                            "other",
                        ]),
                    ),
                    optional("custodian", FieldKind::Text),
                    optional("device", FieldKind::Device),
                    required("form", FieldKind::Choice(&["none", "own", "outside"])),
                    optional("privacy-notice", YES_NO),
                    optional("provider-certified", YES_NO),
                    optional("password-renewed-on", FieldKind::Date),
                    optional("reviewed-on", FieldKind::Date),
                ]
            }
        }
        RecordKind::Groups => {
            const {
                &[
                    required("name", FieldKind::Text),
                    optional("purpose", FieldKind::Text),
                    optional("owner", FieldKind::Text),
                    required("consent", FieldKind::Choice(&["yes", "no", "other-channel"])),
                    optional("reviewed-on", FieldKind::Date),
                ]
            }
        }
        RecordKind::Requests => {
            const {
                &[
                    required("reference", FieldKind::Text),
                    required(
                        "kind",
                        FieldKind::Choice(&["access", "rectification", "cancellation", "objection"]),
                    ),
                    required("received-on", FieldKind::Date),
                    required("due-on", FieldKind::Date),
                    optional("answered-on", FieldKind::Date),
                ]
            }
        }
        RecordKind::HandOvers => {
            const {
                &[
                    required("old-device", FieldKind::Device),
                    optional("new-device", FieldKind::Device),
                    required("migrated-on", FieldKind::Date),
                    required("due-on", FieldKind::Date),
                    optional("witness", FieldKind::Text),
                    optional("witnessed-on", FieldKind::Date),
                ]
            }
        }
        RecordKind::MailDomains => {
            const { &[required("domain", FieldKind::Domain), optional("selectors", FieldKind::Selectors)] }
        }
        RecordKind::ResidualRisk | RecordKind::Evidence => &[],
    }
}

/// What stands in a record: a value under the name of each field that was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content(BTreeMap<String, String>);

/// Why a form was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field concerned.
    pub field: &'static str,
    /// What is wrong with it: the id of a message.
    pub problem: &'static str,
}

impl Content {
    /// Reads a form against the fields of a register; what is no field is left out.
    ///
    /// # Errors
    ///
    /// The first field that is missing, malformed or contradicts another.
    pub fn read(kind: RecordKind, form: &BTreeMap<String, String>) -> Result<Self, Refusal> {
        let mut content = BTreeMap::new();
        for field in fields(kind) {
            let refusal = |problem| Refusal { field: field.name, problem };
            let text = form.get(field.name).map_or("", |text| text.trim());
            if text.is_empty() {
                if field.required {
                    return Err(refusal("record-problem-missing"));
                }
                continue;
            }
            content.insert(field.name.to_owned(), field.kind.read(text).map_err(refusal)?);
        }
        let content = Self(content);
        content.consistent(kind)?;
        Ok(content)
    }

    fn consistent(&self, kind: RecordKind) -> Result<(), Refusal> {
        let in_order = |earlier, later: &'static str| match (self.date(earlier), self.date(later)) {
            (Some(first), Some(second)) if second < first => {
                Err(Refusal { field: later, problem: "record-problem-order" })
            }
            _ => Ok(()),
        };
        match kind {
            RecordKind::Requests => {
                in_order("received-on", "due-on")?;
                in_order("received-on", "answered-on")
            }
            RecordKind::HandOvers => {
                in_order("migrated-on", "due-on")?;
                in_order("migrated-on", "witnessed-on")?;
                if self.text("old-device") == self.text("new-device") {
                    return Err(Refusal { field: "new-device", problem: "record-problem-same-device" });
                }
                if self.text("witness").is_some() != self.text("witnessed-on").is_some() {
                    return Err(Refusal { field: "witnessed-on", problem: "record-problem-witness" });
                }
                Ok(())
            }
            RecordKind::SocialAccounts
            | RecordKind::Groups
            | RecordKind::MailDomains
            | RecordKind::ResidualRisk
            | RecordKind::Evidence => Ok(()),
        }
    }

    /// The value of a field, if it was filled in.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// The day in a field.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<Date> {
        self.text(field)?.parse().ok()
    }

    /// The device in a field.
    #[must_use]
    pub fn device(&self, field: &str) -> Option<Uuid> {
        self.text(field)?.parse().ok()
    }

    /// What the DNS is asked for a mail domain: the domain and its selectors.
    #[must_use]
    pub fn mail_domain(&self) -> Option<(Domain, Vec<String>)> {
        let domain = self.text("domain")?.parse().ok()?;
        let selectors = self.text("selectors").unwrap_or_default();
        Some((domain, selectors.split_whitespace().map(str::to_owned).collect()))
    }
}

impl FieldKind {
    /// The value as it is kept.
    fn read(self, text: &str) -> Result<String, &'static str> {
        match self {
            Self::Text => {
                let fits = text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control);
                fits.then(|| text.to_owned()).ok_or("record-problem-text")
            }
            Self::Date => {
                let date = text.parse::<Date>().ok().filter(|date| text.len() == 10 && date.year() >= 2000);
                date.map(|date| date.to_string()).ok_or("record-problem-date")
            }
            Self::Choice(words) => {
                let known = words.contains(&text);
                known.then(|| text.to_owned()).ok_or("record-problem-choice")
            }
            Self::Device => {
                text.parse::<Uuid>().map(|id| id.to_string()).map_err(|_| "record-problem-choice")
            }
            Self::Domain => {
                let domain = text.to_ascii_lowercase().parse::<Domain>();
                domain.map(|domain| domain.to_string()).map_err(|_| "record-problem-domain")
            }
            Self::Selectors => {
                let selectors: Vec<String> = text
                    .split([' ', ',', ';'])
                    .filter(|selector| !selector.is_empty())
                    .map(str::to_ascii_lowercase)
                    .collect();
                let fits = selectors.len() <= MAX_SELECTORS && selectors.iter().all(|one| is_selector(one));
                fits.then(|| selectors.join(" ")).ok_or("record-problem-selectors")
            }
        }
    }
}

/// Whether a text is a DKIM selector (RFC 6376, 3.1): labels with dots between them.
fn is_selector(text: &str) -> bool {
    text.split('.').all(|label| {
        (1..=MAX_SELECTOR).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(kind: RecordKind, form: &[(&str, &str)]) -> Result<Content, Refusal> {
        let form = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Content::read(kind, &form)
    }

    fn refused(kind: RecordKind, form: &[(&str, &str)]) -> (&'static str, &'static str) {
        let refusal = read(kind, form).unwrap_err();
        (refusal.field, refusal.problem)
    }

    #[test]
    fn a_form_is_read_into_its_fields_alone() {
        let content = read(
            RecordKind::MailDomains,
            &[("domain", " Prensa.Example "), ("selectors", "s1, Mail;s2"), ("admin", "yes")],
        )
        .unwrap();

        assert_eq!(
            serde_json::to_string(&content).unwrap(),
            r#"{"domain":"prensa.example","selectors":"s1 mail s2"}"#
        );
        assert_eq!(content.mail_domain().unwrap().1, ["s1", "mail", "s2"]);
    }

    #[test]
    fn what_does_not_fit_names_its_field() {
        use RecordKind::{Groups, HandOvers, MailDomains, Requests};

        let request = [("reference", "12/26"), ("kind", "access"), ("received-on", "2026-11-02")];
        let with = |more: &[(&'static str, &'static str)]| [&request[..], more].concat();
        let old = "0192f0c1-0000-7000-8000-000000000001";

        assert_eq!(refused(Groups, &[("consent", "yes")]), ("name", "record-problem-missing"));
        assert_eq!(
            refused(Groups, &[("name", "a\u{7}"), ("consent", "yes")]),
            ("name", "record-problem-text")
        );
        assert_eq!(
            refused(Groups, &[("name", "a"), ("consent", "si")]),
            ("consent", "record-problem-choice")
        );
        assert_eq!(refused(Requests, &with(&[("due-on", "2.11.2026")])), ("due-on", "record-problem-date"));
        assert_eq!(refused(Requests, &with(&[("due-on", "2026-11-01")])), ("due-on", "record-problem-order"));
        assert_eq!(
            refused(MailDomains, &[("domain", "ana@prensa.example")]),
            ("domain", "record-problem-domain")
        );
        assert_eq!(
            refused(MailDomains, &[("domain", "prensa.example"), ("selectors", "a b/c")]),
            ("selectors", "record-problem-selectors")
        );
        let hand_over = [("old-device", old), ("migrated-on", "2026-11-02"), ("due-on", "2026-11-09")];
        assert!(read(HandOvers, &hand_over).is_ok());
        assert_eq!(
            refused(HandOvers, &[&hand_over[..], &[("new-device", old)]].concat()),
            ("new-device", "record-problem-same-device")
        );
        assert_eq!(
            refused(HandOvers, &[&hand_over[..], &[("witness", "Ana")]].concat()),
            ("witnessed-on", "record-problem-witness")
        );
    }

    proptest! {
        #[test]
        fn any_form_is_read_to_an_end(text in "\\PC{0,200}") {
            for kind in RecordKind::ALL {
                let form = fields(kind).iter().map(|field| (field.name.to_owned(), text.clone())).collect();
                if let Ok(content) = Content::read(kind, &form) {
                    prop_assert!(content.0.values().all(|value| value.chars().count() <= 700));
                }
            }
        }
    }
}
