//! Bytes taken for a map file.
#![no_main]

#[path = "../../tests/it/hostile/map.rs"]
mod map;
#[path = "../../tests/it/hostile/shown.rs"]
mod shown;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| map::take(bytes));
