//! `device-reset` over prepared roots.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::value::Digest;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::device_reset as words;
use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use tempfile::TempDir;

mod disks;

pub(crate) use disks::states;

const IDENTIFIER: &str = "0123456789abcdef0123456789abcdef";

fn write(root: &TempDir, path: &str, text: &str, time: &str) {
    let path = root.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    set_time(&path, time);
}

fn set_time(path: &Path, time: &str) {
    let time = SystemTime::from(time.parse::<Timestamp>().unwrap());
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

fn probe(root: &TempDir) -> Facts {
    let environment =
        BTreeMap::from([("HOME".to_owned(), root.path().join("home/ana").display().to_string())]);
    let host = Host::new(root.path(), environment, custodia::clock::now());
    check(CheckId::DeviceReset).probe(&host)
}

fn item(facts: &Facts, kind: Word) -> Option<u16> {
    facts.items().into_iter().find(|&item| facts.value_item(item, words::EVIDENCE_KIND) == Some(kind))
}

fn day(facts: &Facts, kind: Word) -> Option<Date> {
    item(facts, kind).and_then(|item| facts.value_item(item, words::EVIDENCE_DATE))
}

#[test]
fn every_trace_of_an_installation_gives_its_day() {
    let root = tempfile::tempdir().unwrap();
    write(&root, "etc/machine-id", IDENTIFIER, "2024-03-02T10:00:00Z");
    write(&root, "var/log/installer/initial-status.gz", "", "2023-11-01T10:00:00Z");
    write(&root, "var/log/installer/syslog", "", "2024-03-01T22:00:00Z");
    set_time(&root.path().join("var/log/installer"), "2025-12-01T22:00:00Z");
    write(&root, "var/lib/dpkg/info/base-files.list", "", "2025-07-01T00:00:00Z");
    write(&root, "var/lib/dpkg/info/cdebconf.list", "", "2024-03-01T21:00:00Z");
    write(&root, "var/lib/dpkg/info/cdebconf.md5sums", "", "2020-01-01T00:00:00Z");
    write(
        &root,
        "var/log/pacman.log",
        "[2024-03-01T21:30:00+0100] [PACMAN] Running\n",
        "2026-01-01T00:00:00Z",
    );
    write(&root, "etc/ssh/ssh_host_ed25519_key.pub", "", "2025-01-05T00:00:00Z");

    let facts = probe(&root);

    assert_eq!(day(&facts, words::MACHINE_ID), Some(date(2024, 3, 2)));
    assert_eq!(day(&facts, words::INSTALLER_LOG), Some(date(2024, 3, 1)));
    assert_eq!(day(&facts, words::OLDEST_PACKAGE), Some(date(2024, 3, 1)));
    assert_eq!(day(&facts, words::PACKAGE_DATABASE), Some(date(2024, 3, 1)));
    assert_eq!(day(&facts, words::SSH_HOST_KEYS), Some(date(2025, 1, 5)));
    assert_eq!(facts.value(words::INSTALLED_ON), Some(date(2024, 3, 1)));
}

#[test]
fn the_identifier_leaves_only_as_a_salted_digest() {
    let root = tempfile::tempdir().unwrap();
    write(&root, "etc/machine-id", &format!("{IDENTIFIER}\n"), "2024-03-02T10:00:00Z");

    let facts = probe(&root);

    let salted = Digest::of(format!("custodia machine-id v1\0{IDENTIFIER}").as_bytes());
    assert_eq!(facts.value(words::MACHINE_ID_DIGEST), Some(salted));
    assert!(!serde_json::to_string(&facts.records()).unwrap().contains(IDENTIFIER));
}

#[test]
fn an_identifier_that_was_not_made_yet_is_no_evidence() {
    for text in ["", "uninitialized\n", "0123", "0123456789abcdef0123456789abcdeZ"] {
        let root = tempfile::tempdir().unwrap();
        write(&root, "etc/machine-id", text, "2024-03-02T10:00:00Z");

        let facts = probe(&root);

        assert_eq!(day(&facts, words::MACHINE_ID), None, "{text}");
        assert_eq!(
            facts.get(words::MACHINE_ID_DIGEST),
            Some(Fact::unknown(Cause::Malformed, words::MACHINE_ID_FILE)),
            "{text}"
        );
    }
}

#[test]
fn times_before_computers_or_in_the_future_are_no_evidence() {
    for time in ["1970-01-01T00:00:00Z", "1999-06-01T00:00:00Z", "2999-01-01T00:00:00Z"] {
        let root = tempfile::tempdir().unwrap();
        write(&root, "etc/machine-id", IDENTIFIER, time);

        assert_eq!(day(&probe(&root), words::MACHINE_ID), None, "{time}");
    }
}

#[test]
fn a_system_that_is_replaced_at_every_update_is_not_dated_by_its_root() {
    let root = tempfile::tempdir().unwrap();
    write(&root, "run/ostree-booted", "", "2026-01-01T00:00:00Z");
    write(&root, "usr/lib/sysimage/rpm/rpmdb.sqlite", "", "2026-01-01T00:00:00Z");

    let facts = probe(&root);

    let file_system = item(&facts, words::ROOT_FILE_SYSTEM).unwrap();
    assert_eq!(
        facts.get_item(file_system, words::EVIDENCE_DATE),
        Some(Fact::unknown(Cause::Missing, words::FILE_TIMES))
    );
    assert_eq!(item(&facts, words::PACKAGE_DATABASE), None);
}

#[test]
fn what_the_system_runs_on_is_told_from_marks_and_processor() {
    let cases = [
        ("proc/cpuinfo", "flags\t\t: fpu vme\n", Some(words::BARE_METAL)),
        ("proc/cpuinfo", "flags\t\t: fpu hypervisor lahf_lm\n", Some(words::VIRTUAL_MACHINE)),
        ("proc/sys/kernel/osrelease", "5.15.0-microsoft-standard-WSL2\n", Some(words::CONTAINER)),
        ("proc/self/uid_map", "         0          0 4294967295\n", Some(words::NO_CONTAINER)),
        ("proc/self/uid_map", "         0     100000      65536\n", Some(words::CONTAINER)),
        ("proc/self/uid_map", "      1000       1000          1\n", Some(words::CONTAINER)),
        ("proc/cmdline", "BOOT_IMAGE=/live/vmlinuz boot=live components quiet\n", Some(words::LIVE_SYSTEM)),
        ("proc/cmdline", "root=live:CDLABEL=Fedora rd.live.image quiet\n", Some(words::LIVE_SYSTEM)),
        ("proc/cmdline", "root=UUID=boot=live-x ro xboot=live quiet\n", Some(words::NO_CONTAINER)),
        ("run/live/medium/x", "", Some(words::LIVE_SYSTEM)),
        (".dockerenv", "", Some(words::CONTAINER)),
        ("run/.containerenv", "", Some(words::CONTAINER)),
        ("proc/cpuinfo", "Features\t: fp asimd\n", Some(words::NO_CONTAINER)),
        ("etc/hostname", "", Some(words::NO_CONTAINER)),
    ];
    for (path, text, expected) in cases {
        let root = tempfile::tempdir().unwrap();
        write(&root, path, text, "2024-03-02T10:00:00Z");

        assert_eq!(probe(&root).value(words::ENVIRONMENT), expected, "{path} {text}");
    }
}

#[test]
fn the_oldest_home_is_dated_or_its_cause_is_told() {
    let root = tempfile::tempdir().unwrap();
    let missing = probe(&root).get(words::OLDEST_HOME_ON);
    assert_eq!(missing, Some(Fact::unknown(Cause::Missing, words::FILE_TIMES)));

    fs::create_dir_all(root.path().join("home/ana")).unwrap();
    fs::create_dir_all(root.path().join("home/luis")).unwrap();
    let born = fs::metadata(root.path().join("home/ana")).unwrap().created();
    let known = probe(&root).value(words::OLDEST_HOME_ON).is_some();
    // Birth times cannot be set: either this file system keeps them, or the cause says that it does not.
    let keeps = born.is_ok_and(|time| time > SystemTime::UNIX_EPOCH);
    assert_eq!(known, keeps);
}

#[test]
fn other_identifiers_in_the_journal_are_told() {
    let other = "fedcba9876543210fedcba9876543210";
    let cases = [
        (vec![], None),
        (vec![IDENTIFIER], Some(false)),
        (vec![IDENTIFIER, "remote"], Some(false)),
        (vec![IDENTIFIER, other], Some(true)),
        (vec![other], Some(true)),
    ];
    for (folders, expected) in cases {
        let root = tempfile::tempdir().unwrap();
        write(&root, "etc/machine-id", IDENTIFIER, "2024-03-02T10:00:00Z");
        for folder in &folders {
            fs::create_dir_all(root.path().join("var/log/journal").join(folder)).unwrap();
        }

        assert_eq!(probe(&root).value(words::OTHER_IDENTIFIER), expected, "{folders:?}");
    }
}

#[test]
fn what_a_clock_that_was_wrong_gave_is_no_evidence() {
    let root = tempfile::tempdir().unwrap();
    write(&root, "etc/machine-id", IDENTIFIER, "2015-01-01T00:05:00Z");
    write(&root, "var/log/installer/syslog", "", "2015-01-01T00:30:00Z");
    write(&root, "var/lib/dpkg/info/base-files.list", "", "2015-01-01T00:10:00Z");
    write(&root, "usr/share/doc/base-files/copyright", "", "2023-05-01T00:00:00Z");
    let facts = probe(&root);
    assert_eq!((day(&facts, words::MACHINE_ID), day(&facts, words::INSTALLER_LOG)), (None, None));

    // Through a link, the file belongs to a package that was renewed since.
    fs::rename(root.path().join("usr/share/doc/base-files"), root.path().join("usr/share/doc/other"))
        .unwrap();
    fs::os::unix::fs::symlink("other", root.path().join("usr/share/doc/base-files")).unwrap();
    assert_eq!(day(&probe(&root), words::MACHINE_ID), Some(date(2015, 1, 1)));
}

#[test]
fn a_pipe_in_the_place_of_a_log_is_not_waited_for() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("var/log")).unwrap();
    nix::unistd::mkfifo(&root.path().join("var/log/pacman.log"), nix::sys::stat::Mode::S_IRWXU).unwrap();

    let facts = probe(&root);

    let log = item(&facts, words::PACKAGE_DATABASE).unwrap();
    assert_eq!(
        facts.get_item(log, words::EVIDENCE_DATE),
        Some(Fact::unknown(Cause::Malformed, words::PACKAGE_LOG))
    );
}
