//! The screen lock of Xfce, whichever of its lockers is in use.
//!
//! Reads the channels `xfce4-screensaver` and `xfce4-power-manager` of xfconf, and which locker runs. Needs no
//! permission beyond the person's own. Cannot see whether the locker itself works.

use custodia_core::fact::Facts;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::screen_lock::{
    GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LIGHT_LOCKER, LOCK_ENABLED, LOCKS_ON_SUSPEND,
    XFCE4_SCREENSAVER,
};

use super::running::Running;
use super::{all, external, light_locker};
use crate::host::Host;
use crate::platform::linux::dconf::Settings;
use crate::platform::linux::session::Session;
use crate::platform::linux::xfconf::Channel;

/// The programs that can lock a session of Xfce, its own first.
const LOCKERS: [(&str, Word); 2] = [("xfce4-screensaver", XFCE4_SCREENSAVER), ("light-locker", LIGHT_LOCKER)];

/// The facts of a session of Xfce.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let running = Running::find(host, session, &["xfce4-session", "xfce4-panel", "xfwm4"]);
    let screensaver = Channel::open(host, "xfce4-screensaver");
    let light_locker = light_locker::facts(&Settings::open(host, &session.names), running.processes());
    let runs = running.locker(&LOCKERS);
    let assumed = if !screensaver.exists && light_locker::is_set(&light_locker) {
        LIGHT_LOCKER
    } else {
        XFCE4_SCREENSAVER
    };
    let mut facts = match runs.unwrap_or(assumed) {
        LIGHT_LOCKER => light_locker,
        _ => settings(&screensaver, &Channel::open(host, "xfce4-power-manager")),
    };
    let process = running.processes().iter().find(|process| process.runs("light-locker"));
    if let (Some(LIGHT_LOCKER), Some(process)) = (runs, process) {
        facts.put(IDLE_SECONDS, external::until_saver(host, process));
    }
    running.put(&mut facts, runs, assumed);
    facts
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
