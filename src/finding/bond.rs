//! A tie as one of its two ends has it.

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::verdict::Fact;
use crate::{
    framework::Activity,
    model::{Kind, Member, Network, Phase, Tie},
};

/// Which way knowledge goes, seen from the member looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Gives,
    Learns,
    Both,
}

/// A tie of the member looked at.
#[derive(Clone, Debug)]
pub struct Bond<'a> {
    pub tie: &'a Tie,
    /// Who is at the other end.
    pub other: &'a Member,
    pub flow: Flow,
    pub activity: Activity,
    /// Its latest sign of life.
    pub last: Option<Date>,
}

impl Flow {
    pub fn word(self) -> &'static str {
        match self {
            Self::Gives => "gives",
            Self::Learns => "learns",
            Self::Both => "both",
        }
    }
}

impl<'a> Bond<'a> {
    /// A tie as this member has it, with whether it is alive and its latest sign of life; `None` if it is not this member's.
    pub fn of(tie: &'a Tie, member: &Member, network: &'a Network, (activity, last): (Activity, Option<Date>)) -> Option<Self> {
        let (gives, learns) = (tie.from == member.id, tie.to == member.id);
        let flow = match (tie.mutual, gives) {
            (true, _) => Flow::Both,
            (false, true) => Flow::Gives,
            (false, false) => Flow::Learns,
        };
        let other = network.member(if gives { &tie.to } else { &tie.from })?;
        (gives || learns).then_some(Self { tie, other, flow, activity, last })
    }

    pub(super) fn is_active(&self) -> bool {
        self.activity == Activity::Active
    }

    /// Whether nobody can say if it is alive.
    pub(super) fn is_undated(&self) -> bool {
        self.activity == Activity::Undated
    }

    /// Whether it is alive, or may be.
    pub(super) fn may_be_alive(&self) -> bool {
        self.is_active() || self.is_undated()
    }

    pub(super) fn is_with(&self, kind: Kind) -> bool {
        self.other.kind == kind
    }

    /// The tie as a fact: with whom, which way, how deep, and since when it has been quiet.
    pub(super) fn fact(&self) -> Fact {
        let what = match self.flow {
            Flow::Gives => eco_format!("tie to {}", self.other.name),
            Flow::Learns => eco_format!("tie from {}", self.other.name),
            Flow::Both => eco_format!("tie with {}, both ways", self.other.name),
        };
        let phase = match self.tie.phase {
            Some(Phase::Information) => "information",
            Some(Phase::Experience) => "experience",
            Some(Phase::Coaching) => "coaching and mentoring",
            None => "no phase recorded",
        };
        let life: EcoString = match (self.activity, self.tie.ended, self.last) {
            (Activity::Ended, Some(ended), _) => eco_format!(", ended on {ended}"),
            (_, _, Some(last)) => eco_format!(", last active on {last}"),
            (_, _, None) => ", without a date".into(),
        };
        let source = match (&self.tie.source, &self.tie.provenance) {
            (Some(source), Some(place)) => Some(eco_format!("{source}, {place}")),
            (source, place) => source.clone().or(place.clone()),
        };
        Fact { what, text: Some(eco_format!("{phase}{life}")), source, ..Fact::default() }
    }
}
