//! How many of the ties that could be there are, and how many of them are returned.

use super::wiring::{Wiring, share};

/// The share of all possible directed ties that are there: m / (n(n−1)).
///
/// No unit, 0 (nobody shares) to 1 (everybody with everybody); `None` with fewer than two members. It falls as a network grows, so
/// it is compared over time and never across sizes. Source: Wasserman and Faust, Social Network Analysis (1994), section 4.2.
/// Cost: O(1).
pub fn density(wiring: &Wiring) -> Option<f64> {
    share(wiring.ties(), wiring.members * wiring.members.saturating_sub(1))
}

/// The share of directed ties that are returned: those from A to B where B also gives to A.
///
/// No unit, 0 (help goes one way only) to 1 (everybody who gives also learns); `None` without ties. Source: Wasserman and Faust
/// (1994), section 13.3, as the share of arcs. Cost: O(ties).
pub fn reciprocity(wiring: &Wiring) -> Option<f64> {
    let returned = wiring.ways.iter().filter(|ways| **ways == 2).count();
    share(returned, wiring.ties())
}
