//! The force layout: members who have to do with each other near each other.
//!
//! The network is laid out coarse first (`coarse`), every island of it for itself (`islands`), by pulls along ties and
//! pushes between all (`settle`, `swarm`). Members without a tie stand on the rim at the side of their area (`rim`).
//! The same network has the same places, byte for byte: nothing depends on chance, on hashing or on time.

mod coarse;
mod descent;
mod islands;
mod places;
mod rim;
mod settle;
mod swarm;
mod web;

use std::sync::Arc;

use super::{rings::Point, roster::Roster};
use places::Places;
use swarm::Spot;
use web::Web;

/// Where everybody stands in the force layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Force {
    /// One for each member of the roster, -1 to 1 both ways, y downward.
    pub(crate) places: Vec<Point>,
    /// The middle of each named area's members.
    pub(crate) middles: Vec<Option<Point>>,
    /// How wide and how high the whole is, in the mean distance of two members.
    pub(crate) extent: (f64, f64),
}

/// Between members of different areas a tie pulls this much of what it would within one.
const BETWEEN_AREAS: f32 = 0.35;

impl Force {
    /// Lays the roster out, showing the places so far whenever they have become much better.
    ///
    /// Answers nothing if it was cancelled, which is asked for in every round. Cost: O((members + ties) · log members) a
    /// round.
    pub fn of(roster: &Roster, show: &mut dyn FnMut(Self), cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let web = web(roster);
        let (islands, alone) = islands::islands(&web);
        let mut laid: Vec<Vec<Spot>> = vec![Vec::new(); islands.len()];
        // The largest island takes nearly all the time, so it is shown among the others while it is laid out.
        for (at, island) in islands.iter().enumerate().rev() {
            let part = part(&web, island);
            let mut show_largest = |spots: &[Spot]| {
                let mut so_far = laid.clone();
                if let Some(slot) = so_far.first_mut() {
                    *slot = spots.to_vec();
                }
                show(Places { islands: &islands, alone: &alone, laid: so_far }.force(roster));
            };
            let mut show_none = |_: &[Spot]| {};
            let shown: &mut dyn FnMut(&[Spot]) = if at == 0 { &mut show_largest } else { &mut show_none };
            let spots = descent::lay_out(&part, shown, cancelled)?;
            if let Some(slot) = laid.get_mut(at) {
                *slot = spots;
            }
        }
        Some(Places { islands: &islands, alone: &alone, laid }.force(roster))
    }

    /// The force layout at once.
    pub fn whole(roster: &Roster) -> Arc<Self> {
        Arc::new(Self::of(roster, &mut |_| {}, &|| false).unwrap_or_default())
    }
}

/// The web of the roster's ties: coaching pulls more than experience, experience more than information.
fn web(roster: &Roster) -> Web {
    let area = |member: usize| roster.members.get(member).map(|member| member.area);
    let pull = |tie: &super::DrawnTie| {
        let phase = 0.5 + 0.25 * f32::from(tie.phase.number());
        if area(tie.from) == area(tie.to) { phase } else { phase * BETWEEN_AREAS }
    };
    Web::new(vec![1.0; roster.members.len()], roster.ties.iter().map(|tie| (tie.from, tie.to, pull(tie))))
}

/// The web of one island; its bodies count from 0 in the island's order.
fn part(web: &Web, island: &[usize]) -> Web {
    let place = |body: usize| island.binary_search(&body).unwrap_or(usize::MAX);
    let bonds = island.iter().enumerate().flat_map(|(at, body)| web.bonds_of(*body).iter().map(move |bond| (at, bond)));
    let ties = bonds.map(|(at, bond)| (at, place(bond.to), bond.pull)).filter(|(from, to, _)| from < to);
    Web::new(vec![1.0; island.len()], ties)
}
