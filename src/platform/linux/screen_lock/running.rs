//! The programs of the running session, where a desktop leaves the locking of its screen to one of them.
//!
//! Reads the command lines of the person's processes. Needs no permission beyond the person's own. Cannot see the
//! session from inside a container, nor whether a program that runs also does its work.

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::screen_lock::{
    DOCUMENTED_DEFAULT, LOCKER, LOCKER_PRESENT, NO_LOCKER, PROCESSES,
};

use crate::host::Host;
use crate::platform::linux::processes::{self, Process};
use crate::platform::linux::session::Session;
use crate::platform::linux::{known, live};

/// What could be seen of the running session.
#[derive(Debug)]
pub(super) enum Running {
    /// It runs on this machine, and these are the processes of the person.
    Here(Vec<Process>),
    /// There is one, but its processes could not be seen.
    Unseen(Cause),
    /// No running session was found: only settings can be judged.
    Nowhere,
}

impl Running {
    /// Looks for the session of a desktop, which is known by any of these programs.
    pub(super) fn find(host: &Host, session: &Session, programs: &[&str]) -> Self {
        let processes = processes::of_user(host, host.user());
        let is_there = session.is_known_to_logind()
            || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| host.variable(name).is_some());
        match processes {
            Ok(processes)
                if processes.iter().any(|process| programs.iter().any(|name| process.runs(name))) =>
            {
                Self::Here(processes)
            }
            Ok(_) if is_there => Self::Unseen(Cause::Missing),
            Err(cause) if is_there => Self::Unseen(cause),
            Ok(_) | Err(_) => Self::Nowhere,
        }
    }

    /// The processes, where they could be seen.
    pub(super) fn processes(&self) -> &[Process] {
        match self {
            Self::Here(processes) => processes,
            Self::Unseen(_) | Self::Nowhere => &[],
        }
    }

    /// The first of these lockers that runs.
    pub(super) fn locker(&self, lockers: &[(&str, Word)]) -> Option<Word> {
        let runs = |name: &str| self.processes().iter().any(|process| process.runs(name));
        lockers.iter().find(|(name, _)| runs(name)).map(|(_, word)| *word)
    }

    /// Puts which locker runs, or which one the settings are for where no session could be seen.
    pub(super) fn put(&self, facts: &mut Facts, running: Option<Word>, assumed: Word) {
        let present = match self {
            Self::Here(_) => Ok(running.is_some()),
            Self::Unseen(cause) => Err(*cause),
            Self::Nowhere => {
                return facts.put(LOCKER, Fact::known(assumed, Evidence::default_of(DOCUMENTED_DEFAULT)));
            }
        };
        if present.is_ok() {
            facts.put(LOCKER, live(running.unwrap_or(NO_LOCKER), PROCESSES));
        }
        facts.put(LOCKER_PRESENT, known(present, PROCESSES));
    }

    /// Takes back that nothing runs, on a desktop that may lock by other means.
    pub(super) fn leave_open(facts: &mut Facts) {
        if facts.value(LOCKER_PRESENT) == Some(false) {
            facts.put(LOCKER, Fact::unknown(Cause::Unsupported, PROCESSES));
            facts.put(LOCKER_PRESENT, Fact::unknown(Cause::Unsupported, PROCESSES));
        }
    }
}
