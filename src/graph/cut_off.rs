//! Who would be parted from the rest, or from a kind of knowledge source, if one member left.

use petgraph::graph::NodeIndex;

use super::{
    TieGraph,
    spread::{sources_of, spread},
};
use crate::model::{MemberId, Network, SourceKind};

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
        let all = self.learners(network, kind, None);
        let others = self.learners(network, kind, Some(place));
        let depend = all.into_iter().zip(others).enumerate().filter(|(at, (with, without))| *at != place && *with && !*without);
        depend.filter_map(|(at, _)| self.graph.node_weight(NodeIndex::new(at))).collect()
    }

    /// Whether each member is a source of a kind or learns from one, without the member left out.
    fn learners(&self, network: &Network, kind: SourceKind, left_out: Option<usize>) -> Vec<bool> {
        let stays = move |place: &usize| Some(*place) != left_out;
        let gives = |here: usize| self.graph.neighbors(NodeIndex::new(here)).map(NodeIndex::index).filter(stays);
        spread(self.members(), sources_of(network, kind).filter(stays), gives).iter().map(Option::is_some).collect()
    }
}
