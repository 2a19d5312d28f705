//! Ways along ties: who is how many ties away, and the shortest path between two.
//!
//! Members are given as places in a list of the caller's; where two answers are equally good, the lower place is taken.

use std::{cmp::Reverse, collections::VecDeque};

use petgraph::{
    Direction::{Incoming, Outgoing},
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef,
};

use crate::model::{Phase, Trust};

/// A tie between two members, given as places in the caller's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who gives.
    pub from: usize,
    /// Who learns.
    pub to: usize,
    pub phase: Phase,
    pub trust: Option<Trust>,
    /// Both give and learn.
    pub is_mutual: bool,
}

/// In which direction ties are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// From who gives to who learns.
    Given,
    /// From who learns to who gives.
    Learnt,
    Either,
}

/// One tie of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The place of the tie in the list the ways were made of.
    pub link: usize,
    /// The member it leads to.
    pub to: usize,
}

/// Ties to walk along.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    links: Vec<Link>,
    graph: DiGraph<(), u32>,
}

/// What is still to go from a member to the end of a path: trust and phase in sum, then the lowest member and tie next.
type Rest = (u32, u32, Reverse<usize>, Reverse<usize>);

impl Ways {
    /// The ways along these ties between so many members. Cost: O(members + ties).
    pub fn of(members: usize, links: Vec<Link>) -> Self {
        let mut graph = DiGraph::with_capacity(members, links.len());
        for _ in 0..members {
            graph.add_node(());
        }
        for (at, link) in (0..).zip(&links) {
            if link.from < members && link.to < members {
                graph.add_edge(NodeIndex::new(link.from), NodeIndex::new(link.to), at);
            }
        }
        Self { links, graph }
    }

    /// How many ties away everybody is who is at most so many away; the member itself is none away.
    ///
    /// Cost: O(members + ties within reach).
    pub fn steps(&self, from: usize, flow: Flow, most: u32) -> Vec<Option<u32>> {
        let mut steps = vec![None; self.graph.node_count()];
        let mut queue = VecDeque::from([(from, 0)]);
        if let Some(own) = steps.get_mut(from) {
            *own = Some(0);
        }
        while let Some((at, taken)) = queue.pop_front() {
            if taken == most {
                continue;
            }
            self.each(at, flow, |leg| {
                if let Some(unreached @ None) = steps.get_mut(leg.to) {
                    *unreached = Some(taken + 1);
                    queue.push_back((leg.to, taken + 1));
                }
            });
        }
        steps
    }

    /// How many other members can be reached.
    pub fn reached(&self, from: usize, flow: Flow) -> usize {
        self.steps(from, flow, u32::MAX).into_iter().flatten().count().saturating_sub(1)
    }

    /// The shortest path between two members; among equally short ones that with the most trust in sum, then with the
    /// highest phases in sum, then the one whose members, and then ties, have the lowest places.
    ///
    /// A trust that nobody has set counts as none. No legs if both are one member, `None` if no tie leads there.
    /// Cost: O(members + ties), for the search goes back from the end ring by ring until it meets the beginning.
    pub fn path(&self, from: usize, to: usize, flow: Flow) -> Option<Vec<Leg>> {
        let back = match flow {
            Flow::Given => Flow::Learnt,
            Flow::Learnt => Flow::Given,
            Flow::Either => Flow::Either,
        };
        let members = self.graph.node_count();
        if from >= members || to >= members {
            return None;
        }
        let mut rests: Vec<Option<(usize, Rest)>> = vec![None; members];
        let mut ring = vec![to];
        let mut steps = 0;
        if let Some(end) = rests.get_mut(to) {
            *end = Some((0, Rest::default()));
        }
        while !ring.is_empty() && rests.get(from).is_some_and(Option::is_none) {
            steps += 1;
            let mut next = Vec::new();
            for &near in &ring {
                let Some(Some((_, (trust, phase, ..)))) = rests.get(near).copied() else { continue };
                self.each(near, back, |leg| {
                    let (Some(link), Some(rest)) = (self.links.get(leg.link), rests.get_mut(leg.to)) else { return };
                    let own = link.trust.map_or(0, |trust| u32::from(trust.get()));
                    let found = (trust + own, phase + u32::from(link.phase.number()), Reverse(near), Reverse(leg.link));
                    match rest {
                        None => {
                            *rest = Some((steps, found));
                            next.push(leg.to);
                        }
                        Some((taken, known)) if *taken == steps && found > *known => *known = found,
                        Some(_) => {}
                    }
                });
            }
            ring = next;
        }
        legs(from, to, &rests)
    }

    /// Every tie that leads on from a member.
    fn each(&self, at: usize, flow: Flow, mut act: impl FnMut(Leg)) {
        let place = NodeIndex::new(at);
        for direction in [Outgoing, Incoming] {
            let leads = match (flow, direction) {
                (Flow::Either, _) | (Flow::Given, Outgoing) | (Flow::Learnt, Incoming) => Leads::Always,
                (Flow::Given, Incoming) | (Flow::Learnt, Outgoing) => Leads::IfMutual,
            };
            for edge in self.graph.edges_directed(place, direction) {
                let link = *edge.weight() as usize;
                let is_mutual = self.links.get(link).is_some_and(|link| link.is_mutual);
                if leads == Leads::Always || is_mutual {
                    let far = if direction == Outgoing { edge.target() } else { edge.source() };
                    act(Leg { link, to: far.index() });
                }
            }
        }
    }
}

/// The path that the rests of the way tell, from the beginning to the end.
fn legs(from: usize, to: usize, rests: &[Option<(usize, Rest)>]) -> Option<Vec<Leg>> {
    let mut legs = Vec::new();
    let mut at = from;
    while at != to {
        let (_, (_, _, Reverse(next), Reverse(link))) = rests.get(at).copied().flatten()?;
        legs.push(Leg { link, to: next });
        at = next;
    }
    Some(legs)
}

/// Which ties lead on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leads {
    Always,
    IfMutual,
}
