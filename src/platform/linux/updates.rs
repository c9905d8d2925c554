//! Facts of the `updates` check on Linux.
//!
//! Reads the package managers' lists and records, the marks of updates that wait for a restart, the kernels, the settings
//! of automatic updates and the release of the system. Needs no permission. Cannot see what waits where the lists are packed
//! for their own manager (dnf, zypper, pacman, apk), what waits for snaps, or whether a list leaves something out.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::updates as words;
use custodia_core::vocabulary::{Word, common, device_reset};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::packages::dpkg::Status;
use super::packages::{flatpak, snap};
use super::{known, live, system};
use crate::browser::file;
use crate::host::Host;

mod apt;
mod apt_conf;
mod automatic;
pub(super) mod debian_version;
mod lists;
mod lz4;
mod reboot;
mod support;

pub(super) use apt::fuzz as fuzz_lists;
pub(super) use apt_conf::fuzz as fuzz_configuration;

const SECONDS_A_DAY: i64 = 86_400;

/// A clock may be wrong by so much before what it gave is no longer believed.
const CLOCK_TOLERANCE: i64 = SECONDS_A_DAY;

/// Systems that are replaced as a whole at every update.
const IMAGES: &[&str] =
    &["steamos", "nixos", "ubuntu-core", "flatcar", "chromeos", "vanilla", "endless", "tails"];

/// What keeps the records of each manager, the first that is there being the system's own.
const RECORDS: [(Word, &str); 5] = [
    (common::DPKG, "/var/lib/dpkg/status"),
    (common::RPM, "/usr/lib/sysimage/rpm"),
    (common::RPM, "/var/lib/rpm"),
    (common::PACMAN, "/var/lib/pacman/local"),
    (common::APK, "/lib/apk/db/installed"),
];

/// The assignments of os-release(5).
struct OsRelease(String);

impl OsRelease {
    fn get(&self, name: &str) -> Option<String> {
        system::assignment(&self.0, name).filter(|value| !value.is_empty())
    }
}

pub(crate) fn updates(host: &Host) -> Facts {
    let release = OsRelease(system::os_release(host).unwrap_or_default());
    let mut facts = Facts::new();
    facts.put(words::ENVIRONMENT, live(environment(host), words::SYSTEM_MARKS));
    let manager = manager(host, &release);
    facts.put(words::MANAGER, live(manager, words::RELEASE_DESCRIPTION));
    let is_expanded = if manager == common::DPKG {
        put_apt(&mut facts, host, &release)
    } else {
        put_others(&mut facts, host, manager);
        false
    };
    put_support(&mut facts, host, &release, is_expanded);
    put_restart(&mut facts, host);
    let pending = flatpak::pending(host);
    if pending != Ok(None) {
        let pending = pending.and_then(|pending| pending.ok_or(Cause::Missing));
        facts.put(words::FLATPAK_PENDING, known(pending, common::FLATPAK_INSTALLATIONS));
    }
    facts.put(words::HAS_SNAPS, known(snap::is_there(host), common::SNAP_INSTALLATIONS));
    facts
}

fn environment(host: &Host) -> Word {
    match super::device_reset::environment(host) {
        device_reset::CONTAINER => words::UPDATES_IN_CONTAINER,
        device_reset::LIVE_SYSTEM => words::STARTED_FROM_STICK,
        _ => words::INSTALLED_SYSTEM,
    }
}

/// What brings updates: an image as a whole, or the manager that the family of the system has.
fn manager(host: &Host, release: &OsRelease) -> Word {
    let id = release.get("ID").unwrap_or_default();
    if host.path("/run/ostree-booted").exists()
        || IMAGES.contains(&id.as_str())
        || release.get("IMAGE_ID").is_some()
    {
        return words::IMAGE_BASED;
    }
    let is_family = |manager| match system::family(&release.0) {
        Some(common::DEBIAN) => manager == common::DPKG,
        Some(common::FEDORA | common::SUSE) => manager == common::RPM,
        Some(common::ARCH) => manager == common::PACMAN,
        Some(common::ALPINE) => manager == common::APK,
        // Debian has packages of the other managers, with their folders.
        _ => false,
    };
    let found = RECORDS.into_iter().find(|(manager, path)| is_family(*manager) && host.path(path).exists());
    found.map_or(words::OTHER_MANAGER, |(manager, _)| manager)
}

/// Puts what apt knows, and tells whether Ubuntu Pro's archive is among its lists.
fn put_apt(facts: &mut Facts, host: &Host, release: &OsRelease) -> bool {
    let status = Status::read(host);
    let status = status.as_ref().map_err(|cause| *cause);
    let lists = apt::lists(host, release, status);
    facts.put(words::SECURITY_PENDING, known(lists.security, words::APT_LISTS));
    if lists.security.is_ok() {
        facts.put(words::SECURITY_HELD, live(lists.held, common::DPKG_STATUS));
        facts.put(words::OTHER_PENDING, live(lists.other, words::APT_LISTS));
    }
    // Whether there should be such an archive is known for the releases of these alone, which testing is not.
    let has_archive = release.get("ID").is_some_and(|id| ["debian", "ubuntu"].contains(&id.as_str()))
        && release.get("VERSION_ID").is_some();
    let archive = lists.has_security_archive.ok_or(Cause::Missing);
    let archive = if has_archive || archive == Ok(true) { archive } else { Err(Cause::Unsupported) };
    facts.put(words::SECURITY_ARCHIVE, known(archive, words::APT_LISTS));
    facts.put(
        words::LISTS_AGE_DAYS,
        known(lists.made.and_then(|made| days_since(host, made)), words::APT_LISTS),
    );
    facts.put(words::LISTS_EXPIRED, known(lists.has_expired.ok_or(Cause::Missing), words::APT_LISTS));
    facts.put(words::PREFERENCES, live(apt::has_preferences(host), words::AUTOMATIC_SETTINGS));
    put_automatic(facts, automatic::of_apt(host, status));
    put_unchanged(facts, host, common::DPKG);
    lists.is_expanded
}

fn put_others(facts: &mut Facts, host: &Host, manager: Word) {
    facts.put(words::SECURITY_PENDING, Fact::unknown(Cause::Unsupported, words::PACKAGE_LISTS));
    let age = lists::renewed(host, manager).and_then(|renewed| days_since(host, renewed));
    facts.put(words::LISTS_AGE_DAYS, known(age, words::PACKAGE_LISTS));
    put_automatic(facts, automatic::of_others(host));
    put_unchanged(facts, host, manager);
}

fn put_automatic(facts: &mut Facts, automatic: Result<bool, Cause>) {
    facts.put(
        words::AUTOMATIC,
        match automatic {
            Ok(automatic) => Fact::known(automatic, Evidence::set(words::AUTOMATIC_SETTINGS)),
            Err(cause) => Fact::unknown(cause, words::AUTOMATIC_SETTINGS),
        },
    );
}

fn put_unchanged(facts: &mut Facts, host: &Host, manager: Word) {
    let records = RECORDS.into_iter().filter(|(of, _)| *of == manager).map(|(_, path)| host.path(path));
    // What changes in a database does not change the folder that it lies in.
    let files = records.flat_map(|path| [path.join("rpmdb.sqlite"), path.join("Packages.db"), path]);
    let changed = files.filter_map(|path| file::changed(&path)).max().ok_or(Cause::Missing);
    let days = changed.and_then(|changed| days_since(host, changed));
    facts.put(words::UNCHANGED_DAYS, known(days, words::PACKAGE_LISTS));
}

fn put_support(facts: &mut Facts, host: &Host, release: &OsRelease, is_expanded: bool) {
    let today = host.now().to_zoned(TimeZone::UTC).date();
    let source = words::RELEASE_DESCRIPTION;
    match support::support(release, today, is_expanded) {
        Ok(support) => {
            facts.put(words::SUPPORT, live(support.kind, source));
            if let Some(until) = support.until {
                facts.put(words::SUPPORTED_UNTIL, live(until, source));
                let left = today.until(until).map_or(0, |span| span.get_days());
                facts.put(words::SUPPORT_DAYS_LEFT, live(u64::try_from(left).unwrap_or(0), source));
            }
        }
        Err(cause) => facts.put(words::SUPPORT, Fact::unknown(cause, source)),
    }
}

fn put_restart(facts: &mut Facts, host: &Host) {
    let since = reboot::needed_since(host);
    facts.put(words::RESTART_NEEDED, known(since.map(|since| since.is_some()), words::RESTART_MARKS));
    if let Ok(Some(since)) = since {
        facts.put(words::RESTART_WAITING_DAYS, known(days_since(host, since), words::RESTART_MARKS));
    }
}

/// Whole days since a time; one that is yet to come is of a clock that is wrong.
fn days_since(host: &Host, time: Timestamp) -> Result<u64, Cause> {
    let seconds = host.now().as_second().saturating_sub(time.as_second());
    if seconds < -CLOCK_TOLERANCE {
        return Err(Cause::Malformed);
    }
    u64::try_from(seconds.max(0) / SECONDS_A_DAY).map_err(|_| Cause::Malformed)
}
