//! Where a member stands: its current stage and phase, computed from ratings and ties and never stored.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::civil::Date;

use super::{
    activity::{Activity, Signs},
    rules::{Rules, SideRules},
    sides::BySide,
    supported::{Links, Supported},
};
use crate::model::{Basis, Confidence, Id, Inside, Kind, MemberId, Network, Phase, Rating, Stage, Tie};

/// A judgement with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<T> {
    pub value: T,
    pub rating: Id,
    pub on: Date,
    pub by: Option<EcoString>,
    pub role: Option<EcoString>,
    pub basis: Option<Basis>,
    pub confidence: Option<Confidence>,
}

/// A member's phase and whether a person or its ties say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseNow {
    pub phase: Phase,
    pub origin: PhaseOrigin,
}

/// Where a phase is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhaseOrigin {
    Rated(Judged<Phase>),
    /// The highest phase of its active ties.
    Ties,
}

/// Where a member stands today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// From the newest rating that has a stage.
    pub stage: Option<Judged<Stage>>,
    /// From the newest rating that has a phase, else from the ties.
    pub phase: Option<PhaseNow>,
    /// How far sharing goes inside, from the newest rating that says so.
    pub inside: Option<Judged<Inside>>,
    /// What its ties and its sharing inside show, against the stage it was rated, if it was; every member that stands anywhere
    /// has it.
    pub supported: Option<Supported>,
    /// The newest stage from each side that rated it.
    pub sides: BySide,
    /// Ties that are active, giving or learning.
    pub active_ties: usize,
    /// Every tie that has not ended.
    pub ties: usize,
}

impl Standing {
    pub fn stage(&self) -> Option<Stage> {
        self.stage.as_ref().map(|judged| judged.value)
    }

    pub fn phase(&self) -> Option<Phase> {
        self.phase.as_ref().map(|now| now.phase)
    }

    fn take_rating(&mut self, rating: &Rating, sides: &SideRules) {
        let judged = |value: Stage| judged(rating, value);
        if let Some(stage) = rating.stage {
            self.stage = Some(judged(stage));
            self.sides.take(judged(stage), sides);
        }
        if let Some(phase) = rating.phase {
            self.phase = Some(PhaseNow { phase, origin: PhaseOrigin::Rated(self::judged(rating, phase)) });
        }
        if let Some(inside) = rating.inside {
            self.inside = Some(self::judged(rating, inside));
        }
    }

    fn take_tie(&mut self, tie: &Tie, alive: Activity) {
        if alive == Activity::Ended {
            return;
        }
        self.ties += 1;
        if alive != Activity::Active {
            return;
        }
        self.active_ties += 1;
        let Some(phase) = tie.phase else { return };
        let is_higher = match &self.phase {
            None => true,
            Some(PhaseNow { origin: PhaseOrigin::Rated(_), .. }) => false,
            Some(PhaseNow { phase: known, origin: PhaseOrigin::Ties }) => phase > *known,
        };
        if is_higher {
            self.phase = Some(PhaseNow { phase, origin: PhaseOrigin::Ties });
        }
    }
}

fn judged<T>(rating: &Rating, value: T) -> Judged<T> {
    Judged {
        value,
        rating: rating.id.clone(),
        on: rating.on,
        by: rating.by.clone(),
        role: rating.role.clone(),
        basis: rating.basis,
        confidence: rating.confidence,
    }
}

/// Where every member stands on a day; knowledge sources stand nowhere.
///
/// Stage and phase each come from the newest rating that has it and has not been withdrawn; a phase nobody rated is the
/// highest of the member's active ties. What shows the stage is worked out beside it. Cost: O(records · log members).
pub fn standings(network: &Network, day: Date, rules: &Rules) -> BTreeMap<MemberId, Standing> {
    let rated = network.members().iter().filter(|member| member.kind != Kind::Source);
    let mut standings: BTreeMap<MemberId, Standing> = rated.map(|member| (member.id.clone(), Standing::default())).collect();
    let mut ratings: Vec<&Rating> = network.ratings().iter().filter(|rating| rating.stands()).collect();
    ratings.sort_by_key(|rating| rating.recency());
    for rating in ratings {
        if let Some(standing) = standings.get_mut(&rating.member) {
            standing.take_rating(rating, &rules.sides);
        }
    }
    let signs = Signs::of(network);
    let ties: Vec<(&Tie, Activity)> = network.ties().iter().map(|tie| (tie, signs.activity(tie, day, &rules.activity))).collect();
    for &(tie, alive) in &ties {
        for end in [&tie.from, &tie.to] {
            if let Some(standing) = standings.get_mut(end) {
                standing.take_tie(tie, alive);
            }
        }
    }
    let links = Links::of(network, ties.into_iter());
    for (place, member) in network.members().iter().enumerate() {
        let Some(standing) = standings.get_mut(&member.id) else { continue };
        let inside = standing.inside.as_ref().map(|judged| judged.value);
        standing.supported = Some(links.supported(place, standing.stage(), inside));
    }
    standings
}
