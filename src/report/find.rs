//! Which member a person means by an id, another number or a name.

use ecow::EcoString;

use super::fold::{distance, fold};
use crate::model::{Member, Network};

/// Candidates shown when a name is not enough.
const SHOWN: usize = 10;

/// A text that does not find exactly one member.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMember {
    /// Nobody has this id, number or name; these are the nearest names.
    #[error("no member is called `{typed}`{}", near(.nearest))]
    Unknown { typed: EcoString, nearest: Vec<Candidate> },
    /// More than one has it.
    #[error("`{typed}` could be {count} members{}", several(.candidates, *.count))]
    Ambiguous { typed: EcoString, candidates: Vec<Candidate>, count: usize },
}

/// A member that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: EcoString,
    pub name: EcoString,
    /// Its town, else its authority.
    pub place: Option<EcoString>,
}

impl Candidate {
    fn of(member: &Member) -> Self {
        let place = member.town.clone().or_else(|| member.authority.clone());
        Self { id: member.id.as_str().into(), name: member.name.clone(), place }
    }
}

fn line(candidate: &Candidate) -> String {
    let place = candidate.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    format!("\n  {}  {}{place}", candidate.id, candidate.name)
}

fn near(nearest: &[Candidate]) -> String {
    if nearest.is_empty() {
        return String::new();
    }
    let lines: String = nearest.iter().map(line).collect();
    format!("; the nearest are:{lines}")
}

fn several(candidates: &[Candidate], count: usize) -> String {
    let lines: String = candidates.iter().map(line).collect();
    let more = count.saturating_sub(candidates.len());
    let rest = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    format!("; give the id of one of them:{lines}{rest}")
}

/// The member of this id, of another number it has, or of this name.
///
/// A bare number is tried as `urn:` and `ukprn:`. A name need not be whole: the beginnings of its words will do if only
/// one member fits. A whole name goes before a part of one. Cost: O(members) for a name, O(log members) for a number.
pub fn find_member<'a>(network: &'a Network, typed: &str) -> Result<&'a Member, NoMember> {
    let typed = typed.trim();
    if let Some(member) = by_number(network, typed) {
        return Ok(member);
    }
    let wanted = fold(typed);
    let exact = |name: &str| name == wanted;
    let part = |name: &str| !wanted.is_empty() && (name.starts_with(&wanted) || name.contains(&format!(" {wanted}")));
    let mut found = matching(network, exact);
    if found.is_empty() {
        found = matching(network, part);
    }
    match found.as_slice() {
        [member] => Ok(member),
        [] => Err(NoMember::Unknown { typed: typed.into(), nearest: nearest(network, &wanted) }),
        several => Err(NoMember::Ambiguous {
            typed: typed.into(),
            candidates: several.iter().take(SHOWN).map(|member| Candidate::of(member)).collect(),
            count: several.len(),
        }),
    }
}

fn by_number<'a>(network: &'a Network, typed: &str) -> Option<&'a Member> {
    let is_bare = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit());
    let schemes = ["urn:", "ukprn:"].into_iter().filter(|_| is_bare);
    network.member(typed).or_else(|| schemes.into_iter().find_map(|scheme| network.member(&format!("{scheme}{typed}"))))
}

fn matching(network: &Network, fits: impl Fn(&str) -> bool) -> Vec<&Member> {
    network.members().iter().filter(|member| fits(&fold(&member.name))).collect()
}

fn nearest(network: &Network, wanted: &str) -> Vec<Candidate> {
    let budget = wanted.chars().count() / 4;
    let mut near: Vec<(usize, &Member)> = network
        .members()
        .iter()
        .map(|member| (distance(wanted, &fold(&member.name)), member))
        .filter(|(steps, _)| (1..=budget).contains(steps))
        .collect();
    near.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    near.into_iter().take(3).map(|(_, member)| Candidate::of(member)).collect()
}
