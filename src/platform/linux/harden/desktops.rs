//! Which settings a desktop has, with the places and defaults of `docs/harden.md`.
//!
//! Reads nothing. The keys are those that the screen-lock check reads, and a few that it does not judge. Cannot say
//! anything of desktops whose lock is a program of the person's choice: their files are written by hand.

use crate::harden::Measure::{
    Activation, Camera, Grace, GraceAboveZero, Idle, Lid, Lock, LockScreen, Microphone, Notifications,
    Password, Presentation, Suspend,
};
use crate::harden::Typed::{Boolean, Signed, Unsigned};
use crate::harden::{Measure, Place, Setting, Typed};

const MINUTE: u64 = 60;

const fn dconf(
    id: &'static str,
    measure: Measure,
    schema: &'static str,
    key: &'static str,
    default: Typed,
) -> Setting {
    let place = Place::Dconf { schema, path: None, key, optional: false };
    Setting { id, measure, place, default, unit: 1 }
}

/// The same for a key that only some releases have.
const fn optional(
    id: &'static str,
    measure: Measure,
    schema: &'static str,
    key: &'static str,
    default: Typed,
) -> Setting {
    let place = Place::Dconf { schema, path: None, key, optional: true };
    Setting { id, measure, place, default, unit: 1 }
}

/// A key of MATE, which lies at another path than its schema and counts minutes.
const fn mate(
    id: &'static str,
    measure: Measure,
    schema: &'static str,
    path: &'static str,
    key: &'static str,
    default: Typed,
) -> Setting {
    let place = Place::Dconf { schema, path: Some(path), key, optional: false };
    let unit = if matches!(default, Boolean(_)) { 1 } else { MINUTE };
    Setting { id, measure, place, default, unit }
}

const fn kde(id: &'static str, measure: Measure, key: &'static str, default: Typed, unit: u64) -> Setting {
    let place = Place::Kconfig { file: "kscreenlockerrc", group: "Daemon", key };
    Setting { id, measure, place, default, unit }
}

const fn xfce(
    id: &'static str,
    measure: Measure,
    channel: &'static str,
    property: &'static str,
    default: Typed,
) -> Setting {
    let unit = if matches!(default, Boolean(_)) { 1 } else { MINUTE };
    Setting { id, measure, place: Place::Xfconf { channel, property }, default, unit }
}

const SAVER_OF_GNOME: &str = "org.gnome.desktop.screensaver";
const PRIVACY: &str = "org.gnome.desktop.privacy";

/// GNOME, Budgie and what derives from them.
pub(super) static GNOME: [Setting; 5] = [
    dconf(
        "gnome-lock-screen",
        LockScreen,
        "org.gnome.desktop.lockdown",
        "disable-lock-screen",
        Boolean(false),
    ),
    dconf("gnome-lock", Lock, SAVER_OF_GNOME, "lock-enabled", Boolean(true)),
    dconf("gnome-idle", Idle, "org.gnome.desktop.session", "idle-delay", Unsigned(300)),
    dconf("gnome-grace", Grace, SAVER_OF_GNOME, "lock-delay", Unsigned(0)),
    optional("gnome-suspend", Suspend, SAVER_OF_GNOME, "ubuntu-lock-on-suspend", Boolean(true)),
];

/// What Budgie's screen saver may obey and GNOME does not look at.
pub(super) static BUDGIE: [Setting; 1] =
    [optional("budgie-activation", Activation, SAVER_OF_GNOME, "idle-activation-enabled", Boolean(true))];

/// What GNOME's own lock screen shows.
pub(super) static GNOME_NOTIFICATIONS: [Setting; 1] = [optional(
    "gnome-notifications",
    Notifications,
    "org.gnome.desktop.notifications",
    "show-in-lock-screen",
    Boolean(true),
)];

/// GNOME's privacy switches, which are set only where they are asked for.
pub(super) static GNOME_PRIVACY: [Setting; 2] = [
    optional("gnome-camera", Camera, PRIVACY, "disable-camera", Boolean(false)),
    optional("gnome-microphone", Microphone, PRIVACY, "disable-microphone", Boolean(false)),
];

const SAVER_OF_CINNAMON: &str = "org.cinnamon.desktop.screensaver";

/// Cinnamon.
pub(super) static CINNAMON: [Setting; 6] = [
    dconf(
        "cinnamon-lock-screen",
        LockScreen,
        "org.cinnamon.desktop.lockdown",
        "disable-lock-screen",
        Boolean(false),
    ),
    dconf("cinnamon-lock", Lock, SAVER_OF_CINNAMON, "lock-enabled", Boolean(true)),
    dconf("cinnamon-activation", Activation, SAVER_OF_CINNAMON, "idle-activation-enabled", Boolean(true)),
    dconf("cinnamon-idle", Idle, "org.cinnamon.desktop.session", "idle-delay", Unsigned(900)),
    dconf("cinnamon-grace", Grace, SAVER_OF_CINNAMON, "lock-delay", Unsigned(0)),
    optional(
        "cinnamon-suspend",
        Suspend,
        "org.cinnamon.settings-daemon.plugins.power",
        "lock-on-suspend",
        Boolean(false),
    ),
];

const SAVER_OF_MATE: &str = "org.mate.screensaver";
const AT_SAVER_OF_MATE: &str = "/org/mate/screensaver/";

/// MATE with its own screen saver.
pub(super) static MATE: [Setting; 5] = [
    mate(
        "mate-lock-screen",
        LockScreen,
        "org.mate.lockdown",
        "/org/mate/desktop/lockdown/",
        "disable-lock-screen",
        Boolean(false),
    ),
    mate("mate-lock", Lock, SAVER_OF_MATE, AT_SAVER_OF_MATE, "lock-enabled", Boolean(true)),
    mate(
        "mate-activation",
        Activation,
        SAVER_OF_MATE,
        AT_SAVER_OF_MATE,
        "idle-activation-enabled",
        Boolean(true),
    ),
    mate("mate-idle", Idle, "org.mate.session", "/org/mate/desktop/session/", "idle-delay", Signed(5)),
    mate("mate-grace", Grace, SAVER_OF_MATE, AT_SAVER_OF_MATE, "lock-delay", Signed(0)),
];

/// KDE Plasma.
pub(super) static KDE: [Setting; 6] = [
    kde("kde-lock", Lock, "Autolock", Boolean(true), 1),
    kde("kde-idle", Idle, "Timeout", Signed(5), MINUTE),
    kde("kde-grace", Grace, "LockGrace", Signed(5), 1),
    kde("kde-password", Password, "RequirePassword", Boolean(true), 1),
    kde("kde-lock-at-once", Password, "Lock", Boolean(true), 1),
    kde("kde-suspend", Suspend, "LockOnResume", Boolean(true), 1),
];

const SAVER_OF_XFCE: &str = "xfce4-screensaver";

/// Xfce with its own screen saver.
pub(super) static XFCE: [Setting; 6] = [
    xfce("xfce-saver", Activation, SAVER_OF_XFCE, "/saver/enabled", Boolean(true)),
    xfce("xfce-activation", Activation, SAVER_OF_XFCE, "/saver/idle-activation/enabled", Boolean(true)),
    xfce("xfce-idle", Idle, SAVER_OF_XFCE, "/saver/idle-activation/delay", Signed(5)),
    xfce("xfce-lock", Lock, SAVER_OF_XFCE, "/lock/enabled", Boolean(true)),
    xfce("xfce-lock-with-saver", Lock, SAVER_OF_XFCE, "/lock/saver-activation/enabled", Boolean(true)),
    xfce("xfce-grace", Grace, SAVER_OF_XFCE, "/lock/saver-activation/delay", Signed(0)),
];

/// Xfce's power manager, whichever locker there is.
pub(super) static XFCE_POWER: [Setting; 2] = [
    xfce(
        "xfce-presentation",
        Presentation,
        "xfce4-power-manager",
        "/xfce4-power-manager/presentation-mode",
        Boolean(false),
    ),
    xfce(
        "xfce-suspend",
        Suspend,
        "xfce4-power-manager",
        "/xfce4-power-manager/lock-screen-suspend-hibernate",
        Boolean(true),
    ),
];

/// The locker of `LightDM`, in whichever desktop.
pub(super) static LIGHT_LOCKER: [Setting; 3] = [
    dconf("light-locker-grace", GraceAboveZero, "apps.light-locker", "lock-after-screensaver", Unsigned(5)),
    dconf("light-locker-suspend", Suspend, "apps.light-locker", "lock-on-suspend", Boolean(true)),
    dconf("light-locker-lid", Lid, "apps.light-locker", "lock-on-lid", Boolean(false)),
];

/// Every setting that can be changed.
pub(super) fn all() -> impl Iterator<Item = &'static Setting> {
    [
        &GNOME[..],
        &BUDGIE,
        &GNOME_NOTIFICATIONS,
        &GNOME_PRIVACY,
        &CINNAMON,
        &MATE,
        &KDE,
        &XFCE,
        &XFCE_POWER,
        &LIGHT_LOCKER,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::harden::Amount;

    #[test]
    fn every_setting_has_an_id_and_a_place_of_its_own() {
        let ids: BTreeSet<&str> = all().map(|setting| setting.id).collect();
        let places: BTreeSet<String> =
            all().map(|setting| format!("{} {}", setting.place.store(), setting.place.key())).collect();

        assert_eq!(ids.len(), all().count());
        assert_eq!(places.len(), all().count());
    }

    #[test]
    fn a_switch_is_a_switch_and_a_time_is_a_number() {
        for setting in all() {
            let is_switch = matches!(setting.amount(setting.default), Amount::Switch(_));
            assert_eq!(is_switch, setting.measure.wants().is_some(), "{}", setting.id);
        }
    }

    #[test]
    fn the_page_of_hardening_names_every_setting() {
        let page = include_str!("../../../../docs/harden.md");
        for setting in all() {
            let key = setting.place.key();
            let name = key.rsplit(['/', ' ']).next().unwrap_or_default();
            assert!(page.contains(name), "docs/harden.md does not name {key}");
        }
    }
}
