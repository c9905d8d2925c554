//! `meeting-apps` over prepared machines: packages that the real dpkg installed, lists that the real apt fetched and
//! verified, and applications that the real Flatpak built, installed and changed.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::{Status, Verdict};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::meeting_apps as words;
use fs_err as fs;
use fs_err::os::unix::fs::symlink;
use tempfile::TempDir;

use crate::accuracy::{State, evidence};

mod apt;
mod flatpak;

/// A machine below a temporary folder, with dpkg.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        machine
            .put("var/lib/dpkg/status", "Package: base-files\nStatus: install ok installed\nVersion: 12\n\n");
        machine
    }

    fn path(&self, path: &str) -> PathBuf {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// A file in the home that can be run.
    fn program(&self, path: &str) {
        let path = self.path(path);
        fs::write(&path, "\x7fELF").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_mode(0o755);
        fs::set_permissions(&path, permissions).unwrap();
    }

    fn home(&self) -> PathBuf {
        let home = self.path("home/ana");
        fs::create_dir_all(&home).unwrap();
        home
    }

    fn facts(&self) -> Facts {
        let environment = BTreeMap::from([("HOME".to_owned(), self.home().display().to_string())]);
        let host = Host::new(self.0.path(), environment, custodia::clock::now());
        check(CheckId::MeetingApps).probe(&host)
    }
}

fn judge(facts: &Facts) -> Verdict {
    check(CheckId::MeetingApps).evaluate(facts, &Rule::for_check(CheckId::MeetingApps, []))
}

fn origins(facts: &Facts) -> Vec<(Option<Word>, Option<Word>)> {
    let items = facts.items().into_iter();
    items.map(|item| (facts.value_item(item, words::APP), facts.value_item(item, words::ORIGIN))).collect()
}

fn state(name: &str, bed: &'static str, expected: (Status, &'static str), machine: &Machine) -> State {
    let facts = machine.facts();
    let verdict = judge(&facts);
    let names = ["count", "complete", "app", "origin", "version", "update-pending", "reaches-home-files"];
    State { name: name.to_owned(), bed, expected, verdict, evidence: evidence(&facts, &names) }
}

#[test]
fn what_lies_loose_is_found_where_programs_are_put() {
    let cases: &[(&str, Option<Word>)] = &[
        ("home/ana/Descargas/Jitsi-Meet-x86_64.AppImage", Some(words::JITSI_MEET)),
        ("home/ana/Applications/zoom.AppImage", Some(words::ZOOM)),
        ("home/ana/Telegram/Telegram", Some(words::TELEGRAM)),
        ("home/ana/.local/bin/teams-for-linux", Some(words::TEAMS_FOR_LINUX)),
        ("opt/zoom/zoom", Some(words::ZOOM)),
        ("home/ana/Descargas/zoom-receipt.pdf", None),
        ("home/ana/Documents/Telegram/Telegram", None),
    ];
    for (path, expected) in cases {
        let machine = Machine::new();
        machine.program(path);
        let expected: Vec<_> = expected.iter().map(|app| (Some(*app), Some(words::LOOSE_FILE))).collect();
        assert_eq!(origins(&machine.facts()), expected, "{path}");
    }
}

#[test]
fn a_download_that_cannot_be_run_and_a_link_are_no_application() {
    let machine = Machine::new();
    machine.put("home/ana/Descargas/zoom.AppImage", "");
    fs::create_dir_all(machine.path("home/ana/bin")).unwrap();
    symlink("/usr/bin/true", machine.path("home/ana/bin/zoom")).unwrap();

    assert_eq!(origins(&machine.facts()), []);
}

#[test]
fn menus_tell_of_pages_and_of_programs_in_the_home() {
    let machine = Machine::new();
    let menu = "home/ana/.local/share/applications";
    machine
        .put(&format!("{menu}/chrome-kjgfgldnnfoeklkmfkjfagphfepbbdan-Default.desktop"), "[Desktop Entry]\n");
    machine.program("home/ana/programas/Signal-desktop.AppImage");
    let line =
        format!("Exec=\"{}\" %U", machine.path("home/ana/programas/Signal-desktop.AppImage").display());
    machine.put(&format!("{menu}/mine.desktop"), &format!("[Desktop Entry]\n{line}\n"));

    let expected =
        [(Some(words::GOOGLE_MEET), Some(words::WEB_APP)), (Some(words::SIGNAL), Some(words::LOOSE_FILE))];
    let mut found = origins(&machine.facts());
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_system_whose_packages_are_not_known_is_unknown() {
    let machine = Machine(tempfile::tempdir().unwrap());
    let verdict = judge(&machine.facts());
    assert_eq!((verdict.status, verdict.reason.id()), (Status::Unknown, "meeting-apps-not-all-asked"));
}

#[test]
fn a_policy_asks_for_versions_and_origins() {
    let machine = Machine::new();
    machine.put(
        "var/lib/dpkg/status",
        "Package: zoom\nStatus: install ok installed\nVersion: 6.2.11.5069\nArchitecture: amd64\n\n",
    );
    machine
        .put("var/lib/apt/lists/host_dists_x_main_binary-amd64_Packages", "Package: other\nVersion: 1\n\n");
    let facts = machine.facts();
    let minimum = |version: &str| {
        let versions = BTreeMap::from([(words::ZOOM, version.parse().unwrap())]);
        let origins = ParameterValue::Words(vec![words::SIDELOADED_PACKAGE]);
        let parameters =
            [("minimum-versions", ParameterValue::Versions(versions)), ("official-origins", origins)];
        let verdict =
            check(CheckId::MeetingApps).evaluate(&facts, &Rule::for_check(CheckId::MeetingApps, parameters));
        (verdict.status, verdict.reason.id())
    };

    assert_eq!(minimum("6.2"), (Status::Pass, "meeting-apps-all-in-order"));
    assert_eq!(minimum("6.2.11.5069"), (Status::Pass, "meeting-apps-all-in-order"));
    assert_eq!(minimum("6.10"), (Status::Fail, "meeting-apps-too-old"));
    assert_eq!(judge(&facts).reason.id(), "meeting-apps-origin-not-told");
}

/// The prepared states of `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    let bed = "prepared files";
    let pass = (Status::Pass, "meeting-apps-all-in-order");
    let origin = (Status::Unknown, "meeting-apps-origin-not-told");
    let mut states = Vec::new();
    let mut add = |name: &str, expected, change: &dyn Fn(&Machine)| {
        let machine = Machine::new();
        change(&machine);
        states.push(state(name, bed, expected, &machine));
    };
    add("no application for meetings", (Status::NotApplicable, "meeting-apps-none-installed"), &|_| {});
    add("Zoom as an AppImage in the downloads", origin, &|machine| {
        machine.program("home/ana/Descargas/zoom_x86_64.AppImage");
    });
    add("Telegram unpacked in the home", origin, &|machine| machine.program("home/ana/Telegram/Telegram"));
    add("Google Meet as an application of Chrome", pass, &|machine| {
        machine.put(
            "home/ana/.local/share/applications/chrome-kjgfgldnnfoeklkmfkjfagphfepbbdan-Default.desktop",
            "[Desktop Entry]\n",
        );
    });
    add(
        "Zoom from the snap store, whose permissions root alone may read",
        (Status::Unknown, "meeting-apps-age-not-told"),
        &|machine| {
            machine.put("var/lib/snapd/snaps/zoom-client_231.snap", "");
            machine.put("snap/zoom-client/231/meta/snap.yaml", "name: zoom-client\nversion: '6.2.11'\n");
            symlink("231", machine.path("snap/zoom-client/current")).unwrap();
        },
    );
    add("dpkg's record is damaged", (Status::Unknown, "meeting-apps-not-all-asked"), &|machine| {
        machine.put("var/lib/dpkg/status", "Status: install ok installed\n");
    });
    states.extend(apt::states());
    states.extend(flatpak::states());
    states
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(root: &Path, home: &Path, text: &str) {
    let put = |path: PathBuf, content: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    put(
        root.join("var/lib/dpkg/status"),
        &format!("Package: zoom\nStatus: install ok installed\nMaintainer: {text}\nVersion: {text}\n\n"),
    );
    put(
        root.join("var/lib/apt/lists/host_dists_x_main_binary-amd64_Packages"),
        &format!("Package: zoom\nVersion: {text}\nOrigin: {text}\n\n"),
    );
    put(root.join("var/lib/apt/lists/host_dists_x_InRelease"), &format!("Origin: {text}\n"));
    put(root.join("etc/apt/sources.list"), &format!("deb [trusted=yes] {text} {text}\n"));
    put(
        home.join(".local/share/applications/mine.desktop"),
        &format!("[Desktop Entry]\nName={text}\nExec={text}\n"),
    );
    let app = home.join(".local/share/flatpak/app/org.signal.Signal/current/active");
    put(app.join("deploy"), text);
    put(app.join("metadata"), &format!("[Context]\nfilesystems={text}\n"));
}
