//! The register of establishments: one row a school, college, university or children's centre.

use std::collections::BTreeSet;

use ecow::{EcoString, eco_format};

use super::{
    school::{Description, Flaw, Found, days_of, find, note, note_days, numbered, urn_id},
    trusts,
};
use crate::{
    exchange::{
        ahead::read_ahead,
        bound::Bound,
        cell::{Urn, Written, short},
        columns::Columns,
        import::{Import, Loaded, Types},
        ledger::{At, ProblemKind, RowId},
        seen::Seen,
        sheet::{Row, Sheet},
        unreadable::Unreadable,
    },
    model::{Kind, Lookup, Member, MemberId, Status},
};

/// A closed establishment whose successor may stand in the register too.
pub(in crate::exchange) struct Closed {
    row: RowId,
    urn: Urn,
    member: Member,
}

/// Reads a register into the draft; closed establishments with a successor come back, to be placed once all are read.
pub(in crate::exchange) fn read(import: &mut Import<'_>, loaded: &Loaded) -> Result<Vec<Closed>, Unreadable> {
    let bound = Bound::all(&import.columns.register, &loaded.sheet, None)?;
    let Some(urn_at) = loaded.sheet.only_column("URN")? else { return Ok(Vec::new()) };
    let read = bound.iter().flat_map(Bound::columns).chain([urn_at]).collect::<BTreeSet<_>>().len();
    import.ledger.leave_columns(loaded.first, loaded.sheet.headed().saturating_sub(read));
    // A UKPRN that several rows have is that of a trust or company.
    let ukprns = Bound::counts(&bound, "ukprn", &loaded.sheet);
    let (mut seen, mut closed, days) = (Seen::default(), Vec::new(), days_of(&bound).collect::<Vec<_>>());
    let (rows, columns, types) = (loaded.rows(&import.ledger), import.columns, import.types.clone());
    read_ahead(
        &rows,
        |_, (_, row)| Prepared::of((columns, &types), (&loaded.sheet, urn_at), row, (&bound, &ukprns)),
        |_, &(at, row), prepared| {
            import.row_read()?;
            let Some(urn) = urn_of(import, at, row.cell(urn_at)) else { return Ok(()) };
            let Some(prepared) = prepared.filter(|read| seen.is_first(&mut import.ledger, at, row, &read.identity)) else {
                return Ok(());
            };
            note_days(import, at, row, days.iter().copied());
            let said = &prepared.said;
            if let (Some(code), Some(name)) = (said.get("authority_code"), said.get("authority"))
                && !import.authorities.contains_key(code)
            {
                import.authorities.insert(code.into(), name.into());
            }
            closed.extend(read_row(import, at, urn, prepared));
            Ok(())
        },
    )?;
    Ok(closed)
}

/// A row of the register, read by itself.
struct Prepared<'r> {
    said: Description<'r>,
    /// Its number as a sentence names it.
    identity: EcoString,
    number: MemberId,
    ukprn: Option<MemberId>,
    /// The member that the row makes if nobody has its number.
    fresh: Member,
    /// What is wrong with its cells, and with writing them into a member.
    flaws: Vec<Flaw>,
    fresh_flaws: Vec<Flaw>,
}

impl<'r> Prepared<'r> {
    /// The row, if it has a school's number.
    fn of<'a: 'r>(
        ground: (&'a Columns, &Types<'a>),
        (sheet, urn_at): (&Sheet, usize),
        row: &'r Row,
        (bound, ukprns): (&'r [Bound], &Lookup<EcoString, usize>),
    ) -> Option<Self> {
        let (Written::AsPublished(urn) | Written::Changed(urn)) = Urn::read(row.cell(urn_at))?;
        let number = urn_id(urn.0)?;
        let (said, flaws) = Description::of(ground, sheet, row, bound);
        let kind = said.kind().unwrap_or(Kind::School);
        let ukprn = said.get("ukprn").filter(|printed| ukprns.get(*printed) == Some(&1)).and_then(|printed| numbered("ukprn", printed));
        let id = ukprn.clone().filter(|_| kind == Kind::University).unwrap_or_else(|| number.clone());
        let mut fresh = Member::new(id, kind, "");
        let fresh_flaws = said.write_into(&mut fresh);
        Some(Self { said, identity: eco_format!("URN {}", urn.0), number, ukprn, fresh, flaws, fresh_flaws })
    }
}

/// The number of a school in a cell. What is none sets the row aside.
pub(in crate::exchange) fn urn_of(import: &mut Import<'_>, at: At<'_>, printed: &str) -> Option<Urn> {
    match Urn::read(printed) {
        Some(Written::AsPublished(urn)) => Some(urn),
        Some(Written::Changed(urn)) => {
            let message = eco_format!("`{}` is a number a spreadsheet has changed; read as {}", short(printed), urn.0);
            import.ledger.problem(at, Some("URN"), ProblemKind::Changed, message);
            Some(urn)
        }
        None => {
            import.ledger.set_aside(
                at,
                ProblemKind::Row,
                eco_format!("`{}` is no school number (URN); the row was set aside", short(printed)),
            );
            None
        }
    }
}

fn read_row(import: &mut Import<'_>, at: At<'_>, urn: Urn, row: Prepared<'_>) -> Option<Closed> {
    let Prepared { said, identity: _, number, ukprn, fresh, flaws, fresh_flaws } = row;
    note(import, at, flaws);
    let is_closed = said.get("status").is_some_and(|status| status.eq_ignore_ascii_case(Status::Closed.word()));
    let found = match find(&import.draft, &number) {
        Found::Merged(_) => {
            import.ledger.outside(at.id);
            return None;
        }
        // The row of a number that the school has left behind says nothing of it today.
        Found::Member(member) if is_closed && (member.id != number || import.book.present(urn) != urn) => {
            import.ledger.outside(at.id);
            return None;
        }
        Found::Member(member) => Some(*member),
        // A university goes by its UKPRN, under which a list of providers may have brought it before.
        Found::Nobody => ukprn.as_ref().filter(|_| fresh.kind == Kind::University).and_then(|ukprn| import.draft.find(ukprn)).cloned(),
    };
    let is_new = found.is_none();
    let mut member = if let Some(mut member) = found {
        said.write(import, at, &mut member);
        member
    } else {
        note(import, at, fresh_flaws);
        fresh
    };
    if member.name.is_empty() {
        member.name = eco_format!("URN {}", urn.0);
    }
    import.draft.note_origin(at, &mut member);
    if is_new && is_closed && import.book.present(urn) != urn {
        return Some(Closed { row: at.id, urn, member });
    }
    let id = member.id.clone();
    if is_new {
        add(import, at.id, member);
    } else {
        import.draft.put_member(at.id, member);
    }
    give_numbers(import, at, &id, [Some(number), ukprn].into_iter().flatten());
    join_groups(import, at, &id, &said);
    None
}

/// Puts a member of the map into the trust and the federation that its row names by number.
fn join_groups(import: &mut Import<'_>, at: At<'_>, id: &MemberId, said: &Description<'_>) {
    let trust = (said.get("trust_code"), said.get("trust_name"), said.get("trust_role"));
    let federation = (said.get("federation_code"), said.get("federation_name"), Some("Federation"));
    for group in [trust, federation] {
        if let (Some(number), Some(name), role) = group
            && import.draft.find(id).is_some()
        {
            trusts::join(import, at, id, (number, name), role);
        }
    }
}

/// Gives a member that is in the map the other numbers of its row. A number of another member is a problem.
pub(in crate::exchange) fn give_numbers(import: &mut Import<'_>, at: At<'_>, id: &MemberId, numbers: impl Iterator<Item = MemberId>) {
    for number in numbers {
        if let Err(owner) = import.draft.give_number(at.id, id, &number) {
            let message = eco_format!("{number} is a number of {owner} already; {id} did not get it");
            import.ledger.problem(at, None, ProblemKind::SharedNumber, message);
        }
    }
}

/// Puts a new member if it may be added.
fn add(import: &mut Import<'_>, row: RowId, member: Member) {
    if import.admits(&member) {
        import.draft.put_member(row, member);
    } else {
        import.ledger.outside(row);
    }
}

/// Places closed establishments: one whose successor is in the map is that school under a former number.
///
/// The nearest to the end of their chains come first, so that a chain of closed schools is one member.
pub(in crate::exchange) fn add_closed(import: &mut Import<'_>, mut closed: Vec<Closed>) {
    closed.sort_by_key(|closed| (import.book.later(closed.urn).len(), closed.urn));
    for Closed { row, urn, member } in closed {
        let later = import.book.later(urn).into_iter().filter_map(|later| urn_id(later.0));
        if later.into_iter().any(|later| import.draft.find(&later).is_some()) {
            import.ledger.outside(row);
        } else {
            add(import, row, member);
        }
    }
}
