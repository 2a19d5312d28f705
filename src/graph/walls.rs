//! The walls inside a network, trusts, authorities and phases of education, and whether ties cross them.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::wiring::{Wiring, at};
use crate::{
    framework::trusts_of,
    model::{Kind, Member, Network, fold},
};

/// What parts members into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wall {
    Trust,
    Authority,
    /// The phase of education.
    Education,
}

impl Wall {
    pub const ALL: [Self; 3] = [Self::Trust, Self::Authority, Self::Education];

    /// Its name in answers, which is that of the column of `list`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trust => "trust",
            Self::Authority => "authority",
            Self::Education => "education",
        }
    }

    /// The group of a member, if it is in one that is known: its trust, its authority, or its phase. A trust and an authority are in
    /// their own group.
    fn group(self, network: &Network, member: &Member) -> Option<EcoString> {
        match (self, member.kind) {
            (Self::Trust, Kind::Trust) => Some(member.id.as_str().into()),
            (Self::Trust, _) => trusts_of(network, &member.id).first().map(|trust| trust.id.as_str().into()),
            (Self::Authority, Kind::Authority) => Some(fold(&member.name).into()),
            (Self::Authority, _) => member.authority.as_ref().map(|authority| fold(authority).into()),
            (Self::Education, _) => member.education.map(|education| education.word().into()),
        }
    }

    /// The number of each member's group. Cost: O(members · log).
    pub(super) fn groups(self, network: &Network) -> Vec<Option<u32>> {
        let mut numbers: BTreeMap<EcoString, u32> = BTreeMap::new();
        let mut number = |group: EcoString| {
            let next = numbers.len() as u32;
            *numbers.entry(group).or_insert(next)
        };
        network.members().iter().map(|member| self.group(network, member).map(&mut number)).collect()
    }
}

/// Ties across a wall and within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crossing {
    /// Directed ties with another group.
    pub external: usize,
    /// Directed ties within the group.
    pub internal: usize,
    /// Directed ties of which the group of one end is not known; they count for nothing.
    pub unknown: usize,
}

impl Crossing {
    /// Krackhardt and Stern's E-I index: (E − I) / (E + I).
    ///
    /// No unit, −1 (all ties stay inside) to +1 (all lead outside); `None` without ties whose groups are known. Source: Krackhardt and
    /// Stern (Social Psychology Quarterly 51, 1988). Cost: O(ties).
    pub fn index(&self) -> Option<f64> {
        let all = self.external + self.internal;
        (all > 0).then(|| (self.external as f64 - self.internal as f64) / all as f64)
    }

    fn count(&mut self, own: Option<u32>, other: Option<u32>, ties: usize) {
        match own.zip(other) {
            None => self.unknown += ties,
            Some((own, other)) if own == other => self.internal += ties,
            Some(_) => self.external += ties,
        }
    }
}

/// How the ties of the whole network, and those of each member, both directions, stand to a wall.
pub(super) fn crossings(wiring: &Wiring, groups: &[Option<u32>]) -> (Crossing, Vec<Crossing>) {
    let mut whole = Crossing::default();
    let of_member = |place: usize| {
        let mut own = Crossing::default();
        let contacts = wiring.either.of_member(place).iter().zip(wiring.ways_of(place));
        for (other, ways) in contacts {
            own.count(at(groups, place), at(groups, *other as usize), usize::from(*ways));
        }
        for other in wiring.gives.of_member(place) {
            whole.count(at(groups, place), at(groups, *other as usize), 1);
        }
        own
    };
    let members = (0..wiring.members).map(of_member).collect();
    (whole, members)
}
