//! Sheets as nodes or links: the part that Gephi, Kumu and `NodeXL` have in common.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::foreign::{Foreign, Headings, Link, Node, set_value};
use crate::{
    exchange::{
        sheet::{Grid, Row, same_heading},
        unreadable::Unreadable,
    },
    model::{clean, counted},
};

/// Rows under headings, somewhere in a sheet.
pub(super) struct Table<'g> {
    pub(super) headings: Vec<EcoString>,
    pub(super) rows: Vec<&'g Row>,
}

impl<'g> Table<'g> {
    /// The table whose headings stand in this row of the grid, up to its end.
    pub(super) fn at(grid: &'g Grid, row: usize) -> Self {
        let below = grid.rows.iter().skip(row + 1).filter(|row| !row.is_blank() || row.flaw.is_some());
        Self { rows: below.collect(), ..Self::head(grid, row) }
    }

    /// The headings in this row alone, for a look at what table it is.
    pub(super) fn head(grid: &'g Grid, row: usize) -> Self {
        Self { headings: each_once(grid.headings(row)), rows: Vec::new() }
    }

    /// The column of the first of these headings that stands, ignoring case.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.headings.iter().position(|heading| same_heading(heading, name)))
    }

    /// The rows that are no wider than the headings; the others are faults.
    pub(super) fn good_rows(&self, foreign: &mut Foreign) -> Vec<&'g Row> {
        let headings = self.headings.len();
        for row in &self.rows {
            if let Some(flaw) = &row.flaw {
                foreign.bad_row(row.line, flaw.clone());
            }
        }
        let (good, wide): (Vec<&Row>, Vec<&Row>) =
            self.rows.iter().filter(|row| row.flaw.is_none()).partition(|row| row.width() <= headings);
        for row in wide {
            let width = row.width();
            foreign
                .bad_row(row.line, eco_format!("the row has {width} cells under {}; set aside", counted(headings, "heading", "headings")));
        }
        good
    }

    /// The values of a row under their headings, but for the columns read otherwise.
    pub(super) fn values(
        &self,
        row: &Row,
        skipped: &[Option<usize>],
        (file, headings): (&str, &mut Headings),
    ) -> Result<Vec<(usize, EcoString)>, Unreadable> {
        let mut values = Vec::new();
        for (column, cell) in row.said() {
            let Some(heading) = self.headings.get(column).filter(|heading| !heading.is_empty()) else { continue };
            let value = clean(cell);
            if !skipped.contains(&Some(column)) && !value.is_empty() {
                let place = headings.place(file, heading)?;
                set_value(&mut values, place, value);
            }
        }
        Ok(values)
    }
}

/// Headings of which each stands once: a second one gets a number.
fn each_once(mut headings: Vec<EcoString>) -> Vec<EcoString> {
    let mut seen: BTreeMap<EcoString, usize> = BTreeMap::new();
    for heading in headings.iter_mut().filter(|heading| !heading.is_empty()) {
        let count = seen.entry(heading.to_lowercase()).or_default();
        *count += 1;
        if *count > 1 {
            *heading = eco_format!("{heading} ({count})");
        }
    }
    headings
}

/// Which of two rows with one id counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeated {
    First,
    Last,
}

/// Keeps one node of each id; the others are faults that name the line of the one that counts.
pub(super) fn keep_one_of_each(foreign: &mut Foreign, repeated: Repeated) {
    let mut kept: Vec<Node> = Vec::new();
    let mut places: BTreeMap<EcoString, usize> = BTreeMap::new();
    for node in std::mem::take(&mut foreign.nodes) {
        let Some(&place) = places.get(&node.id) else {
            places.insert(node.id.clone(), kept.len());
            kept.push(node);
            continue;
        };
        let Some(standing) = kept.get_mut(place) else { continue };
        let loser = match repeated {
            Repeated::First => node,
            Repeated::Last => std::mem::replace(standing, node),
        };
        let (which, line) = (if repeated == Repeated::First { "first" } else { "last" }, standing.line);
        let message = eco_format!("`{}` stands in line {line} too; the {which} is used", crate::exchange::cell::short(&loser.id));
        foreign.bad_row(loser.line, message);
    }
    foreign.nodes = kept;
}

/// Adds a link, or a fault if it lacks an end.
pub(super) fn add_link(foreign: &mut Foreign, link: Link) {
    if link.from.is_empty() || link.to.is_empty() {
        foreign.bad_row(link.line, "the row does not say what it joins; it was set aside".into());
    } else {
        foreign.links.push(link);
    }
}
