//! Sessions whose lock is a program of the person's choice: sway, Hyprland, i3 and bare X11.
//!
//! Homes without a session follow the documented formats; sessions that run are processes below a prepared root, except
//! for X11, where a real X server, xset, xss-lock and xautolock take part.

use std::path::Path;

use custodia::checks;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::verdict::Status::{self, Fail, Pass, Unknown};
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED, LOCKER, LOCKS_ON_SUSPEND, SWAYIDLE, XAUTOLOCK,
};

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

const SWAY: &str = ".config/sway/config";
const IDLE: &str = ".config/swayidle/config";
const HYPRLAND: &str = ".config/hypr/hyprland.conf";
const HYPRIDLE: &str = ".config/hypr/hypridle.conf";
const I3: &str = ".config/i3/config";

const STARTED: (&str, &str) = (HYPRLAND, "exec-once = hypridle\n");

const HOMES: &[Prepared] = &[
    (
        "swayidle locks",
        "sway",
        &[(SWAY, "exec swayidle -w timeout 300 'swaylock -f' before-sleep 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "swayidle locks, desktop named twice",
        "sway:wlroots",
        &[(SWAY, "exec swayidle timeout 300 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "variable with quotes around its use",
        "sway",
        &[(
            SWAY,
            "set $lock swaylock -f -c 000000\nexec swayidle -w \\\n  timeout 300 \"$lock\" \\\n  timeout 600 \"swaymsg output * power off\"\n",
        )],
        LOCKS,
    ),
    (
        "variable with quotes inside",
        "sway",
        &[(SWAY, "set $lock 'swaylock -f'\nexec swayidle timeout 300 $lock\n")],
        LOCKS,
    ),
    (
        "variable without quotes, which swayidle refuses",
        "sway",
        &[(SWAY, "set $lock swaylock -f\nexec swayidle -w timeout 300 $lock\n")],
        OFF,
    ),
    (
        "variable with quotes twice",
        "sway",
        &[(SWAY, "set $lock 'swaylock -f'\nexec swayidle timeout 300 \"$lock\"\n")],
        UNTOLD,
    ),
    ("locks late", "sway", &[(SWAY, "exec swayidle timeout 1800 'swaylock -f'\n")], LATE),
    (
        "screen off first, lock too late",
        "sway",
        &[(SWAY, "exec swayidle timeout 60 'swaymsg \"output * dpms off\"' timeout 900 'swaylock -f'\n")],
        LATE,
    ),
    ("locks never, at 0 seconds", "sway", &[(SWAY, "exec swayidle timeout 0 'swaylock -f'\n")], OFF),
    (
        "only turns the screen off",
        "sway",
        &[(SWAY, "exec swayidle -w timeout 300 'swaymsg \"output * power off\"'\n")],
        OFF,
    ),
    ("only locks before sleep", "sway", &[(SWAY, "exec swayidle -w before-sleep 'swaylock -f'\n")], OFF),
    ("locks by key alone", "sway", &[(SWAY, "bindsym Mod4+l exec swaylock\n")], NOTHING),
    ("swayidle in a comment", "sway", &[(SWAY, "# exec swayidle timeout 300 'swaylock -f'\n")], NOTHING),
    (
        "comment that ends with a backslash",
        "sway",
        &[(SWAY, "# not \\\nexec swayidle timeout 300 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "asks logind, and answers",
        "sway",
        &[(SWAY, "exec swayidle timeout 300 'loginctl lock-session' lock 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "asks logind, and nobody answers",
        "sway",
        &[(SWAY, "exec swayidle timeout 300 'loginctl lock-session'\n")],
        OFF,
    ),
    ("script of the person", "sway", &[(SWAY, "exec swayidle timeout 300 ~/bin/lock.sh\n")], UNTOLD),
    (
        "script to dim, then a lock",
        "sway",
        &[(SWAY, "exec swayidle timeout 200 ~/bin/dim.sh timeout 300 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "script to dim, then a late lock",
        "sway",
        &[(SWAY, "exec swayidle timeout 200 ~/bin/dim.sh timeout 900 'swaylock -f'\n")],
        UNTOLD,
    ),
    (
        "grace of swaylock-effects",
        "sway",
        &[(SWAY, "exec swayidle timeout 300 'swaylock -f --grace 60'\n")],
        GRACEFUL,
    ),
    (
        "grace in swaylock's file",
        "sway",
        &[
            (SWAY, "exec swayidle timeout 300 'swaylock -f'\n"),
            (".config/swaylock/config", "color=000000\ngrace=60\n"),
        ],
        GRACEFUL,
    ),
    ("suspends without a lock", "sway", &[(SWAY, "exec swayidle timeout 300 'systemctl suspend'\n")], OFF),
    (
        "suspends with a lock before",
        "sway",
        &[(SWAY, "exec swayidle timeout 300 'systemctl suspend' before-sleep 'swaylock -f'\n")],
        UNTOLD,
    ),
    ("block of exec", "sway", &[(SWAY, "exec {\n  mako\n  swayidle timeout 300 'swaylock -f'\n}\n")], LOCKS),
    (
        "in a mode, which starts nothing",
        "sway",
        &[(SWAY, "mode \"idle\" {\n  bindsym l exec swayidle timeout 300 'swaylock -f'\n}\n")],
        NOTHING,
    ),
    (
        "included file",
        "sway",
        &[
            (SWAY, "include config.d/*\n"),
            (".config/sway/config.d/50-idle.conf", "exec swayidle timeout 300 'swaylock -f'\n"),
        ],
        LOCKS,
    ),
    (
        "included file by its path",
        "sway",
        &[
            (SWAY, "include ~/.config/sway/idle\n"),
            (".config/sway/idle", "exec_always swayidle timeout 300 'swaylock -f'\n"),
        ],
        LOCKS,
    ),
    ("include by a command", "sway", &[(SWAY, "include $(printf ~/idle)\n")], ELSEWHERE),
    (
        "old place of the file",
        "sway",
        &[(".sway/config", "exec swayidle timeout 300 'swaylock -f'\n")],
        LOCKS,
    ),
    ("carriage returns", "sway", &[(SWAY, "exec swayidle timeout 300 'swaylock -f'\r\n")], LOCKS),
    (
        "shell around swayidle",
        "sway",
        &[(SWAY, "exec sh -c \"swayidle timeout 300 'swaylock -f'\"\n")],
        LOCKS,
    ),
    (
        "another one ended before",
        "sway",
        &[(SWAY, "exec_always pkill swayidle; swayidle timeout 300 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "started on a condition",
        "sway",
        &[(SWAY, "exec test -e ~/idle && swayidle timeout 300 'swaylock -f'\n")],
        ELSEWHERE,
    ),
    (
        "script that speaks of swayidle",
        "sway",
        &[(SWAY, "exec ~/bin/start\n"), ("bin/start", "#!/bin/sh\nswayidle timeout 300 swaylock &\n")],
        ELSEWHERE,
    ),
    (
        "script that does not",
        "sway",
        &[(SWAY, "exec ~/bin/start\n"), ("bin/start", "#!/bin/sh\nmako &\n")],
        NOTHING,
    ),
    (
        "unit of the person",
        "sway",
        &[
            (SWAY, "font mono\n"),
            (
                ".config/systemd/user/graphical-session.target.wants/swayidle.service",
                "[Service]\nExecStart=/usr/bin/swayidle -w \\\n  timeout 300 'swaylock -f'\n",
            ),
        ],
        LOCKS,
    ),
    (
        "quotes within quotes, and a comment within the command",
        "sway",
        &[(
            SWAY,
            "exec swayidle -w \\\n timeout 60 \"swaymsg \\\"output * dpms off\\\"\" \\\n timeout 300 \"swaylock -f\" \\\n# timeout 600 x \\\n before-sleep \"swaylock -f\"\n",
        )],
        LOCKS,
    ),
    (
        "variable that opens a block",
        "sway",
        &[(SWAY, "set $a {\nexec swayidle timeout 300 'swaylock -f'\n")],
        NOTHING,
    ),
    (
        "hypridle started by systemctl",
        "Hyprland",
        &[
            (HYPRLAND, "exec-once = systemctl --user start hypridle.service\n"),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        LOCKS,
    ),
    (
        "hypridle started after a while",
        "Hyprland",
        &[
            (HYPRLAND, "exec-once = sleep 2 && hypridle & waybar\n"),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        LOCKS,
    ),
    (
        "hypridle started by another program's success",
        "Hyprland",
        &[
            (HYPRLAND, "exec-once = waybar && hypridle\n"),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        ELSEWHERE,
    ),
    (
        "xset and xss-lock in one line",
        "i3",
        &[(I3, "exec --no-startup-id \"xset s 240 && xss-lock -l -- i3lock -n\"\n")],
        LOCKS,
    ),
    (
        "autostart entry that names one",
        "i3",
        &[
            (I3, "exec --no-startup-id dex --autostart --environment i3\n"),
            (".config/autostart/lock.desktop", "[Desktop Entry]\nExec=xautolock -time 5\n"),
        ],
        ELSEWHERE,
    ),
    (
        "script of the session that names one",
        "i3",
        &[(I3, "font mono\n"), (".xinitrc", "xss-lock -- i3lock &\nexec i3\n")],
        ELSEWHERE,
    ),
    (
        "script of the session that names one in a comment",
        "i3",
        &[(I3, "font mono\n"), (".xinitrc", "# xss-lock -- i3lock &\nexec i3\n")],
        NOTHING,
    ),
    ("stasis", "sway", &[(SWAY, "exec stasis\n")], ELSEWHERE),
    (
        "configuration file of swayidle",
        "sway",
        &[
            (SWAY, "exec swayidle -w\n"),
            (IDLE, "# idle\ntimeout 240 \"swaylock -f\"\nbefore-sleep \"swaylock -f\"\n"),
        ],
        LOCKS,
    ),
    (
        "configuration file elsewhere",
        "sway",
        &[(SWAY, "exec swayidle -w\n"), (".swayidle/config", "timeout 240 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "arguments and configuration file",
        "sway",
        &[(SWAY, "exec swayidle timeout 900 'swaylock -f'\n"), (IDLE, "timeout 240 'swaylock -f'\n")],
        LOCKS,
    ),
    (
        "words without quotes in the file",
        "sway",
        &[(SWAY, "exec swayidle\n"), (IDLE, "timeout 240 swaylock -f\n")],
        LOCKS,
    ),
    (
        "file with a word that it does not know",
        "sway",
        &[(SWAY, "exec swayidle\n"), (IDLE, "timeout 240 'swaylock'\nsleep 'swaylock'\n")],
        OFF,
    ),
    (
        "file with an open quote",
        "sway",
        &[(SWAY, "exec swayidle\n"), (IDLE, "timeout 240 'swaylock\n")],
        DAMAGED,
    ),
    (
        "file with carriage returns",
        "sway",
        &[(SWAY, "exec swayidle\n"), (IDLE, "timeout 240 'swaylock'\r\n")],
        DAMAGED,
    ),
    ("file without swayidle", "sway", &[(SWAY, "font mono\n"), (IDLE, "timeout 240 'swaylock'\n")], NOTHING),
    (
        "hypridle locks",
        "Hyprland",
        &[
            STARTED,
            (
                HYPRIDLE,
                "general {\n  lock_cmd = pidof hyprlock || hyprlock\n  before_sleep_cmd = loginctl lock-session\n}\nlistener {\n  timeout = 300\n  on-timeout = loginctl lock-session\n}\n",
            ),
        ],
        LOCKS,
    ),
    (
        "hypridle locks by itself",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  timeout=300 # five minutes\n  on-timeout=hyprlock\n}\n")],
        LOCKS,
    ),
    (
        "asks logind, and nobody answers",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = loginctl lock-session\n}\n")],
        OFF,
    ),
    (
        "hypridle only dims",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = brightnessctl -s set 10\n}\n")],
        OFF,
    ),
    (
        "hypridle locks late",
        "Hyprland",
        &[
            STARTED,
            (
                HYPRIDLE,
                "listener {\n  timeout = 150\n  on-timeout = brightnessctl -s set 10\n}\nlistener {\n  timeout = 1800\n  on-timeout = hyprlock\n}\n",
            ),
        ],
        LATE,
    ),
    (
        "time in a variable",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "$lock = 240\nlistener {\n  timeout = $lock\n  on-timeout = hyprlock\n}\n")],
        LOCKS,
    ),
    (
        "time that is no number",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  timeout = 5m\n  on-timeout = hyprlock\n}\n")],
        DAMAGED,
    ),
    (
        "listener without a time",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  on-timeout = hyprlock\n}\n")],
        OFF,
    ),
    (
        "listener on one line, which is none",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener { timeout = 300\n on-timeout = hyprlock }\n")],
        OFF,
    ),
    (
        "listener with a condition",
        "Hyprland",
        &[
            STARTED,
            (
                HYPRIDLE,
                "listener {\n  timeout = 300\n  on-timeout = hyprlock\n  condition_cmd = test -e /tmp/x\n}\n",
            ),
        ],
        UNTOLD,
    ),
    (
        "script of the person",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = $HOME/lock.sh\n}\n")],
        UNTOLD,
    ),
    (
        "grace of hyprlock by its argument",
        "Hyprland",
        &[STARTED, (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock --grace 120\n}\n")],
        GRACEFUL,
    ),
    (
        "grace in hyprlock's file",
        "Hyprland",
        &[
            STARTED,
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
            (".config/hypr/hyprlock.conf", "general {\n  grace = 120\n}\n"),
        ],
        GRACEFUL,
    ),
    (
        "part of the file in another",
        "Hyprland",
        &[
            STARTED,
            (HYPRIDLE, "source = ~/.config/hypr/idle/*.conf\n"),
            (".config/hypr/idle/a.conf", "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        LOCKS,
    ),
    (
        "hypridle not started",
        "Hyprland",
        &[
            (HYPRLAND, "monitor=,preferred,auto,1\n"),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        NOTHING,
    ),
    (
        "hypridle started in a comment",
        "Hyprland",
        &[
            (HYPRLAND, "# exec-once = hypridle\n"),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        NOTHING,
    ),
    (
        "hypridle started through uwsm",
        "Hyprland",
        &[
            (HYPRLAND, "exec-once = uwsm app -- hypridle\n"),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        LOCKS,
    ),
    (
        "hypridle as a unit",
        "Hyprland",
        &[
            (HYPRLAND, "monitor=,preferred,auto,1\n"),
            (
                ".config/systemd/user/graphical-session.target.wants/hypridle.service",
                "[Service]\nExecStart=/usr/bin/hypridle\n",
            ),
            (HYPRIDLE, "listener {\n  timeout = 300\n  on-timeout = hyprlock\n}\n"),
        ],
        LOCKS,
    ),
    ("hypridle without a configuration", "Hyprland", &[STARTED], OFF),
    (
        "swayidle in Hyprland",
        "Hyprland",
        &[(HYPRLAND, "exec-once = swayidle -w timeout 300 'hyprlock'\n")],
        LOCKS,
    ),
    (
        "xss-lock and xset",
        "i3",
        &[(
            I3,
            "exec --no-startup-id xset s 300 5\nexec --no-startup-id xss-lock --transfer-sleep-lock -- i3lock --nofork\n",
        )],
        LOCKS,
    ),
    (
        "xss-lock with a notifier",
        "i3",
        &[(I3, "exec xset s 280 60\nexec xss-lock -n /usr/lib/xsecurelock/dimmer -l -- xsecurelock\n")],
        LATE,
    ),
    ("xss-lock without xset", "i3", &[(I3, "exec --no-startup-id xss-lock -- i3lock -n\n")], ELSEWHERE),
    (
        "xss-lock with the screen saver off",
        "i3",
        &[(I3, "exec xset s off -dpms\nexec xss-lock -- i3lock -n\n")],
        OFF,
    ),
    (
        "xss-lock by DPMS alone",
        "i3",
        &[(I3, "exec xset s off\nexec xset dpms 300 0 0\nexec xss-lock -- i3lock -n\n")],
        LOCKS,
    ),
    ("xset without xss-lock", "i3", &[(I3, "exec xset s 300 5\n")], NOTHING),
    (
        "xautolock",
        "i3",
        &[(I3, "exec --no-startup-id xautolock -time 5 -locker \"i3lock -c 000000\"\n")],
        LOCKS,
    ),
    (
        "xautolock in minutes",
        "i3",
        &[(I3, "exec --no-startup-id xautolock -time 10 -locker \"i3lock -c 000000\"\n")],
        LATE,
    ),
    ("xautolock by its defaults", "i3", &[(I3, "exec xautolock -locker i3lock\n")], LATE),
    (
        "xautolock with a time that is no number",
        "i3",
        &[(I3, "exec xautolock -time 5m -locker i3lock\n")],
        OFF,
    ),
    ("xautolock that only blanks", "i3", &[(I3, "exec xautolock -time 5 -locker 'xset -dpms'\n")], OFF),
    ("xautolock with the locker of sway", "i3", &[(I3, "exec xautolock -time 5 -locker swaylock\n")], UNTOLD),
    (
        "xidlehook",
        "i3",
        &[(
            I3,
            "exec xidlehook --not-when-fullscreen --timer 240 'brightnessctl s 10' 'brightnessctl s 90' --timer 60 i3lock ''\n",
        )],
        LOCKS,
    ),
    (
        "xidlehook, whose times add up",
        "i3",
        &[(I3, "exec xidlehook --timer 240 'brightnessctl s 10' '' --timer 240 i3lock ''\n")],
        LATE,
    ),
    ("xidlehook of old", "i3", &[(I3, "exec xidlehook --timer normal 300 i3lock ''\n")], LOCKS),
    ("locks by key alone", "i3", &[(I3, "bindsym $mod+l exec i3lock\n")], NOTHING),
    ("old place of the file", "i3", &[(".i3/config", "exec xautolock -time 5 -locker i3lock\n")], LOCKS),
    (
        "xscreensaver",
        "i3",
        &[
            (I3, "exec xscreensaver --no-splash\n"),
            (".xscreensaver", "timeout: 0:05:00\nlock: True\nlockTimeout: 0:00:00\nmode: blank\n"),
        ],
        LOCKS,
    ),
    ("xscreensaver, which does not lock by its defaults", "i3", &[(I3, "exec xscreensaver\n")], OFF),
    (
        "swayidle in niri",
        "niri",
        &[(
            ".config/niri/config.kdl",
            "spawn-at-startup \"swayidle\" \"-w\" \"timeout\" \"300\" \"swaylock -f\"\n",
        )],
        LOCKS,
    ),
    (
        "nothing in niri",
        "niri",
        &[(".config/niri/config.kdl", "// spawn-at-startup \"swayidle\"\nspawn-at-startup \"waybar\"\n")],
        NOTHING,
    ),
    (
        "swayidle in river",
        "river",
        &[(
            ".config/river/init",
            "#!/bin/sh\nriverctl map normal Super L spawn swaylock\nriverctl spawn \"swayidle -w timeout 300 'swaylock -f'\"\n",
        )],
        LOCKS,
    ),
    (
        "swayidle in labwc",
        "labwc:wlroots",
        &[(".config/labwc/autostart", "swayidle -w timeout 300 'swaylock -f' >/dev/null 2>&1 &\n")],
        LOCKS,
    ),
    (
        "swayidle in Wayfire",
        "wayfire",
        &[(".config/wayfire.ini", "[autostart]\nidle = swayidle timeout 300 swaylock\n")],
        LOCKS,
    ),
];

fn home((_, desktop, files, _): &Prepared) -> Home {
    // Files of the machine do not count.
    files
        .iter()
        .fold(Home::new(desktop), |home, (name, content)| home.with_file(&format!("home/{name}"), content))
}

/// The states of such sessions for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let homes = HOMES.iter().map(|prepared| {
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
    let wrong: Vec<_> = HOMES
        .iter()
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
