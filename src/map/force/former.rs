//! The places of a layout before some ties changed, from which the next one goes on, so that the picture does not jump.

use std::sync::Arc;

use super::{
    super::{rings::Point, roster::Roster},
    Force,
    swarm::Spot,
    web::Web,
};

/// A network as it was, laid out.
#[derive(Clone, Debug)]
pub struct Former {
    pub roster: Arc<Roster>,
    pub force: Arc<Force>,
}

/// Where a member was on the plane of the layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trace {
    pub(super) spot: Spot,
    /// How much larger its island is drawn than forces made it.
    pub(super) scale: f32,
}

impl Former {
    fn at(&self, id: &str) -> Option<usize> {
        self.roster.index(id)
    }

    /// Where each member of a roster was among those with ties.
    pub(super) fn traces(&self, roster: &Roster) -> Vec<Option<Trace>> {
        let trace = |member: &super::super::Drawn| self.force.traces.get(self.at(&member.id)?).copied().flatten();
        roster.members.iter().map(trace).collect()
    }

    /// The places to show until there are better ones: whoever is new stands in the middle.
    pub(crate) fn carried(&self, roster: &Roster) -> Force {
        let place = |member: &super::super::Drawn| self.at(&member.id).and_then(|at| self.force.places.get(at)).copied();
        let places: Vec<Point> = roster.members.iter().map(|member| place(member).unwrap_or_default()).collect();
        Force { places, middles: vec![None; roster.areas.len()], extent: self.force.extent, traces: self.traces(roster) }
    }
}

/// The least share of an island's members that must have been somewhere for it to go on from there.
const KNOWN: f64 = 0.6;

/// An island's spots as forces made them, with its scale; none if too few of its members were anywhere.
pub(super) fn spots_before(web: &Web, island: &[usize], traces: &[Option<Trace>]) -> Option<(Vec<Spot>, f32)> {
    let known: Vec<Option<Trace>> = island.iter().map(|member| traces.get(*member).copied().flatten()).collect();
    let found: Vec<&Trace> = known.iter().flatten().collect();
    if found.is_empty() || (found.len() as f64) < KNOWN * island.len() as f64 {
        return None;
    }
    let count = found.len() as f32;
    let scale = found.iter().map(|trace| trace.scale).sum::<f32>() / count;
    let mean = |spots: &[Spot]| {
        let count = spots.len().max(1) as f32;
        spots.iter().fold(Spot::default(), |sum, spot| Spot { x: sum.x + spot.x / count, y: sum.y + spot.y / count })
    };
    let middle = mean(&found.iter().map(|trace| trace.spot).collect::<Vec<_>>());
    let beside = |at: usize| {
        let neighbours: Vec<Spot> = web.bonds_of(at).iter().filter_map(|bond| Some(known.get(bond.to)?.as_ref()?.spot)).collect();
        let spot = if neighbours.is_empty() { middle } else { mean(&neighbours) };
        // Beside its neighbours, not on them.
        let (sine, cosine) = (at as f32).sin_cos();
        Spot { x: spot.x + 0.3 * cosine, y: spot.y + 0.3 * sine }
    };
    let spot = |(at, trace): (usize, &Option<Trace>)| {
        let spot = trace.map_or_else(|| beside(at), |trace| trace.spot);
        Spot { x: spot.x / scale, y: spot.y / scale }
    };
    Some((known.iter().enumerate().map(spot).collect(), scale))
}
