//! A line of text being typed.

use super::{
    command::{LineCommand, Move},
    cursor::Cursor,
};
use crate::model::clean;

/// A line of text and the place of the caret in it, counted in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    caret: usize,
}

impl Line {
    /// More letters than anybody types.
    const LONGEST: usize = 64 << 10;

    /// A line that holds this text, the caret behind it.
    pub fn holding(text: &str) -> Self {
        Self { text: text.to_owned(), caret: text.chars().count() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the caret and behind it.
    pub fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.byte_of(self.caret))
    }

    pub fn insert(&mut self, typed: char) {
        if !typed.is_control() && self.text.chars().count() < Self::LONGEST {
            self.text.insert(self.byte_of(self.caret), typed);
            self.caret += 1;
        }
    }

    /// Puts a pasted text in; line breaks become spaces, invisible characters go.
    pub fn paste(&mut self, text: &str) {
        let clean = clean(text);
        self.text.insert_str(self.byte_of(self.caret), &clean);
        self.caret += clean.chars().count();
    }

    pub fn go(&mut self, movement: Move) {
        self.caret = match movement {
            Move::Left => self.caret.saturating_sub(1),
            Move::Right => (self.caret + 1).min(self.text.chars().count()),
            Move::First => 0,
            Move::Last => self.text.chars().count(),
            Move::Up | Move::Down | Move::PageUp | Move::PageDown => self.caret,
        };
    }

    /// Goes along the line, or up and down in the list that is searched by it.
    pub(super) fn go_above(&mut self, list: &mut Cursor, movement: Move, lines: usize, rows: usize) {
        match movement {
            Move::Left | Move::Right => self.go(movement),
            Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => list.go(movement, lines, rows),
        }
    }

    pub fn act(&mut self, command: LineCommand) {
        match command {
            LineCommand::DeleteBefore => self.delete_back_to(self.caret.saturating_sub(1)),
            LineCommand::DeleteAfter => {
                let length = self.text.chars().count();
                if self.caret < length {
                    self.caret += 1;
                    self.delete_back_to(self.caret - 1);
                }
            }
            LineCommand::DeleteWord => {
                let (before, _) = self.halves();
                let kept = before.trim_end().rfind(char::is_whitespace).map_or(0, |space| space + 1);
                let kept = before.char_indices().take_while(|(byte, _)| *byte < kept).count();
                self.delete_back_to(kept);
            }
            LineCommand::DeleteLine => *self = Self::default(),
        }
    }

    fn delete_back_to(&mut self, from: usize) {
        let (start, end) = (self.byte_of(from), self.byte_of(self.caret));
        self.text.replace_range(start..end, "");
        self.caret = from;
    }

    fn byte_of(&self, character: usize) -> usize {
        self.text.char_indices().nth(character).map_or(self.text.len(), |(byte, _)| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_deleted_with_the_caret_behind_it() {
        let mut line = Line::holding("Ysgol Gŵyr");
        line.act(LineCommand::DeleteWord);
        assert_eq!(line.halves(), ("Ysgol ", ""));
    }

    #[test]
    fn typing_goes_on_at_the_caret() {
        let mut line = Line::holding("ŵr");
        line.go(Move::Left);
        line.insert('y');
        line.act(LineCommand::DeleteAfter);
        assert_eq!(line.halves(), ("ŵy", ""));
    }
}
