//! The vocabulary of the `mail-accounts` check.

use super::Lists;

/// The lists of this check.
pub static LISTS: Lists = Lists { words: &[], sources: &[], facts: &[], reasons: &[], remedies: &[] };
