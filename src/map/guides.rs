//! The lines that guide the eye: between the rings, and between the areas while nobody is rated.

use std::f64::consts::TAU;

use super::{
    picture::{Ink, Stroke},
    rings::squircle,
    roster::Lane,
    scene::Scene,
};
use crate::model::Stage;

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

/// The coarse outline of everybody on the ground, dotted.
pub(crate) fn outline(scene: &Scene<'_>) -> Vec<Stroke> {
    let places = scene.chart.ground().outline.iter().map(|place| scene.projection.cell(*place));
    let points: Vec<(f32, f32)> = places.map(|(x, y)| (x * 2.0, y * 4.0)).collect();
    if points.is_empty() { Vec::new() } else { vec![guide(points, 1, 2)] }
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
