//! Lists of unwanted programs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = custodia::unwanted::List::parse(text);
    }
});
