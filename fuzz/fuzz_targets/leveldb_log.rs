//! Logs of a LevelDB store, and the write batches in them.
#![no_main]

use custodia::browser::leveldb::log;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = log::visit(bytes, |batch| log::visit_batch(batch, |_| Ok(())));
    // Past the checksums, which chance seldom meets.
    let _ = log::visit_batch(bytes, |_| Ok(()));
});
