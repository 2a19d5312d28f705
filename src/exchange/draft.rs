//! The network as an import leaves it, while it is being read: the records it touches over those that stand.

use std::collections::{BTreeMap, btree_map::Entry};

use ecow::EcoString;

use super::{
    ledger::{RowId, Touch},
    policy::{Difference, Policies},
};
use crate::model::{Change, Member, MemberId, Network, Record, RecordKind, Step};

/// The name of the own field that lists numbers of schools that merged into a member or of which it was split.
///
/// Such a number finds the member, but its figures are another school's.
pub(super) const MERGED: &str = "Merged numbers";

/// A network being changed. Nothing is rebuilt until the end.
#[derive(Debug)]
pub(super) struct Draft<'n> {
    base: &'n Network,
    members: BTreeMap<MemberId, Member>,
    /// Numbers the import gave to members.
    numbers: BTreeMap<MemberId, MemberId>,
    records: BTreeMap<(RecordKind, EcoString), Record>,
    touches: Vec<Touch>,
}

impl<'n> Draft<'n> {
    pub(super) fn new(base: &'n Network) -> Self {
        Self { base, members: BTreeMap::new(), numbers: BTreeMap::new(), records: BTreeMap::new(), touches: Vec::new() }
    }

    /// The network as it stood before.
    pub(super) fn base(&self) -> &'n Network {
        self.base
    }

    /// The member of this id or other number.
    pub(super) fn find(&self, number: &str) -> Option<&Member> {
        if let Some(member) = self.members.get(number) {
            return Some(member);
        }
        let id = self.numbers.get(number).or_else(|| self.base.member_id(number))?;
        self.members.get(id).or_else(|| self.base.member(id))
    }

    /// The ids of all members, in order.
    pub(super) fn ids(&self) -> Vec<MemberId> {
        let added = self.members.keys().filter(|id| self.base.members().get(id).is_none());
        let mut ids: Vec<MemberId> = self.base.members().iter().map(|member| member.id.clone()).chain(added.cloned()).collect();
        ids.sort_unstable();
        ids
    }

    /// Puts a member, new or changed; its aliases must be free ([`Draft::give_number`] sees to it).
    pub(super) fn put_member(&mut self, row: RowId, member: Member) {
        if self.members.get(&member.id).or_else(|| self.base.members().get(&member.id)) == Some(&member) {
            return;
        }
        self.touches.push(Touch { row, kind: RecordKind::Member, key: member.id.as_str().into() });
        self.members.insert(member.id.clone(), member);
    }

    /// Gives a member one more number. The number of another member is refused with that member's id.
    pub(super) fn give_number(&mut self, row: RowId, id: &MemberId, number: &MemberId) -> Result<(), MemberId> {
        if let Some(owner) = self.find(number) {
            return if owner.id == *id { Ok(()) } else { Err(owner.id.clone()) };
        }
        let Some(id) = self.find(id).map(|member| member.id.clone()) else { return Ok(()) };
        if !self.members.contains_key(&id)
            && let Some(member) = self.base.member(&id)
        {
            self.members.insert(id.clone(), member.clone());
        }
        if let Some(member) = self.members.get_mut(&id) {
            member.aliases.push(number.clone());
            member.aliases.sort_unstable();
        }
        self.touches.push(Touch { row, kind: RecordKind::Member, key: id.as_str().into() });
        self.numbers.insert(number.clone(), id);
        Ok(())
    }

    /// Gives a member the number of a school that merged into it, whose figures stay apart. Whether the number was free.
    pub(super) fn give_merged_number(&mut self, row: RowId, id: &MemberId, number: &MemberId) -> bool {
        if self.find(number).is_some() || self.give_number(row, id, number).is_err() {
            return false;
        }
        let Some(mut member) = self.find(id).cloned() else { return false };
        let listed = member.own.get(MERGED).cloned().unwrap_or_default();
        let mut numbers: Vec<&str> = listed.split("; ").filter(|part| !part.is_empty()).chain([number.as_str()]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let joined: EcoString = numbers.join("; ").into();
        member.own.insert(MERGED.into(), joined);
        self.put_member(row, member);
        true
    }

    /// A record that is not a member.
    pub(super) fn record(&self, kind: RecordKind, key: &str) -> Option<Record> {
        self.records.get(&(kind, key.into())).cloned().or_else(|| self.base.record(kind, key))
    }

    /// Whether a figure whose id begins so has a value, not a mark in its place.
    pub(super) fn has_value(&self, beginning: &str) -> bool {
        let put = self.records.range((RecordKind::Measure, beginning.into())..).take_while(|((_, key), _)| key.starts_with(beginning));
        let mut put = put.filter_map(|(_, record)| if let Record::Measure(measure) = record { Some(measure) } else { None });
        put.any(|measure| measure.value.known().is_some()) || has_value(self.base, beginning)
    }

    /// Puts a record that is not a member. One that says the same is left alone.
    pub(super) fn put(&mut self, row: RowId, record: impl Into<Record>) {
        let record = record.into();
        let (kind, key) = (record.kind(), EcoString::from(record.key()));
        match self.records.entry((kind, key.clone())) {
            Entry::Occupied(standing) if standing.get().says_the_same(&record) => return,
            Entry::Vacant(_) if self.base.record(kind, &key).is_some_and(|standing| standing.says_the_same(&record)) => return,
            Entry::Occupied(mut standing) => drop(standing.insert(record)),
            Entry::Vacant(place) => {
                place.insert(record);
            }
        }
        self.touches.push(Touch { row, kind, key });
    }

    /// The step that leads from the network as it stood to this one, which rows touched what, and where map and sources differ.
    pub(super) fn finish(self, title: EcoString, policies: &Policies) -> Finished {
        let members = self.members.into_values().map(Record::from);
        let (mut changes, mut differences) = (Vec::new(), Vec::new());
        for mut after in members.chain(self.records.into_values()) {
            let before = self.base.record(after.kind(), after.key());
            if let Some(before) = &before {
                differences.append(&mut policies.settle(before, &mut after));
            }
            if !before.as_ref().is_some_and(|before| before.says_the_same(&after)) {
                changes.push(Change { before, after: Some(after) });
            }
        }
        Finished { step: Step::new(title, changes), touches: self.touches, differences }
    }
}

/// What a draft comes to.
pub(super) struct Finished {
    pub(super) step: Step,
    pub(super) touches: Vec<Touch>,
    pub(super) differences: Vec<Difference>,
}

/// Whether a figure of this network whose id begins so has a value.
pub(super) fn has_value(network: &Network, beginning: &str) -> bool {
    network.measures().starting_with(beginning).iter().any(|measure| measure.value.known().is_some())
}

/// Whether figures published under the number are the member's: not those of a school that merged into it.
pub(super) fn follows(member: &Member, number: &str) -> bool {
    !member.own.get(MERGED).is_some_and(|listed| listed.split("; ").any(|merged| merged == number))
}
