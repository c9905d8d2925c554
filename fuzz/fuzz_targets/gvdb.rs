//! dconf databases and compiled schemas.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::gvdb(bytes);
});
