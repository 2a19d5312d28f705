//! One island laid out: from its coarsest web to its members.
//!
//! Coarse webs find the shape of the whole: bonds pull with their length and everybody pushes everybody (Jacomy and others,
//! `ForceAtlas2`, 2014). On the last steps bonds pull hard only while they are short, and pushes end near by (Zhong and
//! others, Force-directed graph layouts revisited: a new force based on the t-distribution, 2023), so that whoever works
//! together comes to stand together, even where everybody is tied to everybody through a few others.

use super::{
    coarse::{Coarser, coarser, mixed},
    settle::{Manner, mean_length, settle},
    swarm::{Push, Reach, Spot},
    web::Web,
};

/// A web this small is not made coarser.
const SMALL: usize = 24;
/// Up to here names stand around the members, who are drawn better apart than near those they work with.
const NAMED: usize = 64;
/// Up to here there is time for many rounds.
const FEW: usize = 1_000;
/// On so many of the finest webs, near ones come near.
const NEAR_STEPS: usize = 4;
/// The mean length of a bond when near ones begin to come near; their pull is strongest at 1.
const LENGTH: f32 = 2.0;
/// The golden angle in radians: a spiral of it is even however many are on it.
const GOLDEN: f32 = 2.399_963_2;

const FAR: Manner = Manner {
    push: Push { strength: 1.0, reach: Reach::Far, soft: 0.01 },
    steady: 1.0,
    close: 0.0,
    theta: 1.5,
    rounds: 15,
    heat: (0.5, 0.02),
};
const NEAR: Manner = Manner {
    push: Push { strength: 0.5, reach: Reach::Near, soft: 1.0 },
    steady: 0.0,
    close: 4.0,
    theta: 2.0,
    rounds: 60,
    heat: (0.5, 0.02),
};

/// Lays out one island. Before every finer step the members' places so far are shown.
///
/// Answers nothing if it was cancelled.
pub(super) fn lay_out(web: &Web, show: &mut dyn FnMut(&[Spot]), cancelled: &dyn Fn() -> bool) -> Option<Vec<Spot>> {
    let steps = coarsened(web, cancelled)?;
    let web_at = |depth: usize| depth.checked_sub(1).and_then(|above| steps.get(above)).map_or(web, |step| &step.web);
    let near_steps = if web.len() <= NAMED { 0 } else { NEAR_STEPS.min(steps.len() + 1) };
    let mut spots = spiral(web_at(steps.len()).len());
    for depth in (0..=steps.len()).rev() {
        let at = web_at(depth);
        let is_top = depth == steps.len();
        // The first of the near steps begins as the far ones end.
        if is_top || depth + 1 >= near_steps {
            let manner = match (is_top, near_steps) {
                (true, _) => Manner { rounds: 200, heat: (1.0, 0.01), ..FAR },
                (false, 0) => Manner { rounds: 100, ..FAR },
                (false, _) => FAR,
            };
            settle(at, &mut spots, &manner, cancelled).then_some(())?;
        }
        if depth + 1 == near_steps {
            let length = mean_length(at, &spots).max(1e-3);
            scale(&mut spots, LENGTH / length);
        }
        if depth < near_steps {
            let rounds = match (web.len() <= FEW, depth) {
                (true, _) => 150,
                (false, 0) => 40,
                (false, _) => NEAR.rounds,
            };
            settle(&at.evened(web), &mut spots, &Manner { rounds, ..NEAR }, cancelled).then_some(())?;
        }
        if let Some(step) = depth.checked_sub(1).and_then(|above| steps.get(above)) {
            show(&members(&steps, depth, spots.clone()));
            let apart = if depth < near_steps { 0.5 } else { 0.1 * mean_length(at, &spots).max(0.1) };
            // Near places are in units of one body, of which there are more now.
            let growth = if depth < near_steps { (step.of.len() as f32 / at.len().max(1) as f32).sqrt() } else { 1.0 };
            scale(&mut spots, growth);
            spots = finer(step, &spots, apart);
        }
    }
    Some(spots)
}

/// Moves places that were good before some ties changed; the whole stays where it is.
///
/// Answers nothing if it was cancelled.
pub(super) fn refine(web: &Web, spots: Vec<Spot>, cancelled: &dyn Fn() -> bool) -> Option<Vec<Spot>> {
    let mut spots = spots;
    let manner = if web.len() <= NAMED { FAR } else { NEAR };
    settle(web, &mut spots, &Manner { rounds: 30, heat: (0.15, 0.02), ..manner }, cancelled).then_some(spots)
}

fn coarsened(web: &Web, cancelled: &dyn Fn() -> bool) -> Option<Vec<Coarser>> {
    let mut steps: Vec<Coarser> = Vec::new();
    loop {
        let finest = steps.last().map_or(web, |step| &step.web);
        if cancelled() {
            return None;
        }
        match if finest.len() > SMALL { coarser(finest) } else { None } {
            Some(step) => steps.push(step),
            None => return Some(steps),
        }
    }
}

fn scale(spots: &mut [Spot], by: f32) {
    for spot in spots {
        *spot = Spot { x: spot.x * by, y: spot.y * by };
    }
}

fn spiral(count: usize) -> Vec<Spot> {
    let spot = |at: usize| {
        let (sine, cosine) = (at as f32 * GOLDEN).sin_cos();
        let radius = (at as f32 + 0.5).sqrt() * 3.0;
        Spot { x: cosine * radius, y: sine * radius }
    };
    (0..count).map(spot).collect()
}

/// The places of the next finer web: parts stand around where the whole stood.
fn finer(step: &Coarser, spots: &[Spot], apart: f32) -> Vec<Spot> {
    let around = |(part, whole): (usize, &usize)| {
        let (sine, cosine) = ((mixed(part) % 6_283) as f32 * 1e-3).sin_cos();
        let spot = spots.get(*whole).copied().unwrap_or_default();
        Spot { x: spot.x + cosine * apart, y: spot.y + sine * apart }
    };
    step.of.iter().enumerate().map(around).collect()
}

/// The places of the members, as far as they are known at this depth.
fn members(steps: &[Coarser], depth: usize, mut spots: Vec<Spot>) -> Vec<Spot> {
    for step in steps.iter().take(depth).rev() {
        let apart = 0.3 * mean_length(&step.web, &spots).max(0.1);
        spots = finer(step, &spots, apart);
    }
    spots
}
