//! Facts of the `screen-lock` check on Linux.
//!
//! Finds the graphical session of the person and its desktop ([`session`](super::session)); each desktop has a
//! module here that reads its settings and its locker. Needs no permission beyond the person's own. Cannot see
//! programs that keep the session from getting idle without saying so.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::common::{
    BUDGIE, CINNAMON, COSMIC, GNOME, HYPRLAND, I3, KDE, LXQT, MATE, OTHER_DESKTOP, PLATFORM, SWAY, XFCE,
};
use custodia_core::vocabulary::screen_lock::{
    DESKTOP, IDLE, INHIBITED, LOCKED, LOGIN_RULES, PASSWORD_REQUIRED, REMOTE, SESSION,
};

use super::account::Account;
use super::session::{Session, system_bus};
use crate::host::Host;

mod automatic_login;
mod cinnamon;
mod command;
mod cosmic;
mod credential;
mod external;
mod gnome;
mod grace;
mod hypridle;
mod hyprlang;
mod inhibitors;
mod kde;
mod kdl;
mod light_locker;
mod lxqt;
mod managers;
mod mate;
mod pam;
mod password_rules;
mod running;
mod schedule;
mod several;
mod shell;
mod startup;
mod swayidle;
mod tiling;
mod x11;
mod x_lockers;
mod xfce;
mod xscreensaver;

pub(crate) fn screen_lock(host: &Host) -> Facts {
    let bus = system_bus(host);
    let bus = bus.as_ref().map_err(|cause| *cause);
    let session = Session::find(host, bus);
    let mut facts = match session.desktop.as_ref().and_then(Fact::value).copied() {
        Some(desktop @ (GNOME | BUDGIE)) => gnome::facts(host, desktop, &session, bus),
        Some(KDE) => kde::facts(host),
        Some(CINNAMON) => cinnamon::facts(host, &session),
        Some(MATE) => mate::facts(host, &session),
        Some(XFCE) => xfce::facts(host, &session),
        Some(LXQT) => lxqt::facts(host, &session),
        Some(COSMIC) => cosmic::facts(host, &session),
        Some(SWAY | HYPRLAND | I3 | OTHER_DESKTOP) | None => external::facts(host, &session),
        Some(_) => Facts::new(),
    };
    if session.desktop.is_some() {
        let account = Account::of(host);
        facts.extend(credential::facts(host, account.as_ref().map_err(|cause| *cause), bus));
        // What the desktop's own settings say of a password holds only if its locker asks for one.
        if let (Ok(account), Some(service)) =
            (&account, credential::service(&facts, session.desktop.as_ref()))
            && credential::is_let_in(host, account, service)
        {
            facts.put(PASSWORD_REQUIRED, Fact::known(false, Evidence::set(LOGIN_RULES).enforced()));
        }
        if let Some(inhibited) = inhibitors::inhibited(host, bus) {
            facts.put(INHIBITED, inhibited);
        }
    }
    facts.put(SESSION, session.kind);
    for (name, fact) in [(REMOTE, session.remote), (LOCKED, session.locked), (IDLE, session.idle)] {
        if let Some(fact) = fact {
            facts.put(name, fact);
        }
    }
    if let Some(desktop) = session.desktop {
        facts.put(DESKTOP, desktop);
    }
    facts
}

/// The first that is false, else the first that is unknown, else the first.
fn all<const N: usize>(facts: [Fact<bool>; N]) -> Fact<bool> {
    let weight = |fact: &Fact<bool>| fact.value().map_or(1, |value| if *value { 2 } else { 0 });
    let decisive = facts.into_iter().min_by_key(weight);
    decisive.unwrap_or(Fact::unknown(Cause::Missing, PLATFORM))
}

/// Readers of what others wrote, for the fuzz targets alone.
pub(super) mod fuzzing {
    use super::command::Display;
    use super::tiling::Grammar;
    use super::{
        automatic_login, command as commands, hypridle as idle, hyprlang, kdl, pam, password_rules,
        swayidle as sway, tiling as tiled, x11,
    };
    use crate::platform::linux::screen_lock::xscreensaver::Settings;

    /// Judges a text as a command of an idle manager.
    pub fn command(text: &str) {
        for display in [Display::Wayland, Display::X11] {
            let _ = commands::effect(text, display);
        }
    }

    /// Reads a text as swayidle's configuration file.
    pub fn swayidle(text: &str) {
        let _ = sway::of_configuration(text);
    }

    /// Reads a text as hypridle's configuration file, which takes in itself.
    pub fn hypridle(text: &str) {
        let _ = idle::of_document(&hyprlang::parse(text, &|_| vec![Ok(text.to_owned())]));
    }

    /// Reads a text as the configuration of sway, i3 and niri, which includes itself.
    pub fn tiling(text: &str) {
        for grammar in [Grammar::Sway, Grammar::I3] {
            let _ = tiled::started(text, grammar, &|_| vec![Ok(text.to_owned())]);
        }
        let _ = kdl::spawned(text);
    }

    /// Reads a text as the settings of `XScreenSaver`.
    pub fn xscreensaver(text: &str) {
        let _ = Settings::parse(text).schedule();
    }

    /// Reads bytes as a file of cookies for X servers.
    pub fn x_authority(bytes: &[u8]) {
        let _ = x11::cookies(bytes, 0);
    }

    /// Reads a text as settings of login managers, units of consoles and rules for passwords.
    pub fn login(text: &str) {
        automatic_login::fuzz(text);
        pam::fuzz(text);
        password_rules::fuzz(text);
    }
}
