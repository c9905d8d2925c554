//! Lists of the applications that open each type of file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        custodia::opener_fuzzing::application_list(text);
    }
});
