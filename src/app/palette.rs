//! Every command with its key and its sentence: help that can be searched and run.

use super::{
    command::{Command, Move},
    cursor::Cursor,
    fuzzy,
    line::Line,
};

/// The list of every command, narrowed by what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    pub line: Line,
    pub cursor: Cursor,
    /// The commands listed, the best match first.
    pub found: Vec<Command>,
}

impl Default for Palette {
    fn default() -> Self {
        Self { line: Line::default(), cursor: Cursor::default(), found: Command::ALL.to_vec() }
    }
}

impl Palette {
    /// Searches again after the line changed.
    pub(super) fn search(&mut self) {
        let texts: Vec<String> = Command::ALL.iter().map(|command| format!("{} {}", command.name(), command.sentence())).collect();
        let found = fuzzy::ranked(self.line.text(), texts.iter());
        self.found = found.into_iter().filter_map(|at| Command::ALL.get(at).copied()).collect();
        self.cursor = Cursor::default();
    }

    pub(super) fn go(&mut self, movement: Move, rows: usize) {
        self.line.go_above(&mut self.cursor, movement, self.found.len(), rows);
    }

    /// The command the cursor stands on.
    pub fn chosen(&self) -> Option<Command> {
        self.found.get(self.cursor.at).copied()
    }
}
