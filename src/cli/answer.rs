//! The envelope that every JSON answer stands in.

use ecow::EcoString;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

/// The version of the shapes of `commands.md`.
const SHAPES: u32 = 1;

/// One answer: `permea`, `kind`, `map`, `as_of`, the changed `rules` if there are any, then the fields of the body.
///
/// A body that is no object stands under `answer`.
pub(super) fn envelope(
    kind: &str,
    map: &str,
    as_of: Date,
    changed_rules: &[EcoString],
    body: &impl Serialize,
) -> Result<Value, serde_json::Error> {
    let mut answer = Map::new();
    answer.insert("permea".to_owned(), SHAPES.into());
    answer.insert("kind".to_owned(), kind.into());
    answer.insert("map".to_owned(), map.into());
    answer.insert("as_of".to_owned(), as_of.to_string().into());
    if !changed_rules.is_empty() {
        answer.insert("rules".to_owned(), changed_rules.iter().map(EcoString::as_str).collect());
    }
    match serde_json::to_value(body)? {
        Value::Object(fields) => answer.extend(fields),
        Value::Null => {}
        other => drop(answer.insert("answer".to_owned(), other)),
    }
    Ok(Value::Object(answer))
}
