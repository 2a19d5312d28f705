//! What a member holds together: who would be parted from the rest, or from a kind of knowledge source, if it left.

use petgraph::{
    algo::dominators,
    graph::{DiGraph, NodeIndex},
};

use super::TieGraph;
use crate::model::{Kind, MemberId, Network, SourceKind};

/// The lowlink of each member while the graph is walked (Tarjan 1972, Hopcroft and Tarjan 1973).
struct Walk {
    neighbours: Vec<Vec<usize>>,
    /// When a member was first met, from 1; 0 if it was not yet.
    met: Vec<usize>,
    /// The earliest member that it or anyone below it has a tie with.
    low: Vec<usize>,
    /// Members below it and itself.
    size: Vec<usize>,
    pieces: Vec<Pieces>,
}

/// The pieces that only a member joins to those before it.
#[derive(Clone, Copy, Default)]
struct Pieces {
    all: usize,
    largest: usize,
}

impl TieGraph {
    /// How many members would be parted from the largest piece that is left of their part of the network if a member left: a
    /// number for each member of the network this graph was made of, in its order; 0 where the rest would stay together.
    ///
    /// Ties count either way. Cost: O(members + ties).
    pub fn parted(&self) -> Vec<usize> {
        let mut walk = Walk::over(self);
        let mut parted = vec![0; self.members()];
        for start in 0..self.members() {
            if walk.met.get(start).is_some_and(|met| *met == 0) {
                let part = walk.part(start);
                let others = part.len().saturating_sub(1);
                for member in part {
                    let pieces = walk.pieces.get(member).copied().unwrap_or_default();
                    let largest = pieces.largest.max(others - pieces.all);
                    if let Some(count) = parted.get_mut(member) {
                        *count = others - largest;
                    }
                }
            }
        }
        parted
    }

    /// How many other members learn from sources of a kind only by way of a member, directly or through any number of others: a
    /// number for each member of the network this graph was made of, in its order.
    ///
    /// These are the members it dominates in the graph of those who learn (Cooper, Harvey and Kennedy 2001).
    /// Cost: O(members + ties) in practice.
    pub fn sole_ways(&self, network: &Network, kind: SourceKind) -> Vec<usize> {
        let mut graph: DiGraph<(), ()> = self.graph.map(|_, _| (), |_, ()| ());
        let root = graph.add_node(());
        for source in network.members().iter().filter(|member| member.kind == Kind::Source && member.source == Some(kind)) {
            if let Some(&place) = self.places.get(&source.id) {
                graph.add_edge(root, place, ());
            }
        }
        let ways = dominators::simple_fast(&graph, root);
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.members() + 1];
        for place in 0..self.members() {
            let before = ways.immediate_dominator(NodeIndex::new(place)).map(NodeIndex::index);
            if let Some(below) = before.and_then(|before| below.get_mut(before)) {
                below.push(place);
            }
        }
        let mut order = vec![root.index()];
        let mut at = 0;
        while let Some(&place) = order.get(at) {
            order.extend(below.get(place).into_iter().flatten());
            at += 1;
        }
        let mut depending = vec![0; self.members() + 1];
        for &place in order.iter().rev() {
            let count = below.get(place).into_iter().flatten().map(|&next| 1 + depending.get(next).copied().unwrap_or_default()).sum();
            if let Some(depending) = depending.get_mut(place) {
                *depending = count;
            }
        }
        depending.truncate(self.members());
        depending
    }
}

impl TieGraph {
    /// The members that would be parted from the largest piece that is left if the member at this place left, in their order:
    /// those whom [`parted`](Self::parted) counts.
    ///
    /// Cost: O(members + ties).
    pub fn parted_by(&self, place: usize) -> Vec<&MemberId> {
        let mut piece_of: Vec<Option<usize>> = vec![None; self.members()];
        let mut sizes = Vec::new();
        let own = NodeIndex::new(place);
        let mut neighbours: Vec<NodeIndex> = self.graph.neighbors_undirected(own).filter(|next| *next != own).collect();
        neighbours.sort_unstable();
        for start in neighbours {
            if piece_of.get(start.index()).copied().flatten().is_some() {
                continue;
            }
            let (mut way, mut size) = (vec![start], 0);
            while let Some(here) = way.pop() {
                let Some(slot) = piece_of.get_mut(here.index()).filter(|slot| slot.is_none()) else { continue };
                *slot = Some(sizes.len());
                size += 1;
                way.extend(self.graph.neighbors_undirected(here).filter(|next| *next != own));
            }
            sizes.push(size);
        }
        let largest = sizes.iter().enumerate().rev().max_by_key(|(_, size)| **size).map(|(piece, _)| piece);
        let parted = piece_of.into_iter().enumerate().filter(|(_, piece)| piece.is_some() && *piece != largest);
        parted.filter_map(|(place, _)| self.graph.node_weight(NodeIndex::new(place))).collect()
    }

    /// The members that learn from sources of a kind only by way of the member at this place, in their order: those whom
    /// [`sole_ways`](Self::sole_ways) counts.
    ///
    /// Cost: O(members + ties).
    pub fn sole_way_of(&self, network: &Network, kind: SourceKind, place: usize) -> Vec<&MemberId> {
        let own = NodeIndex::new(place);
        let all = self.learners(network, kind, None);
        let others = self.learners(network, kind, Some(own));
        let depend = all.into_iter().zip(others).enumerate().filter(|(at, (with, without))| *at != place && *with && !*without);
        depend.filter_map(|(at, _)| self.graph.node_weight(NodeIndex::new(at))).collect()
    }

    /// Whether each member is a source of a kind or learns from one, without the member left out.
    fn learners(&self, network: &Network, kind: SourceKind, left_out: Option<NodeIndex>) -> Vec<bool> {
        let mut learns = vec![false; self.members()];
        let sources = network.members().iter().filter(|member| member.kind == Kind::Source && member.source == Some(kind));
        let mut way: Vec<NodeIndex> = sources.filter_map(|source| self.places.get(&source.id).copied()).collect();
        while let Some(here) = way.pop() {
            let is_new = Some(here) != left_out && learns.get(here.index()).is_some_and(|known| !known);
            if let Some(known) = learns.get_mut(here.index()).filter(|_| is_new) {
                *known = true;
                way.extend(self.graph.neighbors(here));
            }
        }
        learns
    }
}

impl Walk {
    fn over(graph: &TieGraph) -> Self {
        let members = graph.members();
        let mut neighbours = vec![Vec::new(); members];
        for (place, list) in neighbours.iter_mut().enumerate() {
            list.extend(graph.graph.neighbors_undirected(NodeIndex::new(place)).map(NodeIndex::index));
            list.sort_unstable();
            list.dedup();
        }
        Self { neighbours, met: vec![0; members], low: vec![0; members], size: vec![0; members], pieces: vec![Pieces::default(); members] }
    }

    /// Walks the part of the network a member is in, without recursion; its members in the order they were met.
    fn part(&mut self, start: usize) -> Vec<usize> {
        let mut part = Vec::new();
        let mut way = vec![(start, 0)];
        self.meet(start, &mut part);
        while let Some((place, next)) = way.last_mut() {
            let here = *place;
            let neighbour = self.neighbours.get(here).and_then(|list| list.get(*next)).copied();
            *next += 1;
            match neighbour {
                Some(neighbour) if get(&self.met, neighbour) == 0 => {
                    self.meet(neighbour, &mut part);
                    way.push((neighbour, 0));
                }
                Some(neighbour) => self.reach(here, get(&self.met, neighbour)),
                None => {
                    way.pop();
                    if let Some((before, _)) = way.last() {
                        self.leave(here, *before);
                    }
                }
            }
        }
        part
    }

    fn meet(&mut self, place: usize, part: &mut Vec<usize>) {
        part.push(place);
        let time = part.len();
        for (list, value) in [(&mut self.met, time), (&mut self.low, time), (&mut self.size, 1)] {
            if let Some(known) = list.get_mut(place) {
                *known = value;
            }
        }
    }

    fn reach(&mut self, place: usize, met: usize) {
        if let Some(low) = self.low.get_mut(place) {
            *low = (*low).min(met);
        }
    }

    /// Goes back to the member before: what hangs below and reaches nobody earlier is a piece of its own without it.
    fn leave(&mut self, place: usize, before: usize) {
        let (low, size) = (get(&self.low, place), get(&self.size, place));
        self.reach(before, low);
        if let Some(known) = self.size.get_mut(before) {
            *known += size;
        }
        if low >= get(&self.met, before)
            && let Some(pieces) = self.pieces.get_mut(before)
        {
            *pieces = Pieces { all: pieces.all + size, largest: pieces.largest.max(size) };
        }
    }
}

fn get(list: &[usize], place: usize) -> usize {
    list.get(place).copied().unwrap_or_default()
}
