//! Laws of a network that two sound networks can break together: a number of two members, a rating of a source.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use crate::model::{Clash, Conflict, Kind, Member, MemberId, Network, Record, RecordKind, Version};

/// Gives every number to one member and takes it from the others, each with a conflict.
///
/// A member's own id is its own; else the member that had the number in the base keeps it, else the first by id.
pub(super) fn share_out_numbers(records: &mut [Record], base: Option<&Network>) -> Vec<Conflict> {
    let mut owners: BTreeMap<MemberId, Vec<MemberId>> = BTreeMap::new();
    for member in records.iter().filter_map(member_in) {
        for number in std::iter::once(&member.id).chain(&member.aliases) {
            owners.entry(number.clone()).or_default().push(member.id.clone());
        }
    }
    let mut lost: BTreeMap<MemberId, Vec<MemberId>> = BTreeMap::new();
    let mut conflicts = Vec::new();
    for (number, mut claimants) in owners {
        claimants.sort_unstable();
        claimants.dedup();
        if claimants.len() < 2 {
            continue;
        }
        let had_it = base.and_then(|base| base.member_id(&number)).filter(|id| claimants.contains(id)).cloned();
        let own = claimants.iter().find(|id| **id == number).cloned();
        let Some(keeper) = own.or(had_it).or_else(|| claimants.first().cloned()) else { continue };
        for loser in claimants.into_iter().filter(|id| *id != keeper) {
            let mut conflict = Conflict::new(RecordKind::Member, &loser, Clash::Number, &[&number]);
            conflict.number = Some(number.clone());
            conflict.other = Some(keeper.as_str().into());
            conflicts.push(conflict);
            lost.entry(loser).or_default().push(number.clone());
        }
    }
    for record in records {
        if let Record::Member(member) = record
            && let Some(numbers) = lost.get(&member.id)
        {
            member.aliases.retain(|alias| !numbers.contains(alias));
        }
    }
    conflicts
}

/// A member that one side made a knowledge source and the other rated stays what it was, with a conflict.
pub(super) fn keep_rated_members(records: &mut [Record], ours: &Network, theirs: &Network) -> Vec<Conflict> {
    let sources: BTreeSet<MemberId> =
        records.iter().filter_map(member_in).filter(|member| member.kind == Kind::Source).map(|member| member.id.clone()).collect();
    let rated = |record: &Record| if let Record::Rating(rating) = record { sources.get(&rating.member).cloned() } else { None };
    let rated: BTreeSet<MemberId> = records.iter().filter_map(rated).collect();
    let mut conflicts = Vec::new();
    for record in records.iter_mut() {
        let Record::Member(member) = record else { continue };
        if !rated.contains(&member.id) {
            continue;
        }
        let was = [ours, theirs].into_iter().filter_map(|side| side.members().get(&member.id)).find(|was| was.kind != Kind::Source);
        let Some(was) = was else { continue };
        let mut conflict = Conflict::new(RecordKind::Member, &member.id, Clash::Fields, &["kind", "source"]);
        conflict.fields = vec!["kind".into(), "source".into()];
        let version = |member: &Member| Version {
            values: vec![member.kind.word().into(), member.source.map(|source| EcoString::from(source.word())).unwrap_or_default()],
            by: None,
            at: None,
        };
        // Ours first, so that each version is signed by who made it.
        conflict.versions = [ours, theirs].into_iter().filter_map(|side| side.members().get(&member.id)).map(version).collect();
        (member.kind, member.source) = (was.kind, was.source);
        conflicts.push(conflict);
    }
    conflicts
}

fn member_in(record: &Record) -> Option<&Member> {
    if let Record::Member(member) = record { Some(member) } else { None }
}
