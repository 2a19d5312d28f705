//! The network: the records of every kind, valid by construction.

use std::{collections::BTreeMap, sync::Arc};

use ecow::EcoString;
use jiff::civil::Date;
use rayon::prelude::*;

use super::{
    capacity::Capacity,
    conflict::Conflict,
    id::MemberId,
    lookup::Lookup,
    measure::{Definition, Family, Measure, NationalFigure},
    member::{Kind, Member},
    pin::Pin,
    rating::Rating,
    record::{Dated, Record, RecordKind},
    response::{Remark, Response},
    section::{Put, Section},
    step::{Change, Refusal, Step},
    support::Support,
    tie::{Membership, Tie, Visit},
    view::NamedView,
};

/// What a map says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct About {
    pub name: EcoString,
    /// 32 hexadecimal digits that stay with the map through every copy and merge.
    pub uid: EcoString,
}

/// From how many changes on a step is looked at on every core; fewer are not worth handing over.
const MANY_CHANGES: usize = 4_096;

/// A network of members. A copy is cheap: it shares every record.
///
/// Its laws: ids are unique within a kind; a number finds at most one member; every record speaks of members that are
/// there; sources are not rated; no tie joins a member to itself, and nobody supports itself; a name has 500 characters at
/// most. [`Network::apply`] refuses a step that breaks one.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Network {
    pub about: About,
    members: Section<Member>,
    memberships: Section<Membership>,
    ties: Section<Tie>,
    visits: Section<Visit>,
    ratings: Section<Rating>,
    measures: Section<Measure>,
    nationals: Section<NationalFigure>,
    families: Section<Family>,
    responses: Section<Response>,
    remarks: Section<Remark>,
    capacities: Section<Capacity>,
    supports: Section<Support>,
    definitions: Section<Definition>,
    views: Section<NamedView>,
    pins: Section<Pin>,
    conflicts: Section<Conflict>,
    /// Every other number of a member and whose it is.
    aliases: Arc<BTreeMap<MemberId, MemberId>>,
}

macro_rules! sections {
    ($($kind:ident, $section:ident;)*) => {
        /// Records on their way to a network, each among its own kind, so that a long file is never held twice.
        #[derive(Debug, Default)]
        pub struct Gathered { $($section: Vec<$kind>,)* }

        impl Gathered {
            /// Takes a record in, in any order.
            pub fn add(&mut self, record: Record) {
                match record { $(Record::$kind(record) => self.$section.push(*record),)* }
            }
        }

        impl Network {
            $(pub fn $section(&self) -> &Section<$kind> {
                &self.$section
            })*

            /// The record of this kind and id.
            pub fn record(&self, kind: RecordKind, key: &str) -> Option<Record> {
                match kind { $(RecordKind::$kind => self.$section.get(key).cloned().map(Record::from),)* }
            }

            /// Every record of a kind, in order.
            pub fn records(&self, kind: RecordKind) -> Vec<Record> {
                match kind { $(RecordKind::$kind => self.$section.iter().cloned().map(Record::from).collect(),)* }
            }

            /// How many records of a kind there are.
            pub fn count(&self, kind: RecordKind) -> usize {
                match kind { $(RecordKind::$kind => self.$section.len(),)* }
            }

            /// Whether two networks share the very records of a kind, so that nothing need be compared.
            pub fn shares(&self, other: &Self, kind: RecordKind) -> bool {
                match kind { $(RecordKind::$kind => std::ptr::eq(self.$section.as_ptr(), other.$section.as_ptr()) && self.$section.len() == other.$section.len(),)* }
            }

            /// The network of these records, in any order, or which law they break.
            ///
            /// Cost: O(n log n).
            pub fn from_records(about: About, records: Vec<Record>) -> Result<Self, Refusal> {
                let mut gathered = Gathered::default();
                for record in records {
                    gathered.add(record);
                }
                Self::from_gathered(about, gathered)
            }

            /// The network of these records, or which law they break.
            ///
            /// Cost: O(n log n).
            pub fn from_gathered(about: About, gathered: Gathered) -> Result<Self, Refusal> {
                let mut network = Self { about, ..Self::default() };
                $(network.$section = Section::new(gathered.$section).map_err(|id| Refusal::Twice { kind: RecordKind::$kind, id })?;)*
                network.reindex();
                network.check_numbers()?;
                $(for record in &network.$section {
                    network.check_record(&record.clone().into())?;
                })*
                Ok(network)
            }

            fn put(&mut self, changes: &[Change]) {
                $(let mut $section: Vec<Put<'_, $kind>> = Vec::new();)*
                for change in changes {
                    let Some((_, key)) = change.about() else { continue };
                    match (change.after.as_ref(), change.before.as_ref()) {
                        $((Some(Record::$kind(record)), _) => $section.push((key, Some(record))),)*
                        $((None, Some(Record::$kind(_))) => $section.push((key, None)),)*
                        (None, None) => {}
                    }
                }
                $(if !$section.is_empty() { self.$section.put($section); })*
            }

            /// The network as it stood at the end of a day: what begins later is not there, what is undated is.
            ///
            /// Sections in which nothing begins later are shared, not copied. Cost: O(records).
            #[must_use]
            pub fn as_of(&self, day: Date) -> Self {
                let mut cut = self.clone();
                $(cut.$section.keep(|record| record.begins().is_none_or(|begins| begins <= day));)*
                cut
            }
        }
    };
}

sections! {
    Member, members;
    Membership, memberships;
    Tie, ties;
    Visit, visits;
    Rating, ratings;
    Measure, measures;
    NationalFigure, nationals;
    Family, families;
    Response, responses;
    Remark, remarks;
    Capacity, capacities;
    Support, supports;
    Definition, definitions;
    NamedView, views;
    Pin, pins;
    Conflict, conflicts;
}

impl Network {
    /// An empty network.
    pub fn new(name: impl Into<EcoString>, uid: impl Into<EcoString>) -> Self {
        Self { about: About { name: name.into(), uid: uid.into() }, ..Self::default() }
    }

    /// The member of this id or of another number it has.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.members.get(id).or_else(|| self.members.get(self.aliases.get(id)?))
    }

    /// The id of the member that this id or number finds.
    pub fn member_id(&self, id: &str) -> Option<&MemberId> {
        self.member(id).map(|member| &member.id)
    }

    /// The figures of a member, sorted by measure and year.
    pub fn measures_of(&self, member: &str) -> &[Measure] {
        self.measures.starting_with(&format!("{member}/"))
    }

    /// The network after the step, or why it does not take it.
    ///
    /// Cost: O(records of the kinds changed + changes · log changes).
    pub fn apply(&self, step: &Step) -> Result<Self, Refusal> {
        self.check_befores(step)?;
        let mut after = self.clone();
        after.put(&step.changes);
        let members_changed = step.changes.iter().any(|change| matches!(change.about(), Some((RecordKind::Member, _))));
        if members_changed {
            after.reindex();
            after.check_numbers()?;
        }
        after.check_references(step)?;
        Ok(after)
    }

    fn check_befores(&self, step: &Step) -> Result<(), Refusal> {
        first_refusal(&step.changes, |change| self.check_before(change))?;
        let mut seen: Vec<(RecordKind, &str)> = Vec::with_capacity(step.changes.len());
        seen.extend(step.changes.iter().filter_map(Change::about));
        // The changes of an import stand in order, which is told sooner than sorted.
        if seen.is_sorted_by(|a, b| a < b) {
            return Ok(());
        }
        seen.sort_unstable();
        match seen.windows(2).find(|pair| matches!(pair, [a, b] if a == b)) {
            Some(&[(kind, key), _]) => Err(Refusal::Twice { kind, id: key.to_owned() }),
            _ => Ok(()),
        }
    }

    /// Why a change does not start from what stands, if it does not.
    fn check_before(&self, change: &Change) -> Option<Refusal> {
        let (kind, key) = change.about()?;
        let id = || key.to_owned();
        if let (Some(before), Some(after)) = (&change.before, &change.after)
            && (before.kind() != after.kind() || before.key() != after.key())
        {
            return Some(Refusal::Renamed { kind, id: id() });
        }
        (self.record(kind, key) != change.before).then(|| Refusal::Changed { kind, id: id() })
    }

    fn reindex(&mut self) {
        let aliases = self.members.iter().flat_map(|member| member.aliases.iter().map(|alias| (alias.clone(), member.id.clone())));
        self.aliases = Arc::new(aliases.collect());
    }

    /// Whether no two members share a number, told by a walk through ids and numbers that stand in order already.
    fn each_number_is_of_one(&self) -> bool {
        let mut ids = self.members.iter().map(|member| &member.id).peekable();
        let is_an_id = |alias: &MemberId| {
            while ids.next_if(|id| *id < alias).is_some() {}
            ids.peek() == Some(&alias)
        };
        let numbers: usize = self.members.iter().map(|member| member.aliases.len()).sum();
        numbers == self.aliases.len() && !self.aliases.keys().any(is_an_id)
    }

    /// A number finds at most one member. Cost: O(aliases + members), and O(aliases · log members) to name one that finds two.
    fn check_numbers(&self) -> Result<(), Refusal> {
        if self.each_number_is_of_one() {
            return Ok(());
        }
        let mut owners: BTreeMap<&MemberId, &MemberId> = BTreeMap::new();
        for member in &self.members {
            for alias in &member.aliases {
                let other = self.members.get(alias).map(|other| &other.id).or_else(|| owners.insert(alias, &member.id));
                if let Some(other) = other {
                    return Err(Refusal::SharedNumber {
                        member: member.id.to_string(),
                        other: other.to_string(),
                        alias: alias.to_string(),
                    });
                }
            }
        }
        Ok(())
    }

    fn check_references(&self, step: &Step) -> Result<(), Refusal> {
        // For the half million ties of an import looking a member up costs more than reading its tie, so they are looked up by hash.
        let is_large = step.changes.len() > self.members.len() / 4;
        let hashed: &[Member] = if is_large { &self.members } else { &[] };
        let ids: Lookup<&str, ()> = hashed.iter().map(|member| (member.id.as_str(), ())).collect();
        let is_member = |id: &str| if is_large { ids.get(id).is_some() } else { self.members.get(id).is_some() };
        let check = |change: &Change| {
            let record = change.after.as_ref()?;
            if let Err(refusal) = self.check_record_among(record, &is_member) {
                return Some(refusal);
            }
            let Record::Member(member) = record else { return None };
            let is_rated = member.kind == Kind::Source && self.ratings.iter().any(|rating| rating.member == member.id);
            is_rated.then(|| Refusal::RatedSource { member: member.id.to_string() })
        };
        first_refusal(&step.changes, check)?;
        // Only where a member goes can a record that did not change come to speak of nobody.
        if !step.changes.iter().any(|change| matches!(change, Change { before: Some(Record::Member(_)), after: None })) {
            return Ok(());
        }
        for &kind in RecordKind::ALL {
            for record in self.records(kind) {
                self.check_record_among(&record, &is_member)?;
            }
        }
        Ok(())
    }

    /// The laws that one record must keep in this network.
    pub fn check_record(&self, record: &Record) -> Result<(), Refusal> {
        self.check_record_among(record, &|id| self.members.get(id).is_some())
    }

    fn check_record_among(&self, record: &Record, is_member: &dyn Fn(&str) -> bool) -> Result<(), Refusal> {
        let (kind, id) = (record.kind(), record.key());
        if let Record::Member(member) = record {
            return Self::check_member(member);
        }
        if let Some(member) = record.members().into_iter().find(|member| !is_member(member)) {
            return Err(Refusal::Loose { kind, id: id.to_owned(), member: member.to_owned() });
        }
        if let Record::Tie(tie) = record
            && tie.from == tie.to
        {
            return Err(Refusal::TieToItself { id: id.to_owned(), member: tie.from.to_string() });
        }
        if let Record::Support(support) = record
            && support.supporter == support.supported
        {
            return Err(Refusal::SupportOfItself { id: id.to_owned(), member: support.supported.to_string() });
        }
        if let Record::Rating(rating) = record
            && self.members.get(&rating.member).is_some_and(|member| member.kind == Kind::Source)
        {
            return Err(Refusal::RatedSource { member: rating.member.to_string() });
        }
        Ok(())
    }

    fn check_member(member: &Member) -> Result<(), Refusal> {
        let too_long = Member::name_too_long(&member.name);
        too_long.map_or(Ok(()), |letters| Err(Refusal::LongName { member: member.id.to_string(), letters }))
    }

    /// Every record that speaks of a member, and the member: what a step that removes it must hold.
    pub fn records_about(&self, member: &str) -> Vec<Record> {
        let Some(found) = self.members.get(member) else { return Vec::new() };
        let mut about = vec![Record::from(found.clone())];
        for &kind in RecordKind::ALL {
            about.extend(self.records(kind).into_iter().filter(|record| record.members().contains(&member)));
        }
        about
    }
}

/// The first change that is refused.
fn first_refusal(changes: &[Change], check: impl Fn(&Change) -> Option<Refusal> + Sync) -> Result<(), Refusal> {
    let refusal = if changes.len() < MANY_CHANGES { changes.iter().find_map(check) } else { changes.par_iter().find_map_first(&check) };
    refusal.map_or(Ok(()), Err)
}
