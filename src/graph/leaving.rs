//! What falls apart if one member leaves.

use super::{
    components::components,
    measures::Measures,
    spread::{sources_of, spread},
    waves::{WAVE, reach},
    wiring::{Wiring, at},
};
use crate::model::{MemberId, Network, SourceKind};

/// Beginnings up to which every pair is counted; of more, as many stand for all.
const PAIRS_OF: usize = 2 * WAVE;

/// What the network would be without one member, whose own ties are not counted as lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaving {
    /// The sizes of the pieces its part of the network falls into, the largest first; one if it holds together.
    pub pieces: Vec<usize>,
    /// Those that are parted from the largest piece, in the order of their ids.
    pub parted: Vec<MemberId>,
    /// Those of them that have no tie at all any more.
    pub alone: Vec<MemberId>,
    /// The share of ordered pairs of others of which one can learn from the other, now and without it, each 0 to 1.
    pub reachable: Option<(f64, f64)>,
    /// Beginnings that stand for all, if there are too many to count from each.
    pub sampled: Option<usize>,
    /// Those that could learn from each kind of source no more, directly or through others: research, practice, innovation.
    pub sources: [Vec<MemberId>; 3],
}

impl Measures {
    /// What falls apart if the member at this place of the network leaves. Cost: O(members + ties · log ties), and the reach of
    /// up to a thousand members.
    pub fn leaving(&self, network: &Network, place: usize) -> Leaving {
        let without = self.wiring.without(place);
        let id = |place: &usize| network.members().at(*place).map(|member| member.id.clone());
        let (parts, _) = components(&without);
        let own = self.members.get(place).map_or(0, |own| own.component);
        let mates: Vec<usize> = (0..self.members.len())
            .filter(|other| *other != place && self.members.get(*other).is_some_and(|mate| mate.component == own))
            .collect();
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        for mate in &mates {
            let part = at(&parts, *mate);
            match pieces.binary_search_by_key(&part, |piece| piece.0) {
                Ok(found) => pieces.get_mut(found).into_iter().for_each(|piece| piece.1 += 1),
                Err(missing) => pieces.insert(missing, (part, 1)),
            }
        }
        let largest = pieces.iter().max_by_key(|piece| (piece.1, std::cmp::Reverse(piece.0))).map(|piece| piece.0);
        let parted: Vec<usize> = mates.into_iter().filter(|mate| Some(at(&parts, *mate)) != largest).collect();
        let mut sizes: Vec<usize> = pieces.into_iter().map(|piece| piece.1).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let (reachable, sampled) = self.reachable_without(place, &without);
        Leaving {
            pieces: sizes,
            alone: parted.iter().filter(|mate| without.either.count(**mate) == 0).filter_map(id).collect(),
            parted: parted.iter().filter_map(id).collect(),
            reachable,
            sampled,
            sources: [SourceKind::Research, SourceKind::Practice, SourceKind::Innovation].map(|kind| {
                let (now, then) = (learners(&self.wiring, network, kind), learners(&without, network, kind));
                let loses = |other: &usize| *other != place && at(&now, *other) && !at(&then, *other);
                (0..self.members.len()).filter(loses).filter_map(|place| id(&place)).collect()
            }),
        }
    }

    /// The share of pairs of others that can learn from one another, now and without it, and how many stand for all.
    fn reachable_without(&self, place: usize, without: &Wiring) -> (Option<(f64, f64)>, Option<usize>) {
        let others: Vec<usize> = (0..self.members.len()).filter(|other| *other != place).collect();
        let is_sampled = others.len() > PAIRS_OF;
        let begins: Vec<usize> = if is_sampled {
            (0..PAIRS_OF).filter_map(|at| others.get(at * others.len() / PAIRS_OF).copied()).collect()
        } else {
            others.clone()
        };
        let pairs = begins.len() * others.len().saturating_sub(1);
        let share = |wiring: &Wiring| {
            let reached = reach(wiring, &begins, &|| false)?;
            let all: u64 = others.iter().map(|other| u64::from(at(&reached, *other).members)).sum();
            (pairs > 0).then(|| all as f64 / pairs as f64)
        };
        (share(&self.wiring).zip(share(without)), is_sampled.then_some(begins.len()))
    }
}

/// Whether each member learns from sources of a kind, however far; a source does if somebody who has it gives to it.
fn learners(wiring: &Wiring, network: &Network, kind: SourceKind) -> Vec<bool> {
    let gives = |here: usize| wiring.gives.of_member(here).iter().map(|there| *there as usize);
    let reached = spread(wiring.members, sources_of(network, kind), gives);
    let mut learns = vec![false; wiring.members];
    for there in (0..wiring.members).filter(|here| at(&reached, *here).is_some()).flat_map(gives) {
        if let Some(learns) = learns.get_mut(there) {
            *learns = true;
        }
    }
    learns
}
