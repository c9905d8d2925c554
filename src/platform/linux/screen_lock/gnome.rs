//! The screen lock of GNOME, Budgie and Phosh.
//!
//! Reads dconf databases and compiled schemas and, where logind knows the session, asks whether GDM runs; for
//! Budgie, which locker runs. Needs
//! no permission beyond the person's own. Cannot see extensions of the shell that change how it locks.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::GNOME;
use custodia_core::vocabulary::screen_lock::{
    BUDGIE_SCREENSAVER, GNOME_SCREENSAVER, GNOME_SHELL, GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS,
    LOCK_ENABLED, LOCK_SCREEN_DISABLED, LOCKER, LOCKER_PRESENT, LOCKS_ON_SUSPEND, SYSTEM_BUS,
};

use super::running::Running;
use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::Scalar;
use crate::platform::linux::session::Session;

/// The lockers that Budgie has had.
const OF_BUDGIE: [(&str, Word); 2] =
    [("budgie-screensaver", BUDGIE_SCREENSAVER), ("gnome-screensaver", GNOME_SCREENSAVER)];

/// The facts of a session of GNOME or Budgie.
pub(super) fn facts(host: &Host, desktop: Word, session: &Session, bus: Result<&Bus, Cause>) -> Facts {
    let mut facts = settings(&Settings::open(host, &session.names));
    if session.names.iter().any(|name| name.eq_ignore_ascii_case("phosh")) {
        of_phosh(&mut facts);
    } else if desktop != GNOME {
        let running = Running::find(host, session, &["budgie-panel", "budgie-wm", "budgie-daemon"]);
        running.put(&mut facts, running.locker(&OF_BUDGIE), BUDGIE_SCREENSAVER);
        // Under Wayland, it is another of several programs.
        Running::leave_open(&mut facts);
    } else if session.is_known_to_logind()
        && let Ok(bus) = bus
    {
        facts.put(LOCKER_PRESENT, gdm(bus));
        facts.put(LOCKER, Fact::known(GNOME_SHELL, Evidence::live(SYSTEM_BUS)));
    }
    facts
}

/// Phosh locks without GDM when the session gets idle; its older releases look at nothing but that time.
fn of_phosh(facts: &mut Facts) {
    if let Some(Fact::Known { value: false, evidence }) = facts.get(LOCK_ENABLED) {
        facts.put(LOCK_ENABLED, Fact::unknown(Cause::Unsupported, evidence.source));
    }
    if let Some(Fact::Known { value: 1.., evidence }) = facts.get(GRACE_SECONDS) {
        facts.put(GRACE_SECONDS, Fact::unknown(Cause::Unsupported, evidence.source));
    }
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
