//! One typed value of a table, and how it is compared.

use std::cmp::Ordering;

use ecow::EcoString;
use jiff::civil::Date;
use serde_json::Value;

use super::words;
use crate::model::{Phase, Stage, fold};

/// A value in a column, or that it is missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Missing,
    Text(EcoString),
    Words(Vec<EcoString>),
    Count(u64),
    Number(f64),
    Percent(f64),
    /// A figure with the places it is printed with.
    Figure(f64, words::Scale),
    Day(Date),
    Stage(Stage),
    Phase(Phase),
    /// A phase that nobody rated: the highest of the active ties.
    PhaseFromTies(Phase),
    /// The publisher printed a mark where a figure would stand: it counts as missing.
    Mark(EcoString),
}

/// What a cell is sorted by: numbers by size, days by date, words as they are folded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SortKey {
    Number(f64),
    Day(Date),
    Text(String),
}

impl SortKey {
    /// Numbers before days before words, should a column hold several kinds.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Day(_) | Self::Text(_)) | (Self::Day(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_) | Self::Day(_)) | (Self::Day(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

impl Cell {
    pub fn text(value: Option<EcoString>) -> Self {
        value.map_or(Self::Missing, Self::Text)
    }

    pub fn words(value: Vec<EcoString>) -> Self {
        if value.is_empty() { Self::Missing } else { Self::Words(value) }
    }

    /// Whether it holds somebody's words.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Words(_) | Self::Mark(_))
    }

    /// Whether no value is known.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing | Self::Mark(_) => true,
            Self::Text(_)
            | Self::Words(_)
            | Self::Count(_)
            | Self::Number(_)
            | Self::Percent(_)
            | Self::Figure(..)
            | Self::Day(_)
            | Self::Stage(_)
            | Self::Phase(_)
            | Self::PhaseFromTies(_) => false,
        }
    }

    /// The value as a number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Number(value) | Self::Percent(value) | Self::Figure(value, _) => Some(*value),
            Self::Stage(stage) => Some(f64::from(stage.number())),
            Self::Phase(phase) | Self::PhaseFromTies(phase) => Some(f64::from(phase.number())),
            Self::Text(text) => text.trim().parse().ok().filter(|value: &f64| value.is_finite()),
            Self::Missing | Self::Words(_) | Self::Day(_) | Self::Mark(_) => None,
        }
    }

    /// The value as a sheet or a query holds it: no signs for people, a plain minus; empty if missing.
    pub fn plain(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(text) | Self::Mark(text) => text.as_str().to_owned(),
            Self::Words(words) => words.join("; "),
            Self::Count(count) => count.to_string(),
            Self::Number(value) | Self::Percent(value) | Self::Figure(value, _) => value.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Stage(stage) => stage.number().to_string(),
            Self::Phase(phase) | Self::PhaseFromTies(phase) => phase.number().to_string(),
        }
    }

    /// The value as people read it; a dash if missing.
    pub fn shown(&self) -> String {
        match self {
            Self::Missing => words::MISSING.to_owned(),
            Self::Text(text) | Self::Mark(text) => text.as_str().to_owned(),
            Self::Words(words) => words.join(", "),
            Self::Count(count) => words::count(*count),
            Self::Number(value) => words::number(*value),
            Self::Percent(value) => words::percent(*value),
            Self::Figure(value, scale) => scale.bare(*value),
            Self::Day(day) => day.to_string(),
            Self::Stage(stage) => stage.number().to_string(),
            Self::Phase(phase) => phase.number().to_string(),
            Self::PhaseFromTies(phase) => format!("{} (ties)", phase.number()),
        }
    }

    /// The value in JSON: null where nothing is known, never 0.
    pub fn json(&self) -> Value {
        match self {
            Self::Missing | Self::Mark(_) => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Words(words) => Value::from(words.join("; ")),
            Self::Count(count) => Value::from(*count),
            Self::Number(value) | Self::Percent(value) | Self::Figure(value, _) => Value::from(*value),
            Self::Day(day) => Value::from(day.to_string()),
            Self::Stage(stage) => Value::from(stage.number()),
            Self::Phase(phase) | Self::PhaseFromTies(phase) => Value::from(phase.number()),
        }
    }

    /// The value in JSON where a list is meant: nothing is the empty list.
    pub fn json_list(&self) -> Value {
        let words = if let Self::Words(words) = self { words.as_slice() } else { &[] };
        words.iter().map(EcoString::as_str).collect()
    }

    /// Numbers stand to the right.
    pub fn is_number(&self) -> bool {
        match self {
            Self::Count(_) | Self::Number(_) | Self::Percent(_) | Self::Figure(..) => true,
            Self::Missing
            | Self::Text(_)
            | Self::Words(_)
            | Self::Day(_)
            | Self::Stage(_)
            | Self::Phase(_)
            | Self::PhaseFromTies(_)
            | Self::Mark(_) => false,
        }
    }

    /// What it is sorted by, worked out once for each cell.
    pub(super) fn sort_key(&self) -> SortKey {
        match (self, self.number()) {
            (Self::Day(day), _) => SortKey::Day(*day),
            (_, Some(number)) => SortKey::Number(number),
            (_, None) => SortKey::Text(fold(&self.plain())),
        }
    }
}
