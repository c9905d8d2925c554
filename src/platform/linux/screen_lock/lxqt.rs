//! The screen lock of LXQt: the idleness watcher of its power management, which asks for the lock.
//!
//! Reads `lxqt-powermanagement.conf` and `session.conf` of LXQt in the configuration directories of the system and
//! of the person, and which programs run. Needs no permission beyond the person's own. Cannot see whether the
//! command that locks works.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::screen_lock::{
    DOCUMENTED_DEFAULT, GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED, LOCKER, LOCKER_PRESENT,
    LXQT_POWERMANAGEMENT, PROCESSES, WAYLAND,
};

use super::running::Running;
use super::{all, external, several};
use crate::host::Host;
use crate::platform::linux::qsettings::{self, Settings};
use crate::platform::linux::session::Session;

/// Without a command of the person's, `xdg-screensaver` locks by means of this program.
const SAVER: &str = "xscreensaver";

/// The facts of a session of LXQt.
pub(super) fn facts(host: &Host, session: &Session) -> Facts {
    let running = Running::find(host, session, &["lxqt-session"]);
    let is_wayland = session.kind.value() == Some(&WAYLAND);
    let command = lock_command(host, is_wayland);
    let own = settings(&Settings::open(host, "lxqt/lxqt-powermanagement.conf"), &command);
    if let (Running::Nowhere, false, Some(saver)) = (&running, is_wayland, external::of_saver(host))
        && own.value(LOCK_ENABLED) == Some(false)
    {
        return saver;
    }
    let lockers = vec![("lxqt-powermanagement", LXQT_POWERMANAGEMENT, own)];
    let mut facts = several::facts(host, session, &running, lockers);
    let saver_runs = running.processes().iter().any(|process| process.runs(SAVER));
    if facts.value(LOCKER) == Some(LXQT_POWERMANAGEMENT)
        && facts.value(LOCKER_PRESENT) == Some(true)
        && command == Command::Default
        && !saver_runs
    {
        facts.put(LOCKER_PRESENT, Fact::unknown(Cause::Unsupported, PROCESSES));
    }
    facts
}

/// What LXQt runs to lock.
#[derive(Clone, PartialEq, Eq)]
enum Command {
    /// What it does by itself under X11.
    Default,
    /// Nothing, which is what it does by itself under Wayland.
    None,
    /// One that somebody set and that is not judged, or that could not be read.
    Other(Cause),
}

fn lock_command(host: &Host, is_wayland: bool) -> Command {
    let key = if is_wayland { "lock_command_wayland" } else { "lock_command" };
    match Settings::open(host, "lxqt/session.conf").value(&[(key, |text| Some(text.trim().to_owned()))]) {
        Some(Fact::Unknown { cause, .. }) => Command::Other(cause),
        Some(Fact::Known { value, .. }) if value == "xdg-screensaver lock" => Command::Default,
        Some(Fact::Known { value, .. }) if !value.is_empty() => Command::Other(Cause::Unsupported),
        Some(_) | None if is_wayland => Command::None,
        Some(_) | None => Command::Default,
    }
}

/// It must lock both on mains and on battery; the later of the two counts.
fn settings(settings: &Settings, command: &Command) -> Facts {
    let [mains, battery] = ["idlenessACAction", "idlenessBatteryAction"]
        .map(|key| settings.or_default(&[(key, action), ("idlenessAction", action)], Action::Nothing));
    let [after_mains, after_battery] = ["idlenessACTime", "idlenessBatteryTime"].map(|key| {
        settings.or_default(&[(key, qsettings::time_as_seconds), ("idlenessTimeSecs", old_seconds)], 900)
    });
    let mut facts = Facts::new();
    facts.put(
        LOCK_ENABLED,
        all([
            settings.or_default(&[("enableIdlenessWatcher", qsettings::boolean)], false),
            locks(mains),
            locks(battery),
            match command {
                Command::Default => Fact::known(true, Evidence::default_of(DOCUMENTED_DEFAULT)),
                Command::None => Fact::known(false, Evidence::default_of(DOCUMENTED_DEFAULT)),
                Command::Other(cause) => Fact::unknown(*cause, DOCUMENTED_DEFAULT),
            },
        ]),
    );
    facts.put(
        IDLE_SECONDS,
        match (after_mains, after_battery) {
            (Fact::Known { value, .. }, battery) if battery.value().is_some_and(|later| *later > value) => {
                battery
            }
            (mains @ Fact::Known { .. }, Fact::Known { .. }) => mains,
            (unknown @ Fact::Unknown { .. }, _) | (_, unknown) => unknown,
        },
    );
    facts.put(GRACE_SECONDS, Fact::known(0, Evidence::default_of(DOCUMENTED_DEFAULT)));
    facts
}

/// What the watcher does when nobody uses the device.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Lock,
    /// Nothing, or nothing that locks.
    Nothing,
    /// It puts the device to sleep or ends the session.
    Other,
}

fn action(text: &str) -> Option<Action> {
    match text.parse::<i32>().ok()? {
        -2 => Some(Action::Lock),
        // Monitors off, and the dialog to leave.
        -1 | 5 | 6 => Some(Action::Nothing),
        0..=4 => Some(Action::Other),
        _ => None,
    }
}

fn locks(action: Fact<Action>) -> Fact<bool> {
    match action {
        // Whether it locks before is not told here.
        Fact::Known { value: Action::Other, evidence } => Fact::unknown(Cause::Unsupported, evidence.source),
        Fact::Known { .. } | Fact::Unknown { .. } => action.map(|action| action == Action::Lock),
    }
}

/// The time of older releases, which newer ones keep between a minute and an hour.
fn old_seconds(text: &str) -> Option<u64> {
    text.parse::<i64>().ok().map(|seconds| u64::try_from(seconds.clamp(60, 3599)).unwrap_or(60))
}
