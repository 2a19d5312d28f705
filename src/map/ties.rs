//! Ties as strokes: which are shown, along which way, how strong.
//!
//! Ties are context in a crowd; the fact "who with whom" comes from the focus. So the more ties there are for the cells,
//! the less is drawn of each.

use super::{
    folds,
    grid::Grid,
    layout::Layout,
    lines,
    names::draw_focus,
    picture::{Arrow, Bearing, Ink, Picture, Rect, Stroke},
    rings::Point,
    roster::DrawnTie,
    routes::{self, Route, Wanted},
    scene::Scene,
    spotlight::NAMED,
    view::{Level, Ties},
};
use crate::model::{Phase, Trust};

/// Up to here ties are drawn in their full style.
const FEW: f64 = 0.25;
/// Up to here all ties are drawn; beyond, only coaching.
const MANY: f64 = 0.8;
/// The cells a tie takes, about: it makes the number of ties comparable with the cells of the map.
const CELLS_A_TIE: f64 = 22.0;
/// Ties shorter than this are drawn whole even in a crowd.
const SHORT: f32 = 10.0;
/// Control points of a curve, as shares of the radius of its ends: between areas, within an area.
const BEND: [f32; 2] = [0.62, 0.9];
/// On the ground, how far the control points are moved towards the middle of their area.
const TO_THE_AREA: f32 = 0.85;
/// Up to this many members in the window each tie has its arrow head.
const WITH_HEADS: usize = 60;
/// Up to this many ties between cards run along rows and columns; more would be a circuit board.
const ROUTED: usize = 35;
/// The cells left out in the middle of a tie of weak trust, and the most of its length they may be.
const GAP: f32 = 5.0;
const MOST_OF_IT: f32 = 0.4;

/// The way of a tie: a cubic Bézier curve in cells.
#[derive(Clone, Copy, Debug)]
struct Curve([(f32, f32); 4]);

impl Curve {
    fn at(&self, share: f32) -> (f32, f32) {
        let rest = 1.0 - share;
        let weights = [rest * rest * rest, 3.0 * rest * rest * share, 3.0 * rest * share * share, share * share * share];
        self.0.iter().zip(weights).fold((0.0, 0.0), |sum, (point, weight)| (sum.0 + point.0 * weight, sum.1 + point.1 * weight))
    }

    fn length(&self) -> f32 {
        let [start, _, _, end] = self.0;
        (end.0 - start.0).hypot((end.1 - start.1) * 2.0)
    }

    /// In dots of a cell, about one point for every one and a half cells.
    fn points(&self) -> Vec<(f32, f32)> {
        let steps = (self.length() / 1.5).clamp(6.0, 40.0).round();
        (0..=steps as u16).map(|step| self.at(f32::from(step) / steps)).map(|(x, y)| (x * 2.0, y * 4.0)).collect()
    }
}

/// How ties are drawn in this picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    Thick,
    Thin,
    /// Coaching only, as comets: both ends, the longer and brighter one at the target.
    Comets,
}

/// A tie, or another line, between two members of which at least one is in the window.
pub(crate) struct Way<'a> {
    /// Its place in the roster.
    at: usize,
    tie: &'a DrawnTie,
    /// How many ties it stands for.
    ties: usize,
    curve: Curve,
    /// How many of its ends are in the window.
    ends: usize,
    to: Option<Rect>,
    from: Option<Rect>,
}

impl Way<'_> {
    /// Whether both its ends are in the window.
    pub(crate) fn is_whole(&self) -> bool {
        self.ends == 2
    }

    /// In dots of a cell.
    pub(crate) fn points(&self) -> Vec<(f32, f32)> {
        self.curve.points()
    }

    /// The cell at a share of the way, with fractions.
    pub(crate) fn cell(&self, share: f32) -> (f32, f32) {
        self.curve.at(share)
    }
}

/// Draws the ties of the placements that are in the picture already.
pub(crate) fn draw(scene: &Scene<'_>, picture: &mut Picture) {
    let places = places(scene, picture);
    let mut grid = Grid::new(picture.map);
    picture.placements.iter().for_each(|placement| grid.take(placement.area));
    picture.labels.iter().for_each(|label| grid.take(label.area()));
    picture.clusters.iter().for_each(|cluster| grid.take(cluster.area));
    let joined = folds::joined(scene, picture, &places);
    let shown = joined.iter().filter(|one| is_shown(scene, (one.at, one.tie)));
    let ways = shown.filter_map(|one| Some(Way { ties: one.ties, ..way(scene, (one.at, one.tie), &places)? }));
    let ways: Vec<Way<'_>> = ways.filter(|way| !is_counted(scene, way)).collect();
    let crowd = ways.len() as f64 * CELLS_A_TIE / scene.window.cells().max(1) as f64;
    let style = match (crowd, scene.view.ties) {
        (crowd, _) if crowd <= FEW => Style::Thick,
        (crowd, _) if crowd <= MANY => Style::Thin,
        (_, Ties::All) => Style::Thin,
        (_, Ties::Fitting | Ties::Coaching | Ties::None) => Style::Comets,
    };
    picture.only_coaching = style == Style::Comets && !scene.has_focus() && scene.view.ties == Ties::Fitting;
    let is_routed = scene.level == Level::Near && ways.iter().filter(|way| way.ends == 2).count() <= ROUTED;
    let unrouted = if is_routed { route(scene, ways, picture) } else { ways };
    for way in &unrouted {
        let stroke = if scene.has_focus() { focus_stroke(scene, way, style) } else { plain_stroke(way, style) };
        let Some(stroke) = stroke else { continue };
        if has_head(scene, way) {
            heads(way, &stroke, &grid, &mut picture.arrows);
        }
        picture.ties.push(stroke);
        picture.labels.extend(folds::count_on(way.curve.at(0.5), way.ties, &mut grid));
    }
    lines::draw(scene, &places, &mut grid, picture);
    // Where two heads share a cell, the stronger is seen.
    picture.arrows.sort_by(|a, b| a.strength.total_cmp(&b.strength));
}

/// Whether a tie is among those asked for; what stands out always is.
fn is_shown(scene: &Scene<'_>, (at, tie): (usize, &DrawnTie)) -> bool {
    match scene.view.ties {
        Ties::Fitting | Ties::All => true,
        Ties::Coaching => tie.phase == Phase::Coaching || scene.lit(at).is_some(),
        Ties::None => scene.lit(at).is_some(),
    }
}

/// Whether a tie leaves the near view: the card says how many do, and lines across other cards would not say whereto.
fn is_counted(scene: &Scene<'_>, way: &Way<'_>) -> bool {
    let is_here = |member: usize, area: Option<Rect>| area.is_some() || scene.seen.binary_search(&member).is_ok();
    let is_inside = is_here(way.tie.from, way.from) && is_here(way.tie.to, way.to);
    scene.level == Level::Near && scene.lit(way.at).is_none() && !is_inside
}

/// Draws the ties that find a way along rows and columns; answers those that find none.
fn route<'a>(scene: &Scene<'_>, ways: Vec<Way<'a>>, picture: &mut Picture) -> Vec<Way<'a>> {
    let wanted = ways.iter().filter_map(|way| {
        let (from, to) = (way.from?, way.to?);
        (way.tie.from != way.tie.to).then_some(Wanted { at: way.at, tie: way.tie, from, to })
    });
    let wanted: Vec<Wanted<'_>> = wanted.collect();
    let members = picture.placements.iter().map(|placement| placement.area);
    let words = picture.labels.iter().map(super::picture::Label::area);
    let others = picture.minimap.iter().map(|minimap| minimap.area).chain(picture.clusters.iter().map(|cluster| cluster.area));
    let found = routes::find(picture.map, members.chain(words).chain(others), &wanted);
    let mut routed = std::collections::BTreeSet::new();
    for (one, cells) in wanted.iter().zip(found) {
        let (Some(cells), Some(way)) = (cells, ways.iter().find(|way| way.at == one.at)) else { continue };
        routed.insert(one.at);
        let stroke = if scene.has_focus() { focus_stroke(scene, way, Style::Thick) } else { plain_stroke(way, Style::Thick) };
        let Some(stroke) = stroke else { continue };
        let corners = routes::corners(&cells);
        let gap = if is_weak(one.tie) { routes::gap(&corners) } else { Vec::new() };
        let route = Route { tie: one.at, phase: one.tie.phase, corners, gap, inks: stroke.inks, strength: stroke.strength };
        heads_of(&route, one, &mut picture.arrows);
        picture.routes.push(route);
    }
    ways.into_iter().filter(|way| !routed.contains(&way.at)).collect()
}

/// The head of a route at who learns, and at the other end if both do.
fn heads_of(route: &Route, wanted: &Wanted<'_>, arrows: &mut Vec<Arrow>) {
    let strength = route.strength.into_iter().fold(0.0, f32::max);
    let [back, ahead] = route.bearings(wanted.from, wanted.to);
    let [first, last] = route.inks;
    let ends = [(route.corners.first(), back.filter(|_| wanted.tie.is_mutual), first), (route.corners.last(), ahead, last)];
    for (cell, bearing, ink) in ends {
        if let (Some(&(x, y)), Some(bearing)) = (cell, bearing) {
            arrows.push(Arrow { x, y, bearing, ink, strength });
        }
    }
}

/// Whether the trust is the lowest of the scale: such a tie is broken in the middle, for who sees no colour.
fn is_weak(tie: &DrawnTie) -> bool {
    tie.trust.map(Trust::get) == Some(1)
}

/// The selected member's own ties and names over the dots of a far view.
pub(crate) fn draw_own(scene: &Scene<'_>, picture: &mut Picture, grid: &mut Grid) {
    picture.placements = draw_focus(scene, grid);
    let places = places(scene, picture);
    let Some(spotlight) = scene.spotlight else { return };
    for (&at, tie) in spotlight.ties.keys().filter_map(|at| Some((at, scene.chart.roster.ties.get(*at)?))) {
        let stroke = way(scene, (at, tie), &places).and_then(|way| focus_stroke(scene, &way, Style::Thin));
        picture.ties.extend(stroke);
    }
    lines::draw(scene, &places, grid, picture);
}

fn places(scene: &Scene<'_>, picture: &Picture) -> Vec<Option<Rect>> {
    let mut places = vec![None; scene.chart.roster.members.len()];
    for (member, area) in folds::places(scene, picture) {
        if let Some(place) = places.get_mut(member) {
            *place = Some(area);
        }
    }
    for placement in &picture.placements {
        if let Some(place) = places.get_mut(placement.member) {
            *place = Some(placement.area);
        }
    }
    places
}

pub(crate) fn way<'a>(scene: &Scene<'_>, (at, tie): (usize, &'a DrawnTie), places: &[Option<Rect>]) -> Option<Way<'a>> {
    let place = |member: usize| places.get(member).copied().flatten();
    let (from, to) = (place(tie.from), place(tie.to));
    let ends = usize::from(from.is_some()) + usize::from(to.is_some());
    if ends == 0 {
        return None;
    }
    let middle = |area: Rect| (area.x as f32 + area.width as f32 / 2.0, area.y as f32 + area.height as f32 / 2.0);
    let spot = |member: usize, area: Option<Rect>| area.map(middle).or_else(|| scene.chart.place(member).map(|_| scene.cell(member)));
    let (start, end) = (spot(tie.from, from)?, spot(tie.to, to)?);
    let curve = match scene.chart.layout {
        Layout::Rings | Layout::Journey | Layout::Ego | Layout::Matrix => through_the_middle(scene, tie, (start, end)),
        Layout::Geographic | Layout::Force => through_the_areas(scene, tie, (start, end)),
    };
    Some(Way { at, tie, ties: 1, curve, ends, to, from })
}

/// In the rings a tie bends towards the middle, within an area only a little.
fn through_the_middle(scene: &Scene<'_>, tie: &DrawnTie, (start, end): ((f32, f32), (f32, f32))) -> Curve {
    let area = |member: usize| scene.chart.roster.members.get(member).map(|member| member.area);
    let [between, within] = BEND;
    let is_within = area(tie.from) == area(tie.to) && scene.chart.roster.areas.len() > 1;
    let bend = if is_within { within } else { between };
    let centre = scene.projection.cell(Point::default());
    let pulled = |place: (f32, f32)| (centre.0 + (place.0 - centre.0) * bend, centre.1 + (place.1 - centre.1) * bend);
    Curve([start, pulled(start), pulled(end), end])
}

/// On the ground a tie between areas leaves by the middle of one and arrives by that of the other; within an area it is straight.
fn through_the_areas(scene: &Scene<'_>, tie: &DrawnTie, (start, end): ((f32, f32), (f32, f32))) -> Curve {
    let area = |member: usize| scene.chart.roster.members.get(member).map(|member| member.area);
    let (from, to) = (area(tie.from), area(tie.to));
    let middle = |member: usize, area: Option<usize>| {
        let has_place = scene.chart.place(member).is_some();
        scene.chart.middle_of(area.filter(|_| has_place && from != to)?)
    };
    let pulled = |place: (f32, f32), middle: Option<Point>| {
        let towards = middle.map_or(place, |middle| scene.projection.cell(middle));
        (place.0 + (towards.0 - place.0) * TO_THE_AREA, place.1 + (towards.1 - place.1) * TO_THE_AREA)
    };
    Curve([start, pulled(start, middle(tie.from, from)), pulled(end, middle(tie.to, to)), end])
}

fn stroke(way: &Way<'_>, style: Style) -> Stroke {
    let (on, off, width) = match (way.tie.phase, style) {
        (Phase::Information, _) => (1, 2, 1),
        (Phase::Experience, Style::Thin | Style::Comets) => (3, 2, 1),
        (Phase::Coaching, Style::Thick) => (1, 0, 2),
        (Phase::Experience, Style::Thick) | (Phase::Coaching, Style::Thin | Style::Comets) => (1, 0, 1),
    };
    // An unknown trust is drawn as a middling one.
    let trust = way.tie.trust.map_or(2.5, |trust| f32::from(trust.get()));
    let seen = if way.ends == 2 { 1.0 } else { 0.5 };
    let full = (0.62 + 0.095 * trust) * seen;
    let source = if way.tie.is_mutual { full } else { full * 0.55 };
    let ink = Ink::Tie(way.tie.phase);
    Stroke {
        points: way.curve.points(),
        on,
        off,
        width,
        level: 1 + way.tie.phase.number(),
        inks: [ink, ink],
        strength: [source, full],
        drawn: if is_weak(way.tie) { broken(&way.curve) } else { vec![(0.0, 1.0)] },
    }
}

/// The two ends of a tie whose middle is left out.
fn broken(curve: &Curve) -> Vec<(f32, f32)> {
    let half = (GAP / curve.length().max(0.1)).min(MOST_OF_IT) / 2.0;
    vec![(0.0, 0.5 - half), (0.5 + half, 1.0)]
}

fn plain_stroke(way: &Way<'_>, style: Style) -> Option<Stroke> {
    if style == Style::Comets && way.tie.phase != Phase::Coaching {
        return None;
    }
    let mut stroke = stroke(way, style);
    if style == Style::Comets {
        let length = way.curve.length();
        let part = (9.0 / length.max(0.1)).clamp(0.08, 0.5);
        if length > SHORT && 2.1 * part < 1.0 {
            stroke.drawn = vec![(0.0, 0.8 * part), (1.0 - 1.3 * part, 1.0)];
        }
    }
    Some(stroke)
}

/// Ties of the answer in their inks, ties among those it names weaker, the rest faint or not at all.
fn focus_stroke(scene: &Scene<'_>, way: &Way<'_>, style: Style) -> Option<Stroke> {
    let (from, to) = (scene.hop(way.tie.from), scene.hop(way.tie.to));
    if let Some(inks) = scene.lit(way.at) {
        let mut stroke = stroke(way, if style == Style::Thin && scene.level == Level::Far { Style::Thin } else { Style::Thick });
        stroke.level = 9;
        // Their own colours tell the way already, so they are nearly as strong at the source.
        stroke.strength = if way.ends == 2 { [0.8, 1.0] } else { [0.55, 0.7] };
        stroke.inks = inks;
        return Some(stroke);
    }
    let faded = if from <= NAMED && to <= NAMED { 0.6 } else { 0.28 };
    if faded < 0.5 && style == Style::Comets {
        return None;
    }
    let mut stroke = stroke(way, style.max(Style::Thin));
    stroke.strength = stroke.strength.map(|strength| strength * faded);
    Some(stroke)
}

fn has_head(scene: &Scene<'_>, way: &Way<'_>) -> bool {
    if scene.has_focus() {
        return scene.lit(way.at).is_some() || scene.seen.len() <= WITH_HEADS;
    }
    scene.seen.len() <= WITH_HEADS || scene.level == Level::Near
}

pub(crate) fn heads(way: &Way<'_>, stroke: &Stroke, grid: &Grid, arrows: &mut Vec<Arrow>) {
    let [first, last] = stroke.inks;
    let strength = stroke.strength.into_iter().fold(0.0, f32::max);
    let targets = [(way.to, false, last), (if way.tie.is_mutual { way.from } else { None }, true, first)];
    for (target, is_backward, ink) in targets {
        let Some(target) = target else { continue };
        let cells = (0..=96_u16).map(|step| f32::from(step) / 96.0).map(|step| way.curve.at(if is_backward { step } else { 1.0 - step }));
        let mut outside = cells.map(|(x, y)| (x.floor() as i32, y.floor() as i32)).filter(|(x, y)| !target.contains(*x, *y));
        let Some((x, y)) = outside.next() else { continue };
        if !grid.is_free(Rect::new(x, y, 1, 1)) {
            continue;
        }
        let bearing = if y < target.y {
            Bearing::Down
        } else if y >= target.bottom() {
            Bearing::Up
        } else if x < target.x {
            Bearing::Right
        } else {
            Bearing::Left
        };
        arrows.push(Arrow { x, y, bearing, ink, strength });
    }
}
