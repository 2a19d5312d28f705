//! The members as rows: for `list` and the screen's table.

use std::cmp::Ordering;

use ecow::EcoString;
use serde_json::{Map, Value};

use super::{
    cell::Cell,
    column::{Column, Holds, Subject},
    filter::Filter,
    words,
};
use crate::{analysis::Analysis, model::MemberId};

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// A column to sort by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: Column,
    pub way: Way,
}

/// One member in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub member: MemberId,
    /// One cell a column, in their order.
    pub cells: Vec<Cell>,
}

/// Members and their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

impl Table {
    /// The members that pass the filter, sorted; equal rows stay in the order of their ids, and what is missing stands
    /// last whichever way the column is sorted.
    ///
    /// Cost: O(members · columns · log measures) and the sorting.
    pub fn new(analysis: &Analysis, columns: Vec<Column>, filter: Option<&Filter>, sorts: &[Sort]) -> Self {
        let mut keyed: Vec<(Vec<Cell>, Row)> = Vec::new();
        for member in analysis.network.members() {
            let subject = Subject::of(analysis, member);
            if filter.is_some_and(|filter| !filter.passes_subject(&subject)) {
                continue;
            }
            let key = sorts.iter().map(|sort| sort.column.cell(&subject)).collect();
            let cells = columns.iter().map(|column| column.cell(&subject)).collect();
            keyed.push((key, Row { member: member.id.clone(), cells }));
        }
        keyed.sort_by(|a, b| order(&a.0, &b.0, sorts));
        Self { columns, rows: keyed.into_iter().map(|(_, row)| row).collect() }
    }

    /// The names of the columns.
    pub fn names(&self) -> Vec<EcoString> {
        self.columns.iter().map(Column::name).collect()
    }

    /// Each row as an object; what is missing is null.
    pub fn json_rows(&self) -> Value {
        let names = self.names();
        let row = |row: &Row| -> Value {
            names
                .iter()
                .zip(&self.columns)
                .zip(&row.cells)
                .map(|((name, column), cell)| (name.to_string(), json_of(column, cell)))
                .collect::<Map<_, _>>()
                .into()
        };
        self.rows.iter().map(row).collect()
    }

    /// As CSV (RFC 4180, LF): cells that a spreadsheet would run as a formula begin with an apostrophe.
    pub fn csv(&self) -> String {
        let mut out = csv_line(&self.names().iter().map(ToString::to_string).collect::<Vec<_>>());
        for row in &self.rows {
            let cells: Vec<String> = row.cells.iter().map(csv_value).collect();
            out.push_str(&csv_line(&cells));
        }
        out
    }

    /// As a Markdown table.
    pub fn markdown(&self) -> String {
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.names().iter().map(|name| escaped(name)).collect());
        let is_right = |at: usize| self.rows.iter().filter_map(|row| row.cells.get(at)).any(Cell::is_number);
        out.push_str(&line((0..self.columns.len()).map(|at| if is_right(at) { "--:".to_owned() } else { "---".to_owned() }).collect()));
        for row in &self.rows {
            out.push_str(&line(row.cells.iter().map(|cell| escaped(&cell.shown())).collect()));
        }
        out
    }

    /// As lines of at most so many columns, the widest text columns cut first; every column keeps a readable rest.
    pub fn text(&self, width: usize) -> String {
        let names = self.names();
        let shown: Vec<Vec<String>> = self.rows.iter().map(|row| row.cells.iter().map(Cell::shown).collect()).collect();
        let mut widths: Vec<usize> = names.iter().map(|name| words::columns(name)).collect();
        for row in &shown {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(words::columns(cell));
            }
        }
        narrow(&mut widths, width);
        let is_right: Vec<bool> =
            (0..names.len()).map(|at| self.rows.iter().filter_map(|row| row.cells.get(at)).any(Cell::is_number)).collect();
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let aligned = cells.zip(&widths).zip(&is_right).map(
                |((cell, &width), &right)| {
                    if right { words::right(cell, width) } else { words::fit(cell, width) }
                },
            );
            let mut line = aligned.collect::<Vec<_>>().join("  ");
            line.truncate(line.trim_end().len());
            line.push('\n');
            line
        };
        let mut out = line(&mut names.iter().map(EcoString::as_str));
        out.push_str(&line(&mut widths.iter().map(|&width| "─".repeat(width)).collect::<Vec<_>>().iter().map(String::as_str)));
        for row in &shown {
            out.push_str(&line(&mut row.iter().map(String::as_str)));
        }
        out
    }
}

/// Flags are a list even where there are none.
fn json_of(column: &Column, cell: &Cell) -> Value {
    if column.holds() == Holds::Patterns { cell.json_list() } else { cell.json() }
}

fn order(a: &[Cell], b: &[Cell], sorts: &[Sort]) -> Ordering {
    let each = a.iter().zip(b).zip(sorts).map(|((a, b), sort)| match (a.is_missing(), b.is_missing()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => match sort.way {
            Way::Up => a.order(b),
            Way::Down => b.order(a),
        },
    });
    each.fold(Ordering::Equal, Ordering::then)
}

/// Cuts the widest columns until all fit, none below eight.
fn narrow(widths: &mut [usize], room: usize) {
    const NARROWEST: usize = 8;
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        let Some(widest) = widths.iter_mut().max_by_key(|width| **width).filter(|width| **width > NARROWEST) else { return };
        *widest -= 1;
    }
}

fn csv_value(cell: &Cell) -> String {
    let text = cell.plain();
    match cell {
        Cell::Text(_) | Cell::Words(_) | Cell::Mark(_) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(_)
        | Cell::Words(_)
        | Cell::Mark(_)
        | Cell::Missing
        | Cell::Count(_)
        | Cell::Number(_)
        | Cell::Percent(_)
        | Cell::Figure(..)
        | Cell::Day(_)
        | Cell::Stage(_)
        | Cell::Phase(_) => text,
    }
}

fn csv_line(cells: &[String]) -> String {
    let quoted = |cell: &str| {
        if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let mut line = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}
