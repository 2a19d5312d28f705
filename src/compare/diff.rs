//! The step from one network to another.

use std::{cmp::Ordering, collections::BTreeMap};

use ecow::EcoString;

use crate::model::{Change, Network, Record, RecordKind, Step};

/// The step that turns `old` into `new`. Records that say the same from another file are left alone.
///
/// Cost: O(records) of the kinds that differ.
pub fn diff(title: impl Into<EcoString>, old: &Network, new: &Network) -> Step {
    between(title, old, new, Record::says_the_same)
}

/// The step that turns `old` into exactly `new`, also where a record only comes from another file.
pub fn exact_diff(title: impl Into<EcoString>, old: &Network, new: &Network) -> Step {
    between(title, old, new, Record::eq)
}

fn between(title: impl Into<EcoString>, old: &Network, new: &Network, is_same: fn(&Record, &Record) -> bool) -> Step {
    let changed = RecordKind::ALL.iter().filter(|&&kind| !old.shares(new, kind));
    let changes = changed.flat_map(|&kind| changes_of(old.records(kind), new.records(kind), is_same));
    Step::new(title, changes.collect())
}

fn changes_of(old: Vec<Record>, new: Vec<Record>, is_same: fn(&Record, &Record) -> bool) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return changes,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(before), Some(after)) => before.key().cmp(after.key()),
        };
        let before = if order.is_le() { old.next() } else { None };
        let after = if order.is_ge() { new.next() } else { None };
        let same = matches!((&before, &after), (Some(before), Some(after)) if is_same(before, after));
        if !same {
            changes.push(Change { before, after });
        }
    }
}

/// How many records of a kind a step adds, changes and removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}

/// What a step does, counted by kind.
pub fn tally(step: &Step) -> BTreeMap<RecordKind, Tally> {
    let mut tallies: BTreeMap<RecordKind, Tally> = BTreeMap::new();
    for change in &step.changes {
        let Some((kind, _)) = change.about() else { continue };
        let tally = tallies.entry(kind).or_default();
        match (&change.before, &change.after) {
            (None, Some(_)) => tally.added += 1,
            (Some(_), Some(_)) => tally.changed += 1,
            (Some(_), None) => tally.removed += 1,
            (None, None) => {}
        }
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Member, MemberId};

    fn member(id: &str, name: &str) -> Member {
        Member::new(MemberId::new(id).unwrap(), Kind::School, name)
    }

    fn network(members: &[Member]) -> Network {
        Network::from_records(crate::model::About::default(), members.iter().cloned().map(Record::from).collect()).unwrap()
    }

    #[test]
    fn the_step_leads_from_one_to_the_other() {
        let old = network(&[member("urn:1", "Ash"), member("urn:2", "Birch")]);
        let new = network(&[member("urn:2", "Beech"), member("urn:3", "Cedar")]);
        let step = diff("all", &old, &new);
        assert_eq!(old.apply(&step).unwrap(), new);
        assert_eq!(new.apply(&step.inverse()).unwrap(), old);
        assert_eq!(tally(&step).get(&RecordKind::Member), Some(&Tally { added: 1, changed: 1, removed: 1 }));
    }
}
