//! Bytes taken for what somebody does at the screen.
#![no_main]

#[path = "../../tests/it/hostile/keys.rs"]
mod keys;
#[path = "../../tests/it/desk.rs"]
mod desk;
#[path = "../../tests/it/session.rs"]
mod session;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| keys::take(bytes));
