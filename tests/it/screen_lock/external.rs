//! Sessions whose lock is a program of the person's choice: sway, Hyprland, i3 and bare X11.
//!
//! Homes without a session follow the documented formats; sessions that run are processes below a prepared root, except
//! for X11, where a real X server, xset, xss-lock and xautolock take part.

mod i3;
mod sway;
mod wayland;

use std::path::Path;

use custodia::checks;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::verdict::Status::{self, Fail, Pass, Unknown};
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED, LOCKER, LOCKS_ON_SUSPEND, SWAYIDLE, XAUTOLOCK,
};

use self::sway::SWAY;
use self::wayland::HYPRIDLE;
use super::{facts, outcome, state, verdict_of};
use crate::accuracy::{State, evidence};
use crate::home::Home;

type Expected = (Status, &'static str);

const LOCKS: Expected = (Pass, "screen-lock-locks");
const LATE: Expected = (Fail, "screen-lock-idle-too-long");
const GRACEFUL: Expected = (Fail, "screen-lock-grace-too-long");
const OFF: Expected = (Fail, "screen-lock-switched-off");
const NOTHING: Expected = (Fail, "screen-lock-not-running");
const UNTOLD: Expected = (Unknown, "screen-lock-command-untold");
const DAMAGED: Expected = (Unknown, "screen-lock-setting-malformed");
const ELSEWHERE: Expected = (Unknown, "screen-lock-setting-elsewhere");
const MISSING: Expected = (Unknown, "screen-lock-setting-missing");

/// A prepared home: its name, its desktop, its files, and the verdict on it.
type Prepared = (&'static str, &'static str, &'static [(&'static str, &'static str)], Expected);

/// All prepared homes.
fn homes() -> impl Iterator<Item = &'static Prepared> {
    [sway::HOMES, wayland::HOMES, i3::HOMES].into_iter().flatten()
}

fn home((_, desktop, files, _): &Prepared) -> Home {
    // Files of the machine do not count.
    files
        .iter()
        .fold(Home::new(desktop), |home, (name, content)| home.with_file(&format!("home/{name}"), content))
}

/// The states of such sessions for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let homes = homes().map(|prepared| {
        let (name, desktop, _, expected) = prepared;
        state(
            &format!("{desktop}: {name}"),
            "files in the documented formats, no session",
            &home(prepared),
            *expected,
        )
    });
    let sessions = SESSIONS.iter().map(|session| {
        let facts = session.facts();
        State {
            name: format!("{}: {}", session.desktop, session.name),
            bed: "processes below a prepared root",
            expected: session.expected,
            verdict: verdict_of(&facts, []),
            evidence: evidence(
                &facts,
                &["locker", "locker-present", "lock-enabled", "idle-seconds", "grace-seconds"],
            ),
        }
    });
    homes.chain(sessions).collect()
}

#[test]
fn prepared_homes_come_to_the_right_verdict() {
    let wrong: Vec<_> = homes()
        .map(|prepared| (format!("{}: {}", prepared.1, prepared.0), outcome(&home(prepared)), prepared.3))
        .filter(|(_, outcome, expected)| outcome != expected)
        .collect();

    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A session that runs, as its processes show it.
struct Running {
    name: &'static str,
    desktop: &'static str,
    /// Command lines, with a blank between arguments and `_` for a blank in one.
    processes: &'static [&'static str],
    files: &'static [(&'static str, &'static str)],
    expected: Expected,
}

const fn running(
    name: &'static str,
    desktop: &'static str,
    processes: &'static [&'static str],
    files: &'static [(&'static str, &'static str)],
    expected: Expected,
) -> Running {
    Running { name, desktop, processes, files, expected }
}

const SESSIONS: &[Running] = &[
    running(
        "swayidle runs",
        "sway",
        &["sway", "swayidle -w timeout 300 swaylock_-f before-sleep swaylock_-f"],
        &[],
        LOCKS,
    ),
    running(
        "swayidle runs late, the file says otherwise",
        "sway",
        &["sway", "swayidle -w timeout 900 swaylock_-f"],
        &[(SWAY, "exec swayidle -w timeout 300 'swaylock -f'\n")],
        LATE,
    ),
    running(
        "swayidle does not run, the file says otherwise",
        "sway",
        &["sway", "waybar"],
        &[(SWAY, "exec swayidle -w timeout 300 'swaylock -f'\n")],
        NOTHING,
    ),
    running(
        "two of them",
        "sway",
        &["sway", "swayidle timeout 600 swaylock", "swayidle timeout 200 swaylock"],
        &[],
        LOCKS,
    ),
    running(
        "wrapped by its package",
        "sway",
        &["sway", "/nix/store/x/bin/.swayidle-wrapped -w timeout 300 /usr/bin/swaylock_-f"],
        &[],
        LOCKS,
    ),
    running("script of the person", "sway", &["sway", "swayidle timeout 300 /home/tess/lock"], &[], UNTOLD),
    running(
        "locker that is not installed",
        "sway",
        &["sway", "swayidle timeout 300 gtklock"],
        &[],
        (Unknown, "screen-lock-locker-untold"),
    ),
    running(
        "swayidle of another display",
        "sway",
        &["sway", "swayidle timeout 300 swaylock WAYLAND_DISPLAY=wayland-9"],
        &[],
        NOTHING,
    ),
    running(
        "idle hints, and an answer to logind",
        "sway",
        &["sway", "swayidle idlehint 300 lock swaylock"],
        &[],
        UNTOLD,
    ),
    running("stasis runs", "sway", &["sway", "stasis"], &[], ELSEWHERE),
    running(
        "hypridle runs",
        "Hyprland",
        &["Hyprland", "hypridle"],
        &[(HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n")],
        LOCKS,
    ),
    running(
        "hypridle runs with another file",
        "Hyprland",
        &["Hyprland", "hypridle -c /etc/idle.conf"],
        &[(HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n")],
        MISSING,
    ),
    running(
        "hypridle does not run",
        "Hyprland",
        &["Hyprland"],
        &[(HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n")],
        NOTHING,
    ),
    running("xautolock runs", "i3", &["i3", "xautolock -time 5 -locker i3lock"], &[], LOCKS),
    running(
        "xss-lock runs, its X server cannot be asked",
        "i3",
        &["i3", "xss-lock -- i3lock -n"],
        &[],
        (Unknown, "screen-lock-setting-failed"),
    ),
    running(
        "xscreensaver runs",
        "i3",
        &["i3", "xscreensaver -no-splash"],
        &[(".xscreensaver", "timeout: 5\nlock: on\n")],
        LOCKS,
    ),
    running("nothing runs", "i3", &["i3", "i3bar"], &[], NOTHING),
    running(
        "the compositor cannot be seen",
        "sway",
        &["waybar"],
        &[],
        (Unknown, "screen-lock-processes-unseen"),
    ),
    running("swayidle in niri", "niri", &["niri", "swayidle timeout 300 swaylock"], &[], LOCKS),
    running("an idle manager under dwl", "dwl", &["dwl", "swayidle timeout 300 swaylock"], &[], LOCKS),
    running("nothing known under dwl", "dwl", &["dwl"], &[], (Unknown, "screen-lock-desktop-unread")),
];

impl Running {
    fn facts(&self) -> Facts {
        let mut home = Home::new(self.desktop)
            .with_file("usr/bin/swaylock", "")
            .with_file("usr/bin/hyprlock", "")
            .with_file("usr/bin/i3lock", "");
        home = home.with_file("usr/bin/xscreensaver", "");
        for (number, process) in self.processes.iter().enumerate() {
            let (command, environment) =
                process.split_once(" WAYLAND_DISPLAY=").unwrap_or((process, "wayland-1"));
            let command = format!("{}\0", command.replace(' ', "\0").replace('_', " "));
            home = home.with_file(&format!("proc/{}/cmdline", number + 10), command);
            home = home.with_file(
                &format!("proc/{}/environ", number + 10),
                format!("PATH=/usr/bin\0WAYLAND_DISPLAY={environment}\0DISPLAY=:997.0\0"),
            );
        }
        for (name, content) in self.files {
            home = home.with_file(&format!("home/{name}"), content);
        }
        let display =
            if self.desktop == "i3" { ("DISPLAY", ":997") } else { ("WAYLAND_DISPLAY", "wayland-1") };
        facts_at(&home.with(display.0, display.1))
    }
}

/// What the check reads where the machine's root is the place of the home.
fn facts_at(home: &Home) -> Facts {
    checks::check(CheckId::ScreenLock).probe(&home.host_at(&home.path("")))
}

#[test]
fn running_sessions_come_to_the_right_verdict() {
    let wrong: Vec<_> = SESSIONS
        .iter()
        .map(|session| {
            (
                format!("{}: {}", session.desktop, session.name),
                verdict_of(&session.facts(), []),
                session.expected,
            )
        })
        .map(|(name, verdict, expected)| (name, (verdict.status, verdict.reason.id()), expected))
        .filter(|(_, outcome, expected)| outcome != expected)
        .collect();

    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn facts_tell_the_times_and_the_program() {
    let read = SESSIONS[0].facts();

    assert_eq!(read.value(LOCKER), Some(SWAYIDLE));
    assert_eq!(read.value(LOCK_ENABLED), Some(true));
    assert_eq!(read.value(IDLE_SECONDS), Some(300));
    assert_eq!(read.value(GRACE_SECONDS), Some(0));
    assert_eq!(read.value(LOCKS_ON_SUSPEND), Some(true));
}

#[test]
fn what_cannot_be_read_is_unknown_with_its_cause() {
    let with = |prepare: &dyn Fn(&Path)| {
        let home = Home::new("sway").with_file("home/.config/sway/config", "exec swayidle\n");
        let place = home.path("home/.config/swayidle");
        fs_err::create_dir_all(&place).unwrap();
        prepare(&place.join("config"));
        outcome(&home)
    };

    assert_eq!(with(&|path| fs_err::create_dir(path).unwrap()), DAMAGED);
    assert_eq!(with(&|path| nix::unistd::mkfifo(path, nix::sys::stat::Mode::S_IRWXU).unwrap()), DAMAGED);
    assert_eq!(with(&|path| fs_err::write(path, [b'a', 0xff]).unwrap()), DAMAGED);
    assert_eq!(
        with(&|path| fs_err::write(path, "#\n".repeat(1 << 16)).unwrap()),
        (Unknown, "screen-lock-setting-too-large")
    );
    assert_eq!(outcome(&Home::new("Hyprland")).0, Unknown, "no configuration at all");
}

#[test]
fn xscreensaver_of_any_window_manager_is_read_from_its_file() {
    let home = |content: &str| {
        let home = Home::new("").without("XDG_CURRENT_DESKTOP").with("XDG_SESSION_TYPE", "x11");
        outcome(&home.with_file("home/.xscreensaver", content))
    };

    assert_eq!(home("timeout:\t0:05:00\nlock:\t\tTrue\nlockTimeout:\t0:00:00\nmode:\t\tblank\n"), LOCKS);
    assert_eq!(home("timeout:\t0:10:00\nlock:\t\tTrue\nlockTimeout:\t0:00:00\nmode:\t\tblank\n"), LATE);
    assert_eq!(home("timeout:\t0:05:00\nlock:\t\tTrue\nlockTimeout:\t0:01:00\nmode:\t\tblank\n"), GRACEFUL);
    assert_eq!(home("timeout:\t0:05:00\nlock:\t\tFalse\nmode:\t\tblank\n"), OFF);
    assert_eq!(home("timeout:\t0:05:00\nlock:\t\tTrue\nmode:\t\toff\n"), OFF);
    assert_eq!(home("timeout:\tsoon\nlock:\t\tTrue\nlockTimeout: 0\nmode:\t\tblank\n"), DAMAGED);
}

#[test]
fn files_without_a_running_session_are_told_to_be_just_that() {
    let home = Home::new("i3").with_file("home/.config/i3/config", "exec xautolock -time 5 -locker i3lock\n");

    assert_eq!(facts(&home).value(LOCKER), Some(XAUTOLOCK));
    let verdict = super::verdict(&home);
    assert!(verdict.findings.iter().any(|finding| finding.id() == "screen-lock-by-settings-alone"));
}
