//! The separate parts of a network.

use super::wiring::{Wiring, at};

/// The part each member is in, counted from 0 in the order of their first members, and the size of each part.
///
/// Two members are in one part if ties lead from one to the other, either way; who has no ties is a part alone. Source: Wasserman
/// and Faust (1994), section 4.2.3, weak components. Cost: O(members + ties).
pub fn components(wiring: &Wiring) -> (Vec<usize>, Vec<usize>) {
    let mut parts = vec![usize::MAX; wiring.members];
    let mut sizes = Vec::new();
    for start in 0..wiring.members {
        if at(&parts, start) != usize::MAX {
            continue;
        }
        let own = sizes.len();
        let mut met = vec![start as u32];
        if let Some(part) = parts.get_mut(start) {
            *part = own;
        }
        let mut next = 0;
        while let Some(&here) = met.get(next) {
            next += 1;
            for &other in wiring.either.of_member(here as usize) {
                if let Some(part) = parts.get_mut(other as usize).filter(|part| **part == usize::MAX) {
                    *part = own;
                    met.push(other);
                }
            }
        }
        sizes.push(met.len());
    }
    (parts, sizes)
}
