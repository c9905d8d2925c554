//! Tables of a LevelDB store.
#![no_main]

use custodia::browser::leveldb::table;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = table::visit(bytes, |_| Ok(()));
    // Past the checksums, which chance seldom meets.
    let _ = table::visit_block(bytes, |_| Ok(()));
});
