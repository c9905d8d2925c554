//! `passwords`: the passwords of official accounts are strong and unlike each other.
//!
//! Decided from what `custodia passwords` concluded when the person typed them; nothing else of them is kept.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::passwords::{MIN_LENGTH, MIN_SCORE, VALID_FOR};
use custodia_core::fact::{Evidence, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::common;
use custodia_core::vocabulary::passwords as words;

use super::Check;
use super::attestation::until;
use crate::host::Host;
use crate::passwords::Judgement;

/// The check.
#[derive(Debug)]
pub struct Passwords;

impl Check for Passwords {
    fn id(&self) -> CheckId {
        CheckId::Passwords
    }

    fn probe(&self, host: &Host) -> Facts {
        let mut facts = Facts::new();
        facts.put(words::LOOKED_ON, Fact::known(host.today(), Evidence::live(common::PLATFORM)));
        let judgement = match Judgement::read(&host.state_directory()) {
            Ok(judgement) => judgement,
            Err(error) => {
                facts.put(words::LOOKED_AT, Fact::unknown(error.cause(), words::PASSWORD_PROMPT));
                return facts;
            }
        };
        facts.put(words::LOOKED_AT, said(judgement.is_some()));
        if let Some(judgement) = judgement {
            facts.put(words::ACCOUNTS, said(judgement.accounts));
            facts.put(words::CHECKED_ON, said(judgement.day));
            if judgement.accounts > 0 {
                facts.put(words::STRONG, said(judgement.strong));
                facts.put(words::ALIKE, said(judgement.alike));
                facts.put(words::JUDGED_BY_SCORE, said(judgement.score));
                facts.put(words::JUDGED_BY_LENGTH, said(judgement.length));
            }
        }
        facts
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        let unreadable = Verdict::unknown(words::UNREADABLE.reason()).remedy(words::LOOK_AT_THEM);
        let (looked_at, today) = match (facts.get(words::LOOKED_AT), facts.value(words::LOOKED_ON)) {
            (None, _) => return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason()),
            (Some(Fact::Known { value, .. }), Some(today)) => (value, today),
            (Some(_), _) => return unreadable,
        };
        if !looked_at {
            return Verdict::unknown(words::NEVER.reason()).remedy(words::LOOK_AT_THEM);
        }
        let (Some(accounts), Some(day)) = (facts.value(words::ACCOUNTS), facts.value(words::CHECKED_ON))
        else {
            return unreadable;
        };
        let Some(until) = until(day, VALID_FOR.of(rule)).filter(|_| day <= today) else {
            let reason = words::IN_THE_FUTURE.with([day.into()]);
            return Verdict::unknown(reason).remedy(words::LOOK_AT_THEM);
        };
        let expired =
            || Verdict::unknown(words::EXPIRED.with([day.into(), until.into()])).remedy(words::LOOK_AT_THEM);
        if accounts == 0 {
            let none = || Verdict::not_applicable(words::NO_ACCOUNTS.with([day.into()]));
            return if today > until { expired() } else { none() };
        }
        let fail = |reason| Verdict::fail(reason, words::CHANGE_THEM);
        // Waiting makes no weak password strong: it stands until they are looked at again.
        match (facts.value(words::STRONG), facts.value(words::ALIKE)) {
            (Some(false), Some(true)) => fail(words::WEAK_AND_ALIKE.with([day.into()])),
            (Some(false), _) => fail(words::WEAK.with([day.into()])),
            (_, Some(true)) => fail(words::TOO_ALIKE.with([day.into()])),
            (Some(true), Some(false)) if today > until => expired(),
            (Some(true), Some(false)) => {
                let reached = facts.value(words::JUDGED_BY_SCORE) >= Some(MIN_SCORE.of(rule))
                    && facts.value(words::JUDGED_BY_LENGTH) >= Some(MIN_LENGTH.of(rule));
                if !reached {
                    let reason = words::JUDGED_LOWER.with([day.into()]);
                    return Verdict::unknown(reason).remedy(words::LOOK_AT_THEM);
                }
                Verdict::pass(match accounts {
                    1 => words::ONE_STRONG.with([day.into(), until.into()]),
                    _ => words::STRONG_AND_UNLIKE.with([accounts.into(), day.into(), until.into()]),
                })
            }
            _ => unreadable,
        }
    }
}

/// What rests on the person's word: that those typed were the passwords of the accounts.
fn said<T>(value: T) -> Fact<T> {
    Fact::known(value, Evidence::declared(words::PASSWORD_PROMPT))
}
