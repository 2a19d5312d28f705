//! Kinds of sheet, and how the headings tell which one a file is.

use std::fmt;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{columns::Columns, sheet::Sheet, unreadable::Unreadable};

/// What a source holds, in the order in which the sources of one import are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetKind {
    Register,
    Links,
    Members,
    Trusts,
    National,
    Tables,
    Ties,
    Visits,
    Ratings,
    Measures,
    Responses,
    Capacities,
    Families,
}

impl SheetKind {
    /// Every kind, in reading order.
    pub const ALL: &[Self] = &[
        Self::Register,
        Self::Links,
        Self::Members,
        Self::Trusts,
        Self::National,
        Self::Tables,
        Self::Ties,
        Self::Visits,
        Self::Ratings,
        Self::Measures,
        Self::Responses,
        Self::Capacities,
        Self::Families,
    ];

    /// The word of `--as`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Links => "links",
            Self::Members => "members",
            Self::Trusts => "trusts",
            Self::National => "national",
            Self::Tables => "tables",
            Self::Ties => "ties",
            Self::Visits => "visits",
            Self::Ratings => "ratings",
            Self::Measures => "measures",
            Self::Responses => "responses",
            Self::Capacities => "capacities",
            Self::Families => "families",
        }
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word.trim().to_lowercase())
    }

    /// The kind whose needed headings the sheet has, or a sentence that says what was looked for.
    pub(super) fn of(sheet: &Sheet, columns: &Columns) -> Result<Self, Unreadable> {
        let known = columns.kinds.iter().find(|known| known.fits(sheet));
        known.map(|known| known.kind).ok_or_else(|| Unreadable::UnknownKind { file: sheet.file.clone(), found: sheet.found() })
    }
}

impl fmt::Display for SheetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The headings a kind of sheet must have.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signature {
    pub(super) kind: SheetKind,
    /// Each a list of headings of which one must stand.
    pub(super) needs: Vec<Vec<EcoString>>,
    /// More headings than these are another kind of sheet.
    #[serde(default)]
    at_most: Option<usize>,
}

impl Signature {
    fn fits(&self, sheet: &Sheet) -> bool {
        self.missing_in(sheet).is_none() && self.at_most.is_none_or(|most| sheet.headings.len() <= most)
    }

    /// The first need that no heading of the sheet meets.
    pub(super) fn missing_in(&self, sheet: &Sheet) -> Option<&Vec<EcoString>> {
        self.needs.iter().find(|choice| !choice.iter().any(|heading| sheet.column(heading).is_some()))
    }
}
