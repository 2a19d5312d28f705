//! Every figure of a network by measure, year and member, so that a family's values are found without searching.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::model::{Measure, Network, Year};

/// The place of a member without a figure.
const ABSENT: u32 = u32::MAX;

/// Where each figure stands in its network; it must be asked with that network.
///
/// Cost: 4 bytes a member for each measure and year.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// By measure and year: the place among the measures for each place among the members.
    columns: BTreeMap<EcoString, BTreeMap<Year, Vec<u32>>>,
}

impl Figures {
    /// Cost: O(measures · log members).
    pub fn of(network: &Network) -> Self {
        let mut figures = Self::default();
        let mut last = ("", None);
        for (at, measure) in network.measures().iter().enumerate() {
            let member = measure.id.member();
            if member != last.0 {
                last = (member, place_of(network, member));
            }
            let (Some(place), Ok(at)) = (last.1, u32::try_from(at)) else { continue };
            if let Some(slot) = figures.column(network, measure).get_mut(place) {
                *slot = at;
            }
        }
        figures
    }

    fn column(&mut self, network: &Network, measure: &Measure) -> &mut Vec<u32> {
        let name = measure.id.measure();
        if !self.columns.contains_key(name) {
            self.columns.insert(name.into(), BTreeMap::new());
        }
        let years = self.columns.entry(name.into()).or_default();
        years.entry(measure.id.year()).or_insert_with(|| vec![ABSENT; network.members().len()])
    }

    /// The figure of the member at this place, published or suppressed.
    pub fn get<'n>(&self, network: &'n Network, place: usize, measure: &str, year: Year) -> Option<&'n Measure> {
        let at = *self.columns.get(measure)?.get(&year)?.get(place)?;
        network.measures().at(usize::try_from(at).ok()?)
    }

    /// The figures of the members at these places, published or suppressed, each with its place; those without one are left out.
    pub fn among<'n>(&self, network: &'n Network, places: &[u32], measure: &str, year: Year) -> impl Iterator<Item = (usize, &'n Measure)> {
        let column = self.columns.get(measure).and_then(|years| years.get(&year)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(move |&place| {
            let place = usize::try_from(place).ok()?;
            let at = usize::try_from(*column.get(place)?).ok()?;
            Some((place, network.measures().at(at)?))
        })
    }

    /// The published value of the member at this place.
    pub fn known(&self, network: &Network, place: usize, measure: &str, year: Year) -> Option<f64> {
        self.get(network, place, measure, year)?.value.known()
    }

    /// Whether the member at this place has a published value of the measure in any year.
    pub fn has(&self, network: &Network, place: usize, measure: &str) -> bool {
        let Some(years) = self.columns.get(measure) else { return false };
        years.keys().any(|&year| self.known(network, place, measure, year).is_some())
    }

    /// Whether the member at this place stands in a table of the measure in any year, be it with a mark in place of the value.
    pub fn is_listed(&self, network: &Network, place: usize, measure: &str) -> bool {
        let Some(years) = self.columns.get(measure) else { return false };
        years.keys().any(|&year| self.get(network, place, measure, year).is_some())
    }

    /// Whether any member has a published value of the measure in the year.
    pub fn is_published(&self, network: &Network, measure: &str, year: Year) -> bool {
        let column = self.columns.get(measure).and_then(|years| years.get(&year));
        column.is_some_and(|places| (0..places.len()).any(|place| self.known(network, place, measure, year).is_some()))
    }

    /// Every measure and year of which any member has a figure, in order.
    pub fn all(&self) -> impl Iterator<Item = (&EcoString, Year)> {
        self.columns.iter().flat_map(|(measure, years)| years.keys().map(move |&year| (measure, year)))
    }

    /// The latest year of which any member has a figure of the measure.
    pub fn latest(&self, measure: &str) -> Option<Year> {
        self.columns.get(measure)?.keys().next_back().copied()
    }
}

/// The place of a member among the members of its network.
pub(crate) fn place_of(network: &Network, member: &str) -> Option<usize> {
    network.members().binary_search_by(|other| other.id.as_str().cmp(member)).ok()
}
