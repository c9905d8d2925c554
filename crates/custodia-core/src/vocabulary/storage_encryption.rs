//! The vocabulary of the `storage-encryption` check.

use super::Lists;

/// The lists of this check.
pub static LISTS: Lists = Lists { words: &[], sources: &[], facts: &[], reasons: &[], remedies: &[] };
