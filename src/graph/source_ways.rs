//! The shortest way of each member to each kind of knowledge source, and through whom it leads.

use std::collections::VecDeque;

use super::{
    TieGraph,
    wiring::{Wiring, at},
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
        let is_of_kind = |at: &usize| members.at(*at).is_some_and(|member| member.kind == Kind::Source && member.source == Some(kind));
        let begins = (0..members.len()).filter(is_of_kind);
        let before = walk(&wiring, begins);
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

/// From whom each member has it on the shortest way; beginnings have it from themselves.
fn walk(wiring: &Wiring, begins: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
    let mut before = vec![None; wiring.members];
    let mut queue = VecDeque::new();
    for begin in begins {
        if let Some(own) = before.get_mut(begin) {
            *own = Some(begin);
        }
        queue.push_back(begin);
    }
    while let Some(here) = queue.pop_front() {
        for &there in wiring.gives.of_member(here) {
            if let Some(unmet @ None) = before.get_mut(there as usize) {
                *unmet = Some(here);
                queue.push_back(there as usize);
            }
        }
    }
    before
}
