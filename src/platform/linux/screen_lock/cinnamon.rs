//! The screen lock of Cinnamon.
//!
//! Reads dconf databases and compiled schemas, and which locker runs. Needs no permission beyond the person's own.
//! Cannot see whether the locker itself works.

use custodia_core::fact::Facts;
use custodia_core::vocabulary::screen_lock::{
    CINNAMON_SCREENSAVER, GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LOCK_ENABLED, LOCK_SCREEN_DISABLED,
    LOCKS_ON_SUSPEND,
};

use super::running::Running;
use crate::host::Host;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::Scalar;
use crate::platform::linux::session::Session;

/// The facts of a session of Cinnamon.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let running = Running::find(host, session, &["cinnamon-session", "cinnamon-session-binary", "cinnamon"]);
    let mut facts = settings(&Settings::open(host, &session.names));
    let locker = running.locker(&[("cinnamon-screensaver", CINNAMON_SCREENSAVER)]);
    running.put(&mut facts, locker, CINNAMON_SCREENSAVER);
    // Releases from 6.7 on can also lock within Cinnamon itself.
    Running::leave_open(&mut facts);
    facts
}

fn settings(settings: &Settings) -> Facts {
    let screensaver = |name, documented| Key::new("org.cinnamon.desktop.screensaver", name, documented);
    let boolean = |name| settings.boolean(screensaver(name, Scalar::Boolean(true)));
    let idle = Key::new("org.cinnamon.desktop.session", "idle-delay", Scalar::Number(900));
    let disabled = Key::new("org.cinnamon.desktop.lockdown", "disable-lock-screen", Scalar::Boolean(false));
    let power = "org.cinnamon.settings-daemon.plugins.power";
    let on_suspend = Key::new(power, "lock-on-suspend", Scalar::Boolean(false));
    let mut facts = Facts::new();
    facts.put(LOCK_ENABLED, boolean("lock-enabled"));
    facts.put(IDLE_ACTIVATION, boolean("idle-activation-enabled"));
    facts.put(IDLE_SECONDS, settings.number(idle));
    facts.put(GRACE_SECONDS, settings.number(screensaver("lock-delay", Scalar::Number(0))));
    facts.put(LOCK_SCREEN_DISABLED, settings.boolean(disabled));
    if let Some(on_suspend) = settings.optional_boolean(on_suspend) {
        facts.put(LOCKS_ON_SUSPEND, on_suspend);
    }
    facts
}
