//! The cells of a row as texts of a record's fields, and the id that they make.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    cell,
    figure::reading,
    import::Import,
    ledger::{At, ProblemKind},
    year::year_in,
};
use crate::model::{Field, Reading, RecordKind, clean, hashed_letters};

/// The texts of a row by field, as the model parses them.
pub(super) type Texts = BTreeMap<&'static str, String>;

/// The fields without which a row says nothing.
pub(super) fn needed_fields(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Tie => &["from", "to"],
        RecordKind::Visit => &["from", "to", "on"],
        RecordKind::Rating => &["member", "on"],
        RecordKind::Measure => &["member", "measure", "year", "value"],
        RecordKind::NationalFigure => &["measure", "year", "value"],
        RecordKind::Response => &["member", "shared_on"],
        RecordKind::Capacity => &["member"],
        RecordKind::Family => &["member", "peer"],
        RecordKind::Membership => &["member", "group"],
        RecordKind::Remark => &["member", "pattern", "word", "on", "by"],
        RecordKind::Support => &["supporter", "supported"],
        RecordKind::Definition => &["measure", "role"],
        RecordKind::NamedView => &["name"],
        RecordKind::Pin => &["layout", "member", "x", "y"],
        RecordKind::Conflict => &["of", "record", "clash"],
        RecordKind::Member => &[],
    }
}

/// Whether a field names a member, who must be in the map.
fn names_a_member(kind: RecordKind, field: &str) -> bool {
    match kind {
        RecordKind::Tie | RecordKind::Visit => matches!(field, "from" | "to"),
        RecordKind::Support => matches!(field, "supporter" | "supported"),
        RecordKind::Membership => matches!(field, "member" | "group"),
        RecordKind::Family => matches!(field, "member" | "peer"),
        RecordKind::Rating | RecordKind::Measure | RecordKind::Response | RecordKind::Remark | RecordKind::Capacity | RecordKind::Pin => {
            field == "member"
        }
        // A view outlives the members it names, and a conflict the record it is about.
        RecordKind::Member | RecordKind::NationalFigure | RecordKind::Definition | RecordKind::NamedView | RecordKind::Conflict => false,
    }
}

/// Whether the fields of a kind are read as they stand: their names mean other things than those of registers.
fn is_plain(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Definition | RecordKind::NamedView | RecordKind::Pin | RecordKind::Conflict)
}

type Wrong = (ProblemKind, EcoString);

/// One cell as the model parses it.
pub(super) fn text_of(
    import: &mut Import<'_>,
    at: At<'_>,
    (kind, field): (RecordKind, &str),
    printed: &str,
) -> Result<Option<String>, Wrong> {
    let cell = |message: EcoString| (ProblemKind::Cell, message);
    if is_plain(kind) && !names_a_member(kind, field) {
        return Ok(Some(printed.to_owned()));
    }
    match field {
        _ if names_a_member(kind, field) => {
            let id = import.member_named(at, printed).map_err(|message| (ProblemKind::Member, message))?;
            Ok(Some(id.as_str().to_owned()))
        }
        "avoid" => {
            let mut ids = Vec::new();
            for name in printed.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                ids.push(import.member_named(at, name).map_err(|message| (ProblemKind::Member, message))?.to_string());
            }
            Ok(Some(ids.join("; ")))
        }
        "year" => {
            let year = year_in(printed).ok_or_else(|| cell(eco_format!("`{}` is no year", cell::short(printed))))?;
            Ok(Some(year.to_string()))
        }
        "value" => {
            let value =
                reading(import.columns, printed).or_else(|why| Reading::parse(printed).map(Some).map_err(|_error| why)).map_err(cell)?;
            if let Some(value) = &value {
                import.remarks.figure(at.file, value);
            }
            let is_no_figure = kind == RecordKind::NationalFigure && matches!(value, Some(Reading::Suppressed(_)));
            Ok(value.filter(|_| !is_no_figure).map(|value| value.text()))
        }
        "low" | "high" | "pupils" if import.columns.is_mark(printed) => Ok(None),
        "low" | "high" => {
            let value = cell::number(printed).ok_or_else(|| cell(eco_format!("`{}` is not a number", cell::short(printed))))?;
            Ok(Some(value.to_string()))
        }
        _ => cell::normal(field, printed).map(|text| Some(text.into_owned())).map_err(cell),
    }
}

/// The id that a record's identity gives it, so that the same row finds it again.
pub(super) fn id_of(kind: RecordKind, texts: &Texts, equal: &mut BTreeMap<Vec<String>, usize>) -> EcoString {
    let text = |field: &str| texts.get(field).cloned().unwrap_or_default();
    let parts: Vec<EcoString> = kind.parts_of_id().iter().map(|part| clean(&text(part))).collect();
    if !parts.is_empty() {
        return parts.join("/").into();
    }
    let mut identity: Vec<String> = match kind {
        RecordKind::Capacity => return text("member").into(),
        RecordKind::Definition => return clean(&text("measure")).replace(" ", "_"),
        RecordKind::Tie => vec![text("from"), text("to"), text("phase")],
        RecordKind::Visit => vec![text("from"), text("to"), text("on")],
        RecordKind::Response => vec![text("member"), text("measure"), text("shared_on")],
        RecordKind::Family => vec![text("member"), text("peer"), text("list"), text("year")],
        RecordKind::Support => vec![text("supporter"), text("supported"), text("need")],
        RecordKind::NamedView => vec![text("name")],
        RecordKind::Rating
        | RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Remark
        | RecordKind::Pin
        | RecordKind::Conflict => texts.iter().flat_map(|(field, text)| [(*field).to_owned(), text.clone()]).collect(),
    };
    if matches!(kind, RecordKind::Tie | RecordKind::Visit | RecordKind::Support) {
        let number = equal.entry(identity.clone()).or_default();
        *number += 1;
        identity.push(number.to_string());
    }
    let parts: Vec<&str> = std::iter::once(kind.word()).chain(identity.iter().map(String::as_str)).collect();
    eco_format!("{}:{}", kind.letter(), hashed_letters(&parts))
}
