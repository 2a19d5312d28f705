//! Matrices of who goes to whom, with or without headings, read by Kumu's five switches.

use ecow::{EcoString, eco_format};

use super::foreign::{Direction, Ends, Foreign, Link, Node};
use crate::{
    exchange::{
        cell,
        sheet::{Grid, Row},
        unreadable::Unreadable,
    },
    model::clean,
};

/// The most cells that are looked at: a square of 3,000 members.
const CELLS: usize = 9_000_000;

/// What a person asks of a matrix. Without any, a matrix that is the same across its diagonal gives ties both ways, once
/// each; any other gives ties one way; the diagonal, zeros and blanks give none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Row to column, also where the matrix is the same across its diagonal.
    Directed,
    /// Both ways, once for each pair.
    Undirected,
    /// Both halves of a matrix that is read both ways.
    Duplicates,
    /// The diagonal.
    SelfTies,
    /// Cells that hold 0.
    Zero,
    /// Cells that hold nothing.
    Blank,
}

/// Where names and numbers stand in a grid.
struct Layout {
    /// Names of the rows and of the columns.
    rows: Vec<EcoString>,
    columns: Vec<EcoString>,
    /// The first row and column of numbers.
    first: (usize, usize),
}

impl Layout {
    fn of(grid: &Grid) -> Option<Self> {
        let width = grid.rows.iter().map(Row::width).max()?;
        let height = grid.rows.len();
        if width < 2 || height < 2 || width.saturating_mul(height) > CELLS {
            return None;
        }
        let is_bare = grid.rows.first()?.said().iter().all(|(_, cell)| is_number(cell)) && !grid.rows.first()?.is_blank();
        if is_bare {
            let count = width.max(height);
            let names: Vec<EcoString> = (1..=count).map(|number| eco_format!("{number}")).collect();
            return Some(Self { rows: names.clone(), columns: names, first: (0, 0) });
        }
        let headings = grid.rows.first()?;
        let columns: Vec<EcoString> = (1..width).map(|column| clean(headings.cell(column))).collect();
        let rows = grid.rows.iter().skip(1).map(|row| clean(row.cell(0))).collect();
        Some(Self { rows, columns, first: (1, 1) })
    }

    /// Every name once, with the line it stands in.
    fn nodes(&self, grid: &Grid) -> Vec<Node> {
        let lines = grid.rows.iter().skip(self.first.0).map(|row| row.line);
        let heading = grid.rows.first().map_or(1, |row| row.line);
        let rows = self.rows.iter().zip(lines);
        let mut names: Vec<(&EcoString, u64)> = rows.chain(self.columns.iter().map(|name| (name, heading))).collect();
        names.retain(|(name, _)| !name.is_empty());
        names.sort_unstable();
        names.dedup_by(|a, b| a.0 == b.0);
        names.into_iter().map(|(name, line)| Node { line, id: name.clone(), ..Node::default() }).collect()
    }

    /// Whether rows and columns are the same members, in whatever order.
    fn is_square(&self) -> bool {
        let sorted = |names: &[EcoString]| {
            let mut names = names.to_vec();
            names.sort_unstable();
            names
        };
        sorted(&self.rows) == sorted(&self.columns)
    }
}

/// Whether a sheet is a matrix: numbers in every row, under and beside the same names or none.
pub(super) fn is_matrix(grid: &Grid) -> bool {
    let Some(layout) = Layout::of(grid) else { return false };
    let (first_row, first_column) = layout.first;
    let is_bare = first_row == 0;
    let is_square =
        if is_bare { grid.rows.len() >= 3 && grid.rows.iter().all(|row| row.width() == grid.rows.len()) } else { layout.is_square() };
    let cells = grid.rows.iter().skip(first_row).flat_map(Row::said);
    is_square && cells.filter(|(column, _)| *column >= first_column).all(|(_, cell)| is_number(cell))
}

fn is_number(cell: &str) -> bool {
    number(cell).is_some()
}

fn number(cell: &str) -> Option<f64> {
    cell.trim().replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

/// Reads a matrix. The relation, where the sheet's name is one, stands on every tie.
///
/// Cost: O(rows · columns).
pub(super) fn read(foreign: &mut Foreign, grid: &Grid, switches: &[Switch], relation: Option<&str>) -> Result<(), Unreadable> {
    let Some(layout) = Layout::of(grid) else {
        let why = "a matrix needs at least two rows and two columns, and at most nine million cells".into();
        return Err(Unreadable::NoNetwork { file: grid.file.clone(), why });
    };
    foreign.ends = Ends::Open;
    foreign.nodes = layout.nodes(grid);
    let matrix = Matrix { grid, layout, switches };
    let direction = matrix.direction();
    let relation = match relation {
        Some(relation) => Some((foreign.link_headings.place(&foreign.file, "relation")?, EcoString::from(relation))),
        None => None,
    };
    let weight = foreign.link_headings.place(&foreign.file, "weight")?;
    let mut diagonal = 0;
    for (index, (row, from)) in matrix.rows().zip(&matrix.layout.rows).enumerate() {
        for (column, to) in matrix.layout.columns.iter().enumerate() {
            let cell = row.cell(column + matrix.layout.first.1);
            if !cell.is_empty() && !is_number(cell) {
                let message = eco_format!("\"{}\" is not a number; it was set aside", cell::short(cell));
                foreign.bad_value(row.line, to, message);
            }
            if from.is_empty() || to.is_empty() || !matrix.is_tie(cell) {
                continue;
            }
            if from == to && !matrix.has(Switch::SelfTies) {
                diagonal += 1;
            } else if !(direction == Direction::BothWays && column < index && matrix.mirrors(index, column)) {
                let mut values: Vec<(usize, EcoString)> = relation.iter().cloned().collect();
                values.extend(number(cell).map(|strength| (weight, eco_format!("{strength}"))));
                foreign.links.push(Link { line: row.line, from: from.clone(), to: to.clone(), direction, values, ..Link::default() });
            }
        }
    }
    foreign.notes.push(eco_format!("{}: ties go {}.", foreign.file, matrix.how(direction)));
    match diagonal {
        0 => {}
        1 => foreign.notes.push(eco_format!("{}: 1 cell on the diagonal was left out.", foreign.file)),
        count => foreign.notes.push(eco_format!("{}: {count} cells on the diagonal were left out.", foreign.file)),
    }
    Ok(())
}

/// A matrix being read.
struct Matrix<'g> {
    grid: &'g Grid,
    layout: Layout,
    switches: &'g [Switch],
}

impl Matrix<'_> {
    fn has(&self, switch: Switch) -> bool {
        self.switches.contains(&switch)
    }

    /// The rows of numbers.
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.grid.rows.iter().skip(self.layout.first.0)
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let (first_row, first_column) = self.layout.first;
        self.grid.rows.get(row + first_row).map_or("", |row| row.cell(column + first_column))
    }

    fn is_tie(&self, cell: &str) -> bool {
        match number(cell) {
            Some(strength) => strength.abs() > 0.0 || self.has(Switch::Zero),
            None => cell.is_empty() && self.has(Switch::Blank),
        }
    }

    fn direction(&self) -> Direction {
        let is_mutual = self.has(Switch::Undirected) || (self.is_symmetric() && !self.has(Switch::Directed));
        if is_mutual { Direction::BothWays } else { Direction::OneWay }
    }

    fn how(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::OneWay => "from the row to the column",
            Direction::BothWays if self.has(Switch::Undirected) => "both ways, as asked",
            Direction::BothWays => "both ways, as the matrix is the same across its diagonal",
        }
    }

    /// Whether rows and columns have the same names in the same order and every cell equals the one across the diagonal.
    fn is_symmetric(&self) -> bool {
        let value = |row: usize, column: usize| number(self.cell(row, column)).unwrap_or(0.0);
        let count = self.layout.rows.len();
        self.layout.rows == self.layout.columns
            && (0..count).all(|row| (0..row).all(|column| (value(row, column) - value(column, row)).abs() < f64::EPSILON))
    }

    /// Whether the pair of a cell below the diagonal was a tie above it already.
    fn mirrors(&self, row: usize, column: usize) -> bool {
        !self.has(Switch::Duplicates) && self.layout.rows == self.layout.columns && self.is_tie(self.cell(column, row))
    }
}
