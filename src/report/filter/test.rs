//! A bound expression, ready to be asked of many members.

use std::{cmp::Ordering, collections::BTreeSet};

use jiff::civil::Date;

use super::token::Operator;
use crate::{
    model::{MemberId, Place, distance_km, fold},
    report::{
        cell::Cell,
        column::{Column, Subject},
    },
};

/// One condition or several joined.
#[derive(Clone, Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// Compared with a value; false where the member has none.
    Compare(Column, Operator, Value),
    /// Equal to one of the values; false where the member has none.
    OneOf(Column, Vec<Value>),
    Missing(Column),
    Among(BTreeSet<MemberId>),
    /// At most so many kilometres from a place.
    Near(Place, f64),
}

/// What a field is compared with.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Folded; with the number it is, if it is one.
    Text {
        folded: String,
        number: Option<f64>,
    },
    Number(f64),
    Day(Date),
    /// Any day of the year.
    Year(i16),
    /// The mark of a publisher.
    Mark(String),
    /// A member, by its id.
    Member(String),
}

impl Test {
    /// Whether the member passes. Comparisons with what is missing are false, so `not` in front of one is true.
    pub(super) fn passes(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::All(tests) => tests.iter().all(|test| test.passes(subject)),
            Self::Any(tests) => tests.iter().any(|test| test.passes(subject)),
            Self::Not(test) => !test.passes(subject),
            Self::Compare(column, operator, value) => compare(&column.cell(subject), *operator, value),
            Self::OneOf(column, values) => {
                let cell = column.cell(subject);
                values.iter().any(|value| compare(&cell, Operator::Is, value))
            }
            Self::Missing(column) => column.cell(subject).is_missing(),
            Self::Among(members) => members.contains(&subject.member.id),
            Self::Near(place, km) => subject.member.place().is_some_and(|here| distance_km(here, *place) <= *km),
        }
    }
}

fn compare(cell: &Cell, operator: Operator, value: &Value) -> bool {
    if let (Cell::Mark(mark), Value::Mark(wanted)) = (cell, value) {
        return operator == Operator::Is && mark.as_str() == wanted;
    }
    if cell.is_missing() {
        return false;
    }
    match operator {
        Operator::Contains => contains(cell, value),
        Operator::Is => is_equal(cell, value),
        Operator::IsNot => !is_equal(cell, value),
        Operator::Below => order(cell, value) == Some(Ordering::Less),
        Operator::AtMost => order(cell, value).is_some_and(Ordering::is_le),
        Operator::Above => order(cell, value) == Some(Ordering::Greater),
        Operator::AtLeast => order(cell, value).is_some_and(Ordering::is_ge),
    }
}

/// A list is equal to any one of its words.
fn is_equal(cell: &Cell, value: &Value) -> bool {
    if let (Cell::Words(words), Value::Text { folded, .. }) = (cell, value) {
        return words.iter().any(|word| fold(word) == *folded);
    }
    order(cell, value) == Some(Ordering::Equal)
}

fn contains(cell: &Cell, value: &Value) -> bool {
    let Value::Text { folded, .. } = value else { return false };
    // A text of signs alone folds to nothing, which everything would contain.
    !folded.is_empty() && fold(&cell.plain()).contains(folded)
}

/// How the cell stands to the value; `None` if they cannot be compared.
fn order(cell: &Cell, value: &Value) -> Option<Ordering> {
    match (cell, value) {
        (Cell::Day(day), Value::Day(wanted)) => Some(day.cmp(wanted)),
        (Cell::Day(day), Value::Year(wanted)) => Some(day.year().cmp(wanted)),
        (cell, Value::Number(wanted)) => cell.number().map(|number| number.total_cmp(wanted)),
        (Cell::Text(id), Value::Member(wanted)) => Some(id.as_str().cmp(wanted.as_str())),
        (cell, Value::Text { folded, number }) => match (cell.number(), number) {
            (Some(number), Some(wanted)) => Some(number.total_cmp(wanted)),
            _ => Some(fold(&cell.plain()).as_str().cmp(folded.as_str())),
        },
        (_, Value::Day(_) | Value::Year(_) | Value::Mark(_) | Value::Member(_)) => None,
    }
}
