//! The far view: everybody a dot, the rings and areas named with their counts.

use std::f64::consts::{FRAC_PI_2, TAU};

use ecow::{EcoString, eco_format};

use super::{
    bubbles,
    dots::{cells_behind, minimap},
    grid::Grid,
    legend::lane_title,
    names::{among, placement_of},
    picture::{Ink, Label, Picture, Piece, Rect, Shape},
    rings::{Band, squircle},
    roster::Lane,
    scene::Scene,
    ties, unnamed,
    view::Level,
};
use crate::finding::Pattern;

/// How strong the dots behind what stands out are.
const FADED: f32 = 0.45;

/// Everybody as a dot, under the names of rings and areas.
pub(crate) fn draw(scene: &Scene<'_>, picture: &mut Picture) {
    let mut grid = Grid::new(scene.window);
    if let Some(minimap) = minimap(scene) {
        grid.take(minimap.area);
        picture.minimap = Some(minimap);
    }
    bubbles::draw_folded(scene, &mut grid, picture);
    let mut labels = ring_names(scene, &mut grid);
    labels.extend(core_name(scene, &mut grid));
    let areas = area_names(scene, &mut grid);
    let roster = &scene.chart.roster;
    let dotted: Vec<usize> = scene.seen.iter().copied().filter(|member| !scene.is_opened(*member)).collect();
    let dots = cells_behind(scene, dotted.iter().copied(), if scene.has_focus() { FADED } else { 1.0 });
    if scene.selected.is_some() || scene.has_focus() {
        ties::draw_own(scene, picture, &mut grid);
    }
    let unnamed = bubbles::draw_opened(scene, &mut grid, picture);
    labels.extend(unnamed::fill(areas, &unnamed));
    // The names lie above the dots, so the grid knows whose dot cannot be seen.
    picture.dots = dots.into_iter().filter(|cell| grid.is_free(Rect::new(cell.x, cell.y, 1, 1))).collect();
    let named = std::mem::take(&mut picture.placements);
    let is_named = among(&named);
    picture.placements.reserve(dotted.len());
    for member in dotted {
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
    picture.labels.extend(labels);
}

/// The rings' names with their counts, each where it is free, looking from the top.
pub(crate) fn ring_names(scene: &Scene<'_>, grid: &mut Grid) -> Vec<Label> {
    let is_far = scene.level == Level::Far;
    let name = |band: &Band| {
        let ink = Ink::of(band.lane, None);
        let title = lane_title(band.lane);
        let text = if is_far { eco_format!("{title} {}", band.members) } else { eco_format!("{} {}", title.to_lowercase(), band.members) };
        let strength = if is_far && band.members > 0 { 1.0 } else { 0.75 };
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
pub(crate) fn area_names(scene: &Scene<'_>, grid: &mut Grid) -> Vec<(usize, Label)> {
    let areas = &scene.chart.roster.areas;
    if areas.len() < 2 {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..areas.len()).filter(|at| !scene.folds.is_closed(*at)).collect();
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
        if unnamed::are_counted(scene) || scene.folds.is_open(at) {
            pieces.push(unnamed::room(area.members));
        } else if area.concern() == 0 {
            pieces.push(Piece::Text(eco_format!(" {}", area.members), Ink::Dim));
        }
        let angle = scene.chart.rings().rim.angle(f64::midpoint(sector.start, sector.end));
        let place = squircle(angle, radius);
        let side = match place.x {
            x if x < -0.55 => Side::Left,
            x if x > 0.55 => Side::Right,
            _ => Side::Middle,
        };
        labels.extend(free_label(grid, scene.projection.cell(place), side, &pieces, 0.9).map(|label| (at, label)));
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
