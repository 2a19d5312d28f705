//! Communities: members who have more to do with each other than with the rest.

use std::collections::BTreeMap;

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig, LeidenOutput};

/// What joins two members, as places in a list of the caller's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bond {
    pub between: (usize, usize),
    /// More than 0; other weights join nobody.
    pub weight: f64,
}

/// The algorithm breaks draws by chance: the same seeds give the same communities, the best of which is taken.
const SEEDS: std::ops::Range<u64> = 20..40;
/// So many bonds are looked at over all seeds; a large network is parted well by the first.
const BONDS: usize = 400_000;
/// The rounds hardly ever needed are five; each costs O(bonds).
const ROUNDS: usize = 12;
/// So many members with bonds take some seconds; the algorithm cannot be stopped, so more are not begun.
const MOST: usize = 100_000;

/// The community of each of so many members, counted from 0 in the order of their first members; none for who has no bonds.
///
/// By modularity with the Leiden algorithm (Traag, Waltman, van Eck: From Louvain to Leiden, 2019), so every community
/// hangs together. `None` if more than a hundred thousand members have bonds. Cost: about O(bonds · log bonds).
pub fn communities(members: usize, bonds: &[Bond]) -> Option<Vec<Option<usize>>> {
    let joined = joined(members, bonds);
    let mut tied: Vec<usize> = joined.keys().flat_map(|(one, other)| [*one, *other]).collect();
    tied.sort_unstable();
    tied.dedup();
    if tied.len() > MOST {
        return None;
    }
    let found = partition(&tied, &joined).unwrap_or_default();
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for community in &found {
        *sizes.entry(*community).or_default() += 1;
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut communities = vec![None; members];
    for (member, community) in tied.into_iter().zip(found) {
        let is_alone = sizes.get(&community).is_none_or(|size| *size < 2);
        let next = numbers.len();
        if let (false, Some(slot)) = (is_alone, communities.get_mut(member)) {
            *slot = Some(*numbers.entry(community).or_insert(next));
        }
    }
    Some(communities)
}

/// The sum of the weights between each two members.
fn joined(members: usize, bonds: &[Bond]) -> BTreeMap<(usize, usize), f64> {
    let mut joined = BTreeMap::new();
    for Bond { between: (from, to), weight } in bonds {
        let is_bond = from != to && *from.max(to) < members && weight.is_finite() && *weight > 0.0;
        if is_bond {
            *joined.entry((*from.min(to), *from.max(to))).or_insert(0.0) += weight;
        }
    }
    joined
}

/// A number of a community for each member with bonds; `None` if there are no bonds.
fn partition(tied: &[usize], joined: &BTreeMap<(usize, usize), f64>) -> Option<Vec<usize>> {
    let mut builder = GraphDataBuilder::new(tied.len());
    for ((one, other), weight) in joined {
        let (one, other) = (tied.binary_search(one).ok()?, tied.binary_search(other).ok()?);
        builder.add_edge(one, other, *weight).ok()?;
    }
    let graph = builder.build().ok().filter(|_| !tied.is_empty())?;
    let tries = (BONDS / joined.len().max(1)).clamp(1, SEEDS.count());
    let mut best: Option<LeidenOutput> = None;
    for seed in SEEDS.take(tries) {
        let config = LeidenConfig { seed: Some(seed), max_iterations: ROUNDS, ..LeidenConfig::default() };
        let found = Leiden::new(config).run(&graph).ok()?;
        // Sums of the same parts in another order differ by less than this.
        if best.as_ref().is_none_or(|best| found.quality > best.quality + 1e-12) {
            best = Some(found);
        }
    }
    best.map(|best| best.partition.as_slice().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bond(one: usize, other: usize, weight: f64) -> Bond {
        Bond { between: (one, other), weight }
    }

    #[test]
    fn two_circles_with_one_bond_between_are_two_communities() {
        let circle = |first: usize| [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)].map(|(a, b)| bond(first + a, first + b, 1.0));
        let mut bonds: Vec<Bond> = circle(0).into_iter().chain(circle(4)).collect();
        bonds.push(bond(3, 4, 1.0));
        let found = communities(9, &bonds).unwrap();
        assert_eq!(found, [Some(0), Some(0), Some(0), Some(0), Some(1), Some(1), Some(1), Some(1), None]);
    }

    #[test]
    fn who_has_no_bonds_is_in_no_community() {
        assert_eq!(communities(0, &[]), Some(Vec::new()));
        assert_eq!(communities(3, &[]), Some(vec![None; 3]));
        // Neither a bond with oneself, nor one without weight, nor one to nobody joins anybody.
        let none = [bond(0, 0, 1.0), bond(0, 1, -1.0), bond(1, 2, f64::NAN), bond(1, 2, 0.0), bond(0, 7, 1.0)];
        assert_eq!(communities(3, &none), Some(vec![None; 3]));
    }

    #[test]
    fn the_same_bonds_give_the_same_communities_in_any_order() {
        let mut bonds: Vec<Bond> = (0..200).map(|at| bond(at % 60, (at * at + 7 * at + 1) % 60, 1.0 + (at % 3) as f64)).collect();
        let first = communities(60, &bonds);
        bonds.reverse();
        assert_eq!(communities(60, &bonds), first);
    }
}
