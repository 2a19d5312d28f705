//! Trusts and sponsors: one row says that a school is in a group. It makes the group, never the school.

use ecow::{EcoString, eco_format};

use super::{
    register::urn_of,
    school::{found_id, numbered, urn_id},
};
use crate::{
    exchange::{
        cell,
        import::{Import, Loaded},
        ledger::{At, ProblemKind},
        sheet::{Row, same_heading},
        unreadable::Unreadable,
    },
    model::{Kind, Member, MemberId, Membership, MembershipId, RecordKind, clean},
};

/// The columns of a list of groups.
struct Places {
    urn: usize,
    group: usize,
    name: usize,
    role: Option<usize>,
    joined: Option<usize>,
    status: Option<usize>,
    closed: Option<usize>,
}

impl Places {
    fn of(loaded: &Loaded) -> Result<Option<Self>, Unreadable> {
        let column = |heading| loaded.sheet.only_column(heading);
        let group = column("Linked UID")?.map_or_else(|| column("Group UID"), |at| Ok(Some(at)))?;
        let (Some(urn), Some(group), Some(name)) = (column("URN")?, group, column("Group Name")?) else { return Ok(None) };
        let (role, joined) = (column("Group Type")?, column("Joined date")?);
        Ok(Some(Self { urn, group, name, role, joined, status: column("Group Status")?, closed: column("Closed Date")? }))
    }

    fn count(&self) -> usize {
        3 + [self.role, self.joined, self.status, self.closed].iter().flatten().count()
    }
}

/// Reads the groups of members of the map. Rows of other schools are outside.
pub(in crate::exchange) fn read(import: &mut Import<'_>, loaded: &Loaded) -> Result<(), Unreadable> {
    let Some(places) = Places::of(loaded)? else { return Ok(()) };
    import.ledger.leave_columns(loaded.first, loaded.sheet.headed().saturating_sub(places.count()));
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        let Some(urn) = urn_of(import, at, row.cell(places.urn)) else { continue };
        let Some(number) = urn_id(urn.0) else { continue };
        match found_id(&import.draft, &number) {
            Some(member) => read_row(import, at, row, &places, &member),
            None => import.ledger.outside(at.id),
        }
    }
    Ok(())
}

fn read_row(import: &mut Import<'_>, at: At<'_>, row: &Row, places: &Places, member: &MemberId) {
    let printed = row.cell(places.group);
    let name = clean(row.cell(places.name));
    let Some(group) = numbered("trust", printed).filter(|_| !name.is_empty()) else {
        let message = eco_format!("`{}` is no number of a group with a name; the row was set aside", cell::short(printed));
        import.ledger.set_aside(at, ProblemKind::Row, message);
        return;
    };
    let role = places.role.map(|column| clean(row.cell(column))).filter(|role| !role.is_empty());
    make_group(import, at, &group, name, role.as_deref());
    let is_open = places.status.is_none_or(|column| !row.cell(column).eq_ignore_ascii_case("closed"));
    let id = MembershipId::new(member, &group);
    let membership = Membership {
        since: date(import, at, places.joined.map(|column| row.cell(column))),
        until: if is_open { None } else { date(import, at, places.closed.map(|column| row.cell(column))) },
        role,
        provenance: Some(at.provenance()),
        id,
    };
    import.draft.put(at.id, membership);
}

/// Makes the group that a member joins, if it is not in the map.
fn make_group(import: &mut Import<'_>, at: At<'_>, group: &MemberId, name: EcoString, role: Option<&str>) {
    if import.draft.find(group).is_none() {
        let is_sponsor = role.is_some_and(|role| import.columns.sponsors.iter().any(|word| same_heading(word, role)));
        let kind = if is_sponsor { Kind::Organisation } else { Kind::Trust };
        import.draft.put_read(at, Member::new(group.clone(), kind, name));
    }
}

/// Puts a member into the group that its own row names, as a register of today does. A membership that stands stays as it
/// is, since a list of groups knows more of it.
pub(super) fn join(import: &mut Import<'_>, at: At<'_>, member: &MemberId, (number, name): (&str, &str), role: Option<&str>) {
    let Some(group) = numbered("trust", number) else { return };
    make_group(import, at, &group, clean(name), role);
    let id = MembershipId::new(member, &group);
    if import.draft.record(RecordKind::Membership, &id).is_none() {
        let membership = Membership { id, since: None, until: None, role: role.map(clean), provenance: Some(at.provenance()) };
        import.draft.put(at.id, membership);
    }
}

/// The date of a cell; what is none is a problem.
fn date(import: &mut Import<'_>, at: At<'_>, printed: Option<&str>) -> Option<jiff::civil::Date> {
    let printed = printed.filter(|printed| !printed.is_empty())?;
    let date = cell::date(printed);
    if date.is_none() {
        import.ledger.problem(at, None, ProblemKind::Cell, eco_format!("`{}` is not a date like 02-03-2026", cell::short(printed)));
    }
    date
}
