//! The screen lock of GNOME and Budgie.
//!
//! Reads dconf databases and compiled schemas and, where logind knows the session, asks whether GDM runs. Needs
//! no permission beyond the person's own. Cannot see extensions of the shell that change how it locks.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::GNOME;
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LOCK_ENABLED, LOCK_SCREEN_DISABLED, LOCKER_PRESENT,
    LOCKS_ON_SUSPEND, SYSTEM_BUS,
};

use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::Scalar;
use crate::platform::linux::session::Session;

/// The facts of a session of GNOME or Budgie.
pub(super) fn facts(host: &Host, desktop: Word, session: &Session, bus: Result<&Bus, Cause>) -> Facts {
    let mut facts = settings(&Settings::open(host, &session.names));
    if desktop == GNOME
        && session.is_known_to_logind()
        && let Ok(bus) = bus
    {
        facts.put(LOCKER_PRESENT, gdm(bus));
    }
    facts
}

fn settings(settings: &Settings) -> Facts {
    let key = Key::new;
    let screensaver = "org.gnome.desktop.screensaver";
    let lockdown = "org.gnome.desktop.lockdown";
    let mut facts = Facts::new();
    facts.put(LOCK_ENABLED, settings.boolean(key(screensaver, "lock-enabled", Scalar::Boolean(true))));
    facts.put(GRACE_SECONDS, settings.number(key(screensaver, "lock-delay", Scalar::Number(0))));
    facts.put(
        IDLE_SECONDS,
        settings.number(key("org.gnome.desktop.session", "idle-delay", Scalar::Number(300))),
    );
    facts.put(
        LOCK_SCREEN_DISABLED,
        settings.boolean(key(lockdown, "disable-lock-screen", Scalar::Boolean(false))),
    );
    let activation = key(screensaver, "idle-activation-enabled", Scalar::Boolean(true));
    if let Some(activation) = settings.optional_boolean(activation) {
        facts.put(IDLE_ACTIVATION, activation);
    }
    let on_suspend = key(screensaver, "ubuntu-lock-on-suspend", Scalar::Boolean(true));
    if let Some(on_suspend) = settings.optional_boolean(on_suspend) {
        facts.put(LOCKS_ON_SUSPEND, on_suspend);
    }
    facts
}

/// Whether GDM runs and tells its version: GNOME Shell asks for it and makes a lock screen only then.
fn gdm(bus: &Bus) -> Fact<bool> {
    let (service, manager) = ("org.gnome.DisplayManager", "/org/gnome/DisplayManager/Manager");
    let answer = match bus.has_owner(service) {
        Ok(true) => bus
            .property::<String>(service, manager, "org.gnome.DisplayManager.Manager", "Version")
            .map(|_| true),
        absent => absent,
    };
    match answer {
        Ok(runs) => Fact::known(runs, Evidence::live(SYSTEM_BUS)),
        Err(cause) => Fact::unknown(cause, SYSTEM_BUS),
    }
}
