//! Tables of a LevelDB store.
#![no_main]

use custodia::browser::leveldb::table;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for prefixes in [&[&b""[..]][..], &[b"_https://", b"VERSION"]] {
        let _ = table::visit(&mut std::io::Cursor::new(bytes), prefixes, |_| Ok(()));
    }
    // Past the checksums, which chance seldom meets.
    let _ = table::visit_block(bytes, |_| Ok(()));
});
