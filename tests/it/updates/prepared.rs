//! The prepared states of `docs/accuracy.md`.

use custodia_core::verdict::Status;

use super::{Archive, BOOKWORM, MAIN, Machine, SECURITY, debian};
use crate::accuracy::{State, evidence};
use crate::home::{answer, tool};

const APT: &str = "real apt, dpkg-deb, apt-ftparchive";
const FILES: &str = "files as the system leaves them";

const UP_TO_DATE: (Status, &str) = (Status::Pass, "updates-up-to-date");
const WAITING: (Status, &str) = (Status::Fail, "updates-security-waiting");
const NO_ARCHIVE: (Status, &str) = (Status::Fail, "updates-no-security-archive");
const ENDED: (Status, &str) = (Status::Fail, "updates-release-ended");
const UNSUPPORTED: (Status, &str) = (Status::Unknown, "updates-lists-unsupported");

const INSTALLED: &str = "install ok installed";

/// The browser before and after its security update.
const OLD: (super::Package<'_>, &str) = (("browser", "128.4-1", "amd64"), INSTALLED);
const NEW: (super::Package<'_>, &str) = (("browser", "128.5-1+deb12u2", "amd64"), INSTALLED);

const UBUNTU: Archive<'_> = Archive {
    origin: "Ubuntu",
    label: "Ubuntu",
    suite: "noble-security",
    codename: "noble-security",
    ..SECURITY
};

fn state(name: &str, bed: &'static str, expected: (Status, &'static str), machine: &Machine) -> State {
    let (facts, verdict) = machine.verdict();
    let names = [
        "manager",
        "environment",
        "security-pending",
        "security-archive",
        "lists-age-days",
        "restart-waiting-days",
        "support",
    ];
    State { name: name.to_owned(), bed, expected, verdict, evidence: evidence(&facts, &names) }
}

pub(crate) fn states() -> Vec<State> {
    let mut states = of_apt();
    states.extend(of_lists());
    states.extend(of_others());
    states
}

/// What waits in lists that are fresh.
fn of_apt() -> Vec<State> {
    let with = |name, expected, machine: Machine| state(name, APT, expected, &machine);
    let packed = Machine::new(BOOKWORM)
        .with_status(&[OLD])
        .with_lists(&[SECURITY], &["-o", "Acquire::GzipIndexes=true"]);
    let ubuntu = |package| {
        let release = "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nUBUNTU_CODENAME=noble\n";
        Machine::new(release).with_status(&[package]).with_lists(&[UBUNTU], &[])
    };
    let look_alike = Archive {
        folder: "debian-security",
        origin: "Ann",
        label: "Ann",
        packages: SECURITY.packages,
        ..MAIN
    };
    let held = (OLD.0, "hold ok installed");
    let removed = (OLD.0, "deinstall ok config-files");
    let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"22.1\"\nUBUNTU_CODENAME=noble\n";
    vec![
        with("Debian 12 with every security update", UP_TO_DATE, debian(&[NEW], &[SECURITY, MAIN])),
        with("Debian 12 with a security update not installed", WAITING, debian(&[OLD], &[SECURITY, MAIN])),
        with("the same, with lists that apt packed", WAITING, packed),
        with("the same, where somebody put the package on hold", WAITING, debian(&[held], &[SECURITY, MAIN])),
        with(
            "a package that was removed and left its settings",
            UP_TO_DATE,
            debian(&[removed], &[SECURITY, MAIN]),
        ),
        with(
            "a package that is newer than the security update, by its epoch",
            UP_TO_DATE,
            debian(&[(("browser", "1:1-1", "amd64"), INSTALLED)], &[SECURITY]),
        ),
        with(
            "an update that is not for security",
            UP_TO_DATE,
            debian(&[NEW, (("editor", "9.1-1", "amd64"), INSTALLED)], &[SECURITY, MAIN]),
        ),
        with(
            "a package of another architecture than the update",
            UP_TO_DATE,
            debian(&[(("browser", "128.4-1", "i386"), INSTALLED)], &[SECURITY]),
        ),
        with("Debian 12 without its security archive", NO_ARCHIVE, debian(&[OLD], &[MAIN])),
        with(
            "the same, with another's archive whose address names security",
            NO_ARCHIVE,
            debian(&[OLD], &[MAIN, look_alike]),
        ),
        with("Ubuntu 24.04 with every security update", UP_TO_DATE, ubuntu(NEW)),
        with("Ubuntu 24.04 with a security update not installed", WAITING, ubuntu(OLD)),
        with(
            "Linux Mint 22.1, which takes Ubuntu's security updates, up to date",
            UP_TO_DATE,
            Machine::new(mint).with_status(&[NEW]).with_lists(&[UBUNTU], &[]),
        ),
    ]
}

/// Lists that are old, gone or damaged, and releases that are none of the known.
fn of_lists() -> Vec<State> {
    let with = |name, status, reason, machine: Machine| state(name, APT, (status, reason), &machine);
    let dated = |date, further, package| debian(&[package], &[Archive { date, further, ..SECURITY }]);
    let (ten_days, forty_days) = ("Wed, 11 Nov 2026 10:00:00 UTC", "Mon, 12 Oct 2026 10:00:00 UTC");
    let valid_until = "Valid-Until: Sat, 21 Nov 2026 00:12:41 UTC\n";
    let without_lists = debian(&[OLD], &[SECURITY]);
    for entry in fs_err::read_dir(without_lists.path("var/lib/apt/lists")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs_err::remove_file(path).unwrap();
        }
    }
    let cut = debian(&[OLD], &[SECURITY]).with("var/lib/dpkg/status", "");
    let bullseye = Archive { codename: "bullseye-security", ..SECURITY };
    let forky = Archive { codename: "forky", suite: "testing", ..MAIN };
    let release =
        |release: &str, archive| Machine::new(release).with_status(&[NEW]).with_lists(&[archive], &[]);
    let testing = "ID=debian\nVERSION_CODENAME=forky\n";
    let own = "ID=own-system\nID_LIKE=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n";
    let refreshed = dated(ten_days, "", NEW).with_old(
        "var/lib/apt/periodic/update-success-stamp",
        "",
        "2026-11-21T06:00:00Z",
    );
    let overdue = debian(&[NEW], &[SECURITY])
        .with("usr/lib/modules/6.1.0-41-amd64/modules.dep", "")
        .with_old("boot/vmlinuz-6.1.0-41-amd64", "", "2026-10-01T10:00:00Z")
        .aged("usr/lib/modules/6.1.0-41-amd64", "2026-11-11T10:00:00Z");
    let restart = debian(&[NEW], &[SECURITY]).with_old("run/reboot-required", "", "2026-11-19T10:00:00Z");
    let container = debian(&[NEW], &[SECURITY]).with(".dockerenv", "");
    let live = debian(&[NEW], &[SECURITY]).with("proc/cmdline", "boot=live components\n");
    let no_kernel = debian(&[NEW], &[SECURITY]);
    fs_err::remove_dir_all(no_kernel.path("usr/lib/modules")).unwrap();
    let unknown = Status::Unknown;
    vec![
        with(
            "lists of ten days ago in which nothing waits",
            unknown,
            "updates-lists-stale",
            dated(ten_days, "", NEW),
        ),
        with("the same, where apt fetched all lists today", UP_TO_DATE.0, UP_TO_DATE.1, refreshed),
        with(
            "lists of ten days ago in which an update waits",
            WAITING.0,
            WAITING.1,
            dated(ten_days, "", OLD),
        ),
        with("lists of forty days ago", Status::Fail, "updates-lists-too-old", dated(forty_days, "", NEW)),
        with(
            "a security list past its Valid-Until",
            unknown,
            "updates-lists-not-valid",
            dated("Sat, 14 Nov 2026 19:00:00 UTC", valid_until, NEW),
        ),
        with(
            "a security list from a clock that is a year ahead",
            unknown,
            "updates-lists-age-unclear",
            dated("Sat, 20 Nov 2027 10:00:00 UTC", "", NEW),
        ),
        with("lists that were deleted", unknown, "updates-lists-missing", without_lists),
        with("an empty status file of dpkg", unknown, "updates-lists-unread", cut),
        with(
            "Debian 11 after its long-term support",
            ENDED.0,
            ENDED.1,
            release("ID=debian\nVERSION_ID=\"11\"\nVERSION_CODENAME=bullseye\n", bullseye),
        ),
        with("Debian testing", UNSUPPORTED.0, UNSUPPORTED.1, release(testing, forky)),
        with(
            "a system of one's own on Debian's archives",
            unknown,
            "updates-release-unknown",
            release(own, SECURITY),
        ),
        with("a newer kernel installed ten days ago", Status::Fail, "updates-restart-overdue", overdue),
        with("a restart asked for two days ago", UP_TO_DATE.0, UP_TO_DATE.1, restart),
        with("no kernel that is installed", unknown, "updates-restart-unclear", no_kernel),
        with("a container", unknown, "updates-inside-container", container),
        with("a system started from a stick", Status::NotApplicable, "updates-from-stick", live),
    ]
}

/// Systems of other managers.
fn of_others() -> Vec<State> {
    let rpm = |release: &str| {
        let machine = Machine::new(release);
        let root = machine.path("");
        answer(tool("rpm", "rpm").arg("--root").arg(root).args([
            "--dbpath",
            "/usr/lib/sysimage/rpm",
            "--initdb",
        ]));
        machine
    };
    let kernel = |machine: Machine| {
        machine.with("usr/lib/modules/6.1.0-40-amd64/vmlinuz", "").with("etc/dnf/automatic.conf", "")
    };
    let pacman = Machine::new("ID=arch\n").with("var/lib/pacman/local/ALPM_DB_VERSION", "9\n").with_old(
        "var/lib/pacman/sync/core.db",
        "",
        "2026-11-20T10:00:00Z",
    );
    let stale = Machine::new("ID=arch\n").with("var/lib/pacman/local/ALPM_DB_VERSION", "9\n").with_old(
        "var/lib/pacman/sync/core.db",
        "",
        "2026-09-20T10:00:00Z",
    );
    let replaced = Machine::new("ID=arch\n")
        .with("var/lib/pacman/local/ALPM_DB_VERSION", "9\n")
        .with("proc/sys/kernel/osrelease", "6.17.7-arch1-1\n")
        .with("usr/lib/modules/6.17.8-arch1-1/vmlinuz", "")
        .aged("usr/lib/modules/6.17.8-arch1-1", "2026-11-01T10:00:00Z");
    let silverblue = "ID=fedora\nVERSION_ID=43\nSUPPORT_END=2026-12-09\n";
    let unknown = Status::Unknown;
    vec![
        state(
            "Fedora 43, which names the end of its support",
            "real rpm",
            UNSUPPORTED,
            &kernel(rpm("ID=fedora\nVERSION_ID=43\nSUPPORT_END=2026-12-09\n")),
        ),
        state("Fedora 41", "real rpm", ENDED, &kernel(rpm("ID=fedora\nVERSION_ID=41\n"))),
        state(
            "openSUSE Leap 15.6",
            "real rpm",
            ENDED,
            &rpm("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.6\"\n"),
        ),
        state(
            "openSUSE Tumbleweed",
            "real rpm",
            UNSUPPORTED,
            &rpm("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n"),
        ),
        state("Arch Linux", FILES, UNSUPPORTED, &pacman),
        state(
            "Arch Linux, whose lists are two months old",
            FILES,
            (Status::Fail, "updates-lists-too-old"),
            &stale,
        ),
        state(
            "Arch Linux, whose running kernel was replaced three weeks ago",
            FILES,
            (Status::Fail, "updates-restart-overdue"),
            &replaced,
        ),
        state(
            "Fedora Silverblue",
            FILES,
            (unknown, "updates-whole-image"),
            &kernel(Machine::new(silverblue)).with("run/ostree-booted", ""),
        ),
        state(
            "NixOS",
            FILES,
            (unknown, "updates-whole-image"),
            &Machine::new("ID=nixos\nVERSION_ID=25.05\n"),
        ),
        state(
            "a system that none of the managers belongs to",
            FILES,
            UNSUPPORTED,
            &Machine::new("ID=void\n").with("var/lib/dpkg/status", ""),
        ),
    ]
}

#[test]
fn every_state_is_judged_right() {
    for state in states() {
        let verdict = (state.verdict.status, state.verdict.reason.id());
        assert_eq!(verdict, state.expected, "{}: {}", state.name, state.evidence);
    }
}
