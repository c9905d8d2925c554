//! Facts of the `device-reset` check on Linux.
//!
//! Reads when the root file system, the installer's log, the package database, the machine's identifier, the
//! remote-login keys and the home directories were made, and what the kernel says about the machine. Needs no
//! permission. Cannot see what was copied with its times, a disk that was cloned block by block, or data that
//! was copied back after a reset.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use custodia_core::fact::{Cause, Facts};
use custodia_core::value::Digest;
use custodia_core::vocabulary::device_reset as words;
use custodia_core::vocabulary::{Source, Word};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use nix::sys::statfs::{BTRFS_SUPER_MAGIC, EXT4_SUPER_MAGIC, F2FS_SUPER_MAGIC, FsType, statfs};

use super::files::read_text;
use super::{known, live};
use crate::host::Host;

/// No system is older; what claims to be comes from a clock that was not set.
const EARLIEST: Date = date(2000, 1, 1);

/// Evidence this many days apart still agrees: installing may take an evening and a morning.
const AGREEMENT_DAYS: i32 = 2;

/// More packages or homes than this are not looked at.
const MAX_ENTRIES: usize = 20_000;

/// The largest of the small files that are read here, in bytes.
const SMALL_FILE: u64 = 4096;

/// Files that container programs leave for those inside.
const CONTAINER_MARKS: &[&str] = &[
    "/.dockerenv",
    "/run/.containerenv",
    "/run/systemd/container",
    "/run/host/container-manager",
    "/.flatpak-info",
];

/// What comes before the identifier where its digest is made, so that the digest serves this program alone.
const MACHINE_ID_SALT: &[u8] = b"custodia machine-id v1\0";

pub(crate) fn device_reset(host: &Host) -> Facts {
    let identifier = machine_id(host);
    let traces = traces(host, identifier.as_ref().map(|_| ()).map_err(|cause| *cause));
    let mut facts = conclude(&traces, host.now());
    let home = oldest_home(host).and_then(|time| plausible(time, host.now()));
    facts.put(words::OLDEST_HOME_ON, known(home, words::FILE_TIMES));
    facts.put(words::MACHINE_ID_DIGEST, known(identifier, words::MACHINE_ID_FILE));
    facts.put(words::ENVIRONMENT, live(environment(host), words::MACHINE_DESCRIPTION));
    facts
}

/// One trace that an installation leaves.
#[derive(Clone, Debug)]
struct Trace {
    kind: Word,
    reliability: Word,
    source: Source,
    time: Result<Timestamp, Cause>,
}

/// The facts that follow from the traces.
fn conclude(traces: &[Trace], now: Timestamp) -> Facts {
    let mut facts = Facts::new();
    let mut counted = Vec::new();
    for (item, trace) in (0_u16..).zip(traces) {
        let day = trace.time.and_then(|time| plausible(time, now));
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

/// The day of a time in UTC, unless a clock that was wrong made it.
fn plausible(time: Timestamp, now: Timestamp) -> Result<Date, Cause> {
    let day = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
    // Whole trees have no birth time: the file system then says zero.
    if time.as_second() == 0 {
        return Err(Cause::Unsupported);
    }
    let tomorrow = day(now).tomorrow().map_err(|_| Cause::Failed)?;
    let day = day(time);
    if (EARLIEST..=tomorrow).contains(&day) { Ok(day) } else { Err(Cause::Malformed) }
}

fn traces(host: &Host, identifier: Result<(), Cause>) -> Vec<Trace> {
    let trace = |kind, reliability, time| Trace { kind, reliability, source: words::FILE_TIMES, time };
    let first_of = |paths: &[&str], time: fn(&Path) -> Result<Timestamp, Cause>| {
        paths.iter().map(|path| time(&host.path(path))).find(|time| *time != Err(Cause::Missing))
    };
    let mut traces = vec![trace(words::ROOT_FILE_SYSTEM, words::EVIDENCE_STRONG, root_file_system(host))];
    if let Some(time) = first_of(&["/var/log/installer", "/var/log/anaconda"], modified) {
        traces.push(trace(words::INSTALLER_LOG, words::EVIDENCE_STRONG, time));
    }
    if let Some(time) = first_of(&["/usr/lib/sysimage/rpm", "/var/lib/rpm"], born)
        && !is_image_based(host)
    {
        traces.push(trace(words::PACKAGE_DATABASE, words::EVIDENCE_MODERATE, time));
    }
    let log = host.path("/var/log/pacman.log");
    if log.exists() {
        let time = first_log_line(&log);
        let source = words::PACKAGE_LOG;
        traces.push(Trace { source, ..trace(words::PACKAGE_DATABASE, words::EVIDENCE_MODERATE, time) });
    }
    // An identifier that is empty or not yet made dates nothing.
    let time = identifier.and_then(|()| modified(&host.path("/etc/machine-id")));
    traces.push(trace(words::MACHINE_ID, words::EVIDENCE_MODERATE, time));
    match oldest_package(host) {
        Err(Cause::Missing) => {}
        time => traces.push(trace(words::OLDEST_PACKAGE, words::EVIDENCE_WEAK, time)),
    }
    if let Some(time) =
        first_of(&["/etc/ssh/ssh_host_ed25519_key.pub", "/etc/ssh/ssh_host_rsa_key.pub"], modified)
    {
        traces.push(trace(words::SSH_HOST_KEYS, words::EVIDENCE_WEAK, time));
    }
    traces
}

/// When the root directory was made, which is when its file system was made.
///
/// Only on file systems that are known to keep it: overlays and memory show the last start, images the day
/// that the vendor built them.
fn root_file_system(host: &Host) -> Result<Timestamp, Cause> {
    /// `XFS_SUPER_MAGIC` of `magic.h`, which `nix` does not name for musl.
    const XFS: FsType = FsType(0x5846_5342);
    const DATED: [FsType; 4] = [EXT4_SUPER_MAGIC, BTRFS_SUPER_MAGIC, XFS, F2FS_SUPER_MAGIC];
    let root = host.path("/");
    let kind = statfs(&root).map_err(|_| Cause::Failed)?.filesystem_type();
    if !DATED.contains(&kind) || is_image_based(host) {
        return Err(Cause::Unsupported);
    }
    from_file_system(fs_err::metadata(root).and_then(|found| found.created()))
}

/// Whether the system is replaced as a whole at every update, so that its root is as old as the last one.
fn is_image_based(host: &Host) -> bool {
    host.path("/run/ostree-booted").exists()
}

fn born(path: &Path) -> Result<Timestamp, Cause> {
    from_file_system(fs_err::metadata(path).and_then(|found| found.created()))
}

fn modified(path: &Path) -> Result<Timestamp, Cause> {
    from_file_system(fs_err::metadata(path).and_then(|found| found.modified()))
}

fn from_file_system(time: std::io::Result<SystemTime>) -> Result<Timestamp, Cause> {
    Timestamp::try_from(time.map_err(|error| cause(error.kind()))?).map_err(|_| Cause::Malformed)
}

/// The oldest list of a package's files, of the Debian family.
fn oldest_package(host: &Host) -> Result<Timestamp, Cause> {
    entries(&host.path("/var/lib/dpkg/info"))?
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "list"))
        .filter_map(|path| modified(path).ok())
        .min()
        .ok_or(Cause::Missing)
}

/// The day with which the log of Arch's package manager begins, such as `[2026-11-21T18:00:00+0000]`.
fn first_log_line(path: &Path) -> Result<Timestamp, Cause> {
    let head = head(path, 64)?;
    let day = head.strip_prefix('[').and_then(|rest| rest.get(..10)).ok_or(Cause::Malformed)?;
    let day: Date = day.parse().map_err(|_| Cause::Malformed)?;
    // Noon keeps the day, whatever zone it was written in.
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).map_err(|_| Cause::Malformed)?;
    Ok(noon.timestamp())
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

/// A salted digest of the identifier in `/etc/machine-id`, which itself must not leave the machine.
fn machine_id(host: &Host) -> Result<Digest, Cause> {
    let text = read_text(&host.path("/etc/machine-id"), SMALL_FILE)?;
    let identifier = text.trim();
    if identifier.len() != 32 || !identifier.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Cause::Malformed);
    }
    Ok(Digest::of(&[MACHINE_ID_SALT, identifier.to_ascii_lowercase().as_bytes()].concat()))
}

fn environment(host: &Host) -> Word {
    if CONTAINER_MARKS.iter().any(|mark| host.path(mark).symlink_metadata().is_ok()) {
        return words::CONTAINER;
    }
    let release = head(&host.path("/proc/sys/kernel/osrelease"), SMALL_FILE).unwrap_or_default();
    // The Windows subsystem for Linux; its kernel names its maker.
    if release.to_ascii_lowercase().contains("microsoft") {
        return words::VIRTUAL_MACHINE;
    }
    let processor = head(&host.path("/proc/cpuinfo"), 4 * SMALL_FILE).unwrap_or_default();
    match processor.lines().find_map(|line| line.strip_prefix("flags")) {
        Some(flags) if flags.split_ascii_whitespace().any(|flag| flag == "hypervisor") => {
            words::VIRTUAL_MACHINE
        }
        Some(_) => words::BARE_METAL,
        // Only x86 processors tell.
        None => words::NO_CONTAINER,
    }
}

/// The first bytes of a file, as text.
fn head(path: &Path, limit: u64) -> Result<String, Cause> {
    let file = fs_err::File::open(path).map_err(|error| cause(error.kind()))?;
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes).map_err(|error| cause(error.kind()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is open; what is not named here is a failure")]
fn cause(kind: ErrorKind) -> Cause {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Cause::Missing,
        ErrorKind::PermissionDenied => Cause::Denied,
        ErrorKind::Unsupported => Cause::Unsupported,
        _ => Cause::Failed,
    }
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::Fact;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn now() -> Timestamp {
        at("2026-11-21T18:00:00Z")
    }

    fn trace(reliability: Word, time: Result<&str, Cause>) -> Trace {
        let source = words::FILE_TIMES;
        Trace { kind: words::ROOT_FILE_SYSTEM, reliability, source, time: time.map(at) }
    }

    fn concluded(traces: &[Trace]) -> (Option<Date>, Option<bool>) {
        let facts = conclude(traces, now());
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
        assert_eq!(plausible(at("1970-01-01T00:00:00Z"), now()), Err(Cause::Unsupported));
        assert_eq!(plausible(at("1970-01-01T00:00:07Z"), now()), Err(Cause::Malformed));
        assert_eq!(plausible(at("1999-12-31T23:59:59Z"), now()), Err(Cause::Malformed));
        assert_eq!(plausible(at("2026-11-23T00:00:00Z"), now()), Err(Cause::Malformed));
        assert_eq!(plausible(at("2026-11-21T17:00:00Z"), now()), Ok(date(2026, 11, 21)));
    }

    #[test]
    fn evidence_that_could_not_be_read_keeps_its_cause() {
        let facts = conclude(&[trace(words::EVIDENCE_STRONG, Err(Cause::Denied))], now());

        let fact = facts.get_item(0, words::EVIDENCE_DATE);
        assert_eq!(fact, Some(Fact::unknown(Cause::Denied, words::FILE_TIMES)));
    }
}
