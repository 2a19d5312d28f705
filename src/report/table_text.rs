//! The table of members as lines for a terminal.

use super::{
    cell::Cell,
    column::{Column, Holds, Standard},
    page::PAGE_COLUMNS,
    table::Table,
    words,
};
use crate::finding::Pattern;

/// A column is not cut below this.
const NARROWEST: usize = 8;

/// A column as it is drawn.
struct Drawn {
    heading: String,
    cells: Vec<String>,
    width: usize,
    side: Side,
    cut: Cut,
}

/// Where the text stands in its column: numbers to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Whether a column may be cut. Ids never are: they are what other commands are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Allowed,
    Never,
}

impl Table {
    /// As lines of at most so many columns if one is given; the widest columns are cut first, ids never.
    ///
    /// Patterns stand as their signs, which the last lines explain.
    pub fn text(&self, width: Option<usize>) -> String {
        let mut columns: Vec<Drawn> = self.columns.iter().enumerate().map(|(at, column)| self.drawn(at, column)).collect();
        narrow(&mut columns, width.unwrap_or(usize::MAX));
        let mut out = String::new();
        push_line(&mut out, columns.iter().map(|column| fitted(column, &column.heading)));
        push_line(&mut out, columns.iter().map(|column| "─".repeat(column.width)));
        for row in 0..self.rows.len() {
            push_line(&mut out, columns.iter().map(|column| fitted(column, column.cells.get(row).map_or("", String::as_str))));
        }
        out.push('\n');
        out + &self.legend()
    }

    /// How many members there are, and what the signs mean.
    fn legend(&self) -> String {
        let count = words::counted(self.rows.len(), "member", "members");
        let mut legend = format!("{count}. {} is not known.", words::MISSING);
        if self.columns.iter().any(|column| column.holds() == Holds::Patterns) {
            legend = format!("{legend}{}", self.signs());
        }
        let mut lines = words::wrap(&legend, PAGE_COLUMNS);
        if self.columns.iter().any(|column| column.holds() == Holds::Patterns) {
            lines.extend(words::wrap(words::NO_FLAG, PAGE_COLUMNS));
        }
        lines.join("\n") + "\n"
    }

    /// What the signs in the rows mean; nothing where there are none.
    fn signs(&self) -> String {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let stands =
            |pattern: &Pattern| cells().any(|cell| matches!(cell, Cell::Words(words) if words.iter().any(|word| word == pattern.name())));
        let signs: Vec<String> =
            Pattern::ALL.into_iter().filter(stands).map(|pattern| format!("{} {}", pattern.sign(), pattern.title())).collect();
        if signs.is_empty() { String::new() } else { format!(" Flags: {}.", signs.join(", ")) }
    }

    fn drawn(&self, at: usize, column: &Column) -> Drawn {
        let of_column = || self.rows.iter().filter_map(|row| row.cells.get(at));
        let cells: Vec<String> = of_column().map(|cell| shown(column, cell)).collect();
        let heading = column.name().to_string();
        let width = cells.iter().chain([&heading]).map(|cell| words::columns(cell)).max().unwrap_or_default();
        let cut = if *column == Column::Standard(Standard::Id) { Cut::Never } else { Cut::Allowed };
        let side = if of_column().any(Cell::is_number) { Side::Right } else { Side::Left };
        Drawn { heading, cells, width, side, cut }
    }
}

fn shown(column: &Column, cell: &Cell) -> String {
    if let (Cell::Words(patterns), Holds::Patterns) = (cell, column.holds()) {
        return patterns.iter().filter_map(|name| Pattern::from_name(name)).map(Pattern::sign).collect();
    }
    cell.shown()
}

fn fitted(column: &Drawn, text: &str) -> String {
    match column.side {
        Side::Left => words::fit(text, column.width),
        Side::Right => words::right(text, column.width),
    }
}

fn push_line(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
    out.push('\n');
}

/// Cuts the widest columns until all fit.
fn narrow(columns: &mut [Drawn], room: usize) {
    let gaps = 2 * columns.len().saturating_sub(1);
    while columns.iter().map(|column| column.width).sum::<usize>() + gaps > room {
        let widest =
            columns.iter_mut().filter(|column| column.cut == Cut::Allowed && column.width > NARROWEST).max_by_key(|column| column.width);
        let Some(widest) = widest else { return };
        widest.width -= 1;
    }
}
