//! The agent's integration tests: one binary, one module per subject.

#[cfg(target_os = "linux")]
mod home;
#[cfg(target_os = "linux")]
mod screen_lock;
