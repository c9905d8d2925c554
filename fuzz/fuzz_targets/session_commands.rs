//! Commands of idle managers, and the configuration of sway, i3 and niri.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        custodia::fuzzing::command(text);
        custodia::fuzzing::tiling(text);
    }
});
