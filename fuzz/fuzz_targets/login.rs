//! Settings of login managers, units of consoles, services of PAM and files of libpwquality.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        custodia::fuzzing::login(text);
    }
});
