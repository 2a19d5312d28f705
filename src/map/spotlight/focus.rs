//! The focus: who is so many ties away from one member, against the ties, along them or either way.

use std::collections::BTreeMap;

use ecow::eco_format;

use super::{FAR, NAMED, PLAIN, SELF, Spotlight, counted};
use crate::{
    graph::Flow,
    map::{
        chart::Chart,
        picture::{Ink, Mark},
        roster::DrawnTie,
    },
};

/// Which way ties are followed from a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    #[default]
    Both,
    /// From whom it learns.
    In,
    /// With whom it shares.
    Out,
}

impl Way {
    /// The next way, and around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Both => Self::In,
            Self::In => Self::Out,
            Self::Out => Self::Both,
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Both => "both ways",
            Self::In => "learns from",
            Self::Out => "shares with",
        }
    }

    fn flow(self) -> Flow {
        match self {
            Self::Both => Flow::Either,
            Self::In => Flow::Learnt,
            Self::Out => Flow::Given,
        }
    }

    /// Whether a tie leads from a member to one further away.
    fn follows(self, tie: &DrawnTie, is_given_outward: Outward) -> bool {
        match (self, is_given_outward) {
            (Self::Both, _) | (Self::Out, Outward::Given) | (Self::In, Outward::Learnt) => true,
            (Self::Out, Outward::Learnt) | (Self::In, Outward::Given) => tie.is_mutual,
        }
    }
}

/// What the nearer end of a tie does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outward {
    Given,
    Learnt,
}

/// Who is within so many ties of a member. Cost: O(members + ties).
pub(super) fn light(chart: &Chart, from: usize, way: Way, steps: u8) -> Spotlight {
    let roster = &chart.roster;
    let away = chart.ways().steps(from, way.flow(), u32::from(steps) + 1);
    let away: Vec<u8> = away.into_iter().map(|away| away.and_then(|away| u8::try_from(away).ok()).unwrap_or(u8::MAX)).collect();
    let nearness = |away: &u8| match *away {
        0 => SELF,
        away if away <= steps => NAMED,
        away if away <= steps.saturating_add(1) && way == Way::Both => PLAIN,
        _ => FAR,
    };
    let mut ties = BTreeMap::new();
    let mut marks: BTreeMap<usize, Mark> = BTreeMap::new();
    for (at, tie) in roster.ties.iter().enumerate() {
        let of = |member: usize| away.get(member).copied().unwrap_or(u8::MAX);
        let (source, target) = (of(tie.from), of(tie.to));
        // Only ties that lead one step further are an answer; those among equally near ones stay context.
        if source.max(target) > steps || source.abs_diff(target) != 1 {
            continue;
        }
        let outward = if source < target { Outward::Given } else { Outward::Learnt };
        if !way.follows(tie, outward) {
            continue;
        }
        // Seen from the member, what comes nearer is learnt and what goes away is shared.
        let inks = match (tie.is_mutual, outward) {
            (false, Outward::Given) => [Ink::SharesWith; 2],
            (false, Outward::Learnt) => [Ink::LearnsFrom; 2],
            (true, Outward::Given) => [Ink::LearnsFrom, Ink::SharesWith],
            (true, Outward::Learnt) => [Ink::SharesWith, Ink::LearnsFrom],
        };
        ties.insert(at, inks);
        let further = if outward == Outward::Given { tie.to } else { tie.from };
        let gives = if tie.is_mutual { way != Way::Out } else { outward == Outward::Learnt };
        let mark = Mark { gives, phase: tie.phase };
        let known = marks.entry(further).or_insert(mark);
        if (mark.gives, mark.phase) > (known.gives, known.phase) {
            *known = mark;
        }
    }
    let nearness: Vec<u8> = away.iter().map(nearness).collect();
    let near = away.iter().filter(|away| (1..=steps).contains(*away)).count();
    let rest = nearness.len().saturating_sub(near + 1);
    let note = eco_format!("focus: {}, {} · {}, {rest} beyond", counted(usize::from(steps), "tie"), way.title(), counted(near, "member"));
    Spotlight { nearness, away, ties, marks, note, ..Spotlight::default() }
}
