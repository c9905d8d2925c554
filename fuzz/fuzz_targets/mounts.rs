//! The kernel's tables of mounts and swap areas.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::mounts(bytes);
});
