//! Which academy trusts a member belongs to.

use crate::model::{Kind, Member, Network};

/// The academy trusts a member belongs to: memberships whose role says trust and whose group is one, by their ids.
///
/// A sponsor or a federation is none. Cost: O(log memberships).
pub fn trusts_of<'a>(network: &'a Network, member: &str) -> Vec<&'a Member> {
    let memberships = network.memberships().starting_with(&format!("{member}/"));
    memberships
        .iter()
        .filter(|membership| membership.role.as_ref().is_none_or(|role| role.to_lowercase().contains("trust")))
        .filter_map(|membership| network.member(membership.id.group()))
        .filter(|group| group.kind == Kind::Trust)
        .collect()
}
