//! Rows under headings, as every format of sheets and attributes writes them.

use ecow::EcoString;

/// Rows under headings. Every row has as many values as there are headings.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The name of its sheet or file, without an ending.
    pub name: EcoString,
    pub headings: Vec<EcoString>,
    pub rows: Vec<Vec<Value>>,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Blank,
    Text(EcoString),
    Number(f64),
}

impl Value {
    /// The value as text; empty for a blank.
    pub fn text(&self) -> EcoString {
        match self {
            Self::Blank => EcoString::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => ecow::eco_format!("{number}"),
        }
    }
}
