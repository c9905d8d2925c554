//! Facts of the `device-reset` check on Linux.
//!
//! Reads when the root file system, the installer's log, the package database, the machine's identifier, the
//! remote-login keys, the journal and the home directories were made, the first line of the package log, the names of
//! the journal's folders, and what the kernel says about the machine. Needs no permission. Cannot see what was copied
//! with its times, a disk that was cloned block by block, or data that was copied back after a reset.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use custodia_core::fact::{Cause, Facts};
use custodia_core::value::Digest;
use custodia_core::vocabulary::device_reset as words;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::files::{cause, read_text};
use super::{files, known, live};
use crate::host::Host;

mod environment;
mod traces;

pub(crate) use environment::environment;
pub(crate) use traces::first_day;
use traces::{Trace, born, clock_proof, oldest_package, traces};

/// No system is older; what claims to be comes from a clock that was not set.
const EARLIEST: Date = date(2000, 1, 1);

/// Evidence this many days apart still agrees: installing may take an evening and a morning.
const AGREEMENT_DAYS: i32 = 2;

/// More packages or homes than this are not looked at.
const MAX_ENTRIES: usize = 20_000;

/// The largest of the small files that are read here, in bytes.
const SMALL_FILE: u64 = 4096;

/// What comes before the identifier where its digest is made, so that the digest serves this program alone.
const MACHINE_ID_SALT: &[u8] = b"custodia machine-id v1\0";

pub(crate) fn device_reset(host: &Host) -> Facts {
    let identifier = machine_id(host);
    let identifier = identifier.as_deref().map_err(|cause| *cause);
    let oldest = oldest_package(host);
    let proof = oldest.as_ref().ok().and_then(|oldest| clock_proof(host, oldest));
    let since = proof.map_or(EARLIEST, |time| time.to_zoned(TimeZone::UTC).date());
    let days = Days { since, now: host.now() };
    let mut facts = conclude(&traces(host, identifier, oldest.map(|(time, _)| time)), days);
    let home = oldest_home(host).and_then(|time| days.plausible(time));
    facts.put(words::OLDEST_HOME_ON, known(home, words::FILE_TIMES));
    let digest =
        identifier.map(|text| Digest::of(&[MACHINE_ID_SALT, text.to_ascii_lowercase().as_bytes()].concat()));
    facts.put(words::MACHINE_ID_DIGEST, known(digest, words::MACHINE_ID_FILE));
    let other = identifier.and_then(|own| has_other_journal(host, own));
    facts.put(words::OTHER_IDENTIFIER, known(other, words::JOURNAL_FOLDERS));
    facts.put(words::ENVIRONMENT, live(environment(host), words::MACHINE_DESCRIPTION));
    facts
}

/// The facts that follow from the traces.
fn conclude(traces: &[Trace], days: Days) -> Facts {
    let mut facts = Facts::new();
    let mut counted = Vec::new();
    for (item, trace) in (0_u16..).zip(traces) {
        let day = trace.time.and_then(|time| days.plausible(time));
        facts.put_item(item, words::EVIDENCE_KIND, live(trace.kind, trace.source));
        facts.put_item(item, words::EVIDENCE_RELIABILITY, live(trace.reliability, trace.source));
        facts.put_item(item, words::EVIDENCE_DATE, known(day, trace.source));
        if let Ok(day) = day
            && trace.reliability != words::EVIDENCE_WEAK
        {
            counted.push((day, trace.reliability));
        }
    }
    let days: BTreeSet<Date> = counted.iter().map(|(day, _)| *day).collect();
    let earliest = days.first().copied().ok_or(Cause::Missing);
    let agrees = match (days.first(), days.last()) {
        (Some(first), Some(last))
            if counted.len() > 1 && counted.iter().any(|(_, how)| *how == words::EVIDENCE_STRONG) =>
        {
            Ok(first.saturating_add(AGREEMENT_DAYS.days()) >= *last)
        }
        _ => Err(Cause::Missing),
    };
    facts.put(words::INSTALLED_ON, known(earliest, words::FILE_TIMES));
    facts.put(words::EVIDENCE_AGREES, known(agrees, words::FILE_TIMES));
    facts
}

/// The days that a clock which was right can have given.
#[derive(Clone, Copy)]
struct Days {
    since: Date,
    now: Timestamp,
}

impl Days {
    /// The day of a time in UTC, unless a clock that was wrong made it.
    fn plausible(self, time: Timestamp) -> Result<Date, Cause> {
        let day = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
        // Whole trees have no birth time: the file system then says zero.
        if time.as_second() == 0 {
            return Err(Cause::Unsupported);
        }
        let tomorrow = day(self.now).tomorrow().map_err(|_| Cause::Failed)?;
        let day = day(time);
        if (self.since..=tomorrow).contains(&day) { Ok(day) } else { Err(Cause::Malformed) }
    }
}

/// When the oldest of the homes was made: those under `/home` and the person's own.
fn oldest_home(host: &Host) -> Result<Timestamp, Cause> {
    let mut homes = match entries(&host.path("/home")) {
        Err(Cause::Missing) => Vec::new(),
        homes => homes?,
    };
    homes.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && name != "lost+found" && path.is_dir()
    });
    homes.push(host.home().to_owned());
    let mut oldest = None;
    for home in homes {
        let time = born(&home)?;
        // One home whose age is not known may be the oldest.
        if time.as_second() == 0 {
            return Err(Cause::Unsupported);
        }
        oldest = Some(oldest.map_or(time, |oldest: Timestamp| oldest.min(time)));
    }
    oldest.ok_or(Cause::Missing)
}

/// The identifier in `/etc/machine-id`, which itself must not leave the machine.
fn machine_id(host: &Host) -> Result<String, Cause> {
    let text = read_text(&host.path("/etc/machine-id"), SMALL_FILE)?;
    let identifier = text.trim();
    if is_identifier(identifier) { Ok(identifier.to_owned()) } else { Err(Cause::Malformed) }
}

fn is_identifier(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether the journal was also kept under another identifier: the system was cloned, or its identifier renewed.
fn has_other_journal(host: &Host, own: &str) -> Result<bool, Cause> {
    let folders = entries(&host.path("/var/log/journal"))?;
    let mut names = folders.iter().filter_map(|folder| folder.file_name()?.to_str());
    Ok(names.any(|name| is_identifier(name) && !name.eq_ignore_ascii_case(own)))
}

/// The first bytes of a file, as text.
fn head(path: &Path, limit: u64) -> Result<String, Cause> {
    Ok(String::from_utf8_lossy(&files::head(path, limit)?).into_owned())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Cause> {
    let mut paths = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(|error| cause(error.kind()))? {
        if paths.len() == MAX_ENTRIES {
            return Err(Cause::TooLarge);
        }
        paths.push(entry.map_err(|error| cause(error.kind()))?.path());
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::Fact;
    use custodia_core::vocabulary::Word;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn days() -> Days {
        Days { since: EARLIEST, now: at("2026-11-21T18:00:00Z") }
    }

    fn trace(reliability: Word, time: Result<&str, Cause>) -> Trace {
        let source = words::FILE_TIMES;
        Trace { kind: words::ROOT_FILE_SYSTEM, reliability, source, time: time.map(at) }
    }

    fn concluded(traces: &[Trace]) -> (Option<Date>, Option<bool>) {
        let facts = conclude(traces, days());
        (facts.value(words::INSTALLED_ON), facts.value(words::EVIDENCE_AGREES))
    }

    #[test]
    fn the_earliest_day_that_counts_is_the_day_of_installation() {
        let strong = |time| trace(words::EVIDENCE_STRONG, Ok(time));
        let moderate = |time| trace(words::EVIDENCE_MODERATE, Ok(time));
        let weak = |time| trace(words::EVIDENCE_WEAK, Ok(time));
        let (tenth, twelfth, thirteenth) =
            ("2026-11-10T23:59:00Z", "2026-11-12T00:01:00Z", "2026-11-13T00:01:00Z");

        let cases = [
            (vec![strong(tenth), moderate(twelfth)], Some(date(2026, 11, 10)), Some(true)),
            (vec![strong(twelfth), moderate(tenth)], Some(date(2026, 11, 10)), Some(true)),
            (vec![strong(tenth), moderate(thirteenth)], Some(date(2026, 11, 10)), Some(false)),
            (vec![strong(tenth), weak("2020-01-01T00:00:00Z")], Some(date(2026, 11, 10)), None),
            (vec![moderate(tenth), moderate(tenth)], Some(date(2026, 11, 10)), None),
            (vec![weak(tenth), weak(tenth)], None, None),
            (vec![], None, None),
        ];
        for (traces, installed, agrees) in cases {
            assert_eq!(concluded(&traces), (installed, agrees), "{traces:?}");
        }
    }

    #[test]
    fn times_of_a_wrong_clock_are_no_evidence() {
        assert_eq!(days().plausible(at("1970-01-01T00:00:00Z")), Err(Cause::Unsupported));
        assert_eq!(days().plausible(at("1970-01-01T00:00:07Z")), Err(Cause::Malformed));
        assert_eq!(days().plausible(at("1999-12-31T23:59:59Z")), Err(Cause::Malformed));
        assert_eq!(days().plausible(at("2026-11-23T00:00:00Z")), Err(Cause::Malformed));
        assert_eq!(days().plausible(at("2026-11-21T17:00:00Z")), Ok(date(2026, 11, 21)));
    }

    #[test]
    fn evidence_that_could_not_be_read_keeps_its_cause() {
        let facts = conclude(&[trace(words::EVIDENCE_STRONG, Err(Cause::Denied))], days());

        let fact = facts.get_item(0, words::EVIDENCE_DATE);
        assert_eq!(fact, Some(Fact::unknown(Cause::Denied, words::FILE_TIMES)));
    }
}
