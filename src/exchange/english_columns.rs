//! Column names of English publications beside registers and tables: official statistics, the school census, teacher training.

use ecow::EcoString;
use serde::Deserialize;

use super::columns::{FieldColumn, MeasureColumn};
use crate::model::{KeyStage, Phase, Year};

/// Measures that a publisher left out for every school, and why.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unpublished {
    pub(super) measures: Vec<EcoString>,
    pub(super) years: Vec<Year>,
    pub(super) why: EcoString,
}

/// A table in the shape of official statistics: a row for each school, year, subject and group of pupils.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatisticsColumns {
    pub(super) key_stage: KeyStage,
    /// A heading that only this table has.
    pub(super) known_by: EcoString,
    /// Headings of columns that name a group of pupils, and the words in them for all pupils.
    pub(super) groups: Vec<EcoString>,
    pub(super) all: Vec<EcoString>,
    /// Words for all state-funded schools in rows of authorities and the nation.
    pub(super) state: Vec<EcoString>,
    pub(super) measures: Vec<SubjectMeasure>,
}

/// A measure of one subject, where rows have one.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectMeasure {
    #[serde(default)]
    pub(super) subject: Option<EcoString>,
    pub(super) column: MeasureColumn,
}

/// The school census: one row a school, without its name.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CensusColumns {
    /// Fields filled where the map has none.
    pub(super) describe: Vec<FieldColumn>,
    /// Figures of all pupils, for schools without results of a key stage.
    pub(super) context: Vec<FieldColumn>,
}

/// What a row of a list of teacher-training ties says of its two sides.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrainingWord {
    pub(super) word: EcoString,
    /// Whether the second side is a school or a provider.
    pub(super) target: Target,
    /// Which of the two gives.
    pub(super) gives: Giver,
    pub(super) phase: Phase,
    pub(super) purpose: EcoString,
}

/// What the second side of a teacher-training tie is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Target {
    /// The number of a school.
    School,
    /// The code of a provider.
    Provider,
}

/// The side that shares what it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Giver {
    Source,
    Target,
}
