//! `attestation`: what no program can see was declared by the person.
//!
//! One check serves every question: a rule names the one that it is about.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::attestation::{QUESTION, VALID_FOR};
use custodia_core::fact::{Evidence, Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::value::FactValue;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::attestation as words;
use custodia_core::vocabulary::{FactName, Word, common};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Check;
use crate::attestations::Declarations;
use crate::host::Host;

/// The check.
#[derive(Debug)]
pub struct Attestation;

impl Check for Attestation {
    fn id(&self) -> CheckId {
        CheckId::Attestation
    }

    fn probe(&self, host: &Host) -> Facts {
        let mut facts = Facts::new();
        facts.put(words::LOOKED_ON, Fact::known(host.today(), Evidence::live(common::PLATFORM)));
        let declarations = match Declarations::read(&host.state_directory()) {
            Ok(declarations) => declarations,
            Err(error) => {
                facts.put(words::DECLARED, Fact::unknown(error.cause(), words::DECLARATION));
                return facts;
            }
        };
        for (item, &question) in (0_u16..).zip(words::QUESTIONS) {
            let Some(declaration) = declarations.get(question) else { continue };
            facts.put_item(item, words::ASKED, declared(question));
            facts.put_item(item, words::ANSWER, declared(declaration.answer.word()));
            if let Some(why) = declaration.answer.why() {
                facts.put_item(item, words::WHY, declared(why));
            }
            facts.put_item(item, words::ANSWERED_ON, declared(declaration.day));
            facts.put_item(item, words::ASKED_BY, declared(declaration.agent.clone()));
        }
        facts.put(words::DECLARED, declared(!facts.items().is_empty()));
        facts
    }

    /// The answer to the rule's question alone, with the day until which it holds.
    fn part_for(&self, facts: &Facts, rule: &Rule) -> Facts {
        let mut part = Facts::new();
        let item = QUESTION.of(rule).and_then(|question| item_of(facts, question));
        copy(facts, &mut part, None, words::LOOKED_ON);
        match facts.get(words::DECLARED) {
            Some(Fact::Known { evidence, .. }) => {
                part.put(words::DECLARED, Fact::known(item.is_some(), evidence));
            }
            Some(unknown) => part.put(words::DECLARED, unknown),
            None => {}
        }
        let Some(item) = item else { return part };
        copy(facts, &mut part, Some(item), words::ASKED);
        copy(facts, &mut part, Some(item), words::ANSWER);
        copy(facts, &mut part, Some(item), words::WHY);
        copy(facts, &mut part, Some(item), words::ANSWERED_ON);
        copy(facts, &mut part, Some(item), words::ASKED_BY);
        let until = facts.value_item(item, words::ANSWERED_ON).and_then(|day| until(day, VALID_FOR.of(rule)));
        if let Some(until) = until {
            part.put_item(item, words::VALID_UNTIL, declared(until));
        }
        part
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        let Some(question) = QUESTION.of(rule) else {
            return Verdict::unknown(words::NO_QUESTION.reason());
        };
        let unreadable = Verdict::unknown(words::UNREADABLE.reason()).remedy(words::ANSWER_ANEW);
        let today = match (facts.get(words::DECLARED), facts.value(words::LOOKED_ON)) {
            (None, _) => return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason()),
            (Some(Fact::Known { .. }), Some(today)) => today,
            (Some(_), _) => return unreadable,
        };
        let ask = words::ANSWER_IT;
        let Some(item) = item_of(facts, question) else {
            return Verdict::unknown(words::NOT_DECLARED.with([question.into()])).remedy(ask);
        };
        let (Some(answer), Some(day)) =
            (facts.value_item(item, words::ANSWER), facts.value_item(item, words::ANSWERED_ON))
        else {
            return unreadable;
        };
        let why = facts.value_item(item, words::WHY);
        let asked = question.into();
        let Some(until) = until(day, VALID_FOR.of(rule)).filter(|_| day <= today) else {
            return Verdict::unknown(words::IN_THE_FUTURE.with([asked, day.into()])).remedy(ask);
        };
        match (answer, why) {
            // Waiting makes no red light go out: a no stands until it is answered otherwise.
            (words::NO, None) => {
                Verdict::fail(words::DECLARED_NO.with([asked, day.into()]), words::MAKE_IT_SO)
            }
            (words::NO, Some(why)) => {
                let reason = words::DECLARED_NO_BECAUSE.with([asked, day.into(), why.into()]);
                Verdict::fail(reason, words::MAKE_IT_SO)
            }
            _ if today > until => {
                Verdict::unknown(words::EXPIRED.with([asked, day.into(), until.into()])).remedy(ask)
            }
            (words::YES, _) => Verdict::pass(words::DECLARED_YES.with([asked, day.into(), until.into()])),
            (words::DOES_NOT_APPLY, Some(why)) => {
                Verdict::not_applicable(words::NOT_APPLICABLE.with([asked, day.into(), why.into()]))
            }
            _ => unreadable,
        }
    }
}

/// The last day on which something of a day holds.
pub(super) fn until(day: Date, seconds: u64) -> Option<Date> {
    let days = i64::try_from(seconds / 86_400).ok()?;
    day.checked_add(days.days()).ok()
}

/// What rests on the person's word.
pub(super) fn declared<T>(value: T) -> Fact<T> {
    Fact::known(value, Evidence::declared(words::DECLARATION))
}

fn item_of(facts: &Facts, question: Word) -> Option<u16> {
    facts.items().into_iter().find(|&item| facts.value_item(item, words::ASKED) == Some(question))
}

fn copy<T: FactValue>(from: &Facts, to: &mut Facts, item: Option<u16>, name: FactName<T>) {
    match item {
        Some(item) => {
            if let Some(fact) = from.get_item(item, name) {
                to.put_item(item, name, fact);
            }
        }
        None => {
            if let Some(fact) = from.get(name) {
                to.put(name, fact);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use custodia_core::policy::ParameterValue;
    use custodia_core::verdict::Status;
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn rule(question: Option<Word>, days: u64) -> Rule {
        let valid_for = ("valid-for", ParameterValue::Number(days * 86_400));
        let question = question.map(|question| ("question", ParameterValue::Word(question)));
        Rule::for_check(CheckId::Attestation, [valid_for].into_iter().chain(question))
    }

    fn facts(answer: Word, why: Option<Word>, day: Date) -> Facts {
        let mut facts = Facts::new();
        facts.put(words::LOOKED_ON, declared(TODAY));
        facts.put(words::DECLARED, declared(true));
        facts.put_item(6, words::ASKED, declared(words::DATA_PLAN));
        facts.put_item(6, words::ANSWER, declared(answer));
        if let Some(why) = why {
            facts.put_item(6, words::WHY, declared(why));
        }
        facts.put_item(6, words::ANSWERED_ON, declared(day));
        facts
    }

    fn outcome(facts: &Facts, rule: &Rule) -> (Status, &'static str) {
        let part = Attestation.part_for(facts, rule);
        let verdict = Attestation.evaluate(facts, rule);
        assert_eq!(Attestation.evaluate(&part, rule), verdict, "a part decides as the whole does");
        (verdict.status, verdict.reason.id())
    }

    #[test]
    fn an_answer_holds_for_as_long_as_the_rule_says() {
        let rule = rule(Some(words::DATA_PLAN), 90);
        let (last, expired) = (date(2026, 8, 24), date(2026, 8, 23));
        let na = Some(words::NO_PHONE_ISSUED);
        for (answer, why, day, status, reason) in [
            (words::YES, None, TODAY, Status::Pass, "attestation-declared-yes"),
            (words::YES, None, last, Status::Pass, "attestation-declared-yes"),
            (words::YES, None, expired, Status::Unknown, "attestation-expired"),
            (words::YES, None, date(2026, 11, 23), Status::Unknown, "attestation-in-the-future"),
            (words::YES, None, Date::MAX, Status::Unknown, "attestation-in-the-future"),
            (words::DOES_NOT_APPLY, na, last, Status::NotApplicable, "attestation-does-not-apply"),
            (words::DOES_NOT_APPLY, na, expired, Status::Unknown, "attestation-expired"),
            (words::DOES_NOT_APPLY, None, TODAY, Status::Unknown, "attestation-unreadable"),
            (words::NO, None, TODAY, Status::Fail, "attestation-declared-no"),
            (words::NO, None, expired, Status::Fail, "attestation-declared-no"),
            (words::NO, Some(words::NOT_YET), TODAY, Status::Fail, "attestation-declared-no-because"),
            (words::NO, None, Date::MAX, Status::Unknown, "attestation-in-the-future"),
            (words::NOT_YET, None, TODAY, Status::Unknown, "attestation-unreadable"),
        ] {
            assert_eq!(outcome(&facts(answer, why, day), &rule), (status, reason), "{answer} {day}");
        }
    }

    #[test]
    fn the_answer_to_another_question_decides_nothing() {
        let facts = facts(words::YES, None, TODAY);

        let other = outcome(&facts, &rule(Some(words::MICROPHONE_OFF), 90));
        let none = outcome(&facts, &rule(None, 90));

        assert_eq!(other, (Status::Unknown, "attestation-not-declared"));
        assert_eq!(none, (Status::Unknown, "attestation-no-question"));
    }
}
