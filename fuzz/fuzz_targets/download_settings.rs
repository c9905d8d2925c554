//! Settings that name folders for downloads or for cloud clients, and access lists.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::download_settings(bytes);
});
