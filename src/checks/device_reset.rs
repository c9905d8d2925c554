//! `device-reset`: the operating system was installed since the hand-over, and nobody's data outlived it.
//!
//! No single trace of an installation is safe, so several are compared: those that count must agree on the
//! day. Weak ones are shown and decide nothing.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::device_reset::NOT_BEFORE;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::device_reset as words;
use custodia_core::vocabulary::{Word, common};
use jiff::civil::Date;

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct DeviceReset;

impl Check for DeviceReset {
    fn id(&self) -> CheckId {
        CheckId::DeviceReset
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::device_reset(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        let Some(required) = NOT_BEFORE.of(rule) else { return nothing_asked(facts) };
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        match facts.value(words::ENVIRONMENT) {
            None => return Verdict::unknown(words::ENVIRONMENT_UNCLEAR.reason()),
            Some(words::CONTAINER) => return Verdict::unknown(words::IN_CONTAINER.reason()),
            Some(words::LIVE_SYSTEM) => return Verdict::unknown(words::IN_LIVE_SYSTEM.reason()),
            Some(_) => {}
        }
        findings(facts).into_iter().fold(decide(facts, required), Verdict::finding)
    }
}

/// What the evidence says of a device that the agent runs on itself.
fn decide(facts: &Facts, required: Date) -> Verdict {
    let too_weak = Verdict::unknown(words::EVIDENCE_TOO_WEAK.reason()).remedy(words::WITNESS);
    let Some(latest) = latest_that_counts(facts) else { return too_weak };
    if is_before(latest, required) {
        let reason = words::INSTALLED_BEFORE.with([latest.into(), required.into()]);
        return Verdict::fail(reason, words::ERASE_AND_REINSTALL);
    }
    let (Some(agrees), Some(installed)) =
        (facts.value(words::EVIDENCE_AGREES), facts.value(words::INSTALLED_ON))
    else {
        return too_weak;
    };
    if !agrees || installed < required {
        let reason = words::EVIDENCE_DISAGREES.with([required.into()]);
        return Verdict::unknown(reason).remedy(words::WITNESS);
    }
    match facts.value(words::OLDEST_HOME_ON) {
        Some(home) if is_before(home, required) => {
            let reason = words::HOME_KEPT.with([home.into(), required.into()]);
            Verdict::fail(reason, words::ERASE_AND_REINSTALL)
        }
        Some(home) if home >= required => {
            Verdict::pass(words::INSTALLED_SINCE.with([installed.into(), required.into()]))
        }
        Some(_) | None => Verdict::unknown(words::HOME_AGE_UNCLEAR.reason()).remedy(words::WITNESS),
    }
}

fn nothing_asked(facts: &Facts) -> Verdict {
    Verdict::not_applicable(match facts.value(words::INSTALLED_ON) {
        Some(installed) => words::NO_HAND_OVER.with([installed.into()]),
        None => words::NO_HAND_OVER_NO_DATE.reason(),
    })
}

/// Whether a day lies before another wherever on earth the days were counted.
///
/// Facts are in UTC and the day of the hand-over is local, so one day apart proves nothing.
fn is_before(day: Date, required: Date) -> bool {
    day.tomorrow().is_ok_and(|next| next < required)
}

fn latest_that_counts(facts: &Facts) -> Option<Date> {
    counted(facts).last().map(|(day, _)| *day)
}

/// The evidence that counts, by day: the earliest first.
fn counted(facts: &Facts) -> Vec<(Date, Word)> {
    let counts = [words::EVIDENCE_STRONG, words::EVIDENCE_MODERATE];
    let mut counted: Vec<_> = facts
        .items()
        .into_iter()
        .filter(|&item| {
            facts.value_item(item, words::EVIDENCE_RELIABILITY).is_some_and(|how| counts.contains(&how))
        })
        .filter_map(|item| {
            Some((
                facts.value_item(item, words::EVIDENCE_DATE)?,
                facts.value_item(item, words::EVIDENCE_KIND)?,
            ))
        })
        .collect();
    counted.sort_by_key(|(day, _)| *day);
    counted
}

fn findings(facts: &Facts) -> Vec<Reason> {
    let mut findings = Vec::new();
    if facts.value(words::EVIDENCE_AGREES) == Some(false)
        && let [(earlier_day, earlier), .., (later_day, later)] = counted(facts)[..]
    {
        let arguments = [earlier.into(), earlier_day.into(), later.into(), later_day.into()];
        findings.push(words::TRACES_APART.with(arguments));
    }
    if facts.value(words::OTHER_IDENTIFIER) == Some(true) {
        findings.push(words::RAN_AS_ANOTHER.reason());
    }
    findings
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::{Cause, Evidence, Fact};
    use custodia_core::policy::ParameterValue;
    use custodia_core::verdict::Status;
    use jiff::civil::date;

    use super::*;

    const HAND_OVER: Date = date(2026, 11, 10);

    fn read<T>(value: T) -> Fact<T> {
        Fact::known(value, Evidence::live(words::FILE_TIMES))
    }

    /// A device whose two pieces of evidence and whose home give these days of November 2026.
    fn device(root: i8, machine_id: i8, home: Option<i8>) -> Facts {
        let mut facts = Facts::new();
        let day = |day| date(2026, 11, day);
        for (item, (kind, how, value)) in (0_u16..).zip([
            (words::ROOT_FILE_SYSTEM, words::EVIDENCE_STRONG, root),
            (words::MACHINE_ID, words::EVIDENCE_MODERATE, machine_id),
            (words::OLDEST_PACKAGE, words::EVIDENCE_WEAK, 28),
        ]) {
            facts.put_item(item, words::EVIDENCE_KIND, read(kind));
            facts.put_item(item, words::EVIDENCE_RELIABILITY, read(how));
            facts.put_item(item, words::EVIDENCE_DATE, read(day(value)));
        }
        facts.put(words::INSTALLED_ON, read(day(root.min(machine_id))));
        facts.put(words::EVIDENCE_AGREES, read(root.abs_diff(machine_id) <= 2));
        facts.put(words::ENVIRONMENT, read(words::BARE_METAL));
        let unknown = Fact::unknown(Cause::Unsupported, words::FILE_TIMES);
        facts.put(words::OLDEST_HOME_ON, home.map_or(unknown, |home| read(day(home))));
        facts
    }

    fn outcome(facts: &Facts) -> (Status, &'static str) {
        let rule = Rule::for_check(CheckId::DeviceReset, [("not-before", ParameterValue::Date(HAND_OVER))]);
        let verdict = DeviceReset.evaluate(facts, &rule);
        (verdict.status, verdict.reason.id())
    }

    #[test]
    fn the_evidence_that_counts_decides() {
        let cases = [
            (device(12, 12, Some(12)), Status::Pass, "device-reset-installed-since"),
            (device(10, 12, Some(10)), Status::Pass, "device-reset-installed-since"),
            (device(2, 3, Some(2)), Status::Fail, "device-reset-installed-before"),
            (device(2, 8, Some(2)), Status::Fail, "device-reset-installed-before"),
            (device(2, 12, Some(12)), Status::Unknown, "device-reset-evidence-disagrees"),
            (device(12, 2, Some(12)), Status::Unknown, "device-reset-evidence-disagrees"),
            (device(12, 20, Some(12)), Status::Unknown, "device-reset-evidence-disagrees"),
            (device(9, 11, Some(11)), Status::Unknown, "device-reset-evidence-disagrees"),
            (device(9, 9, Some(9)), Status::Unknown, "device-reset-evidence-disagrees"),
        ];
        for (facts, status, reason) in cases {
            assert_eq!(outcome(&facts), (status, reason), "{facts:?}");
        }
    }

    #[test]
    fn a_home_that_outlived_the_reset_is_no_reset() {
        assert_eq!(outcome(&device(12, 12, Some(2))), (Status::Fail, "device-reset-home-kept"));
        assert_eq!(outcome(&device(12, 12, Some(9))), (Status::Unknown, "device-reset-home-age-unclear"));
        assert_eq!(outcome(&device(12, 12, None)), (Status::Unknown, "device-reset-home-age-unclear"));
    }

    #[test]
    fn a_container_says_nothing_about_the_device() {
        for day in [2, 12] {
            let mut facts = device(day, day, Some(day));
            facts.put(words::ENVIRONMENT, read(words::CONTAINER));
            assert_eq!(outcome(&facts), (Status::Unknown, "device-reset-in-container"));

            facts.put(words::ENVIRONMENT, Fact::unknown(Cause::Failed, words::MACHINE_DESCRIPTION));
            assert_eq!(outcome(&facts), (Status::Unknown, "device-reset-environment-unclear"));
        }
    }

    #[test]
    fn too_little_evidence_is_unknown() {
        let mut one_piece = device(12, 12, Some(12));
        one_piece.put(words::EVIDENCE_AGREES, Fact::unknown(Cause::Missing, words::FILE_TIMES));
        let mut only_weak = Facts::new();
        only_weak.put(words::ENVIRONMENT, read(words::BARE_METAL));
        only_weak.put_item(0, words::EVIDENCE_RELIABILITY, read(words::EVIDENCE_WEAK));
        only_weak.put_item(0, words::EVIDENCE_DATE, read(date(2026, 11, 28)));

        assert_eq!(outcome(&one_piece), (Status::Unknown, "device-reset-evidence-too-weak"));
        assert_eq!(outcome(&only_weak), (Status::Unknown, "device-reset-evidence-too-weak"));
        assert_eq!(outcome(&Facts::new()), (Status::Unknown, "platform-unsupported"));
    }

    #[test]
    fn without_a_hand_over_nothing_is_asked() {
        let rule = Rule::for_check(CheckId::DeviceReset, []);

        let dated = DeviceReset.evaluate(&device(12, 12, Some(12)), &rule);
        let undated = DeviceReset.evaluate(&Facts::new(), &rule);

        assert_eq!((dated.status, dated.reason.id()), (Status::NotApplicable, "device-reset-no-hand-over"));
        assert_eq!(undated.reason.id(), "device-reset-no-hand-over-no-date");
    }
}
