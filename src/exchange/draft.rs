//! The network as an import leaves it, while it is being read: the records it touches over those that stand.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use rayon::prelude::*;

use super::{
    ahead::let_go,
    ledger::{At, RowId},
    policy::{Difference, Policies},
};
use crate::model::{Change, Lookup, Member, MemberId, Network, Record, RecordKind, Step};

/// The name of the own field that lists numbers of schools that merged into a member or of which it was split.
///
/// Such a number finds the member, but its figures are another school's.
pub(super) const MERGED: &str = "Merged numbers";

/// A network being changed. Nothing is rebuilt until the end.
#[derive(Debug)]
pub(super) struct Draft<'n> {
    base: &'n Network,
    /// What the import puts, in the order in which it came first.
    records: Vec<Record>,
    /// The places of members among these records, by their ids and by the numbers the import gave them.
    members: Lookup<MemberId, usize>,
    /// The places of all other records, by kind and id.
    others: BTreeMap<RecordKind, Lookup<EcoString, usize>>,
    /// The ids of the figures among them, in order: those of one member and measure stand together.
    figures: BTreeSet<EcoString>,
    /// Which row put the record of which place.
    touches: Vec<(RowId, usize)>,
}

impl<'n> Draft<'n> {
    pub(super) fn new(base: &'n Network) -> Self {
        let (members, others, figures) = (Lookup::default(), BTreeMap::new(), BTreeSet::new());
        Self { base, records: Vec::new(), members, others, figures, touches: Vec::new() }
    }

    /// The network as it stood before.
    pub(super) fn base(&self) -> &'n Network {
        self.base
    }

    /// Makes room for so many more records of a kind that is not that of members, which an import is about to put.
    pub(super) fn make_room(&mut self, kind: RecordKind, records: usize) {
        self.records.reserve(records);
        self.touches.reserve(records);
        self.others.entry(kind).or_default().make_room(records);
    }

    /// The member of this id or other number.
    pub(super) fn find(&self, number: &str) -> Option<&Member> {
        if let Some(&place) = self.members.get(number) {
            return self.member_at(place);
        }
        let standing = self.base.member(number)?;
        self.members.get(&standing.id).map_or(Some(standing), |&place| self.member_at(place))
    }

    fn member_at(&self, place: usize) -> Option<&Member> {
        if let Record::Member(member) = self.records.get(place)? { Some(member) } else { None }
    }

    /// The ids of all members, in order.
    pub(super) fn ids(&self) -> Vec<MemberId> {
        let put = self.records.iter().filter_map(|record| if let Record::Member(member) = record { Some(&member.id) } else { None });
        let added = put.filter(|id| self.base.members().get(id).is_none());
        let mut ids: Vec<MemberId> = self.base.members().iter().map(|member| &member.id).chain(added).cloned().collect();
        ids.sort_unstable();
        ids
    }

    /// Puts a member, new or changed; its aliases must be free ([`Draft::give_number`] sees to it).
    pub(super) fn put_member(&mut self, row: RowId, member: Member) {
        let found = self.members.get(&member.id).and_then(|&place| Some((place, self.member_at(place)?)));
        let put = found.filter(|(_, found)| found.id == member.id);
        let standing = put.map(|(_, found)| found).or_else(|| self.base.members().get(&member.id));
        if standing == Some(&member) {
            return;
        }
        let put = put.map(|(place, _)| place);
        let place = self.place_for_member(put, member);
        self.touches.push((row, place));
    }

    /// Puts a member as a row told it, and notes which of its fields that row told.
    pub(super) fn put_read(&mut self, at: At<'_>, mut member: Member) {
        self.note_origin(at, &mut member);
        self.put_member(at.id, member);
    }

    /// Notes of a member which of its fields a row told otherwise than they stood.
    pub(super) fn note_origin(&self, at: At<'_>, member: &mut Member) {
        let standing = self.find(&member.id).filter(|standing| standing.id == member.id);
        member.note_origin(standing, &at.provenance());
    }

    /// Sets a member at its place, at a new one if it has none yet.
    fn place_for_member(&mut self, put: Option<usize>, member: Member) -> usize {
        let place = put.unwrap_or(self.records.len());
        if let Some(slot) = self.records.get_mut(place) {
            *slot = member.into();
        } else {
            self.members.put(member.id.clone(), place);
            self.records.push(member.into());
        }
        place
    }

    /// The place of the member of this id or number, which is taken up from the network as it stood if it has none yet.
    fn taken_up(&mut self, number: &str) -> Option<usize> {
        if let Some(&place) = self.members.get(number) {
            return Some(place);
        }
        let standing = self.base.member(number)?;
        let put = self.members.get(&standing.id).copied();
        put.or_else(|| Some(self.place_for_member(None, standing.clone())))
    }

    /// Gives a member one more number. The number of another member is refused with that member's id.
    pub(super) fn give_number(&mut self, row: RowId, id: &MemberId, number: &MemberId) -> Result<(), MemberId> {
        if let Some(owner) = self.find(number) {
            return if owner.id == *id { Ok(()) } else { Err(owner.id.clone()) };
        }
        let Some(place) = self.taken_up(id) else { return Ok(()) };
        if let Some(Record::Member(member)) = self.records.get_mut(place) {
            member.aliases.push(number.clone());
            member.aliases.sort_unstable();
        }
        self.touches.push((row, place));
        self.members.put(number.clone(), place);
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
        self.put_record(kind, key).cloned().or_else(|| self.base.record(kind, key))
    }

    /// A record that is not a member and that the import has put.
    fn put_record(&self, kind: RecordKind, key: &str) -> Option<&Record> {
        self.records.get(*self.others.get(&kind)?.get(key)?)
    }

    /// Whether a figure whose id begins so has a value, not a mark in its place.
    pub(super) fn has_value(&self, beginning: &str) -> bool {
        let put = self.figures.range(EcoString::from(beginning)..).take_while(|key| key.starts_with(beginning));
        let is_known = |key: &EcoString| matches!(self.put_record(RecordKind::Measure, key), Some(Record::Measure(measure)) if measure.value.known().is_some());
        put.into_iter().any(is_known) || has_value(self.base, beginning)
    }

    /// Puts a record that is not a member. One that says the same is left alone.
    pub(super) fn put(&mut self, row: RowId, record: impl Into<Record>) {
        let record = record.into();
        let kind = record.kind();
        let place = self.others.get(&kind).and_then(|places| places.get(record.key())).copied();
        let standing = place.and_then(|place| self.records.get_mut(place));
        let place = match (place, standing) {
            (Some(_), Some(standing)) if standing.says_the_same(&record) => return,
            (Some(place), Some(standing)) => {
                *standing = record;
                place
            }
            (Some(_), None) | (None, _) => {
                if self.base.record(kind, record.key()).is_some_and(|standing| standing.says_the_same(&record)) {
                    return;
                }
                let key = EcoString::from(record.key());
                if kind == RecordKind::Measure {
                    self.figures.insert(key.clone());
                }
                self.others.entry(kind).or_default().put(key, self.records.len());
                self.records.push(record);
                self.records.len() - 1
            }
        };
        self.touches.push((row, place));
    }

    /// The step that leads from the network as it stood to this one, which rows touched what, and where map and sources differ.
    pub(super) fn finish(self, title: EcoString, policies: &Policies) -> Finished {
        let order = order_of(&self.records);
        let mut records: Vec<Option<Record>> = self.records.into_iter().map(Some).collect();
        let (mut changes, mut differences) = (Vec::with_capacity(order.len()), Vec::new());
        let mut change_of: Vec<Option<usize>> = vec![None; records.len()];
        for place in order {
            let Some(mut after) = records.get_mut(place).and_then(Option::take) else { continue };
            let before = self.base.record(after.kind(), after.key());
            if let Some(before) = &before {
                differences.append(&mut policies.settle(before, &mut after));
                if let (Record::Member(before), Record::Member(after)) = (before, &mut after) {
                    after.settle_origins(before);
                }
            }
            if !before.as_ref().is_some_and(|before| before.says_the_same(&after)) {
                if let Some(slot) = change_of.get_mut(place) {
                    *slot = Some(changes.len());
                }
                changes.push(Change { before, after: Some(after) });
            }
        }
        let touched = |(row, place): (RowId, usize)| Some((row, change_of.get(place).copied().flatten()?));
        let touches = self.touches.into_iter().filter_map(touched).collect();
        let_go((self.members, self.others));
        Finished { step: Step::new(title, changes), touches, differences }
    }
}

/// The places of records in the order of a network: by kind, then by the bytes of their ids.
///
/// Beside its place stands how an id begins, so that most are told apart without a look at the record itself.
fn order_of(records: &[Record]) -> Vec<usize> {
    let beginning = |key: &str| {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(key.bytes()).for_each(|(slot, byte)| *slot = byte);
        u128::from_be_bytes(bytes)
    };
    let key = |place: usize| records.get(place).map(Record::key);
    let mut order: Vec<(RecordKind, u128, usize)> =
        records.par_iter().enumerate().map(|(place, record)| (record.kind(), beginning(record.key()), place)).collect();
    order.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| key(a.2).cmp(&key(b.2))));
    order.into_iter().map(|(_, _, place)| place).collect()
}

/// What a draft comes to.
pub(super) struct Finished {
    pub(super) step: Step,
    /// Which row put the record of which of the step's changes, in the order in which it did.
    pub(super) touches: Vec<(RowId, usize)>,
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
