//! A database and its write-ahead log, and what SQLite makes of the image.
#![no_main]

use custodia::browser::sqlite;

libfuzzer_sys::fuzz_target!(|input: (&[u8], &[u8])| {
    let (log, database) = input;
    if let Ok(image) = sqlite::image(database, log) {
        let _ = sqlite::open_image(&image);
    }
});
