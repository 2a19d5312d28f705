//! The columns of a sheet of members: fields, figures by year, and what its owner keeps beside them.

use std::{cmp::Reverse, collections::BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    aside::is_ours,
    bound::Bound,
    cell,
    columns::ProviderColumn,
    figure::MeasureAt,
    import::{Import, Loaded},
    ledger::{At, Ledger},
    mapper::{Meaning, SheetColumns},
    own::{is_derived, is_marked, kept},
    seen::Seen,
    sheet::{Row, Sheet, same_heading},
    unreadable::Unreadable,
    year::year_in,
};
use crate::model::{Lookup, Year};

/// A sheet with the places of all that is read of it.
pub(super) struct Places {
    pub(super) bound: Vec<Bound>,
    pub(super) measures: Vec<MeasureAt>,
    /// Headings kept as own fields, and their columns in ascending order.
    pub(super) own: Vec<(EcoString, usize)>,
    /// The column of the providers' codes, in a list of teacher-training providers.
    pub(super) provider_code: Option<usize>,
    /// UKPRNs and how many rows have each.
    pub(super) ukprns: Lookup<EcoString, usize>,
    /// The columns of other numbers of the member.
    pub(super) aliases: Vec<usize>,
    /// The column of the year that the row's figures are of.
    pub(super) year: Option<usize>,
    /// The column of the year or day up to which the row holds.
    pub(super) until: Option<usize>,
}

impl Places {
    pub(super) fn of(import: &mut Import<'_>, loaded: &Loaded) -> Result<Self, Unreadable> {
        let sheet = &loaded.sheet;
        if let Some(chosen) = &sheet.chosen {
            return Self::of_chosen(import, loaded, chosen);
        }
        let bound = Bound::all(&import.columns.members, sheet, None)?;
        let taken: BTreeSet<usize> = bound.iter().flat_map(Bound::columns).collect();
        let (mut measures, mut own, mut left) = (Vec::new(), Vec::new(), 0);
        let free = (0..).zip(&sheet.headings).filter(|(at, heading)| !taken.contains(at) && !heading.is_empty() && !is_ours(heading));
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
        Ok(Self { bound, measures, own, provider_code, ukprns, aliases: Vec::new(), year: None, until: None })
    }

    /// Puts rows in the order in which they count: those of earlier years first, so that the latest describes the member;
    /// of rows that hold for a time, the one that holds longest first.
    pub(super) fn put_in_order(&self, rows: &mut [(At<'_>, &Row)]) {
        if let Some(column) = self.year {
            rows.sort_by_key(|(_, row)| year_in(row.cell(column)));
        }
        if let Some(column) = self.until {
            rows.sort_by_key(|(_, row)| Reverse(until(row.cell(column))));
        }
    }

    /// Whether a row is the one that counts for its member; another is set aside.
    pub(super) fn is_first<'s>(&self, seen: &mut Seen<'s>, ledger: &mut Ledger, (at, row): (At<'_>, &'s Row), identity: &str) -> bool {
        match self.until {
            Some(_) => seen.is_latest(ledger, at, row, identity),
            None => seen.is_first(ledger, at, row, identity),
        }
    }

    /// The places as a person chose them.
    fn of_chosen(import: &mut Import<'_>, loaded: &Loaded, chosen: &SheetColumns) -> Result<Self, Unreadable> {
        let sheet = &loaded.sheet;
        let (mut bound, mut figures, mut own, mut left) = (Vec::new(), Vec::new(), Vec::new(), 0);
        let mut keep = |heading: &EcoString, at: usize| own.push((free_heading(heading, &own), at));
        let (mut aliases, mut year, mut until) = (Vec::new(), None, None);
        for (at, column) in chosen.columns().iter().enumerate() {
            let heading = sheet.headings.get(at).cloned().unwrap_or_default();
            if is_derived(&heading) || (import.columns.is_personal(&heading) && !is_marked(&heading)) {
                left += 1;
                continue;
            }
            if column.is_kept() {
                keep(&kept(&heading), at);
            }
            match &column.holds {
                Meaning::Id(_) => bound.push(Bound::chosen("id", at, column)),
                Meaning::Field(field) => bound.push(Bound::chosen(field.as_str(), at, column)),
                Meaning::Alias(_) => aliases.push(at),
                Meaning::Measure(measure, of) => figures.push((measure.clone(), *of, Holds::Values, at)),
                Meaning::Pupils(measure, of) => figures.push((measure.clone(), *of, Holds::Pupils, at)),
                Meaning::Year => year = Some(at),
                Meaning::Until => until = Some(at),
                Meaning::Own => {}
                Meaning::LeftOut => left += usize::from(!heading.is_empty()),
            }
        }
        own.sort_by_key(|(_, at)| *at);
        import.ledger.leave_columns(loaded.first, left);
        let mut measures: Vec<MeasureAt> = Vec::new();
        for (measure, of, holds, at) in figures {
            // Without a year of its own a figure is of its row's year, else of the file's.
            let of = of.or(if year.is_some() { None } else { loaded.year });
            if of.is_none() && year.is_none() {
                return Err(Unreadable::NoYear { file: sheet.file.clone() });
            }
            place(sheet, &mut measures, (&measure, of), (holds, at))?;
        }
        measures.retain(|measure| measure.value.is_some());
        let ukprns = Bound::counts(&bound, "ukprn", sheet);
        Ok(Self { bound, measures, own, provider_code: None, ukprns, aliases, year, until })
    }
}

/// The day up to which a row holds; one that says nothing holds still.
fn until(printed: &str) -> Option<(i16, i8, i8)> {
    const STILL: (i16, i8, i8) = (i16::MAX, 0, 0);
    let day = || cell::date(printed).map(|date| (date.year(), date.month(), date.day()));
    let year = || year_in(printed).and_then(|year| i16::try_from(year.get()).ok()).map(|year| (year, 12, 31));
    if printed.is_empty() { Some(STILL) } else { day().or_else(year) }
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
    let (named, holds) = if pupils_of.is_empty() { (vec![EcoString::from(name)], Holds::Values) } else { (pupils_of, Holds::Pupils) };
    named.iter().try_for_each(|measure| place(sheet, measures, (measure, Some(year)), (holds, at)))
}

/// Notes that a column holds the values of a measure, or the pupils behind it.
fn place(
    sheet: &Sheet,
    measures: &mut Vec<MeasureAt>,
    (measure, year): (&EcoString, Option<Year>),
    (holds, at): (Holds, usize),
) -> Result<(), Unreadable> {
    let found = measures.iter().position(|place| place.measure == *measure && place.year == year);
    let index = found.unwrap_or_else(|| {
        measures.push(MeasureAt { measure: measure.clone(), year, ..MeasureAt::default() });
        measures.len() - 1
    });
    let Some(place) = measures.get_mut(index) else { return Ok(()) };
    let slot = match holds {
        Holds::Values => &mut place.value,
        Holds::Pupils => &mut place.pupils,
    };
    match slot.replace(at) {
        Some(first) => {
            let heading = year.map_or_else(|| measure.clone(), |year| eco_format!("{measure}, {year}"));
            Err(Unreadable::TwoColumns { file: sheet.file.clone(), heading, first: first + 1, second: at + 1 })
        }
        None => Ok(()),
    }
}

/// What a column with a measure's name holds.
#[derive(Clone, Copy)]
enum Holds {
    Values,
    Pupils,
}
