//! Figures as columns of members: one for each measure and year, and one for the pupils behind it.

use std::collections::BTreeSet;

use ecow::{EcoString, eco_format};

use super::{Lossy, page::text};
use crate::{
    exchange::Columns,
    model::{Measure, Network, Reading, Year},
    report::cell::Cell,
};

/// So many figures of a measure and a year have a column each; of more, only the newest year of each measure.
const MOST_FIGURES: usize = 60;

/// Whether a measure says more than its value and pupils.
fn has_more(measure: &Measure) -> bool {
    measure.low.is_some() || measure.high.is_some() || measure.number.is_some() || measure.provenance.is_some()
}

/// The figures that have columns.
pub(super) struct Figures(Vec<(EcoString, Year)>);

impl Figures {
    /// The figures of these measures that can have a column.
    pub(super) fn of(measures: &[Measure], columns: &Columns) -> Self {
        let all: BTreeSet<(EcoString, Year)> = measures
            .iter()
            .filter(|measure| columns.heading_of_figure(measure).is_some() && columns.heading_of_pupils(measure).is_some())
            .map(|measure| (measure.id.measure().into(), measure.id.year()))
            .collect();
        let mut kept: Vec<(EcoString, Year)> = all.into_iter().collect();
        if kept.len() > MOST_FIGURES {
            // In the order of years the last of each measure is its newest.
            let newest: Vec<bool> =
                (0..kept.len()).map(|at| kept.get(at).map(|(name, _)| name) != kept.get(at + 1).map(|(name, _)| name)).collect();
            kept = kept.into_iter().zip(newest).filter_map(|(figure, is_newest)| is_newest.then_some(figure)).collect();
        }
        Self(kept)
    }

    fn has(&self, measure: &Measure) -> bool {
        self.0.binary_search_by(|(name, year)| (name.as_str(), *year).cmp(&(measure.id.measure(), measure.id.year()))).is_ok()
    }

    /// `MEASURE, YEAR` and `MEASURE pupils, YEAR` for each.
    pub(super) fn headings(&self) -> impl Iterator<Item = Cell> {
        self.0.iter().flat_map(|(measure, year)| [text(eco_format!("{measure}, {year}")), text(eco_format!("{measure} pupils, {year}"))])
    }

    /// A figure and its pupils for each heading; a mark where the publisher printed one.
    pub(super) fn cells(&self, measures: &[Measure]) -> Vec<Cell> {
        let of = |(name, year): &(EcoString, Year)| {
            let known = measures.iter().find(|measure| measure.id.measure() == name && measure.id.year() == *year);
            let value = match known.map(|measure| &measure.value) {
                None => Cell::Missing,
                Some(Reading::Known(number)) => Cell::Number(number.get()),
                Some(Reading::Suppressed(mark)) => Cell::Mark(mark.clone()),
            };
            let pupils = known.and_then(|measure| measure.pupils).map_or(Cell::Missing, |pupils| Cell::Count(u64::from(pupils)));
            [value, pupils]
        };
        self.0.iter().flat_map(of).collect()
    }

    /// Counts what of the measures has no column.
    pub(super) fn lose(&self, network: &Network, lossy: &mut Lossy) {
        let count = |is_lost: &dyn Fn(&Measure) -> bool| network.measures().iter().filter(|measure| is_lost(measure)).count();
        lossy.lose(
            count(&|measure| self.has(measure) && has_more(measure)),
            "measure keeps its value and its pupils, not its limits nor where it comes from",
            "measures keep their values and their pupils, not their limits nor where they come from",
        );
        lossy.lose(
            count(&|measure| !self.has(measure)),
            "measure is left out, as there are too many, or its name would be read as something else",
            "measures are left out, as there are too many, or their names would be read as something else",
        );
    }
}
