//! This machine as a device: enrolled and checked by the agent's own code, for the quick start.
//!
//! The agent's calls wait for the network on their own thread and must not run on one that serves requests.

use std::path::Path;

use anyhow::Result;
use custodia::clock;
use custodia::endpoint::{self, EnrolmentLink, StateDirectory};
use custodia::host::Host;
use custodia::policies;
use tokio::task::spawn_blocking;

/// Whether the agent's state directory says that this machine is enrolled.
///
/// # Errors
///
/// When the state is damaged.
pub async fn is_enrolled(state: &Path) -> Result<bool> {
    let state = StateDirectory::new(state);
    Ok(spawn_blocking(move || endpoint::status(&state)).await??.is_some())
}

/// Enrols this machine with a link; its key and state go to the directory.
///
/// # Errors
///
/// When the server cannot be reached or refuses.
pub async fn enrol(link: &str, state: &Path) -> Result<()> {
    let link: EnrolmentLink = link.parse()?;
    let state = StateDirectory::new(state);
    spawn_blocking(move || endpoint::enroll(&link, &state, &Host::this(clock::now()))).await??;
    Ok(())
}

/// Checks this machine by the built-in policies and reports what was found.
///
/// # Errors
///
/// When the server cannot be reached or refuses.
pub async fn report(state: &Path) -> Result<()> {
    let state = StateDirectory::new(state);
    spawn_blocking(move || {
        endpoint::report_now(&state, &Host::this(clock::now()), &policies::applied_by_default())
    })
    .await??;
    Ok(())
}
