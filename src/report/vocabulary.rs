//! The names that a filter or a list of columns may use.

use std::{cmp::Reverse, collections::BTreeSet};

use ecow::EcoString;

use super::column::{Column, Standard};
use crate::model::{Network, Year, fold, nearest};

/// The fields that can be named: the standard ones, the user's own headings and the measures.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub own: Vec<EcoString>,
    pub measures: Vec<EcoString>,
    /// Every measure with each of its years, by name, the latest first.
    pub figures: Vec<(EcoString, Year)>,
}

impl Vocabulary {
    /// What a network knows. Cost: O(members + measures · log kinds of measure).
    pub fn of(network: &Network) -> Self {
        let own: BTreeSet<&EcoString> = network.members().iter().flat_map(|member| member.own.keys()).collect();
        let figures: BTreeSet<(&str, Reverse<Year>)> =
            network.measures().iter().map(|measure| (measure.id.measure(), Reverse(measure.id.year()))).collect();
        let mut measures: Vec<EcoString> = figures.iter().map(|(measure, _)| EcoString::from(*measure)).collect();
        measures.dedup();
        let figures = figures.into_iter().map(|(measure, year)| (EcoString::from(measure), year.0)).collect();
        Self { own: own.into_iter().cloned().collect(), measures, figures }
    }

    /// The column of this name, whatever its case, spaces and accents; a measure may carry its year: `Attainment 8, 2019`.
    pub fn column(&self, name: &str) -> Option<Column> {
        let wanted = fold(name);
        let is_wanted = |candidate: &str| fold(candidate) == wanted;
        if let Some(&standard) = Standard::ALL.iter().find(|standard| is_wanted(standard.name())) {
            return Some(Column::Standard(standard));
        }
        if let Some(heading) = self.own.iter().find(|heading| is_wanted(heading)) {
            return Some(Column::Own(heading.clone()));
        }
        if let Some(measure) = self.measures.iter().find(|measure| is_wanted(measure)) {
            return Some(Column::Measure { measure: measure.clone(), year: None });
        }
        let (measure, year) = name.rsplit_once(',')?;
        let year = year.trim().parse().ok().and_then(Year::new)?;
        let wanted = fold(measure);
        let measure = self.measures.iter().find(|measure| fold(measure) == wanted)?;
        Some(Column::Measure { measure: measure.clone(), year: Some(year) })
    }

    /// The name that is nearest to a mistyped one.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let standard = Standard::ALL.iter().map(|column| column.name());
        nearest(name, standard.chain(self.own.iter().chain(&self.measures).map(EcoString::as_str)))
    }

    /// Every measure at its latest year, as columns.
    pub fn latest_figures(&self) -> Vec<Column> {
        let mut latest = self.figures.clone();
        latest.dedup_by(|next, kept| next.0 == kept.0);
        latest.into_iter().map(|(measure, year)| Column::Measure { measure, year: Some(year) }).collect()
    }
}
