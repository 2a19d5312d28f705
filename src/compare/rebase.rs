//! A step done on another network than the one it was made for: what others changed meanwhile is joined, never overwritten.

use std::collections::BTreeSet;

use super::{
    diff::exact_diff,
    merge::{Authors, NoMerge, merge},
};
use crate::model::{Change, Network, Record, RecordKind, Refusal, Step};

/// A step as it can be done today.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebased {
    pub step: Step,
    /// How many conflicts it makes, because somebody else changed the same facts.
    pub fresh: usize,
}

/// The step as it can be done on this network. One that fits stays as it is.
///
/// Else it is joined by merge: the base is the network with the records as the step knew them, ours is the network as it
/// stands, theirs is the base after the step. What is so already is left out. Cost: O(records · log records) if it does not fit.
///
/// Errors: the law that the step breaks whatever others did.
pub fn rebase(step: &Step, today: &Network) -> Result<Rebased, Refusal> {
    let Err(refusal) = today.apply(step) else { return Ok(Rebased { step: step.clone(), fresh: 0 }) };
    let held = |change: &Change| change.about().and_then(|(kind, key)| today.record(kind, key));
    let open: Vec<Change> = step.changes.iter().filter(|change| held(change) != change.after).cloned().collect();
    let known: Vec<Change> = open
        .iter()
        .map(|change| Change { before: held(change), after: change.before.clone() })
        .filter(|change| change.before != change.after)
        .chain(newer_than(&open, today))
        .collect();
    let base = today.apply(&Step::new("", known))?;
    let theirs = base.apply(&Step { changes: open, ..step.clone() })?;
    let merged = match merge(Some(&base), today, &theirs, &Authors::default()) {
        Ok(merged) => merged,
        Err(NoMerge::Unsound(refusal)) => return Err(refusal),
        Err(NoMerge::TwoMaps { .. } | NoMerge::OtherBase { .. }) => return Err(refusal),
    };
    let changes = exact_diff("", today, &merged.network).changes;
    Ok(Rebased { step: Step { changes, ..step.clone() }, fresh: merged.fresh.len() })
}

/// What speaks of members that the step removes and was not known to it, taken out: with it there the removal is contested.
fn newer_than(open: &[Change], today: &Network) -> Vec<Change> {
    let of_step: BTreeSet<(RecordKind, &str)> = open.iter().filter_map(Change::about).collect();
    let removed = open.iter().filter_map(|change| match change {
        Change { before: Some(Record::Member(member)), after: None } => Some(member),
        Change { .. } => None,
    });
    let mut newer: Vec<Record> = Vec::new();
    for record in removed.flat_map(|member| today.records_about(&member.id)) {
        let is_known = of_step.contains(&(record.kind(), record.key())) || newer.contains(&record);
        if !is_known && record.kind() != RecordKind::Member {
            newer.push(record);
        }
    }
    newer.into_iter().map(Change::remove).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{About, Kind, Member, MemberId, Rating};

    fn member(id: &str, name: &str) -> Member {
        Member::new(MemberId::new(id).unwrap(), Kind::School, name)
    }

    fn rating(id: &str, of: &str) -> Rating {
        let fields = [("id", id), ("member", of), ("on", "2026-03-02"), ("stage", "2")];
        Rating::from_texts(&|name| fields.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned())).unwrap()
    }

    fn network(records: Vec<Record>) -> Network {
        Network::from_records(About::default(), records).unwrap()
    }

    fn names(network: &Network) -> Vec<&str> {
        network.members().iter().map(|member| member.name.as_str()).collect()
    }

    #[test]
    fn a_step_that_fits_stays_as_it_is() {
        let today = network(vec![member("urn:1", "Ash").into()]);
        let step = Step::new("Rename", vec![Change::edit(member("urn:1", "Ash"), member("urn:1", "Ash High"))]);
        assert_eq!(rebase(&step, &today).unwrap(), Rebased { step, fresh: 0 });
    }

    #[test]
    fn another_field_of_the_record_may_have_changed() {
        let mut noted = member("urn:1", "Ash");
        noted.note = Some("Asks for visits".into());
        let today = network(vec![noted.into()]);
        let step = Step::new("Rename", vec![Change::edit(member("urn:1", "Ash"), member("urn:1", "Ash High"))]);
        let rebased = rebase(&step, &today).unwrap();
        let after = today.apply(&rebased.step).unwrap();
        assert_eq!((names(&after), rebased.fresh), (vec!["Ash High"], 0));
        assert!(after.member("urn:1").unwrap().note.is_some());
    }

    #[test]
    fn the_same_field_changed_is_a_conflict_and_today_stands() {
        let today = network(vec![member("urn:1", "Ash Academy").into()]);
        let step = Step::new("Rename", vec![Change::edit(member("urn:1", "Ash"), member("urn:1", "Ash High"))]);
        let rebased = rebase(&step, &today).unwrap();
        let after = today.apply(&rebased.step).unwrap();
        assert_eq!((names(&after), rebased.fresh, after.conflicts().len()), (vec!["Ash Academy"], 1, 1));
    }

    #[test]
    fn what_is_so_already_is_left_out() {
        let today = network(vec![member("urn:1", "Ash High").into()]);
        let step = Step::new("Rename", vec![Change::edit(member("urn:1", "Ash"), member("urn:1", "Ash High"))]);
        assert!(rebase(&step, &today).unwrap().step.is_empty());
    }

    #[test]
    fn a_member_that_was_rated_meanwhile_is_not_removed() {
        let today = network(vec![member("urn:1", "Ash").into(), rating("r:1", "urn:1").into()]);
        let step = Step::new("Remove", vec![Change::remove(member("urn:1", "Ash"))]);
        let rebased = rebase(&step, &today).unwrap();
        let after = today.apply(&rebased.step).unwrap();
        assert_eq!((names(&after), after.ratings().len(), after.conflicts().len()), (vec!["Ash"], 1, 1));
    }
}
