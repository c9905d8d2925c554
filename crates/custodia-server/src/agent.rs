//! This machine as a device: enrolled and checked by the agent's own code, for the quick start.

use std::path::Path;

use anyhow::{Result, bail};

/// Whether the agent's state directory says that this machine is enrolled.
#[must_use]
pub fn is_enrolled(_state: &Path) -> bool {
    false
}

/// Enrols this machine with a link; its key and state go to the directory.
///
/// # Errors
///
/// Always in this version: the agent has no way to enrol.
#[expect(clippy::unused_async, reason = "the agent's calls wait for the network")]
pub async fn enrol(_link: &str, _state: &Path) -> Result<()> {
    bail!("this version of the agent cannot enrol")
}

/// Checks this machine and reports what was found.
///
/// # Errors
///
/// Always in this version: the agent has no way to report.
#[expect(clippy::unused_async, reason = "the agent's calls wait for the network")]
pub async fn report(_state: &Path) -> Result<()> {
    bail!("this version of the agent cannot report")
}
