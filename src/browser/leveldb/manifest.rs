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
    let mut live = Live::default();
    let (mut log, mut next_file, mut last_sequence) = (None, None, None);
    for record in log::records(bytes)? {
        let mut rest = Cursor(&record);
        while !rest.0.is_empty() {
            match rest.varint()? {
                // The comparator's name: nothing is searched in order here.
                1 => {
                    rest.prefixed()?;
                }
                2 => log = Some(rest.varint()?),
                3 => next_file = Some(rest.varint()?),
                4 => last_sequence = Some(rest.varint()?),
                // Where the next compaction starts.
                5 => {
                    rest.varint()?;
                    rest.prefixed()?;
                }
                6 => {
                    rest.varint()?;
                    live.tables.remove(&rest.varint()?);
                }
                7 => {
                    rest.varint()?;
                    live.tables.insert(rest.varint()?);
                    rest.varint()?;
                    rest.prefixed()?;
                    rest.prefixed()?;
                }
                9 => live.previous_log = rest.varint()?,
                _ => return Err(Cause::Malformed),
            }
            if live.tables.len() > TABLES_LIMIT {
                return Err(Cause::TooLarge);
            }
        }
    }
    match (log, next_file, last_sequence) {
        (Some(log), Some(_), Some(_)) => Ok(Live { log, ..live }),
        _ => Err(Cause::Malformed),
    }
}
