//! What each column of a sheet of certain headings means, as a person accepted it: a part of a columns file.

use std::{borrow::Cow, collections::BTreeMap};

use ecow::{EcoString, eco_format};
use serde::{Deserialize, Serialize};

use super::meaning::{Meaning, Scheme, fields_of, row_kinds};
use crate::{
    exchange::{cell, kind::SheetKind, sheet::Sheet, unreadable::quoted},
    model::{MemberId, clean},
};

/// What the columns of every sheet of these headings mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Printed")]
pub struct SheetColumns {
    /// What one row is.
    pub(super) rows: Rows,
    pub(super) columns: Vec<ChosenColumn>,
    /// The file that says so, for a sentence; empty while nobody wrote one.
    #[serde(skip)]
    from: EcoString,
}

/// What one row is, as a word of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SheetKind", into = "SheetKind")]
pub(super) struct Rows(SheetKind);

/// A column and what it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::exchange) struct ChosenColumn {
    pub(super) heading: EcoString,
    pub(in crate::exchange) holds: Meaning,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) words: BTreeMap<EcoString, EcoString>,
    #[serde(default, skip_serializing_if = "Written::is_plain")]
    pub(super) written: Written,
}

/// How the numbers or days of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// With a decimal point; the day before the month.
    #[default]
    Plainly,
    /// As `1,5`, and `1.234,5`.
    DecimalComma,
    /// The month before the day, as `04/31/2026`.
    MonthFirst,
}

impl Written {
    // `serde` asks with a reference.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    fn is_plain(&self) -> bool {
        *self == Self::Plainly
    }
}

/// The columns of a sheet as a file prints them, not yet looked through.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    rows: Rows,
    columns: Vec<ChosenColumn>,
}

/// Why the columns of a sheet do not fit what its rows are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("`{0}` is no kind of row; there is {list}", list = row_kinds().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", "))]
    Rows(SheetKind),
    #[error("the column `{heading}` holds `{field}`, which rows of {rows} do not have")]
    Field { heading: EcoString, field: EcoString, rows: SheetKind },
}

impl TryFrom<SheetKind> for Rows {
    type Error = Unfit;
    fn try_from(kind: SheetKind) -> Result<Self, Unfit> {
        if row_kinds().any(|known| known == kind) { Ok(Self(kind)) } else { Err(Unfit::Rows(kind)) }
    }
}

impl From<Rows> for SheetKind {
    fn from(rows: Rows) -> Self {
        rows.0
    }
}

impl TryFrom<Printed> for SheetColumns {
    type Error = Unfit;
    fn try_from(printed: Printed) -> Result<Self, Unfit> {
        let rows = printed.rows.0;
        let unfit = printed.columns.iter().find_map(|column| match &column.holds {
            Meaning::Field(name) if !fields_of(rows).any(|field| field == *name) => Some((column, name.as_str())),
            Meaning::Id(_) | Meaning::Alias(_) | Meaning::Measure(..) | Meaning::Pupils(..) | Meaning::Year | Meaning::Until
                if rows != SheetKind::Members =>
            {
                Some((column, "the number or a figure of a member"))
            }
            Meaning::Id(_)
            | Meaning::Alias(_)
            | Meaning::Field(_)
            | Meaning::Measure(..)
            | Meaning::Pupils(..)
            | Meaning::Year
            | Meaning::Until
            | Meaning::Own
            | Meaning::LeftOut => None,
        });
        match unfit {
            Some((column, field)) => Err(Unfit::Field { heading: column.heading.clone(), field: field.into(), rows }),
            None => Ok(Self { rows: printed.rows, columns: printed.columns, from: EcoString::new() }),
        }
    }
}

impl SheetColumns {
    pub(super) fn new(rows: SheetKind, columns: Vec<ChosenColumn>) -> Self {
        Self { rows: Rows(rows), columns, from: EcoString::new() }
    }

    /// The same, said to be of this file.
    #[must_use]
    pub(in crate::exchange) fn called(self, from: &str) -> Self {
        Self { from: from.into(), ..self }
    }

    /// The schemes of its columns of numbers.
    pub(in crate::exchange) fn schemes(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter_map(|column| match &column.holds {
            Meaning::Id(scheme) | Meaning::Alias(scheme) => Some(scheme.as_str()),
            Meaning::Field(_)
            | Meaning::Measure(..)
            | Meaning::Pupils(..)
            | Meaning::Year
            | Meaning::Until
            | Meaning::Own
            | Meaning::LeftOut => None,
        })
    }

    /// The file that says so; empty while nobody wrote one.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Whether both say the same of the same headings.
    pub fn says_as(&self, other: &Self) -> bool {
        self.rows == other.rows && self.columns == other.columns
    }

    /// What one row is.
    pub fn rows_are(&self) -> SheetKind {
        self.rows.0
    }

    /// Whether the sheet has exactly these headings, in whatever order.
    pub(in crate::exchange) fn fits(&self, sheet: &Sheet) -> bool {
        sorted(self.columns.iter().map(|column| &column.heading)) == sorted(&sheet.headings)
    }

    /// How many headings of a sheet are among these.
    pub(super) fn shared_with(&self, sheet: &Sheet) -> usize {
        sheet.headings.iter().filter(|heading| self.columns.iter().any(|column| column.heading == **heading)).count()
    }

    /// How the headings of a sheet differ from these: `also "Decile" and not "Gender"`.
    pub(super) fn differs(&self, sheet: &Sheet) -> EcoString {
        let own: Vec<EcoString> = self.columns.iter().map(|column| column.heading.clone()).collect();
        let without = |all: &[EcoString], some: &[EcoString]| -> Vec<EcoString> {
            all.iter().filter(|heading| !some.contains(heading)).cloned().collect()
        };
        let (more, fewer) = (without(&sheet.headings, &own), without(&own, &sheet.headings));
        match (more.is_empty(), fewer.is_empty()) {
            (false, false) => eco_format!("also {} and not {}", quoted(&more), quoted(&fewer)),
            (false, true) => eco_format!("also {}", quoted(&more)),
            (true, false) => eco_format!("not {}", quoted(&fewer)),
            (true, true) => "one of them another number of times".into(),
        }
    }

    /// The same in the order of a sheet that it fits.
    pub(in crate::exchange) fn in_order_of(&self, sheet: &Sheet) -> Self {
        let mut left: Vec<&ChosenColumn> = self.columns.iter().collect();
        let columns = sheet.headings.iter().filter_map(|heading| {
            let at = left.iter().position(|column| column.heading == *heading)?;
            Some(left.remove(at).clone())
        });
        Self { rows: self.rows, columns: columns.collect(), from: self.from.clone() }
    }

    /// The columns, in order.
    pub(in crate::exchange) fn columns(&self) -> &[ChosenColumn] {
        &self.columns
    }

    /// The column that holds a field.
    pub(in crate::exchange) fn column_of(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.holds.field() == Some(field))
    }

    /// A columns file that says the same.
    pub fn document(&self) -> String {
        super::document::of_columns(self)
    }

    /// A name that only sheets of these headings have.
    pub fn key(&self) -> EcoString {
        let headings = sorted(self.columns.iter().map(|column| &column.heading));
        let printed: Vec<&str> = headings.iter().map(|heading| heading.as_str()).collect();
        let first: String = self.columns.iter().map(|column| column.heading.as_str()).take(2).collect::<Vec<_>>().join("-");
        let mut name = String::new();
        for letter in first.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40) {
            if letter != '-' || !(name.is_empty() || name.ends_with('-')) {
                name.push(letter);
            }
        }
        eco_format!("{}-{}", name.trim_matches('-'), crate::model::hashed_letters(&printed))
    }

    /// Why it cannot be accepted for a file, in sentences.
    pub(in crate::exchange) fn wants(&self, file: &str) -> Vec<EcoString> {
        let mut wants = Vec::new();
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.holds.is_shared()) {
            let second = self.columns.iter().enumerate().skip(at + 1).find(|(_, other)| other.holds == column.holds);
            if let Some((second, _)) = second {
                let what = column.holds.words(self.rows_are());
                wants.push(eco_format!("{file}: columns {} and {} are both the {what}. Choose one.", at + 1, second + 1));
            }
        }
        let rows = self.rows_are();
        let found = || quoted(&self.columns.iter().map(|column| column.heading.clone()).collect::<Vec<_>>());
        let has = |fields: &[&str]| fields.iter().any(|field| self.column_of(field).is_some());
        if rows == SheetKind::Members {
            if !has(&["id", "urn", "ukprn", "name"]) {
                wants.push(eco_format!("{file}: no column is the member's number or name. Found {}. Choose which one is.", found()));
            }
        } else {
            for field in crate::exchange::records::needed_of(rows).iter().filter(|field| !has(&[field])) {
                wants.push(eco_format!(
                    "{file}: no column is `{field}`, which rows of {rows} need. Found {}. Choose which one is.",
                    found()
                ));
            }
        }
        wants
    }
}

fn sorted<'h>(headings: impl IntoIterator<Item = &'h EcoString>) -> Vec<&'h EcoString> {
    let mut headings: Vec<&EcoString> = headings.into_iter().collect();
    headings.sort_unstable();
    headings
}

impl ChosenColumn {
    /// Whether the column is kept as an own field beside what it holds: words lose what was printed, except those of a
    /// type, which is kept as it is; until when a row holds stands nowhere else.
    pub(in crate::exchange) fn is_kept_as_well(&self) -> bool {
        self.holds == Meaning::Until || (!self.words.is_empty() && self.holds.field() != Some("type"))
    }

    /// What a cell says, in the words and the way of writing that the readers of fields know; empty if nothing.
    pub(in crate::exchange) fn said<'p>(&'p self, printed: &'p str) -> Cow<'p, str> {
        match &self.holds {
            Meaning::Id(scheme) | Meaning::Alias(scheme) => numbered(scheme, printed),
            Meaning::Field(name) if name.as_str() == "type" => Cow::Borrowed(printed),
            Meaning::Field(_)
            | Meaning::Measure(..)
            | Meaning::Pupils(..)
            | Meaning::Year
            | Meaning::Until
            | Meaning::Own
            | Meaning::LeftOut => match self.word(printed) {
                Some(word) => Cow::Borrowed(word),
                None => self.rewritten(printed),
            },
        }
    }

    /// What a printed type says of phase, group and kind, each as a field and its word.
    pub(in crate::exchange) fn tells(&self, printed: &str) -> Vec<(&'static str, EcoString)> {
        let words = if self.holds.field() == Some("type") { self.word(printed).unwrap_or_default() } else { "" };
        words.split_whitespace().filter_map(super::content::field_of_word).collect()
    }

    /// Whether its numbers or days are written in a way of their own.
    pub(in crate::exchange) fn is_rewritten(&self) -> bool {
        self.written != Written::Plainly
    }

    fn word(&self, printed: &str) -> Option<&str> {
        if self.words.is_empty() {
            return None;
        }
        self.words.get(&clean(printed)).map(EcoString::as_str)
    }

    fn rewritten<'p>(&self, printed: &'p str) -> Cow<'p, str> {
        match self.written {
            Written::Plainly => Cow::Borrowed(printed),
            Written::DecimalComma => cell::with_point(printed).map_or(Cow::Borrowed(printed), Cow::Owned),
            Written::MonthFirst => cell::day_first(printed).map_or(Cow::Borrowed(printed), Cow::Owned),
        }
    }
}

/// A number in its scheme. What a register prints with spaces or strokes has `-` there; one that is an id already stays.
fn numbered<'p>(scheme: &Scheme, printed: &'p str) -> Cow<'p, str> {
    if printed.is_empty() || (printed.contains(':') && MemberId::new(printed).is_ok()) {
        return Cow::Borrowed(printed);
    }
    let bare = printed.strip_suffix(".0").filter(|bare| bare.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(printed);
    let value: String = clean(bare).chars().map(|c| if c == ' ' || c == '/' || c == '\\' { '-' } else { c }).collect();
    Cow::Owned(format!("{}:{value}", scheme.as_str()))
}
