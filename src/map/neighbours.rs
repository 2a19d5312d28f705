//! The neighbours of one member: whom it learns from and whom it shares with, the closest ties first.

use std::{cmp::Reverse, collections::BTreeMap};

use super::roster::Roster;
use crate::model::{Phase, Trust};

/// A side of the ego board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Those the member learns from, on the left.
    #[default]
    Learns,
    /// Those it shares with, on the right.
    Shares,
}

/// A neighbour on one side, by the closest of its ties there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Neighbour {
    /// Its place in the roster.
    pub(crate) member: usize,
    pub(crate) phase: Phase,
    pub(crate) trust: Option<Trust>,
    /// The tie goes both ways, so it stands on both sides.
    pub(crate) is_mutual: bool,
    /// How many ties there are on this side.
    pub(crate) ties: usize,
}

/// The neighbours on a side by phase, then trust, then name. Cost: O(ties + neighbours · log neighbours).
pub(crate) fn neighbours(roster: &Roster, centre: usize, side: Side) -> Vec<Neighbour> {
    let mut found: BTreeMap<usize, Neighbour> = BTreeMap::new();
    for tie in roster.ties.iter().filter(|tie| tie.from != tie.to) {
        let (own, other) = match side {
            Side::Learns => (tie.to, tie.from),
            Side::Shares => (tie.from, tie.to),
        };
        let member = match (own == centre, other == centre && tie.is_mutual) {
            (true, _) => other,
            (false, true) => own,
            (false, false) => continue,
        };
        let ties = found.get(&member).map_or(0, |known| known.ties) + 1;
        let new = Neighbour { member, phase: tie.phase, trust: tie.trust, is_mutual: tie.is_mutual, ties };
        let known = found.entry(member).or_insert(new);
        if (new.phase, new.trust) > (known.phase, known.trust) {
            *known = new;
        }
        known.ties = ties;
    }
    let mut sorted: Vec<Neighbour> = found.into_values().collect();
    let name = |member: usize| roster.members.get(member).map(|drawn| drawn.name.as_str());
    sorted.sort_by_key(|one| (Reverse(one.phase), Reverse(one.trust), name(one.member), one.member));
    sorted
}

/// The member with the most ties, the first of the roster among equals.
pub(crate) fn most_connected(roster: &Roster) -> Option<usize> {
    let members = roster.members.iter().enumerate();
    members.max_by_key(|(at, member)| (member.degree, Reverse(*at))).map(|(at, _)| at)
}
