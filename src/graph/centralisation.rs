//! How far a network hangs on one member.

/// Freeman's centralisation: how much the most central member stands above all others, against the most that is possible.
///
/// No unit, 0 (all alike) to 1 (a star); `None` with fewer than three members, where nothing can be central. `most` is the sum of
/// differences in the star that is most unequal: (n−1)² for giving or learning, n−1 for normalised betweenness. Source: Freeman,
/// Centrality in Social Networks: Conceptual Clarification (Social Networks 1, 1978/79). Cost: O(members).
pub fn centralisation(values: &[f64], most: f64) -> Option<f64> {
    if values.len() < 3 {
        return None;
    }
    let highest = values.iter().copied().fold(0.0, f64::max);
    Some(values.iter().map(|value| highest - value).sum::<f64>() / most)
}
