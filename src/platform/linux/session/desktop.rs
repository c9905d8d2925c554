//! The names of desktops, as sessions and display managers give them.

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{
    BUDGIE, CINNAMON, COSMIC, GNOME, HYPRLAND, I3, KDE, LXQT, MATE, OTHER_DESKTOP, SWAY, XFCE,
};

use crate::host::Host;

/// Variables that a compositor or window manager sets for the programs in it.
const COMPOSITORS: [(&str, Word); 6] = [
    ("SWAYSOCK", SWAY),
    ("HYPRLAND_INSTANCE_SIGNATURE", HYPRLAND),
    ("I3SOCK", I3),
    ("NIRI_SOCKET", SWAY),
    ("LABWC_PID", SWAY),
    ("WAYFIRE_SOCKET", SWAY),
];

/// The names in the environment, by `XDG_CURRENT_DESKTOP` or the older variables.
pub(super) fn named_by_environment(host: &Host) -> Option<Vec<String>> {
    if let Some(list) = host.variable("XDG_CURRENT_DESKTOP") {
        return Some(list.split(':').filter(|name| !name.is_empty()).map(str::to_owned).collect());
    }
    let session = host.variable("XDG_SESSION_DESKTOP").or_else(|| host.variable("DESKTOP_SESSION"))?;
    Some(names_of_session(session))
}

/// What `XDG_CURRENT_DESKTOP` is in a session of this name, as display managers name sessions.
pub(super) fn names_of_session(session: &str) -> Vec<String> {
    let session = session.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let names: &[&str] =
        match session.trim_end_matches("-xorg").trim_end_matches("-wayland").trim_end_matches("-x11") {
            "ubuntu" => &["ubuntu", "GNOME"],
            "pop" => &["pop", "GNOME"],
            "gnome" => &["GNOME"],
            "gnome-classic" => &["GNOME-Classic", "GNOME"],
            "budgie-desktop" | "budgie" | "budgie:gnome" => &["Budgie", "GNOME"],
            "kde" | "plasma" | "plasma5" | "plasma6" | "kde-plasma" | "plasmax11" | "plasmawayland" => {
                &["KDE"]
            }
            "xfce" | "xubuntu" => &["XFCE"],
            "cinnamon" | "cinnamon2d" | "x-cinnamon" => &["X-Cinnamon"],
            "mate" => &["MATE"],
            "lxqt" | "lubuntu" => &["LXQt"],
            "cosmic" => &["COSMIC"],
            "sway" => &["sway"],
            "hyprland" | "hyprland-uwsm" => &["Hyprland"],
            "i3" | "i3-with-shmlog" => &["i3"],
            // A session such as `default` names no desktop.
            "" | "default" | "xsession" | "lightdm-xsession" | "custom" => &[],
            _ => return vec![session],
        };
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The desktop that a list of names stands for; nothing for an empty list or one that contradicts itself.
pub(super) fn desktop_of(host: &Host, names: &[String]) -> Option<Word> {
    let mut desktop = None;
    for name in names {
        let word = match name.to_ascii_lowercase().as_str() {
            // Names that distributions put before the name of the desktop that they ship.
            "ubuntu" | "pop" | "phosh" | "zorin" | "endless" | "gnome-classic" => continue,
            "gnome" => GNOME,
            "kde" | "plasma" => KDE,
            "budgie" => BUDGIE,
            "xfce" | "xfce4" => XFCE,
            "x-cinnamon" | "cinnamon" => CINNAMON,
            "mate" => MATE,
            "lxqt" => LXQT,
            "cosmic" => COSMIC,
            "sway" | "wlroots" | "labwc" | "river" | "wayfire" | "niri" | "dwl" | "hikari" => SWAY,
            "hyprland" => HYPRLAND,
            "i3" => I3,
            _ => OTHER_DESKTOP,
        };
        desktop = match desktop {
            None => Some(word),
            Some(earlier) if earlier == word => Some(word),
            // Budgie and others name GNOME as what they derive from; the lock is theirs.
            Some(earlier) if word == GNOME && (earlier == BUDGIE || earlier == OTHER_DESKTOP) => {
                Some(earlier)
            }
            // LXQt names the compositor that it runs on.
            Some(earlier) if word == OTHER_DESKTOP || earlier == LXQT && word == SWAY => Some(earlier),
            Some(_) => return None,
        };
    }
    // Compositors are often told to pass for another desktop, but their sockets are their own.
    let compositor = COMPOSITORS.iter().find_map(|(variable, word)| host.variable(variable).map(|_| *word));
    match (desktop, compositor) {
        (Some(desktop), Some(compositor)) if desktop != compositor => None,
        (None, Some(compositor)) if names.is_empty() => Some(compositor),
        (desktop, _) => desktop,
    }
}
