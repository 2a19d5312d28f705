//! The map's file: RON, one record a line, sections sorted by id, a guard on line 2 that changes with every save.
//!
//! Equal networks give equal bytes, the guard apart.

mod decode;
mod diagnose;
mod laws;
mod lines;
mod outline;
mod read;
mod write;

pub(super) use read::from_ron;
pub use read::{Note, Parsed, read};
pub(super) use write::in_ron;
pub use write::{with_guard, write};

use ecow::EcoString;

/// The number of this format, raised when an older build could misread a file.
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
