//! `whatsapp-web`: sessions of WhatsApp Web are closed after use.
//!
//! A session counts as in use while its page is open or was used shorter ago than `max-unused`. A linked
//! session beyond that fails the rule; a store that cannot be read leaves it unknown, unless another fails.

use custodia_core::catalog::{CheckId, whatsapp_web as parameters};
use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::value::Value;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::{Word, common, whatsapp_web as vocabulary};

use super::Check;
use crate::host::Host;
use crate::platform;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// After this time WhatsApp unlinks a device that was not used: 30 days (faq.whatsapp.com/378279804439436).
const EXPIRY: u64 = 30 * 24 * HOUR;

/// The check.
#[derive(Debug)]
pub struct WhatsappWeb;

impl Check for WhatsappWeb {
    fn id(&self) -> CheckId {
        CheckId::WhatsappWeb
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::whatsapp_web(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        let limit = parameters::MAX_UNUSED.of(rule);
        let items = facts.items();
        let profiles = match facts.get(vocabulary::PROFILES) {
            None => return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason()),
            Some(Fact::Known { value, .. }) => Ok(value),
            Some(Fact::Unknown { cause: Cause::TooLarge, .. }) => Err(vocabulary::TOO_MANY_PROFILES.reason()),
            Some(Fact::Unknown { .. }) => Err(vocabulary::PROFILES_UNREADABLE.reason()),
        };
        let mut failed = Vec::new();
        let mut unknown: Vec<Reason> = profiles.as_ref().err().cloned().into_iter().collect();
        let mut notes = inventory(facts, rule);
        let mut in_use = 0_u64;
        for item in &items {
            match Session::of(facts, *item).judge(limit) {
                Judgement::Clean => {}
                Judgement::Guest(reason) => notes.push(reason),
                Judgement::InUse(reason) => {
                    in_use += 1;
                    notes.push(reason);
                }
                Judgement::Failed(reason) => failed.push(reason),
                Judgement::Unknown(reason) => unknown.push(reason),
            }
        }

        let mut reasons = failed.into_iter();
        let verdict = if let Some(reason) = reasons.next() {
            let remedy = if reason.id() == vocabulary::PROBABLY_EXPIRED.spec().id {
                vocabulary::OPEN_AND_LOG_OUT
            } else {
                vocabulary::LOG_OUT
            };
            reasons.chain(unknown).fold(Verdict::fail(reason, remedy), Verdict::finding)
        } else if !unknown.is_empty() {
            let mut unknown = unknown.into_iter();
            let first = unknown.next().unwrap_or_else(|| vocabulary::PROFILES_UNREADABLE.reason());
            unknown.fold(Verdict::unknown(first).remedy(vocabulary::LOOK_ON_PHONE), Verdict::finding)
        } else if in_use > 0 {
            Verdict::pass(vocabulary::IN_USE.with([in_use.into()])).remedy(vocabulary::LOG_OUT)
        } else {
            match profiles.unwrap_or(0) {
                0 if items.is_empty() => Verdict::not_applicable(vocabulary::NO_BROWSER.reason()),
                profiles => Verdict::pass(vocabulary::NOT_LINKED.with([profiles.into()])),
            }
        };
        notes.into_iter().fold(verdict, Verdict::finding)
    }
}

/// The other messengers on the computer, where the rule asks for them.
fn inventory(facts: &Facts, rule: &Rule) -> Vec<Reason> {
    let programs = [
        (vocabulary::TELEGRAM_DESKTOP, vocabulary::TELEGRAM_FOUND),
        (vocabulary::SIGNAL_DESKTOP, vocabulary::SIGNAL_FOUND),
    ];
    let is_asked = parameters::INVENTORY.of(rule);
    let found = programs.into_iter().filter(|(fact, _)| is_asked && facts.value(*fact) == Some(true));
    found.map(|(_, reason)| reason.reason()).collect()
}

/// What one session adds to the verdict.
enum Judgement {
    Clean,
    Guest(Reason),
    InUse(Reason),
    Failed(Reason),
    Unknown(Reason),
}

/// The facts of one session.
struct Session {
    browser: Value,
    state: Result<Word, Cause>,
    /// Whether it is sure that the store that says so is the one in use.
    is_confirmed: bool,
    open: Option<bool>,
    unused: Option<u64>,
}

impl Session {
    fn of(facts: &Facts, item: u16) -> Self {
        Self {
            browser: facts.value_item(item, vocabulary::BROWSER).unwrap_or(vocabulary::OTHER_BROWSER).into(),
            state: match facts.get_item(item, vocabulary::SESSION) {
                Some(Fact::Known { value, .. }) => Ok(value),
                Some(Fact::Unknown { cause, .. }) => Err(cause),
                None => Err(Cause::Missing),
            },
            is_confirmed: facts.value_item(item, vocabulary::TO_CONFIRM) == Some(false),
            open: facts.value_item(item, vocabulary::OPEN),
            unused: facts.value_item(item, vocabulary::UNUSED_HOURS).map(|hours| hours.saturating_mul(HOUR)),
        }
    }

    fn judge(self, limit: u64) -> Judgement {
        let Self { browser, state, is_confirmed, open, unused } = self;
        match state {
            Ok(vocabulary::SESSION_NOT_LINKED) => return Judgement::Clean,
            Ok(vocabulary::SESSION_GUEST) => return Judgement::Guest(vocabulary::GUEST_CALL.with([browser])),
            Ok(vocabulary::SESSION_PRIVATE) => {
                return Judgement::Unknown(vocabulary::PRIVATE_WINDOW.with([browser]));
            }
            Ok(vocabulary::SESSION_LINKED) => {}
            Err(Cause::Denied) => return Judgement::Unknown(vocabulary::STORE_DENIED.with([browser])),
            Err(Cause::TooLarge) => return Judgement::Unknown(vocabulary::STORE_TOO_LARGE.with([browser])),
            Ok(_) | Err(Cause::Unsupported) => {
                return Judgement::Unknown(vocabulary::FORM_UNKNOWN.with([browser]));
            }
            Err(Cause::Missing | Cause::Failed | Cause::Malformed) => {
                return Judgement::Unknown(vocabulary::STORE_UNREADABLE.with([browser]));
            }
        }
        if !is_confirmed {
            return Judgement::Unknown(vocabulary::STORES_DISAGREE.with([browser]));
        }
        if open == Some(true) {
            return Judgement::InUse(vocabulary::OPEN_NOW.with([browser]));
        }
        let Some(unused) = unused else {
            return Judgement::Unknown(vocabulary::LAST_USE_UNKNOWN.with([browser]));
        };
        // From a day on whole days tell enough; finer times would only say when the person works.
        let told = if unused >= DAY { unused - unused % DAY } else { unused };
        let times = [browser.clone(), told.into(), limit.into()];
        if unused.saturating_add(HOUR) <= limit {
            Judgement::InUse(vocabulary::USED_RECENTLY.with(times))
        } else if unused < limit {
            Judgement::Unknown(vocabulary::NEAR_LIMIT.with(times))
        } else if open.is_none() {
            Judgement::Unknown(vocabulary::OPEN_UNKNOWN.with([browser]))
        } else if unused >= EXPIRY {
            Judgement::Failed(vocabulary::PROBABLY_EXPIRED.with(times))
        } else {
            Judgement::Failed(vocabulary::UNUSED_TOO_LONG.with(times))
        }
    }
}
