//! Where things are on the screen, in cells: what is drawn and what the mouse hits are worked out by the same functions.

use super::event::{Mouse, Size};

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub column: u16,
    pub row: u16,
    pub columns: u16,
    pub rows: u16,
}

/// The screen from top to bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    pub header: Area,
    pub body: Area,
    pub footer: Area,
}

impl Areas {
    /// One row of header, one row of footer, the rest for the screen in front. The body keeps the last row there is.
    pub fn of(size: Size) -> Self {
        let Size { columns, rows } = size;
        let header = u16::from(rows >= 2);
        let footer = u16::from(rows >= 3);
        let row = |row, rows| Area { column: 0, row, columns, rows };
        Self { header: row(0, header), body: row(header, rows - header - footer), footer: row(rows - footer, footer) }
    }
}

impl Area {
    /// How many lines of a list fit.
    pub fn lines(self) -> usize {
        usize::from(self.rows)
    }

    /// The same area without its outermost cells.
    #[must_use]
    pub fn inside(self) -> Self {
        Self {
            column: self.column.saturating_add(1),
            row: self.row.saturating_add(1),
            columns: self.columns.saturating_sub(2),
            rows: self.rows.saturating_sub(2),
        }
    }

    /// The area without its first rows.
    #[must_use]
    pub fn below(self, rows: u16) -> Self {
        let taken = rows.min(self.rows);
        Self { row: self.row + taken, rows: self.rows - taken, ..self }
    }

    /// The area without its last rows.
    #[must_use]
    pub fn above(self, rows: u16) -> Self {
        Self { rows: self.rows.saturating_sub(rows), ..self }
    }

    /// An area of at most this size in its middle.
    #[must_use]
    pub fn middle(self, columns: u16, rows: u16) -> Self {
        let (columns, rows) = (columns.min(self.columns), rows.min(self.rows));
        Self { column: self.column + (self.columns - columns) / 2, row: self.row + (self.rows - rows) / 2, columns, rows }
    }

    /// The left part of so many columns, and the rest.
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let left = columns.min(self.columns);
        (Self { columns: left, ..self }, Self { column: self.column + left, columns: self.columns - left, ..self })
    }

    /// The column and row of the mouse within the area, if it is there.
    pub fn hit(self, mouse: Mouse) -> Option<(usize, usize)> {
        let column = mouse.column.checked_sub(self.column).filter(|column| *column < self.columns)?;
        let row = mouse.row.checked_sub(self.row).filter(|row| *row < self.rows)?;
        Some((usize::from(column), usize::from(row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_its_areas() {
        for rows in 0..30 {
            let areas = Areas::of(Size { columns: 80, rows });
            assert_eq!(areas.header.rows + areas.body.rows + areas.footer.rows, rows);
        }
    }
}
