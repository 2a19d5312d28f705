//! The shortest way of each member to each kind of knowledge source, and through whom it leads.

use super::{
    TieGraph,
    spread::{sources_of, spread},
    wiring::at,
};
use crate::model::{Kind, MemberId, Network, SourceKind};

/// A way to a knowledge source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWay {
    pub source: MemberId,
    /// Ties from the member to the source; 1 is directly.
    pub steps: u32,
    /// The members between, from the one next to the member to the one next to the source.
    pub through: Vec<MemberId>,
}

impl TieGraph {
    /// The shortest way of each member of the network this graph was made of to a source of a kind, however long; the nearest source,
    /// and among equally near ones, the way by the members that stand first in the network. Sources themselves have none.
    ///
    /// Source: k-step reach towards domain.md section 6. Cost: O(members + ties) and the length of the ways.
    pub fn source_ways(&self, network: &Network, kind: SourceKind) -> Vec<Option<SourceWay>> {
        let wiring = self.wiring();
        let members = network.members();
        let gives = |here: usize| wiring.gives.of_member(here).iter().map(|there| *there as usize);
        let before = spread(wiring.members, sources_of(network, kind), gives);
        let way = |place: usize| {
            let mut chain = Vec::new();
            let mut here = at(&before, place)?;
            while let Some(next) = at(&before, here).filter(|next| *next != here) {
                chain.push(here);
                here = next;
            }
            let id = |place: &usize| members.at(*place).map(|member| member.id.clone());
            Some(SourceWay { source: id(&here)?, steps: chain.len() as u32 + 1, through: chain.iter().filter_map(id).collect() })
        };
        (0..members.len()).map(|place| way(place).filter(|_| members.at(place).is_some_and(|member| member.kind != Kind::Source))).collect()
    }
}
