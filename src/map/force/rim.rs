//! Members without a tie: on the rim, at the side of their area.

use std::f64::consts::TAU;

/// An angle for each of those on the rim, as near to the wished one as there is room, in the order given.
///
/// Neighbours keep seven tenths of the room there would be if all stood evenly; whoever wants the same place stands side by
/// side around it (isotonic regression by pooling, Ayer and others 1955). Cost: O(members · log members).
pub(crate) fn angles(wishes: &[f64]) -> Vec<f64> {
    const ROOM: f64 = 0.7;
    let count = wishes.len();
    let step = TAU / count.max(1) as f64 * ROOM;
    let mut order: Vec<usize> = (0..count).collect();
    let wish = |at: usize| wishes.get(at).copied().unwrap_or(0.0).rem_euclid(TAU);
    order.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)).then(a.cmp(b)));
    // The circle is cut where it is emptiest.
    let after = |nth: usize| order.get((nth + 1) % count.max(1)).map_or(0.0, |next| wish(*next));
    let gap = |nth: usize, at: usize| (after(nth) - wish(at)).rem_euclid(TAU);
    let gaps = order.iter().enumerate().map(|(nth, at)| (nth, gap(nth, *at)));
    let cut = gaps.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map_or(0, |(nth, _)| (nth + 1) % count.max(1));
    order.rotate_left(cut);
    let start = order.first().map_or(0.0, |at| wish(*at));
    // Pools of those that stand side by side: the mean of what they wish, and how many they are.
    let mut pools: Vec<(f64, f64)> = Vec::new();
    for (nth, at) in order.iter().enumerate() {
        let mut pool = ((wish(*at) - start).rem_euclid(TAU) - nth as f64 * step, 1.0);
        while let Some(before) = pools.pop_if(|before| before.0 >= pool.0) {
            pool = ((before.0 * before.1 + pool.0 * pool.1) / (before.1 + pool.1), before.1 + pool.1);
        }
        pools.push(pool);
    }
    let placed = pools.iter().flat_map(|(mean, size)| std::iter::repeat_n(*mean, *size as usize));
    let first = pools.first().map_or(0.0, |pool| pool.0);
    let latest = first + TAU - count as f64 * step;
    let mut angles = vec![0.0; count];
    for ((nth, at), mean) in order.iter().enumerate().zip(placed) {
        if let Some(angle) = angles.get_mut(*at) {
            *angle = (start + mean.min(latest) + nth as f64 * step).rem_euclid(TAU);
        }
    }
    angles
}
