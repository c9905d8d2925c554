//! Answers of the kernel about Wi-Fi, and what access points announce.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    custodia::fuzzing::nl80211(bytes);
});
