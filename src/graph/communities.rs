//! Communities: members who have more to do with each other than with the rest.

use std::collections::BTreeMap;

use leiden_rs::{GraphData, GraphDataBuilder, Leiden, LeidenConfig, LeidenOutput, Partition};
use rayon::prelude::*;

/// What joins two members, as places in a list of the caller's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bond {
    pub between: (usize, usize),
    /// More than 0; other weights join nobody.
    pub weight: f64,
}

/// The algorithm breaks draws by chance: the same seeds give the same communities.
const SEED: u64 = 20;
/// So many bonds are looked at over all runs, the best of which is taken; a large network is parted well by few.
const BONDS: usize = 3_000_000;
/// Runs at most.
const MOST_RUNS: usize = 400;
/// Runs for each bond, at most.
const RUNS_A_BOND: usize = 4;
/// Searches that know nothing of each other, at most: one alone may stay where it is whatever it tries.
const SEARCHES: usize = 6;
/// Runs of a search that begin from nothing, at most; the others go on from its best so far.
const FRESH: usize = 6;
/// The seeds of two searches are as far apart.
const BETWEEN_SEEDS: u64 = 1_500;
/// The rounds hardly ever needed are five; each costs O(bonds).
const ROUNDS: usize = 12;
/// Sums of the same parts in another order differ by less than this.
const GAIN: f64 = 1e-12;
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
    // A handful of bonds is parted in a few ways only.
    let runs = (BONDS / joined.len().max(1)).clamp(1, MOST_RUNS.min(RUNS_A_BOND * joined.len()).max(1));
    let searches = (runs / FRESH).clamp(1, SEARCHES);
    let seeds = (0..searches as u64).into_par_iter().map(|search| SEED + search * BETWEEN_SEEDS);
    let found: Vec<LeidenOutput> = seeds.filter_map(|seed| search(&graph, seed, runs / searches)).collect();
    // The first of equal ones, whichever core was done first.
    let best = found.into_iter().reduce(|best, next| if next.quality > best.quality + GAIN { next } else { best })?;
    Some(best.partition.as_slice().to_vec())
}

/// The best of so many runs: some from nothing, then from the best so far, stirred.
fn search(graph: &GraphData, seed: u64, runs: usize) -> Option<LeidenOutput> {
    let mut best = leiden(seed).run(graph).ok()?;
    let fresh = FRESH.min(runs / 3);
    for run in 1..runs {
        let seed = seed + run as u64;
        let again = leiden(seed);
        let begun = if run < fresh { again.run(graph).ok()?.partition } else { stirred(best.partition.as_slice(), seed) };
        let found = again.run_with_initial_partition(graph, begun).ok()?;
        // One that is as good is gone on from, so that the search does not stay where it is.
        if found.quality > best.quality - GAIN {
            best = found;
        }
    }
    Some(best)
}

/// The parting with some of it undone, between a quarter and a thirty-second: communities taken apart, members taken out, or
/// communities put into others, in turn.
fn stirred(parting: &[usize], seed: u64) -> Partition {
    let count = parting.iter().max().map_or(0, |last| last + 1);
    let one_in = 4 << (seed % 4);
    let is_chosen = |what: usize| mixed(seed << 32 | what as u64).is_multiple_of(one_in);
    let other = |community: usize| (mixed(seed << 20 ^ community as u64) % count.max(1) as u64) as usize;
    let stir = |(at, &community): (usize, &usize)| {
        let (what, into) = match seed % 3 {
            0 => (community, count + at),
            1 => (at, count + at),
            _ => (community, other(community)),
        };
        if is_chosen(what) { into } else { community }
    };
    Partition::from_membership(parting.iter().enumerate().map(stir).collect())
}

/// A number that looks like chance and is the same for the same number (`SplitMix64`).
fn mixed(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The algorithm with one seed.
fn leiden(seed: u64) -> Leiden {
    Leiden::new(LeidenConfig { seed: Some(seed), max_iterations: ROUNDS, ..LeidenConfig::default() })
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
