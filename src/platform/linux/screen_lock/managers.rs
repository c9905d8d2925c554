//! The idle managers of sessions that leave locking to a program of the person's choice.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::screen_lock::{
    CINNAMON_SCREENSAVER, COSMIC_IDLE, CUSTOM_COMMAND, GNOME_SCREENSAVER, HYPRIDLE, LIGHT_LOCKER,
    LXQT_POWERMANAGEMENT, MATE_SCREENSAVER, PROCESSES, STASIS, SWAYIDLE, XAUTOLOCK, XFCE4_SCREENSAVER,
    XIDLEHOOK, XSCREENSAVER, XSS_LOCK,
};

use super::command::Display;
use super::schedule::{Doubt, Schedule};
use super::x11::Timeouts;
use super::{hypridle, swayidle, x_lockers, xscreensaver};
use crate::host::Host;

/// An idle manager, or another program that may lock by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manager {
    Swayidle,
    Hypridle,
    Xautolock,
    Xidlehook,
    XssLock,
    Xscreensaver,
    /// One whose settings are not read here.
    Unread,
}

use Manager::{Hypridle, Swayidle, Unread, Xautolock, Xidlehook, Xscreensaver, XssLock};

/// The programs, what each is, and its word.
pub(super) const MANAGERS: &[(&str, Manager, Word)] = &[
    ("swayidle", Swayidle, SWAYIDLE),
    ("hypridle", Hypridle, HYPRIDLE),
    ("xautolock", Xautolock, XAUTOLOCK),
    ("xidlehook", Xidlehook, XIDLEHOOK),
    ("xss-lock", XssLock, XSS_LOCK),
    ("xscreensaver", Xscreensaver, XSCREENSAVER),
    // Its format and the meaning of its times have changed from release to release.
    ("stasis", Unread, STASIS),
    ("light-locker", Unread, LIGHT_LOCKER),
    ("xfce4-screensaver", Unread, XFCE4_SCREENSAVER),
    ("mate-screensaver", Unread, MATE_SCREENSAVER),
    ("cinnamon-screensaver", Unread, CINNAMON_SCREENSAVER),
    ("gnome-screensaver", Unread, GNOME_SCREENSAVER),
    ("lxqt-powermanagement", Unread, LXQT_POWERMANAGEMENT),
    ("cosmic-idle", Unread, COSMIC_IDLE),
    ("wayidle", Unread, CUSTOM_COMMAND),
    ("xprintidle", Unread, CUSTOM_COMMAND),
    ("quickshell", Unread, CUSTOM_COMMAND),
    ("noctalia-shell", Unread, CUSTOM_COMMAND),
];

/// The manager that a program is, by its file name; also where a package has wrapped it.
pub(super) fn of_program(name: &str) -> Option<(Manager, Word)> {
    let name = name.strip_prefix('.').and_then(|name| name.strip_suffix("-wrapped")).unwrap_or(name);
    MANAGERS.iter().find(|(known, ..)| *known == name).map(|(_, manager, word)| (*manager, *word))
}

/// What a manager with these arguments does, whether it runs or would be started.
pub(super) fn schedule(
    host: &Host,
    manager: Manager,
    arguments: &[String],
    timeouts: Result<Timeouts, Doubt>,
    is_running: bool,
) -> Schedule {
    match manager {
        Swayidle => swayidle::schedule(host, arguments, is_running),
        Hypridle => hypridle::schedule(host, arguments, is_running),
        Xautolock => x_lockers::xautolock(host, arguments, is_running),
        Xidlehook => x_lockers::xidlehook(arguments, is_running),
        XssLock => x_lockers::xss_lock(arguments, timeouts, is_running),
        Xscreensaver => xscreensaver::schedule(host, arguments),
        Unread => Schedule::doubtful(Doubt::new(Cause::Unsupported, PROCESSES)),
    }
}

impl Manager {
    /// Whether it can lock a session of this display server.
    pub(super) fn serves(self, display: Display) -> bool {
        match self {
            Swayidle | Hypridle => display == Display::Wayland,
            Xautolock | Xidlehook | XssLock | Xscreensaver => display == Display::X11,
            Unread => true,
        }
    }
}
