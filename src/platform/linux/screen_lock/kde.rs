//! The screen lock of KDE Plasma 5 and 6.
//!
//! Reads `kscreenlockerrc` of the system and of the person. Needs no permission beyond the person's own. Cannot
//! see whether the locker itself works.

use custodia_core::fact::Facts;
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED, LOCKS_ON_SUSPEND, PASSWORD_REQUIRED,
};

use super::all;
use crate::host::Host;
use crate::platform::linux::kconfig::Config;

/// The group of `kscreenlockerrc` that the locker reads.
const DAEMON: &str = "Daemon";

/// The facts of a session of Plasma.
pub(super) fn facts(host: &Host) -> Facts {
    settings(&Config::open(host, "kscreenlockerrc"))
}

fn settings(config: &Config) -> Facts {
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
