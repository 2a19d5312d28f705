//! How much more members of one community have to do with each other than chance would have it.

use super::wiring::{Wiring, at, share};

/// Newman and Girvan's modularity of a parting, with ties either way and unweighted: Σ (l/m − (d/2m)²) over communities.
///
/// No unit, −0.5 to 1; above 0.3 the communities are marked. Who is in no community is one alone. `None` without ties. Source: Newman
/// and Girvan, Finding and Evaluating Community Structure in Networks (2004). Cost: O(members + ties).
pub fn modularity(wiring: &Wiring, communities: &[Option<usize>]) -> Option<f64> {
    let count = communities.iter().flatten().max().map_or(0, |last| last + 1);
    let mut degrees = vec![0_usize; count];
    let (mut within, mut alone) = (0_usize, 0.0);
    let ends = wiring.either.all();
    for (place, community) in communities.iter().enumerate() {
        let contacts = wiring.either.of_member(place);
        let Some(own) = community else {
            alone += (contacts.len() as f64 / ends.max(1) as f64).powi(2);
            continue;
        };
        within += contacts.iter().filter(|other| at(communities, **other as usize) == Some(*own)).count();
        if let Some(degree) = degrees.get_mut(*own) {
            *degree += contacts.len();
        }
    }
    let by_chance: f64 = degrees.iter().map(|degree| (*degree as f64 / ends.max(1) as f64).powi(2)).sum();
    share(within, ends).map(|share| share - by_chance - alone)
}
