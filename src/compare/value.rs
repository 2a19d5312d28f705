//! One value of a record by the name of its field, the user's own fields by `own: HEADING`.

use ecow::EcoString;

use crate::model::{Field, FieldError, Record};

/// What stands before the heading of a field of the user's own.
const OWN: &str = "own: ";

/// The name by which a field of the user's own is known in a conflict.
pub fn own_field(heading: &str) -> String {
    format!("{OWN}{heading}")
}

/// The field as text; empty while it says nothing.
pub fn text_in(record: &Record, field: &str) -> String {
    match (field.strip_prefix(OWN), record.own()) {
        (Some(heading), Some(own)) => own.get(heading).map(|value| value.as_str().to_owned()).unwrap_or_default(),
        _ => record.text_of(field).unwrap_or_default(),
    }
}

/// Sets the field from its text; an empty one blanks it.
pub(super) fn set_in(record: &mut Record, field: &str, text: &str) -> Result<(), FieldError> {
    let Some(heading) = field.strip_prefix(OWN) else { return record.set_text(field, text) };
    let value: Option<EcoString> = Option::parse(text)?;
    let Some(own) = record.own_mut() else { return record.set_text(field, text) };
    match value {
        Some(value) => drop(own.insert(heading.into(), value)),
        None => drop(own.remove(heading)),
    }
    Ok(())
}
