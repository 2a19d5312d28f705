//! The rings: knowledge in the middle, stage 4 to stage 1 outward, every area a sector.
//!
//! All places are in a square from -1 to 1 with y downward; the window stretches it. Rings are squircles
//! |x|^2.6 + |y|^2.6 = r^2.6, which use the corners of a window better than circles.

use super::roster::{Lane, Roster};
use crate::model::Stage;

/// A place on the map, -1 to 1 both ways, y downward.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// The lane of the rings in which a group of members stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub lane: Lane,
    /// Radii, 0 to 1.
    pub inner: f64,
    pub outer: f64,
    pub members: usize,
}

/// The stretch of the rings that an area has, in turns (0 to 1) clockwise from the start of the rings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sector {
    pub(crate) start: f64,
    pub(crate) end: f64,
}

/// Where everybody stands in the rings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rings {
    /// One place for each member of the roster.
    pub(crate) places: Vec<Point>,
    /// Stage 4 first, the rim last; then sources and bodies are in the core.
    pub(crate) bands: Vec<Band>,
    /// One for each area of the roster.
    pub(crate) sectors: Vec<Sector>,
    pub(crate) rim: Rim,
}

/// The exponent of the squircle.
const ROUNDNESS: f64 = 2.6;
/// Up to this many members the rings keep the radii of the drawing; above, rings get room by how many stand in them.
const FEW: usize = 800;
/// Up to this many members have their names around them, so that a place is as wide as a name.
const NAMED: usize = 60;
/// Half the cells of the window the angles are measured for; others stretch it a little.
const HALF_WINDOW: (f64, f64) = (60.0, 17.0);
/// The outer radii of the middle: sources, then universities and other bodies.
const CORE: [f64; 2] = [0.13, 0.235];
/// The golden ratio's fraction spreads points evenly over a band however many there are.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The lanes that are bands, inside out.
pub(crate) const BANDS: [Lane; 5] = [
    Lane::Stage(Stage::Integration),
    Lane::Stage(Stage::Engagement),
    Lane::Stage(Stage::Initiation),
    Lane::Unrated,
    Lane::Stage(Stage::Isolation),
];

/// The point of the squircle of this radius at an angle in radians, 0 to the right and clockwise.
pub(crate) fn squircle(angle: f64, radius: f64) -> Point {
    let (sine, cosine) = angle.sin_cos();
    let size = (cosine.abs().powf(ROUNDNESS) + sine.abs().powf(ROUNDNESS)).powf(1.0 / ROUNDNESS);
    Point { x: radius * cosine / size, y: radius * sine / size }
}

/// The rim measured in places for members, so that its long sides take more of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rim {
    /// The length from the start to each of the equal steps of the angle.
    lengths: Vec<f64>,
    start: f64,
}

impl Rim {
    const STEPS: u32 = 720;

    fn new(members: usize, areas: usize) -> Self {
        let (place_width, place_height) = if members <= NAMED { (19.0, 1.8) } else { (2.0, 1.0) };
        let start = start_of(areas);
        let mut lengths = vec![0.0];
        let mut length = 0.0;
        let mut last = squircle(start * std::f64::consts::TAU, 1.0);
        for step in 1..=Self::STEPS {
            let next = squircle((start + f64::from(step) / f64::from(Self::STEPS)) * std::f64::consts::TAU, 1.0);
            let across = (next.x - last.x) * HALF_WINDOW.0 / place_width;
            let down = (next.y - last.y) * HALF_WINDOW.1 / place_height;
            length += across.hypot(down);
            lengths.push(length);
            last = next;
        }
        Self { lengths, start }
    }

    fn length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or(1.0)
    }

    /// The angle after this share of the rim's length.
    pub(crate) fn angle(&self, turn: f64) -> f64 {
        let wanted = turn.rem_euclid(1.0) * self.length();
        let after = self.lengths.partition_point(|length| *length <= wanted).clamp(1, self.lengths.len().max(2) - 1);
        let low = self.lengths.get(after - 1).copied().unwrap_or(0.0);
        let high = self.lengths.get(after).copied().unwrap_or(low);
        let share = if high > low { (wanted - low) / (high - low) } else { 0.0 };
        (self.start + (after as f64 - 1.0 + share) / f64::from(Self::STEPS)) * std::f64::consts::TAU
    }
}

impl Rings {
    /// Places everybody. Cost: O(members · log members).
    pub(crate) fn of(roster: &Roster) -> Self {
        let rim = Rim::new(roster.members.len(), roster.areas.len());
        let sectors = sectors(roster);
        let bands = bands(roster);
        let mut rings = Self { places: vec![Point::default(); roster.members.len()], bands, sectors, rim };
        rings.place_core(roster);
        let order = by_lane_and_area(roster);
        for band in rings.bands.clone() {
            let standing: Vec<usize> = order.iter().filter(|(lane, ..)| *lane == band.lane).map(|(.., member)| *member).collect();
            rings.place_band(roster, band, &standing);
        }
        rings
    }

    fn place_core(&mut self, roster: &Roster) {
        for (lane, inner, outer) in [(Lane::Sources, 0.0, CORE[0]), (Lane::Bodies, CORE[0] + 0.03, CORE[1])] {
            let standing: Vec<usize> =
                roster.members.iter().enumerate().filter(|(_, member)| member.lane == lane).map(|(at, _)| at).collect();
            let count = standing.len();
            let scale = self.bands.first().map_or(1.0, |band| (band.inner / (CORE[1] + 0.03)).min(1.2));
            for (at, member) in standing.into_iter().enumerate() {
                let radius = match (count, lane) {
                    (1, Lane::Sources) => 0.0,
                    // A handful stands on one circle; a crowd fills the whole of its room.
                    (1..=8, _) => outer,
                    _ => even_radius(inner, outer, at),
                };
                // Sources and bodies start half a place apart, so that their names do not meet.
                let shift = if lane == Lane::Sources { 0.5 } else { 0.0 };
                let angle = self.rim.angle((at as f64 + shift) / count as f64 + 0.125);
                self.put(member, squircle(angle, radius * scale));
            }
        }
    }

    fn place_band(&mut self, roster: &Roster, band: Band, standing: &[usize]) {
        let is_crowd = roster.members.len() > FEW;
        let per_row = (self.rim.length() * f64::midpoint(band.inner, band.outer)).max(1.0);
        let rows = (1.25 * standing.len() as f64 / per_row).ceil().max(1.0);
        let mut in_area = vec![0_usize; self.sectors.len()];
        for &member in standing {
            count_up(&mut in_area, area_of(roster, member));
        }
        let mut seen = vec![0_usize; self.sectors.len()];
        for (at, &member) in standing.iter().enumerate() {
            let area = area_of(roster, member);
            let sector = self.sectors.get(area).copied().unwrap_or(Sector { start: 0.0, end: 1.0 });
            let nth = count_up(&mut seen, area);
            let of = in_area.get(area).copied().unwrap_or(1).max(1);
            // Areas stand a little apart, or nobody would see where one ends.
            let gap = (1.2 / per_row).min(0.08 * (sector.end - sector.start));
            let turn = sector.start + gap + (nth as f64 + 0.5) / of as f64 * (sector.end - sector.start - 2.0 * gap);
            let radius = if is_crowd {
                even_radius(band.inner, band.outer, at)
            } else {
                band.inner + ((at as f64 % rows) + 0.5) / rows * (band.outer - band.inner)
            };
            let place = squircle(self.rim.angle(turn), radius);
            self.put(member, place);
        }
    }

    /// Puts a member where somebody pinned it, but never out of its ring: the ring is its stage, the way along it is free.
    pub(crate) fn pin(&mut self, roster: &Roster, member: usize, place: Point) {
        let Some(lane) = roster.members.get(member).map(|member| member.lane) else { return };
        let scale = self.bands.first().map_or(1.0, |band| (band.inner / (CORE[1] + 0.03)).min(1.2));
        let (inner, outer) = match lane {
            Lane::Sources => (0.0, CORE[0] * scale),
            Lane::Bodies => ((CORE[0] + 0.03) * scale, CORE[1] * scale),
            Lane::Stage(_) | Lane::Unrated => {
                self.bands.iter().find(|band| band.lane == lane).map_or((0.0, 1.0), |band| (band.inner, band.outer))
            }
        };
        let radius = (place.x.abs().powf(ROUNDNESS) + place.y.abs().powf(ROUNDNESS)).powf(1.0 / ROUNDNESS);
        self.put(member, squircle(place.y.atan2(place.x), radius.clamp(inner, outer)));
    }

    fn put(&mut self, member: usize, place: Point) {
        if let Some(slot) = self.places.get_mut(member) {
            *slot = place;
        }
    }
}

fn area_of(roster: &Roster, member: usize) -> usize {
    roster.members.get(member).map_or(0, |member| member.area)
}

/// Adds one and says how many there were.
fn count_up(counts: &mut [usize], at: usize) -> usize {
    counts.get_mut(at).map_or(0, |count| {
        *count += 1;
        *count - 1
    })
}

/// Where the rings start, in turns from the right: two areas stand side by side from the top, more read better from the left.
fn start_of(areas: usize) -> f64 {
    if areas == 2 { 0.75 } else { 0.5 }
}

/// A radius between two so that a band is filled evenly by area.
fn even_radius(inner: f64, outer: f64, nth: usize) -> f64 {
    let share = (nth as f64 * GOLDEN + 0.5).fract();
    (inner * inner + share * (outer * outer - inner * inner)).sqrt()
}

fn by_lane_and_area(roster: &Roster) -> Vec<(Lane, usize, usize)> {
    let mut order: Vec<(Lane, usize, usize)> =
        roster.members.iter().enumerate().map(|(at, member)| (member.lane, member.area, at)).collect();
    order.sort_unstable();
    order
}

/// The areas around the rings by the compass bearing of their middle, each as long as it has members.
fn sectors(roster: &Roster) -> Vec<Sector> {
    let mut middles = vec![(0.0, 0.0, 0.0_f64); roster.areas.len()];
    let mut schools = vec![0_usize; roster.areas.len()];
    for member in roster.members.iter().filter(|member| !matches!(member.lane, Lane::Sources | Lane::Bodies)) {
        count_up(&mut schools, member.area);
        if let (Some((east, north)), Some((x, y, count))) = (member.place, middles.get_mut(member.area)) {
            *x += east;
            *y += north;
            *count += 1.0;
        }
    }
    let (east, north, placed) = middles.iter().fold((0.0, 0.0, 0.0), |(x, y, n), middle| (x + middle.0, y + middle.1, n + middle.2));
    // The bearing clockwise from where the rings start, so that west stands at the left and north on top.
    let start_angle = start_of(roster.areas.len()) * std::f64::consts::TAU;
    let bearing = |&(x, y, count): &(f64, f64, f64)| {
        if count == 0.0 || placed == 0.0 {
            return f64::MAX;
        }
        let (x, y) = (x / count - east / placed, y / count - north / placed);
        ((-y).atan2(x) - start_angle).rem_euclid(std::f64::consts::TAU)
    };
    let mut order: Vec<(f64, usize)> = middles.iter().map(bearing).zip(0..).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let total = schools.iter().sum::<usize>().max(1) as f64;
    let mut sectors = vec![Sector { start: 0.0, end: 0.0 }; roster.areas.len()];
    let mut start = 0.0;
    for (_, area) in order {
        let end = start + schools.get(area).copied().unwrap_or(0) as f64 / total;
        if let Some(sector) = sectors.get_mut(area) {
            *sector = Sector { start, end };
        }
        start = end;
    }
    sectors
}

/// The radii of the rings.
fn bands(roster: &Roster) -> Vec<Band> {
    let counts: Vec<usize> = BANDS.iter().map(|lane| roster.in_lane(*lane)).collect();
    let total: usize = counts.iter().sum();
    let unrated = roster.in_lane(Lane::Unrated);
    let radii: Vec<(f64, f64)> = if total > FEW || unrated * 3 > total {
        by_share(&counts, if roster.members.len() > total { 0.27 } else { 0.10 })
    } else if unrated == 0 {
        vec![(0.30, 0.44), (0.50, 0.66), (0.70, 0.84), (0.885, 0.885), (0.93, 1.0)]
    } else {
        vec![(0.28, 0.40), (0.46, 0.57), (0.62, 0.72), (0.77, 0.86), (0.93, 1.0)]
    };
    let bands = BANDS.iter().zip(radii).zip(counts);
    bands
        .map(|((lane, (inner, outer)), members)| Band { lane: *lane, inner, outer, members })
        .filter(|band| band.lane != Lane::Unrated || band.members > 0)
        .collect()
}

/// Rings around a core of this radius, as large as they have members: an area by count, but at least a twentieth of all, and a thin lane if nobody is there.
fn by_share(counts: &[usize], core: f64) -> Vec<(f64, f64)> {
    /// The room between two rings, for the guide.
    const GAP: f64 = 0.045;
    /// The least share of a ring in which anybody stands.
    const LEAST: f64 = 0.06;
    /// The width of a ring in which nobody stands yet.
    const EMPTY: f64 = 0.02;
    let total = counts.iter().sum::<usize>().max(1) as f64;
    let lay = |size: f64| {
        let mut inner: f64 = core;
        let mut radii = Vec::with_capacity(counts.len());
        for &count in counts {
            let share = (count as f64 / total).max(LEAST);
            let outer = if count == 0 { inner + EMPTY } else { (inner * inner + share * size).sqrt() };
            radii.push((inner, outer));
            inner = outer + GAP;
        }
        radii
    };
    // The outermost ring ends at 1: the size is found by halving, 40 times is beyond the precision of a dot.
    let (mut low, mut high) = (0.0, 2.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if lay(middle).last().is_some_and(|(_, outer)| *outer > 1.0) {
            high = middle;
        } else {
            low = middle;
        }
    }
    lay(low)
}
