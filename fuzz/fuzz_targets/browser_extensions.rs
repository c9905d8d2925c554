//! Settings in which browsers keep their extensions.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::browser::extensions::fuzz(bytes);
});
