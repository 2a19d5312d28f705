//! The picture on its way from one to another: members glide, and what else is new comes in at the end.
//!
//! It works on pictures, so it needs to know nothing of layouts, and it is a function of two pictures and a share of the way.

use super::picture::{DotCell, Ink, Label, Picture, Placement, Rect, Shape, Stroke};

/// From this share of the way on, what was not there before comes in.
const COMES_IN: f32 = 0.7;
/// Until this share of the way, what will not be there any more fades.
const FADES: f32 = 0.35;

/// The middle of a member in cells.
type Spot = (f32, f32);

impl Picture {
    /// The picture at a share of the way from one to another, 0 to 1.
    ///
    /// A member that is in both stands between its two places, as it will look. One that is only in the second appears near the end,
    /// one that is only in the first is gone. Lines, frames and words that are in both stay; others fade out and in. Header,
    /// footer and notes are those of the second. At 1 it is the second picture.
    ///
    /// Both pictures count members in one roster. Cost: O(members + (strokes + labels) · log of them).
    #[must_use]
    pub fn between(from: &Self, to: &Self, share: f32) -> Self {
        if share >= 1.0 || share.is_nan() {
            return to.clone();
        }
        let share = share.max(0.0);
        let starts = Starts::of(from);
        let placed = |placement: &Placement| match starts.spot(placement.member) {
            Some(start) => Some(moved(placement, start, share, to.map)),
            None => (share >= COMES_IN).then(|| placement.clone()),
        };
        let placements: Vec<Placement> = to.placements.iter().filter_map(placed).collect();
        let comes_in = ((share - COMES_IN) / (1.0 - COMES_IN)).clamp(0.0, 1.0);
        let goes = (1.0 - share / FADES).clamp(0.0, 1.0);
        let has_come = comes_in > 0.0;
        Self {
            guides: strokes(&from.guides, &to.guides, goes, comes_in),
            ties: strokes(&from.ties, &to.ties, 0.0, comes_in),
            arrows: to.arrows.iter().filter(|arrow| has_come || from.arrows.contains(arrow)).copied().collect(),
            dots: dots(&placements, to),
            frames: to.frames.iter().filter(|frame| has_come || from.frames.contains(frame)).copied().collect(),
            bars: to.bars.iter().filter(|bar| has_come || from.bars.contains(bar)).copied().collect(),
            echoes: to.echoes.iter().filter(|_| has_come).cloned().collect(),
            labels: labels(&from.labels, &to.labels, comes_in),
            placements,
            ..to.clone()
        }
    }

    /// Whether a member of both pictures stands more than a cell elsewhere in the other.
    ///
    /// Cost: O(members).
    pub fn has_moved_from(&self, before: &Self) -> bool {
        let starts = Starts::of(before);
        self.placements.iter().any(|placement| {
            starts.spot(placement.member).is_some_and(|start| {
                let end = middle(placement.area);
                (end.0 - start.0).abs() > 2.0 || (end.1 - start.1).abs() > 1.0
            })
        })
    }

    /// The same picture with members counted in another roster; who is not in it goes.
    #[must_use]
    pub fn renumbered(mut self, place_of: impl Fn(usize) -> Option<usize>) -> Self {
        self.placements = self
            .placements
            .into_iter()
            .filter_map(|placement| Some(Placement { member: place_of(placement.member)?, ..placement }))
            .collect();
        self.echoes.clear();
        self.sides = None;
        self
    }
}

/// Where members stood, by their place in the roster.
struct Starts(Vec<Option<Spot>>);

impl Starts {
    fn of(picture: &Picture) -> Self {
        let members = picture.placements.iter().map(|placement| placement.member + 1).max().unwrap_or(0);
        let mut spots = vec![None; members];
        for placement in &picture.placements {
            if let Some(spot) = spots.get_mut(placement.member) {
                *spot = Some(middle(placement.area));
            }
        }
        Self(spots)
    }

    fn spot(&self, member: usize) -> Option<Spot> {
        self.0.get(member).copied().flatten()
    }
}

fn middle(area: Rect) -> Spot {
    (area.x as f32 + area.width as f32 / 2.0, area.y as f32 + area.height as f32 / 2.0)
}

/// Where something is on its way.
fn on_the_way(start: Spot, end: Spot, share: f32) -> Spot {
    (start.0 + (end.0 - start.0) * share, start.1 + (end.1 - start.1) * share)
}

/// The placement on its way, inside the map.
fn moved(placement: &Placement, start: Spot, share: f32, map: Rect) -> Placement {
    let area = placement.area;
    let (x, y) = on_the_way(start, middle(area), share);
    let left = (x - area.width as f32 / 2.0).round() as i32;
    let top = (y - area.height as f32 / 2.0).round() as i32;
    let within = |at: i32, from: i32, last: i32| at.min(last).max(from);
    let area = Rect { x: within(left, map.x, map.right() - area.width), y: within(top, map.y, map.bottom() - area.height), ..area };
    Placement { area, ..placement.clone() }
}

/// The strokes of the second picture, those that are new coming in, over those of the first that go.
fn strokes(from: &[Stroke], to: &[Stroke], goes: f32, comes_in: f32) -> Vec<Stroke> {
    let known = |strokes: &[Stroke]| {
        let mut keys: Vec<_> = strokes.iter().map(key).collect();
        keys.sort_unstable();
        keys
    };
    let (before, after) = (known(from), known(to));
    let leaving = from.iter().filter(|stroke| goes > 0.0 && after.binary_search(&key(stroke)).is_err());
    let leaving = leaving.map(|stroke| faded(stroke, goes));
    let staying = to.iter().filter_map(|stroke| match before.binary_search(&key(stroke)) {
        Ok(_) => Some(stroke.clone()),
        Err(_) => (comes_in > 0.0).then(|| faded(stroke, comes_in)),
    });
    leaving.chain(staying).collect()
}

/// What tells one stroke of a picture from another: its ends to a dot, and its level.
fn key(stroke: &Stroke) -> [i32; 5] {
    let dots = |point: Option<&Spot>| point.map_or((0, 0), |(x, y)| (x.round() as i32, y.round() as i32));
    let (start, end) = (dots(stroke.points.first()), dots(stroke.points.last()));
    [start.0, start.1, end.0, end.1, i32::from(stroke.level)]
}

fn faded(stroke: &Stroke, strength: f32) -> Stroke {
    Stroke { strength: stroke.strength.map(|own| own * strength), ..stroke.clone() }
}

fn labels(from: &[Label], to: &[Label], comes_in: f32) -> Vec<Label> {
    let seen = to.iter().filter_map(|label| {
        if from.contains(label) {
            return Some(label.clone());
        }
        (comes_in > 0.0).then(|| Label { strength: label.strength * comes_in, ..label.clone() })
    });
    seen.collect()
}

/// The members drawn as dots, each where it is now; a cell has the ink of the last of them.
fn dots(placements: &[Placement], to: &Picture) -> Vec<DotCell> {
    let map = to.map;
    let mut cells: Vec<Option<DotCell>> = vec![None; map.cells()];
    for placement in placements.iter().filter(|placement| placement.shape == Shape::Dot) {
        let Rect { x, y, .. } = placement.area;
        let at = usize::try_from((y - map.y) * map.width + (x - map.x));
        let Some(cell) = at.ok().and_then(|at| cells.get_mut(at)) else { continue };
        // Which of the eight dots it is says nothing on the way; neighbours should not cover each other.
        let dot = 1_u8 << (placement.member % 8);
        let ink = placement.flag.map_or_else(|| Ink::of(placement.lane, placement.emblem), Ink::Flag);
        let dots = cell.map_or(0, |cell| cell.dots) | dot;
        *cell = Some(DotCell { x, y, dots, ink, flag: placement.flag });
    }
    cells.into_iter().flatten().collect()
}
