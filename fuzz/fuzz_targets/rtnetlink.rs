//! Links, addresses, routes and rules as the kernel dumps them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::rtnetlink(bytes);
});
