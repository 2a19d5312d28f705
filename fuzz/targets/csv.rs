//! Bytes taken for a sheet of text.
#![no_main]

#[path = "../../tests/it/hostile/import.rs"]
mod import;
#[path = "../../tests/it/hostile/shown.rs"]
mod shown;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| import::take_csv(bytes));
