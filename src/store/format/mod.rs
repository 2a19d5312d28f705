//! The map's file: RON, one record a line, sections sorted by id, a guard on line 2 that changes with every save.
//!
//! Equal networks give equal bytes, the guard apart.

mod decode;
mod diagnose;
mod lines;
mod mend;
mod outline;
mod read;
mod write;

pub use mend::{Cure, CureDeed, Mended};
pub(super) use read::from_ron;
pub use read::{Looked, Note, Parsed, look, read, record_lines};
pub(super) use write::in_ron;
pub use write::{with_guard, write};

/// A text as a file holds it, on one line and with what cannot be seen made visible.
pub(super) fn in_words_of_the_file(text: &str) -> String {
    in_ron(text).unwrap_or_else(|_unwritable| text.to_owned())
}

use ecow::EcoString;

/// The number of this format, raised when an older build could misread a file.
///
/// It is the first, so no older one is read; what a second one reads of the first is converted where the head is read, and the
/// save after it keeps the old file among the versions like every save.
pub const FORMAT: u32 = 1;

/// Twelve hexadecimal digits on line 2 that change with every save.
///
/// Two people's saves always differ on this line, so that a merge by lines can never join them unseen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Guard(EcoString);

impl Guard {
    pub fn new(digits: impl Into<EcoString>) -> Self {
        Self(digits.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
