//! The force layout: members who have to do with each other near each other.
//!
//! The network is laid out coarse first (`coarse`), every island of it for itself (`islands`), by pulls along ties and
//! pushes between all (`settle`, `swarm`). Members without a tie stand on the rim at the side of their area (`rim`).
//! The same network has the same places, byte for byte: nothing depends on chance, on hashing or on time.

mod coarse;
mod descent;
mod former;
mod islands;
mod places;
mod rim;
mod settle;
mod swarm;
mod web;

use super::{
    rings::Point,
    roster::{DrawnTie, Roster},
};
pub use former::Former;
use former::{Trace, spots_before};
use places::{Island, Places, middles};
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
    /// Where each member with a tie stands on the plane, for the next layout to go on from.
    traces: Vec<Option<Trace>>,
}

/// How far a layout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Members still move.
    SoFar,
    Settled,
}

impl Force {
    /// Lays the roster out, showing the places so far whenever they have become much better.
    ///
    /// Without a former layout the places depend on the roster alone; with one, whoever was somewhere stays near there.
    /// Answers nothing if it was cancelled, which is asked for in every round. Cost: O((members + ties) · log members) a
    /// round.
    pub fn of(roster: &Roster, former: Option<&Former>, show: &mut dyn FnMut(Self), cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let web = web(roster);
        let (islands, alone) = islands::islands(&web);
        let traces = former.map(|former| former.traces(roster)).unwrap_or_default();
        let mut laid: Vec<Island> = islands.into_iter().map(Island::new).collect();
        // The largest island takes nearly all the time, so it is shown among the others while it is laid out.
        for at in (0..laid.len()).rev() {
            let Some(members) = laid.get(at).map(|island| island.members.clone()) else { continue };
            let part = part(&web, &members);
            let island = if let Some((spots, scale)) = spots_before(&part, &members, &traces) {
                Island { spots: descent::refine(&part, spots, cancelled)?, held: Some(scale), members }
            } else {
                let mut show_largest = |spots: &[Spot]| {
                    let mut so_far = laid.clone();
                    if let (0, Some(largest)) = (at, so_far.first_mut()) {
                        spots.clone_into(&mut largest.spots);
                        show(Places { alone: &alone, laid: so_far }.force(roster));
                    }
                };
                Island { spots: descent::lay_out(&part, &mut show_largest, cancelled)?, held: None, members }
            };
            if let Some(slot) = laid.get_mut(at) {
                *slot = island;
            }
        }
        Some(Places { alone: &alone, laid }.force(roster))
    }

    /// The same places for a roster whose members are grouped in another way.
    pub(crate) fn regrouped(&self, roster: &Roster) -> Self {
        let tied = self.traces.iter().enumerate().filter(|(_, trace)| trace.is_some()).map(|(member, _)| member);
        Self { middles: middles(roster, &self.places, tied), ..self.clone() }
    }

    /// The force layout at once.
    pub(crate) fn whole(roster: &Roster) -> Self {
        Self::of(roster, None, &mut |_so_far| {}, &|| false).unwrap_or_default()
    }

    /// Everybody's place on the plane the layout was made for, in which one distance is as long as another whatever its way.
    pub fn plane(&self) -> Vec<(f64, f64)> {
        let (width, height) = self.extent;
        self.places.iter().map(|place| (place.x * width / 2.0, place.y * height / 2.0)).collect()
    }

    /// Whether a network is so small that nobody notices the time its layout takes.
    pub(crate) fn is_quick(roster: &Roster) -> bool {
        /// Members and ties together; about 20 ms.
        const QUICK: usize = 1_500;
        roster.members.len() + roster.ties.len() <= QUICK
    }
}

/// The web of the roster's ties: coaching pulls more than experience, experience more than information.
///
/// Areas do not matter: a tie between two pulls as much as one within, so that members stay where they are when they are
/// grouped by something else.
fn web(roster: &Roster) -> Web {
    let pull = |tie: &DrawnTie| 0.5 + 0.25 * f32::from(tie.phase.number());
    Web::new(vec![1.0; roster.members.len()], roster.ties.iter().map(|tie| (tie.from, tie.to, pull(tie))))
}

/// The web of one island; its bodies count from 0 in the island's order.
fn part(web: &Web, island: &[usize]) -> Web {
    let place = |body: usize| island.binary_search(&body).unwrap_or(usize::MAX);
    let bonds = island.iter().enumerate().flat_map(|(at, body)| web.bonds_of(*body).iter().map(move |bond| (at, bond)));
    let ties = bonds.map(|(at, bond)| (at, place(bond.to), bond.pull)).filter(|(from, to, _)| from < to);
    Web::new(vec![1.0; island.len()], ties)
}
