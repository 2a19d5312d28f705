//! One fact somebody keeps, of whatever kind. The list below is the only list of kinds.

use std::fmt;

use ecow::EcoString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    capacity::Capacity,
    conflict::Conflict,
    field::{Field, FieldError},
    measure::{Definition, Family, Measure, NationalFigure},
    member::Member,
    number::Year,
    own::Own,
    pin::Pin,
    rating::Rating,
    response::{Remark, Response},
    support::Support,
    tie::{Membership, Tie, Visit},
    view::NamedView,
};

/// A record found by its id within its kind.
pub trait Keyed: Clone + PartialEq + Send + Sync {
    /// The id's text; records of a kind are sorted by its bytes.
    fn key(&self) -> &str;
}

/// A record that is there only from a day on.
pub trait Dated {
    /// The first day it is there; `None` if it is undated and so always there.
    ///
    /// A figure of a year is published in autumn: it is there from 1 September of that year.
    fn begins(&self) -> Option<Date>;
}

macro_rules! dated {
    ($($kind:ident, |$record:ident| $begins:expr;)*) => {
        $(impl Dated for $kind {
            fn begins(&self) -> Option<Date> {
                let $record = self;
                $begins
            }
        })*
    };
}

dated! {
    Member, |_record| None;
    Membership, |record| record.since;
    Tie, |record| record.started;
    Visit, |record| Some(record.on);
    Rating, |record| Some(record.on);
    Measure, |record| Some(record.id.year().published());
    NationalFigure, |record| Some(record.id.year().published());
    Family, |record| record.year.map(Year::published);
    Response, |record| Some(record.shared_on);
    Remark, |record| Some(record.on);
    Capacity, |_record| None;
    Support, |record| record.begins();
    Definition, |_record| None;
    NamedView, |_record| None;
    Pin, |_record| None;
    Conflict, |_record| None;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $section:ident, $word:literal, $letter:literal;)*) => {
        /// One fact somebody keeps, in a place of its own: a step of half a million small records would otherwise need as much
        /// memory as one of half a million members.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Record { $($(#[$doc])* $kind(Box<$kind>),)* }

        /// The kinds of record, in the order of the file's sections.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RecordKind { $(#[serde(rename = $word)] $kind,)* }

        $(impl Keyed for $kind {
            fn key(&self) -> &str {
                &self.id
            }
        }

        impl From<$kind> for Record {
            fn from(record: $kind) -> Self {
                Self::$kind(Box::new(record))
            }
        }

        impl From<Box<$kind>> for Record {
            fn from(record: Box<$kind>) -> Self {
                Self::$kind(record)
            }
        })*

        impl RecordKind {
            /// Every kind, in the order of the file's sections.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The kind's word, as in `permea add MAP tie …`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// The name of its section in the file.
            pub fn section(self) -> &'static str {
                match self { $(Self::$kind => stringify!($section),)* }
            }

            /// The letter that ids made by hand begin with.
            pub fn letter(self) -> char {
                match self { $(Self::$kind => $letter,)* }
            }

            /// The names of its fields, in the order of the file.
            pub fn field_names(self) -> Vec<&'static str> {
                match self { $(Self::$kind => $kind::field_names(),)* }
            }

            /// The fields that must be there.
            pub fn required_names(self) -> Vec<&'static str> {
                match self { $(Self::$kind => $kind::required_names(),)* }
            }

            /// The words a field can hold; empty for a free field.
            pub fn words_of(self, field: &str) -> Vec<&'static str> {
                match self { $(Self::$kind => $kind::words_of(field),)* }
            }

            /// Whether the text of a field may have several lines.
            pub fn has_lines(self, field: &str) -> bool {
                match self { $(Self::$kind => $kind::has_lines(field),)* }
            }

            /// A record of this kind from its fields as text.
            pub fn from_texts(self, text_of: &dyn Fn(&str) -> Option<String>) -> Result<Record, FieldError> {
                match self { $(Self::$kind => $kind::from_texts(text_of).map(Record::from),)* }
            }
        }

        impl Record {
            pub fn kind(&self) -> RecordKind {
                match self { $(Self::$kind(_) => RecordKind::$kind,)* }
            }

            /// The id's text.
            pub fn key(&self) -> &str {
                match self { $(Self::$kind(record) => record.key(),)* }
            }

            /// A field as text, empty while it is blank; `None` if the kind has no such field.
            pub fn text_of(&self, field: &str) -> Option<String> {
                match self { $(Self::$kind(record) => record.text_of(field),)* }
            }

            /// Sets a field from text.
            pub fn set_text(&mut self, field: &str, text: &str) -> Result<(), FieldError> {
                match self { $(Self::$kind(record) => record.set_text(field, text),)* }
            }

            /// Whether both are of one kind and hold the same in a field.
            pub fn agrees_in(&self, other: &Self, field: &str) -> bool {
                match self { $(Self::$kind(record) => matches!(other, Self::$kind(other) if record.agrees_in(other, field)),)* }
            }

            /// Takes a field as another record of the kind holds it.
            pub fn take_field(&mut self, other: &Self, field: &str) {
                match self { $(Self::$kind(record) => if let Self::$kind(other) = other { record.take_field(other, field) },)* }
            }

            /// Joins a field with what `theirs` made of it since `base`; a field that clashes stays, and the answer is no.
            pub fn join_field(&mut self, base: Option<&Self>, theirs: &Self, field: &str) -> bool {
                match self { $(Self::$kind(record) => {
                    let base = base.and_then(|base| if let Self::$kind(base) = base { Some(base.as_ref()) } else { None });
                    matches!(theirs, Self::$kind(theirs) if record.join_field(base, theirs, field))
                })* }
            }
        }
    };
}

kinds! {
    Member, members, "member", 'm';
    Membership, memberships, "membership", 'g';
    Tie, ties, "tie", 't';
    Visit, visits, "visit", 'v';
    Rating, ratings, "rating", 'r';
    Measure, measures, "measure", 'f';
    NationalFigure, nationals, "national", 'n';
    Family, families, "family", 'y';
    Response, responses, "response", 'e';
    Remark, remarks, "remark", 'k';
    Capacity, capacities, "capacity", 'c';
    Support, supports, "support", 's';
    Definition, definitions, "definition", 'd';
    NamedView, views, "view", 'w';
    Pin, pins, "pin", 'p';
    Conflict, conflicts, "conflict", 'x';
}

impl RecordKind {
    /// The kind of this word or of this section's name.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL.iter().copied().find(|kind| kind.word() == word || kind.section() == word)
    }

    /// What an id of this kind is made of, in its order and with `/` between, where these are no fields of their own; nothing
    /// where an id stands for itself.
    pub fn parts_of_id(self) -> &'static [&'static str] {
        match self {
            Self::Membership => &["member", "group"],
            Self::Measure => &["member", "measure", "year"],
            Self::NationalFigure => &["measure", "year"],
            Self::Pin => &["layout", "member"],
            Self::Member
            | Self::Tie
            | Self::Visit
            | Self::Rating
            | Self::Family
            | Self::Response
            | Self::Remark
            | Self::Capacity
            | Self::Support
            | Self::Definition
            | Self::NamedView
            | Self::Conflict => &[],
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The own fields of a record, borrowed so.
macro_rules! own_of {
    ($record:expr, $($borrow:tt)+) => {
        match $record {
            Self::Member(record) => Some($($borrow)+ record.own),
            Self::Tie(record) => Some($($borrow)+ record.own),
            Self::Membership(_)
            | Self::Visit(_)
            | Self::Rating(_)
            | Self::Measure(_)
            | Self::NationalFigure(_)
            | Self::Family(_)
            | Self::Response(_)
            | Self::Capacity(_)
            | Self::Support(_)
            | Self::Remark(_)
            | Self::Definition(_)
            | Self::NamedView(_)
            | Self::Pin(_)
            | Self::Conflict(_) => None,
        }
    };
}

impl RecordKind {
    /// The fields that state something, without the note of where the record came from.
    pub fn fact_names(self) -> impl Iterator<Item = &'static str> {
        let note = if matches!(self, Self::Measure | Self::NationalFigure) { "from" } else { "imported" };
        self.field_names().into_iter().filter(move |name| *name != note)
    }
}

impl Record {
    /// The fields of somebody's own, by heading; none where this kind of record has none.
    pub fn own(&self) -> Option<&Own> {
        own_of!(self, &)
    }

    /// The same, to be changed.
    pub fn own_mut(&mut self) -> Option<&mut Own> {
        own_of!(self, &mut)
    }

    /// Where the record came from, which is no part of the fact it states.
    fn provenance(&mut self) -> Option<&mut Option<EcoString>> {
        match self {
            Self::Member(record) => Some(&mut record.provenance),
            Self::Membership(record) => Some(&mut record.provenance),
            Self::Tie(record) => Some(&mut record.provenance),
            Self::Visit(record) => Some(&mut record.provenance),
            Self::Rating(record) => Some(&mut record.provenance),
            Self::Measure(record) => Some(&mut record.provenance),
            Self::NationalFigure(record) => Some(&mut record.provenance),
            Self::Family(record) => Some(&mut record.provenance),
            Self::Response(record) => Some(&mut record.provenance),
            Self::Capacity(record) => Some(&mut record.provenance),
            Self::Support(record) => Some(&mut record.provenance),
            Self::Remark(_) | Self::Definition(_) | Self::NamedView(_) | Self::Pin(_) | Self::Conflict(_) => None,
        }
    }

    /// The note of where the record came from, if it has one.
    pub(super) fn noted_origin(&self) -> Option<EcoString> {
        self.clone().provenance().and_then(Option::take)
    }

    /// Notes where the record came from; nothing where its kind keeps no such note.
    pub(super) fn note(&mut self, origin: EcoString) {
        if let Some(note) = self.provenance() {
            *note = Some(origin);
        }
    }

    /// Whether both state the same fact, whatever file each came from.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.without_provenance() == other.without_provenance()
    }

    fn without_provenance(&self) -> Self {
        let mut fact = self.clone();
        if let Some(provenance) = fact.provenance() {
            *provenance = None;
        }
        fact
    }

    /// The members the record speaks of, beside itself.
    pub fn members(&self) -> Vec<&str> {
        match self {
            // A view outlives the members it names, and a conflict the record it is about.
            Self::Member(_) | Self::NationalFigure(_) | Self::Definition(_) | Self::NamedView(_) | Self::Conflict(_) => Vec::new(),
            Self::Membership(record) => vec![record.id.member(), record.id.group()],
            Self::Tie(record) => vec![&record.from, &record.to],
            Self::Visit(record) => vec![&record.from, &record.to],
            Self::Rating(record) => vec![&record.member],
            Self::Measure(record) => vec![record.id.member()],
            Self::Family(record) => vec![&record.member, &record.peer],
            Self::Response(record) => vec![&record.member],
            Self::Remark(record) => vec![&record.member],
            Self::Capacity(record) => vec![&record.member],
            Self::Support(record) => vec![&record.supporter, &record.supported],
            Self::Pin(record) => vec![record.id.member()],
        }
    }
}

impl Field for RecordKind {
    fn text(&self) -> String {
        self.word().to_owned()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        Self::from_word(text).ok_or_else(|| FieldError::new(text, "a kind of record"))
    }
}
