//! The columns of a sheet of members: fields, figures by year, and what its owner keeps beside them.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    bound::Bound,
    columns::ProviderColumn,
    figure::MeasureAt,
    import::{Import, Loaded},
    own::{is_derived, is_marked, kept},
    sheet::{Sheet, same_heading},
    unreadable::Unreadable,
    year::year_in,
};
use crate::model::Year;

/// A sheet with the places of all that is read of it.
pub(super) struct Places {
    pub(super) bound: Vec<Bound>,
    pub(super) measures: Vec<MeasureAt>,
    /// Headings kept as own fields, and their columns in ascending order.
    pub(super) own: Vec<(EcoString, usize)>,
    /// The column of the providers' codes, in a list of teacher-training providers.
    pub(super) provider_code: Option<usize>,
    /// UKPRNs and how many rows have each.
    pub(super) ukprns: BTreeMap<EcoString, usize>,
}

impl Places {
    pub(super) fn of(import: &mut Import<'_>, loaded: &Loaded) -> Result<Self, Unreadable> {
        let sheet = &loaded.sheet;
        let bound = Bound::all(&import.columns.members, sheet, None)?;
        let taken: BTreeSet<usize> = bound.iter().flat_map(Bound::columns).collect();
        let (mut measures, mut own, mut left) = (Vec::new(), Vec::new(), 0);
        let free = (0..).zip(&sheet.headings).filter(|(at, heading)| !taken.contains(at) && !heading.is_empty());
        for (at, heading) in free {
            if is_marked(heading) {
                own.push((kept(heading), at));
            } else if import.columns.is_personal(heading) || is_derived(heading) {
                left += 1;
            } else if let Some((name, year)) = measure_and_year(heading) {
                note_measure(import, sheet, &mut measures, (name, year), at)?;
            } else {
                own.push((free_heading(heading, &own), at));
            }
        }
        // Pupils of a measure that has no value of its own are no figure.
        measures.retain(|measure| measure.value.is_some());
        import.ledger.leave_columns(loaded.first, left);
        let ukprns = Bound::counts(&bound, "ukprn", sheet);
        let is_list = |known: &&ProviderColumn| known.beside.iter().all(|heading| sheet.column(heading).is_some());
        let provider_code = import.columns.providers.iter().find(is_list).and_then(|known| sheet.column(&known.code));
        Ok(Self { bound, measures, own, provider_code, ukprns })
    }
}

/// The heading, or with a number behind it where it stands twice.
fn free_heading(heading: &EcoString, own: &[(EcoString, usize)]) -> EcoString {
    let is_taken = |name: &EcoString| own.iter().any(|(taken, _)| taken == name);
    let numbered = (2..).map(|number| eco_format!("{heading} ({number})"));
    std::iter::once(heading.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

/// `Attainment 8, 2019` as a measure and its year.
pub(super) fn measure_and_year(heading: &str) -> Option<(&str, Year)> {
    let (name, year) = heading.rsplit_once(',')?;
    let year = year.trim();
    let year = if year.len() <= 7 { year_in(year)? } else { return None };
    (!name.trim().is_empty()).then_some((name.trim(), year))
}

/// Notes a column of values, or of the pupils behind them; two columns of one measure and year are refused.
fn note_measure(
    import: &Import<'_>,
    sheet: &Sheet,
    measures: &mut Vec<MeasureAt>,
    (name, year): (&str, Year),
    at: usize,
) -> Result<(), Unreadable> {
    let known = import.columns.pupils.iter().find(|known| same_heading(&known.heading, name));
    let pupils_of: Vec<EcoString> = match known {
        Some(known) => known.measures.clone(),
        None => name.strip_suffix(" pupils").map(EcoString::from).into_iter().collect(),
    };
    let mut place = |measure: &str| -> usize {
        let found = measures.iter().position(|place| place.measure == measure && place.year == Some(year));
        found.unwrap_or_else(|| {
            measures.push(MeasureAt { measure: measure.into(), year: Some(year), ..MeasureAt::default() });
            measures.len() - 1
        })
    };
    let (indices, holds) = if pupils_of.is_empty() {
        (vec![place(name)], Holds::Values)
    } else {
        (pupils_of.iter().map(|measure| place(measure)).collect(), Holds::Pupils)
    };
    for index in indices {
        let Some(place) = measures.get_mut(index) else { continue };
        let slot = match holds {
            Holds::Values => &mut place.value,
            Holds::Pupils => &mut place.pupils,
        };
        if let Some(first) = slot.replace(at) {
            let heading = eco_format!("{name}, {year}");
            return Err(Unreadable::TwoColumns { file: sheet.file.clone(), heading, first: first + 1, second: at + 1 });
        }
    }
    Ok(())
}

/// What a column with a measure's name holds.
enum Holds {
    Values,
    Pupils,
}
