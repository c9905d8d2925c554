//! dpkg's status file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::dpkg_status(bytes));
