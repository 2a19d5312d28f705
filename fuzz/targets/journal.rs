//! Bytes taken for a journal that another session left.
#![no_main]

#[path = "../../tests/it/hostile/journal.rs"]
mod journal;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| journal::take(bytes));
