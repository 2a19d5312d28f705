//! Fields bound to the columns of one sheet.

use std::borrow::Cow;

use ecow::{EcoString, eco_format};

use super::{
    cell,
    columns::{Columns, FieldColumn, How},
    mapper::ChosenColumn,
    sheet::{Row, Sheet, same_heading},
    unreadable::Unreadable,
};
use crate::model::{Field, Lookup, Year};

/// A field and the columns of one sheet that hold it.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) field: EcoString,
    how: How,
    at: Vec<usize>,
    /// The year in the heading.
    pub(super) year: Option<Year>,
    /// What a person said of the column, where one did.
    chosen: Option<ChosenColumn>,
}

impl Bound {
    /// The columns of these fields that the sheet has. A heading that is needed once and stands twice is refused.
    pub(super) fn all(fields: &[FieldColumn], sheet: &Sheet, year: Option<Year>) -> Result<Vec<Self>, Unreadable> {
        let mut bound: Vec<Self> = Vec::new();
        for column in fields {
            let is_of_year =
                year.is_none_or(|year| column.since.is_none_or(|since| since <= year) && column.until.is_none_or(|until| year <= until));
            if is_of_year
                && !bound.iter().any(|known| known.field == column.field)
                && let Some(found) = column.bind(sheet)?
            {
                bound.push(found);
            }
        }
        Ok(bound)
    }

    /// The column of a field as a person chose it.
    pub(super) fn chosen(field: &str, at: usize, column: &ChosenColumn) -> Self {
        Self { field: field.into(), how: How::Plain, at: vec![at], year: None, chosen: Some(column.clone()) }
    }

    /// The cell in a row, as it is written but for what a person said of the column.
    pub(super) fn printed<'r>(&self, row: &'r Row) -> &'r str {
        let is_turned = self.chosen.as_ref().is_some_and(ChosenColumn::is_rewritten);
        self.at.first().filter(|_| !is_turned).map_or("", |&at| row.cell(at))
    }

    /// What the value in a row tells of other fields, each as a field and its word: a type tells phase and group.
    pub(super) fn tells(&self, row: &Row) -> Vec<(&'static str, EcoString)> {
        let printed = self.at.first().map_or("", |&at| row.cell(at));
        self.chosen.as_ref().map_or_else(Vec::new, |chosen| chosen.tells(printed))
    }

    /// The columns that were read.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.at.iter().copied()
    }

    /// The value in a row as the model parses it.
    pub(super) fn text<'r>(&self, row: &'r Row, columns: &'r Columns) -> Result<Option<Cow<'r, str>>, EcoString> {
        let cells = || self.at.iter().map(|&at| row.cell(at)).collect::<Vec<&str>>();
        let written = |share: Option<f64>| share.map(|share| Cow::Owned(share.clamp(0.0, 100.0).to_string()));
        match self.how {
            How::Plain => {
                let printed = self.at.first().map_or("", |&at| row.cell(at));
                match &self.chosen {
                    Some(chosen) => Ok(columns.text_of(&self.field, &chosen.said(printed))?.map(|text| Cow::Owned(text.into_owned()))),
                    None => columns.text_of(&self.field, printed),
                }
            }
            How::Complement => Ok(written(sum(&cells(), columns)?.map(|share| 100.0 - share))),
            How::Sum => Ok(written(sum(&cells(), columns)?)),
            How::Share => Ok(written(share(&cells(), columns)?)),
        }
    }

    /// The numbers in the column of this field and how many rows have each: one that several have is no number of one member.
    pub(super) fn counts(bound: &[Self], field: &str, sheet: &Sheet) -> Lookup<EcoString, usize> {
        let mut counts = Lookup::default();
        counts.make_room(sheet.rows.len());
        let column = bound.iter().find(|column| column.field == field).and_then(|column| column.at.first());
        for row in column.into_iter().flat_map(|&at| sheet.rows.iter().map(move |row| row.cell(at))) {
            *counts.value(row.into()) += 1;
        }
        counts
    }

    /// The heading, for a problem that names the column.
    pub(super) fn heading<'s>(&self, sheet: &'s Sheet) -> &'s str {
        self.at.first().and_then(|&at| sheet.headings.get(at)).map_or("", EcoString::as_str)
    }
}

/// The sum of the percentages, to a hundredth; nothing if one of them is not printed.
fn sum(cells: &[&str], columns: &Columns) -> Result<Option<f64>, EcoString> {
    let mut total = 0.0;
    for &printed in cells {
        if printed.is_empty() || columns.is_mark(printed) {
            return Ok(None);
        }
        total += cell::number(printed).ok_or_else(|| eco_format!("`{}` is not a percentage", cell::short(printed)))?;
    }
    Ok(Some((total * 100.0).round() / 100.0))
}

/// The first count as a percentage of the second, to a tenth; nothing where one is not printed or the second is none.
fn share(cells: &[&str], columns: &Columns) -> Result<Option<f64>, EcoString> {
    let mut counts = Vec::new();
    for &printed in cells {
        if printed.is_empty() || columns.is_mark(printed) {
            return Ok(None);
        }
        counts.push(cell::whole(printed).ok_or_else(|| eco_format!("`{}` is not a number of pupils", cell::short(printed)))?);
    }
    let [part, whole] = counts.as_slice() else { return Ok(None) };
    Ok((*whole > 0).then(|| (1000.0 * f64::from(*part) / f64::from(*whole)).round() / 10.0))
}

impl FieldColumn {
    /// Whether the field may stand under this heading.
    pub(super) fn is_at(&self, heading: &str) -> bool {
        self.from.iter().any(|from| match from.strip_suffix("{year}") {
            Some(beginning) => after(heading, beginning).is_some_and(|rest| Year::parse(rest).is_ok()),
            None => same_heading(from, heading),
        })
    }

    fn bind(&self, sheet: &Sheet) -> Result<Option<Bound>, Unreadable> {
        let bound = |at: Vec<usize>, year| Bound { field: self.field.clone(), how: self.how, at, year, chosen: None };
        if matches!(self.how, How::Sum | How::Share) {
            let at: Vec<usize> = self.from.iter().filter_map(|heading| sheet.column(heading)).collect();
            return Ok((at.len() == self.from.len()).then(|| bound(at, None)));
        }
        for heading in &self.from {
            if let Some(prefix) = heading.strip_suffix("{year}") {
                let years = (0..).zip(&sheet.headings).filter_map(|(at, found)| Some((Year::parse(after(found, prefix)?).ok()?, at)));
                if let Some((year, at)) = years.max() {
                    return Ok(Some(bound(vec![at], Some(year))));
                }
            } else if let Some(at) = sheet.only_column(heading)? {
                return Ok(Some(bound(vec![at], None)));
            }
        }
        Ok(None)
    }
}

/// What follows the beginning, ignoring case.
fn after<'a>(found: &'a str, beginning: &str) -> Option<&'a str> {
    let (start, rest) = found.split_at_checked(beginning.len())?;
    start.eq_ignore_ascii_case(beginning).then_some(rest)
}
