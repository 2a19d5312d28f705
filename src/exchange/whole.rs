//! Whole sheets: one row a record, with a column for every field of its kind, as permea writes them.
//!
//! Because such a sheet says everything, nothing in it is derived from other cells, corrected by other rows or given a new
//! origin: it reads back to the very records it was written from.

use ecow::EcoString;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    columns::Columns,
    own::{Owner, marked},
    sheet::{Sheet, same_heading},
    unreadable::Unreadable,
};
use crate::model::{Field, FieldError, Record, RecordKind};

/// The columns of a kind's whole sheet, but for those of the user's own fields. What an id is made of has columns instead of it.
pub fn whole_columns(kind: RecordKind) -> Vec<&'static str> {
    let parts = if kind.parts_of_id().is_empty() { &["id"] } else { kind.parts_of_id() };
    parts.iter().copied().chain(kind.field_names().into_iter().filter(|name| !matches!(*name, "id" | "own"))).collect()
}

/// The heading of an own field in a whole sheet, so that it is read as one again.
pub fn own_heading(columns: &Columns, kind: RecordKind, field: &str) -> EcoString {
    let owner = if kind == RecordKind::Tie { Owner::Tie } else { Owner::Member };
    let is_taken = |column: &&str| same_heading(column, field) || same_heading(&column.replace('_', " "), field);
    if whole_columns(kind).iter().any(is_taken) { marked(field) } else { columns.heading_of_own(owner, field) }
}

/// The column of a field, which must not stand twice; its heading may have spaces, as `Last contact`.
pub(super) fn column_of(sheet: &Sheet, field: &str) -> Result<Option<usize>, Unreadable> {
    let plain = sheet.only_column(field)?;
    if plain.is_some() { Ok(plain) } else { sheet.only_column(&field.replace('_', " ")) }
}

/// Whether a sheet has a column for every field of the kind.
pub(super) fn is_whole(sheet: &Sheet, kind: RecordKind) -> bool {
    let stands = |column: &&str| sheet.column(column).is_some() || sheet.column(&column.replace('_', " ")).is_some();
    whole_columns(kind).iter().all(stands)
}

/// What a record has in a column of its whole sheet.
pub fn whole_cell(record: &Record, column: &str) -> String {
    let of_id = match record {
        Record::Membership(record) => part(column, &[("member", record.id.member()), ("group", record.id.group())]),
        Record::Measure(record) => {
            part(column, &[("member", record.id.member()), ("measure", record.id.measure()), ("year", &record.id.year().text())])
        }
        Record::NationalFigure(record) => part(column, &[("measure", record.id.measure()), ("year", &record.id.year().text())]),
        Record::Pin(record) => {
            let layout = record.id.layout().map_or("", |layout| layout.word());
            part(column, &[("layout", layout), ("member", record.id.member())])
        }
        // Values of fields of any kind, with their lines and signs, must come back to the letter.
        Record::Conflict(record) => match column {
            "fields" => Some(letters(&record.fields)),
            "before" => Some(letters(&record.before)),
            "versions" => Some(letters(&record.versions)),
            _ => None,
        },
        Record::Member(_)
        | Record::Tie(_)
        | Record::Visit(_)
        | Record::Rating(_)
        | Record::Family(_)
        | Record::Response(_)
        | Record::Remark(_)
        | Record::Capacity(_)
        | Record::Support(_)
        | Record::Definition(_)
        | Record::NamedView(_) => None,
    };
    of_id.or_else(|| record.text_of(column)).unwrap_or_default()
}

fn part(column: &str, parts: &[(&str, &str)]) -> Option<String> {
    parts.iter().find(|(name, _)| *name == column).map(|(_, text)| (*text).to_owned())
}

/// A list to the letter; nothing for an empty one.
fn letters<T: Serialize>(list: &[T]) -> String {
    if list.is_empty() { String::new() } else { serde_json::to_string(list).unwrap_or_default() }
}

/// Sets a field from a cell, be it a list to the letter.
pub(super) fn set_cell(record: &mut Record, field: &str, text: &str) -> Result<(), FieldError> {
    fn list<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, FieldError> {
        serde_json::from_str(text).map_err(|_error| FieldError::new(text, "a list as permea writes it"))
    }
    if let Record::Conflict(conflict) = record {
        match field {
            "fields" => conflict.fields = list(text)?,
            "before" => conflict.before = list(text)?,
            "versions" => conflict.versions = list(text)?,
            _ => return record.set_text(field, text),
        }
        return Ok(());
    }
    record.set_text(field, text)
}
