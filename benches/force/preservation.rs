//! Neighbour preservation: how many of those who stand nearest to a member have to do with it.

use std::collections::BTreeSet;

/// How well a layout keeps neighbours.
pub(crate) struct Kept {
    /// The mean share, over members with a tie, of the k others nearest on the map that are one or two ties away.
    pub(crate) share: f64,
    /// The same with k no larger than the number of members one or two ties away, so that 1 can be reached.
    pub(crate) of_possible: f64,
}

/// Measured on the plane the layout was made for. Among others equally far, the one that comes first in the network counts.
///
/// Members without a tie have nobody to stand near, so none of theirs is asked for; they count as neighbours of others.
pub(crate) fn kept(members: usize, ties: &[(usize, usize)], places: &[(f64, f64)], k: usize) -> Kept {
    assert_eq!(places.len(), members, "every member has a place");
    let mut tied: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); members];
    for &(from, to) in ties.iter().filter(|(from, to)| from != to) {
        tied[from].insert(to);
        tied[to].insert(from);
    }
    let grid = Grid::new(places);
    let (mut shares, mut of_possible, mut count) = (0.0, 0.0, 0);
    for member in (0..members).filter(|member| !tied[*member].is_empty()) {
        let mut close = tied[member].clone();
        close.extend(tied[member].iter().flat_map(|other| tied[*other].iter().copied()));
        close.remove(&member);
        let found = grid.nearest(places, member, k).into_iter().take(k.min(close.len())).filter(|other| close.contains(other)).count();
        let all = grid.nearest(places, member, k).into_iter().filter(|other| close.contains(other)).count();
        shares += all as f64 / k as f64;
        of_possible += found as f64 / k.min(close.len()) as f64;
        count += 1;
    }
    let count = f64::from(count).max(1.0);
    Kept { share: shares / count, of_possible: of_possible / count }
}

/// Members by squares of the plane, so that the nearest are found without looking at all.
struct Grid {
    low: (f64, f64),
    side: f64,
    wide: usize,
    squares: Vec<Vec<usize>>,
}

impl Grid {
    fn new(places: &[(f64, f64)]) -> Self {
        let ends = |of: fn(&(f64, f64)) -> f64| {
            places.iter().map(of).fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
        };
        let ((left, right), (top, bottom)) = (ends(|place| place.0), ends(|place| place.1));
        let wide = ((places.len() as f64 / 2.0).sqrt().ceil() as usize).max(1);
        let side = ((right - left).max(bottom - top) / wide as f64).max(1e-12);
        let mut grid = Self { low: (left, top), side, wide, squares: vec![Vec::new(); wide * wide] };
        for (at, place) in places.iter().enumerate() {
            let (x, y) = grid.square(*place);
            grid.squares[y * wide + x].push(at);
        }
        grid
    }

    fn square(&self, place: (f64, f64)) -> (usize, usize) {
        let at = |value: f64, low: f64| (((value - low) / self.side) as usize).min(self.wide - 1);
        (at(place.0, self.low.0), at(place.1, self.low.1))
    }

    fn nearest(&self, places: &[(f64, f64)], member: usize, k: usize) -> Vec<usize> {
        let (x, y) = self.square(places[member]);
        let mut reach = 1;
        loop {
            let span = |at: usize| at.saturating_sub(reach)..=(at + reach).min(self.wide - 1);
            let mut found: Vec<(f64, usize)> = span(y)
                .flat_map(|row| span(x).flat_map(move |column| &self.squares[row * self.wide + column]))
                .filter(|other| **other != member)
                .map(|other| ((places[*other].0 - places[member].0).hypot(places[*other].1 - places[member].1), *other))
                .collect();
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            // Whoever is nearer than the edge of the squares looked at is among them.
            let is_sure = found.get(k - 1).is_some_and(|last| last.0 <= reach as f64 * self.side);
            if is_sure || reach > self.wide {
                return found.into_iter().take(k).map(|(_, other)| other).collect();
            }
            reach *= 2;
        }
    }
}
