//! A place in a list that is longer than the screen.

use super::command::Move;

/// The line the cursor stands on and the first line in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub at: usize,
    pub top: usize,
}

impl Cursor {
    /// Moves in a list of so many lines of which so many fit.
    pub fn go(&mut self, movement: Move, lines: usize, rows: usize) {
        let page = rows.saturating_sub(1).max(1);
        let at = match movement {
            Move::Up => self.at.saturating_sub(1),
            Move::Down => self.at + 1,
            Move::PageUp => self.at.saturating_sub(page),
            Move::PageDown => self.at + page,
            Move::First => 0,
            Move::Last => usize::MAX,
            Move::Left | Move::Right => self.at,
        };
        self.put(at, lines, rows);
    }

    /// Scrolls a text of so many lines; the first line in view stands for the cursor.
    pub fn scroll(&mut self, movement: Move, lines: usize, rows: usize) {
        self.at = self.top;
        let last = lines.saturating_sub(rows);
        self.go(movement, last + 1, 1);
        self.top = self.at;
    }

    /// Puts the cursor on a line, or the nearest there is, and brings it into view.
    pub fn put(&mut self, at: usize, lines: usize, rows: usize) {
        self.at = at.min(lines.saturating_sub(1));
        let most = lines.saturating_sub(rows);
        let lowest = (self.at + 1).saturating_sub(rows.max(1));
        self.top = self.top.clamp(lowest.min(self.at), self.at).min(most.max(lowest));
    }

    /// The line drawn at a row of the list, if there is one.
    pub fn line_at(&self, row: usize, lines: usize) -> Option<usize> {
        Some(self.top + row).filter(|line| *line < lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_view() {
        let mut cursor = Cursor::default();
        for movement in [Move::Last, Move::PageUp, Move::Up, Move::First, Move::PageDown, Move::Down, Move::Last] {
            cursor.go(movement, 100, 7);
            assert!(cursor.top <= cursor.at && cursor.at < cursor.top + 7, "{cursor:?}");
        }
    }

    #[test]
    fn an_empty_list_has_its_cursor_at_the_start() {
        let mut cursor = Cursor { at: 9, top: 4 };
        cursor.go(Move::Down, 0, 0);
        assert_eq!(cursor, Cursor::default());
    }
}
