//! Performance tables in the shape of official statistics, as they are published since 2024: one row for each school, year,
//! subject and group of pupils, with schools, authorities and the nation in one file.
//!
//! Only rows about all pupils are read; those about boys, girls or the disadvantaged are outside.

use ecow::eco_format;

use super::{
    register::{give_numbers, urn_of},
    school::{Found, find, urn_id},
};
use crate::{
    exchange::{
        cell::{Urn, short},
        columns::{StatisticsColumns, SubjectMeasure},
        figure::{self, Figure, MeasureAt, figures},
        import::{Import, Loaded},
        ledger::{At, ProblemKind},
        sheet::{Row, same_heading},
        unreadable::Unreadable,
    },
    model::{Education, KeyStage, Kind, Member, MemberId, NationalFigure, NationalId, Reading, Year, clean},
};

/// The columns of such a file.
struct Places<'c> {
    known: &'c StatisticsColumns,
    level: usize,
    period: usize,
    urn: Option<usize>,
    name: Option<usize>,
    authority: Option<usize>,
    authority_name: Option<usize>,
    schools_of: Option<usize>,
    subject: Option<usize>,
    /// Columns that name a group of pupils.
    groups: Vec<usize>,
    measures: Vec<(&'c SubjectMeasure, MeasureAt)>,
}

impl<'c> Places<'c> {
    fn of(statistics: &'c [StatisticsColumns], loaded: &Loaded) -> Option<Self> {
        let sheet = &loaded.sheet;
        let column = |heading: &str| sheet.column(heading);
        let known = statistics.iter().find(|known| column(&known.known_by).is_some())?;
        let measures = known.measures.iter().filter_map(|measure| {
            let place = MeasureAt::of_table(std::slice::from_ref(&measure.column), sheet).pop()?;
            Some((measure, place))
        });
        Some(Self {
            level: column("geographic_level")?,
            period: column("time_period")?,
            urn: column("school_urn"),
            name: column("school_name"),
            authority: column("old_la_code"),
            authority_name: column("la_name"),
            schools_of: column("establishment_type_group"),
            subject: column("subject"),
            groups: known.groups.iter().filter_map(|heading| column(heading)).collect(),
            measures: measures.collect(),
            known,
        })
    }

    fn count(&self) -> usize {
        let single = [self.urn, self.name, self.authority, self.authority_name, self.schools_of, self.subject];
        let mut read: Vec<usize> =
            single.into_iter().flatten().chain([self.level, self.period]).chain(self.groups.iter().copied()).collect();
        read.extend(self.measures.iter().flat_map(|(_, place)| place.columns()));
        read.sort_unstable();
        read.dedup();
        read.len()
    }

    fn cell(column: Option<usize>, row: &Row) -> &str {
        column.map_or("", |column| row.cell(column))
    }

    /// Whether the row is about all pupils, not about a group of them.
    fn is_of_all_pupils(&self, row: &Row) -> bool {
        let is_all = |cell: &str| cell.is_empty() || self.known.all.iter().any(|word| same_heading(word, cell));
        self.groups.iter().all(|&column| is_all(row.cell(column)))
    }

    /// Whether a row of an authority or the nation is about the state-funded schools.
    fn is_of_state_schools(&self, row: &Row) -> bool {
        let printed = Self::cell(self.schools_of, row);
        printed.is_empty() || self.known.state.iter().any(|word| same_heading(word, printed))
    }

    /// The figures of a row: those of its subject.
    fn figures(&self, import: &mut Import<'_>, loaded: &Loaded, (at, row): (At<'_>, &Row), year: Year) -> Vec<Figure> {
        let subject = Self::cell(self.subject, row);
        let of_subject =
            self.measures.iter().filter(|(measure, _)| measure.subject.as_ref().is_none_or(|word| same_heading(word, subject)));
        let mut read = Vec::new();
        for (_, place) in of_subject {
            read.extend(figures(import, loaded, at, row, (std::slice::from_ref(place), Some(year))));
        }
        read
    }
}

/// Reads a file of this shape.
pub(super) fn read(import: &mut Import<'_>, loaded: &Loaded) -> Result<(), Unreadable> {
    let Some(places) = Places::of(&import.columns.statistics, loaded) else { return Ok(()) };
    import.ledger.leave_columns(loaded.first, loaded.sheet.headed().saturating_sub(places.count()));
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        if !places.is_of_all_pupils(row) {
            import.ledger.outside(at.id);
            continue;
        }
        let printed = row.cell(places.period);
        let Some(year) = year_of_period(printed) else {
            let message = eco_format!("`{}` is no school year like 202425; the row was set aside", short(printed));
            import.ledger.set_aside(at, ProblemKind::Row, message);
            continue;
        };
        match row.cell(places.level) {
            "School" => read_school(import, loaded, &places, (at, row), year),
            "Local authority" if places.is_of_state_schools(row) => read_authority(import, loaded, &places, (at, row), year),
            "National" if places.is_of_state_schools(row) => read_national(import, loaded, &places, (at, row), year),
            _ => import.ledger.outside(at.id),
        }
    }
    Ok(())
}

/// `202425` and `2024/25` are the year that ends in 2025.
fn year_of_period(printed: &str) -> Option<Year> {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let (begins, ends) = digits.split_at_checked(4)?;
    let year = begins.parse::<u16>().ok()? + 1;
    let goes_on = ends.is_empty() || ends.parse::<u16>().ok()? % 100 == year % 100;
    // Four digits alone are a calendar year.
    Year::new(if ends.is_empty() { year - 1 } else { year }).filter(|_| goes_on)
}

fn read_school(import: &mut Import<'_>, loaded: &Loaded, places: &Places<'_>, (at, row): (At<'_>, &Row), year: Year) {
    let Some(number) = urn_of(import, at, Places::cell(places.urn, row)).and_then(|urn| urn_id(urn.0)) else { return };
    let member = match find(&import.draft, &number) {
        Found::Member(member) => Some(*member),
        Found::Merged(_) => None,
        Found::Nobody => make_school(import, places, (at, row), &number),
    };
    let Some(member) = member else {
        import.ledger.outside(at.id);
        return;
    };
    for figure in places.figures(import, loaded, (at, row), year) {
        figure::put(import, at, &member, &number, figure);
    }
}

/// A school that is not in the map yet, if it may be added.
fn make_school(import: &mut Import<'_>, places: &Places<'_>, (at, row): (At<'_>, &Row), number: &MemberId) -> Option<Member> {
    let present = urn_id(import.book.present(Urn::of(number)?).0)?;
    let name = clean(Places::cell(places.name, row));
    let mut member = Member::new(present, Kind::School, if name.is_empty() { number.as_str().into() } else { name });
    member.education = Some(match places.known.key_stage {
        KeyStage::Two => Education::Primary,
        KeyStage::Four => Education::Secondary,
    });
    member.authority = Some(clean(Places::cell(places.authority_name, row))).filter(|name| !name.is_empty());
    if !import.admits(&member) {
        return None;
    }
    let id = member.id.clone();
    import.draft.put_read(at, member);
    give_numbers(import, at, &id, std::iter::once(number.clone()));
    import.draft.find(&id).cloned()
}

fn read_authority(import: &mut Import<'_>, loaded: &Loaded, places: &Places<'_>, (at, row): (At<'_>, &Row), year: Year) {
    let id = MemberId::new(&eco_format!("la:{}", Places::cell(places.authority, row)));
    let name = clean(Places::cell(places.authority_name, row));
    let member = id.as_ref().ok().and_then(|id| import.draft.find(id).cloned());
    let made = || id.as_ref().ok().filter(|_| !name.is_empty()).map(|id| Member::new(id.clone(), Kind::Authority, name.clone()));
    let Some(member) = member.or_else(made).filter(|member| import.draft.find(&member.id).is_some() || import.admits(member)) else {
        import.ledger.outside(at.id);
        return;
    };
    import.draft.put_read(at, member.clone());
    let number = member.id.clone();
    for figure in places.figures(import, loaded, (at, row), year) {
        figure::put(import, at, &member, &number, figure);
    }
}

fn read_national(import: &mut Import<'_>, loaded: &Loaded, places: &Places<'_>, (at, row): (At<'_>, &Row), year: Year) {
    for figure in places.figures(import, loaded, (at, row), year) {
        if let Reading::Known(value) = figure.value {
            let id = NationalId::new(&figure.measure, figure.year);
            import.draft.put(at.id, NationalFigure { id, value, provenance: Some(at.provenance()) });
        }
    }
}
