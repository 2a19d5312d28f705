//! Bodies moved until pulls and pushes are in balance.

use super::{
    swarm::{Push, Spot, Swarm},
    web::Web,
};

/// How bodies of one step of coarseness are moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Manner {
    pub(crate) push: Push,
    /// The pull of a bond at distance d is (steady + close / (1 + d²)) · d.
    pub(crate) steady: f32,
    pub(crate) close: f32,
    /// A group of bodies counts as one if its size is less than this share of its distance.
    pub(crate) theta: f32,
    pub(crate) rounds: usize,
    /// How far a body may move in the first and in the last round, in the mean length of a bond.
    pub(crate) heat: (f32, f32),
}

/// Moves the bodies; says whether it was let finish.
pub(crate) fn settle(web: &Web, spots: &mut [Spot], manner: &Manner, cancelled: &dyn Fn() -> bool) -> bool {
    let mut forces = vec![Spot::default(); spots.len()];
    let unit = mean_length(web, spots).max(1e-3);
    let cooling = (manner.heat.1 / manner.heat.0).powf(1.0 / manner.rounds.max(2) as f32);
    let mut heat = manner.heat.0 * unit;
    for _ in 0..manner.rounds {
        if cancelled() {
            return false;
        }
        forces.fill(Spot::default());
        Swarm::of(spots, &web.masses).push(manner.push, manner.theta, &mut forces);
        pull_and_move(web, spots, &mut forces, manner, heat);
        heat *= cooling;
    }
    true
}

fn pull_and_move(web: &Web, spots: &mut [Spot], forces: &mut [Spot], manner: &Manner, heat: f32) {
    for ((bonds, spot), force) in web.bonds().zip(spots.iter()).zip(forces.iter_mut()) {
        let mut stiff = 0.0;
        for bond in bonds {
            let Some(other) = spots.get(bond.to) else { continue };
            let (x, y) = (other.x - spot.x, other.y - spot.y);
            let pull = bond.pull * (manner.steady + manner.close / (1.0 + x * x + y * y));
            force.x += x * pull;
            force.y += y * pull;
            stiff += pull;
        }
        // What a body on stiff bonds would overshoot is taken back before it moves.
        let yields = 1.0 / (stiff + 1e-6);
        let (x, y) = (force.x * yields, force.y * yields);
        let length = (x * x + y * y).sqrt();
        let share = if length > heat { heat / length } else { 1.0 };
        *force = Spot { x: x * share, y: y * share };
    }
    for (spot, step) in spots.iter_mut().zip(forces.iter()) {
        spot.x += step.x;
        spot.y += step.y;
    }
}

/// The mean length of the bonds; 0 if there is none.
pub(crate) fn mean_length(web: &Web, spots: &[Spot]) -> f32 {
    let (mut sum, mut count) = (0.0_f64, 0_usize);
    for (bonds, spot) in web.bonds().zip(spots) {
        for other in bonds.iter().filter_map(|bond| spots.get(bond.to)) {
            sum += f64::from((other.x - spot.x).hypot(other.y - spot.y));
            count += 1;
        }
    }
    if count == 0 { 0.0 } else { (sum / count as f64) as f32 }
}
