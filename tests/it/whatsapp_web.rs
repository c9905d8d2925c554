//! `whatsapp-web` over real browser profiles in known states, damaged ones, running browsers and recorded facts.

mod damage;
mod live;
mod places;
mod privacy;
mod states;

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use custodia::checks::Check;
use custodia::checks::whatsapp_web::WhatsappWeb;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::verdict::{Status, Verdict};
use custodia_core::vocabulary::whatsapp_web as vocabulary;
use jiff::Timestamp;
use serde::Deserialize;
use tempfile::TempDir;

pub(crate) use self::states::states;

const LEVELDB: &str = "Default/Local Storage/leveldb";

/// The committed profiles, unpacked.
struct Bed {
    directory: TempDir,
    manifest: Manifest,
}

#[derive(Deserialize)]
struct Manifest {
    made: Timestamp,
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
struct Profile {
    path: String,
    state: String,
    browser: String,
    expect: Expectation,
}

#[derive(Deserialize)]
struct Expectation {
    data: Option<bool>,
    linked: bool,
    age_days: u64,
}

impl Bed {
    fn unpack() -> Self {
        let directory = TempDir::new().unwrap();
        let archive = bed("profiles.tar.xz");
        run("tar", "tar and xz-utils", |tar| tar.arg("-xJf").arg(&archive).arg("-C").arg(directory.path()));
        let manifest = fs_err::read(directory.path().join("manifest.json")).unwrap();
        Self { directory, manifest: serde_json::from_slice(&manifest).unwrap() }
    }

    /// A copy of one profile, to be damaged.
    fn copy(&self, name: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let profile = self.profile(name);
        run("cp", "coreutils", |cp| cp.arg("-a").arg(profile).arg(directory.path()));
        Self { directory, manifest: Manifest { made: self.manifest.made, profiles: Vec::new() } }
    }

    fn profile(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// The facts of a home in which only this profile is.
    fn facts(&self, name: &str) -> Facts {
        self.facts_at(name, self.manifest.made)
    }

    fn facts_at(&self, name: &str, now: Timestamp) -> Facts {
        let home = Home::new();
        let browser =
            if name.starts_with("chromium") { ".config/chromium" } else { ".mozilla/firefox/profile" };
        home.link(browser, &self.profile(name));
        home.facts(now)
    }
}

/// Real data directories of WebKitGTK in GTK 3 and GTK 4, unpacked.
struct WebKit(TempDir);

impl WebKit {
    fn unpack() -> Self {
        let directory = TempDir::new().unwrap();
        let archive = bed("webkit.tar.xz");
        run("tar", "tar and xz-utils", |tar| tar.arg("-xJf").arg(&archive).arg("-C").arg(directory.path()));
        Self(directory)
    }

    fn profile(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Two hours after all of them were made.
    fn now(&self) -> Timestamp {
        let files = privacy::tree(self.0.path());
        let newest = files.values().map(|file| file.modified).max().unwrap();
        Timestamp::from_second(newest.0 + 7200).unwrap()
    }
}

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let directory = TempDir::new().unwrap();
        fs_err::create_dir_all(directory.path().join("home")).unwrap();
        fs_err::create_dir_all(directory.path().join("root")).unwrap();
        Self(directory)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join("home").join(below)
    }

    fn link(&self, below: &str, target: &Path) {
        let place = self.path(below);
        fs_err::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(target, place).unwrap();
    }

    /// Copies something into the home, with its times.
    fn copy(&self, below: &str, source: &Path) {
        let place = self.path(below);
        fs_err::create_dir_all(place.parent().unwrap()).unwrap();
        run("cp", "coreutils", |cp| cp.arg("-aT").arg(source).arg(place));
    }

    fn facts(&self, now: Timestamp) -> Facts {
        WhatsappWeb.probe(&self.host(self.0.path().join("root"), now))
    }

    fn host(&self, root: PathBuf, now: Timestamp) -> Host {
        let home = self.0.path().join("home").to_str().unwrap().to_owned();
        Host::new(root, BTreeMap::from([("HOME".to_owned(), home)]), now)
    }
}

fn bed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds/whatsapp").join(name)
}

/// Runs a program to its end and gives what it wrote.
#[expect(clippy::disallowed_methods, reason = "a test prepares its profiles with other programs")]
fn run(program: &str, packages: &str, arguments: impl FnOnce(&mut Command) -> &mut Command) -> String {
    let mut command = Command::new(program);
    let output = arguments(command.stderr(Stdio::inherit()))
        .output()
        .unwrap_or_else(|error| panic!("{program} does not start ({error}); Debian packages: {packages}"));
    assert!(output.status.success(), "{program} failed; Debian packages: {packages}");
    String::from_utf8(output.stdout).unwrap()
}

fn judge(facts: &Facts) -> Verdict {
    WhatsappWeb.evaluate(facts, &Rule::for_check(CheckId::WhatsappWeb, []))
}

fn findings(verdict: &Verdict) -> Vec<&'static str> {
    verdict.findings.iter().map(custodia_core::verdict::Reason::id).collect()
}

#[test]
fn every_committed_profile_is_judged_right_and_left_as_it_was() {
    let bed = Bed::unpack();
    assert_eq!(bed.manifest.profiles.len(), 30);
    let before = privacy::tree(bed.directory.path());

    for Profile { path, state, browser, expect } in &bed.manifest.profiles {
        let facts = bed.facts(path);
        let verdict = judge(&facts);

        let items = facts.items();
        if let Some(has_data) = expect.data {
            assert_eq!(!items.is_empty(), has_data, "{path}: {facts:?}");
        }
        assert_eq!(facts.value(vocabulary::PROFILES), Some(1), "{path}");
        assert_eq!(facts.value(vocabulary::LINKED), Some(u64::from(expect.linked)), "{path}: {facts:?}");
        for item in items {
            assert_eq!(facts.value_item(item, vocabulary::BROWSER).unwrap().as_str(), browser, "{path}");
            assert_eq!(facts.value_item(item, vocabulary::OPEN), Some(false), "{path}");
            assert_eq!(facts.value_item(item, vocabulary::BROWSER_RUNNING), Some(false), "{path}");
            assert_eq!(facts.value_item(item, vocabulary::TO_CONFIRM), Some(false), "{path}");
            if expect.data == Some(true) {
                let hours = facts.value_item(item, vocabulary::UNUSED_HOURS).unwrap();
                assert!((hours / 24).abs_diff(expect.age_days) <= 1, "{path}: {hours}");
            }
        }
        let expected = match state.as_str() {
            "linked-stale" => (Status::Fail, vocabulary::PROBABLY_EXPIRED.spec().id),
            _ if expect.linked => (Status::Pass, vocabulary::IN_USE.spec().id),
            _ => (Status::Pass, vocabulary::NOT_LINKED.spec().id),
        };
        assert_eq!((verdict.status, verdict.reason.id()), expected, "{path}");
        assert_eq!(
            findings(&verdict).contains(&vocabulary::GUEST_CALL.spec().id),
            state == "guest-call",
            "{path}"
        );
    }

    assert_eq!(privacy::tree(bed.directory.path()), before);
}

#[test]
fn time_decides_between_in_use_and_left_open() {
    let bed = Bed::unpack();
    let status_after = |hours: i64| {
        let now = bed.manifest.made + jiff::SignedDuration::from_hours(hours);
        let verdict = judge(&bed.facts_at("chromium-linked-active", now));
        (verdict.status, verdict.reason.id())
    };

    assert_eq!(status_after(7), (Status::Pass, vocabulary::IN_USE.spec().id));
    assert_eq!(status_after(9), (Status::Fail, vocabulary::UNUSED_TOO_LONG.spec().id));
    assert_eq!(status_after(31 * 24), (Status::Fail, vocabulary::PROBABLY_EXPIRED.spec().id));
    assert_eq!(status_after(-2), (Status::Pass, vocabulary::IN_USE.spec().id));
    assert_eq!(status_after(-48), (Status::Unknown, vocabulary::LAST_USE_UNKNOWN.spec().id));
}

#[test]
fn profiles_ini_leads_to_profiles_elsewhere() {
    let bed = Bed::unpack();
    let home = Home::new();
    fs_err::create_dir_all(home.path(".mozilla/firefox")).unwrap();
    home.link("elsewhere", &bed.profile("firefox-linked-stale"));
    let absolute = home.path("elsewhere");
    let ini = format!(
        "[Profile0]\nIsRelative=0\nPath={}\n[Profile1]\nIsRelative=1\nPath=gone\n",
        absolute.display()
    );
    fs_err::write(home.path(".mozilla/firefox/profiles.ini"), ini).unwrap();

    assert_eq!(home.facts(bed.manifest.made).value(vocabulary::LINKED), Some(1));

    fs_err::write(home.path(".mozilla/firefox/profiles.ini"), b"[Profile0]\nPath=\xff\n").unwrap();
    let verdict = judge(&home.facts(bed.manifest.made));
    assert_eq!(
        (verdict.status, verdict.reason.id()),
        (Status::Unknown, vocabulary::PROFILES_UNREADABLE.spec().id)
    );
}

#[test]
fn without_a_browser_there_is_nothing_to_ask() {
    let verdict = judge(&Home::new().facts(Timestamp::UNIX_EPOCH));

    assert_eq!(
        (verdict.status, verdict.reason.id()),
        (Status::NotApplicable, vocabulary::NO_BROWSER.spec().id)
    );
}

#[test]
fn without_a_home_nothing_is_taken_for_clean() {
    let verdict =
        judge(&WhatsappWeb.probe(&Host::new("/nonexistent", BTreeMap::new(), Timestamp::UNIX_EPOCH)));

    assert_eq!(
        (verdict.status, verdict.reason.id()),
        (Status::Unknown, vocabulary::PROFILES_UNREADABLE.spec().id)
    );
}

#[test]
fn more_profiles_than_are_looked_at_leave_it_unknown() {
    let home = Home::new();
    for number in 0..201 {
        fs_err::create_dir_all(home.path(&format!(".config/chromium/Profile {number}/Local Storage")))
            .unwrap();
    }

    let verdict = judge(&home.facts(Timestamp::UNIX_EPOCH));

    assert_eq!(
        (verdict.status, verdict.reason.id()),
        (Status::Unknown, vocabulary::TOO_MANY_PROFILES.spec().id)
    );
}

#[test]
fn a_place_that_cannot_be_looked_at_leaves_it_unknown() {
    let home = Home::new();
    // A link to itself cannot be followed, not even by root.
    home.link(".config/chromium", Path::new("chromium"));

    let verdict = judge(&home.facts(Timestamp::UNIX_EPOCH));

    assert_eq!(
        (verdict.status, verdict.reason.id()),
        (Status::Unknown, vocabulary::PROFILES_UNREADABLE.spec().id)
    );
}

#[test]
fn the_newer_of_two_stores_decides_and_a_doubt_stays_one() {
    let bed = Bed::unpack();
    let both = |leveldb: &str, sqlite: &str| {
        let together = TempDir::new().unwrap();
        fs_err::create_dir_all(together.path().join("Default/Local Storage")).unwrap();
        symlink(bed.profile(leveldb).join(LEVELDB), together.path().join(LEVELDB)).unwrap();
        symlink(
            bed.profile(sqlite).join("Default/LocalStorage"),
            together.path().join("Default/LocalStorage"),
        )
        .unwrap();
        let home = Home::new();
        home.link(".config/chromium", together.path());
        let facts = home.facts(bed.manifest.made);
        (
            facts.value_item(0, vocabulary::SESSION).unwrap(),
            facts.value_item(0, vocabulary::TO_CONFIRM).unwrap(),
        )
    };

    assert_eq!(both("chromium-linked-active", "chromium-linked-sqlite"), (vocabulary::SESSION_LINKED, false));
    assert_eq!(
        both("chromium-logged-out", "chromium-logged-out-sqlite"),
        (vocabulary::SESSION_NOT_LINKED, false)
    );
    assert_eq!(
        both("chromium-linked-stale", "chromium-logged-out-sqlite"),
        (vocabulary::SESSION_LINKED, true)
    );
    assert_eq!(both("chromium-never-visited", "chromium-linked-sqlite"), (vocabulary::SESSION_LINKED, false));
    assert_eq!(both("chromium-linked-active", "chromium-never-visited"), (vocabulary::SESSION_LINKED, false));
}

#[test]
fn facts_that_are_unknown_or_missing_never_pass() {
    let bed = Bed::unpack();
    let records = bed.facts("chromium-linked-active").records();
    assert_eq!(judge(&records.clone().into_iter().collect()).status, Status::Pass);

    for index in 0..records.len() {
        let name = records[index].name;
        if [
            "whatsapp-web.linked",
            "whatsapp-web.browser",
            "whatsapp-web.browser-running",
            "whatsapp-web.open",
            "whatsapp-web.telegram-desktop",
            "whatsapp-web.signal-desktop",
        ]
        .contains(&name)
        {
            // They are told, but the verdict does not rest on them here.
            continue;
        }
        let mut missing = records.clone();
        let record = missing.remove(index);
        assert_eq!(judge(&missing.into_iter().collect()).status, Status::Unknown, "{name} missing");

        let mut unknown = records.clone();
        let source = record.fact.evidence().unwrap().source;
        unknown[index].fact = Fact::unknown(custodia_core::fact::Cause::Failed, source);
        assert_eq!(judge(&unknown.into_iter().collect()).status, Status::Unknown, "{name} unknown");
    }
}
