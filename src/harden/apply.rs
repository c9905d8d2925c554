//! Making one change: written down, made, read back, checked, confirmed; put back where it did not come into force.

use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::vocabulary::screen_lock::{GRACE_SECONDS, IDLE_SECONDS, LOCKS_ON_SUSPEND};

use super::{Amount, Change, Entry, Measure, Place, Setting, Stored, Trouble, journal};
use crate::checks;
use crate::clock::to_the_second;
use crate::host::Host;
use crate::platform::{Desk, Effect};
use crate::state::{StateDirectory, StateError};

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It is in force.
    Now,
    /// It is written, and in force from the next login.
    NextLogin,
    /// It is not in force, and what stood there before stands there.
    Not(Trouble),
}

/// Makes a change.
///
/// # Errors
///
/// When the journal cannot be written: then nothing is changed, or what was is in the journal.
pub fn apply(host: &Host, directory: &StateDirectory, change: &Change) -> Result<Applied, StateError> {
    let Ok(desk) = Desk::find(host) else { return Ok(Applied::Not(Trouble::NotOwned)) };
    let stored = |setting: &Setting| desk.read(setting).map(|reading| reading.stored);
    // Meanwhile somebody else may have changed it.
    let earlier = match stored(change.setting) {
        // A change before this one may have made the file.
        Some(Ok(now)) if now.is_same(&change.earlier) => now,
        Some(Err(trouble)) => return Ok(Applied::Not(trouble)),
        Some(Ok(_)) | None => return Ok(Applied::Not(Trouble::Failed)),
    };
    let number = journal::begin(
        directory,
        Entry {
            number: 0,
            setting: change.setting.id.to_owned(),
            made: to_the_second(host.now()),
            earlier: earlier.clone(),
            new: change.new.clone(),
            rules: change.rules.iter().map(ToString::to_string).collect(),
            confirmed: false,
        },
    )?;
    let written = desk.write(change.setting, &change.new);
    let trouble = match written {
        Ok(effect) if is_in_force(&desk, change) && is_seen(host, change) => {
            journal::confirm(directory, number)?;
            return Ok(match effect {
                Effect::Now => Applied::Now,
                Effect::NextLogin => Applied::NextLogin,
            });
        }
        Ok(_) => Trouble::NotTaken,
        Err(trouble) => trouble,
    };
    if put_back(&desk, change.setting, &earlier) {
        journal::forget(directory, number)?;
        return Ok(Applied::Not(trouble));
    }
    Ok(Applied::Not(Trouble::NotRestored))
}

/// Puts back what stood there, unless it stands there; whether it does then.
pub(super) fn put_back(desk: &Desk<'_>, setting: &Setting, earlier: &Stored) -> bool {
    let is_back = || {
        let stored = desk.read(setting).map(|reading| reading.stored);
        stored.is_some_and(|stored| stored.is_ok_and(|stored| stored.is_same(earlier)))
    };
    is_back() || (desk.write(setting, earlier).is_ok() && is_back())
}

fn is_in_force(desk: &Desk<'_>, change: &Change) -> bool {
    desk.read(change.setting).is_some_and(|reading| {
        reading.stored.as_ref() == Ok(&change.new) && reading.amount.value() == Some(&change.to)
    })
}

/// Whether the check, run again, sees the change, as far as one fact speaks of this one setting.
fn is_seen(host: &Host, change: &Change) -> bool {
    let facts = checks::check(CheckId::ScreenLock).probe(host);
    match (change.setting.measure, change.to) {
        (Measure::Idle, Amount::Time(Some(to))) => agrees(&facts, IDLE_SECONDS, to),
        (Measure::Grace | Measure::GraceAboveZero, Amount::Time(Some(to))) => {
            agrees(&facts, GRACE_SECONDS, to)
        }
        (Measure::Suspend, Amount::Switch(to)) => facts.value(LOCKS_ON_SUSPEND).is_none_or(|seen| seen == to),
        _ => true,
    }
}

fn agrees(facts: &Facts, name: custodia_core::vocabulary::FactName<u64>, to: u64) -> bool {
    facts.value(name).is_none_or(|seen| seen == to)
}

impl Change {
    /// The place as people look for it, with the store's name.
    #[must_use]
    pub fn place(&self) -> &'static Place {
        &self.setting.place
    }
}
