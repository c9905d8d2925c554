//! Logs of a LevelDB store, and the write batches in them.
#![no_main]

use custodia::browser::leveldb::log;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for record in log::records(bytes).unwrap_or_default() {
        let _ = log::visit_batch(&record, |_| Ok(()));
    }
    // Past the checksums, which chance seldom meets.
    let _ = log::visit_batch(bytes, |_| Ok(()));
});
