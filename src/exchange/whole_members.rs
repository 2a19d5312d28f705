//! Whole sheets of members: every field has a column, so nothing follows from types, tables or links.

use ecow::{EcoString, eco_format};

use super::{
    cell,
    figure::{self, MeasureAt, figures},
    import::{Import, Loaded},
    ledger::{At, ProblemKind},
    matching::Whereabouts,
    member_columns,
    members::{kind_of_scheme, named_member},
    seen::Seen,
    sheet::Row,
    unreadable::Unreadable,
    whole::{column_of, whole_columns},
};
use crate::model::{Field, Kind, Member, MemberId, RecordKind, clean};

/// Where the fields of a member stand.
struct Places {
    fields: Vec<(&'static str, usize)>,
    own: Vec<(EcoString, usize)>,
    /// Figures by year, which may stand beside them.
    measures: Vec<MeasureAt>,
}

impl Places {
    fn of(import: &mut Import<'_>, loaded: &Loaded) -> Result<Self, Unreadable> {
        let sheet = &loaded.sheet;
        let mut fields = Vec::new();
        for name in whole_columns(RecordKind::Member) {
            if let Some(at) = column_of(sheet, name)? {
                fields.push((name, at));
            }
        }
        let member_columns::Places { mut own, measures, .. } = member_columns::Places::of(import, loaded)?;
        own.retain(|(_, column)| fields.iter().all(|(_, known)| known != column));
        let read = fields.len() + own.len() + measures.iter().flat_map(MeasureAt::columns).count();
        import.ledger.leave_columns(loaded.first, sheet.headed().saturating_sub(read));
        Ok(Self { fields, own, measures })
    }

    fn cell<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        self.fields.iter().find(|(name, _)| *name == field).map_or("", |(_, column)| row.cell(*column))
    }
}

/// Reads the members, then their other numbers: one may be free only once every member has its own.
pub(super) fn read(import: &mut Import<'_>, loaded: &Loaded) -> Result<(), Unreadable> {
    let places = Places::of(import, loaded)?;
    let mut seen = Seen::default();
    let mut read: Vec<(At<'_>, &Row, MemberId)> = Vec::new();
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        let Some((member, is_new)) = member_of(import, at, row, &places) else { continue };
        if !seen.is_first(&mut import.ledger, at, row, &member.id) {
            continue;
        }
        let member = written(import, at, row, &places, member);
        if is_new && !import.admits(&member) {
            import.ledger.outside(at.id);
            continue;
        }
        read.push((at, row, member.id.clone()));
        let figures = figures(import, loaded, at, row, (&places.measures, None));
        import.draft.put_member(at.id, member.clone());
        for figure in figures {
            figure::put(import, at, &member, &member.id, figure);
        }
    }
    for (at, row, id) in read {
        give_numbers(import, at, &id, places.cell(row, "aliases"));
    }
    Ok(())
}

/// The member of a row, and whether it is new.
fn member_of(import: &mut Import<'_>, at: At<'_>, row: &Row, places: &Places) -> Option<(Member, bool)> {
    let (printed, name) = (places.cell(row, "id"), places.cell(row, "name"));
    let kind = kind_said(import, at, places.cell(row, "kind"));
    if printed.is_empty() && !name.is_empty() {
        return named_member(import, at, name, (kind, Whereabouts::default()));
    }
    let id = match MemberId::new(printed) {
        Ok(id) => id,
        Err(error) => {
            import.ledger.set_aside(at, ProblemKind::Row, eco_format!("{error}; the row was set aside"));
            return None;
        }
    };
    if let Some(member) = import.draft.find(&id) {
        return Some((member.clone(), false));
    }
    if name.is_empty() {
        import.ledger.set_aside(at, ProblemKind::Row, eco_format!("{id} is not in the map and the row has no name; set aside"));
        return None;
    }
    let kind = kind.unwrap_or_else(|| kind_of_scheme(id.scheme()));
    Some((Member::new(id, kind, ""), true))
}

fn kind_said(import: &mut Import<'_>, at: At<'_>, printed: &str) -> Option<Kind> {
    match Option::<Kind>::parse(printed) {
        Ok(kind) => kind,
        Err(error) => {
            import.ledger.problem(at, Some("kind"), ProblemKind::Cell, eco_format!("{error}"));
            None
        }
    }
}

/// The member with what the row says written into it. A cell that is no value of its field is a problem and says nothing.
fn written(import: &mut Import<'_>, at: At<'_>, row: &Row, places: &Places, mut member: Member) -> Member {
    for &(field, column) in &places.fields {
        let printed = row.cell(column);
        let is_mark = cell::is_figure(field) && import.columns.is_mark(printed);
        if printed.is_empty() || is_mark || matches!(field, "id" | "aliases") {
            continue;
        }
        if let Some(letters) = Member::name_too_long(printed).filter(|_| field == "name") {
            let message = eco_format!("the name has {letters} characters; the first {} were read", Member::LONGEST_NAME);
            import.ledger.problem(at, Some(field), ProblemKind::Cell, message);
            member.name = Member::shortened_name(&clean(printed));
            continue;
        }
        let text = cell::normal(field, printed);
        if let Err(why) = text.and_then(|text| member.set_text(field, &text).map_err(|error| eco_format!("{error}"))) {
            // What kind it is was asked before.
            if field != "kind" {
                import.ledger.problem(at, Some(field), ProblemKind::Cell, why);
            }
        }
    }
    for (heading, column) in &places.own {
        let value = clean(row.cell(*column));
        if !value.is_empty() {
            member.own.insert(heading.clone(), value);
        }
    }
    member
}

/// Gives a member its other numbers, in the order in which they stand.
fn give_numbers(import: &mut Import<'_>, at: At<'_>, id: &MemberId, printed: &str) {
    let mut listed = Vec::new();
    for printed in printed.split(';').map(str::trim).filter(|printed| !printed.is_empty()) {
        let number = match MemberId::new(printed) {
            Ok(number) => number,
            Err(error) => {
                import.ledger.problem(at, Some("aliases"), ProblemKind::Cell, eco_format!("{error}"));
                continue;
            }
        };
        match import.draft.give_number(at.id, id, &number) {
            Ok(()) => listed.push(number),
            Err(owner) => {
                let message = eco_format!("{number} is a number of {owner}, and was not given to {id} too");
                import.ledger.problem(at, Some("aliases"), ProblemKind::SharedNumber, message);
            }
        }
    }
    let Some(mut member) = import.draft.find(id).cloned() else { return };
    let are_all = member.aliases.len() == listed.len() && member.aliases.iter().all(|number| listed.contains(number));
    if are_all {
        member.aliases = listed;
        import.draft.put_member(at.id, member);
    }
}
