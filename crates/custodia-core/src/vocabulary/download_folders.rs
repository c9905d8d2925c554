//! The vocabulary of the `download-folders` check.

use super::Lists;

/// The lists of this check.
pub static LISTS: Lists = Lists { words: &[], sources: &[], facts: &[], reasons: &[], remedies: &[] };
