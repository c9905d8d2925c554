//! Certificates, and policies of browsers that name some.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::certificates(bytes);
});
