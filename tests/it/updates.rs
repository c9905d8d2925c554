//! `updates` over prepared machines, whose lists the real apt fetched and whose records the real managers made.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Verdict;
use custodia_core::vocabulary::updates as words;
use fs_err as fs;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::home::{answer, tool};

mod prepared;

pub(crate) use prepared::states;

/// The time of the check.
const NOW: &str = "2026-11-21T18:00:00Z";

const BOOKWORM: &str = "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n";

/// A package: its name, version and architecture.
type Package<'a> = (&'a str, &'a str, &'a str);

/// An archive that apt fetches from, and what its Release file says.
struct Archive<'a> {
    /// Its folder, which gets into the names of the lists.
    folder: &'a str,
    origin: &'a str,
    label: &'a str,
    suite: &'a str,
    codename: &'a str,
    date: &'a str,
    /// Further lines of the Release file.
    further: &'a str,
    packages: &'a [Package<'a>],
}

/// Debian's security archive as of the day before the check.
const SECURITY: Archive<'_> = Archive {
    folder: "archive",
    origin: "Debian",
    label: "Debian-Security",
    suite: "oldstable-security",
    codename: "bookworm-security",
    date: "Fri, 20 Nov 2026 00:12:41 UTC",
    further: "",
    packages: &[
        ("browser", "128.5-1+deb12u2", "amd64"),
        ("viewer", "1.5-1", "all"),
        ("mailer", "2:3-1", "amd64"),
    ],
};

/// Debian's own archive.
const MAIN: Archive<'_> = Archive {
    folder: "main",
    label: "Debian",
    suite: "oldstable",
    codename: "bookworm",
    date: "Sat, 11 Jul 2026 10:16:37 UTC",
    packages: &[("editor", "9.2-1", "amd64"), ("browser", "128.4-1", "amd64")],
    ..SECURITY
};

/// A machine below a folder of its own.
struct Machine {
    place: TempDir,
}

impl Machine {
    fn new(release: &str) -> Self {
        let machine = Self { place: tempfile::tempdir().unwrap() };
        machine
            .with("etc/os-release", release)
            .with("proc/cpuinfo", "flags\t\t: fpu vme\n")
            .with("proc/sys/kernel/osrelease", "6.1.0-40-amd64\n")
            .with("usr/lib/modules/6.1.0-40-amd64/modules.dep", "")
            .with("boot/vmlinuz-6.1.0-40-amd64", "")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join("root").join(name)
    }

    fn with(self, name: &str, content: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The same with a file that was last written to at a time.
    fn with_old(self, name: &str, content: &str, time: &str) -> Self {
        self.with(name, content).aged(name, time)
    }

    /// The same where a file or folder was last changed at a time.
    fn aged(self, name: &str, time: &str) -> Self {
        set_time(&self.path(name), time);
        self
    }

    /// The same with dpkg's records of packages, each with its selection and state.
    fn with_status(self, packages: &[(Package<'_>, &str)]) -> Self {
        let dpkg = (("dpkg", "1.21.22", "amd64"), "install ok installed");
        let all = [dpkg];
        let paragraphs = all.iter().chain(packages).map(|((name, version, architecture), status)| {
            format!(
                "Package: {name}\nStatus: {status}\nMaintainer: Ann <ann@press.example>\nArchitecture: {architecture}\n\
                 Version: {version}\nDescription: x\n\n"
            )
        });
        let status: String = paragraphs.collect();
        self.with("var/lib/dpkg/status", &status)
    }

    /// The same with lists that the real apt fetches from archives, with options of its own.
    fn with_lists(self, archives: &[Archive<'_>], options: &[&str]) -> Self {
        let mut sources = String::new();
        for archive in archives {
            let folder = self.place.path().join(archive.folder);
            publish(&folder, archive);
            let Archive { codename, .. } = archive;
            let _ = writeln!(sources, "deb [trusted=yes] copy:{} {codename} main", folder.display());
        }
        for folder in ["lists/partial", "periodic"] {
            fs::create_dir_all(self.path("var/lib/apt").join(folder)).unwrap();
        }
        fs::create_dir_all(self.path("var/cache/apt/archives/partial")).unwrap();
        fs::create_dir_all(self.path("etc/apt/preferences.d")).unwrap();
        let machine = self.with("etc/apt/sources.list", &sources);
        answer(machine.apt().args(options).arg("update"));
        machine
    }

    /// The real apt, with everything of it on this machine.
    fn apt(&self) -> Command {
        let root = self.path("");
        let configuration = self.place.path().join("apt.conf");
        let text = format!(
            "Dir \"{0}\";\nDir::State::status \"{0}/var/lib/dpkg/status\";\nAPT::Architecture \"amd64\";\n\
             APT::Architectures \"amd64\";\nAPT::Sandbox::User \"root\";\nAcquire::Languages \"none\";\n\
             Acquire::Check-Date \"false\";\nAcquire::Check-Valid-Until \"false\";\n",
            root.display()
        );
        fs::write(&configuration, text).unwrap();
        let mut apt = tool("apt-get", "apt");
        apt.env("APT_CONFIG", configuration);
        apt
    }

    fn host(&self) -> Host {
        let environment = BTreeMap::from([("HOME".to_owned(), self.path("home/ana").display().to_string())]);
        Host::new(self.path(""), environment, NOW.parse().unwrap())
    }

    fn facts(&self) -> Facts {
        check(CheckId::Updates).probe(&self.host())
    }

    fn verdict(&self) -> (Facts, Verdict) {
        let facts = self.facts();
        let verdict = check(CheckId::Updates).evaluate(&facts, &Rule::for_check(CheckId::Updates, []));
        (facts, verdict)
    }
}

fn set_time(path: &Path, time: &str) {
    let time = SystemTime::from(time.parse::<Timestamp>().unwrap());
    fs::File::options().read(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Makes an archive with the tools that make real ones.
fn publish(folder: &Path, archive: &Archive<'_>) {
    let release = folder.join("dists").join(archive.codename);
    let list = release.join("main/binary-amd64");
    fs::create_dir_all(&list).unwrap();
    fs::create_dir_all(folder.join("pool")).unwrap();
    for (name, version, architecture) in archive.packages {
        let tree = folder.join("tree").join(name);
        fs::create_dir_all(tree.join("DEBIAN")).unwrap();
        let control = format!(
            "Package: {name}\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: Ann <ann@press.example>\n\
             Description: x\n"
        );
        fs::write(tree.join("DEBIAN/control"), control).unwrap();
        let package = folder.join("pool").join(format!("{name}.deb"));
        answer(tool("dpkg-deb", "dpkg").args(["--root-owner-group", "-b"]).arg(tree).arg(package));
    }
    let ftparchive = || tool("apt-ftparchive", "apt-utils");
    let packages = answer(ftparchive().current_dir(folder).args(["packages", "pool"]));
    fs::write(list.join("Packages"), format!("{packages}\n")).unwrap();
    let mut command = ftparchive();
    for (name, value) in [
        ("Origin", archive.origin),
        ("Label", archive.label),
        ("Suite", archive.suite),
        ("Codename", archive.codename),
        ("Architectures", "amd64"),
        ("Components", "main"),
    ] {
        command.args(["-o", &format!("APT::FTPArchive::Release::{name}={value}")]);
    }
    let text = answer(command.arg("release").arg(&release));
    let lines = text.lines().map(|line| match line.strip_prefix("Date: ") {
        Some(_) => format!("Date: {}\n{}", archive.date, archive.further),
        None => format!("{line}\n"),
    });
    fs::write(release.join("Release"), lines.collect::<String>()).unwrap();
    let date = archive.date.replace(" UTC", " +0000");
    let made = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(&date).unwrap();
    set_time(&release.join("Release"), &made.to_string());
}

/// A machine with these versions of the packages of the archives.
fn debian(packages: &[(Package<'_>, &str)], archives: &[Archive<'_>]) -> Machine {
    Machine::new(BOOKWORM).with_status(packages).with_lists(archives, &[])
}

#[test]
fn what_waits_is_what_the_real_apt_would_upgrade() {
    let installed = "install ok installed";
    for versions in [
        ["128.5-1+deb12u1", "1.5-1", "2:3-1"],
        ["128.5-1+deb12u2", "1.5~rc1-1", "1:9-1"],
        ["128.5-1+deb12u10", "1.4-1", "2:3-1~deb12u1"],
        ["0:128.5-1+deb12u2", "1.5-1+b1", "2:3-0"],
        ["1", "1", "1"],
    ] {
        let [browser, viewer, mailer] = versions;
        let packages = [
            (("browser", browser, "amd64"), installed),
            (("viewer", viewer, "all"), installed),
            (("mailer", mailer, "amd64"), installed),
            (("editor", "9.1-1", "amd64"), installed),
            (("browser", "1", "i386"), "deinstall ok config-files"),
        ];
        let machine = debian(&packages, &[SECURITY, MAIN]);

        let facts = machine.facts();

        let upgrades = answer(machine.apt().args(["-s", "upgrade"]));
        let of = |label: &str| {
            let lines = upgrades.lines().filter(|line| line.starts_with("Inst ") && line.contains(label));
            u64::try_from(lines.count()).unwrap()
        };
        assert_eq!(
            facts.value(words::SECURITY_PENDING),
            Some(of("Debian-Security:")),
            "{versions:?} {upgrades}"
        );
        assert_eq!(facts.value(words::OTHER_PENDING), Some(of("Debian:")), "{versions:?} {upgrades}");
    }
}

#[test]
fn packed_lists_tell_the_same_or_nothing() {
    let packages = [(("browser", "128.4-1", "amd64"), "install ok installed")];
    let told = |options: &[&str]| {
        let machine = Machine::new(BOOKWORM).with_status(&packages).with_lists(&[SECURITY], options);
        let names = fs::read_dir(machine.path("var/lib/apt/lists")).unwrap();
        let names: Vec<_> = names.map(|name| name.unwrap().file_name().into_string().unwrap()).collect();
        let list = names.into_iter().find(|name| name.contains("Packages")).unwrap();
        let packing = list.rsplit_once("Packages").unwrap().1.to_owned();
        (packing, machine.facts().value(words::SECURITY_PENDING))
    };

    assert_eq!(told(&[]), (String::new(), Some(1)));
    let packed = told(&["-o", "Acquire::GzipIndexes=true"]);
    assert_eq!(packed, (".lz4".to_owned(), Some(1)));
}

#[test]
fn a_state_is_told_although_parts_of_it_are_damaged() {
    let machine = debian(&[(("browser", "1", "amd64"), "install ok installed")], &[SECURITY]);
    for (file, content) in [
        ("etc/apt/apt.conf.d/50own", "APT { Periodic"),
        ("run/reboot-required", ""),
        ("etc/flatpak/installations.d/a.conf", "\0"),
        ("etc/os-release", "ID=\n"),
    ] {
        let machine_file = machine.path(file);
        fs::create_dir_all(machine_file.parent().unwrap()).unwrap();
        fs::write(machine_file, content).unwrap();
        let _ = machine.verdict();
    }
    // A pipe in the place of a list is not waited for.
    let status = machine.path("var/lib/dpkg/status");
    fs::remove_file(&status).unwrap();
    nix::unistd::mkfifo(&status, nix::sys::stat::Mode::S_IRWXU).unwrap();
    assert_eq!(machine.facts().value(words::SECURITY_PENDING), None);
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(root: &Path, home: &Path, text: &str) {
    let package =
        format!("Package: {text}\nStatus: install ok installed\nArchitecture: {text}\nVersion: {text}\n\n");
    let release = format!(
        "Origin: {text}\nLabel: {text}\nSuite: {text}\nCodename: {text}\nDate: {text}\nValid-Until: {text}\n"
    );
    for (path, content) in [
        ("var/lib/dpkg/status", package.clone()),
        ("var/lib/apt/lists/a_InRelease", release),
        ("var/lib/apt/lists/a_main_binary-amd64_Packages", package.replace("Status", "Other")),
        ("etc/apt/apt.conf.d/50own", format!("APT::Periodic::Unattended-Upgrade \"{text}\";\n")),
        ("etc/apt/preferences", text.to_owned()),
        ("etc/dnf/automatic.conf", format!("[commands]\napply_updates={text}\n")),
        ("run/reboot-required", text.to_owned()),
        ("proc/sys/kernel/osrelease", text.to_owned()),
        ("var/lib/pacman/local/a-1-1/desc", format!("%NAME%\n{text}\n")),
        ("lib/apk/db/installed", format!("P:{text}\nV:{text}\n")),
        ("etc/flatpak/installations.d/own.conf", format!("[Installation \"{text}\"]\nPath={text}\n")),
        ("var/lib/flatpak/app/a.b.C/x86_64/stable/x/deploy", format!("{text}\0{text}\0")),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let path = home.join(".local/share/flatpak/repo/config");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("[remote \"{text}\"]\nurl={text}\n")).unwrap();
}
