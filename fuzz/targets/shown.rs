//! Bytes taken for text on its way to the terminal.
#![no_main]

#[path = "../../tests/it/hostile/shown.rs"]
mod shown;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shown::take(bytes));
