//! Tests over the public interface, with real files, services and tools.

#[cfg(target_os = "linux")]
mod device_reset;
#[cfg(target_os = "linux")]
mod network;
