//! What is selected: one member, any number of marked ones, and a filter, shared by every screen.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::model::{MemberId, Network};

/// What is selected, on every screen alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The member that commands are about.
    pub member: Option<MemberId>,
    /// Members marked to be rated or changed together.
    pub marked: BTreeSet<MemberId>,
    /// The expression that members must meet to be listed; empty for all.
    pub filter: EcoString,
}

impl Selection {
    /// The members a command is about: the marked ones, else the one selected.
    pub fn members(&self) -> Vec<MemberId> {
        if self.marked.is_empty() { self.member.iter().cloned().collect() } else { self.marked.iter().cloned().collect() }
    }

    pub(super) fn select(&mut self, member: MemberId) {
        self.member = Some(member);
    }

    /// Marks the selected member, or unmarks it.
    pub(super) fn toggle_mark(&mut self) {
        let Some(member) = &self.member else { return };
        if !self.marked.remove(member) {
            self.marked.insert(member.clone());
        }
    }

    /// Forgets members that are no longer in the map.
    pub(super) fn keep_to(&mut self, network: &Network) {
        self.marked.retain(|member| network.members().get(member).is_some());
        if self.member.as_ref().is_some_and(|member| network.members().get(member).is_none()) {
            self.member = None;
        }
    }
}
