//! The `MANIFEST` of a LevelDB store.
#![no_main]

use custodia::browser::leveldb::manifest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = manifest::read(bytes);
    // Past the checksums, which chance seldom meets.
    let _ = manifest::Edits::default().apply(bytes);
});
