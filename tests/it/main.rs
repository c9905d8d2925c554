//! The integration tests: the real probes over prepared files, recorded services and real ones.

mod device_reset;
mod network;
