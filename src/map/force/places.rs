//! From islands to the map: packed, in one square, and the rim around them.

use std::f64::consts::{SQRT_2, TAU};

use super::{
    super::{
        areas::Area,
        rings::{Point, squircle},
        roster::Roster,
    },
    Force,
    former::Trace,
    islands::pack,
    rim,
    swarm::Spot,
};

/// Members joined by ties, and where forces moved them.
#[derive(Clone, Debug)]
pub(super) struct Island {
    pub(super) members: Vec<usize>,
    pub(super) spots: Vec<Spot>,
    /// If it goes on from a former layout it stays where it was: how much larger it was drawn then.
    pub(super) held: Option<f32>,
}

impl Island {
    pub(super) fn new(members: Vec<usize>) -> Self {
        Self { members, spots: Vec::new(), held: None }
    }
}

/// What the map is made from.
pub(super) struct Places<'a> {
    pub(super) alone: &'a [usize],
    /// The largest first.
    pub(super) laid: Vec<Island>,
}

/// Up to this many members places are pulled nearly half-way to equal spacing, beyond a quarter, as on the ground.
const FEW: usize = 800;
const PULL: [f32; 2] = [0.45, 0.25];
/// The whole is drawn at least and at most so much wider than high, or a window would stay half empty.
const ASPECT: [f64; 2] = [1.55, 1.9];
/// Islands up to this size keep their form.
const NAMED: usize = 64;
/// The room between those with ties and those on the rim, and between two rows on it, in mean distances of two members.
const SHORE: f64 = 2.5;
const ROW: f64 = 1.4;

impl Places<'_> {
    pub(super) fn force(mut self, roster: &Roster) -> Force {
        let scales: Vec<f32> = self.laid.iter_mut().map(|island| enlarge(&mut island.spots, island.held)).collect();
        let pull = if roster.members.len() <= FEW { PULL[0] } else { PULL[1] };
        let evened: Vec<Vec<Spot>> = self.laid.iter().map(|island| even_out(&less_flat(&island.spots), pull)).collect();
        let is_held: Vec<bool> = self.laid.iter().map(|island| island.held.is_some()).collect();
        let mut traces = vec![None; roster.members.len()];
        let mut joined: Vec<(usize, Point)> = Vec::new();
        for (((island, spots), middle), scale) in self.laid.iter().zip(&evened).zip(pack(&evened, &is_held)).zip(scales) {
            let moved = |spot: &Spot| Spot { x: spot.x + middle.x, y: spot.y + middle.y };
            for ((member, forced), spot) in island.members.iter().zip(&island.spots).zip(spots) {
                let place = moved(spot);
                joined.push((*member, Point { x: f64::from(place.x), y: f64::from(place.y) }));
                if let Some(trace) = traces.get_mut(*member) {
                    *trace = Some(Trace { spot: moved(forced), scale });
                }
            }
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
        let middles = middles(roster, &places, joined.iter().map(|(member, _)| *member));
        Force { places, middles, extent: as_windows_are(extent), traces }
    }
}

fn area_of(roster: &Roster, member: usize) -> Option<usize> {
    roster.members.get(member).map(|member| member.area)
}

/// Gives each member about one unit of the plane, and turns the island so that it is widest from left to right. Says how
/// much larger it became. One that is held becomes as large as it was and is not turned.
fn enlarge(spots: &mut [Spot], held: Option<f32>) -> f32 {
    if let Some(scale) = held {
        for spot in spots.iter_mut() {
            *spot = Spot { x: spot.x * scale, y: spot.y * scale };
        }
        return scale;
    }
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
    scale as f32
}

/// An island that is much wider than high, or higher than wide, a little less so.
fn less_flat(spots: &[Spot]) -> Vec<Spot> {
    /// The widths and heights that are left alone.
    const FLATTEST: [f32; 2] = [1.0, 1.7];
    let count = spots.len().max(1) as f32;
    let spread = |of: fn(&Spot) -> f32| {
        let mean = spots.iter().map(of).sum::<f32>() / count;
        (mean, (spots.iter().map(|spot| (of(spot) - mean).powi(2)).sum::<f32>() / count).sqrt())
    };
    let ((x, across), (y, down)) = (spread(|spot| spot.x), spread(|spot| spot.y));
    // A few stay as they are: names are pushed apart around them, and a chain of them is a chain.
    if spots.len() <= NAMED || down < 0.3 {
        return spots.to_vec();
    }
    let [least, most] = FLATTEST;
    let form = across / down;
    let by = (form / form.clamp(least, most)).sqrt();
    spots.iter().map(|spot| Spot { x: x + (spot.x - x) / by, y: y + (spot.y - y) * by }).collect()
}

/// Pulls the places of an island towards equal spacing on either axis, so that a dense middle has room. Who stands left of
/// whom stays so, and the box around all is the same.
fn even_out(spots: &[Spot], pull: f32) -> Vec<Spot> {
    let mut evened = spots.to_vec();
    let axes: [fn(&mut Spot) -> &mut f32; 2] = [|spot| &mut spot.x, |spot| &mut spot.y];
    for axis in axes {
        let mut order: Vec<(f32, usize)> = evened.iter_mut().enumerate().map(|(at, spot)| (*axis(spot), at)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (low, high) = (order.first().map_or(0.0, |first| first.0), order.last().map_or(0.0, |last| last.0));
        let step = (high - low) / (order.len().max(2) - 1) as f32;
        for (rank, (value, at)) in order.into_iter().enumerate() {
            if let Some(spot) = evened.get_mut(at) {
                *axis(spot) = (1.0 - pull) * value + pull * (low + rank as f32 * step);
            }
        }
    }
    evened
}

fn as_windows_are((width, height): (f64, f64)) -> (f64, f64) {
    let [least, most] = ASPECT;
    (width.max(height * least), height.max(width / most))
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

/// The middle of each named area whose members stand together; one whose members are all over the map has none.
pub(super) fn middles(roster: &Roster, places: &[Point], tied: impl Iterator<Item = usize>) -> Vec<Option<Point>> {
    /// Members stand together up to this share of the mean distance from the middle that members of the whole have.
    const TOGETHER: f64 = 0.7;
    let placed: Vec<(usize, Point)> = tied.filter_map(|member| Some((area_of(roster, member)?, *places.get(member)?))).collect();
    let middle_and_spread = |area: Option<usize>| {
        let here = || placed.iter().filter(|(of, _)| area.is_none_or(|area| *of == area)).map(|(_, place)| place);
        let count = here().count().max(1) as f64;
        let sum = here().fold(Point::default(), |sum, place| Point { x: sum.x + place.x, y: sum.y + place.y });
        let middle = Point { x: sum.x / count, y: sum.y / count };
        (middle, here().map(|place| (place.x - middle.x).hypot(place.y - middle.y)).sum::<f64>() / count)
    };
    let (_, whole) = middle_and_spread(None);
    let named = |(at, area): (usize, &Area)| {
        let (middle, spread) = middle_and_spread(Some(at));
        let has_any = placed.iter().any(|(of, _)| *of == at);
        (has_any && !area.is_rest && spread <= TOGETHER * whole).then_some(middle)
    };
    roster.areas.iter().enumerate().map(named).collect()
}
