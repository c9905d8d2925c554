//! Tests over the public interface, with real files, services and tools.

#[cfg(target_os = "linux")]
mod screen_lock;
#[cfg(target_os = "linux")]
mod support;
mod verdicts;
