//! Settings of mail programs, and certificates.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::mail_settings(bytes));
