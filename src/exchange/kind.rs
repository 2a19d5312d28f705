//! Kinds of sheet, and how the headings tell which one a file is.

use ecow::EcoString;
use serde::Deserialize;

use super::{
    columns::{Columns, FieldColumn},
    sheet::{Sheet, same_heading},
    unreadable::Unreadable,
};
use crate::model::words;

words! {
    /// What a source holds, in the order in which the sources of one import are read: sheets, then files of other
    /// network tools, then sheets of records about the members of both.
    pub enum SheetKind as "a kind of sheet" {
        Register = "register",
        Links = "links",
        Members = "members",
        Trusts = "trusts",
        National = "national",
        Tables = "tables",
        /// The school census.
        Census = "census",
        Gexf = "gexf",
        Graphml = "graphml",
        Gephi = "gephi",
        Kumu = "kumu",
        /// Networks, classes and numbers.
        Pajek = "pajek",
        /// UCINET's DL language.
        Ucinet = "dl" | "ucinet",
        /// `NetDraw`'s VNA.
        Netdraw = "vna" | "netdraw",
        Nodexl = "nodexl",
        Matrix = "matrix",
        Partner = "partner",
        /// Placements and accreditations of teacher training.
        Training = "training",
        Ties = "ties",
        Visits = "visits",
        Ratings = "ratings",
        Measures = "measures",
        Responses = "responses",
        Capacities = "capacities",
        Families = "families",
        Memberships = "memberships",
        Remarks = "remarks",
        Supports = "supports",
        Definitions = "definitions",
        Views = "views",
        Pins = "pins",
        Conflicts = "conflicts",
    }
}

/// The endings of files that can be read.
const ENDINGS: [&str; 15] =
    ["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "ods", "gexf", "graphml", "xml", "json", "net", "paj", "dl", "vna"];

/// The endings of columns of values for the members of a network in Pajek's own format, which are read beside it.
const COLUMNS_OF_PAJEK: [&str; 2] = ["clu", "vec"];

/// Whether a file of this name is likely to be one that can be read.
pub fn is_readable_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()) || COLUMNS_OF_PAJEK.contains(&ending.as_str()))
}

impl SheetKind {
    /// Whether another network tool writes it; the others are sheets of our own or of registers.
    pub(super) fn is_of_a_tool(self) -> bool {
        (Self::Gexf..=Self::Partner).contains(&self)
    }

    /// The kind whose needed headings the sheet has, or a sentence that says what was looked for.
    pub(super) fn of(sheet: &Sheet, columns: &Columns) -> Result<Self, Unreadable> {
        let known = columns.kinds.iter().find(|known| known.fits(sheet));
        known.map(|known| known.kind).ok_or_else(|| Unreadable::UnknownKind { file: sheet.file.clone(), found: sheet.found() })
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

    /// Lets a user's own headings of a field meet the needs that the built-in headings of that field meet.
    pub(super) fn accept(&mut self, own: &[FieldColumn], built_in: &[FieldColumn]) {
        for choice in &mut self.needs {
            let met_by = |known: &&FieldColumn| known.from.iter().any(|heading| choice.iter().any(|needed| same_heading(needed, heading)));
            let fields: Vec<&EcoString> = built_in.iter().filter(met_by).map(|known| &known.field).collect();
            let headings = own.iter().filter(|column| fields.contains(&&column.field)).flat_map(|column| column.from.iter().cloned());
            choice.extend(headings);
        }
    }

    /// The first need that no heading of the sheet meets.
    pub(super) fn missing_in(&self, sheet: &Sheet) -> Option<&Vec<EcoString>> {
        self.needs.iter().find(|choice| !choice.iter().any(|heading| sheet.column(heading).is_some()))
    }
}
