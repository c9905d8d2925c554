//! COSMIC: the settings of its idle service, by their documented form.

use custodia_core::verdict::Status::{self, Fail, Pass, Unknown};

use super::running::Machine;
use super::{outcome, state, state_on};
use crate::accuracy::State;
use crate::home::Home;

const USER: &str = "home/.config/cosmic/com.system76.CosmicIdle/v1/screen_off_time";
const SYSTEM: &str = "share/cosmic/com.system76.CosmicIdle/v1/screen_off_time";
const ACTIONS: &str = "home/.config/cosmic/com.system76.CosmicSettings.Shortcuts/v1/system_actions";

fn cosmic() -> Home {
    let home = Home::new("COSMIC");
    let share = home.path("share").to_str().unwrap().to_owned();
    home.with("XDG_DATA_DIRS", &share)
}

fn prepared() -> Vec<(&'static str, Home, (Status, &'static str))> {
    let locks = (Pass, "screen-lock-locks");
    let too_long = (Fail, "screen-lock-idle-too-long");
    let malformed = (Unknown, "screen-lock-setting-malformed");
    let set = |text: &str| cosmic().with_file(USER, text);
    vec![
        ("COSMIC, nothing set", cosmic(), too_long),
        ("COSMIC, five minutes", set("Some(300000)"), locks),
        ("COSMIC, an hour", set("Some(3600000)"), too_long),
        ("COSMIC, never", set("None"), (Fail, "screen-lock-never-idle")),
        ("COSMIC, no time", set("Some(0)"), malformed),
        ("COSMIC, bare number", set("300000"), malformed),
        ("COSMIC, empty file", set(""), malformed),
        (
            "COSMIC, directory in place of the file",
            cosmic().with_file(&format!("{USER}/inside"), ""),
            malformed,
        ),
        ("COSMIC, set by the system", cosmic().with_file(SYSTEM, "Some(120000)"), locks),
        (
            "COSMIC, the person over the system",
            set("None").with_file(SYSTEM, "Some(120000)"),
            (Fail, "screen-lock-never-idle"),
        ),
        (
            "COSMIC, another command to lock",
            set("Some(300000)").with_file(ACTIONS, "{ LockScreen: \"true\" }"),
            (Unknown, "screen-lock-setting-elsewhere"),
        ),
        (
            "COSMIC, other commands replaced",
            set("Some(300000)").with_file(ACTIONS, "{ Terminal: \"foot\" }"),
            locks,
        ),
    ]
}

/// The states of COSMIC for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let bed = "files of `com.system76.CosmicIdle` in their documented form";
    let mut states: Vec<State> =
        prepared().into_iter().map(|(name, home, expected)| state(name, bed, &home, expected)).collect();
    for (name, running, expected) in [
        (
            "COSMIC, its idle service and lock screen run",
            &["cosmic-idle", "cosmic-greeter"][..],
            (Pass, "screen-lock-locks"),
        ),
        ("COSMIC, its idle service does not run", &["cosmic-greeter"], (Fail, "screen-lock-not-running")),
        ("COSMIC, its lock screen does not run", &["cosmic-idle"], (Unknown, "screen-lock-locker-untold")),
    ] {
        let machine = Machine::new(&[&["cosmic-session"], running].concat());
        let home = cosmic().with_file(USER, "Some(300000)").with("WAYLAND_DISPLAY", "wayland-1");
        states.push(state_on(name, bed, &home, &machine, expected));
    }
    states
}

#[test]
fn prepared_states_come_to_the_right_verdict() {
    for (state, home, expected) in prepared() {
        assert_eq!(outcome(&home), expected, "{state}");
    }
}
