//! Disks as installations leave them: real ext4 file systems, made by mke2fs, whose births debugfs sets.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use custodia::checks;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::device_reset as words;
use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;

use super::{IDENTIFIER, day};
use crate::accuracy::{State, evidence};
use crate::home::{answer, tool};

/// The day of the check, and that of the hand-over.
const NOW: &str = "2026-11-21T18:00:00Z";
const HAND_OVER: jiff::civil::Date = date(2026, 11, 10);
const OTHER: &str = "fedcba9876543210fedcba9876543210";

/// A mounted file system.
struct Disk {
    place: TempDir,
}

impl Disk {
    fn root(&self) -> PathBuf {
        self.place.path().join("root")
    }

    /// Makes an image with one of the tools and mounts it.
    fn mount(place: TempDir, options: &str) -> Self {
        fs::create_dir(place.path().join("root")).unwrap();
        let disk = Self { place };
        answer(
            tool("mount", "mount")
                .args(["-o", options])
                .arg(disk.place.path().join("image"))
                .arg(disk.root()),
        );
        disk
    }

    fn facts(&self) -> Facts {
        let environment =
            BTreeMap::from([("HOME".to_owned(), self.root().join("home/ana").display().to_string())]);
        checks::check(CheckId::DeviceReset).probe(&Host::new(self.root(), environment, NOW.parse().unwrap()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, because another program may be looking through all mounts.
        let _ = tool("umount", "mount").arg("--lazy").arg(self.root()).status();
    }
}

/// An ext4 file system with these files, given as path, content and day, and births of paths, given by day.
///
/// Whatever has no day of its own is of the last of the births that are given.
fn ext4(files: &[(&str, &str, &str)], births: &[(&str, &str)]) -> Disk {
    let place = tempfile::tempdir().unwrap();
    let tree = place.path().join("tree");
    fs::create_dir_all(tree.join("proc")).unwrap();
    fs::write(tree.join("proc/cpuinfo"), "flags\t\t: fpu vme\n").unwrap();
    fs::create_dir_all(tree.join("home/ana")).unwrap();
    let mut commands = String::new();
    for (path, content, day) in files {
        let file = tree.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, content).unwrap();
        let _ = writeln!(commands, "sif /{path} mtime {}", stamp(day));
    }
    let default = births.last().unwrap();
    let others = ["", "etc", "home", "home/ana", "lost+found"].map(|path| (path, default.1));
    // What comes last counts.
    for (path, day) in others.iter().chain(births) {
        let _ = writeln!(commands, "sif /{path} crtime {}", stamp(day));
    }
    fs::create_dir_all(tree.join("etc")).unwrap();
    let image = place.path().join("image");
    fs::File::create(&image).unwrap().set_len(8 << 20).unwrap();
    answer(tool("mke2fs", "e2fsprogs").args(["-q", "-t", "ext4", "-d"]).arg(&tree).arg(&image));
    fs::write(place.path().join("commands"), commands).unwrap();
    answer(tool("debugfs", "e2fsprogs").arg("-w").arg("-f").arg(place.path().join("commands")).arg(&image));
    Disk::mount(place, "loop,ro")
}

/// Noon of a day, as debugfs takes it.
fn stamp(day: &str) -> String {
    format!("{}120000", day.replace('-', ""))
}

struct Prepared {
    name: &'static str,
    disk: Disk,
    expected: (Status, &'static str),
}

#[rustfmt::skip]
fn prepared() -> Vec<Prepared> {
    const NEW: &str = "2026-11-12";
    const OLD: &str = "2024-03-01";
    const DPKG: &str = "2026-11-12 10:00:00 startup archives install\n2026-11-12 10:00:00 install base-passwd:amd64 <none> 3.6.1\n";
    const OLD_DPKG: &str = "2024-03-01 10:00:00 startup archives install\n2024-03-01 10:00:00 install base-passwd:amd64 <none> 3.6.1\n";
    let pass = (Status::Pass, "device-reset-installed-since");
    let before = (Status::Fail, "device-reset-installed-before");
    let disagrees = (Status::Unknown, "device-reset-evidence-disagrees");
    let weak = (Status::Unknown, "device-reset-evidence-too-weak");
    let state = |name, expected, files: &[(&str, &str, &str)], births: &[(&str, &str)]| {
        Prepared { name, disk: ext4(files, births), expected }
    };
    let id = |day| ("etc/machine-id", IDENTIFIER, day);
    vec![
        state("Debian installed after the hand-over", pass,
            &[id(NEW), ("var/log/installer/status", "", NEW), ("var/log/installer/syslog", "", NEW), ("var/log/dpkg.log", DPKG, NEW)], &[("", NEW)]),
        state("Debian installed before the hand-over", before,
            &[id(OLD), ("var/log/installer/status", "", OLD), ("var/log/dpkg.log", OLD_DPKG, NEW)], &[("", OLD)]),
        state("Debian installed before the hand-over, with packages renewed since", before,
            &[id(OLD), ("var/log/installer/status", "", OLD), ("var/lib/dpkg/info/base-files.list", "", NEW), ("var/log/dpkg.log", "2026-11-12 10:00:00 startup archives unpack\n", NEW)], &[("", OLD)]),
        state("Ubuntu installed after the hand-over, with files of the medium among the installer's", pass,
            &[id(NEW), ("var/log/installer/initial-status.gz", "", OLD), ("var/log/installer/syslog", "", NEW), ("var/lib/dpkg/info/base-files.list", "", OLD)], &[("", NEW)]),
        state("Fedora installed after the hand-over", pass,
            &[id(NEW), ("var/log/anaconda/anaconda.log", "", NEW), ("usr/lib/sysimage/rpm/rpmdb.sqlite", "", NEW)], &[("usr/lib/sysimage/rpm", NEW), ("", NEW)]),
        state("Arch installed after the hand-over", pass,
            &[id(NEW), ("var/log/pacman.log", "[2026-11-12T10:00:00+0100] [PACMAN] Running 'pacman -r /mnt -Sy'\n", NEW)], &[("", NEW)]),
        state("Arch copied with its files to a new disk, under a new identifier", disagrees,
            &[id(NEW), ("var/log/pacman.log", "[2024-03-01T10:00:00+0100] [PACMAN] Running 'pacman -r /mnt -Sy'\n", NEW)], &[("", NEW)]),
        state("openSUSE installed after the hand-over", pass,
            &[id(NEW), ("var/log/zypp/history", "# 2026-11-12 10:00:00 filesystem-84.87.rpm installed ok\n", NEW)], &[("", NEW)]),
        state("openSUSE whose package log was rotated", pass,
            &[id(NEW), ("var/log/zypp/history", "# 2026-11-20 10:00:00 a.rpm installed ok\n", NEW), ("var/log/zypp/history-20261119.xz", "", NEW)], &[("", NEW)]),
        state("Calamares, after the hand-over", pass,
            &[id(NEW), ("var/log/installation.log", "", NEW)], &[("", NEW)]),
        state("installed new, but with the earlier person's home kept", (Status::Fail, "device-reset-home-kept"),
            &[id(NEW), ("var/log/installer/status", "", NEW)], &[("home/ana", OLD), ("", NEW)]),
        state("system copied file by file to a new disk", disagrees,
            &[id(OLD), ("var/log/installer/status", "", OLD)], &[("", NEW)]),
        state("disk cloned block by block, identifier renewed", disagrees,
            &[id(NEW), ("var/log/journal/0123456789abcdef0123456789abcdef/system.journal", "", NEW), ("var/log/journal/fedcba9876543210fedcba9876543210/system.journal", "", OLD)], &[("", OLD)]),
        state("disk cloned block by block, nothing renewed", before,
            &[id(OLD), ("var/log/installer/status", "", OLD)], &[("", OLD)]),
        state("installed by the maker, set up by the person after the hand-over", disagrees,
            &[id(OLD), ("var/log/installer/status", "", OLD), ("var/log/oem-config.log", "", NEW)], &[("", OLD)]),
        state("installed over the old system without formatting", disagrees,
            &[id(NEW), ("var/log/installer/status", "", NEW)], &[("etc", NEW), ("", OLD)]),
        state("identifier not made yet", weak,
            &[("etc/machine-id", "uninitialized\n", NEW)], &[("", NEW)]),
        state("identifier alone beside the file system, both new", pass, &[id(NEW)], &[("", NEW)]),
        state("file system whose births are of 1970", weak, &[id(NEW)], &[("", "1970-01-01")]),
        state("installed with a clock that stood in 2015", weak,
            &[id("2015-01-01"), ("var/log/installer/status", "", "2015-01-01"), ("var/lib/dpkg/info/base-files.list", "", "2015-01-01"), ("usr/share/doc/base-files/copyright", "", OLD)], &[("", "2015-01-01")]),
        state("installed with a clock that stood in 1998", weak,
            &[id("1998-01-01"), ("var/log/installer/status", "", "1998-01-01")], &[("", "1998-01-01")]),
        state("installed with a clock in the future", weak,
            &[id("2031-01-01"), ("var/log/installer/status", "", "2031-01-01")], &[("", "2031-01-01")]),
        state("Fedora Silverblue, deployed anew since it was installed", pass,
            &[id(NEW), ("run/ostree-booted", "", NEW), ("sysroot/ostree/x", "", NEW), ("var/log/anaconda/anaconda.log", "", NEW)], &[("sysroot", NEW), ("", NEW)]),
        state("Fedora Silverblue installed before the hand-over, deployed anew since", before,
            &[id(OLD), ("run/ostree-booted", "", NEW), ("sysroot/ostree/x", "", NEW), ("var/log/anaconda/anaconda.log", "", OLD)], &[("sysroot", OLD), ("", NEW)]),
        state("SteamOS, whose root the vendor built", weak,
            &[id(NEW), ("etc/os-release", "NAME=SteamOS\nID=steamos\n", NEW)], &[("", OLD)]),
        state("in a Docker container", (Status::Unknown, "device-reset-in-container"),
            &[id(NEW), (".dockerenv", "", NEW), ("var/log/installer/status", "", NEW)], &[("", NEW)]),
        state("in a container without privileges", (Status::Unknown, "device-reset-in-container"),
            &[id(NEW), ("proc/self/uid_map", "0 100000 65536\n", NEW), ("var/log/installer/status", "", NEW)], &[("", NEW)]),
        state("Linux below Windows", (Status::Unknown, "device-reset-in-container"),
            &[id(NEW), ("proc/sys/kernel/osrelease", "5.15.0-microsoft-standard-WSL2\n", NEW)], &[("", NEW)]),
        state("started from a stick", (Status::Unknown, "device-reset-in-live-system"),
            &[id(NEW), ("proc/cmdline", "boot=casper quiet\n", NEW)], &[("", NEW)]),
        state("installed the day before the hand-over by UTC", disagrees,
            &[id("2026-11-09"), ("var/log/installer/status", "", "2026-11-09")], &[("", "2026-11-09")]),
        state("installed on the day of the hand-over", pass,
            &[id("2026-11-10"), ("var/log/installer/status", "", "2026-11-10")], &[("", "2026-11-10")]),
    ]
}

/// The states for `docs/accuracy.md`: the hand-over is on 10 November 2026, the check on 21 November.
pub(crate) fn states() -> Vec<State> {
    let rule = Rule::for_check(CheckId::DeviceReset, [("not-before", ParameterValue::Date(HAND_OVER))]);
    prepared()
        .into_iter()
        .map(|Prepared { name, disk, expected }| {
            let facts = disk.facts();
            let verdict = checks::check(CheckId::DeviceReset).evaluate(&facts, &rule);
            let evidence =
                evidence(&facts, &["installed-on", "evidence-agrees", "oldest-home-on", "environment"]);
            let bed = "ext4 by mke2fs, days set by debugfs";
            State { name: name.to_owned(), bed, expected, verdict, evidence }
        })
        .collect()
}

#[test]
fn disagreement_names_both_traces_and_a_clone_its_other_identifier() {
    let id = ("etc/machine-id", IDENTIFIER, "2026-11-12");
    let journal = format!("var/log/journal/{OTHER}/system.journal");
    let disk = ext4(&[id, (&journal, "", "2024-03-01")], &[("", "2024-03-01")]);
    let rule = Rule::for_check(CheckId::DeviceReset, [("not-before", ParameterValue::Date(HAND_OVER))]);

    let verdict = checks::check(CheckId::DeviceReset).evaluate(&disk.facts(), &rule);

    let findings: Vec<_> = verdict.findings.iter().map(custodia_core::verdict::Reason::id).collect();
    assert_eq!(findings, ["device-reset-traces-apart", "device-reset-ran-as-another"]);
    let arguments = serde_json::to_string(&verdict.findings[0]).unwrap();
    for part in ["root-file-system", "2024-03-01", "machine-id", "2026-11-12"] {
        assert!(arguments.contains(part), "{arguments}");
    }
}

/// XFS and Btrfs keep the birth of their root; so does a snapshot that a rollback makes the root.
#[test]
fn other_file_systems_are_as_old_as_they_were_made() {
    let today = custodia::clock::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    for (program, package, size) in
        [("mkfs.xfs", "xfsprogs", 320 << 20), ("mkfs.btrfs", "btrfs-progs", 128 << 20)]
    {
        let place = tempfile::tempdir().unwrap();
        let image = place.path().join("image");
        fs::File::create(&image).unwrap().set_len(size).unwrap();
        answer(tool(program, package).arg("-q").arg(&image));
        let disk = Disk::mount(place, "loop");
        let environment = BTreeMap::from([("HOME".to_owned(), "/nonexistent".to_owned())]);
        let host = |root: &Path| Host::new(root, environment.clone(), custodia::clock::now());
        let probe = |root: &Path| checks::check(CheckId::DeviceReset).probe(&host(root));

        let found = day(&probe(&disk.root()), words::ROOT_FILE_SYSTEM);
        assert!(
            found.is_some_and(|found| found == today || found.tomorrow().is_ok_and(|next| next == today)),
            "{program}: {found:?}"
        );

        if program == "mkfs.btrfs" {
            let born = |path: &Path| fs::metadata(path).and_then(|found| found.created()).unwrap();
            let (first, second) = (disk.root().join("@"), disk.root().join("rollback"));
            answer(tool("btrfs", package).args(["subvolume", "create"]).arg(&first));
            std::thread::sleep(std::time::Duration::from_millis(20));
            answer(tool("btrfs", package).args(["subvolume", "snapshot"]).arg(&first).arg(&second));
            assert_eq!(born(&first), born(&second));
        }
    }
}

/// A file system in memory, and an overlay, are as old as the last start: they date nothing.
#[test]
fn file_systems_that_are_made_at_every_start_are_not_dated() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    for name in ["memory", "lower", "root"] {
        fs::create_dir(path(name)).unwrap();
    }
    answer(tool("mount", "mount").args(["-t", "tmpfs", "none"]).arg(path("memory")));
    fs::create_dir(path("memory/upper")).unwrap();
    fs::create_dir(path("memory/work")).unwrap();
    let options = format!(
        "lowerdir={},upperdir={},workdir={}",
        path("lower").display(),
        path("memory/upper").display(),
        path("memory/work").display()
    );
    answer(tool("mount", "mount").args(["-t", "overlay", "none", "-o", &options]).arg(path("root")));

    let now: Timestamp = custodia::clock::now();
    let days: Vec<_> = ["memory", "root"]
        .map(|root| {
            let host = Host::new(path(root), BTreeMap::new(), now);
            day(&checks::check(CheckId::DeviceReset).probe(&host), words::ROOT_FILE_SYSTEM)
        })
        .into();
    for name in ["root", "memory"] {
        answer(tool("umount", "mount").arg(path(name)));
    }

    assert_eq!(days, [None, None]);
}
