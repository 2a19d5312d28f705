//! One row of a sheet: its cells, and the line it starts in.

use std::sync::Arc;

use csv::StringRecord;
use ecow::EcoString;

use super::guard::unguarded;

/// One row and the line it starts in.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    /// Why nothing of it can be used.
    pub(super) flaw: Option<EcoString>,
    cells: Cells,
}

/// The cells of a row.
#[derive(Debug)]
enum Cells {
    /// Every cell, as delimited text has them: so many, from this one on.
    Every { all: Arc<AllCells>, first: u32, count: u32 },
    /// Only those that say something, by their column in ascending order.
    Some(Vec<(usize, EcoString)>),
}

/// The cells of all rows of a text, one behind the other: a large sheet is two pieces of memory instead of a hundred thousand.
#[derive(Debug, Default)]
pub(super) struct AllCells {
    text: String,
    /// Where each cell begins, and where the last one ends.
    starts: Vec<u32>,
    /// The lines before each row, and how many cells it has.
    rows: Vec<(u64, u32)>,
}

impl AllCells {
    /// Room for the cells of a text of so many bytes.
    pub(super) fn of_text(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), starts: vec![0], rows: Vec::new() }
    }

    /// Adds a row with so many lines before it. A text is never as large as 4 GB, so that a place fits.
    pub(super) fn push(&mut self, lines: u64, cells: &StringRecord) {
        let before = self.text.len();
        self.text.push_str(cells.as_slice());
        let ends = (0..cells.len()).filter_map(|at| cells.range(at)).map(|range| (before + range.end) as u32);
        self.starts.extend(ends);
        self.rows.push((lines, cells.len() as u32));
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows, which share these cells; `line` is the one with which the text begins.
    pub(super) fn into_rows(mut self, line: u64) -> Vec<Row> {
        let rows = std::mem::take(&mut self.rows);
        let all = Arc::new(self);
        let mut first = 0;
        let row = |(lines, count): (u64, u32)| {
            let cells = Cells::Every { all: Arc::clone(&all), first, count };
            first += count;
            Row { line: line + lines, flaw: None, cells }
        };
        rows.into_iter().map(row).collect()
    }

    fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let place = |at: usize| self.starts.get(at).map(|&place| place as usize);
        let (Some(start), Some(end)) = (place(at), place(at + 1)) else { return "" };
        self.text.get(start..end).unwrap_or_default()
    }
}

impl Row {
    /// A row of which only these cells, by column in ascending order, say something.
    pub(super) fn of(line: u64, cells: Vec<(usize, EcoString)>) -> Self {
        Self::with_flaw(line, cells, None)
    }

    /// Such a row, and why nothing of it can be used.
    pub(super) fn with_flaw(line: u64, cells: Vec<(usize, EcoString)>, flaw: Option<EcoString>) -> Self {
        Self { line, flaw, cells: Cells::Some(cells) }
    }

    /// The cell of a column without spaces around it, nor the quote that keeps it from being computed; empty where the row is short.
    pub(super) fn cell(&self, column: usize) -> &str {
        match &self.cells {
            Cells::Every { all, first, count } => match u32::try_from(column) {
                Ok(column) if column < *count => unguarded(trim(all.get(first + column))),
                Ok(_) | Err(_) => "",
            },
            Cells::Some(cells) => {
                let at = cells.binary_search_by_key(&column, |(column, _)| *column).ok();
                at.and_then(|at| cells.get(at)).map_or("", |(_, cell)| cell.trim())
            }
        }
    }

    /// The cells that say something, by their column.
    pub(super) fn said(&self) -> Vec<(usize, &str)> {
        let said = |(_, cell): &(usize, &str)| !cell.is_empty();
        match &self.cells {
            Cells::Every { count, .. } => (0..*count as usize).map(|at| (at, self.cell(at))).filter(said).collect(),
            Cells::Some(cells) => cells.iter().map(|(at, cell)| (*at, cell.trim())).filter(said).collect(),
        }
    }

    /// Whether no cell says anything.
    pub(super) fn is_blank(&self) -> bool {
        match &self.cells {
            Cells::Every { count, .. } => (0..*count as usize).all(|at| self.cell(at).is_empty()),
            Cells::Some(cells) => cells.iter().all(|(_, cell)| cell.trim().is_empty()),
        }
    }

    /// Whether both rows say the same in every column.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let width = self.width();
        width == other.width() && (0..width).all(|column| self.cell(column) == other.cell(column))
    }

    /// How many cells there are up to the last that says something.
    pub(super) fn width(&self) -> usize {
        match &self.cells {
            Cells::Every { count, .. } => (0..*count as usize).rev().find(|&at| !self.cell(at).is_empty()).map_or(0, |at| at + 1),
            Cells::Some(cells) => cells.iter().rev().find(|(_, cell)| !cell.trim().is_empty()).map_or(0, |(at, _)| at + 1),
        }
    }
}

/// The cell without spaces around it. Most cells have none, which their first and last byte tell.
fn trim(cell: &str) -> &str {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(|byte| (0x21..0x7f).contains(byte));
    let bytes = cell.as_bytes();
    if bytes.is_empty() || (is_visible(bytes.first()) && is_visible(bytes.last())) { cell } else { cell.trim() }
}
