//! Identities that the rows of one sheet have had: the first row of each is used.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    ledger::{At, Ledger, ProblemKind},
    sheet::Row,
};

/// What was seen in one sheet: the line and the cells of the first row of each identity.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<EcoString, (u64, Vec<EcoString>)>);

impl Seen {
    /// Whether the row is the first of its identity. A later one is set aside, unless it says the same in every cell.
    pub(super) fn is_first(&mut self, ledger: &mut Ledger, at: At<'_>, row: &Row, identity: &str) -> bool {
        self.note(ledger, (at, row), identity, "already, with other values; the first is used")
    }

    /// The same for rows that stand with the latest first.
    pub(super) fn is_latest(&mut self, ledger: &mut Ledger, at: At<'_>, row: &Row, identity: &str) -> bool {
        self.note(ledger, (at, row), identity, "too, which holds longer; that row is used")
    }

    fn note(&mut self, ledger: &mut Ledger, (at, row): (At<'_>, &Row), identity: &str, why: &str) -> bool {
        let cells: Vec<EcoString> = (0..row.width()).map(|column| row.cell(column).into()).collect();
        let Some((line, first)) = self.0.get(identity) else {
            self.0.insert(identity.into(), (at.line, cells));
            return true;
        };
        if *first != cells {
            ledger.set_aside(at, ProblemKind::Duplicate, eco_format!("{identity} is in line {line} {why}"));
        }
        false
    }
}
