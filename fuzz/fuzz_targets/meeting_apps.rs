//! apt's lists and sources, permissions of Flatpak, and shortcuts of the menu.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        custodia::fuzzing::meeting_apps(text);
    }
});
