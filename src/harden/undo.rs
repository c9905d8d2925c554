//! Undoing the changes of the journal, the last one first.
//!
//! What was written down and never made is forgotten; what was made, confirmed or not, is put back; what the person
//! changed since is left alone unless they say otherwise. Stopped at any moment, it goes on where it was.

use super::apply::put_back;
use super::{Entry, Obstacle, Setting, Stored, Trouble, journal};
use crate::host::Host;
use crate::platform::{self, Desk};
use crate::state::{StateDirectory, StateError};

/// What came of undoing a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// What stood there before stands there again.
    Restored,
    /// It stood there already.
    WasBack,
    /// The person changed it since, and it was left so.
    LeftAlone,
    /// It could not be put back.
    Not(Trouble),
}

/// Undoes all changes, and tells each with what came of it.
///
/// `ask` is asked, with what stands there, before a value is put back that the person changed since.
///
/// # Errors
///
/// When the journal cannot be read or written.
pub fn undo(
    host: &Host,
    directory: &StateDirectory,
    mut ask: impl FnMut(&Entry, &'static Setting, &Stored) -> bool,
    mut tell: impl FnMut(&Entry, &'static Setting, Undone),
) -> Result<Option<Obstacle>, StateError> {
    let entries = journal::changes(directory)?;
    let desk = match Desk::find(host) {
        Ok(desk) => desk,
        Err(obstacle) => return Ok(Some(obstacle)),
    };
    for entry in entries.iter().rev() {
        let Some(setting) = platform::setting(&entry.setting) else { continue };
        let outcome = match desk.read(setting).map(|reading| reading.stored) {
            // What a release of the desktop no longer has is put back all the same.
            None if put_back(&desk, setting, &entry.earlier) => Undone::Restored,
            None => Undone::Not(Trouble::NotRestored),
            Some(Err(trouble)) => Undone::Not(trouble),
            Some(Ok(now)) if now.is_same(&entry.earlier) => Undone::WasBack,
            Some(Ok(now)) if now != entry.new && !ask(entry, setting, &now) => Undone::LeftAlone,
            Some(Ok(_)) => match desk.write(setting, &entry.earlier) {
                Ok(_) if put_back(&desk, setting, &entry.earlier) => Undone::Restored,
                Ok(_) => Undone::Not(Trouble::NotRestored),
                Err(trouble) => Undone::Not(trouble),
            },
        };
        match outcome {
            Undone::Restored | Undone::WasBack => journal::forget(directory, entry.number)?,
            Undone::LeftAlone | Undone::Not(_) => {}
        }
        tell(entry, setting, outcome);
    }
    Ok(None)
}

/// The setting of an entry, where this version knows it.
#[must_use]
pub fn setting_of(entry: &Entry) -> Option<&'static Setting> {
    platform::setting(&entry.setting)
}
