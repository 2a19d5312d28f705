//! Who shares with whom, who belongs where, who visited whom.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    declare::record,
    field::{Field, FieldError},
    id::{Id, MemberId, MembershipId},
    number::Number,
    prose::Prose,
    rating::Phase,
};

/// How far one side trusts the other, 1 (low) to 4 (high), as on the PARTNER scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Trust(u8);

impl Trust {
    /// The score, or `None` outside 1 to 4.
    pub fn new(score: u8) -> Option<Self> {
        (1..=4).contains(&score).then_some(Self(score))
    }

    pub fn get(self) -> u8 {
        self.0
    }
}

impl From<Trust> for u8 {
    fn from(trust: Trust) -> Self {
        trust.0
    }
}

impl TryFrom<u8> for Trust {
    type Error = FieldError;
    fn try_from(score: u8) -> Result<Self, FieldError> {
        Self::new(score).ok_or_else(|| FieldError::new(&score.to_string(), "a trust score from 1 to 4"))
    }
}

impl Field for Trust {
    fn text(&self) -> String {
        self.0.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse().ok().and_then(Self::new).ok_or_else(|| FieldError::new(text, "a trust score from 1 to 4"))
    }

    fn words() -> Vec<&'static str> {
        vec!["1", "2", "3", "4"]
    }
}

record! {
    /// One member shares what it knows with another: `from` gives, `to` learns.
    pub struct Tie {
        id: Id,
        from: MemberId,
        to: MemberId,
        @optional
        phase: Option<Phase>,
        trust: Option<Trust>,
        /// Both give and both learn.
        mutual: bool,
        started: Option<Date>,
        last_active: Option<Date>,
        ended: Option<Date>,
        /// Visits so far, where only their number is known.
        visits: Option<u32>,
        purpose: Option<EcoString>,
        follow_up: Option<EcoString>,
        /// Who or what says so.
        source: Option<EcoString>,
        /// How strong another program says it is, in whatever unit that has.
        weight: Option<Number>,
        /// What other programs and sheets say of it, by their heading; a heading that stands twice in a file is refused.
        #[serde(deserialize_with = "super::own::once_each")]
        own: BTreeMap<EcoString, EcoString>,
        /// The file and row it came from; no part of the fact.
        provenance as "imported": Option<EcoString>,
    }
}

impl Tie {
    /// A tie of which only this much is known.
    pub fn new(id: Id, from: MemberId, to: MemberId) -> Self {
        Self {
            id,
            from,
            to,
            phase: None,
            trust: None,
            mutual: false,
            started: None,
            last_active: None,
            ended: None,
            visits: None,
            purpose: None,
            follow_up: None,
            source: None,
            weight: None,
            own: BTreeMap::new(),
            provenance: None,
        }
    }
}

record! {
    /// A member's place in a trust, sponsor, federation or hub.
    pub struct Membership {
        id: MembershipId,
        @optional
        since: Option<Date>,
        until: Option<Date>,
        /// As "Multi-academy trust" or "School sponsor".
        role: Option<EcoString>,
        provenance as "imported": Option<EcoString>,
    }
}

record! {
    /// One visit: `from` is the visitor, `to` the host.
    pub struct Visit {
        id: Id,
        from: MemberId,
        to: MemberId,
        on: Date,
        @optional
        purpose: Option<EcoString>,
        /// Whether the host shared its practice.
        shared: bool,
        follow_up: Option<EcoString>,
        note: Option<Prose>,
        provenance as "imported": Option<EcoString>,
    }
}
