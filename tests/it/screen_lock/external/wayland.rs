//! Homes with Hyprland and hypridle, and with other compositors.

use super::{DAMAGED, ELSEWHERE, GRACEFUL, LATE, LOCKS, NOTHING, OFF, Prepared, UNTOLD};

const HYPRLAND: &str = ".config/hypr/hyprland.conf";
pub(super) const HYPRIDLE: &str = ".config/hypr/hypridle.conf";

const STARTED: (&str, &str) = (HYPRLAND, "exec-once = hypridle\n");

pub(super) const HOMES: &[Prepared] = &[
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
