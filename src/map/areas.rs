//! Areas: the groups of members that make the sectors of the rings, the rows of a far journey and the bubbles.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use crate::model::{Field, FieldError, Kind, Member, MemberId, Network};

/// By which fact members are grouped into areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    Region,
    Authority,
    Trust,
    Town,
    /// Who works together, by the ties.
    Community,
    /// No fact parts the members.
    Whole,
}

impl Grouping {
    /// The facts that can be asked for, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Region, Self::Authority, Self::Trust, Self::Town, Self::Community, Self::Whole];
    /// The facts in the order in which they are tried: the coarse before the fine.
    const TRIED: [Self; 4] = [Self::Region, Self::Authority, Self::Trust, Self::Town];

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Authority => "authority",
            Self::Trust => "trust",
            Self::Town => "town",
            Self::Community => "community",
            Self::Whole => "",
        }
    }

    /// Several of its groups.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Region => "regions",
            Self::Authority => "authorities",
            Self::Trust => "trusts",
            Self::Town => "towns",
            Self::Community => "communities",
            Self::Whole => "",
        }
    }

    /// Its name for the shell.
    pub fn name(self) -> &'static str {
        if self == Self::Whole { "none" } else { self.title() }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grouping| grouping.name() == name.trim().to_lowercase())
    }

    /// The name of what is left beside the named areas, and so many groups in it.
    fn rest(self, groups: usize) -> EcoString {
        match self {
            Self::Trust | Self::Community if groups == 0 => eco_format!("no {}", self.title()),
            Self::Trust | Self::Community => eco_format!("other {}", self.plural()),
            Self::Region | Self::Authority | Self::Town | Self::Whole => "elsewhere".into(),
        }
    }
}

impl Field for Grouping {
    fn text(&self) -> String {
        self.name().to_owned()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        Self::from_name(text).ok_or_else(|| FieldError::new(text, "a grouping: region, authority, trust, town, community or none"))
    }

    fn words() -> Vec<&'static str> {
        Self::ALL.map(Self::name).to_vec()
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

/// The areas of some members, with the area and the fact of each in their order.
pub(crate) struct Parted {
    pub(crate) grouping: Grouping,
    pub(crate) areas: Vec<Area>,
    pub(crate) of: Vec<usize>,
    pub(crate) facts: Vec<Option<EcoString>>,
}

impl Parted {
    /// The areas by the first fact that parts these members into a fitting number.
    pub(crate) fn fitting(network: &Network, members: &[&Member]) -> Self {
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
        let chosen = chosen.and_then(|at| Some((*Grouping::TRIED.get(at)?, values.into_iter().nth(at)?)));
        match chosen {
            Some((grouping, facts)) => Self::of(grouping, facts),
            None => Self::of(Grouping::Whole, vec![None; members.len()]),
        }
    }

    /// The areas by these facts: all of them if they are few enough, else the largest and one for the rest.
    ///
    /// Every layout keeps to the same areas, so that a sector of the rings, a row of the journey and a bubble are one thing.
    pub(crate) fn of(grouping: Grouping, facts: Vec<Option<EcoString>>) -> Self {
        let groups = count(&facts);
        if groups.is_empty() {
            let whole = Area { members: facts.len(), ..Area::default() };
            return Self { grouping: Grouping::Whole, areas: vec![whole], of: vec![0; facts.len()], facts };
        }
        let mut names: Vec<EcoString> = largest(&groups).into_iter().map(|(name, _)| name.clone()).collect();
        names.sort_unstable();
        let index: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
        let rest = names.len();
        let place = |fact: &Option<EcoString>| fact.as_deref().and_then(|fact| index.get(fact).copied()).unwrap_or(rest);
        let of: Vec<usize> = facts.iter().map(place).collect();
        let mut areas: Vec<Area> = names.iter().map(|name| Area { name: name.clone(), ..Area::default() }).collect();
        if of.contains(&rest) {
            let name = grouping.rest(groups.len() - rest);
            // A real group may have the name of the rest: then the rest gives way.
            let name = if index.contains_key(name.as_str()) { eco_format!("{name} …") } else { name };
            areas.push(Area { name, is_rest: true, ..Area::default() });
        }
        for &at in &of {
            if let Some(area) = areas.get_mut(at) {
                area.members += 1;
            }
        }
        Self { grouping, areas, of, facts }
    }
}

/// The fact of each of these members; of communities nothing is known here.
pub(crate) fn facts(network: &Network, by: Grouping, members: &[&Member]) -> Vec<Option<EcoString>> {
    let trusts = if by == Grouping::Trust { trusts(network) } else { BTreeMap::new() };
    values(by, members, &trusts)
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
        Grouping::Community | Grouping::Whole => None,
    };
    members.iter().map(value).collect()
}

/// How many have each fact.
pub(crate) fn count(values: &[Option<EcoString>]) -> BTreeMap<EcoString, usize> {
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
