//! Bytes taken for the work of three people, joined.
#![no_main]

#[path = "../../tests/it/merge_laws/edits.rs"]
mod edits;
#[path = "../../tests/it/merge_laws/laws.rs"]
mod laws;
#[path = "../../tests/it/hostile/merge.rs"]
mod merge;
#[path = "../../tests/it/merge_laws/samples.rs"]
mod samples;

mod merge_laws {
    //! As the tests know them.
    pub(crate) use super::{edits, laws};
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| merge::take(bytes));
