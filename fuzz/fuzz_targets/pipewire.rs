//! What a PipeWire server says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| custodia::fuzzing::pipewire(bytes));
