//! Files of cookies for X servers.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::x_authority(bytes));
