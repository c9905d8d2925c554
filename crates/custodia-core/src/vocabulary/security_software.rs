//! The vocabulary of the `security-software` check.

use super::Lists;

/// The lists of this check.
pub static LISTS: Lists = Lists { words: &[], sources: &[], facts: &[], reasons: &[], remedies: &[] };
