//! Which of the lockers of a desktop counts, where each is a program of its own and several may run.
//!
//! Reads nothing itself. Where several run, the one that locks first counts; one that cannot be judged may lock before.

use custodia_core::fact::Facts;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::screen_lock::{
    EARLIER_COMMAND, GRACE_SECONDS, IDLE_ACTIVATION, IDLE_SECONDS, LOCK_ENABLED, PROCESSES, WAYLAND,
};

use super::command::Display;
use super::external;
use super::running::Running;
use crate::host::Host;
use crate::platform::linux::live;
use crate::platform::linux::session::Session;

/// A locker that a desktop can have: its program, its word, and what it does when it runs.
pub(super) type Locker<'a> = (&'a str, Word, Facts);

/// The facts of a session, with the locker that counts.
///
/// The idle managers that work in any session count as well. Where no session could be seen, the first of the
/// desktop's own lockers is the one whose settings are judged.
pub(super) fn facts(host: &Host, session: &Session, running: &Running, own: Vec<Locker<'_>>) -> Facts {
    let display = if session.kind.value() == Some(&WAYLAND) { Display::Wayland } else { Display::X11 };
    let mut own = own.into_iter().peekable();
    let Some(assumed) = own.peek().map(|(_, word, facts)| (*word, facts.clone())) else {
        return Facts::new();
    };
    let mut lockers: Vec<Facts> = own
        .filter_map(|(program, word, mut facts)| {
            let runs = running.locker(&[(program, word)])?;
            running.put(&mut facts, Some(runs), word);
            Some(facts)
        })
        .collect();
    lockers.extend(external::managers(host, display, running.processes()));
    let doubtful = lockers.iter().any(|facts| weight(facts).0 == Weight::Doubtful);
    let Some(mut first) = lockers.into_iter().min_by_key(weight) else {
        let (word, mut facts) = assumed;
        running.put(&mut facts, None, word);
        return facts;
    };
    if doubtful && weight(&first).0 == Weight::Locks {
        first.put(EARLIER_COMMAND, live(true, PROCESSES));
    }
    first
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
