//! Sheets of unknown headings: which column means what, guessed by heading and by content, changed by a person, and
//! remembered for the next sheet of the same headings.
//!
//! A [`Mapping`] is shown before anything is read. Once accepted it is a [`SheetColumns`] in the [`Columns`](super::Columns) of an import,
//! and the readers of known sheets read through it.

mod chosen;
mod content;
mod document;
mod guess;
mod mapping;
mod meaning;
mod names;
mod values;

pub(super) use chosen::ChosenColumn;
pub use chosen::{SheetColumns, Written};
pub use mapping::{Because, MappedColumn, Mapping};
pub use meaning::{FieldName, Meaning, NotAField, NotAScheme, Scheme, row_kinds};
pub(super) use names::Names;
