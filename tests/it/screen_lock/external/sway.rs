//! Homes with sway and swayidle.

use super::{DAMAGED, ELSEWHERE, GRACEFUL, LATE, LOCKS, NOTHING, OFF, Prepared, UNTOLD};

pub(super) const SWAY: &str = ".config/sway/config";
const IDLE: &str = ".config/swayidle/config";

pub(super) const HOMES: &[Prepared] = &[
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
        "ended again afterwards",
        "sway",
        &[(SWAY, "exec swayidle timeout 300 'swaylock -f'\nexec_always killall -q swayidle\n")],
        ELSEWHERE,
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
];
