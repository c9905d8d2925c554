//! A database and its write-ahead log, and what SQLite makes of the image.
//!
//! An input is the length of the log in four bytes, little-endian, then the log, then the database.
#![no_main]

use custodia::browser::sqlite;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((length, rest)) = input.split_first_chunk() else { return };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let (log, database) = rest.split_at(length.min(rest.len()));
    if let Ok(image) = sqlite::image(database, log) {
        let _ = sqlite::open_image(&image);
    }
});
