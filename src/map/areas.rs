//! Areas: the groups of members that make the sectors of the rings and the rows of a far journey.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::model::{Kind, Member, MemberId, Network};

/// By which fact members are grouped into areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    Region,
    Authority,
    Trust,
    Town,
    /// No fact parts the members.
    Whole,
}

impl Grouping {
    /// The facts in the order in which they are tried: the coarse before the fine.
    const TRIED: [Self; 4] = [Self::Region, Self::Authority, Self::Trust, Self::Town];

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Authority => "authority",
            Self::Trust => "trust",
            Self::Town => "town",
            Self::Whole => "",
        }
    }
}

/// A group of members that stands together on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Empty if the network has only one area.
    pub name: EcoString,
    pub members: usize,
    /// Members with condoned failure, entrenched ones included.
    pub condoned: usize,
    /// Members that only coast.
    pub coasting: usize,
    /// Whether it is what is left beside the named areas, so that it is nowhere in particular.
    pub is_rest: bool,
}

impl Area {
    /// What orders areas when only some can be named: condoned failure counts double.
    pub fn concern(&self) -> usize {
        self.condoned * 2 + self.coasting
    }
}

/// More sectors than this cannot be told apart, fewer than two part nothing.
const MOST_AREAS: usize = 24;

/// The areas of these members and the area of each, in their order.
pub(crate) fn areas(network: &Network, members: &[&Member]) -> (Grouping, Vec<Area>, Vec<usize>) {
    let trusts = trusts(network);
    let values: Vec<Vec<Option<EcoString>>> = Grouping::TRIED.iter().map(|&by| values(by, members, &trusts)).collect();
    let counted: Vec<BTreeMap<EcoString, usize>> = values.iter().map(|column| count(column)).collect();
    let fits = counted.iter().position(|groups| (2..=MOST_AREAS).contains(&groups.len()));
    // Where no fact gives a fitting number, the one whose largest groups hold the most members is kept, the rest stand together.
    let chosen = fits.or_else(|| {
        let held = |groups: &BTreeMap<EcoString, usize>| largest(groups).iter().map(|(_, members)| members).sum::<usize>();
        (0..counted.len())
            .rev()
            .filter(|&at| counted.get(at).is_some_and(|groups| groups.len() > MOST_AREAS))
            .max_by_key(|&at| counted.get(at).map_or(0, held))
    });
    let Some((grouping, groups, column)) = chosen.and_then(|at| Some((*Grouping::TRIED.get(at)?, counted.get(at)?, values.get(at)?)))
    else {
        let whole = Area { members: members.len(), ..Area::default() };
        return (Grouping::Whole, vec![whole], vec![0; members.len()]);
    };
    let mut names: Vec<EcoString> = largest(groups).into_iter().map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    let index: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let elsewhere = names.len();
    let of: Vec<usize> =
        column.iter().map(|value| value.as_deref().and_then(|value| index.get(value).copied()).unwrap_or(elsewhere)).collect();
    let mut areas: Vec<Area> = names.iter().map(|name| Area { name: name.clone(), ..Area::default() }).collect();
    if of.contains(&elsewhere) {
        areas.push(Area { name: "elsewhere".into(), is_rest: true, ..Area::default() });
    }
    for &at in &of {
        if let Some(area) = areas.get_mut(at) {
            area.members += 1;
        }
    }
    (grouping, areas, of)
}

/// The trust each member is in now, by the trust's name.
fn trusts(network: &Network) -> BTreeMap<MemberId, EcoString> {
    let mut trusts = BTreeMap::new();
    for membership in network.memberships().iter().filter(|membership| membership.until.is_none()) {
        let Some(group) = network.member(membership.id.group()) else { continue };
        if let (Kind::Trust, Some(member)) = (group.kind, network.member_id(membership.id.member())) {
            trusts.entry(member.clone()).or_insert_with(|| group.name.clone());
        }
    }
    trusts
}

fn values(by: Grouping, members: &[&Member], trusts: &BTreeMap<MemberId, EcoString>) -> Vec<Option<EcoString>> {
    let value = |member: &&Member| match by {
        Grouping::Region => member.region.clone(),
        Grouping::Authority => member.authority.clone(),
        Grouping::Trust => trusts.get(&member.id).cloned(),
        Grouping::Town => member.town.clone(),
        Grouping::Whole => None,
    };
    members.iter().map(value).collect()
}

fn count(values: &[Option<EcoString>]) -> BTreeMap<EcoString, usize> {
    let mut groups = BTreeMap::new();
    for value in values.iter().flatten() {
        *groups.entry(value.clone()).or_default() += 1;
    }
    groups
}

/// All groups if they are few enough, else the largest, one place left for the rest.
fn largest(groups: &BTreeMap<EcoString, usize>) -> Vec<(&EcoString, usize)> {
    let mut sorted: Vec<(&EcoString, usize)> = groups.iter().map(|(name, members)| (name, *members)).collect();
    if sorted.len() > MOST_AREAS {
        sorted.sort_by_key(|(name, members)| (std::cmp::Reverse(*members), *name));
        sorted.truncate(MOST_AREAS - 1);
    }
    sorted
}
