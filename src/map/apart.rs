//! Pushes rectangles apart that lie on each other.

use super::picture::Rect;

/// Enough for ninety names to come to rest.
const ROUNDS: usize = 150;

/// Whether a rectangle gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    Free,
    /// It was put there by hand: only others give way.
    Pinned,
}

impl Hold {
    /// The share of a push it takes, against the other's.
    fn share(self, other: Self) -> f32 {
        match (self, other) {
            (Self::Pinned, Self::Free) => 0.0,
            (Self::Free, Self::Pinned) => 2.0,
            (Self::Free, Self::Free) | (Self::Pinned, Self::Pinned) => 1.0,
        }
    }
}

/// Moves the middles of rectangles of these sizes until none overlaps or the rounds are over; all stay in the window.
///
/// In the order given, which is the roster's and not that of importance, or the map would jump when the focus moves.
pub(crate) fn push(places: &mut [(f32, f32)], (sizes, holds): (&[(f32, f32)], &[Hold]), window: Rect) {
    for _ in 0..ROUNDS {
        if !push_once(places, sizes, holds) {
            break;
        }
        for (place, size) in places.iter_mut().zip(sizes) {
            *place = keep_inside(window, *place, *size);
        }
    }
}

/// One round of pushing: each pair that overlaps moves apart by 0.3 of it, along the shorter way out. Says if any did.
fn push_once(places: &mut [(f32, f32)], sizes: &[(f32, f32)], holds: &[Hold]) -> bool {
    let mut has_moved = false;
    for first in 0..places.len() {
        for second in first + 1..places.len() {
            let (Some(&a), Some(&b), Some(&s), Some(&t)) = (places.get(first), places.get(second), sizes.get(first), sizes.get(second))
            else {
                continue;
            };
            let gap_x = f32::midpoint(s.0, t.0) + 1.0 - (a.0 - b.0).abs();
            let gap_y = f32::midpoint(s.1, t.1) - (a.1 - b.1).abs();
            if gap_x <= 0.0 || gap_y <= 0.0 {
                continue;
            }
            has_moved = true;
            let by = if gap_x < 4.0 * gap_y {
                (if a.0 < b.0 { -0.3 * gap_x } else { 0.3 * gap_x }, 0.0)
            } else {
                (0.0, if a.1 < b.1 { -0.3 * gap_y } else { 0.3 * gap_y })
            };
            let hold = |at: usize| holds.get(at).copied().unwrap_or(Hold::Free);
            let (own, other) = (hold(first).share(hold(second)), hold(second).share(hold(first)));
            if let Some(place) = places.get_mut(first) {
                *place = (a.0 + by.0 * own, a.1 + by.1 * own);
            }
            if let Some(place) = places.get_mut(second) {
                *place = (b.0 - by.0 * other, b.1 - by.1 * other);
            }
        }
    }
    has_moved
}

fn keep_inside(window: Rect, place: (f32, f32), size: (f32, f32)) -> (f32, f32) {
    let hold = |at: f32, from: i32, length: i32, size: f32| {
        let (low, high) = (from as f32 + size / 2.0, (from + length) as f32 - size / 2.0);
        if low < high { at.clamp(low, high) } else { from as f32 + length as f32 / 2.0 }
    };
    (hold(place.0, window.x, window.width, size.0), hold(place.1, window.y, window.height, size.1))
}
