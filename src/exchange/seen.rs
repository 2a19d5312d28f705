//! Identities that the rows of one sheet have had: the first row of each is used.

use ecow::{EcoString, eco_format};

use super::{
    ledger::{At, Ledger, ProblemKind},
    sheet::Row,
};
use crate::model::Lookup;

/// What was seen in one sheet: the first row of each identity.
#[derive(Debug, Default)]
pub(super) struct Seen<'s>(Lookup<EcoString, &'s Row>);

impl<'s> Seen<'s> {
    /// Whether the row is the first of its identity. A later one is set aside, unless it says the same in every cell.
    pub(super) fn is_first(&mut self, ledger: &mut Ledger, at: At<'_>, row: &'s Row, identity: &str) -> bool {
        self.note(ledger, (at, row), identity, "already, with other values; the first is used")
    }

    /// The same for rows that stand with the latest first.
    pub(super) fn is_latest(&mut self, ledger: &mut Ledger, at: At<'_>, row: &'s Row, identity: &str) -> bool {
        self.note(ledger, (at, row), identity, "too, which holds longer; that row is used")
    }

    fn note(&mut self, ledger: &mut Ledger, (at, row): (At<'_>, &'s Row), identity: &str, why: &str) -> bool {
        let Some(first) = self.0.get(identity) else {
            self.0.put(identity.into(), row);
            return true;
        };
        if !first.says_the_same(row) {
            ledger.set_aside(at, ProblemKind::Duplicate, eco_format!("{identity} is in line {} {why}", first.line));
        }
        false
    }
}
