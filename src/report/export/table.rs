//! Rows under headings, as every format of sheets and attributes writes them.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::Lossy;

/// Rows under headings. Every row has as many values as there are headings, and no heading stands twice, whatever its case.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    /// The name of its sheet or file, without an ending.
    pub(super) name: EcoString,
    pub(super) headings: Vec<EcoString>,
    /// What each column holds.
    pub(super) holds: Vec<Holds>,
    pub(super) rows: Vec<Vec<Value>>,
}

/// What all values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Whole numbers of 32 bits.
    Whole,
    Numbers,
    Texts,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Nothing is known.
    Blank,
    Text(EcoString),
    Number(f64),
}

impl Value {
    /// The value as text; empty for a blank.
    pub(super) fn text(&self) -> EcoString {
        match self {
            Self::Blank => EcoString::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => eco_format!("{number}"),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

/// A column on its way into a table: its texts by the row.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) heading: EcoString,
    cells: Vec<(usize, EcoString)>,
}

impl Column {
    pub(super) fn new(heading: impl Into<EcoString>) -> Self {
        Self { heading: heading.into(), cells: Vec::new() }
    }

    /// Puts a text into a row, if there is one. Rows come in order.
    pub(super) fn put(&mut self, row: usize, text: EcoString) {
        if !text.is_empty() {
            self.cells.push((row, text));
        }
    }

    fn holds(&self) -> Holds {
        let mut holds = Holds::Whole;
        for (_, text) in &self.cells {
            match number(text) {
                None => return Holds::Texts,
                Some(number) if number.fract().abs() > 0.0 || number.abs() > f64::from(i32::MAX) => holds = Holds::Numbers,
                Some(_) => {}
            }
        }
        holds
    }
}

/// The number that a text is, if that number is written so.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    (eco_format!("{number}") == text).then_some(number)
}

impl Table {
    /// A table of the columns that hold anything; `rows` is how many rows there are.
    ///
    /// A heading that stands twice, whatever its case, gets a number and is counted as a loss.
    pub(super) fn of(name: &str, rows: usize, columns: Vec<Column>, lossy: &mut Lossy) -> Self {
        let mut table = Self { name: name.into(), rows: vec![Vec::new(); rows], ..Self::default() };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for column in columns.into_iter().filter(|column| !column.cells.is_empty()) {
            let holds = column.holds();
            let count = seen.entry(column.heading.to_lowercase().into()).or_default();
            *count += 1;
            if *count > 1 {
                lossy.lose(
                    1,
                    "heading differs from another in capital letters only and gets a number",
                    "headings differ from others in capital letters only and get a number",
                );
                table.headings.push(eco_format!("{} ({count})", column.heading));
            } else {
                table.headings.push(column.heading);
            }
            table.holds.push(holds);
            let width = table.headings.len();
            for (row, text) in column.cells {
                let value = if holds == Holds::Texts { Value::Text(text) } else { number(&text).map_or(Value::Blank, Value::Number) };
                if let Some(row) = table.rows.get_mut(row) {
                    row.resize(width - 1, Value::Blank);
                    row.push(value);
                }
            }
        }
        let width = table.headings.len();
        for row in &mut table.rows {
            row.resize(width, Value::Blank);
        }
        table
    }
}
