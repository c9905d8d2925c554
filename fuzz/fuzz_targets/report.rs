//! The payload of a report, signed by a device that means harm.
#![no_main]

use custodia_core::jws::{Purpose, SigningKey};
use custodia_core::report::Report;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let key = SigningKey::from_seed(&[7; 32]).expect("a seed");
    let signed = key.sign(Purpose::Report, bytes);
    let _ = Report::open(&signed, &key.public());
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Report::open(text, &key.public());
    }
});
