//! Homes with i3 and the idle managers of X11.

use super::{ELSEWHERE, LATE, LOCKS, NOTHING, OFF, Prepared, UNTOLD};

const I3: &str = ".config/i3/config";

pub(super) const HOMES: &[Prepared] = &[
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
    (
        "xautolock that is disabled afterwards",
        "i3",
        &[(I3, "exec xautolock -time 5 -locker i3lock\nexec xautolock -disable\n")],
        ELSEWHERE,
    ),
    (
        "xss-lock and xset, and a script that speaks of xset",
        "i3",
        &[
            (I3, "exec xset s 300\nexec xss-lock -- i3lock -n\nexec ~/.config/i3/start.sh\n"),
            (".config/i3/start.sh", "#!/bin/sh\nxset s off -dpms\n"),
        ],
        ELSEWHERE,
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
];
