//! A database and its write-ahead log, and the rows in them.
//!
//! An input is the length of the log in four bytes, little-endian, then the log, then the database.
#![no_main]

use custodia::browser::sqlite;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((length, rest)) = input.split_first_chunk() else { return };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let (log, database) = rest.split_at(length.min(rest.len()));
    let Ok(database) = sqlite::image(database.to_vec().into(), log).and_then(sqlite::Database::new) else { return };
    for (table, columns) in [
        ("meta", &["key", "value"][..]),
        ("maps", &["row_id", "storage_key", "last_accessed", "last_modified"]),
        ("map_entries", &["map_id", "key", "value_compression_type", "value"]),
        ("data", &["key", "conversion_type", "compression_type", "value"]),
        ("ItemTable", &["key", "value"]),
        ("webappsstore2", &["originKey", "originAttributes", "key", "value"]),
    ] {
        let _ = database.rows(table, columns, &mut |row| {
            let _ = (row.integer(0), row.integer(2));
            row.bytes(1).map(drop)
        });
    }
});
