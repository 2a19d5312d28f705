//! A school's family laid out for people: who, how far, by what, what they reach, and who of them does better.

use std::{cmp::Ordering, collections::BTreeSet};

use ecow::EcoString;

use super::{
    expected::Gap,
    families::{Families, Family, Method, NoFamily},
    figures::{Figures, place_of},
    noise::Interval,
};
use crate::{
    framework::{Definitions, FamilyNoise, Rules},
    model::{Direction, Field, Group, KeyStage, Measure, Member, MemberId, NationalId, Network, Year, distance_km},
};

/// What a page of a family is made from.
#[derive(Clone, Copy, Debug)]
pub struct FamilyGround<'a> {
    pub network: &'a Network,
    pub figures: &'a Figures,
    pub families: &'a Families,
    pub definitions: &'a Definitions,
    pub rules: &'a Rules,
}

/// A variable the pool is compared by.
#[derive(Clone, Debug, PartialEq)]
pub struct VariableRow {
    /// The member's field, as `fsm6_percent`; the size is `log_pupils`, or `pupils` in the department's formula.
    pub name: &'static str,
    pub weight: f64,
    /// The school's own value as it is compared: the natural logarithm for `log_pupils`.
    pub value: Option<f64>,
    /// Those of its peers, in their order.
    pub peers: Vec<Option<f64>>,
}

/// A peer and how far it is in context.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerRow {
    pub member: MemberId,
    pub name: EcoString,
    /// In standard deviations of the pool (in the department's formula in shares of its range), 0 for a twin; `None` where an official
    /// list holds a school of another pool.
    pub distance: Option<f64>,
    /// The variables both schools have.
    pub used: Vec<&'static str>,
    /// How far the peer lies above the school on each variable compared, in the unit of the distance.
    pub gaps: Vec<(&'static str, f64)>,
    /// Kilometres as the crow flies, if both places are known.
    pub km: Option<f64>,
    /// Whether a tie joins the two, whichever way and however old.
    pub is_tied: bool,
}

/// A peer's figure beside the school's.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerFigure {
    pub value: f64,
    /// How much better it is than the school's, in the unit; below 0 is worse. `None` if the school has no figure.
    pub ahead: Option<f64>,
    /// Whether that is more than chance carries either: z · √(error² + error²). `None` if the noise of one is unknown.
    pub is_beyond_noise: Option<bool>,
    /// File and row.
    pub source: Option<EcoString>,
}

/// A figure of the school beside its family's.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRow {
    pub measure: EcoString,
    pub year: Year,
    pub value: Option<f64>,
    /// The mark the publisher printed in the figure's place.
    pub mark: Option<EcoString>,
    pub pupils: Option<u32>,
    /// File and row of the school's figure.
    pub source: Option<EcoString>,
    /// How far chance can carry the school's own figure, 95%.
    pub own: Option<Interval>,
    pub family_median: f64,
    /// The lower quartile.
    pub family_low: f64,
    /// The upper quartile.
    pub family_high: f64,
    /// Peers with a figure.
    pub n: usize,
    /// The 95% interval of the median; `None` with fewer than six peers.
    pub expected: Option<Interval>,
    /// How far the school is above the median.
    pub gap: Option<Gap>,
    /// Whether the gap is beyond noise as the rules count it: beyond the school's own, or beyond the median's as well.
    pub is_beyond_noise: Option<bool>,
    pub national: Option<f64>,
    pub national_source: Option<EcoString>,
    /// The peers' figures, in their order; `None` where a peer has none.
    pub peers: Vec<Option<PeerFigure>>,
}

impl MeasureRow {
    /// The places of the peers that do better, the nearest in kilometres first, then in the family's order.
    pub fn better_and_near(&self, peers: &[PeerRow]) -> Vec<usize> {
        let is_ahead = |figure: &Option<PeerFigure>| figure.as_ref().and_then(|figure| figure.ahead).is_some_and(|ahead| ahead > 0.0);
        let mut better: Vec<usize> = self.peers.iter().enumerate().filter(|(_, figure)| is_ahead(figure)).map(|(at, _)| at).collect();
        better.sort_by(|a, b| nearer(peers.get(*a), peers.get(*b)).then(a.cmp(b)));
        better
    }
}

/// The nearer in kilometres first; an unknown place last.
fn nearer(a: Option<&PeerRow>, b: Option<&PeerRow>) -> Ordering {
    let km = |peer: Option<&PeerRow>| peer.and_then(|peer| peer.km).unwrap_or(f64::INFINITY);
    km(a).total_cmp(&km(b))
}

/// A school's family, as `permea peers` prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyPage {
    pub member: MemberId,
    pub method: Method,
    /// The pool it was taken from, if the school is in one.
    pub pool: Option<(KeyStage, Group, usize)>,
    pub variables: Vec<VariableRow>,
    pub peers: Vec<PeerRow>,
    pub measures: Vec<MeasureRow>,
}

impl FamilyPage {
    /// The page of a member, with at most so many peers where a count is given. A count larger than the rule's is
    /// searched anew, up to the rule's share of the pool; the medians are those of the peers listed.
    pub fn of(ground: FamilyGround<'_>, (member, count): (&str, Option<usize>)) -> Result<Self, NoFamily> {
        let FamilyGround { network, families, rules, .. } = ground;
        let place = place_of(network, member).ok_or(NoFamily::NotASchool)?;
        let own = network.members().at(place).ok_or(NoFamily::NotASchool)?;
        let found = families.at(place, &rules.families)?;
        let peers = match count {
            Some(count) => families.search(place, count, &rules.families).into_iter().take(count).collect(),
            None => found.peers.to_vec(),
        };
        let family = Family { method: found.method, peers: &peers };
        let tied = tied(network, &own.id);
        Ok(Self {
            member: own.id.clone(),
            pool: families.row(place).map(|(pool, _)| (pool.key_stage, pool.group, pool.len())),
            variables: variable_rows(network, families, (place, own), &peers),
            peers: peers.iter().filter_map(|&peer| peer_row(network, families, (place, own), (peer as usize, &tied))).collect(),
            measures: measure_rows(ground, place, &family),
            method: family.method,
        })
    }

    /// The row of a measure and year.
    pub fn row(&self, measure: &str, year: Year) -> Option<&MeasureRow> {
        self.measures.iter().find(|row| row.measure == measure && row.year == year)
    }

    /// One row for each measure: of the latest year in which the school has a figure, else of the latest there is.
    pub fn latest(&self) -> Vec<&MeasureRow> {
        let mut latest: Vec<&MeasureRow> = Vec::new();
        for row in &self.measures {
            match latest.last_mut().filter(|last| last.measure == row.measure) {
                // Rows of a measure stand from its oldest year to its newest.
                Some(last) if row.value.is_some() || last.value.is_none() => *last = row,
                Some(_) => {}
                None => latest.push(row),
            }
        }
        latest
    }
}

/// Everybody a tie joins to the member.
fn tied<'n>(network: &'n Network, member: &MemberId) -> BTreeSet<&'n MemberId> {
    let others = network.ties().iter().filter_map(|tie| match (&tie.from == member, &tie.to == member) {
        (true, false) => Some(&tie.to),
        (false, true) => Some(&tie.from),
        (true, true) | (false, false) => None,
    });
    others.collect()
}

fn variable_rows(network: &Network, families: &Families, (place, own): (usize, &Member), peers: &[u32]) -> Vec<VariableRow> {
    let Some((pool, _)) = families.row(place) else { return Vec::new() };
    let rows = pool.scales.iter().map(|scale| VariableRow {
        name: scale.field,
        weight: scale.weight,
        value: (scale.read)(own),
        peers: peers.iter().map(|&peer| network.members().at(peer as usize).and_then(scale.read)).collect(),
    });
    rows.collect()
}

fn peer_row(
    network: &Network,
    families: &Families,
    (place, own): (usize, &Member),
    (peer, tied): (usize, &BTreeSet<&MemberId>),
) -> Option<PeerRow> {
    let member = network.members().at(peer)?;
    let rows = families.row(place).zip(families.row(peer)).filter(|((pool, _), (other, _))| std::ptr::eq(*pool, *other));
    let (distance, used, gaps) = match rows {
        Some(((pool, row), (_, other))) => (
            Some(pool.distance(row, other)).filter(|distance| distance.is_finite()),
            pool.shared(row, other).map(|scale| scale.field).collect(),
            pool.gaps(row, other).map(|(scale, gap)| (scale.field, gap)).collect(),
        ),
        None => (None, Vec::new(), Vec::new()),
    };
    Some(PeerRow {
        member: member.id.clone(),
        name: member.name.clone(),
        distance,
        used,
        gaps,
        km: own.place().zip(member.place()).map(|(here, there)| distance_km(here, there)),
        is_tied: tied.contains(&member.id),
    })
}

fn measure_rows(ground: FamilyGround<'_>, place: usize, family: &Family<'_>) -> Vec<MeasureRow> {
    let FamilyGround { network, figures, .. } = ground;
    let z = ground.rules.noise.z.value;
    let rows = figures.all().filter_map(|(measure, year)| {
        let spread = family.spread(network, figures, (measure, year), z)?;
        let figure = figures.get(network, place, measure, year);
        let value = figure.and_then(|figure| figure.value.known());
        let definition = ground.definitions.get(measure);
        let interval = |figure: &Measure| definition.and_then(|definition| Interval::of(figure, definition, z));
        let noise = figure.and_then(interval);
        let sign = match definition.and_then(|definition| definition.direction) {
            Some(Direction::Lower) => -1.0,
            Some(Direction::Higher) | None => 1.0,
        };
        let peer_figure = |peer: u32| {
            let figure = figures.get(network, peer as usize, measure, year)?;
            let theirs = figure.value.known()?;
            let ahead = value.map(|own| sign * (theirs - own));
            let chance = interval(figure).zip(noise).map(|(theirs, ours)| z * theirs.error(z).hypot(ours.error(z)));
            Some(PeerFigure {
                value: theirs,
                ahead,
                is_beyond_noise: ahead.zip(chance).map(|(ahead, chance)| ahead.abs() > chance),
                source: figure.provenance.clone(),
            })
        };
        let gap = value.map(|value| Gap::of(value, noise, &spread));
        let national = network.nationals().get(&NationalId::new(measure, year));
        Some(MeasureRow {
            measure: measure.clone(),
            year,
            value,
            mark: figure.filter(|_| value.is_none()).map(|figure| figure.value.text().into()),
            pupils: figure.and_then(|figure| figure.pupils),
            source: figure.and_then(|figure| figure.provenance.clone()),
            own: noise,
            family_median: spread.median,
            family_low: spread.low,
            family_high: spread.high,
            n: spread.peers,
            expected: spread.median_interval,
            gap,
            is_beyond_noise: match ground.rules.noise.family.value {
                FamilyNoise::Told => noise.map(|own| own.low > spread.median || own.high < spread.median),
                FamilyNoise::Counted => gap.and_then(|gap| gap.is_beyond_noise()),
            },
            national: national.map(|national| national.value.get()),
            national_source: national.and_then(|national| national.provenance.clone()),
            peers: family.peers.iter().map(|&peer| peer_figure(peer)).collect(),
        })
    });
    rows.collect()
}
