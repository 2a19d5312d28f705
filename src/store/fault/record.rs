//! What can be wrong with one record of a file.

use super::{
    super::shown::{quoted, shown},
    Severity,
};
use crate::model::RecordKind;

/// What keeps a record from being read. `record` is what to call it, as `the rating r:7kq2…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordFault {
    /// One id for two records that say different things.
    Twice(Box<UsedTwice>),
    /// The record stands there twice, word for word.
    SameTwice {
        record: String,
        first_line: usize,
    },
    UnknownField {
        kind: RecordKind,
        field: String,
    },
    FieldTwice {
        record: String,
        field: String,
    },
    MissingField {
        record: String,
        field: &'static str,
    },
    NotFinite {
        record: String,
        field: String,
        text: String,
    },
    /// A value that is none of its field; `why` ends a sentence, as `is not a date like 2026-03-02`.
    BadValue {
        record: String,
        field: String,
        text: String,
        why: String,
    },
    LongName {
        letters: usize,
        limit: usize,
    },
    /// A name with characters that cannot be seen. No file is refused for it.
    UnseenInName {
        name: String,
    },
    Unreadable {
        record: String,
    },
    /// It speaks of a member that is not there.
    Loose {
        record: String,
        member: String,
    },
    TieToItself {
        record: String,
        member: String,
    },
    SupportOfItself {
        record: String,
        member: String,
    },
    SharedNumber {
        member: String,
        other: String,
        alias: String,
    },
    RatedSource {
        record: String,
        member: String,
    },
}

/// An id that two records have, which say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedTwice {
    pub kind: RecordKind,
    pub id: String,
    pub first_line: usize,
    pub first: String,
    pub second: String,
    /// The id under which the second can be kept beside the first; none if the id says what the record is about.
    pub now: Option<String>,
}

impl RecordFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::LongName { .. } => Severity::Limit,
            // Two ratings are two judgements, and both can be shown.
            Self::Twice(twice) if twice.kind != RecordKind::Rating => Severity::File,
            Self::FieldTwice { .. } | Self::MissingField { .. } | Self::Unreadable { .. } => Severity::File,
            Self::Twice(_)
            | Self::SameTwice { .. }
            | Self::UnknownField { .. }
            | Self::NotFinite { .. }
            | Self::BadValue { .. }
            | Self::UnseenInName { .. }
            | Self::Loose { .. }
            | Self::TieToItself { .. }
            | Self::SupportOfItself { .. }
            | Self::SharedNumber { .. }
            | Self::RatedSource { .. } => Severity::Records,
        }
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Twice(_) => "id_twice",
            Self::SameTwice { .. } => "record_twice",
            Self::UnknownField { .. } => "unknown_field",
            Self::FieldTwice { .. } => "field_twice",
            Self::MissingField { .. } => "missing_field",
            Self::NotFinite { .. } => "not_finite",
            Self::BadValue { .. } => "bad_value",
            Self::LongName { .. } => "long_name",
            Self::UnseenInName { .. } => "unseen_in_name",
            Self::Unreadable { .. } => "unreadable",
            Self::Loose { .. } => "loose",
            Self::TieToItself { .. } => "tie_to_itself",
            Self::SupportOfItself { .. } => "support_of_itself",
            Self::SharedNumber { .. } => "shared_number",
            Self::RatedSource { .. } => "rated_source",
        }
    }

    /// What is wrong, after the place: the first sentence of every message about it.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Twice(twice) => twice.told(),
            Self::SameTwice { record, first_line } => format!("{record} stands there twice, word for word (first on line {first_line})."),
            Self::UnknownField { kind, field } => format!("this version does not know the field {} of a {kind}.", quoted(field)),
            Self::FieldTwice { record, field } => format!("{record} has `{field}` twice."),
            Self::MissingField { record, field } => format!("{record} has no `{field}`."),
            Self::NotFinite { record, field, text } if is_place(field) => {
                format!("{record} has `{field}` = {}, which is no place.", quoted(text))
            }
            Self::NotFinite { record, field, text } => {
                format!("{record} has `{field}` = {}, which is no finite number.", quoted(text))
            }
            Self::BadValue { record, field, text, why } => format!("{record} has `{field}` = {}, which {}.", quoted(text), shown(why)),
            Self::LongName { letters, limit } => {
                format!("a name of {} characters; the longest is {limit}.", in_thousands(*letters))
            }
            Self::UnseenInName { name } => {
                format!("the name {} has control characters, invisible ones, or spaces too many.", quoted(&format!("\"{name}\"")))
            }
            Self::Unreadable { record } => format!("{record} cannot be read."),
            Self::Loose { record, member } => format!("{record} speaks of {}, which is not in the map.", quoted(member)),
            Self::TieToItself { record, member } => format!("{record} joins {} to itself.", quoted(member)),
            Self::SupportOfItself { record, member } => format!("{record} has {} support itself.", quoted(member)),
            Self::SharedNumber { member, other, alias } => {
                format!("{} and {} share the number {}, and a number finds one member only.", quoted(member), quoted(other), quoted(alias))
            }
            Self::RatedSource { record, member } => {
                format!("{record} rates {}, which is a knowledge source, and sources are not rated.", quoted(member))
            }
        }
    }

    /// What was done about it when the map was looked at.
    pub(super) fn done(&self) -> String {
        match self {
            Self::Twice(twice) => twice.done(),
            Self::FieldTwice { .. } => "Not opened, since one of them would be lost.".to_owned(),
            Self::MissingField { .. } | Self::Unreadable { .. } | Self::LongName { .. } => "Not opened.".to_owned(),
            Self::SameTwice { .. } => "Opened read-only with one of them.".to_owned(),
            Self::UnseenInName { .. } => "Opened; what cannot be seen is shown as a sign.".to_owned(),
            Self::UnknownField { .. } => "Opened read-only, so that it is not dropped.".to_owned(),
            Self::NotFinite { field, .. } | Self::BadValue { field, .. } if is_place(field) => {
                "Opened read-only; the member counts as without a place.".to_owned()
            }
            Self::BadValue { field, .. } if field == "stage" || field == "phase" => {
                "Opened read-only; it is not counted until corrected.".to_owned()
            }
            Self::NotFinite { .. } | Self::BadValue { .. } => "Opened read-only; what cannot be read is not counted.".to_owned(),
            Self::Loose { .. } | Self::TieToItself { .. } | Self::SupportOfItself { .. } | Self::RatedSource { .. } => {
                "Opened read-only without it.".to_owned()
            }
            Self::SharedNumber { .. } => "Opened read-only; it finds the other one.".to_owned(),
        }
    }

    /// What a repair can do about it, where the map is not opened.
    pub(super) fn advice(&self, file: &str) -> String {
        match self {
            Self::Twice(twice) if twice.kind != RecordKind::Rating && twice.now.is_some() => {
                format!("`permea repair {file}` keeps both under different ids.")
            }
            Self::MissingField { field: "name", .. } => {
                format!("`permea repair {file}` can fill it with \"(no name)\" and list it.")
            }
            Self::LongName { .. } => format!("`permea repair {file}` can shorten it."),
            Self::FieldTwice { .. } | Self::MissingField { .. } | Self::Unreadable { .. } => {
                format!("`permea repair {file}` shows what can be done.")
            }
            Self::Twice(_)
            | Self::SameTwice { .. }
            | Self::UnknownField { .. }
            | Self::NotFinite { .. }
            | Self::BadValue { .. }
            | Self::UnseenInName { .. }
            | Self::Loose { .. }
            | Self::TieToItself { .. }
            | Self::SupportOfItself { .. }
            | Self::SharedNumber { .. }
            | Self::RatedSource { .. } => String::new(),
        }
    }
}

impl UsedTwice {
    fn told(&self) -> String {
        let Self { kind, id, first_line, first, second, .. } = self;
        let id = quoted(id);
        if *kind == RecordKind::Rating {
            return format!("the rating {id} appears twice with different content (first on line {first_line}).");
        }
        format!("the id {id} is used twice (first on line {first_line}: {first} and {second}).")
    }

    fn done(&self) -> String {
        match (self.kind, &self.now) {
            (RecordKind::Rating, Some(now)) => {
                format!("Opened read-only; both are kept, and the second is now {}. Please look at them.", quoted(now))
            }
            _ => "Not opened, since one of them would be lost.".to_owned(),
        }
    }
}

/// Whether a field says where a member is.
fn is_place(field: &str) -> bool {
    matches!(field, "easting" | "northing" | "latitude" | "longitude")
}

/// `1,000,000`.
fn in_thousands(count: usize) -> String {
    crate::report::words::count(count as u64)
}
