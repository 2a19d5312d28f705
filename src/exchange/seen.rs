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
        self.note(ledger, (at, row), identity, "the first is used, the second was set aside")
    }

    /// The same for rows that stand with the latest first.
    pub(super) fn is_latest(&mut self, ledger: &mut Ledger, at: At<'_>, row: &'s Row, identity: &str) -> bool {
        self.note(ledger, (at, row), identity, "the one that holds longer is used, the other was set aside")
    }

    fn note(&mut self, ledger: &mut Ledger, (at, row): (At<'_>, &'s Row), identity: &str, why: &str) -> bool {
        let Some(first) = self.0.get(identity) else {
            self.0.put(identity.into(), row);
            return true;
        };
        if !first.says_the_same(row) {
            let lines = (first.line.min(at.line), first.line.max(at.line));
            let message = eco_format!("{identity} is in lines {} and {} with different values; {why}", lines.0, lines.1);
            ledger.set_aside(at, ProblemKind::Duplicate, message);
        }
        false
    }
}
