//! A school's family laid out for people: who, how far, by what, and what they reach.

use ecow::EcoString;

use super::{
    families::{Families, Family, Method, NoFamily},
    figures::{Figures, place_of},
};
use crate::{
    framework::FamilyRules,
    model::{Group, KeyStage, MemberId, Network, Year},
};

/// A variable the pool is compared by.
#[derive(Clone, Debug, PartialEq)]
pub struct VariableRow {
    /// The member's field, as `fsm6_percent`; the size is `log_pupils`.
    pub name: &'static str,
    pub weight: f64,
}

/// A peer and how far it is in context.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerRow {
    pub member: MemberId,
    pub name: EcoString,
    /// In standard deviations of the pool, 0 for a twin; `None` where an official list holds a school of another pool.
    pub distance: Option<f64>,
    /// The variables both schools have.
    pub used: Vec<&'static str>,
}

/// A figure of the school beside its family's.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRow {
    pub measure: EcoString,
    pub year: Year,
    pub value: Option<f64>,
    pub family_median: f64,
    /// The lower quartile.
    pub family_low: f64,
    /// The upper quartile.
    pub family_high: f64,
    /// Peers with a figure.
    pub n: usize,
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
    pub fn of(
        network: &Network,
        figures: &Figures,
        families: &Families,
        rules: &FamilyRules,
        (member, count): (&str, Option<usize>),
    ) -> Result<Self, NoFamily> {
        let place = place_of(network, member).ok_or(NoFamily::NotASchool)?;
        let id = network.members().at(place).map(|member| member.id.clone()).ok_or(NoFamily::NotASchool)?;
        let found = families.at(place, rules)?;
        let peers = match count {
            Some(count) => families.search(place, count, rules).into_iter().take(count).collect(),
            None => found.peers.to_vec(),
        };
        let family = Family { method: found.method, peers: &peers };
        let row = families.row(place);
        let variables =
            row.map(|(pool, _)| pool.scales.iter().map(|scale| VariableRow { name: scale.field, weight: scale.weight }).collect());
        Ok(Self {
            member: id,
            pool: row.map(|(pool, _)| (pool.key_stage, pool.group, pool.len())),
            variables: variables.unwrap_or_default(),
            peers: peers.iter().filter_map(|&peer| peer_row(network, families, place, peer as usize)).collect(),
            measures: measure_rows(network, figures, place, &family),
            method: family.method,
        })
    }
}

fn peer_row(network: &Network, families: &Families, place: usize, peer: usize) -> Option<PeerRow> {
    let member = network.members().at(peer)?;
    let rows = families.row(place).zip(families.row(peer)).filter(|((pool, _), (other, _))| std::ptr::eq(*pool, *other));
    let (distance, used) = match rows {
        Some(((pool, row), (_, other))) => (
            Some(pool.distance(row, other)).filter(|distance| distance.is_finite()),
            pool.shared(row, other).map(|scale| scale.field).collect(),
        ),
        None => (None, Vec::new()),
    };
    Some(PeerRow { member: member.id.clone(), name: member.name.clone(), distance, used })
}

fn measure_rows(network: &Network, figures: &Figures, place: usize, family: &Family<'_>) -> Vec<MeasureRow> {
    let rows = figures.all().filter_map(|(measure, year)| {
        let spread = family.spread(network, figures, measure, year)?;
        Some(MeasureRow {
            measure: measure.clone(),
            year,
            value: figures.known(network, place, measure, year),
            family_median: spread.median,
            family_low: spread.low,
            family_high: spread.high,
            n: spread.peers,
        })
    });
    rows.collect()
}
