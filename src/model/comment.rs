//! Comments that somebody wrote by hand into a map's file, where no record has a place for them.

use ecow::EcoString;

use super::record::RecordKind;

/// A comment in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandComment {
    /// The first line is 1.
    pub line: usize,
    /// What it says, without the signs that make it a comment.
    pub text: EcoString,
    /// The record it stands above or in, else the last one; none in a file without records.
    pub about: Option<(RecordKind, EcoString)>,
}
