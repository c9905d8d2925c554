//! The traces that an installation leaves, each with how far it can be relied on.
//!
//! Reads the times of files and folders and the first lines of package logs. Needs no permission. LUKS headers, which
//! hold no time, and super blocks, which only the administrator may read, are not looked at.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::SystemTime;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::device_reset as words;
use custodia_core::vocabulary::{Source, Word};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use nix::sys::statfs::{BTRFS_SUPER_MAGIC, EXT4_SUPER_MAGIC, F2FS_SUPER_MAGIC, FsType, statfs};

use super::{MAX_ENTRIES, SMALL_FILE, cause, entries, head};
use crate::host::Host;

/// One trace that an installation leaves.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    pub(super) kind: Word,
    pub(super) reliability: Word,
    pub(super) source: Source,
    pub(super) time: Result<Timestamp, Cause>,
}

/// How the time of a trace is read.
#[derive(Clone, Copy)]
enum Time {
    /// The birth of the file.
    Born,
    /// The last change of its content.
    Modified,
    /// The first line in it.
    FirstLine,
}

/// Traces of files: of each kind the first that is there.
///
/// Installers write their log at the end of the installation; the folder of it comes last, because its time changes
/// when somebody tidies up. Other files in there come from the installation medium, with its times.
#[rustfmt::skip]
const FILES: &[(Word, Word, Time, &[&str])] = &[
    (words::INSTALLER_LOG, words::EVIDENCE_STRONG, Time::Modified, &[
        // Debian's installer and Ubuntu's two.
        "/var/log/installer/status", "/var/log/installer/syslog", "/var/log/installer/curtin-install.log",
        "/var/log/installer/autoinstall-user-data", "/var/log/installer",
        // Fedora and its relatives, openSUSE.
        "/var/log/anaconda/anaconda.log", "/var/log/anaconda", "/var/log/agama-installation",
        // Calamares.
        "/var/log/installation.log", "/var/log/Calamares.log",
    ]),
    (words::INSTALLER_LOG, words::EVIDENCE_MODERATE, Time::Born, &["/var/log/YaST2"]),
    (words::PACKAGE_DATABASE, words::EVIDENCE_MODERATE, Time::FirstLine,
        &["/var/log/pacman.log", "/var/log/zypp/history", "/var/log/dpkg.log"]),
    (words::FIRST_START, words::EVIDENCE_MODERATE, Time::Modified,
        &["/var/log/oem-config.log", "/var/lib/cloud/sem/config_scripts_per_once.once"]),
    (words::SSH_HOST_KEYS, words::EVIDENCE_WEAK, Time::Modified,
        &["/etc/ssh/ssh_host_ed25519_key.pub", "/etc/ssh/ssh_host_rsa_key.pub"]),
    (words::SYSTEM_FOLDERS, words::EVIDENCE_WEAK, Time::Born, &["/etc"]),
    (words::LOST_AND_FOUND, words::EVIDENCE_WEAK, Time::Born, &["/lost+found"]),
    (words::HOMES_FOLDER, words::EVIDENCE_WEAK, Time::Born, &["/home"]),
];

/// All traces, with the machine's identifier as text and the time of the oldest package.
pub(super) fn traces(
    host: &Host,
    identifier: Result<&str, Cause>,
    oldest_package: Result<Timestamp, Cause>,
) -> Vec<Trace> {
    let trace = |kind, reliability, time| Trace { kind, reliability, source: words::FILE_TIMES, time };
    let mut traces = vec![trace(words::ROOT_FILE_SYSTEM, words::EVIDENCE_STRONG, root_file_system(host))];
    // An identifier that is empty or not yet made dates nothing.
    let time = identifier.and_then(|_| modified(&host.path("/etc/machine-id")));
    traces.push(trace(words::MACHINE_ID, words::EVIDENCE_MODERATE, time));
    for (kind, reliability, time, paths) in FILES {
        let read = |path: &&str| {
            let path = host.path(path);
            match time {
                Time::Born => born(&path),
                Time::Modified => modified(&path),
                Time::FirstLine => first_line(&path),
            }
        };
        if let Some(found) = paths.iter().map(read).find(|found| *found != Err(Cause::Missing)) {
            let source = if matches!(time, Time::FirstLine) { words::PACKAGE_LOG } else { words::FILE_TIMES };
            traces.push(Trace { source, ..trace(*kind, *reliability, found) });
        }
    }
    if !is_ostree(host) {
        let databases = ["/usr/lib/sysimage/rpm", "/var/lib/rpm"].map(|path| born(&host.path(path)));
        if let Some(time) = databases.into_iter().find(|time| *time != Err(Cause::Missing)) {
            traces.push(trace(words::PACKAGE_DATABASE, words::EVIDENCE_MODERATE, time));
        }
    }
    if oldest_package != Err(Cause::Missing) {
        traces.push(trace(words::OLDEST_PACKAGE, words::EVIDENCE_WEAK, oldest_package));
    }
    let journal = identifier.and_then(|identifier| born(&host.path("/var/log/journal").join(identifier)));
    let login = modified(&host.config_home().join("gnome-initial-setup-done"));
    for (kind, time) in [(words::FIRST_JOURNAL, journal), (words::FIRST_LOGIN, login)] {
        if time.is_ok() {
            traces.push(trace(kind, words::EVIDENCE_WEAK, time));
        }
    }
    traces
}

/// When the root directory was made, which is when its file system was made.
///
/// Only on file systems that are known to keep it: overlays and memory show the last start, images the day
/// that the vendor built them. Where the system is replaced as a whole at every update, its root is as old as
/// the last one; ostree shows the root of the disk beside it.
fn root_file_system(host: &Host) -> Result<Timestamp, Cause> {
    /// `XFS_SUPER_MAGIC` of `magic.h`, which `nix` does not name for musl.
    const XFS: FsType = FsType(0x5846_5342);
    const DATED: [FsType; 4] = [EXT4_SUPER_MAGIC, BTRFS_SUPER_MAGIC, XFS, F2FS_SUPER_MAGIC];
    let root = host.path(if is_ostree(host) { "/sysroot" } else { "/" });
    let kind = statfs(&root).map_err(|error| cause(std::io::Error::from(error).kind()))?.filesystem_type();
    if !DATED.contains(&kind) || is_vendor_image(host) {
        return Err(Cause::Unsupported);
    }
    born(&root)
}

fn is_ostree(host: &Host) -> bool {
    host.path("/run/ostree-booted").exists()
}

/// Whether the root was built by the vendor and put on the disk as it is, by os-release(5).
fn is_vendor_image(host: &Host) -> bool {
    const IDENTIFIERS: [&str; 5] = ["steamos", "chromeos", "flatcar", "vanilla", "blendos"];
    let mut release = head(&host.path("/etc/os-release"), SMALL_FILE);
    if release == Err(Cause::Missing) {
        release = head(&host.path("/usr/lib/os-release"), SMALL_FILE);
    }
    release.unwrap_or_default().lines().filter_map(|line| line.split_once('=')).any(|(name, value)| {
        let value = value.trim().trim_matches(['"', '\'']);
        name == "IMAGE_ID" && !value.is_empty() || name == "ID" && IDENTIFIERS.contains(&value)
    })
}

pub(super) fn born(path: &Path) -> Result<Timestamp, Cause> {
    from_file_system(fs_err::metadata(path).and_then(|found| found.created()))
}

fn modified(path: &Path) -> Result<Timestamp, Cause> {
    from_file_system(fs_err::metadata(path).and_then(|found| found.modified()))
}

fn from_file_system(time: std::io::Result<SystemTime>) -> Result<Timestamp, Cause> {
    Timestamp::try_from(time.map_err(|error| cause(error.kind()))?).map_err(|_| Cause::Malformed)
}

/// The oldest list of a package's files, of the Debian family, and the name of the package.
pub(super) fn oldest_package(host: &Host) -> Result<(Timestamp, String), Cause> {
    let folder = fs_err::read_dir(host.path("/var/lib/dpkg/info")).map_err(|error| cause(error.kind()))?;
    let mut oldest: Option<(SystemTime, OsString)> = None;
    for (number, entry) in folder.enumerate() {
        let entry = entry.map_err(|error| cause(error.kind()))?;
        let name = entry.file_name();
        if number == MAX_ENTRIES {
            return Err(Cause::TooLarge);
        }
        if name.as_bytes().ends_with(b".list")
            && let Ok(time) = entry.metadata().and_then(|found| found.modified())
            && oldest.as_ref().is_none_or(|(oldest, _)| time < *oldest)
        {
            oldest = Some((time, name));
        }
    }
    let (time, name) = oldest.ok_or(Cause::Missing)?;
    // Such as `libc6:amd64.list`.
    let name = name.to_string_lossy();
    let name = name.trim_end_matches(".list").split(':').next().unwrap_or_default();
    Ok((from_file_system(Ok(time))?, name.to_owned()))
}

/// A day before which this system cannot have been installed, if the clock at the installation is proven wrong.
///
/// The oldest package was unpacked, by the clock, before its own files were made by those who built it.
pub(super) fn clock_proof(host: &Host, (unpacked, name): &(Timestamp, String)) -> Option<Timestamp> {
    let folder = host.path("/usr/share/doc").join(name);
    // Through a link, the file would be another package's.
    let is_own = folder.symlink_metadata().is_ok_and(|found| found.is_dir());
    let built = folder.join("copyright").symlink_metadata().ok().filter(|found| is_own && found.is_file())?;
    let built = Timestamp::try_from(built.modified().ok()?).ok()?;
    (built > *unpacked + SignedDuration::from_hours(24)).then_some(built)
}

/// The day in the first line of a package manager's log that begins where the installation does.
fn first_line(path: &Path) -> Result<Timestamp, Cause> {
    let text = head(path, SMALL_FILE)?;
    // Beside one that was rotated, which begins later, lies its older part.
    let name = path.file_name().and_then(|name| name.to_str()).ok_or(Cause::Malformed)?;
    let siblings = entries(path.parent().ok_or(Cause::Malformed)?)?;
    let mut names = siblings.iter().filter_map(|sibling| sibling.file_name()?.to_str());
    if names.any(|other| other.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '-']))) {
        return Err(Cause::Missing);
    }
    // Noon keeps the day, whatever zone it was written in.
    let noon = first_day(&text)?.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).map_err(|_| Cause::Malformed)?;
    Ok(noon.timestamp())
}

/// The day with which a log of pacman (`[2026-11-21T18:00:00+0000] [PACMAN] ...`), zypp (`# 2026-11-21 18:00:00 ...`
/// or `2026-11-21 18:00:00|install|...`) or dpkg (`2026-11-21 18:00:00 startup archives install`) begins.
///
/// dpkg's is cut off every month and emptied where images are made: it counts where the first package of all follows.
pub(crate) fn first_day(log: &str) -> Result<Date, Cause> {
    let mut lines = log.lines();
    let first = lines.next().unwrap_or_default();
    let is_entry = first.starts_with(['[', '#']) || first.contains('|');
    let is_beginning = first.ends_with(" startup archives install")
        && lines.next().is_some_and(|next| next.contains(" install base-") && next.contains(" <none> "));
    let day = first.trim_start_matches(['[', '#', ' ']).get(..10).and_then(|day| day.parse().ok());
    match day {
        Some(day) if is_entry || is_beginning => Ok(day),
        Some(_) => Err(Cause::Missing),
        None => Err(Cause::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_package_log_gives_the_day_with_which_it_begins() {
        let day = Ok(date(2024, 3, 1));
        let cases = [
            ("[2024-03-01T21:30:00+0100] [PACMAN] Running 'pacman -r /mnt -Sy'\n", day),
            ("[2024-03-01 21:30] [PACMAN] synchronizing\n", day),
            ("# 2024-03-01 21:30:00 filesystem-84.87.rpm installed ok\n", day),
            ("2024-03-01 21:30:00|install|filesystem|84.87-1.1|x86_64|||\n", day),
            (
                "2024-03-01 21:30:00 startup archives install\n2024-03-01 21:30:00 install base-passwd:amd64 <none> 3.6.1\n",
                day,
            ),
            (
                "2024-03-01 21:30:00 startup archives install\n2024-03-01 21:30:00 install vim:amd64 <none> 9\n",
                Err(Cause::Missing),
            ),
            ("2024-03-01 21:30:00 startup archives unpack\n", Err(Cause::Missing)),
            ("[2024-13-01T21:30:00+0100] [PACMAN]\n", Err(Cause::Malformed)),
            ("\u{fffd}\u{fffd}\u{fffd}\u{fffd}", Err(Cause::Malformed)),
            ("[2024-03", Err(Cause::Malformed)),
            ("", Err(Cause::Malformed)),
        ];
        for (log, expected) in cases {
            assert_eq!(first_day(log), expected, "{log}");
        }
    }

    proptest! {
        #[test]
        fn any_log_is_read_without_panic(log in ".{0,60}(\n.{0,60})?") {
            let _ = first_day(&log);
        }
    }
}
