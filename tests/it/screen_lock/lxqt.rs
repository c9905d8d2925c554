//! LXQt: the idleness watcher of its power management, by the documented forms of its files.

use custodia_core::verdict::Status::{self, Fail, Pass, Unknown};
use custodia_core::vocabulary::screen_lock::IDLE_SECONDS;

use super::running::Machine;
use super::{facts, outcome, state, state_on};
use crate::accuracy::State;
use crate::home::Home;

const USER: &str = "home/.config/lxqt/lxqt-powermanagement.conf";
const SYSTEM: &str = "xdg/lxqt/lxqt-powermanagement.conf";
const SESSION: &str = "home/.config/lxqt/session.conf";

/// Locks after five minutes on mains and on battery, as the settings page writes it.
const GOOD: &str = "[General]\nenableIdlenessWatcher=true\nidlenessACAction=-2\n\
    idlenessACTime=@Variant(\\0\\0\\0\\xf\\0\\x4\\x93\\xe0)\nidlenessBatteryAction=-2\n\
    idlenessBatteryTime=@Variant(\\0\\0\\0\\xf\\0\\x2I\\xf0)\n";

fn lxqt(content: &str) -> Home {
    Home::new("LXQt").with_file(USER, content)
}

/// Good but for one line.
fn but(from: &str, to: &str) -> Home {
    assert!(GOOD.contains(from), "{from}");
    lxqt(&GOOD.replace(from, to))
}

fn prepared() -> Vec<(&'static str, Home, (Status, &'static str))> {
    let off = (Fail, "screen-lock-switched-off");
    let malformed = (Unknown, "screen-lock-setting-malformed");
    let elsewhere = (Unknown, "screen-lock-setting-elsewhere");
    let locks = (Pass, "screen-lock-locks");
    let too_long = (Fail, "screen-lock-idle-too-long");
    let command = |line: &str| lxqt(GOOD).with_file(SESSION, format!("[General]\n{line}\n"));
    vec![
        ("LXQt, nothing set", Home::new("LXQt"), off),
        ("LXQt, locks after five minutes", lxqt(GOOD), locks),
        ("LXQt, watcher off", but("Watcher=true", "Watcher=false"), off),
        ("LXQt, does nothing on battery", but("BatteryAction=-2", "BatteryAction=-1"), off),
        ("LXQt, turns monitors off on mains", but("ACAction=-2", "ACAction=5"), off),
        ("LXQt, suspends on mains", but("ACAction=-2", "ACAction=4"), elsewhere),
        (
            "LXQt, ten minutes as text on battery",
            but("@Variant(\\0\\0\\0\\xf\\0\\x2I\\xf0)", "00:10:00"),
            too_long,
        ),
        ("LXQt, an hour", but("@Variant(\\0\\0\\0\\xf\\0\\x2I\\xf0)", "01:00:00"), malformed),
        (
            "LXQt, keys of older releases",
            lxqt("[General]\nenableIdlenessWatcher=true\nidlenessAction=-2\nidlenessTimeSecs=240\n"),
            locks,
        ),
        (
            "LXQt, an hour in keys of older releases",
            lxqt("[General]\nenableIdlenessWatcher=true\nidlenessAction=-2\nidlenessTimeSecs=7200\n"),
            too_long,
        ),
        ("LXQt, no times", lxqt("[General]\nenableIdlenessWatcher=1\nidlenessAction=-2\n"), too_long),
        ("LXQt, broken time", but("@Variant(\\0\\0\\0\\xf\\0\\x2I\\xf0)", "@Variant(\\0\\0)"), malformed),
        ("LXQt, broken action", but("ACAction=-2", "ACAction=lock"), malformed),
        ("LXQt, in another group", lxqt(&GOOD.replace("General", "Other")), off),
        ("LXQt, in a comment", but("enableIdle", ";enableIdle"), off),
        ("LXQt, carriage returns", lxqt(&GOOD.replace('\n', "\r\n")), locks),
        ("LXQt, set by the system", Home::new("LXQt").with_file(SYSTEM, GOOD), locks),
        ("LXQt, a command that is not judged", command("lock_command=/bin/true"), elsewhere),
        ("LXQt, the usual command", command("lock_command=xdg-screensaver lock"), locks),
        ("LXQt on Wayland, no command", lxqt(GOOD).with("XDG_SESSION_TYPE", "wayland"), off),
        (
            "LXQt on Wayland, a command that is not judged",
            command("lock_command_wayland=swaylock -f").with("XDG_SESSION_TYPE", "wayland"),
            elsewhere,
        ),
    ]
}

/// The states of LXQt for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let bed = "`lxqt-powermanagement.conf` in its documented form";
    let mut states: Vec<State> =
        prepared().into_iter().map(|(name, home, expected)| state(name, bed, &home, expected)).collect();
    for (name, content, running, expected) in [
        (
            "LXQt, locks, power management and XScreenSaver run",
            GOOD,
            &["lxqt-powermanagement", "xscreensaver"][..],
            (Pass, "screen-lock-locks"),
        ),
        (
            "LXQt, locks, power management does not run",
            GOOD,
            &["lxqt-panel"],
            (Fail, "screen-lock-not-running"),
        ),
        (
            "LXQt, locks, nothing runs that xdg-screensaver knows",
            GOOD,
            &["lxqt-powermanagement"],
            (Unknown, "screen-lock-locker-untold"),
        ),
        (
            "LXQt, watcher off, XScreenSaver runs",
            "",
            &["lxqt-powermanagement", "xscreensaver"],
            (Fail, "screen-lock-switched-off"),
        ),
    ] {
        let machine = Machine::new(&[&["lxqt-session"], running].concat());
        states.push(state_on(name, bed, &lxqt(content).with("DISPLAY", ":7"), &machine, expected));
    }
    let saver = "timeout:\t0:05:00\nlock:\tTrue\nlockTimeout:\t0:00:00\nmode:\tblank\n";
    let home = || lxqt("").with_file("home/.xscreensaver", saver);
    let locks = (Pass, "screen-lock-locks");
    states.push(state("LXQt, watcher off, XScreenSaver set up", bed, &home(), locks));
    let machine = Machine::new(&["lxqt-session", "lxqt-powermanagement", "xscreensaver\0-no-splash"]);
    let name = "LXQt, watcher off, XScreenSaver set up and running";
    states.push(state_on(name, bed, &home().with("DISPLAY", ":7"), &machine, locks));
    states
}

#[test]
fn prepared_states_come_to_the_right_verdict() {
    for (state, home, expected) in prepared() {
        assert_eq!(outcome(&home), expected, "{state}");
    }
}

#[test]
fn later_of_the_two_times_counts() {
    assert_eq!(facts(&lxqt(GOOD)).value(IDLE_SECONDS), Some(300));
    assert_eq!(
        facts(&but("@Variant(\\0\\0\\0\\xf\\0\\x2I\\xf0)", "00:07:30")).value(IDLE_SECONDS),
        Some(450)
    );
}

#[test]
fn what_is_no_readable_file_is_unknown() {
    let directory = Home::new("LXQt").with_file(&format!("{USER}/inside"), "");
    let large = lxqt("");
    fs_err::OpenOptions::new().write(true).open(large.path(USER)).unwrap().set_len(64 << 20).unwrap();
    for (state, home, reason) in [
        ("directory", directory, "screen-lock-setting-malformed"),
        ("large", large, "screen-lock-setting-too-large"),
    ] {
        assert_eq!(outcome(&home), (Unknown, reason), "{state}");
        assert_eq!(outcome(&home.with_file(SYSTEM, GOOD)), (Unknown, reason), "{state}");
    }
}
