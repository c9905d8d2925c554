//! Logs of package managers.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::package_log(&String::from_utf8_lossy(bytes));
});
