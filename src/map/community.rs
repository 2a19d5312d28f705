//! Communities of the roster: who works together by the ties, each named after its best-connected member.

use std::{cmp::Reverse, collections::BTreeMap};

use ecow::{EcoString, eco_format};

use super::roster::{DrawnTie, Roster};
use crate::graph::{Bond, communities};

/// The name of each member's community; none for who has no ties, and for everybody if there are too many to find them.
///
/// Cost: about O(ties · log ties) with a large factor, so it is done once and only when asked for.
pub(crate) fn named(roster: &Roster) -> Vec<Option<EcoString>> {
    let bonds: Vec<Bond> = roster.ties.iter().map(bond).collect();
    let count = roster.members.len();
    let found = communities(count, &bonds).unwrap_or_else(|| vec![None; count]);
    let names = names(roster, &found);
    found.into_iter().map(|community| names.get(community?).cloned()).collect()
}

/// Coaching joins three times as closely as information; a tie both ways twice as closely as one.
fn bond(tie: &DrawnTie) -> Bond {
    let ways = if tie.is_mutual { 2.0 } else { 1.0 };
    Bond { between: (tie.from, tie.to), weight: ways * f64::from(tie.phase.number()) }
}

/// A name for each community, in their order.
fn names(roster: &Roster, found: &[Option<usize>]) -> Vec<EcoString> {
    let community = |member: usize| found.get(member).copied().flatten();
    let mut within = vec![0_usize; found.len()];
    for tie in roster.ties.iter().filter(|tie| community(tie.from).is_some() && community(tie.from) == community(tie.to)) {
        for end in [tie.from, tie.to] {
            if let Some(ties) = within.get_mut(end) {
                *ties += 1;
            }
        }
    }
    let mut best: BTreeMap<usize, usize> = BTreeMap::new();
    for (member, community) in found.iter().enumerate().filter_map(|(member, community)| Some((member, (*community)?))) {
        let ties = |member: usize| (within.get(member).copied().unwrap_or(0), Reverse(member));
        let held = best.entry(community).or_insert(member);
        if ties(member) > ties(*held) {
            *held = member;
        }
    }
    let mut taken: BTreeMap<EcoString, usize> = BTreeMap::new();
    let mut name = |member: &usize| {
        let name = roster.members.get(*member).map_or_else(EcoString::new, |drawn| drawn.short.clone());
        let nth = taken.entry(name.clone()).or_default();
        *nth += 1;
        // Two communities may be led by members of one name.
        if *nth == 1 { eco_format!("around {name}") } else { eco_format!("around {name} {nth}") }
    };
    best.values().map(&mut name).collect()
}
