//! Who learns from a kind of knowledge source only by way of one member.

use petgraph::{
    algo::dominators,
    graph::{DiGraph, NodeIndex},
};

use super::{TieGraph, spread::sources_of};
use crate::model::{Network, SourceKind};

impl TieGraph {
    /// How many other members learn from sources of a kind only by way of a member, directly or through any number of others: a
    /// number for each member of the network this graph was made of, in its order.
    ///
    /// These are the members it dominates in the graph of those who learn (Cooper, Harvey and Kennedy 2001).
    /// Cost: O(members + ties) in practice.
    pub fn sole_ways(&self, network: &Network, kind: SourceKind) -> Vec<usize> {
        let mut graph: DiGraph<(), ()> = self.graph.map(|_, _| (), |_, ()| ());
        let root = graph.add_node(());
        for source in sources_of(network, kind).filter(|source| *source < self.members()) {
            graph.add_edge(root, NodeIndex::new(source), ());
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
