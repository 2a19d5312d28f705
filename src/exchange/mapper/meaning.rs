//! What a column of a sheet of unknown headings can hold.

use ecow::{EcoString, eco_format};
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    exchange::kind::SheetKind,
    model::{MemberId, Year},
};

/// What a column holds, as a columns file says it: `id("nz")`, `field("name")`, `measure("Attainment 8", 2019)`, `own`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The member's number in a scheme of this name: 471 in the scheme `nz` is the member `nz:471`.
    Id(Scheme),
    /// Another number of the member, which finds it as well.
    Alias(Scheme),
    /// A field of the record that a row is.
    Field(FieldName),
    /// Values of a measure. Without a year the row says which, in its column of [`Meaning::Year`].
    Measure(EcoString, Option<Year>),
    /// How many pupils are behind a measure.
    Pupils(EcoString, Option<Year>),
    /// The year that the figures of the row are of.
    Year,
    /// The year or day up to which the row holds: of several rows of one member the latest counts.
    Until,
    /// The member's own field, kept as printed under the column's heading.
    Own,
    /// Not read.
    LeftOut,
}

/// The name of a scheme of numbers: small letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct Scheme(EcoString);

/// A text that is no name of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no name of a scheme: it has small letters, digits, `-` and `_`, as in `nz`")]
pub struct NotAScheme(EcoString);

impl Scheme {
    /// Takes small letters, digits, `-` and `_`.
    pub fn new(text: &str) -> Result<Self, NotAScheme> {
        match MemberId::new(&format!("{text}:1")) {
            Ok(_) => Ok(Self(text.into())),
            Err(_no_id) => Err(NotAScheme(text.into())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme that a heading names: `School ID` is `school`.
    pub(super) fn of_heading(heading: &str) -> Self {
        const NO_NAME: [&str; 9] = ["id", "no", "number", "code", "ref", "nr", "num", "identifier", "key"];
        let lower = heading.to_lowercase();
        let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && !NO_NAME.contains(word));
        let joined = words.take(3).collect::<Vec<_>>().join("-");
        Self::new(&joined).unwrap_or_else(|_nameless| Self("member".into()))
    }
}

impl TryFrom<EcoString> for Scheme {
    type Error = NotAScheme;
    fn try_from(text: EcoString) -> Result<Self, NotAScheme> {
        Self::new(&text)
    }
}

impl From<Scheme> for EcoString {
    fn from(scheme: Scheme) -> Self {
        scheme.0
    }
}

/// The name of a field of one of the records that a row can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "EcoString")]
pub struct FieldName(&'static str);

/// A text that is no name of a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no field of a row; there is `{list}`", list = names().join("`, `"))]
pub struct NotAField(EcoString);

impl FieldName {
    /// Takes the name of a field of any kind of row.
    pub fn new(text: &str) -> Result<Self, NotAField> {
        names().into_iter().find(|name| *name == text).map(Self).ok_or_else(|| NotAField(text.into()))
    }

    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// What the field of a row of this kind holds, in words.
    fn words(self, rows: SheetKind) -> &'static str {
        let known = described(rows).iter().find(|(name, _)| *name == self.0);
        known.map_or(self.0, |(_, words)| words)
    }
}

// Derived, it would borrow its name from what is read.
impl<'de> Deserialize<'de> for FieldName {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        Self::new(&EcoString::deserialize(reader)?).map_err(de::Error::custom)
    }
}

impl From<FieldName> for EcoString {
    fn from(name: FieldName) -> Self {
        name.0.into()
    }
}

type Fields = &'static [(&'static str, &'static str)];

/// The kinds of row that a sheet of unknown headings can have, and the fields of each with what they hold.
const KINDS: [(SheetKind, Fields); 9] = [
    (
        SheetKind::Members,
        &[
            ("name", "name"),
            ("urn", "school number of England (URN)"),
            ("ukprn", "number of a provider (UKPRN)"),
            ("kind", "what it is: school, university, trust …"),
            ("education", "phase of education"),
            ("ages", "ages taught, as 5-11"),
            ("type", "type, as printed"),
            ("group", "group it is compared in: mainstream, special, independent …"),
            ("selective", "whether it selects by ability"),
            ("authority", "local authority"),
            ("region", "region"),
            ("town", "town"),
            ("latitude", "latitude, degrees north"),
            ("longitude", "longitude, degrees east"),
            ("easting", "easting on the British grid, metres"),
            ("northing", "northing on the British grid, metres"),
            ("pupils", "pupils on the roll"),
            ("fsm_percent", "free school meals now, %"),
            ("fsm6_percent", "free school meals in six years, %"),
            ("eal_percent", "another first language, %"),
            ("sen_percent", "special educational needs, %"),
            ("mobility_percent", "joined after the usual time, %"),
            ("prior_attainment", "attainment before, in points"),
            ("context_year", "year of these figures"),
            ("status", "open, closing, proposed or closed"),
            ("opened", "day it opened"),
            ("closed", "day it closed"),
            ("last_contact", "day of the last contact"),
            ("source", "knowledge source: research, practice or innovation"),
            ("aliases", "other numbers, parted by ;"),
            ("note", "note"),
        ],
    ),
    (
        SheetKind::Ties,
        &[
            ("from", "who gives"),
            ("to", "who learns"),
            ("phase", "phase of sharing, 1 to 3"),
            ("trust", "trust, 1 to 4"),
            ("started", "day it began"),
            ("last_active", "day it was last active"),
            ("ended", "day it ended"),
            ("visits", "number of visits"),
            ("purpose", "purpose"),
            ("mutual", "whether both learn"),
            ("follow_up", "what followed"),
            ("source", "who or what says so"),
        ],
    ),
    (
        SheetKind::Visits,
        &[
            ("from", "who visited"),
            ("to", "who was visited"),
            ("on", "day"),
            ("purpose", "purpose"),
            ("shared", "whether the host shared its practice"),
            ("follow_up", "what followed"),
            ("note", "note"),
        ],
    ),
    (
        SheetKind::Ratings,
        &[
            ("member", "member"),
            ("on", "day"),
            ("by", "who judged"),
            ("role", "in which role"),
            ("stage", "stage, 1 to 4"),
            ("phase", "phase of sharing, 1 to 3"),
            ("inside", "sharing inside the school"),
            ("confidence", "confidence: low, medium or high"),
            ("basis", "what the judgement rests on"),
            ("note", "note"),
        ],
    ),
    (
        SheetKind::Measures,
        &[
            ("member", "member"),
            ("measure", "name of the measure"),
            ("year", "year"),
            ("value", "value"),
            ("pupils", "pupils behind it"),
            ("low", "lower published limit"),
            ("high", "upper published limit"),
        ],
    ),
    (SheetKind::National, &[("measure", "name of the measure"), ("year", "year"), ("value", "value")]),
    (
        SheetKind::Responses,
        &[
            ("member", "member"),
            ("shared_on", "day the evidence was shared"),
            ("answered_on", "day of the answer"),
            ("by_role", "who answered, by role"),
            ("response", "answer"),
            ("measure", "name of the measure"),
            ("note", "note"),
        ],
    ),
    (
        SheetKind::Capacities,
        &[
            ("member", "member"),
            ("days_per_week", "days a week it can give"),
            ("phases", "phases of education it can help"),
            ("strengths", "what it is strong in"),
            ("until", "day until which"),
            ("avoid", "whom not to pair it with"),
        ],
    ),
    (
        SheetKind::Families,
        &[("member", "member"), ("peer", "its peer"), ("rank", "rank of the peer"), ("list", "which list"), ("year", "year")],
    ),
];

fn names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = KINDS.iter().flat_map(|(_, fields)| fields.iter().map(|(name, _)| *name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The kinds of row that a sheet of unknown headings can have, likeliest first.
pub fn row_kinds() -> impl Iterator<Item = SheetKind> {
    KINDS.iter().map(|(kind, _)| *kind)
}

/// Whether rows of this kind keep columns of their own beside their fields.
pub(super) fn keeps_own_fields(kind: SheetKind) -> bool {
    matches!(kind, SheetKind::Members | SheetKind::Ties)
}

/// What a row of this kind is, as "each a member".
pub(super) fn row_words(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Members => "a member",
        SheetKind::Ties => "a tie",
        SheetKind::Visits => "a visit",
        SheetKind::Ratings => "a rating",
        SheetKind::Measures => "a figure",
        SheetKind::National => "a national figure",
        SheetKind::Responses => "an answer to evidence",
        SheetKind::Capacities => "what a member can give",
        SheetKind::Families => "a peer of a member",
        SheetKind::Memberships => "a place in a group",
        SheetKind::Remarks => "a word on a finding",
        SheetKind::Supports => "a support",
        SheetKind::Definitions => "what a measure means",
        SheetKind::Views => "a kept view",
        SheetKind::Pins => "a pinned place",
        SheetKind::Conflicts => "a difference that is not settled",
        SheetKind::Register
        | SheetKind::Links
        | SheetKind::Trusts
        | SheetKind::Tables
        | SheetKind::Census
        | SheetKind::Training
        | SheetKind::Gexf
        | SheetKind::Graphml
        | SheetKind::Gephi
        | SheetKind::Kumu
        | SheetKind::Pajek
        | SheetKind::Ucinet
        | SheetKind::Netdraw
        | SheetKind::Nodexl
        | SheetKind::Matrix
        | SheetKind::Partner => "a row of its own kind",
    }
}

/// The fields that a row of this kind can have; none for kinds that only their own headings tell.
pub(super) fn fields_of(kind: SheetKind) -> impl Iterator<Item = FieldName> {
    described(kind).iter().map(|(name, _)| FieldName(name))
}

fn described(kind: SheetKind) -> Fields {
    KINDS.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, fields)| *fields)
}

impl Meaning {
    /// What the column holds in rows of this kind, in the words of a table: `name`, `measure Attainment 8, 2019`.
    pub fn words(&self, rows: SheetKind) -> EcoString {
        let of_year = |year: &Option<Year>| year.map_or(EcoString::new(), |year| eco_format!(", {year}"));
        match self {
            Self::Id(scheme) => eco_format!("number of the member, as {}:…", scheme.as_str()),
            Self::Alias(scheme) => eco_format!("another number of it, as {}:…", scheme.as_str()),
            Self::Field(name) => name.words(rows).into(),
            Self::Measure(measure, year) => eco_format!("measure {measure}{}", of_year(year)),
            Self::Pupils(measure, year) => eco_format!("pupils behind {measure}{}", of_year(year)),
            Self::Year => "year of the row's figures".into(),
            Self::Until => "until when the row holds".into(),
            Self::Own => "field of its own, as printed".into(),
            Self::LeftOut => "left out".into(),
        }
    }

    /// The field's name, if it is one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Field(name) => Some(name.as_str()),
            Self::Id(_) => Some("id"),
            Self::Alias(_) | Self::Measure(..) | Self::Pupils(..) | Self::Year | Self::Until | Self::Own | Self::LeftOut => None,
        }
    }

    /// Whether two columns can mean it.
    pub(super) fn is_shared(&self) -> bool {
        match self {
            Self::Alias(_) | Self::Own | Self::LeftOut => true,
            Self::Id(_) | Self::Field(_) | Self::Measure(..) | Self::Pupils(..) | Self::Year | Self::Until => false,
        }
    }
}
