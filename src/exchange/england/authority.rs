//! Authorities in performance tables: members of their own, named from the tables or from their schools.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    school::urn_id,
    tables::{RowKind, Table},
};
use crate::{
    exchange::{
        cell,
        figure::{self, figures},
        import::Import,
        ledger::{At, ProblemKind},
        sheet::Row,
    },
    model::{Kind, Member, MemberId},
};

/// Learns the names of authorities: from the map, the register, rows that print one, else from where most of the
/// schools are that a table puts in it.
pub(super) fn note_names(import: &mut Import<'_>, tables: &[Table<'_>]) {
    let mut of_schools: BTreeMap<EcoString, BTreeMap<EcoString, usize>> = BTreeMap::new();
    for table in tables {
        for (_, row) in table.loaded.rows(&import.ledger) {
            let kind = table.kind_of(row);
            let (Some(code), name) = (table.cell_of("authority_code", row), table.cell_of("name", row)) else { continue };
            match (kind, name) {
                (RowKind::Authority, Some(name)) => drop(import.authorities.entry(code).or_insert(name)),
                (RowKind::School, _) => {
                    let urn = row_urn(table, row).and_then(urn_id);
                    let authority = urn.and_then(|urn| import.draft.find(&urn)?.authority.clone());
                    if let Some(authority) = authority {
                        *of_schools.entry(code).or_default().entry(authority).or_default() += 1;
                    }
                }
                (RowKind::Authority | RowKind::National | RowKind::Other, _) => {}
            }
        }
    }
    for (code, names) in of_schools {
        // The name of most schools; of equal ones the first in the alphabet.
        let most = names.into_iter().rev().max_by_key(|(_, schools)| *schools);
        if let Some((name, _)) = most {
            import.authorities.entry(code).or_insert(name);
        }
    }
    for member in import.draft.base().members().iter().filter(|member| member.kind == Kind::Authority) {
        if member.id.scheme() == "la" && member.name != unnamed(member.id.value()) {
            import.authorities.insert(member.id.value().into(), member.name.clone());
        }
    }
}

fn row_urn(table: &Table<'_>, row: &Row) -> Option<u32> {
    cell::whole(table.printed_urn(row))
}

fn unnamed(code: &str) -> EcoString {
    eco_format!("Authority {code}")
}

/// Reads the figures of an authority.
pub(super) fn read(import: &mut Import<'_>, table: &Table<'_>, at: At<'_>, row: &Row, code: &EcoString) {
    let Ok(id) = MemberId::new(&format!("la:{code}")) else {
        import.ledger.set_aside(at, ProblemKind::Row, "the row of an authority has no number of one; set aside");
        return;
    };
    let name = import.authorities.get(code).cloned();
    let mut member = match import.draft.find(&id) {
        Some(member) => member.clone(),
        None if import.options.only.is_some() && !is_of_members(import, name.as_ref()) => {
            import.ledger.outside(at.id);
            return;
        }
        None => Member::new(id.clone(), Kind::Authority, unnamed(code)),
    };
    if let Some(name) = name.filter(|_| member.name == unnamed(code)) {
        member.name = name;
    }
    import.draft.put_read(at, member.clone());
    for figure in figures(import, table.loaded, at, row, (&table.measures, Some(table.year))) {
        figure::put(import, at, &member, &id, figure);
    }
}

/// Whether a member of the map is of this authority.
fn is_of_members(import: &Import<'_>, name: Option<&EcoString>) -> bool {
    name.is_some() && import.draft.ids().iter().filter_map(|id| import.draft.find(id)).any(|member| member.authority.as_ref() == name)
}
