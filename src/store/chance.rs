//! Chance: the only place where anything is random.

use std::{
    fmt::Write,
    hash::{BuildHasher, RandomState},
};

use ecow::EcoString;
use sha2::{Digest, Sha256};

use super::{clock::now, format::Guard};
use crate::model::hashed_letters;

/// A seed for new ids that no other run has.
///
/// The keys of a [`RandomState`] come from the operating system (128 bits a thread); time and process keep apart what shares them.
pub fn seed() -> EcoString {
    let word = |salt: u64| RandomState::new().hash_one(salt).to_string();
    let moment = now().to_string();
    hashed_letters(&[&word(1), &word(2), &moment, &std::process::id().to_string()])
}

/// The 32 hexadecimal digits of a new map.
pub fn new_uid() -> EcoString {
    hexadecimal(32)
}

/// The guard of a new save.
pub fn new_guard() -> Guard {
    Guard::new(hexadecimal(12))
}

/// The guard of a save that stands for what was saved: the same text has the same guard everywhere.
pub(super) fn guard_of(text: &str) -> Guard {
    Guard::new(hexadecimal_of(text.as_bytes(), 12))
}

/// The uid of a map that lost its own: the same text has the same uid everywhere.
pub(super) fn uid_of(text: &str) -> EcoString {
    hexadecimal_of(text.as_bytes(), 32)
}

/// So many random hexadecimal digits, 64 at most.
pub(super) fn hexadecimal(digits: usize) -> EcoString {
    hexadecimal_of([seed(), seed()].concat().as_bytes(), digits)
}

/// The first digits of the SHA-256 of these bytes.
fn hexadecimal_of(bytes: &[u8], digits: usize) -> EcoString {
    let hash = Sha256::digest(bytes);
    let mut text = String::with_capacity(64);
    for byte in hash {
        // Writing to a string does not fail.
        let _written = write!(text, "{byte:02x}");
    }
    text.chars().take(digits).collect()
}
