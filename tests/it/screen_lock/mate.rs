//! MATE and Cinnamon: their keys, with the descriptions of their own schemas as the judges of the units, and real
//! `gsettings` as the judge of the values.

use custodia_core::fact::{Cause, Fact};
use custodia_core::verdict::Status::{Fail, Pass, Unknown};
use custodia_core::vocabulary::screen_lock::{DCONF_USER, GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED};

use super::running::Machine;
use super::{facts, outcome, state, state_on};
use crate::accuracy::State;
use crate::home::{Home, answer, tool};

const USER: &str = "home/.config/dconf/user";

/// What the schemas of mate-session-manager, mate-screensaver-common and cinnamon-desktop-data say of a key.
struct Key {
    desktop: &'static str,
    schema: &'static str,
    path: &'static str,
    name: &'static str,
    kind: &'static str,
    default: i64,
    unit: u64,
    description: &'static str,
}

const MATE_IDLE: Key = Key {
    desktop: "MATE",
    schema: "org.mate.session",
    path: "/org/mate/desktop/session/",
    name: "idle-delay",
    kind: "i",
    default: 5,
    unit: 60,
    description: "The number of minutes of inactivity before the session is considered idle.",
};

const MATE_GRACE: Key = Key {
    desktop: "MATE",
    schema: "org.mate.screensaver",
    path: "/org/mate/screensaver/",
    name: "lock-delay",
    kind: "i",
    default: 0,
    unit: 60,
    description: "The number of minutes after screensaver activation before locking the screen.",
};

const CINNAMON_IDLE: Key = Key {
    desktop: "X-Cinnamon",
    schema: "org.cinnamon.desktop.session",
    path: "/org/cinnamon/desktop/session/",
    name: "idle-delay",
    kind: "u",
    default: 900,
    unit: 1,
    description: "The number of seconds of inactivity before the session is considered idle.",
};

const CINNAMON_GRACE: Key = Key {
    desktop: "X-Cinnamon",
    schema: "org.cinnamon.desktop.screensaver",
    path: "/org/cinnamon/desktop/screensaver/",
    name: "lock-delay",
    kind: "u",
    default: 0,
    unit: 1,
    description: "The number of seconds after screensaver activation before locking the screen.",
};

/// A home whose only schemas are these of the key, with these keys in the database of the person.
fn home(key: &Key, keyfile: &str) -> Home {
    let Key { schema, path, name, kind, default, description, .. } = key;
    let home = Home::new(key.desktop).with_database(USER, keyfile, &[]).with_file(
        "share/glib-2.0/schemas/test.gschema.xml",
        format!(
            "<schemalist><schema id=\"{schema}\" path=\"{path}\"><key name=\"{name}\" type=\"{kind}\">\
             <default>{default}</default><description>{description}</description></key></schema></schemalist>"
        ),
    );
    answer(tool("glib-compile-schemas", "libglib2.0-dev-bin").arg(home.path("share/glib-2.0/schemas")));
    let share = home.path("share").to_str().unwrap().to_owned();
    home.with("XDG_DATA_DIRS", &share).with("XDG_DATA_HOME", "/nonexistent")
}

#[test]
fn times_are_those_of_gsettings_in_the_unit_that_the_schema_describes() {
    for (key, fact) in [
        (MATE_IDLE, IDLE_SECONDS),
        (MATE_GRACE, GRACE_SECONDS),
        (CINNAMON_IDLE, IDLE_SECONDS),
        (CINNAMON_GRACE, GRACE_SECONDS),
    ] {
        let group = key.path.trim_matches('/');
        let typed = if key.kind == "u" { "uint32 7" } else { "7" };
        for (state, keyfile) in [
            ("default", String::new()),
            ("set", format!("[{group}]\n{}={typed}\n", key.name)),
            ("of another type", format!("[{group}]\n{}='7'\n", key.name)),
            ("of the other number type", format!("[{group}]\n{}=int64 7\n", key.name)),
        ] {
            let home = home(&key, &keyfile);
            let ask = |question| {
                answer(home.tool("gsettings", "libglib2.0-bin").args([question, key.schema, key.name]))
            };
            let unit = if key.unit == 60 { "minutes" } else { "seconds" };
            assert!(ask("describe").contains(unit), "{}", key.schema);

            let judged: u64 = ask("get").rsplit(' ').next().unwrap().parse().unwrap();

            assert_eq!(
                facts(&home).value(fact),
                Some(judged * key.unit),
                "{} {}: {state}",
                key.schema,
                key.name
            );
        }
    }
}

#[test]
fn time_below_zero_is_no_time() {
    let below = |key: &Key| home(key, &format!("[{}]\n{}=-3\n", key.path.trim_matches('/'), key.name));

    assert_eq!(facts(&below(&MATE_IDLE)).value(IDLE_SECONDS), Some(0));
    assert_eq!(facts(&below(&MATE_GRACE)).value(GRACE_SECONDS), Some(0));
}

fn with(desktop: &str, keyfile: &str) -> Home {
    Home::new(desktop).with_database(USER, keyfile, &[])
}

/// The states of MATE, Cinnamon, Budgie and Phosh for `docs/accuracy.md`; more are among the prepared homes.
pub(super) fn states() -> Vec<State> {
    let bed = "`dconf compile`, a process list";
    let quick = "[org/cinnamon/desktop/session]\nidle-delay=uint32 240\n";
    let mut states = vec![
        state(
            "MATE, lock disabled",
            bed,
            &with("MATE", "[org/mate/desktop/lockdown]\ndisable-lock-screen=true\n"),
            (Fail, "screen-lock-disabled"),
        ),
        state(
            "MATE, a minute of grace",
            bed,
            &with("MATE", "[org/mate/screensaver]\nlock-delay=1\n"),
            (Fail, "screen-lock-grace-too-long"),
        ),
        state(
            "MATE, six minutes",
            bed,
            &with("MATE", "[org/mate/desktop/session]\nidle-delay=6\n"),
            (Fail, "screen-lock-idle-too-long"),
        ),
        state(
            "MATE, key in the wrong place",
            bed,
            &with("MATE", "[org/mate/session]\nidle-delay=60\n"),
            (Pass, "screen-lock-locks"),
        ),
        state(
            "MATE, never idle",
            bed,
            &with("MATE", "[org/mate/desktop/session]\nidle-delay=0\n"),
            (Fail, "screen-lock-never-idle"),
        ),
        state(
            "Cinnamon, lock disabled",
            bed,
            &with("X-Cinnamon", "[org/cinnamon/desktop/lockdown]\ndisable-lock-screen=true\n"),
            (Fail, "screen-lock-disabled"),
        ),
        state(
            "Cinnamon, does not start when idle",
            bed,
            &with("X-Cinnamon", "[org/cinnamon/desktop/screensaver]\nidle-activation-enabled=false\n"),
            (Fail, "screen-lock-never-idle"),
        ),
        state(
            "Cinnamon, GNOME's key set instead",
            bed,
            &with("X-Cinnamon", "[org/gnome/desktop/session]\nidle-delay=uint32 60\n"),
            (Fail, "screen-lock-idle-too-long"),
        ),
        state("Cinnamon, four minutes", bed, &with("X-Cinnamon", quick), (Pass, "screen-lock-locks")),
    ];
    states.extend(running(bed, quick));
    let phosh = [
        ("Phosh, nothing set", "", (Pass, "screen-lock-locks")),
        (
            "Phosh, never idle",
            "[org/gnome/desktop/session]\nidle-delay=uint32 0\n",
            (Fail, "screen-lock-never-idle"),
        ),
        (
            "Phosh, locking off",
            "[org/gnome/desktop/screensaver]\nlock-enabled=false\n",
            (Unknown, "screen-lock-setting-elsewhere"),
        ),
        (
            "Phosh, a minute of grace",
            "[org/gnome/desktop/screensaver]\nlock-delay=uint32 60\n",
            (Unknown, "screen-lock-setting-elsewhere"),
        ),
    ];
    states.extend(
        phosh.map(|(name, keyfile, expected)| state(name, bed, &with("Phosh:GNOME", keyfile), expected)),
    );
    states
}

/// The same with a running session.
fn running(bed: &'static str, quick: &str) -> Vec<State> {
    let mut states = Vec::new();
    for (name, home, processes, expected) in [
        (
            "MATE, nothing set, its screen saver runs",
            with("MATE", ""),
            &["mate-session", "mate-screensaver"][..],
            (Pass, "screen-lock-locks"),
        ),
        (
            "MATE, nothing set, no locker runs",
            with("MATE", ""),
            &["mate-session"],
            (Fail, "screen-lock-not-running"),
        ),
        (
            "MATE with XScreenSaver instead",
            with("MATE", "")
                .with_file("home/.xscreensaver", "timeout:\t0:20:00\nlock:\tTrue\nmode:\tblank\n"),
            &["mate-session", "xscreensaver"],
            (Fail, "screen-lock-idle-too-long"),
        ),
        (
            "Cinnamon, four minutes, its screen saver runs",
            with("X-Cinnamon", quick),
            &[
                "cinnamon-session-binary",
                "/usr/bin/python3\0/usr/share/cinnamon-screensaver/cinnamon-screensaver-main.py",
                "/usr/bin/python3\0/usr/bin/cinnamon-screensaver",
            ],
            (Pass, "screen-lock-locks"),
        ),
        (
            "Cinnamon, four minutes, no locker seen",
            with("X-Cinnamon", quick),
            &["cinnamon"],
            (Unknown, "screen-lock-locker-untold"),
        ),
        (
            "Budgie, nothing set, its screen saver runs",
            with("Budgie:GNOME", ""),
            &["budgie-panel", "gnome-screensaver"],
            (Pass, "screen-lock-locks"),
        ),
        (
            "Budgie, nothing set, no locker seen",
            with("Budgie:GNOME", ""),
            &["budgie-panel"],
            (Unknown, "screen-lock-locker-untold"),
        ),
        (
            "Budgie, locking off, no locker seen",
            with("Budgie:GNOME", "[org/gnome/desktop/screensaver]\nlock-enabled=false\n"),
            &["budgie-panel"],
            (Fail, "screen-lock-switched-off"),
        ),
    ] {
        states.push(state_on(name, bed, &home.with("DISPLAY", ":7"), &Machine::new(processes), expected));
    }
    states
}

#[test]
fn damaged_database_is_unknown() {
    for desktop in ["MATE", "X-Cinnamon", "Budgie:GNOME", "Phosh:GNOME"] {
        let home = Home::new(desktop).with_file(USER, "damaged");

        assert_eq!(facts(&home).get(LOCK_ENABLED), Some(Fact::unknown(Cause::Malformed, DCONF_USER)));
        assert_eq!(outcome(&home), (Unknown, "screen-lock-setting-malformed"), "{desktop}");
    }
    let xfce = Home::new("XFCE").with_file(USER, "damaged");
    assert_eq!(
        outcome(&xfce),
        (Unknown, "screen-lock-setting-malformed"),
        "light-locker may be set up there"
    );
}
