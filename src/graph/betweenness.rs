//! Betweenness: on how many of the shortest ways between others a member stands.

use rayon::prelude::*;

use super::wiring::Wiring;

/// So many beginnings are worked on together by one core; their sums are added in one order, so that every computer gives the same bits.
const PART: usize = 64;

/// So many beginnings are worked on between two questions whether to go on.
const ROUND: usize = 1024;

/// Members with ties times ties up to which every shortest way is counted; some seconds of work.
pub const EXACT_UP_TO: usize = 500_000_000;

/// The beginnings a larger network is sampled from.
pub const PIVOTS: usize = 1024;

/// Whether all shortest ways of a large network are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// Above [`EXACT_UP_TO`] the ways from [`PIVOTS`] members stand for all.
    #[default]
    SampledIfLarge,
    Exact,
}

/// The betweenness of each member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Betweenness {
    pub values: Vec<f64>,
    /// How many beginnings stand for how many, if not all were taken.
    pub sample: Option<(usize, usize)>,
}

/// What is known of a member while the ways from one other are counted.
#[derive(Clone, Copy)]
struct Met {
    /// Steps from the beginning.
    steps: u32,
    /// Shortest ways from the beginning.
    ways: f64,
    /// (1 + what hangs on it) / ways.
    gain: f64,
}

const UNMET: Met = Met { steps: u32::MAX, ways: 0.0, gain: 0.0 };

/// Shares of shortest directed ways between two others that lead through each member, over all (n−1)(n−2) ordered pairs.
///
/// No unit, 0 (nothing passes through) to 1 (everything does); 0 everywhere with fewer than three members. Ties have no weight.
/// Source: Freeman (1977) by the algorithm of Brandes, A Faster Algorithm for Betweenness Centrality (2001); sampled by evenly
/// spaced beginnings as Brandes and Pich, Centrality Estimation in Large Networks (2007). Cost: O(members · ties), on every core;
/// sampled O(pivots · ties). `None` if it was cancelled.
pub fn betweenness(wiring: &Wiring, precision: Precision, cancelled: &dyn Fn() -> bool) -> Option<Betweenness> {
    let count = wiring.members;
    let giving: Vec<usize> = (0..count).filter(|place| wiring.gives.count(*place) > 0).collect();
    let is_large = giving.len().saturating_mul(wiring.ties()) > EXACT_UP_TO && giving.len() > PIVOTS;
    let begins: Vec<usize> = match precision {
        Precision::SampledIfLarge if is_large => (0..PIVOTS).filter_map(|at| giving.get(at * giving.len() / PIVOTS).copied()).collect(),
        Precision::SampledIfLarge | Precision::Exact => giving.clone(),
    };
    let mut values = vec![0.0; count];
    for round in begins.chunks(ROUND) {
        if cancelled() {
            return None;
        }
        let parts: Vec<Vec<f64>> = round.par_chunks(PART).map(|part| of_part(wiring, part)).collect();
        for part in parts {
            for (sum, value) in values.iter_mut().zip(part) {
                *sum += value;
            }
        }
    }
    let others = (count as f64 - 1.0) * (count as f64 - 2.0);
    let scale = if begins.is_empty() || count < 3 { 0.0 } else { giving.len() as f64 / begins.len() as f64 / others };
    for value in &mut values {
        *value *= scale;
    }
    Some(Betweenness { values, sample: (begins.len() < giving.len()).then_some((begins.len(), giving.len())) })
}

fn of_part(wiring: &Wiring, begins: &[usize]) -> Vec<f64> {
    let mut sums = vec![0.0; wiring.members];
    let mut met = vec![UNMET; wiring.members];
    let mut order: Vec<u32> = Vec::with_capacity(wiring.members);
    for &begin in begins {
        walk(wiring, begin, &mut met, &mut order);
        gather(wiring, begin, &mut met, (&order, &mut sums));
        for place in order.drain(..) {
            if let Some(met) = met.get_mut(place as usize) {
                *met = UNMET;
            }
        }
    }
    sums
}

/// Meets everybody who learns from the beginning, nearest first, and counts the shortest ways there.
fn walk(wiring: &Wiring, begin: usize, met: &mut [Met], order: &mut Vec<u32>) {
    if let Some(own) = met.get_mut(begin) {
        *own = Met { steps: 0, ways: 1.0, gain: 0.0 };
    }
    order.push(begin as u32);
    let mut next = 0;
    while let Some(&here) = order.get(next) {
        next += 1;
        let Some(&Met { steps, ways, .. }) = met.get(here as usize) else { continue };
        for &there in wiring.gives.of_member(here as usize) {
            let Some(other) = met.get_mut(there as usize) else { continue };
            if other.steps == u32::MAX {
                *other = Met { steps: steps + 1, ways, gain: 0.0 };
                order.push(there);
            } else if other.steps == steps + 1 {
                other.ways += ways;
            }
        }
    }
}

/// Goes back from the furthest and adds up what hangs on each.
fn gather(wiring: &Wiring, begin: usize, met: &mut [Met], (order, sums): (&[u32], &mut [f64])) {
    for &here in order.iter().rev() {
        let place = here as usize;
        let Some(&Met { steps, ways, .. }) = met.get(place) else { continue };
        let further = |there: &u32| met.get(*there as usize).filter(|other| other.steps == steps + 1).map(|other| other.gain);
        let hangs: f64 = wiring.gives.of_member(place).iter().filter_map(further).sum::<f64>() * ways;
        if let Some(own) = met.get_mut(place) {
            own.gain = (1.0 + hangs) / ways;
        }
        if let Some(sum) = sums.get_mut(place).filter(|_| place != begin) {
            *sum += hangs;
        }
    }
}
