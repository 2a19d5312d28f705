//! From islands to the map: packed, in one square, and the rim around them.

use std::f64::consts::{SQRT_2, TAU};

use super::{
    super::{
        rings::{Point, squircle},
        roster::Roster,
    },
    Force,
    islands::pack,
    rim,
    swarm::Spot,
};

/// What the map is made from.
pub(super) struct Places<'a> {
    pub(super) islands: &'a [Vec<usize>],
    pub(super) alone: &'a [usize],
    /// The spots of each island, in its order.
    pub(super) laid: Vec<Vec<Spot>>,
}

/// The room between those with ties and those on the rim, and between two rows on it, in mean distances of two members.
const SHORE: f64 = 2.5;
const ROW: f64 = 1.4;

impl Places<'_> {
    pub(super) fn force(mut self, roster: &Roster) -> Force {
        self.laid.iter_mut().for_each(|spots| lay_flat(spots));
        let spots_of = pack(&self.laid);
        let mut joined: Vec<(usize, Point)> = Vec::new();
        for ((island, spots), middle) in self.islands.iter().zip(&self.laid).zip(spots_of) {
            let place = |spot: &Spot| Point { x: f64::from(spot.x + middle.x), y: f64::from(spot.y + middle.y) };
            joined.extend(island.iter().copied().zip(spots.iter().map(place)));
        }
        let half = centre(&mut joined);
        let mut places = vec![Point::default(); roster.members.len()];
        let (ring, extent) = Ring::around(&joined, half, self.alone.len());
        for (member, place) in &joined {
            if let Some(slot) = places.get_mut(*member) {
                *slot = Point { x: place.x / half.0.max(1e-9) * ring.scale, y: place.y / half.1.max(1e-9) * ring.scale };
            }
        }
        let directions = directions(roster, &places, &joined);
        let wishes: Vec<f64> =
            self.alone.iter().map(|member| area_of(roster, *member).and_then(|at| directions.get(at)).copied().unwrap_or(0.0)).collect();
        for (nth, (member, angle)) in self.alone.iter().zip(rim::angles(&wishes)).enumerate() {
            if let Some(slot) = places.get_mut(*member) {
                *slot = squircle(angle, ring.radius(nth));
            }
        }
        let middles = middles(roster, &joined, &places);
        Force { places, middles, extent }
    }
}

fn area_of(roster: &Roster, member: usize) -> Option<usize> {
    roster.members.get(member).map(|member| member.area)
}

/// Turns an island so that it is widest from left to right, and gives each member about one unit of the plane.
fn lay_flat(spots: &mut [Spot]) {
    let count = spots.len().max(1) as f64;
    let sum = |of: &dyn Fn(&Spot) -> f64| spots.iter().map(of).sum::<f64>() / count;
    let (x, y) = (sum(&|spot| f64::from(spot.x)), sum(&|spot| f64::from(spot.y)));
    let xx = sum(&|spot| (f64::from(spot.x) - x).powi(2));
    let yy = sum(&|spot| (f64::from(spot.y) - y).powi(2));
    let xy = sum(&|spot| (f64::from(spot.x) - x) * (f64::from(spot.y) - y));
    let (sine, cosine) = (0.5 * (2.0 * xy).atan2(xx - yy)).sin_cos();
    // Points spread evenly over a disc, one to a unit, are this far from its middle in the square mean.
    let even = (count / TAU).sqrt();
    let spread = (xx + yy).sqrt();
    let scale = if spread > 1e-9 { even / spread } else { 1.0 };
    for spot in spots.iter_mut() {
        let (across, down) = ((f64::from(spot.x) - x) * scale, (f64::from(spot.y) - y) * scale);
        *spot = Spot { x: (across * cosine + down * sine) as f32, y: (down * cosine - across * sine) as f32 };
    }
}

/// Moves the middle of the box around all to 0 and says half its width and height.
fn centre(joined: &mut [(usize, Point)]) -> (f64, f64) {
    let range = |of: fn(&Point) -> f64| {
        let values = joined.iter().map(|(_, place)| of(place));
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    if joined.is_empty() {
        return (0.0, 0.0);
    }
    let ((left, right), (top, bottom)) = (range(|place| place.x), range(|place| place.y));
    for (_, place) in joined.iter_mut() {
        place.x -= f64::midpoint(left, right);
        place.y -= f64::midpoint(top, bottom);
    }
    // Everybody in one line still has a row.
    ((right - left).max(2.0) / 2.0, (bottom - top).max(2.0) / 2.0)
}

/// The rim: a band around those with ties.
struct Ring {
    /// What those with ties are drawn smaller by.
    scale: f64,
    inner: f64,
    rows: usize,
}

impl Ring {
    /// The band for so many members around places within a box of this half width and height, and the extent of the whole.
    fn around(joined: &[(usize, Point)], half: (f64, f64), alone: usize) -> (Self, (f64, f64)) {
        if alone == 0 {
            return (Self { scale: 1.0, inner: 1.0, rows: 1 }, (2.0 * half.0, 2.0 * half.1));
        }
        // Nobody has a tie: the band is the whole.
        let half = if joined.is_empty() { ((alone as f64).sqrt() * 0.8, (alone as f64).sqrt() * 0.5) } else { half };
        let reach = joined.iter().map(|(_, place)| norm(place.x / half.0, place.y / half.1)).fold(0.0, f64::max).min(SQRT_2);
        // Among few, the band takes a fifth of the room at most.
        let small = half.0.min(half.1);
        let (shore, row) = (SHORE.min(0.25 * small), ROW.min(0.1 * small));
        let (mut rows, mut outer) = (1, half);
        // The band is as long as the box around it is large, and has as many rows as it needs.
        for _ in 0..20 {
            let width = shore + row * rows as f64;
            outer = (half.0 * reach.max(0.2) + width, half.1 * reach.max(0.2) + width);
            let length = 3.6 * (outer.0 + outer.1);
            let needed = ((1.5 * alone as f64) / length).ceil() as usize;
            if needed <= rows {
                break;
            }
            rows = needed;
        }
        // Both ways shrink alike, by the narrower one, so that distances stay comparable.
        let inner = ((outer.0 - row * (rows as f64 - 1.0)) / outer.0).min((outer.1 - row * (rows as f64 - 1.0)) / outer.1).max(0.2);
        let free = ((outer.0 - shore - row * rows as f64) / outer.0).min((outer.1 - shore - row * rows as f64) / outer.1);
        let scale = if reach > 0.0 { free.max(0.2) / reach } else { 0.0 };
        (Self { scale, inner, rows }, (2.0 * outer.0, 2.0 * outer.1))
    }

    fn radius(&self, nth: usize) -> f64 {
        let row = (nth % self.rows) as f64;
        if self.rows < 2 { 1.0 } else { self.inner + (1.0 - self.inner) * row / (self.rows - 1) as f64 }
    }
}

/// The radius of the squircle on which a place stands.
fn norm(x: f64, y: f64) -> f64 {
    let unit = squircle(y.atan2(x), 1.0);
    x.hypot(y) / unit.x.hypot(unit.y)
}

/// The direction of each area from the middle: where its tied members are, else where it is on the ground, else anywhere.
fn directions(roster: &Roster, places: &[Point], joined: &[(usize, Point)]) -> Vec<f64> {
    let mut sums = vec![Point::default(); roster.areas.len()];
    let mut ground = vec![(0.0, 0.0, 0.0_f64); roster.areas.len()];
    for (member, _) in joined {
        if let (Some(place), Some(sum)) = (places.get(*member), area_of(roster, *member).and_then(|at| sums.get_mut(at))) {
            sum.x += place.x;
            sum.y += place.y;
        }
    }
    for member in &roster.members {
        if let (Some((east, north)), Some((x, y, count))) = (member.place, ground.get_mut(member.area)) {
            *x += east;
            *y += north;
            *count += 1.0;
        }
    }
    let all = ground.iter().fold((0.0, 0.0, 0.0), |all, area| (all.0 + area.0, all.1 + area.1, all.2 + area.2));
    let direction = |(at, (sum, ground)): (usize, (&Point, &(f64, f64, f64)))| {
        if sum.x != 0.0 || sum.y != 0.0 {
            sum.y.atan2(sum.x)
        } else if ground.2 > 0.0 {
            (all.1 / all.2 - ground.1 / ground.2).atan2(ground.0 / ground.2 - all.0 / all.2)
        } else {
            at as f64 / roster.areas.len().max(1) as f64 * TAU
        }
    };
    sums.iter().zip(&ground).enumerate().map(direction).collect()
}

fn middles(roster: &Roster, joined: &[(usize, Point)], places: &[Point]) -> Vec<Option<Point>> {
    let mut sums = vec![(0.0, 0.0, 0.0_f64); roster.areas.len()];
    for (member, _) in joined {
        if let (Some(place), Some((x, y, count))) = (places.get(*member), area_of(roster, *member).and_then(|at| sums.get_mut(at))) {
            *x += place.x;
            *y += place.y;
            *count += 1.0;
        }
    }
    let middle = |(x, y, count): (f64, f64, f64)| (count > 0.0).then(|| Point { x: x / count, y: y / count });
    sums.into_iter().zip(&roster.areas).map(|(sum, area)| if area.is_rest { None } else { middle(sum) }).collect()
}
