//! Firefox's `profiles.ini`.
#![no_main]

use custodia::browser::firefox;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = firefox::profiles(bytes);
});
