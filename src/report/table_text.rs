//! The table of members as lines for a terminal.

use super::{
    cell::Cell,
    column::{Column, Holds, Standard},
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
    is_right: bool,
    /// Ids are never cut: they are what other commands are given.
    is_whole: bool,
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
        out.push_str(&format!("\n{}. {} is not known.", words::counted(self.rows.len(), "member", "members"), words::MISSING));
        if self.columns.iter().any(|column| column.holds() == Holds::Patterns) {
            let signs = Pattern::ALL.map(|pattern| format!("{} {}", pattern.sign(), pattern.title())).join(", ");
            out.push_str(&format!(" Flags: {signs}.\n{}", words::wrap(words::NO_FLAG, super::page::PAGE_COLUMNS).join("\n")));
        }
        out.push('\n');
        out
    }

    fn drawn(&self, at: usize, column: &Column) -> Drawn {
        let of_column = || self.rows.iter().filter_map(|row| row.cells.get(at));
        let cells: Vec<String> = of_column().map(|cell| shown(column, cell)).collect();
        let heading = column.name().to_string();
        let width = cells.iter().chain([&heading]).map(|cell| words::columns(cell)).max().unwrap_or_default();
        let is_whole = *column == Column::Standard(Standard::Id);
        Drawn { heading, width, is_right: of_column().any(Cell::is_number), is_whole, cells }
    }
}

fn shown(column: &Column, cell: &Cell) -> String {
    match cell {
        Cell::Words(patterns) if column.holds() == Holds::Patterns => {
            patterns.iter().filter_map(|name| Pattern::from_name(name)).map(Pattern::sign).collect()
        }
        Cell::Missing
        | Cell::Text(_)
        | Cell::Words(_)
        | Cell::Count(_)
        | Cell::Number(_)
        | Cell::Percent(_)
        | Cell::Figure(..)
        | Cell::Day(_)
        | Cell::Stage(_)
        | Cell::Phase(_)
        | Cell::Mark(_) => cell.shown(),
    }
}

fn fitted(column: &Drawn, text: &str) -> String {
    if column.is_right { words::right(text, column.width) } else { words::fit(text, column.width) }
}

fn push_line(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
    out.push('\n');
}

/// Cuts the widest columns until all fit.
fn narrow(columns: &mut [Drawn], room: usize) {
    let gaps = 2 * columns.len().saturating_sub(1);
    while columns.iter().map(|column| column.width).sum::<usize>() + gaps > room {
        let widest = columns.iter_mut().filter(|column| !column.is_whole && column.width > NARROWEST).max_by_key(|column| column.width);
        let Some(widest) = widest else { return };
        widest.width -= 1;
    }
}
