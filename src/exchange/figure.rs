//! Figures of one row: a measure's value with the pupils behind it and its published limits.

use ecow::{EcoString, eco_format};

use super::{
    cell::{self, Urn},
    columns::{Columns, MeasureColumn},
    import::{Import, Loaded},
    ledger::{At, ProblemKind},
    sheet::{Row, Sheet},
};
use crate::model::{Measure, MeasureId, Member, MemberId, Number, Reading, Record, RecordKind, Year};

/// A measure and the columns of one sheet that hold it.
#[derive(Debug, Default)]
pub(super) struct MeasureAt {
    pub(super) measure: EcoString,
    /// The year in the heading, for sheets that hold several.
    pub(super) year: Option<Year>,
    pub(super) value: Option<usize>,
    pub(super) pupils: Option<usize>,
    pub(super) low: Option<usize>,
    pub(super) high: Option<usize>,
}

impl MeasureAt {
    /// The measures of a table that the sheet has a column for.
    pub(super) fn of_table(measures: &[MeasureColumn], sheet: &Sheet) -> Vec<Self> {
        let column = |heading: &Option<EcoString>| heading.as_ref().and_then(|heading| sheet.column(heading));
        let found = measures.iter().filter_map(|known| {
            Some(Self {
                measure: known.measure.clone(),
                year: None,
                value: Some(sheet.column(&known.value)?),
                pupils: column(&known.pupils),
                low: column(&known.low),
                high: column(&known.high),
            })
        });
        found.collect()
    }

    /// The columns that are read.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        [self.value, self.pupils, self.low, self.high].into_iter().flatten()
    }
}

/// A figure as a row prints it, of no member yet.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) measure: EcoString,
    pub(super) year: Year,
    pub(super) value: Reading,
    pupils: Option<u32>,
    low: Option<Number>,
    high: Option<Number>,
}

/// The reading of a cell: a number, a publisher's mark, nothing for a blank, or why it is neither.
pub(super) fn reading(columns: &Columns, printed: &str) -> Result<Option<Reading>, EcoString> {
    if printed.is_empty() {
        return Ok(None);
    }
    if let Some(number) = cell::number(printed).and_then(Number::new) {
        return Ok(Some(Reading::Known(number)));
    }
    if columns.is_mark(printed) {
        // A dash or dots stand for a blank; a star is a suppression in other words.
        let letters = || printed.to_uppercase().replace('/', "");
        let mark = if printed == "*" { "SUPP".to_owned() } else { letters() };
        return Ok(mark.starts_with(char::is_alphabetic).then(|| Reading::Suppressed(mark.into())));
    }
    Err(eco_format!("`{}` is neither a number nor a publisher's mark like `SUPP`", cell::short(printed)))
}

/// The figures of a row. A cell that is no figure is a problem and left out.
pub(super) fn figures(
    import: &mut Import<'_>,
    loaded: &Loaded,
    at: At<'_>,
    row: &Row,
    places: (&[MeasureAt], Option<Year>),
) -> Vec<Figure> {
    let (measures, of_table) = places;
    let mut figures = Vec::new();
    for place in measures {
        let (Some(column), Some(year)) = (place.value, place.year.or(of_table)) else { continue };
        let value = match reading(import.columns, &loaded.sheet.said(column, row)) {
            Ok(Some(value)) => value,
            Ok(None) => continue,
            Err(message) => {
                import.ledger.problem(at, loaded.sheet.headings.get(column).map(EcoString::as_str), ProblemKind::Cell, message);
                continue;
            }
        };
        import.remarks.figure(&loaded.sheet.file, &value);
        let is_known = value.known().is_some();
        let limit = |column: Option<usize>| {
            column.filter(|_| is_known).and_then(|column| cell::number(&loaded.sheet.said(column, row))).and_then(Number::new)
        };
        figures.push(Figure {
            measure: place.measure.clone(),
            year,
            value,
            pupils: place.pupils.and_then(|column| cell::whole(row.cell(column))),
            low: limit(place.low),
            high: limit(place.high),
        });
    }
    figures
}

/// Gives a member a figure published under a number. Of figures under several numbers of one school the one that is
/// known counts, then the one of the later number.
pub(super) fn put(import: &mut Import<'_>, at: At<'_>, member: &Member, number: &MemberId, figure: Figure) {
    let id = MeasureId::new(&member.id, &figure.measure, figure.year);
    let standing = import.draft.record(RecordKind::Measure, &id);
    let standing = standing.and_then(|record| if let Record::Measure(standing) = record { Some(standing) } else { None });
    if let Some(standing) = &standing {
        let before = standing.number.as_ref().unwrap_or(&member.id);
        let is_better = match (standing.value.known().is_some(), figure.value.known().is_some()) {
            (true, false) => false,
            (false, true) => true,
            (true, true) | (false, false) => is_later(import, member, number, before),
        };
        if before != number && !is_better {
            return;
        }
    }
    // A sheet without limits or pupils takes none away from a figure it agrees with.
    let agreed = standing.filter(|standing| standing.value == figure.value);
    import.draft.put(
        at.id,
        Measure {
            id,
            pupils: figure.pupils.or_else(|| agreed.as_ref().and_then(|standing| standing.pupils)),
            low: figure.low.or_else(|| agreed.as_ref().and_then(|standing| standing.low)),
            high: figure.high.or_else(|| agreed.as_ref().and_then(|standing| standing.high)),
            value: figure.value,
            number: (*number != member.id).then(|| number.clone()),
            provenance: Some(at.provenance()),
        },
    );
}

/// Whether one number of a member came after another: by the links, else its id is the later one, else the register
/// counts up.
pub(super) fn is_later(import: &Import<'_>, member: &Member, number: &MemberId, other: &MemberId) -> bool {
    let (Some(number_urn), Some(other_urn)) = (Urn::of(number), Urn::of(other)) else { return number < other };
    if import.book.later(other_urn).contains(&number_urn) {
        return true;
    }
    if import.book.later(number_urn).contains(&other_urn) || *other == member.id {
        return false;
    }
    *number == member.id || number_urn > other_urn
}
