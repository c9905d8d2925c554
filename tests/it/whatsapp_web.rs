//! `whatsapp-web` over real browser profiles in known states, damaged ones, running browsers and recorded facts.

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use custodia::browser::{chromium, firefox};
use custodia::checks::Check;
use custodia::checks::whatsapp_web::WhatsappWeb;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Fact, Facts};
use custodia_core::policy::Rule;
use custodia_core::value::Digest;
use custodia_core::verdict::{Status, Verdict};
use custodia_core::vocabulary::whatsapp_web as vocabulary;
use jiff::Timestamp;
use serde::Deserialize;
use tempfile::TempDir;

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

/// Every file and directory with its time of change and content.
fn tree(directory: &Path) -> BTreeMap<PathBuf, (i64, i64, Option<Digest>)> {
    let mut tree = BTreeMap::new();
    let mut open = vec![directory.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs_err::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs_err::symlink_metadata(&path).unwrap();
            let content = metadata.is_file().then(|| Digest::of(&fs_err::read(&path).unwrap()));
            if metadata.is_dir() {
                open.push(path.clone());
            }
            tree.insert(path, (metadata.mtime(), metadata.mtime_nsec(), content));
        }
    }
    tree
}

#[test]
fn every_committed_profile_is_judged_right_and_left_as_it_was() {
    let bed = Bed::unpack();
    assert_eq!(bed.manifest.profiles.len(), 30);
    let before = tree(bed.directory.path());

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

    assert_eq!(tree(bed.directory.path()), before);
}

#[test]
fn nothing_personal_gets_into_facts_or_debug_output() {
    let bed = Bed::unpack();

    for Profile { path, .. } in &bed.manifest.profiles {
        let facts = bed.facts(path);
        let profile = bed.profile(path);
        let text = format!(
            "{} {facts:?} {:?} {:?} {:?}",
            serde_json::to_string(&facts.records()).unwrap(),
            judge(&facts),
            chromium::look(&profile.join("Default")),
            firefox::look(&profile).unwrap().into_iter().map(|found| found.session).collect::<Vec<_>>(),
        );
        for secret in
            ["TESTBED-MESSAGE-CANARY", "15550100", "100000000000001", "example.org", "guest_calling"]
        {
            assert!(!text.contains(secret), "{path}: {secret}");
        }
    }
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
fn profiles_are_found_in_every_place_and_counted_once() {
    let bed = Bed::unpack();
    let (chromium, firefox) = (bed.profile("chromium-linked-stale"), bed.profile("firefox-linked-stale"));
    for (place, browser) in [
        (".config/google-chrome", "google-chrome"),
        (".config/microsoft-edge-beta", "microsoft-edge"),
        (".config/BraveSoftware/Brave-Browser", "brave"),
        (".config/vivaldi", "vivaldi"),
        (".config/opera", "opera"),
        ("snap/chromium/common/chromium", "chromium"),
        (".var/app/com.google.Chrome/config/google-chrome", "google-chrome"),
        (".mozilla/firefox/x", "firefox"),
        (".config/mozilla/firefox/x", "firefox"),
        ("snap/firefox/common/.mozilla/firefox/x", "firefox"),
        (".var/app/org.mozilla.firefox/.mozilla/firefox/x", "firefox"),
        (".librewolf/x", "librewolf"),
    ] {
        let home = Home::new();
        let is_firefox = matches!(browser, "firefox" | "librewolf");
        home.link(place, if is_firefox { &firefox } else { &chromium });

        let facts = home.facts(bed.manifest.made);

        assert_eq!(facts.value(vocabulary::PROFILES), Some(1), "{place}");
        assert_eq!(facts.value(vocabulary::LINKED), Some(1), "{place}");
        assert_eq!(facts.value_item(0, vocabulary::BROWSER).unwrap().as_str(), browser, "{place}");
    }

    // Opera before 2023 has no level of profiles; two names for one directory are one profile.
    let home = Home::new();
    home.link(".config/opera", &chromium.join("Default"));
    home.link(".config/opera-beta", &chromium.join("Default"));
    home.link(".mozilla/firefox/one", &firefox);
    home.link(".mozilla/firefox/two", &firefox);
    let facts = home.facts(bed.manifest.made);
    assert_eq!(facts.value(vocabulary::PROFILES), Some(2));
    assert_eq!(facts.value(vocabulary::LINKED), Some(2));
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
fn stores_of_a_later_form_are_not_taken_for_empty() {
    let sound = Bed::unpack();
    for (name, database, change) in [
        (
            "chromium-logged-out-sqlite",
            "Default/LocalStorage",
            "UPDATE meta SET value = 2 WHERE key = 'last_compatible_version'",
        ),
        (
            "firefox-logged-out",
            "storage/default/https+++web.whatsapp.com/ls/data.sqlite",
            "PRAGMA user_version = 96",
        ),
    ] {
        let bed = sound.copy(name);
        let connection = rusqlite::Connection::open(bed.profile(name).join(database)).unwrap();
        connection.execute_batch(change).unwrap();
        drop(connection);

        let verdict = judge(&bed.facts(name));

        assert_eq!(
            (verdict.status, verdict.reason.id()),
            (Status::Unknown, vocabulary::FORM_UNKNOWN.spec().id),
            "{name}"
        );
    }
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
fn damaged_stores_leave_it_unknown() {
    type Damage = fn(&Path);
    let cases: &[(&str, &str, Damage)] = &[
        ("CURRENT empty", "chromium-linked-active", |profile| cut(&profile.join(LEVELDB).join("CURRENT"), 0)),
        ("CURRENT cut", "chromium-linked-active", |profile| cut(&profile.join(LEVELDB).join("CURRENT"), 9)),
        ("CURRENT missing", "chromium-logged-out", |profile| remove(&profile.join(LEVELDB).join("CURRENT"))),
        ("MANIFEST missing", "chromium-logged-out", |profile| {
            remove(&one(&profile.join(LEVELDB), "MANIFEST-"));
        }),
        ("MANIFEST empty", "chromium-logged-out", |profile| {
            cut(&one(&profile.join(LEVELDB), "MANIFEST-"), 0);
        }),
        ("log missing", "chromium-linked-active", |profile| remove(&one(&profile.join(LEVELDB), ".log"))),
        ("log flipped", "chromium-linked-active", |profile| flip(&one(&profile.join(LEVELDB), ".log"), 500)),
        ("table missing", "chromium-linked-in-ldb", |profile| remove(&one(&profile.join(LEVELDB), ".ldb"))),
        ("table flipped", "chromium-linked-in-ldb", |profile| {
            flip(&one(&profile.join(LEVELDB), ".ldb"), 100);
        }),
        ("table cut", "chromium-linked-in-ldb", |profile| cut(&one(&profile.join(LEVELDB), ".ldb"), 4000)),
        ("log is a directory", "chromium-logged-out", |profile| {
            let log = one(&profile.join(LEVELDB), ".log");
            remove(&log);
            fs_err::create_dir_all(log).unwrap();
        }),
        ("CURRENT is a pipe", "chromium-logged-out", |profile| pipe(&profile.join(LEVELDB).join("CURRENT"))),
        ("store is a file", "chromium-logged-out", |profile| {
            fs_err::rename(profile.join(LEVELDB), profile.join("elsewhere")).unwrap();
            fs_err::write(profile.join(LEVELDB), b"").unwrap();
        }),
        ("no store but databases", "chromium-linked-active", |profile| {
            fs_err::rename(profile.join(LEVELDB), profile.join("elsewhere")).unwrap();
        }),
        ("LocalStorage empty", "chromium-linked-sqlite", |profile| {
            cut(&profile.join("Default/LocalStorage"), 0);
        }),
        ("LocalStorage cut", "chromium-linked-sqlite", |profile| {
            cut(&profile.join("Default/LocalStorage"), 8192);
        }),
        ("LocalStorage cut in a page", "chromium-logged-out-sqlite", |profile| {
            cut(&profile.join("Default/LocalStorage"), 9000);
        }),
        ("LocalStorage is a directory", "chromium-logged-out-sqlite", |profile| {
            remove(&profile.join("Default/LocalStorage"));
            fs_err::create_dir_all(profile.join("Default/LocalStorage")).unwrap();
        }),
        ("LocalStorage is a pipe", "chromium-logged-out-sqlite", |profile| {
            pipe(&profile.join("Default/LocalStorage"));
        }),
        ("LocalStorage gone", "chromium-linked-sqlite", |profile| {
            remove(&profile.join("Default/LocalStorage"));
        }),
        ("transaction pending", "firefox-logged-out", |profile| {
            let journal = profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite-journal");
            fs_err::write(journal, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7").unwrap();
        }),
        ("data.sqlite cut", "firefox-logged-out", |profile| {
            cut(&profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite"), 2048);
        }),
        ("data.sqlite gone", "firefox-linked-active", |profile| {
            remove(&profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite"));
        }),
        ("write-ahead log of another database", "firefox-logged-out", |profile| {
            let log = profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite-wal");
            fs_err::write(log, [7; 2000]).unwrap();
        }),
    ];

    let sound = Bed::unpack();
    for (what, name, damage) in cases {
        let bed = sound.copy(name);
        damage(&bed.profile(name));

        let facts = bed.facts(name);
        let verdict = judge(&facts);

        assert_eq!(facts.value(vocabulary::LINKED), None, "{what}: {facts:?}");
        assert_eq!(verdict.status, Status::Unknown, "{what}: {facts:?}");
    }
}

/// Flips a bit in some forty places of a store.
#[test]
fn no_damage_turns_a_logout_into_a_link_or_a_table_into_a_logout() {
    let sound = Bed::unpack();
    for name in ["chromium-logged-out-over-ldb", "chromium-logged-out", "chromium-linked-in-ldb"] {
        let bed = sound.copy(name);
        let store = bed.profile(name).join(LEVELDB);
        let truth = chromium::look(&bed.profile(name).join("Default")).unwrap().session;
        let part = if name.ends_with("ldb") { ".ldb" } else { ".log" };
        let file = one(&store, part);
        let content = fs_err::read(&file).unwrap();
        // What ends a log may be unfinished, not damaged: the browser forgets it as well.
        let end = if part == ".log" { content.len() * 2 / 3 } else { content.len() };
        let step = content.len() / 40 + 1;
        for at in (0..end).step_by(step) {
            let mut flipped = content.clone();
            flipped[at] ^= 1 << (at % 8);
            fs_err::write(&file, flipped).unwrap();

            let session = chromium::look(&bed.profile(name).join("Default")).unwrap().session;

            assert!(session.is_err() || session == truth, "{name}: {session:?} with byte {at} flipped");
        }
    }
}

#[test]
fn a_file_that_is_too_large_leaves_it_unknown() {
    let sound = Bed::unpack();
    for name in ["chromium-logged-out", "chromium-logged-out-sqlite", "firefox-logged-out"] {
        let bed = sound.copy(name);
        let profile = bed.profile(name);
        let file = match name {
            "chromium-logged-out" => one(&profile.join(LEVELDB), ".log"),
            "chromium-logged-out-sqlite" => profile.join("Default/LocalStorage"),
            _ => profile.join("storage/default/https+++web.whatsapp.com/ls/data.sqlite"),
        };
        fs_err::OpenOptions::new().write(true).open(file).unwrap().set_len(65 << 20).unwrap();

        let verdict = judge(&bed.facts(name));

        assert_eq!(
            (verdict.status, verdict.reason.id()),
            (Status::Unknown, vocabulary::STORE_TOO_LARGE.spec().id)
        );
    }
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

/// A browser that runs on a linked page, ended when dropped.
struct Live<'a>(&'a Path);

impl<'a> Live<'a> {
    fn start(directory: &'a Path, browser: &str, state: &str) -> (Self, PathBuf) {
        #[derive(Deserialize)]
        struct Started {
            profile: PathBuf,
        }

        let live = Self(directory);
        let printed = run("python3", "python3, chromium, firefox-esr, openssl", |python| {
            python.arg(bed("mkprofile.py")).arg("live").arg(directory).args([
                "--browser",
                browser,
                "--state",
                state,
                "--seconds",
                "180",
            ])
        });
        let Started { profile } = serde_json::from_str(&printed).unwrap();
        (live, profile)
    }

    fn stop(self) {
        drop(self);
    }
}

impl Drop for Live<'_> {
    fn drop(&mut self) {
        run("python3", "python3", |python| python.arg(bed("mkprofile.py")).arg("stop").arg(self.0));
    }
}

#[test]
fn running_browsers_are_seen_open_and_then_closed() {
    for (browser, state, place) in [
        ("chromium", "linked-active", ".config/chromium"),
        ("chromium", "linked-sqlite", ".config/chromium"),
        ("firefox", "linked-active", ".mozilla/firefox/live"),
    ] {
        let directory = TempDir::new().unwrap();
        let home = Home::new();
        let (live, profile) = Live::start(directory.path(), browser, state);
        home.link(place, &profile);

        let facts = home.facts(custodia::clock::now());
        let verdict = judge(&facts);
        assert_eq!(facts.value(vocabulary::LINKED), Some(1), "{browser} {state}: {facts:?}");
        assert_eq!(facts.value_item(0, vocabulary::OPEN), Some(true), "{browser} {state}: {facts:?}");
        assert_eq!(
            facts.value_item(0, vocabulary::BROWSER_RUNNING),
            Some(true),
            "{browser} {state}: {facts:?}"
        );
        assert_eq!(facts.value_item(0, vocabulary::UNUSED_HOURS), Some(0), "{browser} {state}: {facts:?}");
        assert_eq!(
            (verdict.status, findings(&verdict)),
            (Status::Pass, vec![vocabulary::OPEN_NOW.spec().id])
        );

        // The same browser, found by its command line alone.
        let elsewhere = Home::new();
        let found = WhatsappWeb.probe(&elsewhere.host("/".into(), custodia::clock::now()));
        assert!(
            found.items().into_iter().any(|item| found.value_item(item, vocabulary::OPEN) == Some(true)
                && found.value_item(item, vocabulary::BROWSER).is_some_and(|word| word.as_str() == browser)),
            "{browser} {state}: {found:?}"
        );

        live.stop();
        let facts = home.facts(custodia::clock::now());
        assert_eq!(facts.value(vocabulary::LINKED), Some(1), "{browser} {state}: {facts:?}");
        assert_eq!(facts.value_item(0, vocabulary::OPEN), Some(false), "{browser} {state}: {facts:?}");
        assert_eq!(
            facts.value_item(0, vocabulary::BROWSER_RUNNING),
            Some(false),
            "{browser} {state}: {facts:?}"
        );
    }
}

fn one(directory: &Path, part: &str) -> PathBuf {
    let mut names: Vec<PathBuf> = fs_err::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().contains(part))
        .collect();
    names.sort();
    names.remove(0)
}

fn cut(file: &Path, length: u64) {
    let file = fs_err::OpenOptions::new().write(true).open(file).unwrap();
    assert!(file.metadata().unwrap().len() > length);
    file.set_len(length).unwrap();
}

fn remove(file: &Path) {
    fs_err::remove_file(file).unwrap();
}

fn flip(file: &Path, at: usize) {
    let mut bytes = fs_err::read(file).unwrap();
    bytes[at] ^= 0x10;
    fs_err::File::create(file).unwrap().write_all(&bytes).unwrap();
}

fn pipe(file: &Path) {
    remove(file);
    run("mkfifo", "coreutils", |mkfifo| mkfifo.arg(file));
}
