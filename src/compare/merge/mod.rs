//! Two people's work on one map joined: what each changed since their common base is in the result, or in a conflict.
//!
//! Records are joined by id, field by field (`rules` says which fields are one fact). Nothing is dropped in silence: values
//! that clash are kept in a [`Conflict`], a record that one side removed and the other changed stays, two judgements of one
//! id both stay. Members are never joined because they look alike. The laws, held by `tests/it/merge_laws`:
//! `merge(b, x, b) = x`, `merge(b, b, x) = x`, `merge(b, x, x) = x`; swapping the sides changes only which version of a
//! conflict the map shows; the same three networks give the same result.

mod laws;
mod record;
mod removals;
mod rules;
mod settled;
mod weave;

use ecow::EcoString;
use jiff::Timestamp;

use self::{
    laws::{keep_rated_members, share_out_numbers},
    record::both_withdrawals,
    settled::{Settled, add},
    weave::{Side, Woven, records_of},
};
use super::diff::diff;
use crate::model::{About, Clash, Conflict, Id, Network, Record, RecordKind, Refusal, Step, Version};

/// Who changed a side and when, where that is known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Author {
    pub by: Option<EcoString>,
    pub at: Option<Timestamp>,
}

/// Who made the two sides; their names stand in conflicts and decide nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Authors {
    pub ours: Author,
    pub theirs: Author,
}

/// Two networks joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    pub network: Network,
    /// The conflicts that neither side knew of, by id.
    pub fresh: Vec<Id>,
    /// Facts without weight, as a pinned place, that both sides changed: the newer was taken.
    pub quiet: usize,
    /// The other name, if both sides renamed the map.
    pub other_name: Option<EcoString>,
}

impl Merged {
    /// The step that leads from one side to what both make together.
    pub fn step(&self, title: impl Into<EcoString>, side: &Network) -> Step {
        diff(title, side, &self.network)
    }
}

/// Why two networks are not joined.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMerge {
    /// Their uids differ: they were never one map.
    #[error("these are two different maps, `{ours}` and `{theirs}`, and only versions of one map can be joined")]
    TwoMaps { ours: EcoString, theirs: EcoString },
    /// The base is of another map than the sides.
    #[error("`{base}` is another map than the two that are to be joined, so it cannot be what both began with")]
    OtherBase { base: EcoString },
    /// What both make together would be no sound network.
    #[error("the two cannot be joined: {0}")]
    Unsound(Refusal),
}

/// Joins what two people made of `base`. Without a common base what only one has is kept and what differs is a conflict.
///
/// Of values that clash the result shows ours. Cost: O(records · log records).
pub fn merge(base: Option<&Network>, ours: &Network, theirs: &Network, authors: &Authors) -> Result<Merged, NoMerge> {
    if ours.about.uid != theirs.about.uid {
        return Err(NoMerge::TwoMaps { ours: ours.about.name.clone(), theirs: theirs.about.name.clone() });
    }
    if let Some(base) = base.filter(|base| base.about.uid != ours.about.uid) {
        return Err(NoMerge::OtherBase { base: base.about.name.clone() });
    }
    let settled = Settled::new(base, ours, theirs);
    let mut woven = Woven::default();
    for &kind in RecordKind::ALL.iter().filter(|&&kind| kind != RecordKind::Conflict) {
        woven.weave(records_of(base, kind), ours.records(kind), theirs.records(kind), &settled);
    }
    woven.keep_what_is_spoken_of();
    let mut conflicts: Vec<Conflict> = woven.contested.iter().map(|removal| contest(&removal.left, removal.by, authors)).collect();
    let Woven { standing, contested, twins, clashes, quiet, .. } = woven;
    let mut records = standing;
    records.extend(contested.into_iter().map(|removal| removal.left));
    for twin in twins {
        add_twin(&mut records, twin);
    }
    conflicts.extend(clashes.into_iter().map(|clash| signed(clash, authors)));
    conflicts.extend(keep_rated_members(&mut records, ours, theirs).into_iter().map(|clash| signed(clash, authors)));
    conflicts.extend(share_out_numbers(&mut records, base));
    let mut remaining = settled.remaining();
    let is_fresh = |id: &Id| ours.conflicts().get(id).is_none() && theirs.conflicts().get(id).is_none();
    let mut fresh: Vec<Id> = conflicts.iter().map(|conflict| conflict.id.clone()).filter(is_fresh).collect();
    fresh.sort_unstable();
    fresh.dedup();
    for conflict in conflicts {
        add(&mut remaining, conflict);
    }
    records.extend(remaining.into_values().map(Record::from));
    let (name, other_name) = name_of(base, ours, theirs);
    let about = About { name, uid: ours.about.uid.clone() };
    let network = Network::from_records(about, records).map_err(NoMerge::Unsound)?;
    Ok(Merged { network, fresh, quiet, other_name })
}

/// Adds a second judgement of an id; one that a merge before this one added already takes its withdrawal.
fn add_twin(records: &mut Vec<Record>, twin: Record) {
    let known = records.iter_mut().find(|record| record.kind() == twin.kind() && record.key() == twin.key());
    match (known, twin) {
        (None, twin) => records.push(twin),
        (Some(Record::Rating(known)), Record::Rating(twin)) => known.withdrawn = both_withdrawals(known.withdrawn.take(), twin.withdrawn),
        // Only ratings have twins.
        (Some(_), _) => {}
    }
}

/// Removed by one, changed by the other.
fn contest(left: &Record, by: Side, authors: &Authors) -> Conflict {
    let (removed, kept) = match by {
        Side::Ours => (&authors.ours, &authors.theirs),
        Side::Theirs => (&authors.theirs, &authors.ours),
    };
    let version = |word: &str, author: &Author| Version { values: vec![word.into()], by: author.by.clone(), at: author.at };
    let mut conflict = Conflict::new(left.kind(), left.key(), Clash::Removed, &[]);
    conflict.add_versions(&[version("removed", removed), version("changed", kept)]);
    conflict
}

/// The versions with who made them; they stand ours first.
fn signed(mut conflict: Conflict, authors: &Authors) -> Conflict {
    let mut versions = std::mem::take(&mut conflict.versions);
    for (version, author) in versions.iter_mut().zip([&authors.ours, &authors.theirs]) {
        (version.by, version.at) = (author.by.clone(), author.at);
    }
    conflict.add_versions(&versions);
    conflict
}

/// The map's name after both, and the one that was not taken if both changed it apart. Of two the first by its letters is taken.
fn name_of(base: Option<&Network>, ours: &Network, theirs: &Network) -> (EcoString, Option<EcoString>) {
    let (a, b, base) = (&ours.about.name, &theirs.about.name, base.map(|base| &base.about.name));
    if a == b || base == Some(b) {
        (a.clone(), None)
    } else if base == Some(a) {
        (b.clone(), None)
    } else {
        (a.min(b).clone(), Some(a.max(b).clone()))
    }
}
