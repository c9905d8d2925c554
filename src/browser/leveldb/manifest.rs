//! The `MANIFEST`: version edits that say which tables and logs are live.

use std::collections::BTreeSet;

use custodia_core::fact::Cause;

use super::{Cursor, log};

const TABLES_LIMIT: usize = 4096;

/// The files that make up the current version of a store.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// The oldest live log.
    pub log: u64,
    /// An older log that is live besides, written by old versions of the library; 0 for none.
    pub previous_log: u64,
    /// The live tables.
    pub tables: BTreeSet<u64>,
}

impl Live {
    /// Whether a log belongs to the current version.
    #[must_use]
    pub fn has_log(&self, number: u64) -> bool {
        number >= self.log || (self.previous_log != 0 && number == self.previous_log)
    }
}

/// Reads a `MANIFEST`.
///
/// # Errors
///
/// [`Cause::Malformed`] where it is damaged or lacks what every store has.
pub fn read(bytes: &[u8]) -> Result<Live, Cause> {
    let mut edits = Edits::default();
    log::visit(bytes, |edit| edits.apply(edit))?;
    edits.live()
}

/// The version edits seen so far.
#[derive(Debug, Default)]
pub struct Edits {
    log: Option<u64>,
    previous_log: u64,
    next_file: Option<u64>,
    last_sequence: Option<u64>,
    tables: BTreeSet<u64>,
}

impl Edits {
    /// Applies one version edit.
    ///
    /// # Errors
    ///
    /// [`Cause::Malformed`] where it is damaged, [`Cause::TooLarge`] where there are too many tables.
    pub fn apply(&mut self, edit: &[u8]) -> Result<(), Cause> {
        let mut rest = Cursor(edit);
        while !rest.0.is_empty() {
            match rest.varint()? {
                // The comparator's name: nothing is searched in order here.
                1 => {
                    rest.prefixed()?;
                }
                2 => self.log = Some(rest.varint()?),
                3 => self.next_file = Some(rest.varint()?),
                4 => self.last_sequence = Some(rest.varint()?),
                // Where the next compaction starts.
                5 => {
                    rest.varint()?;
                    rest.prefixed()?;
                }
                6 => {
                    rest.varint()?;
                    self.tables.remove(&rest.varint()?);
                }
                7 => {
                    rest.varint()?;
                    self.tables.insert(rest.varint()?);
                    rest.varint()?;
                    rest.prefixed()?;
                    rest.prefixed()?;
                }
                9 => self.previous_log = rest.varint()?,
                _ => return Err(Cause::Malformed),
            }
            if self.tables.len() > TABLES_LIMIT {
                return Err(Cause::TooLarge);
            }
        }
        Ok(())
    }

    fn live(self) -> Result<Live, Cause> {
        match (self.log, self.next_file, self.last_sequence) {
            (Some(log), Some(_), Some(_)) => {
                Ok(Live { log, previous_log: self.previous_log, tables: self.tables })
            }
            _ => Err(Cause::Malformed),
        }
    }
}
