//! Why one record's text is no record: the field, and what it should be.

use std::collections::BTreeMap;

use ecow::EcoString;
use ron::error::{Error, SpannedError};
use serde::de::DeserializeOwned;

use super::{
    super::shown::quoted,
    outline::{Piece, fields},
    read::from_ron,
};
use crate::model::{Field, FieldError, RecordKind};

/// A value that cannot be read.
pub(super) struct Wrong<'a> {
    pub(super) name: Piece<'a>,
    pub(super) value: Piece<'a>,
    /// The end of a sentence about it; none for a number that is not finite.
    pub(super) why: Option<String>,
}

/// The field whose value is wrong and why.
pub(super) fn wrong_value<'a>(kind: RecordKind, found: &[(Piece<'a>, Piece<'a>)], record: &str, error: &SpannedError) -> Option<Wrong<'a>> {
    if let Some((name, value)) = found.iter().find(|(_, value)| is_not_finite(value.text)) {
        return Some(Wrong { name: *name, value: *value, why: None });
    }
    let text_of = |field: &str| found.iter().find(|(name, _)| name.text == field).map(|(_, value)| as_typed(value.text));
    let misread = kind.from_texts(&text_of).err();
    let blamed = found.iter().find(|(_, value)| misread.as_ref().is_some_and(|misread| as_typed(value.text) == misread.text));
    if let (Some((name, value)), Some(misread)) = (blamed, &misread) {
        return Some(Wrong { name: *name, value: *value, why: Some(format!("is not {}", expected(misread))) });
    }
    let at = byte_of(record, error)?;
    let (name, value) = found.iter().rev().find(|(name, _)| name.at <= at)?;
    Some(Wrong { name: *name, value: *value, why: Some(why_not(&error.code)) })
}

fn is_not_finite(value: &str) -> bool {
    let bare = value.trim_start_matches("Known(").trim_end_matches(')');
    !bare.starts_with('"') && bare.parse::<f64>().is_ok_and(|number| !number.is_finite())
}

/// What the field wants, without the part that names the field.
fn expected(error: &FieldError) -> &str {
    error.expected.split_once(", as `").map_or(error.expected.as_str(), |(expected, _)| expected)
}

/// The value as a person would type it: without quotes, brackets and the name of its variant.
fn as_typed(value: &str) -> String {
    if let Ok(text) = from_ron::<String>(value) {
        return text;
    }
    if let Ok(texts) = from_ron::<Vec<String>>(value) {
        return texts.join("; ");
    }
    if let Ok(own) = from_ron::<BTreeMap<EcoString, EcoString>>(value) {
        return own.text();
    }
    let inside = value.strip_prefix("Known(").or(value.strip_prefix("Suppressed(")).and_then(|rest| rest.strip_suffix(')'));
    inside.map_or_else(|| value.to_owned(), |inside| from_ron::<String>(inside).unwrap_or_else(|_no_text| inside.to_owned()))
}

fn why_not(code: &Error) -> String {
    if let Error::Message(message) = code {
        return format!("cannot be read ({message})");
    }
    if matches!(code, Error::ExpectedString | Error::ExpectedStringEnd) {
        return "must be a text in quotes".to_owned();
    }
    if matches!(code, Error::ExpectedFloat | Error::ExpectedInteger | Error::IntegerOutOfBounds) {
        return "must be a number that fits".to_owned();
    }
    "cannot be read".to_owned()
}

/// The byte in the record's text where the reader gave up. It counts lines and letters.
fn byte_of(record: &str, error: &SpannedError) -> Option<usize> {
    let place = error.span.start;
    let before: usize = record.split_inclusive('\n').take(place.line.checked_sub(1)?).map(str::len).sum();
    let letters = record.get(before..)?.chars().take(place.col.saturating_sub(1));
    Some(before + letters.map(char::len_utf8).sum::<usize>())
}

/// What to call a record in a sentence: its kind, and its name or id.
pub(super) fn label(kind: Option<RecordKind>, record: &str) -> String {
    let word = kind.map_or("record", RecordKind::word);
    match (text_in::<String>(record, "name"), text_in::<String>(record, "id")) {
        (Some(name), _) => format!("the {word} {}", quoted(&format!("\"{name}\""))),
        (None, Some(id)) => format!("the {word} {}", quoted(&id)),
        (None, None) => format!("a {word}"),
    }
}

/// What to call a record that breaks off at the end of this line.
pub(super) fn unfinished_label(kind: Option<RecordKind>, line: &str) -> String {
    // A name that was cut short is still a name to know the record by.
    let (whole, cut) = (format!("{line},)"), format!("{line}\",)"));
    if text_in::<String>(&whole, "name").is_none() && text_in::<String>(&cut, "name").is_some() {
        label(kind, &cut)
    } else {
        label(kind, &whole)
    }
}

/// A field of a record that is a text.
pub(super) fn text_in<T: DeserializeOwned>(record: &str, field: &str) -> Option<T> {
    let (_, value) = fields(record).into_iter().find(|(name, _)| name.text == field)?;
    from_ron(value.text).ok()
}
