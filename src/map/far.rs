//! The far view: everybody a dot, the rings and areas named with their counts; and the guides every view of the rings has.

use std::f64::consts::{FRAC_PI_2, TAU};

use ecow::{EcoString, eco_format};

use super::{
    chart::Scene,
    grid::Grid,
    legend::lane_title,
    names::placement_of,
    picture::{DotCell, Ink, Label, Minimap, Picture, Piece, Rect, Shape, Stroke, cells},
    projection::Projection,
    rings::{Band, squircle},
    roster::{Drawn, Lane},
    ties,
    view::{Camera, Level},
};
use crate::{finding::Pattern, model::Stage};

/// Under so many members, one with condoned failure is a block of four dots: a single one would be lost.
const BLOCKS_UNDER: usize = 5000;

/// The lines between the rings: a wall before stage 1, dashes and dots inward.
pub(crate) fn guides(scene: &Scene<'_>) -> Vec<Stroke> {
    let steps = (160.0 * scene.view.camera.zoom).clamp(160.0, 2000.0);
    let between = scene.chart.bands().windows(2).filter_map(|pair| match pair {
        [inner, outer] => Some((f64::midpoint(inner.outer, outer.inner), outer.lane)),
        _ => None,
    });
    let rings = between.map(|(radius, lane)| {
        let (on, off) = match lane {
            Lane::Stage(Stage::Isolation) => (1, 0),
            Lane::Unrated => (2, 3),
            Lane::Stage(Stage::Initiation) => (7, 5),
            Lane::Stage(Stage::Engagement | Stage::Integration) | Lane::Sources | Lane::Bodies => (1, 5),
        };
        let place = |step: u32| scene.projection.cell(squircle(f64::from(step) / steps * TAU, radius));
        let points = (0..=steps as u32).map(place).map(|(x, y)| (x * 2.0, y * 4.0)).collect();
        guide(points, on, off)
    });
    rings.chain(spokes(scene)).collect()
}

fn guide(points: Vec<(f32, f32)>, on: u32, off: u32) -> Stroke {
    Stroke { points, on, off, width: 1, level: 1, inks: [Ink::Guide; 2], strength: [1.0; 2], drawn: vec![(0.0, 1.0)] }
}

/// Lines between the areas while most members wait for a rating: until then the areas are all the map can tell.
fn spokes(scene: &Scene<'_>) -> Vec<Stroke> {
    let roster = &scene.chart.roster;
    let Some(lane) = scene.chart.bands().iter().find(|band| band.lane == Lane::Unrated) else { return Vec::new() };
    if roster.areas.len() < 2 || lane.members * 2 <= roster.members.len() {
        return Vec::new();
    }
    let sectors = scene.chart.rings().sectors.iter().filter(|sector| sector.start < sector.end);
    sectors
        .map(|sector| {
            let angle = scene.chart.rings().rim.angle(sector.start);
            let ends = [lane.inner, lane.outer].map(|radius| scene.projection.cell(squircle(angle, radius)));
            guide(ends.map(|(x, y)| (x * 2.0, y * 4.0)).to_vec(), 2, 1)
        })
        .collect()
}

/// Everybody as a dot, under the names of rings and areas.
pub(crate) fn draw(scene: &Scene<'_>, picture: &mut Picture) {
    let mut grid = Grid::new(scene.window);
    if let Some(minimap) = minimap(scene) {
        grid.take(minimap.area);
        picture.minimap = Some(minimap);
    }
    let mut labels = ring_names(scene, &mut grid);
    labels.extend(core_name(scene, &mut grid));
    labels.extend(area_names(scene, &mut grid));
    let roster = &scene.chart.roster;
    let dots = Dots::of(scene, &scene.projection, scene.seen.iter().copied());
    picture.dots_strength = if scene.has_focus() { 0.45 } else { 1.0 };
    if scene.selected.is_some() {
        ties::draw_own(scene, picture, &mut grid);
    }
    // The names lie above the dots, so the grid knows whose dot cannot be seen.
    picture.dots = dots.cells().filter(|cell| grid.is_free(Rect::new(cell.x, cell.y, 1, 1))).collect();
    let named = std::mem::take(&mut picture.placements);
    let is_named = |member: usize| named.iter().any(|placement| placement.member == member);
    for &member in &scene.seen {
        let (x, y) = scene.cell(member);
        let area = Rect::new(x.floor() as i32, y.floor() as i32, 1, 1);
        if !grid.is_free(area) {
            picture.hidden += usize::from(!is_named(member));
        } else if let Some(drawn) = roster.members.get(member) {
            picture.placements.push(placement_of(drawn, member, (Shape::Dot, area, EcoString::new()), scene.emphasis(member)));
        }
    }
    picture.placements.retain(|placement| placement.shape != Shape::Dot || !is_named(placement.member));
    picture.placements.extend(named);
    picture.labels = labels;
}

/// Dots counted by cell.
struct Dots {
    window: Rect,
    cells: Vec<Tally>,
    /// Whether condoned failure is drawn as a block.
    has_blocks: bool,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    dots: u8,
    members: u16,
    condoned: u16,
    coasting: u16,
    entrenched: u16,
    kinds: [u16; KINDS.len()],
}

/// The inks a cell can have, the grave before the light where two are as many.
const KINDS: [Ink; 8] = [
    Ink::Stage(Stage::Isolation),
    Ink::Stage(Stage::Initiation),
    Ink::Stage(Stage::Engagement),
    Ink::Stage(Stage::Integration),
    Ink::Unrated,
    Ink::Source,
    Ink::University,
    Ink::Hub,
];

impl Dots {
    fn of(scene: &Scene<'_>, projection: &Projection, members: impl Iterator<Item = usize>) -> Self {
        let window = projection.window;
        let roster = &scene.chart.roster;
        let has_blocks = roster.members.len() < BLOCKS_UNDER;
        let mut dots = Self { window, cells: vec![Tally::default(); window.cells()], has_blocks };
        for member in members {
            let place = scene.chart.rings().places.get(member).copied().unwrap_or_default();
            if let Some(drawn) = roster.members.get(member) {
                dots.add(projection.cell(place), drawn);
            }
        }
        dots
    }

    fn add(&mut self, (x, y): (f32, f32), drawn: &Drawn) {
        let (column, row) = (x.floor() as i32 - self.window.x, y.floor() as i32 - self.window.y);
        if column < 0 || row < 0 || column >= self.window.width {
            return;
        }
        let Some(cell) = usize::try_from(row * self.window.width + column).ok().and_then(|at| self.cells.get_mut(at)) else { return };
        let across = ((x - x.floor()) * 2.0) as u8 & 1;
        let down = ((y - y.floor()) * 4.0) as u8 & 3;
        let is_condoned = match drawn.flag {
            Some(Pattern::CondonedFailure) => {
                cell.condoned += 1;
                true
            }
            Some(Pattern::Entrenched) => {
                cell.entrenched += 1;
                true
            }
            Some(Pattern::Coasting) => {
                cell.coasting += 1;
                false
            }
            None => false,
        };
        let block = 0b1111 << (4 * (down / 2));
        cell.dots |= if is_condoned && self.has_blocks { block } else { 1 << (2 * down + across) };
        cell.members += 1;
        let ink = Ink::of(drawn.lane, drawn.emblem);
        if let Some(count) = KINDS.iter().position(|kind| *kind == ink).and_then(|at| cell.kinds.get_mut(at)) {
            *count += 1;
        }
    }

    fn cells(&self) -> impl Iterator<Item = DotCell> {
        let width = usize::try_from(self.window.width).unwrap_or(1).max(1);
        self.cells.iter().enumerate().filter(|(_, tally)| tally.members > 0).map(move |(at, tally)| DotCell {
            x: self.window.x + cells(at % width),
            y: self.window.y + cells(at / width),
            dots: tally.dots,
            ink: tally.ink(),
            flag: tally.flag(),
        })
    }
}

impl Tally {
    /// The flag's colour only if a third of the cell has it: with less, the whole rim would turn red.
    fn ink(&self) -> Ink {
        let grave = self.condoned + self.entrenched;
        if grave * 3 >= self.members && grave > 0 {
            return Ink::Flag(Pattern::CondonedFailure);
        }
        if (grave + self.coasting) * 3 >= self.members && grave + self.coasting > 0 {
            return Ink::Flag(Pattern::Coasting);
        }
        let most = self.kinds.iter().max().copied().unwrap_or(0);
        KINDS.iter().zip(self.kinds).find(|(_, count)| *count == most).map_or(Ink::Text, |(ink, _)| *ink)
    }

    fn flag(&self) -> Option<Pattern> {
        let most = (self.members / 3).max(1);
        if self.entrenched >= most {
            Some(Pattern::Entrenched)
        } else if self.condoned + self.entrenched >= most {
            Some(Pattern::CondonedFailure)
        } else if self.coasting >= most {
            Some(Pattern::Coasting)
        } else {
            None
        }
    }
}

/// The rings' names with their counts, each where it is free, looking from the top.
pub(crate) fn ring_names(scene: &Scene<'_>, grid: &mut Grid) -> Vec<Label> {
    let is_far = scene.level == Level::Far;
    let name = |band: &Band| {
        let ink = Ink::of(band.lane, None);
        let title = lane_title(band.lane);
        let text = if is_far { eco_format!("{title} {}", band.members) } else { eco_format!("{} {}", title.to_lowercase(), band.members) };
        let strength = if is_far && band.members > 0 { 1.0 } else { 0.55 };
        let piece = if is_far && band.members > 0 { Piece::Bold(text, ink) } else { Piece::Text(text, ink) };
        (vec![piece], strength)
    };
    let mut labels = Vec::new();
    for band in scene.chart.bands().iter().rev() {
        let (pieces, strength) = name(band);
        let radii = [0.5, 0.2, 0.8].map(|share| band.inner + share * (band.outer - band.inner));
        let turns = (0..40_u32).map(|step| f64::from(step.div_ceil(2)) / 40.0 * if step % 2 == 0 { 1.0 } else { -1.0 });
        let angles = turns.map(|turn| turn * TAU - FRAC_PI_2);
        let mut places = radii.into_iter().flat_map(|radius| angles.clone().map(move |angle| squircle(angle, radius)));
        let label = places.find_map(|place| free_label(grid, scene.projection.cell(place), Side::Middle, &pieces, strength));
        labels.extend(label);
    }
    labels
}

/// How many sources there are, in the middle of the far view.
fn core_name(scene: &Scene<'_>, grid: &mut Grid) -> Option<Label> {
    let sources = scene.chart.roster.in_lane(Lane::Sources);
    let pieces = vec![Piece::Text(eco_format!("{sources} knowledge sources"), Ink::Source)];
    let middle = scene.projection.cell(squircle(0.0, 0.0));
    if sources == 0 { None } else { free_label(grid, middle, Side::Middle, &pieces, 1.0) }
}

/// The areas at the rim, the most flagged first, as many as fit.
pub(crate) fn area_names(scene: &Scene<'_>, grid: &mut Grid) -> Vec<Label> {
    let areas = &scene.chart.roster.areas;
    if areas.len() < 2 {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by_key(|at| areas.get(*at).map(|area| (std::cmp::Reverse((area.concern(), area.members)), *at)));
    let radius = if scene.level == Level::Far { 1.04 } else { 1.0 };
    let mut labels = Vec::new();
    for at in order {
        let (Some(area), Some(sector)) = (areas.get(at), scene.chart.rings().sectors.get(at)) else { continue };
        if sector.start >= sector.end {
            continue;
        }
        let mut pieces = vec![Piece::Text(super::text::cut(&area.name, 18), Ink::Text)];
        for (pattern, count) in [(Pattern::CondonedFailure, area.condoned), (Pattern::Coasting, area.coasting)] {
            if count > 0 {
                pieces.extend([Piece::Text(" ".into(), Ink::Text), Piece::Tally(pattern, count)]);
            }
        }
        if area.concern() == 0 {
            pieces.push(Piece::Text(eco_format!(" {}", area.members), Ink::Dim));
        }
        let angle = scene.chart.rings().rim.angle(f64::midpoint(sector.start, sector.end));
        let place = squircle(angle, radius);
        let side = match place.x {
            x if x < -0.55 => Side::Left,
            x if x > 0.55 => Side::Right,
            _ => Side::Middle,
        };
        labels.extend(free_label(grid, scene.projection.cell(place), side, &pieces, 0.9));
    }
    labels
}

/// On which side of its place a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Middle,
    Right,
}

/// A label at a place or up to two rows beside it, if it is free there.
fn free_label(grid: &mut Grid, (x, y): (f32, f32), side: Side, pieces: &[Piece], strength: f32) -> Option<Label> {
    let width: i32 = pieces.iter().map(|piece| i32::from(piece.width())).sum();
    let x = x.floor() as i32;
    let x = match side {
        Side::Left => x - width,
        Side::Middle => x - width / 2,
        Side::Right => x,
    };
    let rows: &[i32] = if side == Side::Middle { &[0] } else { &[0, 1, -1, 2, -2] };
    let area = rows.iter().find_map(|down| {
        let area = Rect::new(x, y.floor() as i32 + down, width, 1);
        // A name at the rim may be moved into the window, one of a ring beyond it is left out.
        let clamped = grid.clamp(area);
        let is_near = (clamped.y - area.y).abs() <= 1 && (clamped.x - area.x).abs() <= width;
        (is_near && grid.is_free_with_margin(clamped)).then_some(clamped)
    })?;
    // A glyph right beside a word would read as a part of it.
    grid.take(Rect { x: area.x - 1, width: area.width + 2, ..area });
    Some(Label { x: area.x, y: area.y, pieces: pieces.to_vec(), strength })
}

/// The whole map in the bottom right corner while the window shows a part of it.
pub(crate) fn minimap(scene: &Scene<'_>) -> Option<Minimap> {
    /// With its frame.
    const SIZE: (i32, i32) = (24, 9);
    /// A smaller window has no corner to spare.
    const LEAST: (i32, i32) = (70, 18);
    let window = scene.window;
    if scene.view.camera.zoom <= 1.0 || window.width < LEAST.0 || window.height < LEAST.1 {
        return None;
    }
    let area = Rect::new(window.right() - SIZE.0, window.bottom() - SIZE.1, SIZE.0, SIZE.1);
    let inner = Rect::new(area.x + 1, area.y + 1, SIZE.0 - 2, SIZE.1 - 2);
    let projection = Projection::new(inner, (0.5, 0.25), Camera::default());
    let dots = Dots::of(scene, &projection, 0..scene.chart.roster.members.len());
    let dots = dots.cells().map(|cell| DotCell { ink: overview_ink(cell.ink), flag: None, ..cell }).collect();
    let (from, to) = scene.projection.seen();
    let (left, top) = projection.cell(from);
    let (right, bottom) = projection.cell(to);
    let hold = |at: f32, low: i32, high: i32, dots: f32| (at * dots).clamp(low as f32 * dots, high as f32 * dots - 1.0);
    let (left, right) = (hold(left, inner.x, inner.right(), 2.0), hold(right, inner.x, inner.right(), 2.0));
    let (top, bottom) = (hold(top, inner.y, inner.bottom(), 4.0), hold(bottom, inner.y, inner.bottom(), 4.0));
    let points = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    let window = Stroke { points, on: 1, off: 0, width: 1, level: 9, inks: [Ink::Strong; 2], strength: [1.0; 2], drawn: vec![(0.0, 1.0)] };
    Some(Minimap { area, dots, window })
}

/// In the small only flags have a colour.
fn overview_ink(ink: Ink) -> Ink {
    match ink {
        Ink::Flag(pattern) => Ink::Flag(pattern),
        Ink::Stage(_)
        | Ink::Unrated
        | Ink::Source
        | Ink::University
        | Ink::Hub
        | Ink::LearnsFrom
        | Ink::SharesWith
        | Ink::Tie(_)
        | Ink::Guide
        | Ink::Text
        | Ink::Strong
        | Ink::Dim => Ink::Dim,
    }
}
