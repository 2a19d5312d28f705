//! Burt's structural holes: whether what a member's contacts tell it is new.

use rayon::prelude::*;

use super::wiring::{Wiring, at};

/// Members worked on together.
const PART: usize = 256;

/// What a member's ties bring it beyond each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Holes {
    /// How far its contacts are tied to each other, so that nothing new comes in: Σⱼ (pᵢⱼ + Σ_q pᵢ_q p_qⱼ)².
    ///
    /// No unit, above 0 (many contacts who do not know each other) to 1 with a single contact, and somewhat above with two or three
    /// who know each other. pᵢⱼ is the share of a member's ties, both directions added, that it has with j.
    pub constraint: f64,
    /// How many contacts it has that do not repeat each other: Σⱼ (1 − Σ_q pᵢ_q mⱼ_q), which is n − 2t/n where all ties go both ways.
    ///
    /// A number of contacts, 1 to their number. mⱼ_q is the tie of j with q as a share of j's strongest.
    pub effective_size: f64,
}

/// Both for each member; `None` for who has no ties, of whom neither says anything.
///
/// Source: Burt, Structural Holes (1992), chapter 2; the simplified form by Borgatti, Structural Holes: Unpacking Burt's Redundancy
/// Measures (Connections 20, 1997). Cost: O(Σ degree²), on every core.
pub fn holes(wiring: &Wiring) -> Vec<Option<Holes>> {
    let ways = |place: usize| wiring.ways_of(place).iter().map(|ways| f64::from(*ways));
    let sums: Vec<f64> = (0..wiring.members).map(|place| ways(place).sum()).collect();
    let strongest: Vec<f64> = (0..wiring.members).map(|place| ways(place).fold(0.0, f64::max)).collect();
    let places: Vec<usize> = (0..wiring.members).collect();
    let parts = places.par_chunks(PART).map(|part| {
        // What two steps lead to each contact; `NaN` for who is none.
        let mut indirect = vec![f64::NAN; wiring.members];
        let own = |place: &usize| of_member(wiring, *place, (&sums, &strongest), &mut indirect);
        part.iter().map(own).collect::<Vec<_>>()
    });
    parts.flatten().collect()
}

fn of_member(wiring: &Wiring, own: usize, (sums, strongest): (&[f64], &[f64]), indirect: &mut [f64]) -> Option<Holes> {
    let contacts = wiring.either.of_member(own);
    if contacts.is_empty() {
        return None;
    }
    for contact in contacts {
        if let Some(indirect) = indirect.get_mut(*contact as usize) {
            *indirect = 0.0;
        }
    }
    let all = at(sums, own);
    let mut repeated = 0.0;
    for (contact, ways) in contacts.iter().zip(wiring.ways_of(own)) {
        let between = *contact as usize;
        let share = f64::from(*ways) / all;
        let theirs = at(sums, between);
        for (other, ways) in wiring.either.of_member(between).iter().zip(wiring.ways_of(between)) {
            let Some(indirect) = indirect.get_mut(*other as usize).filter(|known| !known.is_nan()) else { continue };
            *indirect += share * f64::from(*ways) / theirs;
            repeated += share * f64::from(*ways) / at(strongest, *other as usize);
        }
    }
    let mut constraint = 0.0;
    for (contact, ways) in contacts.iter().zip(wiring.ways_of(own)) {
        if let Some(indirect) = indirect.get_mut(*contact as usize) {
            let invested = f64::from(*ways) / all + std::mem::replace(indirect, f64::NAN);
            constraint += invested * invested;
        }
    }
    Some(Holes { constraint, effective_size: contacts.len() as f64 - repeated })
}
