//! Cores: who belongs to the thick of the network and who is at its rim.

use super::wiring::{Wiring, at};

/// The largest k for each member such that it is in a group whose members each have ties with k others of it, either way.
///
/// A count, 0 (no ties) up. Source: Seidman, Network Structure and Minimum Degree (1983), by the algorithm of Batagelj and
/// Zaveršnik (2003). Cost: O(members + ties).
pub fn cores(wiring: &Wiring) -> Vec<u32> {
    let mut left: Vec<usize> = (0..wiring.members).map(|place| wiring.either.count(place)).collect();
    let most = left.iter().copied().max().unwrap_or(0);
    let mut waiting: Vec<Vec<u32>> = vec![Vec::new(); most + 1];
    for (place, &count) in (0..).zip(&left) {
        if let Some(list) = waiting.get_mut(count) {
            list.push(place);
        }
    }
    let mut cores = vec![None; wiring.members];
    let mut level = 0;
    while let Some(list) = waiting.get_mut(level) {
        let Some(here) = list.pop() else {
            level += 1;
            continue;
        };
        // A member waits once for each count it has had; only the last one is true.
        let is_done = cores.get(here as usize).is_none_or(Option::is_some);
        if is_done || at(&left, here as usize) > level {
            continue;
        }
        if let Some(core) = cores.get_mut(here as usize) {
            *core = Some(level as u32);
        }
        for &other in wiring.either.of_member(here as usize) {
            let is_left = cores.get(other as usize).is_some_and(Option::is_none);
            let Some(count) = left.get_mut(other as usize).filter(|count| is_left && **count > level) else { continue };
            *count -= 1;
            if let Some(list) = waiting.get_mut(*count) {
                list.push(other);
            }
        }
    }
    cores.into_iter().map(Option::unwrap_or_default).collect()
}
