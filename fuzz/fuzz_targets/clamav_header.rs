//! The header of ClamAV's signatures.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::signature_header(bytes);
});
