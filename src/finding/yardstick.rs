//! What the schools of a key stage are measured by: the attainment measure, its national figures, the progress scores.

use ecow::EcoString;

use crate::{
    framework::{CoastingRules, Definitions},
    model::{Definition, KeyStage, MeasureRole, Network, Year},
    peers::Figures,
};

/// A national figure and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct National {
    pub year: Year,
    pub value: f64,
    pub source: Option<EcoString>,
}

/// The measures of a key stage in one map.
#[derive(Clone, Debug, PartialEq)]
pub struct Yardstick {
    pub key_stage: KeyStage,
    pub attainment: Option<Definition>,
    pub progress: Vec<Definition>,
    /// Latest year first, without the years in which no examinations were sat.
    pub nationals: Vec<National>,
    /// Years in which the publisher printed progress and the map holds some.
    progress_years: Vec<Year>,
    /// The year a national figure would be needed for.
    pub latest: Option<Year>,
    /// Pupils below which a figure is too small to speak.
    pub smallest_cohort: u32,
}

impl Yardstick {
    /// The yardsticks of both key stages. Cost: O(nationals + members · years).
    pub fn all(network: &Network, figures: &Figures, definitions: &Definitions, rules: &CoastingRules) -> Vec<Self> {
        KeyStage::ALL.iter().map(|&key_stage| Self::of(key_stage, network, figures, (definitions, rules))).collect()
    }

    fn of(key_stage: KeyStage, network: &Network, figures: &Figures, (definitions, rules): (&Definitions, &CoastingRules)) -> Self {
        let attainment = definitions.of_role(MeasureRole::Attainment, key_stage).next().cloned();
        let progress: Vec<Definition> = definitions.of_role(MeasureRole::Progress, key_stage).cloned().collect();
        let (without_progress, smallest_cohort) = match key_stage {
            KeyStage::Two => (&rules.years_without_progress_ks2.value, rules.smallest_cohort_ks2.value),
            KeyStage::Four => (&rules.years_without_progress_ks4.value, rules.smallest_cohort_ks4.value),
        };
        let measure = attainment.as_ref().map(|definition| definition.measure.clone()).unwrap_or_default();
        let mut nationals: Vec<National> = network
            .nationals()
            .iter()
            .filter(|national| national.id.measure() == measure && !rules.years_without_exams.value.contains(&national.id.year().get()))
            .map(|national| National { year: national.id.year(), value: national.value.get(), source: national.provenance.clone() })
            .collect();
        nationals.sort_by_key(|national| std::cmp::Reverse(national.year));
        let is_published = |year: Year| {
            !without_progress.contains(&year.get())
                && progress.iter().any(|definition| figures.is_published(network, &definition.measure, year))
        };
        let progress_years = nationals.iter().map(|national| national.year).filter(|&year| is_published(year)).collect();
        Self { key_stage, latest: figures.latest(&measure), attainment, progress, nationals, progress_years, smallest_cohort }
    }

    /// The national figure of a year.
    pub fn national(&self, year: Year) -> Option<&National> {
        self.nationals.iter().find(|national| national.year == year)
    }

    /// Whether progress is published for the year, so that it is what a family is compared by.
    pub fn has_progress(&self, year: Year) -> bool {
        self.progress_years.contains(&year)
    }

    /// What a family is compared by in the year: progress if published, else the attainment measure.
    pub fn compared_by(&self, year: Year) -> Vec<&Definition> {
        if self.has_progress(year) { self.progress.iter().collect() } else { self.attainment.iter().collect() }
    }
}
