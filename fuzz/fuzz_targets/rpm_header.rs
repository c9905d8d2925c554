//! Headers of packages in RPM's database.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::rpm_header(bytes));
