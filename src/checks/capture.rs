//! `capture`: nothing records from camera or microphone without a meeting.
//!
//! Passing has one reason only, whether nothing records or a meeting is under way, so that a report does not tell
//! when meetings are held.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::capture::ALLOWED_PROGRAMS;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::capture as words;
use custodia_core::vocabulary::{Word, common};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct Capture;

impl Check for Capture {
    fn id(&self) -> CheckId {
        CheckId::Capture
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::capture(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        let verdict = decide(facts, &ALLOWED_PROGRAMS.of(rule));
        facts.items().into_iter().map(|item| finding(facts, item)).fold(verdict, Verdict::finding)
    }
}

/// What one use of a device comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// A meeting, or a program that may record without one.
    Fine,
    /// A meeting may be held in it.
    PerhapsMeeting,
    /// A program that has no business recording.
    Alien,
    /// For whom is not known.
    Unattributed,
}

fn decide(facts: &Facts, allowed: &[Word]) -> Verdict {
    let counts = [facts.value(words::MICROPHONES), facts.value(words::CAMERAS)];
    let in_use = [facts.value(words::MICROPHONE_IN_USE), facts.value(words::CAMERA_IN_USE)];
    if counts == [Some(0), Some(0)] && in_use == [Some(false), Some(false)] {
        return Verdict::not_applicable(words::NOTHING_TO_RECORD_WITH.reason());
    }
    let programs: Vec<Option<Word>> =
        facts.items().into_iter().map(|item| facts.value_item(item, words::PROGRAM)).collect();
    let uses: Vec<Use> = programs.iter().map(|program| judge(*program, allowed)).collect();
    let meeting_runs = facts.value(words::MEETING_APP_RUNNING);
    let browser_runs = facts.value(words::BROWSER_RUNNING);
    let meeting_records = programs.contains(&Some(words::MEETING_APP));
    let not_attributed =
        || Verdict::unknown(words::NOT_ATTRIBUTED.reason()).remedy(words::LOOK_AT_INDICATORS);
    let fail = || Verdict::fail(words::WITHOUT_MEETING.reason(), words::END_RECORDING);
    if !meeting_records {
        // A meeting application that runs without recording may be in a meeting, muted, or wait for messages.
        match (uses.contains(&Use::Alien), meeting_runs) {
            (true, Some(false)) => return fail(),
            (true, Some(true) | None) => return not_attributed(),
            (false, _) => {}
        }
        match (uses.contains(&Use::Unattributed), meeting_runs, browser_runs) {
            (true, Some(false), Some(false)) => return fail(),
            (true, _, _) => return not_attributed(),
            (false, _, _) => {}
        }
        if uses.contains(&Use::PerhapsMeeting) {
            return not_attributed();
        }
    }
    let consistent = in_use.contains(&Some(true)) != programs.is_empty();
    if counts.iter().all(Option::is_some) && in_use.iter().all(Option::is_some) && consistent {
        Verdict::pass(words::AS_EXPECTED.reason())
    } else {
        Verdict::unknown(words::NOT_TOLD.reason()).remedy(words::LOOK_AT_INDICATORS)
    }
}

fn judge(program: Option<Word>, allowed: &[Word]) -> Use {
    match program {
        Some(words::MEETING_APP) => Use::Fine,
        Some(program) if allowed.contains(&program) => Use::Fine,
        Some(words::WEB_BROWSER) => Use::PerhapsMeeting,
        Some(words::SOUND_SERVER) | None => Use::Unattributed,
        Some(_) => Use::Alien,
    }
}

fn finding(facts: &Facts, item: u16) -> Reason {
    // A device that was recorded without its word would be a fact of another version: the microphone is the likelier.
    let device = facts.value_item(item, words::DEVICE).unwrap_or(words::MICROPHONE);
    match facts.value_item(item, words::PROGRAM) {
        Some(program) => words::IN_USE_BY.with([device.into(), program.into()]),
        None => words::IN_USE_BY_UNKNOWN.with([device.into()]),
    }
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::{Cause, Evidence, Fact};
    use custodia_core::policy::ParameterValue;
    use custodia_core::verdict::Status;

    use super::*;

    fn known<T>(value: T) -> Fact<T> {
        Fact::known(value, Evidence::live(words::SOUND_CARDS))
    }

    /// A laptop on whose microphone these programs record, with a meeting application and a browser running or not.
    fn laptop(programs: &[Option<Word>], meeting: bool, browser: bool) -> Facts {
        let mut facts = Facts::new();
        facts.put(words::MICROPHONES, known(1));
        facts.put(words::CAMERAS, known(1));
        facts.put(words::MICROPHONE_IN_USE, known(!programs.is_empty()));
        facts.put(words::CAMERA_IN_USE, known(false));
        facts.put(words::MEETING_APP_RUNNING, known(meeting));
        facts.put(words::BROWSER_RUNNING, known(browser));
        for (item, program) in (0..).zip(programs) {
            facts.put_item(item, words::DEVICE, known(words::MICROPHONE));
            let denied = Fact::unknown(Cause::Denied, words::RUNNING_PROGRAMS);
            facts.put_item(item, words::PROGRAM, program.map_or(denied, known));
        }
        facts
    }

    fn status(facts: &Facts, allowed: &[Word]) -> Status {
        let rule = Rule::for_check(
            CheckId::Capture,
            [("allowed-programs", ParameterValue::Words(allowed.to_vec()))],
        );
        Capture.evaluate(facts, &rule).status
    }

    #[test]
    fn what_records_and_what_runs_decide() {
        let usual = [words::WEB_BROWSER, words::RECORDER, words::DESKTOP_METER];
        let (zoom, server, other) = (words::MEETING_APP, words::SOUND_SERVER, words::OTHER_PROGRAM);
        let cases: &[(&[Option<Word>], bool, bool, Status)] = &[
            (&[], false, false, Status::Pass),
            (&[], true, true, Status::Pass),
            (&[Some(zoom)], true, true, Status::Pass),
            (&[Some(zoom), Some(other)], true, true, Status::Pass),
            (&[Some(words::WEB_BROWSER)], false, true, Status::Pass),
            (&[Some(words::RECORDER)], false, false, Status::Pass),
            (&[Some(other)], false, true, Status::Fail),
            (&[Some(words::VOICE_ASSISTANT)], false, false, Status::Fail),
            (&[Some(words::WEB_BROWSER), Some(other)], false, true, Status::Fail),
            (&[Some(other)], true, false, Status::Unknown),
            (&[Some(server)], false, false, Status::Fail),
            (&[Some(server)], false, true, Status::Unknown),
            (&[Some(server)], true, false, Status::Unknown),
            (&[None], false, false, Status::Fail),
            (&[None], false, true, Status::Unknown),
        ];
        for (programs, meeting, browser, expected) in cases {
            let facts = laptop(programs, *meeting, *browser);
            assert_eq!(status(&facts, &usual), *expected, "{programs:?} {meeting} {browser}");
        }
        assert_eq!(status(&laptop(&[Some(words::WEB_BROWSER)], false, true), &[]), Status::Unknown);
        assert_eq!(status(&laptop(&[Some(words::RECORDER)], false, true), &[]), Status::Fail);
    }

    #[test]
    fn passing_says_the_same_whether_a_meeting_is_under_way_or_not() {
        let rule = Rule::for_check(CheckId::Capture, []);
        let silent = Capture.evaluate(&laptop(&[], false, false), &rule);
        let meeting = Capture.evaluate(&laptop(&[Some(words::MEETING_APP)], true, true), &rule);
        let interview = Capture.evaluate(&laptop(&[Some(words::RECORDER)], false, false), &rule);

        assert_eq!(silent.reason, meeting.reason);
        assert_eq!(silent.reason, interview.reason);
        assert!(meeting.findings.iter().chain(&interview.findings).all(|finding| !finding.is_reported()));
        assert_eq!((meeting.findings.len(), interview.findings.len()), (1, 1));
    }

    #[test]
    fn what_could_not_be_read_is_no_silence() {
        let unknown = || Fact::unknown(Cause::Denied, words::SOUND_CARDS);
        for name in [words::MICROPHONE_IN_USE, words::CAMERA_IN_USE] {
            let mut facts = laptop(&[], false, false);
            facts.put(name, unknown());
            assert_eq!(status(&facts, &[]), Status::Unknown);
        }
        let mut facts = laptop(&[], false, false);
        facts.put(words::MICROPHONES, Fact::unknown(Cause::Missing, words::SOUND_CARDS));
        assert_eq!(status(&facts, &[]), Status::Unknown);
        assert_eq!(status(&Facts::new(), &[]), Status::Unknown);
    }
}
