//! Conflicts that stood in the base: which side settled them, and what becomes of them.

use std::collections::BTreeMap;

use super::weave::Side;
use crate::model::{Clash, Conflict, Network, Record};

/// The conflicts of the three networks.
pub(super) struct Settled<'a> {
    base: Option<&'a Network>,
    ours: &'a Network,
    theirs: &'a Network,
}

/// Who settled a conflict that both found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Nobody,
    Ours,
    Theirs,
    Both,
}

impl By {
    pub(super) fn is_ours(self) -> bool {
        matches!(self, Self::Ours | Self::Both)
    }

    pub(super) fn is_theirs(self) -> bool {
        matches!(self, Self::Theirs | Self::Both)
    }
}

impl<'a> Settled<'a> {
    pub(super) fn new(base: Option<&'a Network>, ours: &'a Network, theirs: &'a Network) -> Self {
        Self { base, ours, theirs }
    }

    /// Whether the base held no conflict, so that nobody can have settled one.
    pub(super) fn nothing(&self) -> bool {
        self.base.is_none_or(|base| base.conflicts().is_empty())
    }

    /// Who settled the conflict about these parts of a record.
    pub(super) fn by(&self, record: &Record, clash: Clash, part: &[&str]) -> By {
        if self.nothing() {
            return By::Nobody;
        }
        self.ended(&Conflict::id_of(record.kind(), record.key(), clash, part))
    }

    /// Whether a side made a conflict about this record anew since the base, so that it is kept until somebody settles that.
    pub(super) fn is_newly_contested(&self, side: Side, record: &Record) -> bool {
        let network = match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        };
        if network.conflicts().is_empty() {
            return false;
        }
        let id = Conflict::id_of(record.kind(), record.key(), Clash::Removed, &[]);
        network.conflicts().get(&id).is_some() && self.base.is_none_or(|base| base.conflicts().get(&id).is_none())
    }

    fn ended(&self, id: &str) -> By {
        let stood = self.base.is_some_and(|base| base.conflicts().get(id).is_some());
        let ended = |side: &Network| stood && side.conflicts().get(id).is_none();
        match (ended(self.ours), ended(self.theirs)) {
            (false, false) => By::Nobody,
            (true, false) => By::Ours,
            (false, true) => By::Theirs,
            (true, true) => By::Both,
        }
    }

    /// The conflicts of both sides, without those that one settled and the other left alone.
    ///
    /// A conflict that got another version on one side stands, though the other side settled what it knew of it.
    pub(super) fn remaining(&self) -> BTreeMap<String, Conflict> {
        let mut remaining: BTreeMap<String, Conflict> = BTreeMap::new();
        for conflict in self.ours.conflicts().iter().chain(self.theirs.conflicts()) {
            let id = conflict.id.as_str();
            let before = self.base.and_then(|base| base.conflicts().get(id));
            let by = self.ended(id);
            if by != By::Nobody && before == Some(conflict) {
                continue;
            }
            add(&mut remaining, conflict.clone());
        }
        remaining
    }
}

/// Adds a conflict, or its versions to the one that is there.
pub(super) fn add(conflicts: &mut BTreeMap<String, Conflict>, conflict: Conflict) {
    match conflicts.get_mut(conflict.id.as_str()) {
        None => drop(conflicts.insert(conflict.id.to_string(), conflict)),
        Some(known) if *known == conflict => {}
        Some(known) => {
            known.add_versions(&conflict.versions);
            // What stood before is told by whoever knows it; of two tellings one is taken, whichever side is ours.
            let tellings = [std::mem::take(&mut known.before), conflict.before];
            known.before = tellings.into_iter().filter(|before| !before.is_empty()).min().unwrap_or_default();
        }
    }
}
