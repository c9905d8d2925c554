//! The screen lock of MATE.
//!
//! Reads dconf databases and compiled schemas, and which locker runs. Needs no permission beyond the person's own.
//! Cannot see whether the locker itself works.

use custodia_core::fact::Facts;
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LIGHT_LOCKER, LOCK_ENABLED, LOCK_SCREEN_DISABLED,
    MATE_SCREENSAVER,
};

use super::running::Running;
use super::{light_locker, several};
use crate::host::Host;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::Scalar;
use crate::platform::linux::session::Session;

/// The facts of a session of MATE.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let running = Running::find(host, session, &["mate-session"]);
    let stored = Settings::open(host, &session.names);
    let lockers = vec![
        ("mate-screensaver", MATE_SCREENSAVER, settings(&stored)),
        ("light-locker", LIGHT_LOCKER, light_locker::facts(host, &stored, running.processes())),
    ];
    several::facts(host, session, &running, lockers)
}

/// Both times are whole minutes; what is not above zero is taken for never, as for no delay.
fn settings(settings: &Settings) -> Facts {
    let screensaver = |name, documented| Key::new("org.mate.screensaver", name, documented);
    let boolean = |name| settings.boolean(screensaver(name, Scalar::Boolean(true)));
    let idle = Key::new("org.mate.session", "idle-delay", Scalar::Signed(5)).at("/org/mate/desktop/session/");
    let lockdown = Key::new("org.mate.lockdown", "disable-lock-screen", Scalar::Boolean(false))
        .at("/org/mate/desktop/lockdown/");
    let mut facts = Facts::new();
    facts.put(LOCK_ENABLED, boolean("lock-enabled"));
    facts.put(IDLE_ACTIVATION, boolean("idle-activation-enabled"));
    facts.put(IDLE_SECONDS, settings.number(idle).map(seconds));
    facts.put(GRACE_SECONDS, settings.number(screensaver("lock-delay", Scalar::Signed(0))).map(seconds));
    facts.put(LOCK_SCREEN_DISABLED, settings.boolean(lockdown));
    facts
}

const fn seconds(minutes: u64) -> u64 {
    minutes.saturating_mul(60)
}
