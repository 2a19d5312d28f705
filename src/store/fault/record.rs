//! What can be wrong with one record of a file.

use super::{super::shown::quoted, Severity};
use crate::model::RecordKind;

/// What keeps a record from being read. `record` is what to call it, as `the rating r:7kq2…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordFault {
    Twice {
        id: String,
        first_line: usize,
        first: String,
        second: String,
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

impl RecordFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Twice { .. } | Self::FieldTwice { .. } | Self::MissingField { .. } | Self::Unreadable { .. } => Severity::File,
            Self::UnknownField { .. }
            | Self::NotFinite { .. }
            | Self::BadValue { .. }
            | Self::Loose { .. }
            | Self::TieToItself { .. }
            | Self::SupportOfItself { .. }
            | Self::SharedNumber { .. }
            | Self::RatedSource { .. } => Severity::Records,
        }
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Twice { .. } => "id_twice",
            Self::UnknownField { .. } => "unknown_field",
            Self::FieldTwice { .. } => "field_twice",
            Self::MissingField { .. } => "missing_field",
            Self::NotFinite { .. } => "not_finite",
            Self::BadValue { .. } => "bad_value",
            Self::Unreadable { .. } => "unreadable",
            Self::Loose { .. } => "loose",
            Self::TieToItself { .. } => "tie_to_itself",
            Self::SupportOfItself { .. } => "support_of_itself",
            Self::SharedNumber { .. } => "shared_number",
            Self::RatedSource { .. } => "rated_source",
        }
    }

    /// The fault in whole sentences, after the place.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Twice { id, first_line, first, second } => format!(
                "the id {} is used twice (first on line {first_line}: {first} and {second}). Not opened, since one of them would be lost. Give one of them another id.",
                quoted(id)
            ),
            Self::UnknownField { kind, field } => format!(
                "this version does not know the field {} of a {kind}. Not opened, so that it is not dropped. Update permea, or correct the name.",
                quoted(field)
            ),
            Self::FieldTwice { record, field } => {
                format!("{record} has `{field}` twice. Not opened, since one of them would be lost. Keep one.")
            }
            Self::MissingField { record, field } => format!("{record} has no `{field}`. Not opened. Add it in a text editor."),
            Self::NotFinite { record, field, text } => format!(
                "{record} has `{field}` = {}, which is no finite number. Not opened. Correct it or take the field out.",
                quoted(text)
            ),
            Self::BadValue { record, field, text, why } => {
                format!("{record} has `{field}` = {}, which {why}. Not opened. Correct it in a text editor.", quoted(text))
            }
            Self::Unreadable { record } => format!("{record} cannot be read. Not opened. Compare it with the lines beside it."),
            Self::Loose { record, member } => format!(
                "{record} speaks of {}, which is not in the map. Not opened. Add the member, or take the record out.",
                quoted(member)
            ),
            Self::TieToItself { record, member } => {
                format!("{record} joins {} to itself. Not opened. Correct `from` or `to`, or take it out.", quoted(member))
            }
            Self::SupportOfItself { record, member } => {
                format!("{record} has {} support itself. Not opened. Correct `supporter` or `supported`, or take it out.", quoted(member))
            }
            Self::SharedNumber { member, other, alias } => format!(
                "{} and {} share the number {}, and a number finds one member only. Not opened. Take it from one of them.",
                quoted(member),
                quoted(other),
                quoted(alias)
            ),
            Self::RatedSource { record, member } => format!(
                "{record} rates {}, which is a knowledge source, and sources are not rated. Not opened. Take the rating out.",
                quoted(member)
            ),
        }
    }
}
