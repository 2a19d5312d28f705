//! A school and the peers of its family by one figure: who is above it.

use std::cmp::Ordering;

use ecow::EcoString;

use super::{evidence::Evidence, yardstick::Yardstick};
use crate::model::{Direction, MemberId, Year};

/// A figure of a school beside those of its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub measure: EcoString,
    pub year: Year,
    pub own: f64,
    /// The peers with a figure, nearest first, and how they stand to the school: greater is better.
    pub peers: Vec<(MemberId, Ordering)>,
}

impl Beside {
    /// The figures a family is compared by in the latest year in which the school has one; `None` if it has none.
    ///
    /// A bare comparison of two figures: whether a difference is more than noise is for the findings to say.
    pub fn of(evidence: &Evidence<'_>) -> Option<Self> {
        let yardstick = evidence.yardstick()?;
        let years = yardstick.nationals.iter().map(|national| national.year).chain(yardstick.latest);
        years.into_iter().find_map(|year| Self::in_year(evidence, yardstick, year))
    }

    fn in_year(evidence: &Evidence<'_>, yardstick: &Yardstick, year: Year) -> Option<Self> {
        yardstick.compared_by(year).into_iter().find_map(|definition| {
            let own = evidence.figure(&definition.measure, year)?.value.known()?;
            let figures = evidence.peer_figures(&definition.measure, year).into_iter();
            let stands = |value: f64| match definition.direction {
                Some(Direction::Lower) => own.total_cmp(&value),
                Some(Direction::Higher) | None => value.total_cmp(&own),
            };
            let peers = figures.filter_map(|(peer, figure)| Some((peer.id.clone(), stands(figure.value.known()?)))).collect();
            Some(Self { measure: definition.measure.clone(), year, own, peers })
        })
    }

    /// How a peer stands to the school; `None` if it has no figure.
    pub fn stands(&self, peer: &str) -> Option<Ordering> {
        self.peers.iter().find(|(id, _)| id.as_str() == peer).map(|(_, stands)| *stands)
    }
}
