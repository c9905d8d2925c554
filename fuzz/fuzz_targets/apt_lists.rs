//! Release files and lists of apt.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::apt_lists(bytes));
