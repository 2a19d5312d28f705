//! Ties as a directed graph: knowledge flows from the member that gives to the one that learns.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;
use petgraph::{
    Direction::{Incoming, Outgoing},
    graph::{DiGraph, NodeIndex},
};

use super::{spread::sources_of, wiring::Wiring};
use crate::model::{Kind, Member, MemberId, Network, SourceKind, Tie, fold};

/// How many members a member gives to, learns from, and has to do with either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degree {
    pub giving: usize,
    pub learning: usize,
    /// Different members at the other end, either way.
    pub partners: usize,
}

/// A knowledge source that a member learns from, directly (1 step) or through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReach {
    pub source: MemberId,
    /// Which of the three it is; `None` if nobody has set it.
    pub kind: Option<SourceKind>,
    pub steps: usize,
}

/// Which way knowledge goes along a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Given,
    Both,
}

/// The ends of the ties that pass.
fn ways_of(network: &Network, passes: impl Fn(&Tie) -> bool) -> impl Iterator<Item = (&str, &str, Flow)> {
    let passing = network.ties().iter().filter(move |tie| passes(tie));
    passing.map(|tie| (tie.from.as_str(), tie.to.as_str(), if tie.mutual { Flow::Both } else { Flow::Given }))
}

/// The members and some of their ties. Parallel ties count once, a mutual tie counts both ways.
#[derive(Clone, Debug, Default)]
pub struct TieGraph {
    pub(super) graph: DiGraph<MemberId, ()>,
    pub(super) places: BTreeMap<MemberId, NodeIndex>,
}

impl TieGraph {
    /// The graph of the ties that pass over every member of the network.
    ///
    /// Cost: O((members + ties) · log).
    pub fn of(network: &Network, passes: impl Fn(&Tie) -> bool) -> Self {
        Self::between(network, ways_of(network, passes))
    }

    /// The same with everybody who belongs to a trust, another group or an authority of the map tied to it both ways.
    ///
    /// An authority that is a member of the map is found by its name. Cost: O((members + memberships + ties) · log).
    pub fn with_memberships(network: &Network, day: Date, passes: impl Fn(&Tie) -> bool) -> Self {
        let belong = network.memberships().iter().filter(|membership| membership.until.is_none_or(|until| until > day));
        let groups = belong.map(|membership| (membership.id.member(), membership.id.group(), Flow::Both));
        let is_authority = |member: &&Member| member.kind == Kind::Authority;
        let authorities: BTreeMap<String, &str> =
            network.members().iter().filter(is_authority).map(|authority| (fold(&authority.name), authority.id.as_str())).collect();
        let within = |member: &'_ Member| authorities.get(&fold(member.authority.as_ref()?)).copied();
        let governed = network.members().iter().filter_map(|member| Some((member.id.as_str(), within(member)?, Flow::Both)));
        Self::between(network, ways_of(network, passes).chain(groups).chain(governed))
    }

    fn between<'a>(network: &Network, ways: impl Iterator<Item = (&'a str, &'a str, Flow)>) -> Self {
        let mut graph = DiGraph::new();
        let places: BTreeMap<MemberId, NodeIndex> =
            network.members().iter().map(|member| (member.id.clone(), graph.add_node(member.id.clone()))).collect();
        let mut pairs: Vec<(NodeIndex, NodeIndex)> = Vec::new();
        for (from, to, flow) in ways {
            let (Some(&from), Some(&to)) = (places.get(from), places.get(to)) else { continue };
            pairs.push((from, to));
            if flow == Flow::Both {
                pairs.push((to, from));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        for (from, to) in pairs {
            graph.add_edge(from, to, ());
        }
        Self { graph, places }
    }

    /// The same as lists of places, for measures of the whole network.
    pub fn wiring(&self) -> Wiring {
        let place = |place: NodeIndex| place.index() as u32;
        Wiring::of(
            self.members(),
            self.graph.edge_indices().filter_map(|edge| self.graph.edge_endpoints(edge)).map(|(from, to)| (place(from), place(to))),
        )
    }

    /// How many members there are.
    pub fn members(&self) -> usize {
        self.graph.node_count()
    }

    /// How many directed ties there are.
    pub fn ties(&self) -> usize {
        self.graph.edge_count()
    }

    /// How many members it shares with; nothing for a member that is not there.
    pub fn degree(&self, member: &str) -> Degree {
        let Some(&place) = self.places.get(member) else { return Degree::default() };
        let partners: BTreeSet<NodeIndex> = self.graph.neighbors_undirected(place).collect();
        Degree {
            giving: self.graph.neighbors_directed(place, Outgoing).count(),
            learning: self.graph.neighbors_directed(place, Incoming).count(),
            partners: partners.len(),
        }
    }

    /// The members at most so many ties away, either way, with their steps; the member itself is 0 steps away.
    ///
    /// Cost: O(ties within reach).
    pub fn within(&self, member: &str, steps: usize) -> BTreeMap<MemberId, usize> {
        self.walk(member, steps, |place| self.graph.neighbors_undirected(place).collect())
    }

    /// The knowledge sources it learns from in at most so many steps, nearest first, then by id.
    ///
    /// A step goes from one who learns to the one who gives (domain.md section 6, k-step reach).
    pub fn sources(&self, network: &Network, member: &str, steps: usize) -> Vec<SourceReach> {
        let reached = self.walk(member, steps, |place| self.graph.neighbors_directed(place, Incoming).collect());
        let mut sources: Vec<SourceReach> = reached
            .into_iter()
            .filter(|(_, steps)| *steps > 0)
            .filter_map(|(id, steps)| {
                let member = network.member(&id).filter(|member| member.kind == Kind::Source)?;
                Some(SourceReach { kind: member.source, source: id, steps })
            })
            .collect();
        sources.sort_by(|a, b| (a.steps, &a.source).cmp(&(b.steps, &b.source)));
        sources
    }

    /// Whether one shares with the other by a tie of its own.
    pub fn shares(&self, from: &str, to: &str) -> bool {
        let ends = self.places.get(from).zip(self.places.get(to));
        ends.is_some_and(|(&from, &to)| self.graph.find_edge(from, to).is_some())
    }

    /// In how many steps each member learns from research, practice and innovation, if in at most so many: one row for
    /// each member of the network this graph was made of, in its order. The same as [`Self::sources`] for all at once; the rows of sources themselves say nothing.
    ///
    /// Cost: O(members + ties) for each kind and step.
    pub fn source_steps(&self, network: &Network, most: u8) -> Vec<[Option<u8>; 3]> {
        let mut reached = vec![[None; 3]; network.members().len()];
        for (kind, wanted) in SourceKind::ALL.iter().enumerate() {
            let mut edge: Vec<NodeIndex> = sources_of(network, *wanted).map(NodeIndex::new).collect();
            for steps in 1..=most {
                let mut next = Vec::new();
                for learner in edge.into_iter().flat_map(|giver| self.graph.neighbors_directed(giver, Outgoing)) {
                    let known = reached.get_mut(learner.index()).and_then(|row| row.get_mut(kind));
                    if let Some(known @ None) = known {
                        *known = Some(steps);
                        next.push(learner);
                    }
                }
                edge = next;
            }
        }
        reached
    }

    /// The place of the nearest other member that passes, at most so many ties away either way, and how many; of those equally
    /// near, the first. Members are given by their place in the network this graph was made of.
    ///
    /// Cost: O(ties within reach), and no more than it takes to the first that passes.
    pub fn nearest(&self, place: usize, steps: usize, passes: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let mut met = BTreeSet::from([NodeIndex::new(place)]);
        let mut edge = vec![NodeIndex::new(place)];
        for taken in 1..=steps {
            let next: BTreeSet<NodeIndex> =
                edge.iter().flat_map(|&here| self.graph.neighbors_undirected(here)).filter(|next| !met.contains(next)).collect();
            if let Some(found) = next.iter().find(|next| passes(next.index())) {
                return Some((found.index(), taken));
            }
            met.extend(&next);
            edge = next.into_iter().collect();
        }
        None
    }

    fn walk(&self, member: &str, steps: usize, next: impl Fn(NodeIndex) -> Vec<NodeIndex>) -> BTreeMap<MemberId, usize> {
        let Some(&start) = self.places.get(member) else { return BTreeMap::new() };
        let mut reached = BTreeMap::from([(start, 0)]);
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((place, taken)) = queue.pop_front() {
            if taken == steps {
                continue;
            }
            for neighbour in next(place) {
                reached.entry(neighbour).or_insert_with(|| {
                    queue.push_back((neighbour, taken + 1));
                    taken + 1
                });
            }
        }
        reached.into_iter().filter_map(|(place, steps)| Some((self.graph.node_weight(place)?.clone(), steps))).collect()
    }
}
