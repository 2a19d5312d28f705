//! A step: what a person would call one action, as the records before and after.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    member::Member,
    record::{Record, RecordKind},
};

/// One record before and after. Adding has no before, removing no after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub before: Option<Record>,
    pub after: Option<Record>,
}

impl Change {
    pub fn add(record: impl Into<Record>) -> Self {
        Self { before: None, after: Some(record.into()) }
    }

    pub fn edit(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        Self { before: Some(before.into()), after: Some(after.into()) }
    }

    pub fn remove(record: impl Into<Record>) -> Self {
        Self { before: Some(record.into()), after: None }
    }

    /// The kind and id of the record it is about; `None` for a change of nothing.
    pub fn about(&self) -> Option<(RecordKind, &str)> {
        let record = self.after.as_ref().or(self.before.as_ref())?;
        Some((record.kind(), record.key()))
    }

    /// The same change the other way round.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// Where a step was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Origin {
    /// On this map, here.
    #[default]
    Here,
    /// In a version that somebody else made, which was joined.
    Elsewhere,
}

impl Origin {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_here(&self) -> bool {
        *self == Self::Here
    }
}

/// One action of a person or an import, with its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What a person would call it, as "Rate Invented High stage 2".
    pub title: EcoString,
    pub by: Option<EcoString>,
    pub at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Origin::is_here")]
    pub origin: Origin,
    pub changes: Vec<Change>,
}

impl Step {
    pub fn new(title: impl Into<EcoString>, changes: Vec<Change>) -> Self {
        Self { title: title.into(), by: None, at: None, origin: Origin::Here, changes }
    }

    /// The step with its author and time.
    #[must_use]
    pub fn signed(self, by: Option<EcoString>, at: Option<Timestamp>) -> Self {
        Self { by, at, ..self }
    }

    /// The step as what somebody else's version brought.
    #[must_use]
    pub fn from_elsewhere(self) -> Self {
        Self { origin: Origin::Elsewhere, ..self }
    }

    /// One step for several that follow each other, so that a network takes ten thousand as fast as one.
    ///
    /// None if one of them does not start from what those before it left. Cost: O(n log n) in the changes.
    pub fn joined(title: impl Into<EcoString>, steps: &[Self]) -> Option<Self> {
        let mut joined: BTreeMap<(RecordKind, &str), Ends<'_>> = BTreeMap::new();
        for change in steps.iter().flat_map(|step| &step.changes) {
            let Some(about) = change.about() else { continue };
            let (_, now) = joined.entry(about).or_insert((change.before.as_ref(), change.before.as_ref()));
            if *now != change.before.as_ref() {
                return None;
            }
            *now = change.after.as_ref();
        }
        let changed = joined.into_values().filter(|(before, after)| before != after);
        let changes = changed.map(|(before, after)| Change { before: before.cloned(), after: after.cloned() }).collect();
        Some(Self::new(title, changes))
    }

    /// Whether it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The step that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { changes: self.changes.iter().rev().map(Change::inverse).collect(), origin: Origin::Here, ..self.clone() }
    }
}

/// A record before the first of several steps and after the last.
type Ends<'a> = (Option<&'a Record>, Option<&'a Record>);

/// Why a network does not take a step. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the {kind} `{id}` is not what the step starts from")]
    Changed { kind: RecordKind, id: String },
    #[error("the step changes the {kind} `{id}` twice")]
    Twice { kind: RecordKind, id: String },
    #[error("a change of the {kind} `{id}` gives it another id or kind")]
    Renamed { kind: RecordKind, id: String },
    #[error("the {kind} `{id}` speaks of `{member}`, which is not in the map")]
    Loose { kind: RecordKind, id: String, member: String },
    #[error("`{member}` and `{other}` share the number `{alias}`")]
    SharedNumber { member: String, other: String, alias: String },
    #[error("`{member}` is a knowledge source, and sources are not rated")]
    RatedSource { member: String },
    #[error("the tie `{id}` joins `{member}` to itself")]
    TieToItself { id: String, member: String },
    #[error("the support `{id}` has `{member}` support itself")]
    SupportOfItself { id: String, member: String },
    #[error("the name of `{member}` has {letters} characters; the longest has {}", Member::LONGEST_NAME)]
    LongName { member: String, letters: usize },
}
