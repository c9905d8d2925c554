//! Records of single packages: of pacman and of Flatpak.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::package_records(bytes));
