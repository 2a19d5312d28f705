//! Sheets of every kind of record but members: one row a record, its columns the fields of the record.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    cell,
    import::{Import, Loaded},
    kind::SheetKind,
    ledger::{At, ProblemKind},
    own,
    ratings::{self, Corrected},
    record_cells::{Texts, id_of, needed_fields, text_of},
    seen::Seen,
    sheet::{Row, Sheet, same_heading},
    unreadable::Unreadable,
    whole::{column_of, is_whole, set_cell, whole_columns},
};
use crate::model::{Id, Kind, MemberId, Record, RecordKind, clean};

/// The fields of a record and the columns of one sheet that hold them.
struct Places {
    kind: RecordKind,
    fields: Vec<(&'static str, usize)>,
    id: Option<usize>,
    /// Columns that are kept under their own headings; ties have such fields.
    own: Vec<(EcoString, usize)>,
    extent: Extent,
}

/// How much of its records a sheet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Everything, also where they came from and what became of them.
    Whole,
    Part,
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
        SheetKind::Memberships => Some(RecordKind::Membership),
        SheetKind::Remarks => Some(RecordKind::Remark),
        SheetKind::Supports => Some(RecordKind::Support),
        SheetKind::Definitions => Some(RecordKind::Definition),
        SheetKind::Views => Some(RecordKind::NamedView),
        SheetKind::Pins => Some(RecordKind::Pin),
        SheetKind::Conflicts => Some(RecordKind::Conflict),
        SheetKind::Register
        | SheetKind::Links
        | SheetKind::Members
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
        | SheetKind::Partner => None,
    }
}

/// Fields that only a whole sheet gives: they say where a record came from or what became of it.
const OF_WHOLE: [&str; 5] = ["at", "imported", "withdrawn", "number", "from"];

/// Whether a sheet that is not whole gives the field. `from` of a figure is its file; of a tie and a visit, who gives.
fn is_given(kind: RecordKind, field: &str) -> bool {
    let is_an_end = field == "from" && matches!(kind, RecordKind::Tie | RecordKind::Visit);
    is_an_end || !OF_WHOLE.contains(&field)
}

impl Places {
    fn of(import: &mut Import<'_>, loaded: &Loaded, kind: RecordKind) -> Result<Self, Unreadable> {
        let sheet = &loaded.sheet;
        let extent = if is_whole(sheet, kind) { Extent::Whole } else { Extent::Part };
        let is_of_persons = |at: &usize| sheet.headings.get(*at).is_some_and(|heading| import.columns.is_personal(heading));
        let mut fields = Vec::new();
        for name in whole_columns(kind) {
            if name != "id"
                && (extent == Extent::Whole || is_given(kind, name))
                && let Some(at) = column_of(sheet, name)?.filter(|at| sheet.chosen.is_none() || !is_of_persons(at))
            {
                fields.push((name, at));
            }
        }
        // The id of a figure, a membership and a pin is made of cells.
        let id = if whole_columns(kind).contains(&"id") { sheet.only_column("id")? } else { None };
        let own = if kind == RecordKind::Tie { own_columns(import, loaded, &fields) } else { Vec::new() };
        let read = fields.len() + usize::from(id.is_some()) + own.len();
        import.ledger.leave_columns(loaded.first, sheet.headed().saturating_sub(read));
        Ok(Self { kind, fields, id, own, extent })
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
        fields.iter().any(|(_, known)| *known == column)
            || same_heading("id", heading)
            || OF_WHOLE.iter().any(|name| same_heading(name, heading))
    };
    // Where a person said what each column is, they said which are kept.
    let is_kept = |column: usize, heading: &str| match loaded.sheet.chosen.as_ref().and_then(|chosen| chosen.columns().get(column)) {
        Some(chosen) => chosen.is_kept(),
        None => !is_known(column, heading),
    };
    let is_own = |heading: &str| own::is_marked(heading) || !(import.columns.is_personal(heading) || own::is_derived(heading));
    let headings = loaded.sheet.headings.iter().zip(0..);
    let free = headings.filter(|(heading, column)| !heading.is_empty() && is_kept(*column, heading) && is_own(heading));
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
struct Before<'s> {
    corrected: Corrected,
    /// How many equal ties or visits there were.
    equal: BTreeMap<Vec<String>, usize>,
    seen: Seen<'s>,
}

fn read_row<'s>(import: &mut Import<'_>, (sheet, places): (&Sheet, &Places), at: At<'_>, row: &'s Row, before: &mut Before<'s>) {
    let Some(texts) = texts_of(import, (sheet, places), at, row) else { return };
    let given = places.id.map(|column| row.cell(column)).filter(|printed| !printed.is_empty());
    let id = match given.map(Id::new) {
        Some(Ok(id)) => Ok(id.as_str().into()),
        Some(Err(error)) => Err(eco_format!("{error}")),
        None => Ok(id_of(places.kind, &texts, &mut before.equal)),
    };
    // A row that somebody added to a whole sheet by hand is as any other.
    let extent = if given.is_some() || places.id.is_none() { places.extent } else { Extent::Part };
    let record = id.and_then(|id: EcoString| Ok((record_of(import, (places.kind, extent), &id, &texts, at)?, id)));
    match record {
        // What was withdrawn stands in the sheet, so its rows correct none.
        Ok((Record::Rating(rating), _)) if extent == Extent::Whole => ratings::put(import, at, *rating, &mut Corrected::default()),
        Ok((Record::Rating(rating), _)) => ratings::put(import, at, *rating, &mut before.corrected),
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

/// The record that stands under the id, or a new one, with the cells of the row written into it.
fn record_of(
    import: &mut Import<'_>,
    (kind, extent): (RecordKind, Extent),
    id: &str,
    texts: &Texts,
    at: At<'_>,
) -> Result<Record, EcoString> {
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
        let is_part_of_id = !kind.field_names().contains(field);
        if is_part_of_id || (is_new && required.contains(field)) {
            continue;
        }
        if let Err(error) = set_cell(&mut record, field, text) {
            import.ledger.problem(at, Some(field), ProblemKind::Cell, eco_format!("{error}"));
        }
    }
    check_laws(import, &record, extent)?;
    let has_origin = kind.field_names().contains(&"imported") || matches!(kind, RecordKind::Measure | RecordKind::NationalFigure);
    if extent == Extent::Whole || !has_origin {
        return Ok(record);
    }
    let came_from = if matches!(kind, RecordKind::Measure | RecordKind::NationalFigure) { "from" } else { "imported" };
    record.set_text(came_from, &at.provenance()).map_err(|error| eco_format!("{error}"))?;
    Ok(record)
}

/// The laws of a network that one row can break, and what a sheet written by hand should not say.
fn check_laws(import: &Import<'_>, record: &Record, extent: Extent) -> Result<(), EcoString> {
    let is_source = |member: &MemberId| import.draft.find(member).is_some_and(|member| member.kind == Kind::Source);
    match record {
        Record::Tie(tie) if tie.from == tie.to => Err(eco_format!("the tie joins {} to itself", tie.from)),
        Record::Support(support) if support.supporter == support.supported => {
            Err(eco_format!("{} would support itself", support.supported))
        }
        Record::Family(family) if family.member == family.peer && extent == Extent::Part => {
            Err(eco_format!("{} is named as a peer of itself, and a family is without the school itself", family.member))
        }
        Record::Rating(rating) if is_source(&rating.member) => {
            Err(eco_format!("{} is a knowledge source, and sources are not rated", rating.member))
        }
        Record::Rating(rating) if extent == Extent::Part && rating.stage.is_none() && rating.phase.is_none() && rating.inside.is_none() => {
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
