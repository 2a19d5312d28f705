//! Sheets of ties, visits, ratings, measures, national figures, responses, capacities and families: one row a record,
//! its columns the fields of the record.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    cell,
    figure::reading,
    import::{Import, Loaded},
    kind::SheetKind,
    ledger::{At, ProblemKind},
    own,
    ratings::{self, Corrected},
    seen::Seen,
    sheet::{Row, Sheet, same_heading},
    unreadable::Unreadable,
    year::year_in,
};
use crate::model::{Field, Id, Kind, MeasureId, MemberId, NationalId, Reading, Record, RecordKind, clean, hashed_letters};

/// The fields of a record and the columns of one sheet that hold them.
struct Places {
    kind: RecordKind,
    fields: Vec<(&'static str, usize)>,
    id: Option<usize>,
    /// Columns that are kept under their own headings; ties have such fields.
    own: Vec<(EcoString, usize)>,
}

/// The kind of record that a sheet of this kind holds; none for sheets that other readers read.
fn record_kind(kind: SheetKind) -> Option<RecordKind> {
    match kind {
        SheetKind::National => Some(RecordKind::NationalFigure),
        SheetKind::Ties => Some(RecordKind::Tie),
        SheetKind::Visits => Some(RecordKind::Visit),
        SheetKind::Ratings => Some(RecordKind::Rating),
        SheetKind::Measures => Some(RecordKind::Measure),
        SheetKind::Responses => Some(RecordKind::Response),
        SheetKind::Capacities => Some(RecordKind::Capacity),
        SheetKind::Families => Some(RecordKind::Family),
        SheetKind::Register
        | SheetKind::Links
        | SheetKind::Members
        | SheetKind::Trusts
        | SheetKind::Tables
        | SheetKind::Gexf
        | SheetKind::Graphml
        | SheetKind::Gephi
        | SheetKind::Kumu
        | SheetKind::Pajek
        | SheetKind::Ucinet
        | SheetKind::Netdraw
        | SheetKind::Nodexl
        | SheetKind::Matrix
        | SheetKind::Partner => None,
    }
}

/// Fields that a sheet cannot give: they say where a record came from or what became of it.
const NOT_GIVEN: [&str; 4] = ["id", "at", "imported", "withdrawn"];

impl Places {
    fn of(import: &mut Import<'_>, loaded: &Loaded, kind: RecordKind) -> Result<Self, Unreadable> {
        let sheet = &loaded.sheet;
        let mut names: Vec<&'static str> = kind.field_names();
        match kind {
            // What the id of a figure is made of stands in columns of its own; `from` of a figure is its file.
            RecordKind::Measure => names = vec!["member", "measure", "year", "value", "pupils", "low", "high"],
            RecordKind::NationalFigure => names = vec!["measure", "year", "value"],
            RecordKind::Member
            | RecordKind::Membership
            | RecordKind::Tie
            | RecordKind::Visit
            | RecordKind::Rating
            | RecordKind::Family
            | RecordKind::Response
            | RecordKind::Remark
            | RecordKind::Capacity
            | RecordKind::Support
            | RecordKind::Definition
            | RecordKind::NamedView
            | RecordKind::Pin
            | RecordKind::Conflict => names.retain(|name| !NOT_GIVEN.contains(name)),
        }
        let mut fields = Vec::new();
        for name in names {
            if let Some(at) = sheet.only_column(name)? {
                fields.push((name, at));
            }
        }
        let id = sheet.only_column("id")?;
        let own = if kind == RecordKind::Tie { own_columns(import, loaded, &fields) } else { Vec::new() };
        let read = fields.len() + usize::from(id.is_some()) + own.len();
        import.ledger.leave_columns(loaded.first, sheet.headed().saturating_sub(read));
        Ok(Self { kind, fields, id, own })
    }

    /// What a row says under headings of its own.
    fn own_of(&self, row: &Row) -> Vec<(EcoString, EcoString)> {
        let said = self.own.iter().map(|(heading, column)| (heading.clone(), clean(row.cell(*column))));
        said.filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// The columns that are no field, nor about persons, nor worked out from others.
fn own_columns(import: &Import<'_>, loaded: &Loaded, fields: &[(&'static str, usize)]) -> Vec<(EcoString, usize)> {
    let is_known = |column: usize, heading: &str| {
        fields.iter().any(|(_, known)| *known == column) || NOT_GIVEN.iter().any(|name| same_heading(name, heading))
    };
    let is_own = |heading: &str| own::is_marked(heading) || !(import.columns.is_personal(heading) || own::is_derived(heading));
    let headings = loaded.sheet.headings.iter().zip(0..);
    let free = headings.filter(|(heading, column)| !heading.is_empty() && !is_known(*column, heading) && is_own(heading));
    free.map(|(heading, column)| (own::kept(heading), column)).collect()
}

/// Reads a sheet of records.
pub(super) fn read(import: &mut Import<'_>, loaded: &Loaded) -> Result<(), Unreadable> {
    let Some(kind) = record_kind(loaded.kind) else { return Ok(()) };
    let places = Places::of(import, loaded, kind)?;
    let corrected = if kind == RecordKind::Rating { Corrected::of(&import.draft) } else { Corrected::default() };
    let mut before = Before { corrected, equal: BTreeMap::new(), seen: Seen::default() };
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        read_row(import, (&loaded.sheet, &places), at, row, &mut before);
    }
    Ok(())
}

/// What the rows before this one say of it.
struct Before {
    corrected: Corrected,
    /// How many equal ties or visits there were.
    equal: BTreeMap<Vec<String>, usize>,
    seen: Seen,
}

/// The texts of a row by field, as the model parses them.
type Texts = BTreeMap<&'static str, String>;

fn read_row(import: &mut Import<'_>, (sheet, places): (&Sheet, &Places), at: At<'_>, row: &Row, before: &mut Before) {
    let Some(texts) = texts_of(import, (sheet, places), at, row) else { return };
    let given = places.id.map(|column| row.cell(column)).filter(|printed| !printed.is_empty());
    let id = match given.map(Id::new) {
        Some(Ok(id)) => Ok(id.as_str().into()),
        Some(Err(error)) => Err(eco_format!("{error}")),
        None => id_of(places.kind, &texts, &mut before.equal),
    };
    let record = id.and_then(|id: EcoString| Ok((record_of(import, places.kind, &id, &texts, at)?, id)));
    match record {
        Ok((Record::Rating(rating), _)) => ratings::put(import, at, rating, &mut before.corrected),
        Ok((mut record, id)) => {
            if let Record::Tie(tie) = &mut record {
                tie.own.extend(places.own_of(row));
            }
            let identity = if given.is_some() { id } else { words_for(places.kind, id, &texts) };
            if before.seen.is_first(&mut import.ledger, at, row, &identity) {
                import.draft.put(at.id, record);
            }
        }
        Err(message) => import.ledger.set_aside(at, ProblemKind::Row, eco_format!("{message}; the row was set aside")),
    }
}

/// What people know a record by: its id, or the cells that an id of letters was made from.
fn words_for(kind: RecordKind, id: EcoString, texts: &Texts) -> EcoString {
    let of = |fields: &[&str]| fields.iter().filter_map(|field| texts.get(field).map(String::as_str)).collect::<Vec<_>>().join(", ").into();
    match kind {
        RecordKind::Response => of(&["member", "measure", "shared_on"]),
        RecordKind::Family => of(&["member", "peer", "list", "year"]),
        RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Tie
        | RecordKind::Visit
        | RecordKind::Rating
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Remark
        | RecordKind::Capacity
        | RecordKind::Support
        | RecordKind::Definition
        | RecordKind::NamedView
        | RecordKind::Pin
        | RecordKind::Conflict => id,
    }
}

/// The cells of a row as texts of fields. A bad cell of a field that may be blank is a problem and blank; a member that
/// is not in the map, or a bad cell that is needed, sets the row aside.
fn texts_of(import: &mut Import<'_>, (sheet, places): (&Sheet, &Places), at: At<'_>, row: &Row) -> Option<Texts> {
    let mut texts = Texts::new();
    let needed = needed_fields(places.kind);
    for &(field, column) in &places.fields {
        let printed = sheet.said(column, row);
        if printed.is_empty() {
            continue;
        }
        let is_needed = needed.contains(&field);
        if cell::is_date(field) && !sheet.is_rewritten(column) {
            import.remarks.day(at, &printed);
        }
        match text_of(import, at, (places.kind, field), &printed) {
            Ok(Some(text)) => drop(texts.insert(field, text)),
            Ok(None) => {}
            Err((kind, message)) if is_needed => {
                import.ledger.set_aside(at, kind, eco_format!("{message}; the row was set aside"));
                return None;
            }
            Err((kind, message)) => import.ledger.problem(at, Some(field), kind, message),
        }
    }
    if let Some(missing) = needed.iter().find(|field| !texts.contains_key(*field)) {
        import.ledger.set_aside(at, ProblemKind::Row, eco_format!("the row has no `{missing}`; it was set aside"));
        return None;
    }
    Some(texts)
}

/// The fields without which a row of a sheet of this kind is none; empty for sheets that other readers read.
pub(super) fn needed_of(kind: SheetKind) -> &'static [&'static str] {
    record_kind(kind).map_or(&[], needed_fields)
}

fn needed_fields(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Tie => &["from", "to"],
        RecordKind::Visit => &["from", "to", "on"],
        RecordKind::Rating => &["member", "on"],
        RecordKind::Measure => &["member", "measure", "year", "value"],
        RecordKind::NationalFigure => &["measure", "year", "value"],
        RecordKind::Response => &["member", "shared_on"],
        RecordKind::Capacity => &["member"],
        RecordKind::Family => &["member", "peer"],
        RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Remark
        | RecordKind::Support
        | RecordKind::Definition
        | RecordKind::NamedView
        | RecordKind::Pin
        | RecordKind::Conflict => &[],
    }
}

type Wrong = (ProblemKind, EcoString);

/// One cell as the model parses it.
fn text_of(import: &mut Import<'_>, at: At<'_>, (kind, field): (RecordKind, &str), printed: &str) -> Result<Option<String>, Wrong> {
    let cell = |message: EcoString| (ProblemKind::Cell, message);
    match field {
        "member" | "peer" | "to" | "from" => {
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
            let value = reading(import.columns, printed).map_err(cell)?;
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
        _ => cell::normal(field, printed).map(Some).map_err(cell),
    }
}

/// The id that a record's identity gives it, so that the same row finds it again.
fn id_of(kind: RecordKind, texts: &Texts, equal: &mut BTreeMap<Vec<String>, usize>) -> Result<EcoString, EcoString> {
    let text = |field: &str| texts.get(field).cloned().unwrap_or_default();
    let mut identity: Vec<String> = match kind {
        RecordKind::Measure => return figure_id(&text("member"), &text("measure"), &text("year")),
        RecordKind::NationalFigure => return national_id(&text("measure"), &text("year")),
        RecordKind::Capacity => return Ok(text("member").into()),
        RecordKind::Tie => vec![text("from"), text("to"), text("phase")],
        RecordKind::Visit => vec![text("from"), text("to"), text("on")],
        RecordKind::Response => vec![text("member"), text("measure"), text("shared_on")],
        RecordKind::Family => vec![text("member"), text("peer"), text("list"), text("year")],
        RecordKind::Rating
        | RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Remark
        | RecordKind::Support
        | RecordKind::Definition
        | RecordKind::NamedView
        | RecordKind::Pin
        | RecordKind::Conflict => texts.iter().flat_map(|(field, text)| [(*field).to_owned(), text.clone()]).collect(),
    };
    if matches!(kind, RecordKind::Tie | RecordKind::Visit) {
        let number = equal.entry(identity.clone()).or_default();
        *number += 1;
        identity.push(number.to_string());
    }
    let parts: Vec<&str> = std::iter::once(kind.word()).chain(identity.iter().map(String::as_str)).collect();
    Ok(eco_format!("{}:{}", kind.letter(), hashed_letters(&parts)))
}

fn figure_id(member: &str, measure: &str, year: &str) -> Result<EcoString, EcoString> {
    let member = MemberId::new(member).map_err(|error| eco_format!("{error}"))?;
    let year = year_in(year).ok_or("the row has no year")?;
    Ok(MeasureId::new(&member, &clean(measure), year).as_str().into())
}

fn national_id(measure: &str, year: &str) -> Result<EcoString, EcoString> {
    let year = year_in(year).ok_or("the row has no year")?;
    Ok(NationalId::new(&clean(measure), year).as_str().into())
}

/// The record that stands under the id, or a new one, with the cells of the row written into it.
fn record_of(import: &mut Import<'_>, kind: RecordKind, id: &str, texts: &Texts, at: At<'_>) -> Result<Record, EcoString> {
    let standing = import.draft.record(kind, id).filter(|_| kind != RecordKind::Rating);
    let required = kind.required_names();
    let is_new = standing.is_none();
    let mut record = if let Some(standing) = standing {
        standing
    } else {
        let required_text = |field: &str| {
            if field == "id" { Some(id.to_owned()) } else { texts.get(field).filter(|_| required.contains(&field)).cloned() }
        };
        kind.from_texts(&required_text).map_err(|error| eco_format!("{error}"))?
    };
    for (field, text) in texts {
        let is_part_of_id =
            matches!(kind, RecordKind::Measure | RecordKind::NationalFigure) && matches!(*field, "member" | "measure" | "year");
        if is_part_of_id || (is_new && required.contains(field)) {
            continue;
        }
        if let Err(error) = record.set_text(field, text) {
            import.ledger.problem(at, Some(field), ProblemKind::Cell, eco_format!("{error}"));
        }
    }
    check_laws(import, &record)?;
    let came_from = if matches!(kind, RecordKind::Measure | RecordKind::NationalFigure) { "from" } else { "imported" };
    record.set_text(came_from, &at.provenance()).map_err(|error| eco_format!("{error}"))?;
    Ok(record)
}

/// The laws of a network that one row can break.
fn check_laws(import: &Import<'_>, record: &Record) -> Result<(), EcoString> {
    let is_source = |member: &MemberId| import.draft.find(member).is_some_and(|member| member.kind == Kind::Source);
    match record {
        Record::Tie(tie) if tie.from == tie.to => Err(eco_format!("the tie joins {} to itself", tie.from)),
        Record::Family(family) if family.member == family.peer => {
            Err(eco_format!("{} is named as a peer of itself, and a family is without the school itself", family.member))
        }
        Record::Rating(rating) if is_source(&rating.member) => {
            Err(eco_format!("{} is a knowledge source, and sources are not rated", rating.member))
        }
        Record::Rating(rating) if rating.stage.is_none() && rating.phase.is_none() && rating.inside.is_none() => {
            Err("the rating has neither a stage nor a phase".into())
        }
        Record::Member(_)
        | Record::Membership(_)
        | Record::Tie(_)
        | Record::Visit(_)
        | Record::Rating(_)
        | Record::Measure(_)
        | Record::NationalFigure(_)
        | Record::Family(_)
        | Record::Response(_)
        | Record::Remark(_)
        | Record::Capacity(_)
        | Record::Support(_)
        | Record::Definition(_)
        | Record::NamedView(_)
        | Record::Pin(_)
        | Record::Conflict(_) => Ok(()),
    }
}
