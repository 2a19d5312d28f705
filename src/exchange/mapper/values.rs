//! What stands in one column: its different values, how many rows have each, and how many fit a question.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::{
    exchange::{
        cell,
        sheet::{Row, Sheet},
    },
    model::clean,
};

/// How many different values of a column are looked at.
const DIFFERENT: usize = 2_000;

/// The values of one column. Blank cells are no values.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Values {
    /// Different values, as first met, with how many rows have each.
    counts: Vec<(EcoString, usize)>,
    /// Rows that have a value.
    pub(super) said: usize,
    /// Whether there are more different values than are looked at.
    are_many: bool,
}

impl Values {
    /// The values of each column of a sheet.
    ///
    /// Cost: O(cells · log different values).
    pub(super) fn of_sheet(sheet: &Sheet) -> Vec<Self> {
        let mut columns: Vec<(Self, BTreeMap<EcoString, usize>)> = Vec::new();
        columns.resize_with(sheet.headings.len(), Default::default);
        for row in sheet.rows.iter().filter(|row| row.flaw.is_none()) {
            for (column, printed) in row.said() {
                if let Some((values, places)) = columns.get_mut(column) {
                    values.add(printed, places);
                }
            }
        }
        columns.into_iter().map(|(values, _)| values).collect()
    }

    fn add(&mut self, printed: &str, places: &mut BTreeMap<EcoString, usize>) {
        let value = clean(printed);
        self.said += 1;
        if let Some((_, count)) = places.get(&value).and_then(|place| self.counts.get_mut(*place)) {
            *count += 1;
        } else if self.counts.len() < DIFFERENT {
            places.insert(value.clone(), self.counts.len());
            self.counts.push((value, 1));
        } else {
            self.are_many = true;
        }
    }

    /// The different values with how many rows have each, as first met.
    pub(super) fn different(&self) -> impl Iterator<Item = (&EcoString, usize)> {
        self.counts.iter().map(|(value, count)| (value, *count))
    }

    /// The first few different values.
    pub(super) fn examples(&self, count: usize) -> Vec<EcoString> {
        self.counts.iter().take(count).map(|(value, _)| cell::short(value)).collect()
    }

    /// The share of the values looked at that fit, from 0 to 1; 0 where there are none.
    pub(super) fn share(&self, fits: &dyn Fn(&str) -> bool) -> f64 {
        let (mut all, mut fitting) = (0, 0);
        for (value, count) in self.different() {
            all += count;
            fitting += if fits(value) { count } else { 0 };
        }
        if all == 0 { 0.0 } else { fitting as f64 / all as f64 }
    }

    /// Whether every value fits, and there is one.
    pub(super) fn all(&self, fits: &dyn Fn(&str) -> bool) -> bool {
        self.said > 0 && self.counts.iter().all(|(value, _)| fits(value))
    }

    /// How many different values there are for each row that has one, from 0 to 1.
    pub(super) fn difference(&self) -> f64 {
        let looked_at: usize = self.counts.iter().map(|(_, count)| count).sum();
        if looked_at == 0 { 0.0 } else { self.counts.len() as f64 / looked_at as f64 }
    }

    /// How many different values there are; `None` where they are too many to know.
    pub(super) fn kinds(&self) -> Option<usize> {
        (!self.are_many).then_some(self.counts.len())
    }
}

/// The first rows of a sheet, as printed.
pub(super) fn first_rows(sheet: &Sheet, count: usize) -> Vec<Vec<EcoString>> {
    let cells = |row: &Row| (0..sheet.headings.len()).map(|column| clean(row.cell(column))).collect();
    sheet.rows.iter().filter(|row| !row.is_blank()).take(count).map(cells).collect()
}
