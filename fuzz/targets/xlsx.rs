//! Bytes taken for a workbook.
#![no_main]

#[allow(dead_code, reason = "each target takes one kind of file")]
#[path = "../../tests/it/hostile/import.rs"]
mod import;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| import::take_xlsx(bytes));
