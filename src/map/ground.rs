//! The ground: members where they are, drawn apart where towns clump, with a coarse outline of all of them.

use std::f64::consts::TAU;

use super::{picture::Rect, projection::Projection, rings::Point, roster::Roster, view::Camera};

/// Where everybody stands on the ground.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ground {
    /// One for each member of the roster, -1 to 1 both ways with north at the top; none for who has no place.
    pub(crate) places: Vec<Option<Point>>,
    /// The middle of each named area's members.
    pub(crate) middles: Vec<Option<Point>>,
    /// The outline of all places, closed.
    pub(crate) outline: Vec<Point>,
    /// Kilometres from the west to the east and from the north to the south end.
    extent: (f64, f64),
}

/// Up to this many members places are pulled half-way to equal spacing, beyond a quarter.
const FEW: usize = 800;
/// From this many places on, one in two hundred at either end may be out of the way without shrinking the rest.
const MANY: usize = 200;
/// Directions in which the outline is measured.
const DIRECTIONS: usize = 48;

impl Ground {
    /// Places everybody. Cost: O(members · log members).
    pub(crate) fn of(roster: &Roster) -> Self {
        let pull = if roster.members.len() <= FEW { 0.5 } else { 0.25 };
        let known = |axis: fn((f64, f64)) -> f64| roster.members.iter().map(move |member| member.place.map(axis));
        let (across, width) = spread(&known(|place| place.0).collect::<Vec<_>>(), pull);
        let (up, height) = spread(&known(|place| place.1).collect::<Vec<_>>(), pull);
        let places: Vec<Option<Point>> = across.into_iter().zip(up).map(|(x, y)| Some(Point { x: x?, y: -y? })).collect();
        let middles = middles(roster, &places);
        let outline = outline(&places.iter().flatten().copied().collect::<Vec<_>>());
        Self { places, middles, outline, extent: (width, height) }
    }

    /// Puts a member where somebody pinned it; nothing is guessed of one whose place is not known.
    pub(crate) fn pin(&mut self, member: usize, place: Point) {
        if let Some(Some(slot)) = self.places.get_mut(member) {
            *slot = Point { x: place.x.clamp(-1.0, 1.0), y: place.y.clamp(-1.0, 1.0) };
        }
    }

    /// How many members have no place.
    pub(crate) fn placeless(&self) -> usize {
        self.places.iter().filter(|place| place.is_none()).count()
    }

    /// The projection that keeps a kilometre nearly as long one way as the other.
    pub(crate) fn projection(&self, window: Rect, margin: (f64, f64), camera: Camera) -> Projection {
        Projection::keeping(self.extent, window, margin, camera)
    }
}

/// Values on one axis from -1 to 1, pulled towards equal spacing, and their extent in kilometres.
fn spread(values: &[Option<f64>], pull: f64) -> (Vec<Option<f64>>, f64) {
    let mut order: Vec<(f64, usize)> = values.iter().enumerate().filter_map(|(at, value)| Some(((*value)?, at))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let left_out = if order.len() < MANY { 0 } else { order.len() / 200 };
    let low = order.get(left_out).map_or(0.0, |(value, _)| *value);
    let high = order.iter().rev().nth(left_out).map_or(low, |(value, _)| *value);
    let extent = high - low;
    let mut spread = vec![None; values.len()];
    let last = (order.len().max(2) - 1) as f64;
    for (rank, (value, at)) in order.iter().enumerate() {
        let share = if extent > 0.0 { ((value - low) / extent).clamp(0.0, 1.0) } else { 0.5 };
        // Members at one place stay at one place, however many there are: where nothing parts them, their rank does not either.
        let even = if extent > 0.0 { rank as f64 / last } else { 0.5 };
        if let Some(slot) = spread.get_mut(*at) {
            *slot = Some(2.0 * ((1.0 - pull) * share + pull * even) - 1.0);
        }
    }
    (spread, extent)
}

fn middles(roster: &Roster, places: &[Option<Point>]) -> Vec<Option<Point>> {
    let mut sums = vec![(0.0, 0.0, 0.0_f64); roster.areas.len()];
    for (member, place) in roster.members.iter().zip(places) {
        if let (Some(place), Some((x, y, count))) = (place, sums.get_mut(member.area)) {
            *x += place.x;
            *y += place.y;
            *count += 1.0;
        }
    }
    let middle = |(x, y, count): (f64, f64, f64)| (count > 0.0).then(|| Point { x: x / count, y: y / count });
    // What is left beside the named areas is all over the map: it has no middle.
    sums.into_iter().zip(&roster.areas).map(|(sum, area)| if area.is_rest { None } else { middle(sum) }).collect()
}

/// A coarse outline: the furthest member in each direction from the middle, but nowhere far inside the convex hull.
fn outline(places: &[Point]) -> Vec<Point> {
    /// The share of the hull's reach to which the outline may sink between two members.
    const SINK: f64 = 0.72;
    /// The room between the outermost members and the line.
    const MARGIN: f64 = 1.05;
    let hull = hull(places);
    if hull.len() < 3 {
        return Vec::new();
    }
    let count = hull.len() as f64;
    let middle = hull.iter().fold(Point::default(), |sum, place| Point { x: sum.x + place.x / count, y: sum.y + place.y / count });
    let mut reach = vec![0.0_f64; DIRECTIONS];
    for place in places {
        let (x, y) = (place.x - middle.x, place.y - middle.y);
        let direction = (y.atan2(x).rem_euclid(TAU) / TAU * DIRECTIONS as f64) as usize % DIRECTIONS;
        if let Some(furthest) = reach.get_mut(direction) {
            *furthest = furthest.max(x.hypot(y));
        }
    }
    let angles = (0..DIRECTIONS).map(|at| (at as f64 + 0.5) / DIRECTIONS as f64 * TAU);
    let mut line: Vec<Point> = angles
        .enumerate()
        .map(|(at, angle)| {
            // A neighbour's reach counts a little, so that the line has no spikes.
            let at_most = |step: usize| reach.get((at + step) % DIRECTIONS).copied().unwrap_or(0.0);
            let beside = at_most(1).max(at_most(DIRECTIONS - 1)) * 0.92;
            let radius = at_most(0).max(beside).max(SINK * hull_reach(&hull, middle, angle)) * MARGIN;
            let (sine, cosine) = angle.sin_cos();
            Point { x: middle.x + radius * cosine, y: middle.y + radius * sine }
        })
        .collect();
    line.extend(line.first().copied());
    line
}

/// The corners of the convex hull, in order (Andrew's monotone chain, 1979).
fn hull(places: &[Point]) -> Vec<Point> {
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let half = |places: &mut dyn Iterator<Item = &Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for place in places {
            while let [.., a, b] = chain.as_slice() {
                if (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(*place);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut sorted.iter());
    hull.extend(half(&mut sorted.iter().rev()));
    hull
}

/// How far the hull is from a place inside it in a direction.
fn hull_reach(hull: &[Point], from: Point, angle: f64) -> f64 {
    let (sine, cosine) = angle.sin_cos();
    let next = hull.iter().cycle().skip(1);
    let crossings = hull.iter().zip(next).filter_map(|(a, b)| {
        let (x, y) = (b.x - a.x, b.y - a.y);
        let turn = cosine * y - sine * x;
        if turn.abs() < 1e-12 {
            return None;
        }
        let along = ((a.x - from.x) * y - (a.y - from.y) * x) / turn;
        let share = ((a.x - from.x) * sine - (a.y - from.y) * cosine) / turn;
        ((-1e-9..=1.0 + 1e-9).contains(&share) && along > 0.0).then_some(along)
    });
    crossings.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_that_clumps_is_drawn_apart() {
        let (spread, extent) = spread(&[Some(0.0), Some(1.0), Some(2.0), None, Some(100.0)], 0.5);
        assert!((extent - 100.0).abs() < 1e-9);
        let third = spread.get(2).copied().flatten().unwrap();
        assert!((third - (2.0 * (0.5 * 0.02 + 0.5 * 2.0 / 3.0) - 1.0)).abs() < 1e-9, "{third}");
        assert_eq!(spread.get(3), Some(&None));
    }

    #[test]
    fn members_all_at_one_place_stand_in_the_middle() {
        assert_eq!(spread(&[Some(7.0), Some(7.0)], 0.5), (vec![Some(0.0), Some(0.0)], 0.0));
    }

    #[test]
    fn the_outline_holds_every_member() {
        let places: Vec<Point> = (0..200).map(f64::from).map(|at| Point { x: (at * 0.7).sin(), y: (at * 1.3).cos() }).collect();
        let hull = hull(&places);
        assert!(hull.len() > 3);
        assert_eq!(outline(&places).len(), DIRECTIONS + 1);
    }

    #[test]
    fn a_square_reaches_one_to_its_side() {
        let square = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| Point { x, y });
        assert!((hull_reach(&hull(&square), Point::default(), 0.0) - 1.0).abs() < 1e-9);
    }
}
