//! Which of the lockers of a desktop counts, where each is a program of its own and several may run.
//!
//! Where several run, the one that locks first counts; one that cannot be judged may lock before. Where no session runs,
//! reads the autostart entries of the lockers, of the person and of the system, which needs no permission. Cannot see
//! what a session starts by other means.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::screen_lock::{
    EARLIER_COMMAND, GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LOCK_ENABLED, LOCKER, LOCKER_PRESENT,
    NO_LOCKER, PROCESSES, SESSION_CONFIGURATION, WAYLAND,
};

use super::command::Display;
use super::external;
use super::running::Running;
use crate::host::Host;
use crate::platform::linux::session::Session;
use crate::platform::linux::{files, ini, live};

/// The largest autostart entry that is read, in bytes.
const LARGEST_ENTRY: u64 = 64 * 1024;

/// A locker that a desktop can have: its program, its word, and what it does when it runs.
pub(super) type Locker<'a> = (&'a str, Word, Facts);

/// The facts of a session, with the locker that counts.
///
/// The idle managers that work in any session count as well. Where no session could be seen, the first of the
/// desktop's own lockers that nobody keeps from starting is the one whose settings are judged.
pub(super) fn facts(host: &Host, session: &Session, running: &Running, own: Vec<Locker<'_>>) -> Facts {
    let display = if session.kind.value() == Some(&WAYLAND) { Display::Wayland } else { Display::X11 };
    if matches!(running, Running::Nowhere) {
        return assumed(host, running, own);
    }
    let Some(usual) = own.first().map(|(_, word, facts)| (*word, facts.clone())) else {
        return Facts::new();
    };
    let mut lockers: Vec<Facts> = own
        .into_iter()
        .filter_map(|(program, word, mut facts)| {
            let runs = running.locker(&[(program, word)])?;
            running.put(&mut facts, Some(runs), word);
            Some(facts)
        })
        .collect();
    lockers.extend(external::managers(host, display, running.processes()));
    let doubtful = lockers.iter().any(|facts| weight(facts).0 == Weight::Doubtful);
    let Some(mut first) = lockers.into_iter().min_by_key(weight) else {
        let (word, mut facts) = usual;
        running.put(&mut facts, None, word);
        return facts;
    };
    if doubtful && weight(&first).0 == Weight::Locks {
        first.put(EARLIER_COMMAND, live(true, PROCESSES));
    }
    first
}

/// The facts of the locker that a session would have: the first, or where that is kept from starting, one that starts.
fn assumed(host: &Host, running: &Running, own: Vec<Locker<'_>>) -> Facts {
    let kept = own.first().is_some_and(|(program, ..)| autostart(host, program) == Some(false));
    let starts = own.iter().position(|(program, ..)| !kept || autostart(host, program) == Some(true));
    let Some((_, word, mut facts)) = own.into_iter().nth(starts.unwrap_or(0)) else { return Facts::new() };
    if starts.is_some() {
        running.put(&mut facts, None, word);
    } else {
        let evidence = Evidence::set(SESSION_CONFIGURATION);
        facts.put(LOCKER, Fact::known(NO_LOCKER, evidence));
        facts.put(LOCKER_PRESENT, Fact::known(false, evidence));
    }
    facts
}

/// Whether the autostart entry of a program starts it; nothing where there is no entry that can be read.
///
/// An entry of the person takes the place of the system's, and one that is `Hidden` starts nothing
/// (Desktop Application Autostart Specification).
fn autostart(host: &Host, program: &str) -> Option<bool> {
    let places = std::iter::once(host.config_home()).chain(host.config_dirs());
    let entry = places
        .map(|place| {
            files::read_text(&place.join("autostart").join(format!("{program}.desktop")), LARGEST_ENTRY)
        })
        .find(|read| *read != Err(Cause::Missing))?
        .ok()?;
    Some(ini::last(&ini::entries(&entry), "Desktop Entry", "Hidden") != Some("true"))
}

/// How much is known of a locker, the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Locks,
    Doubtful,
    Off,
}

/// The weight of a locker, and after how many seconds it locks.
fn weight(facts: &Facts) -> (Weight, u64) {
    let is_off = |name| facts.value(name) == Some(false);
    match (facts.value(LOCK_ENABLED), facts.value(IDLE_SECONDS)) {
        _ if is_off(LOCK_ENABLED) || is_off(IDLE_ACTIVATION) => (Weight::Off, 0),
        (_, Some(0)) => (Weight::Off, 0),
        (Some(true), Some(idle)) => {
            (Weight::Locks, idle.saturating_add(facts.value(GRACE_SECONDS).unwrap_or(0)))
        }
        _ => (Weight::Doubtful, 0),
    }
}
