//! Facts of the `screen-lock` check on Linux.
//!
//! Reads which desktop the graphical session has ([`session`](super::session)) and that desktop's settings:
//! GNOME's and Budgie's from dconf and compiled schemas, KDE Plasma's from `kscreenlockerrc`. Needs no permission
//! beyond the person's own. Cannot see programs that keep the session from getting idle, whether the person
//! has a password at all, nor the lock of other desktops.

use custodia_core::fact::{Evidence, Fact, Facts};
use custodia_core::vocabulary::common::{BUDGIE, GNOME, KDE};
use custodia_core::vocabulary::screen_lock::{
    DESKTOP, GRACE_SECONDS, IDLE, IDLE_ACTIVATION, IDLE_SECONDS, LOCK_ENABLED, LOCK_SCREEN_DISABLED, LOCKED,
    LOCKER_PRESENT, LOCKS_ON_SUSPEND, PASSWORD_REQUIRED, SESSION, SYSTEM_BUS,
};

use super::bus::Bus;
use super::dconf::{Key, Settings};
use super::gvdb::Scalar;
use super::kconfig::Config;
use super::session::{Session, system_bus};
use crate::host::Host;

/// The group of `kscreenlockerrc` that the locker reads.
const DAEMON: &str = "Daemon";

pub(crate) fn screen_lock(host: &Host) -> Facts {
    let bus = system_bus(host);
    let session = Session::find(host, bus.as_ref().map_err(|cause| *cause));
    let mut facts = Facts::new();
    let desktop = session.desktop.as_ref().and_then(Fact::value).copied();
    if desktop == Some(GNOME) || desktop == Some(BUDGIE) {
        facts.extend(gnome(&Settings::open(host, &session.names)));
    }
    if desktop == Some(GNOME)
        && session.is_known_to_logind()
        && let Ok(bus) = &bus
    {
        facts.put(LOCKER_PRESENT, gdm(bus));
    }
    if desktop == Some(KDE) {
        facts.extend(kde(&Config::open(host, "kscreenlockerrc")));
    }
    facts.put(SESSION, session.kind);
    for (name, fact) in [(LOCKED, session.locked), (IDLE, session.idle)] {
        if let Some(fact) = fact {
            facts.put(name, fact);
        }
    }
    if let Some(desktop) = session.desktop {
        facts.put(DESKTOP, desktop);
    }
    facts
}

fn gnome(settings: &Settings) -> Facts {
    let key = |schema, name, documented| Key { schema, name, documented };
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

fn kde(config: &Config) -> Facts {
    let mut facts = Facts::new();
    facts.put(LOCK_ENABLED, config.boolean(DAEMON, "Autolock", true));
    facts.put(IDLE_SECONDS, config.value(DAEMON, "Timeout", 300, seconds_of_minutes));
    facts.put(LOCKS_ON_SUSPEND, config.boolean(DAEMON, "LockOnResume", true));
    let grace = config.value(DAEMON, "LockGrace", 5, |text| text.parse::<i32>().ok());
    // A grace time below zero never ends, and without `Lock` there is always grace.
    let required = [
        config.boolean(DAEMON, "RequirePassword", true),
        config.boolean(DAEMON, "Lock", true),
        grace.clone().map(|seconds| seconds >= 0),
    ];
    facts.put(GRACE_SECONDS, grace.map(|seconds| u64::try_from(seconds).unwrap_or(0)));
    facts.put(PASSWORD_REQUIRED, all(required));
    facts
}

/// The first that is false, else the first that is unknown, else the first.
fn all([first, second, third]: [Fact<bool>; 3]) -> Fact<bool> {
    let facts = [&first, &second, &third];
    let decisive = facts
        .into_iter()
        .find(|fact| fact.value() == Some(&false))
        .or_else(|| facts.into_iter().find(|fact| fact.value().is_none()))
        .cloned();
    decisive.unwrap_or(first)
}

/// Minutes, whole or with a fraction, as seconds; what is not above zero is never.
fn seconds_of_minutes(text: &str) -> Option<u64> {
    if let Ok(minutes) = text.parse::<i64>() {
        return Some(u64::try_from(minutes).unwrap_or(0).saturating_mul(60));
    }
    let minutes: f64 = text.parse().ok().filter(|minutes: &f64| minutes.is_finite())?;
    let seconds = (minutes * 60.0).ceil().clamp(0.0, f64::from(u32::MAX));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of u32"
    )]
    Some(seconds as u64)
}
