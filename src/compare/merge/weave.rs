//! The records of one kind of three networks, joined id by id.

use std::{collections::BTreeSet, iter::Peekable};

use super::{
    record::{Joined, Trio},
    rules::is_trifle,
    settled::Settled,
};
use crate::model::{Clash, Conflict, Record, RecordKind};

/// One of the two who changed the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Ours,
    Theirs,
}

/// A record that one side removed.
pub(super) struct Removal {
    pub(super) by: Side,
    /// The record as the other side has it.
    pub(super) left: Record,
}

/// What came of the records, of all kinds as they are woven in.
#[derive(Default)]
pub(super) struct Woven {
    pub(super) standing: Vec<Record>,
    /// Second judgements of one id; a merge before this one may have put them in the map already.
    pub(super) twins: Vec<Record>,
    /// Removed by one side and left alone by the other.
    pub(super) gone: Vec<Removal>,
    /// Removed by one side and changed by the other: kept.
    pub(super) contested: Vec<Removal>,
    /// Members of whom a version speaks that is not shown.
    pub(super) unseen: BTreeSet<String>,
    /// Unsigned conflicts; the versions of ours before those of theirs.
    pub(super) clashes: Vec<Conflict>,
    pub(super) quiet: usize,
}

impl Woven {
    /// Weaves in the records of a kind, each list sorted by id. Cost: O(records).
    pub(super) fn weave(&mut self, base: Vec<Record>, ours: Vec<Record>, theirs: Vec<Record>, settled: &Settled<'_>) {
        let (mut base, mut ours, mut theirs) = (base.into_iter().peekable(), ours.into_iter().peekable(), theirs.into_iter().peekable());
        loop {
            let keys = [base.peek(), ours.peek(), theirs.peek()];
            let Some(key) = keys.into_iter().flatten().map(Record::key).min().map(str::to_owned) else { return };
            let three = (next_of(&mut base, &key), next_of(&mut ours, &key), next_of(&mut theirs, &key));
            match three {
                (base, Some(ours), Some(theirs)) => self.both(base.as_ref(), ours, theirs, settled),
                (None, Some(added), None) | (None, None, Some(added)) => self.standing.push(added),
                (Some(base), Some(left), None) => self.removed(&base, Removal { by: Side::Theirs, left }, settled),
                (Some(base), None, Some(left)) => self.removed(&base, Removal { by: Side::Ours, left }, settled),
                (Some(_) | None, None, None) => {}
            }
        }
    }

    fn both(&mut self, base: Option<&Record>, ours: Record, theirs: Record, settled: &Settled<'_>) {
        if ours == theirs || (base == Some(&theirs) && settled.nothing()) {
            return self.standing.push(ours);
        }
        if base == Some(&ours) && settled.nothing() {
            return self.standing.push(theirs);
        }
        let Joined { record, twin, clashes, quiet } = Trio { base, ours: &ours, theirs: &theirs }.join(settled);
        if !clashes.is_empty() {
            self.unseen.extend([&ours, &theirs].into_iter().flat_map(|version| version.members()).map(str::to_owned));
        }
        self.standing.push(record);
        self.twins.extend(twin);
        self.clashes.extend(clashes);
        self.quiet += quiet;
    }

    fn removed(&mut self, base: &Record, removal: Removal, settled: &Settled<'_>) {
        let kind = base.kind();
        let by = settled.by(base, Clash::Removed, &[]);
        let is_kept_on_purpose = match removal.by {
            Side::Ours => by.is_theirs() || settled.is_newly_contested(Side::Theirs, base),
            Side::Theirs => by.is_ours() || settled.is_newly_contested(Side::Ours, base),
        };
        if removal.left.says_the_same(base) && !is_kept_on_purpose {
            self.gone.push(removal);
        } else if is_trifle(kind) {
            self.quiet += 1;
            self.standing.push(removal.left);
        } else {
            self.contested.push(removal);
        }
    }

    /// Every record that stands, be it contested.
    pub(super) fn records(&self) -> impl Iterator<Item = &Record> {
        self.standing.iter().chain(&self.twins).chain(self.contested.iter().map(|removal| &removal.left))
    }
}

fn next_of(records: &mut Peekable<impl Iterator<Item = Record>>, key: &str) -> Option<Record> {
    records.next_if(|record| record.key() == key)
}

/// The records of a kind in a network that may not be there.
pub(super) fn records_of(network: Option<&crate::model::Network>, kind: RecordKind) -> Vec<Record> {
    network.map(|network| network.records(kind)).unwrap_or_default()
}
