//! Which family each school has: the official list if the map holds one, else its nearest in context.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::{
    figures::{Figures, place_of},
    pool::Pool,
    scale::Formula,
    spread::Spread,
};
use crate::{
    framework::{Definitions, FamilyMethod, FamilyRules, Variable},
    model::{Education, Group, KeyStage, Kind, Measure, MeasureRole, Member, Network, Year},
};

/// How a family was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// A list somebody published; it goes before our own distance.
    Official { list: Option<EcoString>, year: Option<Year> },
    /// The nearest schools by a formula.
    Computed(Formula),
}

impl Method {
    /// Its word in answers.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Official { .. } => FamilyMethod::Official.word(),
            Self::Computed(Formula::Weighted) => FamilyMethod::Weighted.word(),
            Self::Computed(Formula::Fbit) => FamilyMethod::Fbit.word(),
            Self::Computed(Formula::PriorAttainment) => FamilyMethod::PriorAttainment.word(),
        }
    }
}

/// The formula of a method; `None` if it takes lists alone.
fn formula(method: FamilyMethod) -> Option<Formula> {
    match method {
        FamilyMethod::Official => None,
        FamilyMethod::Preferred | FamilyMethod::Weighted => Some(Formula::Weighted),
        FamilyMethod::Fbit => Some(Formula::Fbit),
        FamilyMethod::PriorAttainment => Some(Formula::PriorAttainment),
    }
}

/// Why a member has no family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFamily {
    /// Only schools are compared.
    NotASchool,
    Closed,
    /// Neither its phase of education nor its figures say which key stage it ends with.
    NoKeyStage,
    /// Only official lists are asked for, and none in the map is of this school.
    NoList,
    /// The pool is too small for even one peer.
    SmallPool(usize),
    /// What it lacks carries more than half of what counts.
    Context(Vec<Variable>),
    /// Nobody in the pool shares enough variables with it.
    NobodyAlike,
}

/// A school's family in the order of its method: by rank on an official list, else nearest first (the department's formula puts those
/// of the school's own region before the others).
#[derive(Clone, Debug, PartialEq)]
pub struct Family<'a> {
    pub method: Method,
    /// The places of the peers among the network's members.
    pub(crate) peers: &'a [u32],
}

/// Where a school stands for comparison.
#[derive(Clone, Debug)]
enum Place {
    Row { pool: usize, row: usize },
    Nowhere(NoFamily),
}

#[derive(Clone, Debug)]
struct Official {
    list: Option<EcoString>,
    year: Option<Year>,
    peers: Vec<u32>,
}

/// The families of a network. It must be asked with that network.
///
/// Cost of memory: 4 bytes a peer and 8 bytes a school and variable.
#[derive(Clone, Debug, Default)]
pub struct Families {
    pub(super) pools: Vec<Pool>,
    places: Vec<Place>,
    official: BTreeMap<usize, Official>,
    /// How families are computed where no list is taken; `None` if they are not.
    formula: Option<Formula>,
    /// A number for the region of each member, if the formula looks at regions and it has one.
    regions: Vec<Option<u32>>,
    peers: Vec<Vec<u32>>,
}

impl Families {
    /// The pools and their scales, without the families themselves: [`Self::search`] finds one, [`Self::with_peers`] takes all.
    pub fn prepare(network: &Network, figures: &Figures, definitions: &Definitions, rules: &FamilyRules) -> Self {
        let mut pooled: BTreeMap<(KeyStage, Group), Vec<(u32, &Member)>> = BTreeMap::new();
        let mut places = Vec::with_capacity(network.members().len());
        for (at, member) in network.members().iter().enumerate() {
            places.push(match key_stage_of(network, at, figures, definitions) {
                Err(reason) => Place::Nowhere(reason),
                Ok(key_stage) => {
                    let group = member.group.unwrap_or(Group::Mainstream);
                    pooled.entry((key_stage, group)).or_default().push((u32::try_from(at).unwrap_or(u32::MAX), member));
                    Place::Nowhere(NoFamily::NobodyAlike)
                }
            });
        }
        let method = rules.method.value;
        let formula = formula(method);
        let scaled_by = formula.unwrap_or(Formula::Weighted);
        let pools: Vec<Pool> = pooled.iter().map(|(kind, members)| Pool::new(*kind, scaled_by, members, rules)).collect();
        for (pool, found) in pools.iter().enumerate() {
            for (row, &at) in found.places().iter().enumerate() {
                if let Some(place) = places.get_mut(at as usize) {
                    *place = Place::Row { pool, row };
                }
            }
        }
        let official = if method.takes_lists() { official(network) } else { BTreeMap::new() };
        let regions = if formula == Some(Formula::Fbit) { regions(network) } else { Vec::new() };
        Self { pools, places, official, formula, regions, peers: Vec::new() }
    }

    /// How many members there are to search for.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The peers of the member at this place, at most so many and at most the rule's share of the pool.
    ///
    /// Cost: O(pool · variables); families do not depend on one another, so they can be searched at the same time.
    pub fn search(&self, place: usize, size: usize, rules: &FamilyRules) -> Vec<u32> {
        if let Some(official) = self.official.get(&place) {
            return official.peers.clone();
        }
        let (Some((pool, row)), Some(formula)) = (self.row(place), self.formula) else { return Vec::new() };
        if !pool.can_compare(row) {
            return Vec::new();
        }
        let size = limit(pool, size, rules);
        match formula {
            Formula::Weighted | Formula::PriorAttainment => pool.nearest(row, size),
            Formula::Fbit => self.same_region_first(place, pool.nearest(row, size.saturating_mul(rules.fbit_candidates.value)), size),
        }
    }

    /// So many of the candidates, those of the school's own region before the others, each kind in its order.
    fn same_region_first(&self, place: usize, candidates: Vec<u32>, size: usize) -> Vec<u32> {
        let region = |place: usize| self.regions.get(place).copied().flatten();
        let own = region(place);
        let is_near = |peer: &u32| own.is_some() && region(*peer as usize) == own;
        let (mut near, far): (Vec<u32>, Vec<u32>) = candidates.into_iter().partition(is_near);
        near.extend(far);
        near.truncate(size);
        near
    }

    /// The families as they were found, one for each place.
    #[must_use]
    pub fn with_peers(self, peers: Vec<Vec<u32>>) -> Self {
        Self { peers, ..self }
    }

    pub(super) fn row(&self, place: usize) -> Option<(&Pool, usize)> {
        match self.places.get(place)? {
            Place::Row { pool, row } => Some((self.pools.get(*pool)?, *row)),
            Place::Nowhere(_) => None,
        }
    }

    /// The key stage whose end the school at this place is judged by.
    pub fn key_stage(&self, place: usize) -> Option<KeyStage> {
        self.row(place).map(|(pool, _)| pool.key_stage)
    }

    /// The group the school at this place is compared within.
    pub fn group(&self, place: usize) -> Option<Group> {
        self.row(place).map(|(pool, _)| pool.group)
    }

    /// The family of the member at this place, or why it has none.
    pub fn at(&self, place: usize, rules: &FamilyRules) -> Result<Family<'_>, NoFamily> {
        let peers = self.peers.get(place).map_or(&[][..], Vec::as_slice);
        if let Some(Official { list, year, .. }) = self.official.get(&place) {
            return Ok(Family { method: Method::Official { list: list.clone(), year: *year }, peers });
        }
        let (pool, row) = match self.places.get(place) {
            None => return Err(NoFamily::NotASchool),
            Some(Place::Nowhere(reason)) => return Err(reason.clone()),
            Some(Place::Row { pool, row }) => (self.pools.get(*pool).ok_or(NoFamily::NobodyAlike)?, *row),
        };
        let Some(formula) = self.formula else { return Err(NoFamily::NoList) };
        if !peers.is_empty() {
            return Ok(Family { method: Method::Computed(formula), peers });
        }
        if !pool.can_compare(row) {
            return Err(NoFamily::Context(lacking(pool, row, rules)));
        }
        Err(if limit(pool, usize::MAX, rules) == 0 { NoFamily::SmallPool(pool.len()) } else { NoFamily::NobodyAlike })
    }
}

impl Family<'_> {
    /// How many peers it has.
    pub fn len(&self) -> usize {
        self.peers.len()
    }

    pub fn is_empty(&self) -> bool {
        self.peers.is_empty()
    }

    /// What its peers reach in a measure and year; `None` if nobody has a figure. Cost: O(peers · log peers).
    pub fn spread(&self, network: &Network, figures: &Figures, (measure, year): (&str, Year), z: f64) -> Option<Spread> {
        Spread::of(figures.among(network, self.peers, measure, year).filter_map(|(_, figure)| figure.value.known()).collect(), z)
    }

    /// The figures of its peers in a measure and year, nearest peer first.
    pub fn figures<'n>(&self, network: &'n Network, figures: &Figures, measure: &str, year: Year) -> Vec<(&'n Member, &'n Measure)> {
        let found = figures.among(network, self.peers, measure, year);
        found.filter_map(|(peer, figure)| Some((network.members().at(peer)?, figure))).collect()
    }

    /// Its peers as members, nearest first.
    pub fn members<'n>(&self, network: &'n Network) -> impl Iterator<Item = &'n Member> {
        self.peers.iter().filter_map(|&peer| network.members().at(peer as usize))
    }
}

impl NoFamily {
    /// What would have to be known, as a phrase.
    pub fn phrase(&self) -> EcoString {
        match self {
            Self::NotASchool => "only schools have a family".into(),
            Self::Closed => "the school is not open, so it has no family".into(),
            Self::NoKeyStage => "a family needs the phase of education (primary, secondary or all-through)".into(),
            Self::NoList => "no official list of similar schools in this map is of it, and only such lists are asked for".into(),
            Self::SmallPool(pool) => ecow::eco_format!("a family needs more schools of its phase and group than the {pool} in this map"),
            Self::Context(lacking) => {
                let names: Vec<&str> = lacking.iter().map(|variable| variable.title()).collect();
                ecow::eco_format!("a family needs more of the school's context: enter {}", names.join(", "))
            }
            Self::NobodyAlike => "a family needs other schools with the same context figures".into(),
        }
    }
}

fn limit(pool: &Pool, size: usize, rules: &FamilyRules) -> usize {
    // A third of 30 is 10, although 30 times the nearest number to a third is a little less.
    let share = (pool.len() as f64 * rules.pool_share.value + 1e-9).floor().max(0.0) as usize;
    size.min(share).min(pool.len().saturating_sub(1))
}

fn lacking(pool: &Pool, row: usize, rules: &FamilyRules) -> Vec<Variable> {
    let lacking: Vec<Variable> = pool.lacking(row).map(|scale| scale.variable).collect();
    // In a pool where nobody has anything, everything is lacking.
    if pool.scales.is_empty() { pool.formula.weights(pool.group, rules).iter().map(|weight| weight.0).collect() } else { lacking }
}

/// The key stage a school is judged by: from its phase of education, else from the attainment figures it has.
fn key_stage_of(network: &Network, place: usize, figures: &Figures, definitions: &Definitions) -> Result<KeyStage, NoFamily> {
    let member = network.members().at(place).filter(|member| member.kind == Kind::School).ok_or(NoFamily::NotASchool)?;
    if !member.is_open() {
        return Err(NoFamily::Closed);
    }
    match member.education {
        Some(Education::Primary) => Ok(KeyStage::Two),
        Some(Education::Secondary | Education::AllThrough) => Ok(KeyStage::Four),
        Some(Education::Nursery | Education::Post16) => Err(NoFamily::NoKeyStage),
        // Registers print "not applicable" for special schools; their figures tell, else the table that lists them.
        None | Some(Education::Other) => {
            let told_by = |tells: fn(&Figures, &Network, usize, &str) -> bool| {
                [KeyStage::Four, KeyStage::Two].into_iter().find(|&key_stage| {
                    let mut measures = definitions.of_role(MeasureRole::Attainment, key_stage);
                    measures.any(|definition| tells(figures, network, place, &definition.measure))
                })
            };
            told_by(Figures::has).or_else(|| told_by(Figures::is_listed)).ok_or(NoFamily::NoKeyStage)
        }
    }
}

/// A number for each region, by the place of the members in it.
fn regions(network: &Network) -> Vec<Option<u32>> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut next = 0;
    let numbered = network.members().iter().map(|member| {
        let region = member.region.as_deref()?;
        Some(*numbers.entry(region).or_insert_with(|| {
            next += 1;
            next
        }))
    });
    numbered.collect()
}

/// A list's year and name.
type ListKey = (Option<Year>, Option<EcoString>);

/// Ranks and the places of the peers that hold them.
type Ranked = Vec<(u32, u32)>;

/// The newest official list of each member that has one, by rank and then by id, without the member itself.
///
/// Of two lists of one year the first by name is taken.
fn official(network: &Network) -> BTreeMap<usize, Official> {
    let mut lists: BTreeMap<usize, BTreeMap<ListKey, Ranked>> = BTreeMap::new();
    for row in network.families().iter().filter(|row| row.member != row.peer) {
        let (Some(member), Some(peer)) = (place_of(network, &row.member), place_of(network, &row.peer)) else { continue };
        let list = lists.entry(member).or_default().entry((row.year, row.list.clone())).or_default();
        list.push((row.rank.unwrap_or(u32::MAX), u32::try_from(peer).unwrap_or(u32::MAX)));
    }
    let newest = lists.into_iter().filter_map(|(member, lists)| {
        let newest_year = lists.keys().next_back()?.0;
        let ((year, list), mut ranked) = lists.into_iter().find(|((year, _), _)| *year == newest_year)?;
        ranked.sort_unstable();
        let mut peers: Vec<u32> = Vec::with_capacity(ranked.len());
        for (_, peer) in ranked {
            if !peers.contains(&peer) {
                peers.push(peer);
            }
        }
        Some((member, Official { list, year, peers }))
    });
    newest.collect()
}
