//! A typed value as what its field holds.

use ecow::eco_format;

use super::{error::FilterError, parse::Parser, test::Value, token::Operator, walk::Piece};
use crate::{
    finding::Pattern,
    model::{Education, Field, FieldError, Group, Kind, Phase, Reading, Stage, Status, fold, nearest},
    report::column::{Column, Holds, Standard},
};

/// Reads the value as the column holds it, or says what the column needs.
pub(super) fn read(parser: &Parser<'_>, column: &Column, operator: Operator, piece: &Piece) -> Result<Value, FilterError> {
    let text = piece.text.as_str();
    let wrong = |error: FieldError| parser.error(piece.at, piece.length, eco_format!("{error}"));
    if operator == Operator::Contains {
        return Ok(text_value(text));
    }
    match column.holds() {
        Holds::Text => Ok(text_value(text)),
        Holds::Number => number(text).or_else(|| mark(column, text)).ok_or_else(|| {
            parser.error(piece.at, piece.length, eco_format!("`{}` holds numbers, and `{text}` is none{}", column.name(), join_hint(text)))
        }),
        Holds::Stage => Stage::parse(text).map(|stage| Value::Number(f64::from(stage.number()))).map_err(wrong),
        Holds::Phase => Phase::parse(text).map(|phase| Value::Number(f64::from(phase.number()))).map_err(wrong),
        Holds::Day => day(text).ok_or_else(|| {
            parser.error(piece.at, piece.length, eco_format!("`{text}` is no date like 2026-03-02 and no year{}", join_hint(text)))
        }),
        Holds::Word => word(column, text).map_err(wrong),
        Holds::Patterns => pattern(text).ok_or_else(|| {
            let names = Pattern::ALL.map(Pattern::name).join(", ");
            parser.error(piece.at, piece.length, eco_format!("`{text}` is no pattern: there are {names}"))
        }),
        Holds::Id => {
            Ok(Value::Member(parser.scope.network.find_member(text).map_or_else(|_| text.to_owned(), |member| member.id.to_string())))
        }
    }
}

fn text_value(text: &str) -> Value {
    let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    Value::Text { folded: fold(text), number }
}

fn number(text: &str) -> Option<Value> {
    let bare = text.trim().trim_end_matches('%').trim_end().replace('−', "-");
    bare.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number)
}

/// A publisher's mark, where a figure could stand.
fn mark(column: &Column, text: &str) -> Option<Value> {
    let Column::Measure { .. } = column else { return None };
    match Reading::parse(text).ok()? {
        Reading::Suppressed(mark) => Some(Value::Mark(mark.to_string())),
        Reading::Known(_) => None,
    }
}

fn day(text: &str) -> Option<Value> {
    if let Ok(day) = text.trim().parse() {
        return Some(Value::Day(day));
    }
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_year).map(Value::Year)
}

fn word(column: &Column, text: &str) -> Result<Value, FieldError> {
    let of = |word: &'static str| text_value(word);
    match column {
        Column::Standard(Standard::Kind) => Kind::parse(text).map(|kind| of(kind.word())),
        Column::Standard(Standard::Education) => Education::parse(text).map(|education| of(education.word())),
        Column::Standard(Standard::Group) => Group::parse(text).map(|group| of(group.word())),
        Column::Standard(Standard::Status) => Status::parse(text).map(|status| of(status.word())),
        Column::Standard(_) | Column::Own(_) | Column::Measure { .. } => Ok(text_value(text)),
    }
}

fn pattern(text: &str) -> Option<Value> {
    let meant = Pattern::from_name(text).or_else(|| Pattern::from_name(nearest(text, Pattern::ALL.into_iter().map(Pattern::name))?))?;
    Some(text_value(meant.name()))
}

/// Words after a number are most often a forgotten `and`.
fn join_hint(text: &str) -> &'static str {
    if text.contains(' ') { "; two conditions are joined by `and` or `or`" } else { "" }
}
