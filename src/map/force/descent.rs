//! One island laid out: from its coarsest web to its members.

use super::{
    coarse::{Coarser, coarser, mixed},
    settle::{Manner, mean_length, settle},
    swarm::{Push, Reach, Spot},
    web::Web,
};

/// A web this small is laid out as it is.
const SMALL: usize = 24;
/// The golden angle in radians: a spiral of it is even however many are on it.
const GOLDEN: f32 = 2.399_963_2;

/// Lays out one island. After every step of coarseness the members' places so far are shown.
///
/// Answers nothing if it was cancelled.
pub(crate) fn lay_out(web: &Web, show: &mut dyn FnMut(&[Spot]), cancelled: &dyn Fn() -> bool) -> Option<Vec<Spot>> {
    let mut steps: Vec<Coarser> = Vec::new();
    while steps.last().map_or(web.len(), |step| step.web.len()) > SMALL {
        if cancelled() {
            return None;
        }
        match coarser(steps.last().map_or(web, |step| &step.web)) {
            Some(step) => steps.push(step),
            None => break,
        }
    }
    let coarsest = steps.last().map_or(web, |step| &step.web);
    let mut spots = spiral(coarsest.len());
    for depth in (0..=steps.len()).rev() {
        let at = depth.checked_sub(1).and_then(|above| steps.get(above)).map_or(web, |step| &step.web);
        if !settle(at, &mut spots, &manner(depth, steps.len()), cancelled) {
            return None;
        }
        if depth > 0 {
            show(&finer(&steps, depth, spots.clone(), web));
            spots = one_finer(steps.get(depth - 1), at, &spots);
        }
    }
    let rounds = 200;
    // Then near ones come near.
    let length = mean_length(web, &spots).max(1e-3);
    scale(&mut spots, 2.0 / length);
    let near = Manner {
        push: Push { strength: 0.1, reach: Reach::Near, soft: 1.0 },
        steady: 0.0,
        close: 4.0,
        theta: 1.0,
        rounds,
        heat: (0.5, 0.02),
    };
    settle(web, &mut spots, &near, cancelled).then_some(spots)
}

fn manner(depth: usize, depths: usize) -> Manner {
    let far = Manner {
        push: Push { strength: 1.0, reach: Reach::Far, soft: 0.01 },
        steady: 1.0,
        close: 0.0,
        theta: 1.0,
        rounds: 40,
        heat: (0.5, 0.02),
    };
    if depth == depths { Manner { rounds: 200, heat: (1.0, 0.01), ..far } } else { far }
}

fn scale(spots: &mut [Spot], by: f32) {
    for spot in spots {
        *spot = Spot { x: spot.x * by, y: spot.y * by };
    }
}

fn spiral(count: usize) -> Vec<Spot> {
    (0..count)
        .map(|at| {
            let (sine, cosine) = (at as f32 * GOLDEN).sin_cos();
            let radius = (at as f32 + 0.5).sqrt() * 3.0;
            Spot { x: cosine * radius, y: sine * radius }
        })
        .collect()
}

/// The places of the next finer web: parts stand around where the whole stood.
fn one_finer(step: Option<&Coarser>, coarse: &Web, spots: &[Spot]) -> Vec<Spot> {
    let Some(step) = step else { return spots.to_vec() };
    let apart = mean_length(coarse, spots).max(0.1) * 0.1;
    let around = |(part, whole): (usize, &usize)| {
        let (sine, cosine) = (mixed(part) as f32 * 1e-6).sin_cos();
        let spot = spots.get(*whole).copied().unwrap_or_default();
        Spot { x: spot.x + cosine * apart, y: spot.y + sine * apart }
    };
    step.of.iter().enumerate().map(around).collect()
}

/// The places of the members, as far as they are known at this depth.
fn finer(steps: &[Coarser], depth: usize, mut spots: Vec<Spot>, web: &Web) -> Vec<Spot> {
    for above in (0..depth).rev() {
        let at = steps.get(above).map_or(web, |step| &step.web);
        spots = one_finer(steps.get(above), at, &spots);
    }
    spots
}
