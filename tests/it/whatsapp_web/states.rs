//! The prepared states for `docs/accuracy.md`.

use std::path::Path;

use custodia_core::fact::Facts;
use custodia_core::verdict::Status::{self, Fail, NotApplicable, Pass, Unknown};
use jiff::{SignedDuration, Timestamp};

use super::damage::DAMAGES;
use super::live::Live;
use super::places::{self, Form, PLACES};
use super::{Bed, Home, LEVELDB, Profile, WebKit, judge, run};
use crate::accuracy::{State, evidence};

const IN_USE: (Status, &str) = (Pass, "whatsapp-web-in-use");
const NOT_LINKED: (Status, &str) = (Pass, "whatsapp-web-not-linked");
const EXPIRED: (Status, &str) = (Fail, "whatsapp-web-probably-expired");
const LEFT: (Status, &str) = (Fail, "whatsapp-web-unused-too-long");
const FORM: (Status, &str) = (Unknown, "whatsapp-web-form-unknown");
const UNREADABLE: (Status, &str) = (Unknown, "whatsapp-web-store-unreadable");
const LARGE: (Status, &str) = (Unknown, "whatsapp-web-store-too-large");
const DISAGREE: (Status, &str) = (Unknown, "whatsapp-web-stores-disagree");
const PRIVATE: (Status, &str) = (Unknown, "whatsapp-web-private-window");
const NOTHING: (Status, &str) = (NotApplicable, "whatsapp-web-no-browser");

const REAL: &str = "profile of a real browser";

/// Every prepared state, for the page of accuracy.
pub(crate) fn states() -> Vec<State> {
    let (bed, webkit) = (Bed::unpack(), WebKit::unpack());
    let mut states = Vec::new();
    states.extend(of_the_bed(&bed));
    states.extend(of_webkit(&webkit));
    states.extend(of_places(&bed, &webkit));
    states.extend(of_times(&bed));
    states.extend(of_forms(&bed));
    states.extend(of_firefox(&bed));
    states.extend(of_damage(&bed));
    states.extend(of_running_browsers());
    states
}

fn state(
    name: impl Into<String>,
    bed: &'static str,
    facts: &Facts,
    expected: (Status, &'static str),
) -> State {
    let evidence = evidence(facts, &["profiles", "browser", "session", "to-confirm", "unused-hours", "open"]);
    State { name: name.into(), bed, expected, verdict: judge(facts), evidence }
}

/// The thirty states of the bed.
fn of_the_bed(bed: &Bed) -> Vec<State> {
    let row = |Profile { path, state: name, browser, expect }: &Profile| {
        let expected = match name.as_str() {
            "linked-stale" => EXPIRED,
            _ if expect.linked => IN_USE,
            _ => NOT_LINKED,
        };
        let name = format!("{browser}: {}", name.replace('-', " "));
        state(name, REAL, &bed.facts(path), expected)
    };
    bed.manifest.profiles.iter().map(row).collect()
}

fn of_webkit(webkit: &WebKit) -> Vec<State> {
    let mut states = Vec::new();
    for gtk in ["gtk3", "gtk4"] {
        let home = |profile: &str| {
            let home = Home::new();
            home.copy(".local/share/epiphany", &webkit.profile(&format!("{gtk}-{profile}")));
            home
        };
        for (profile, expected) in [("linked", IN_USE), ("qr", NOT_LINKED), ("logged-out", NOT_LINKED)] {
            let facts = home(profile).facts(webkit.now());
            states.push(state(format!("WebKitGTK, {gtk}: {profile}"), "real WebKitGTK", &facts, expected));
        }
        let later = webkit.now() + SignedDuration::from_hours(72);
        states.push(state(
            format!("WebKitGTK, {gtk}: linked three days ago"),
            "real WebKitGTK",
            &home("linked").facts(later),
            LEFT,
        ));
        let linked = home("linked");
        let store = super::damage::store_of(&linked.path(".local/share/epiphany"));
        fs_err::write(&store, "no database").unwrap();
        let damaged = format!("WebKitGTK, {gtk}: store damaged");
        states.push(state(damaged, "real WebKitGTK, changed", &linked.facts(webkit.now()), UNREADABLE));
        fs_err::remove_file(store).unwrap();
        let gone = format!("WebKitGTK, {gtk}: databases without a store");
        states.push(state(gone, "real WebKitGTK, changed", &linked.facts(webkit.now()), FORM));
    }
    let home = Home::new();
    home.copy(".local/share/epiphany", &webkit.profile("gtk4-linked"));
    fs_err::write(home.path(".local/share/epiphany/storage/salt"), "12345678").unwrap();
    states.push(state(
        "WebKitGTK, gtk4: a salt with which the data is not found any more",
        "real WebKitGTK, changed",
        &home.facts(webkit.now()),
        NOTHING,
    ));
    states
}

fn of_places(bed: &Bed, webkit: &WebKit) -> Vec<State> {
    let mut states = Vec::new();
    for (place, program, form) in PLACES {
        let home = places::home(bed, webkit, place, *form);
        let now = if matches!(form, Form::Gtk3 | Form::Gtk4) { webkit.now() } else { bed.manifest.made };
        let facts = home.facts(now);
        let names: Vec<&str> = facts
            .items()
            .into_iter()
            .filter_map(|item| facts.value_item(item, super::vocabulary::BROWSER))
            .map(custodia_core::vocabulary::Word::as_str)
            .collect();
        assert_eq!(names, [*program], "{place}");
        states.push(state(format!("linked in `~/{place}`"), REAL, &facts, IN_USE));
    }
    states
}

fn of_times(bed: &Bed) -> Vec<State> {
    let mut states = Vec::new();
    for browser in ["chromium", "firefox"] {
        for (hours, what, expected) in [
            (7, "seven hours ago", IN_USE),
            (9, "nine hours ago", LEFT),
            (29 * 24, "29 days ago", LEFT),
            (31 * 24, "31 days ago", EXPIRED),
            (-3, "three hours in the future", IN_USE),
            (-72, "three days in the future", (Unknown, "whatsapp-web-last-use-unknown")),
        ] {
            let now = bed.manifest.made + SignedDuration::from_hours(hours);
            let facts = bed.facts_at(&format!("{browser}-linked-active"), now);
            states.push(state(format!("{browser}: linked, last used {what}"), REAL, &facts, expected));
        }
    }
    let home = Home::new();
    home.copy(".mozilla/firefox/p", &bed.profile("firefox-linked-active"));
    let origin = ".mozilla/firefox/p/storage/default/https+++web.whatsapp.com";
    fs_err::remove_file(home.path(&format!("{origin}/.metadata-v2"))).unwrap();
    let facts = home.facts(bed.manifest.made);
    let expected = (Unknown, "whatsapp-web-last-use-unknown");
    states.push(state("firefox: linked, without a time of use", "real browser, changed", &facts, expected));
    states
}

/// Which store, and how many.
fn of_forms(bed: &Bed) -> Vec<State> {
    let mut states = Vec::new();
    let now = bed.manifest.made;
    let both = |leveldb: &str, sqlite: &str| {
        let home = Home::new();
        home.copy(
            ".config/chromium/Default/Local Storage",
            &bed.profile(leveldb).join("Default/Local Storage"),
        );
        home.copy(".config/chromium/Default/LocalStorage", &bed.profile(sqlite).join("Default/LocalStorage"));
        home.facts(now)
    };
    for (leveldb, sqlite, expected) in [
        ("chromium-linked-active", "chromium-linked-sqlite", IN_USE),
        ("chromium-logged-out", "chromium-logged-out-sqlite", NOT_LINKED),
        ("chromium-linked-stale", "chromium-logged-out-sqlite", DISAGREE),
        ("chromium-never-visited", "chromium-linked-sqlite", IN_USE),
    ] {
        let name = format!("both stores of chromium: LevelDB of {leveldb}, SQLite of {sqlite}");
        states.push(state(name, REAL, &both(leveldb, sqlite), expected));
    }

    let empty = Home::new();
    states.push(state("a home without any browser", "files", &empty.facts(now), NOTHING));
    let moved = Home::new();
    moved.link(".config/chromium", &bed.profile("chromium-linked-active"));
    states.push(state("a user-data directory that is a symbolic link", REAL, &moved.facts(now), IN_USE));
    let moved = Home::new();
    moved.link(".config/some-app", &bed.profile("chromium-linked-active").join("Default"));
    states.push(state(
        "an unknown program's folder that is a symbolic link",
        REAL,
        &moved.facts(now),
        IN_USE,
    ));
    let many = Home::new();
    many.copy(".config/chromium/Default", &bed.profile("chromium-logged-out").join("Default"));
    many.copy(".config/chromium/Profile 7", &bed.profile("chromium-linked-stale").join("Default"));
    many.copy(".config/chromium/Guest Profile", &bed.profile("chromium-never-visited").join("Default"));
    states.push(state("three profiles, one of them linked and long unused", REAL, &many.facts(now), EXPIRED));
    let wrapper = Home::new();
    wrapper.copy(".config/Ferdium/Partitions/a", &bed.profile("chromium-logged-out").join("Default"));
    wrapper.copy(".config/Ferdium/Partitions/b", &bed.profile("chromium-linked-active").join("Default"));
    states.push(state("two services of Ferdium, one of them linked", REAL, &wrapper.facts(now), IN_USE));
    let slack = Home::new();
    slack.copy(".config/Slack", &bed.profile("chromium-never-visited").join("Default"));
    fs_err::write(slack.path(".config/Slack/Local Storage/leveldb/CURRENT"), "x").unwrap();
    let name = "a damaged store of a program that has nothing of WhatsApp Web";
    states.push(state(name, "real browser, changed", &slack.facts(now), NOTHING));
    let damaged = Home::new();
    damaged.copy(".config/some-app", &bed.profile("chromium-logged-out").join("Default"));
    fs_err::write(damaged.path(".config/some-app/Local Storage/leveldb/CURRENT"), "x").unwrap();
    let name = "a damaged store of an unknown program that has databases of WhatsApp Web";
    states.push(state(name, "real browser, changed", &damaged.facts(now), UNREADABLE));
    let cut = Home::new();
    cut.copy(".config/chromium", &bed.profile("chromium-linked-active"));
    fs_err::remove_file(cut.path(".config/chromium/Default/Preferences")).unwrap();
    states.push(state("linked, without preferences yet", "real browser, changed", &cut.facts(now), IN_USE));
    let lock = Home::new();
    lock.copy(".config/chromium", &bed.profile("chromium-logged-out"));
    lock.link(".config/chromium/SingletonLock", Path::new("host-1"));
    states.push(state(
        "a SingletonLock that was left behind",
        "real browser, changed",
        &lock.facts(now),
        NOT_LINKED,
    ));
    let large = Home::new();
    large.copy(".config/chromium", &bed.profile("chromium-linked-sqlite"));
    let log = large.path(".config/chromium/Default/LocalStorage-wal");
    fs_err::File::create(log).unwrap().set_len(65 << 20).unwrap();
    states.push(state("a write-ahead log of 65 MiB", "real browser, changed", &large.facts(now), LARGE));
    states
}

/// Where Firefox keeps an origin, and the store that it had before.
fn of_firefox(bed: &Bed) -> Vec<State> {
    const ORIGIN: &str = "https+++web.whatsapp.com";
    let mut states = Vec::new();
    let now = bed.manifest.made;
    let moved = |profile: &str, place: &str| {
        let home = Home::new();
        home.copy(".mozilla/firefox/p", &bed.profile(profile));
        let storage = home.path(".mozilla/firefox/p/storage");
        let place = storage.join(place);
        fs_err::create_dir_all(place.parent().unwrap()).unwrap();
        fs_err::rename(storage.join("default").join(ORIGIN), place).unwrap();
        home
    };
    for (place, expected) in [
        ("permanent/https+++web.whatsapp.com", IN_USE),
        ("temporary/https+++web.whatsapp.com", IN_USE),
        ("default/https+++web.whatsapp.com^userContextId=4", IN_USE),
        ("default/https+++web.whatsapp.com^firstPartyDomain=whatsapp.com", IN_USE),
        ("default/https+++web.whatsapp.com.example.org", NOT_LINKED),
        ("default/http+++web.whatsapp.com", NOT_LINKED),
        ("to-be-removed/1234", NOT_LINKED),
        // The browser does not run, so the window is gone.
        ("private/https+++web.whatsapp.com^privateBrowsingId=1", NOT_LINKED),
    ] {
        let facts = moved("firefox-linked-active", place).facts(now);
        states.push(state(
            format!("firefox: linked data in `storage/{place}`"),
            "real browser, changed",
            &facts,
            expected,
        ));
    }
    let open = moved("firefox-linked-active", "private/https+++web.whatsapp.com^privateBrowsingId=1");
    let lock = open.path(".mozilla/firefox/p/.parentlock");
    let facts = super::live::while_locked(&lock, || open.facts(now));
    states.push(state("firefox: a private window is open", "real browser, changed", &facts, PRIVATE));

    let legacy = |origin: &str, account: &str, profile: Option<&str>| {
        let home = Home::new();
        if let Some(profile) = profile {
            home.copy(".mozilla/firefox/p", &bed.profile(profile));
        } else {
            fs_err::create_dir_all(home.path(".mozilla/firefox/p")).unwrap();
            fs_err::write(home.path(".mozilla/firefox/p/prefs.js"), "").unwrap();
        }
        let store = home.path(".mozilla/firefox/p/webappsstore.sqlite");
        let database = rusqlite::Connection::open(store).unwrap();
        database
            .execute_batch(&format!(
                "PRAGMA user_version = 2;
                 CREATE TABLE webappsstore2 (originAttributes TEXT, originKey TEXT, scope TEXT, key TEXT, value TEXT);
                 CREATE UNIQUE INDEX origin_key_index ON webappsstore2(originAttributes, originKey, key);
                 INSERT INTO webappsstore2 VALUES
                   ('', '{origin}', '{origin}', 'last-wid-md', '{account}'),
                   ('', '{origin}', '{origin}', 'WANoiseInfo', '{{}}');"
            ))
            .unwrap();
        home
    };
    let (whatsapp, account) = ("moc.ppastahw.bew.:https:443", "\"15550100123:7@c.us\"");
    for (name, home, expected) in [
        ("linked in the store of before 2019 alone", legacy(whatsapp, account, None), IN_USE),
        ("not linked in the store of before 2019", legacy(whatsapp, "null", None), NOT_LINKED),
        (
            "another site in the store of before 2019",
            legacy("gro.elpmaxe.:https:443", account, None),
            NOT_LINKED,
        ),
        ("both stores linked", legacy(whatsapp, account, Some("firefox-linked-active")), IN_USE),
        (
            "logged out, but linked in the old store, which was written last",
            legacy(whatsapp, account, Some("firefox-logged-out")),
            DISAGREE,
        ),
        (
            "linked, but not in the old store, which was written last",
            legacy(whatsapp, "null", Some("firefox-linked-active")),
            DISAGREE,
        ),
    ] {
        // The old store has no time but the file's.
        let facts =
            if name.ends_with("alone") { home.facts(custodia::clock::now()) } else { home.facts(now) };
        states.push(state(
            format!("firefox: {name}"),
            "SQLite, and a real browser's profile",
            &facts,
            expected,
        ));
    }
    states
}

fn of_damage(bed: &Bed) -> Vec<State> {
    let mut states = Vec::new();
    for (what, name, damage) in DAMAGES {
        let copy = bed.copy(name);
        damage(&copy.profile(name));
        let facts = copy.facts(name);
        let expected = match *what {
            "no store but databases" | "LocalStorage gone" | "data.sqlite gone" => FORM,
            _ => UNREADABLE,
        };
        states.push(state(format!("{name}: {what}"), "real browser, damaged", &facts, expected));
    }
    let copy = bed.copy("chromium-linked-active");
    let store = copy.profile("chromium-linked-active").join(LEVELDB);
    run("chmod", "coreutils", |chmod| chmod.arg("-R").arg("a-w").arg(&store));
    let facts = copy.facts("chromium-linked-active");
    run("chmod", "coreutils", |chmod| chmod.arg("-R").arg("u+w").arg(&store));
    states.push(state("chromium: linked, everything read-only", "real browser, changed", &facts, IN_USE));
    states
}

fn of_running_browsers() -> Vec<State> {
    let mut states = Vec::new();
    for (browser, kind, place) in [
        ("chromium", "linked-active", ".config/chromium"),
        ("firefox", "linked-active", ".mozilla/firefox/live"),
    ] {
        let directory = tempfile::TempDir::new().unwrap();
        let home = Home::new();
        let (live, profile) = Live::start(directory.path(), browser, kind);
        home.link(place, &profile);
        let now: Timestamp = custodia::clock::now();
        states.push(state(
            format!("{browser} runs, its page is open"),
            "running browser",
            &home.facts(now),
            IN_USE,
        ));
        live.stop();
        states.push(state(format!("{browser} was just closed"), "real browser", &home.facts(now), IN_USE));
    }
    states
}
