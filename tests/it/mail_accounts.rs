//! `mail-accounts` over prepared machines.

use std::path::Path;

use crate::accuracy::State;

/// The prepared states of `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    Vec::new()
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(_root: &Path, _home: &Path, _text: &str) {}
