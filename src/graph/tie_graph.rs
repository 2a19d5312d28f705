//! Ties as a directed graph: knowledge flows from the member that gives to the one that learns.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::{
    Direction::{Incoming, Outgoing},
    graph::{DiGraph, NodeIndex},
};

use crate::model::{Kind, MemberId, Network, SourceKind, Tie};

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
        let mut graph = DiGraph::new();
        let places: BTreeMap<MemberId, NodeIndex> =
            network.members().iter().map(|member| (member.id.clone(), graph.add_node(member.id.clone()))).collect();
        let mut pairs = BTreeSet::new();
        for tie in network.ties().iter().filter(|tie| passes(tie)) {
            let (Some(&from), Some(&to)) = (places.get(&tie.from), places.get(&tie.to)) else { continue };
            pairs.insert((from, to));
            if tie.mutual {
                pairs.insert((to, from));
            }
        }
        for (from, to) in pairs {
            graph.add_edge(from, to, ());
        }
        Self { graph, places }
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
            let sources = network.members().iter().filter(|member| member.kind == Kind::Source && member.source == Some(*wanted));
            let mut edge: Vec<NodeIndex> = sources.filter_map(|source| self.places.get(&source.id).copied()).collect();
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
