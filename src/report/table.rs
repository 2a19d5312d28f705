//! The members as rows: for `list` and the screen's table.

use std::{borrow::Cow, cmp::Ordering};

use ecow::EcoString;
use serde_json::{Map, Value};

use super::{
    cell::{Cell, SortKey},
    column::{Column, Holds, Standard, Subject},
    filter::Filter,
    vocabulary::Vocabulary,
};
use crate::{
    analysis::Analysis,
    exchange::{guarded, guarded_line, guarded_text, sheet_line},
    model::MemberId,
};

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
        let mut keyed: Vec<(Vec<Option<SortKey>>, Row)> = Vec::new();
        for member in analysis.network.members() {
            let subject = Subject::of(analysis, member);
            if filter.is_some_and(|filter| !filter.passes_subject(&subject)) {
                continue;
            }
            let cell = |sort: &Sort| Some(sort.column.cell(&subject)).filter(|cell| !cell.is_missing()).map(|cell| cell.sort_key());
            let key = sorts.iter().map(cell).collect();
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
        let mut out = csv_row(&self.names());
        for row in &self.rows {
            out.push_str(&guarded_line(row.cells.iter().map(csv_cell)));
            out.push('\n');
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
}

/// The columns of a list of names with commas between them; a year after a comma belongs to the measure before it.
///
/// Errors: a sentence that names the unknown column and the nearest there is.
pub fn columns_of(names: &str, vocabulary: &Vocabulary) -> Result<Vec<Column>, String> {
    let columns: Vec<Column> = parted(names).iter().map(|name| column_of(name, vocabulary)).collect::<Result<_, String>>()?;
    if columns.is_empty() { Err("Name at least one column, as id,name.".to_owned()) } else { Ok(columns) }
}

/// The columns to sort by; `-` before one turns its order round.
pub fn sorts_of(names: &str, vocabulary: &Vocabulary) -> Result<Vec<Sort>, String> {
    let sort = |name: &String| {
        let (name, way) = name.strip_prefix('-').map_or((name.as_str(), Way::Up), |name| (name, Way::Down));
        column_of(name, vocabulary).map(|column| Sort { column, way })
    };
    parted(names).iter().map(sort).collect()
}

fn parted(names: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in outside_quotes(names).iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        let is_year = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
        match parts.last_mut() {
            Some(measure) if is_year => {
                measure.push_str(", ");
                measure.push_str(part);
            }
            Some(_) | None => parts.push(part.to_owned()),
        }
    }
    parts
}

/// Parted at the commas that stand in no quotes; the quotes are taken off.
fn outside_quotes(names: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut is_quoted = false;
    for letter in names.chars() {
        match (letter, parts.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (',', _) if !is_quoted => parts.push(String::new()),
            (letter, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    parts
}

fn column_of(name: &str, vocabulary: &Vocabulary) -> Result<Column, String> {
    vocabulary.column(name).ok_or_else(|| {
        let advice = vocabulary.nearest(name).map_or_else(
            || {
                format!(
                    "there are: {}, and the map's own headings and measures",
                    Standard::ALL.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ")
                )
            },
            |near| format!("did you mean `{near}`?"),
        );
        format!("There is no column `{name}`; {advice}")
    })
}

/// Flags are a list even where there are none.
fn json_of(column: &Column, cell: &Cell) -> Value {
    if column.holds() == Holds::Patterns { cell.json_list() } else { cell.json() }
}

fn order(a: &[Option<SortKey>], b: &[Option<SortKey>], sorts: &[Sort]) -> Ordering {
    let each = a.iter().zip(b).zip(sorts).map(|((a, b), sort)| match (a, b, sort.way) {
        (None, None, _) => Ordering::Equal,
        (None, Some(_), _) => Ordering::Greater,
        (Some(_), None, _) => Ordering::Less,
        (Some(a), Some(b), Way::Up) => a.order(b),
        (Some(a), Some(b), Way::Down) => b.order(a),
    });
    each.fold(Ordering::Equal, Ordering::then)
}

/// A cell of a list that is never computed; what is a text stays one, also if it looks like a number.
fn csv_cell(cell: &Cell) -> Cow<'static, str> {
    let plain = cell.plain();
    let guarded = if cell.is_text() { guarded_text(&plain) } else { guarded(&plain) };
    guarded.into_owned().into()
}

/// A line of a sheet of which no cell is computed.
pub(super) fn csv_row(cells: &[impl AsRef<str>]) -> String {
    let mut line = sheet_line(cells);
    line.push('\n');
    line
}
