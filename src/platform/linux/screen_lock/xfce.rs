//! The screen lock of Xfce, whichever of its lockers is in use.
//!
//! Reads the channels `xfce4-screensaver` and `xfce4-power-manager` of xfconf, and which locker runs and what it does.
//! Needs no permission beyond the person's own. Cannot see whether the locker itself works.

use custodia_core::fact::{Fact, Facts};
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
    let mut facts = match (channel.exists, light_locker::is_set(&other.2), external::of_saver(host)) {
        (false, _, Some(saver)) if matches!(running, Running::Nowhere) => saver,
        (false, true, None) => several::facts(host, session, &running, vec![other, own]),
        _ => several::facts(host, session, &running, vec![own, other]),
    };
    if let Some(active) = while_presenting(&power, &running, facts.get(IDLE_ACTIVATION)) {
        facts.put(IDLE_ACTIVATION, active);
    }
    facts
}

/// Whether being idle does anything, where the power manager's presentation mode may keep the screen open.
fn while_presenting(power: &Channel, running: &Running, active: Option<Fact<bool>>) -> Option<Fact<bool>> {
    let obeys = match running {
        Running::Here(processes) => processes.iter().any(|process| process.runs("xfce4-power-manager")),
        Running::Unseen(_) | Running::Nowhere => true,
    };
    let quiet = power.boolean("/xfce4-power-manager/presentation-mode", false).map(|presents| !presents);
    if !obeys || quiet.value() == Some(&true) {
        return active;
    }
    Some(active.map_or_else(|| quiet.clone(), |active| all([active, quiet.clone()])))
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
