//! The school census: pupils, free school meals, first language and special needs of whole schools, one row each.
//!
//! It names no school, so it makes no member. Its shares are of all pupils, those of a key stage's table of the pupils who
//! were examined; the two are never mixed: a school with results keeps what its table says.

use std::cmp::Reverse;

use super::{
    context,
    register::urn_of,
    school::{Description, Found, find, urn_id},
};
use crate::{
    exchange::{
        bound::Bound,
        import::{Import, Loaded},
        ledger::At,
        seen::Seen,
        sheet::Row,
        unreadable::Unreadable,
    },
    model::Year,
};

/// A census with the places of all that is read of it.
struct Census<'c> {
    loaded: &'c Loaded,
    year: Year,
    urn: usize,
    describe: Vec<Bound>,
    context: Vec<Bound>,
}

/// Reads every census of an import, the newest first.
pub(in crate::exchange) fn read_all(import: &mut Import<'_>, loaded: &[&Loaded]) -> Result<(), Unreadable> {
    let mut censuses = Vec::new();
    for loaded in loaded {
        let sheet = &loaded.sheet;
        let Some(urn) = sheet.only_column("URN")? else { continue };
        let year = loaded.year.ok_or_else(|| Unreadable::NoYear { file: sheet.file.clone() })?;
        let describe = Bound::all(&import.columns.census.describe, sheet, Some(year))?;
        let context = Bound::all(&import.columns.census.context, sheet, Some(year))?;
        censuses.push(Census { loaded, year, urn, describe, context });
    }
    censuses.sort_by_key(|census| (Reverse(census.year), census.loaded.sheet.file.clone()));
    for census in &censuses {
        read(import, census)?;
    }
    Ok(())
}

fn read(import: &mut Import<'_>, census: &Census<'_>) -> Result<(), Unreadable> {
    let loaded = census.loaded;
    let read: std::collections::BTreeSet<usize> =
        census.describe.iter().chain(&census.context).flat_map(Bound::columns).chain([census.urn]).collect();
    import.ledger.leave_columns(loaded.first, loaded.sheet.headed().saturating_sub(read.len()));
    let mut seen = Seen::default();
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        let printed = row.cell(census.urn);
        // The rows of the nation and of authorities have letters or nothing in place of a school's number.
        if !printed.bytes().any(|byte| byte.is_ascii_digit()) {
            import.ledger.outside(at.id);
            continue;
        }
        let Some(number) = urn_of(import, at, printed).and_then(|urn| urn_id(urn.0)) else { continue };
        if seen.is_first(&mut import.ledger, at, row, &number) {
            read_school(import, census, at, row, &number);
        }
    }
    Ok(())
}

fn read_school(import: &mut Import<'_>, census: &Census<'_>, at: At<'_>, row: &Row, number: &str) {
    let Found::Member(mut member) = find(&import.draft, number) else {
        import.ledger.outside(at.id);
        return;
    };
    Description::read(import, census.loaded, at, row, &census.describe).fill(import, at, &mut member);
    if context::is_free_for_census(import, &member, census.year) {
        let said = Description::read(import, census.loaded, at, row, &census.context);
        if said.says_anything() {
            said.write_plain(import, at, &mut member);
            member.context_year = Some(census.year);
        }
    }
    import.draft.put_read(at, *member);
}
