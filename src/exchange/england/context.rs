//! The pupils' context of a school, from the table of the key stage it is judged by.

use std::collections::BTreeSet;

use super::{school::Description, tables::Table};
use crate::{
    exchange::{draft, figure::is_later, import::Import, ledger::At, sheet::Row},
    model::{KeyStage, Member, MemberId, Network, Year},
};

/// A row of a table that is about a school, read for its figures.
pub(super) struct Described<'t> {
    pub(super) table: &'t Table<'t>,
    pub(super) at: At<'t>,
    pub(super) row: &'t Row,
    pub(super) member: MemberId,
    /// The number the row has, which may be a former one.
    pub(super) number: MemberId,
}

/// Writes the context of every school once all figures are known, since they tell which key stage a school is judged by.
///
/// Prior attainment has another scale at each key stage: the context of one is never mixed with that of the other.
pub(super) fn write_all(import: &mut Import<'_>, described: &[Described<'_>]) {
    let mut written = BTreeSet::new();
    for row in described {
        let Some(mut member) = import.draft.find(&row.member).cloned() else { continue };
        if write(import, row, &mut member, &written) {
            import.draft.put_read(row.at, member);
            written.insert(row.member.clone());
        }
    }
}

/// Writes one row's context where it is not older than what stands and of the right key stage. Whether it did.
fn write(import: &mut Import<'_>, row: &Described<'_>, member: &mut Member, written: &BTreeSet<MemberId>) -> bool {
    let table = row.table;
    let others = std::iter::once(&member.id).chain(&member.aliases).filter(|other| other.scheme() == "urn");
    let is_present = !others.into_iter().any(|other| *other != row.number && is_later(import, member, other, &row.number));
    let is_newer = match member.context_year {
        None => true,
        Some(standing) if table.year == standing => is_present || (!written.contains(&member.id) && is_repeated(import, row, member)),
        Some(standing) => table.year > standing,
    };
    let judged_by = key_stage(import, member);
    let key_stage = table.known.key_stage;
    // What stood before is of the other key stage or of a census, since figures of this one are new.
    let is_other = !written.contains(&member.id)
        && member.context_year.is_some()
        && judged_by == Some(key_stage)
        && match key_stage_in(import.draft.base(), import, member) {
            Some(standing) => standing != key_stage,
            None => member.prior_attainment.is_none(),
        };
    if judged_by.is_some_and(|judged_by| judged_by != key_stage) || !(is_newer || is_other) {
        return false;
    }
    let said = Description::read(import, table.loaded, row.at, row.row, &table.context);
    let before = member.clone();
    if is_other && said.says_anything() {
        (member.prior_attainment, member.fsm6_percent, member.eal_percent) = (None, None, None);
        (member.sen_percent, member.mobility_percent) = (None, None);
    }
    said.write_plain(import, row.at, member);
    if said.says_anything() && (*member != before || member.context_year.is_none_or(|standing| standing < table.year)) {
        member.context_year = Some(table.year);
    }
    said.says_anything()
}

/// Whether the map said before this import what the row says: then it says so again, though a sheet of this import said otherwise.
fn is_repeated(import: &Import<'_>, described: &Described<'_>, member: &Member) -> bool {
    let Described { table, row, .. } = described;
    let Some(standing) = import.draft.base().member(&member.id) else { return false };
    let (said, _flaws) = Description::of((import.columns, &import.types), &table.loaded.sheet, row, &table.context);
    let mut again = standing.clone();
    let _flaws = said.write_plain_into(&mut again);
    standing.context_year == Some(table.year) && again == *standing
}

/// Whether a census of this year may say what the pupils are like: no results do, and nothing newer.
pub(super) fn is_free_for_census(import: &Import<'_>, member: &Member, year: Year) -> bool {
    key_stage(import, member).is_none() && member.context_year.is_none_or(|standing| standing <= year)
}

/// The key stage a school has values of: 4 where it has both, as for its family; `None` while it has marks alone.
fn key_stage(import: &Import<'_>, member: &Member) -> Option<KeyStage> {
    judged_by(import, member, |beginning| import.draft.has_value(beginning))
}

fn key_stage_in(network: &Network, import: &Import<'_>, member: &Member) -> Option<KeyStage> {
    judged_by(import, member, |beginning| draft::has_value(network, beginning))
}

fn judged_by(import: &Import<'_>, member: &Member, has_value: impl Fn(&str) -> bool) -> Option<KeyStage> {
    [KeyStage::Four, KeyStage::Two].into_iter().find(|&key_stage| {
        let tables = import.columns.tables.iter().filter(|table| table.key_stage == key_stage);
        tables.flat_map(|table| &table.measures).any(|known| has_value(&format!("{}/{}/", member.id, known.measure)))
    })
}
