//! The list of mutants, as `cargo mutants --list --json` writes it.

use serde::Deserialize;

/// One small way to break the program. Its number is its place in the list, from one.
#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    /// What it does and where, as people read it.
    pub name: String,
    pub file: String,
    pub genre: String,
    /// What stands in the place of what is taken out.
    pub replacement: String,
    pub span: Extent,
}

/// Where a mutant begins.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Extent {
    pub start: Place,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
/// A line and a column, both from one.
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The byte in a text.
    pub fn byte_in(self, text: &str) -> usize {
        let before: usize = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        before + text[before..].chars().take(self.column - 1).map(char::len_utf8).sum::<usize>()
    }
}
