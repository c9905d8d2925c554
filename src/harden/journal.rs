//! What was changed and what stood there before, in `harden.json` of the state directory.
//!
//! An entry is on the disk before its change is made. It names the setting by its id, so that nothing but the known
//! settings can ever be written from it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::state::{StateDirectory, StateError};

/// The file's name.
pub(crate) const FILE: &str = "harden.json";

/// Held while an entry changes; reports have a lock of their own.
const LOCK: &str = "harden.lock";

/// The most entries that are kept; each harmless, but the file is read whole.
const MOST_ENTRIES: usize = 500;

/// A change of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number; later ones have greater numbers.
    pub number: u64,
    /// The id of the setting.
    pub setting: String,
    /// When it was changed, or about to be.
    pub made: Timestamp,
    /// What stood there before.
    pub earlier: Stored,
    /// What was put there.
    pub new: Stored,
    /// The rules that asked for it.
    pub rules: Vec<String>,
    /// Whether it is known to have come into force; if not, a stop may have come before or after it.
    pub confirmed: bool,
}

/// The changes that were made and not undone, the first one first.
///
/// # Errors
///
/// When the journal cannot be read.
pub fn changes(directory: &StateDirectory) -> Result<Vec<Entry>, StateError> {
    let kept = directory.read()?.map_or(Ok(None), |opened| opened.read_kept(FILE))?;
    Ok(kept.unwrap_or_default())
}

/// Writes down a change that is about to be made, and gives its number.
pub(super) fn begin(directory: &StateDirectory, mut entry: Entry) -> Result<u64, StateError> {
    change(directory, |entries| {
        let number = entries.iter().map(|entry| entry.number).max().unwrap_or(0) + 1;
        entry.number = number;
        entries.push(entry);
        number
    })
}

/// Writes down that a change came into force.
pub(super) fn confirm(directory: &StateDirectory, number: u64) -> Result<(), StateError> {
    change(directory, |entries| {
        for entry in entries.iter_mut().filter(|entry| entry.number == number) {
            entry.confirmed = true;
        }
    })
}

/// Forgets a change that was not made, or that was undone.
pub(super) fn forget(directory: &StateDirectory, number: u64) -> Result<(), StateError> {
    change(directory, |entries| entries.retain(|entry| entry.number != number))
}

fn change<T>(directory: &StateDirectory, edit: impl FnOnce(&mut Vec<Entry>) -> T) -> Result<T, StateError> {
    let state = directory.lock(LOCK)?;
    let mut entries: Vec<Entry> = state.read_kept(FILE)?.unwrap_or_default();
    let outcome = edit(&mut entries);
    if entries.len() > MOST_ENTRIES {
        return Err(StateError::Damaged { file: FILE });
    }
    state.write_kept(FILE, &entries)?;
    Ok(outcome)
}
