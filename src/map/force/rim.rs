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
    let round = |nth: usize| if nth + 1 == count { TAU } else { 0.0 };
    let gap = |nth: usize, at: usize| after(nth) + round(nth) - wish(at);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: f64, b: f64) -> f64 {
        let apart = (a - b).rem_euclid(TAU);
        apart.min(TAU - apart)
    }

    #[test]
    fn whoever_wants_the_same_place_stands_around_it() {
        let angles = angles(&[1.0; 5]);
        let middle = angles.get(2).copied().unwrap_or_default();
        assert!((middle - 1.0).abs() < 1e-9, "{angles:?}");
        let step = TAU / 5.0 * 0.7;
        assert!(angles.iter().enumerate().all(|(at, angle)| apart(*angle, 1.0 + (at as f64 - 2.0) * step) < 1e-9), "{angles:?}");
    }

    #[test]
    fn whoever_has_room_stands_where_it_wants() {
        let wishes = [0.1, 2.0, 4.0];
        assert!(angles(&wishes).into_iter().zip(wishes).all(|(angle, wish)| apart(angle, wish) < 1e-9));
        assert!(angles(&[]).is_empty());
    }

    #[test]
    fn nobody_stands_on_another() {
        let wishes: Vec<f64> = (0..40).map(|at| f64::from(at * at % 7)).collect();
        let mut angles = angles(&wishes);
        angles.sort_by(f64::total_cmp);
        let round = angles.first().map(|first| first + TAU);
        let gaps = angles.iter().zip(angles.iter().skip(1).copied().chain(round)).map(|(from, to)| to - from);
        assert!(gaps.fold(f64::MAX, f64::min) > TAU / 40.0 * 0.69);
    }
}
