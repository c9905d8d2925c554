//! The screen lock of Xfce, whichever of its lockers is in use.
//!
//! Reads the channels `xfce4-screensaver` and `xfce4-power-manager` of xfconf, and which locker runs and what it does.
//! Needs no permission beyond the person's own. Cannot see whether the locker itself works.

use custodia_core::fact::Facts;
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LIGHT_LOCKER, LOCK_ENABLED, LOCKS_ON_SUSPEND,
    XFCE4_SCREENSAVER,
};

use super::running::Running;
use super::{all, external, light_locker, several};
use crate::host::Host;
use crate::platform::linux::dconf::Settings;
use crate::platform::linux::session::Session;
use crate::platform::linux::xfconf::Channel;

/// The facts of a session of Xfce.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let running = Running::find(host, session, &["xfce4-session", "xfce4-panel", "xfwm4"]);
    let channel = Channel::open(host, "xfce4-screensaver");
    let power = Channel::open(host, "xfce4-power-manager");
    let light_locker = light_locker::facts(host, &Settings::open(host, &session.names), running.processes());
    let own = ("xfce4-screensaver", XFCE4_SCREENSAVER, settings(&channel, &power));
    let other = ("light-locker", LIGHT_LOCKER, light_locker);
    // Without a session, what somebody has set up tells which one they use.
    let lockers = match (channel.exists, light_locker::is_set(&other.2), external::of_saver(host)) {
        (true, _, _) | (false, false, None) => vec![own, other],
        (false, true, None) => vec![other, own],
        (false, _, Some(saver)) => match running {
            Running::Nowhere => return saver,
            Running::Here(_) | Running::Unseen(_) => vec![own, other],
        },
    };
    several::facts(host, session, &running, lockers)
}

/// Both times are whole minutes, at most 480; without any time, the screen saver takes ten.
fn settings(screensaver: &Channel, power: &Channel) -> Facts {
    let boolean = |path| screensaver.boolean(path, true);
    let minutes = |path, default| screensaver.number(path, default);
    let seconds = |minutes: i32| u64::try_from(minutes.min(480)).unwrap_or(0) * 60;
    let mut facts = Facts::new();
    facts.put(LOCK_ENABLED, all([boolean("/lock/enabled"), boolean("/lock/saver-activation/enabled")]));
    facts.put(IDLE_ACTIVATION, all([boolean("/saver/enabled"), boolean("/saver/idle-activation/enabled")]));
    let idle = minutes("/saver/idle-activation/delay", 5);
    facts.put(IDLE_SECONDS, idle.map(|minutes| seconds(if minutes < 1 { 10 } else { minutes })));
    facts.put(GRACE_SECONDS, minutes("/lock/saver-activation/delay", 0).map(seconds));
    let on_suspend = power.boolean("/xfce4-power-manager/lock-screen-suspend-hibernate", true);
    facts.put(LOCKS_ON_SUSPEND, on_suspend);
    facts
}
