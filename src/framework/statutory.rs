//! The results-based tests of the Coasting Schools (England) Regulations 2017, as rows of the rules.

use ecow::EcoString;
use serde::Deserialize;

/// One test of the regulations of 2017 and the years it is for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatutoryTest {
    /// The first year, as 2016 for 2015/16.
    pub from: u16,
    /// The last year.
    pub until: u16,
    /// Pupils below which a school is left out.
    pub smallest_cohort: u32,
    /// Attainment measures that must be below.
    #[serde(default)]
    pub attainment: Vec<StatutoryBar>,
    /// Progress measures that must be below.
    #[serde(default)]
    pub progress: Vec<StatutoryBar>,
    /// How many of the progress measures must be.
    pub needs: StatutoryNeeds,
    /// Progress measures that must be below too, for a school that has them: those that opted in early.
    #[serde(default)]
    pub opted_in: Vec<StatutoryBar>,
}

/// A measure and the figure it must be below.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatutoryBar {
    pub measure: EcoString,
    pub below: f64,
    /// The figure its upper 95% confidence limit must be below besides; none if the limit plays no part.
    #[serde(default)]
    pub limit_below: Option<f64>,
}

/// How many progress measures must be below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatutoryNeeds {
    Each,
    Any,
}
