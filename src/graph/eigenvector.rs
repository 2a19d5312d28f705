//! Eigenvector centrality and PageRank: who learns from those from whom many learn.

use super::wiring::{Wiring, at};

/// Iterations stop when the values of all members together change by less than this times the members.
const TOLERANCE: f64 = 1e-12;

/// Iterations at most.
const ROUNDS: usize = 100_000;

/// Members and ties looked at over all iterations, at most: a few seconds.
const WORK: usize = 2_000_000_000;

/// The share of PageRank that is passed on; the rest is spread evenly.
const DAMPING: f64 = 0.85;

fn rounds(wiring: &Wiring) -> usize {
    (WORK / (wiring.members + wiring.ties()).max(1)).min(ROUNDS)
}

fn change(before: &[f64], after: &[f64]) -> f64 {
    before.iter().zip(after).map(|(before, after)| (before - after).abs()).sum()
}

/// Each member's value is in proportion to the sum of the values of those it learns from.
///
/// No unit, 0 to 1, with squares that add up to 1; the left eigenvector to the largest eigenvalue of the ties, by iterating with one
/// step of itself (A + I) from equal values until all change by less than 1e-12 a member. `None` if there is no member, or if the
/// values do not settle, as where ties form hardly a circle. Source: Bonacich, Power and Centrality (American Journal of Sociology
/// 92, 1987). Cost: O(ties) an iteration, some ten to some thousand iterations.
pub fn eigenvector(wiring: &Wiring) -> Option<Vec<f64>> {
    if wiring.members == 0 {
        return None;
    }
    let equal = 1.0 / wiring.members as f64;
    let mut values = vec![equal; wiring.members];
    let mut next = values.clone();
    for _ in 0..rounds(wiring) {
        let mut squares = 0.0;
        for (place, value) in next.iter_mut().enumerate() {
            let learnt: f64 = wiring.learns.of_member(place).iter().map(|giver| at(&values, *giver as usize)).sum();
            *value = at(&values, place) + learnt;
            squares += *value * *value;
        }
        let length = squares.sqrt();
        for value in &mut next {
            *value /= length;
        }
        std::mem::swap(&mut values, &mut next);
        if change(&values, &next) < wiring.members as f64 * TOLERANCE {
            return Some(values);
        }
    }
    None
}

/// Where somebody would be who always follows a tie to one who learns, and in 15 of 100 steps begins anew anywhere.
///
/// A probability; all add up to 1. Damping 0.85; from who gives to nobody it begins anew. Until all change by less than 1e-12 a
/// member. Source: Page, Brin, Motwani, Winograd, The PageRank Citation Ranking (1999). Cost: O(ties) an iteration, about 150 of them.
pub fn pagerank(wiring: &Wiring) -> Vec<f64> {
    let members = wiring.members as f64;
    let mut values = vec![1.0 / members; wiring.members];
    let mut passed = values.clone();
    for _ in 0..rounds(wiring) {
        let mut kept = 0.0;
        for (place, passed) in passed.iter_mut().enumerate() {
            let giving = wiring.gives.count(place);
            *passed = if giving > 0 { at(&values, place) / giving as f64 } else { 0.0 };
            if giving == 0 {
                kept += at(&values, place);
            }
        }
        let base = (DAMPING * kept + 1.0 - DAMPING) / members;
        let come = |place: usize| wiring.learns.of_member(place).iter().map(|giver| at(&passed, *giver as usize)).sum::<f64>();
        let next: Vec<f64> = (0..wiring.members).map(|place| DAMPING * come(place) + base).collect();
        let moved = change(&values, &next);
        values = next;
        if moved < members * TOLERANCE {
            break;
        }
    }
    values
}
