//! The matrix as plain data: its cells, its lines, the heads of its columns, and where a step leads.

use ecow::EcoString;

use crate::{
    finding::Pattern,
    map::{
        picture::{Emphasis, Ink, Rect},
        roster::{Emblem, Lane},
        walk::Heading,
    },
    model::{Phase, Trust},
};

/// Whether the other side gives as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exchange {
    OneWay,
    BothWays,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tile {
    /// The deepest tie from the row to the column, and how many there are.
    Tie { phase: Phase, trust: Option<Trust>, exchange: Exchange, ties: usize },
    /// Row and column are the same member.
    Own { lane: Lane, emblem: Option<Emblem>, flag: Option<Pattern> },
    /// The pair looked at has no tie.
    Nothing,
}

/// A cell of the matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    pub area: Rect,
    pub tile: Tile,
    pub ink: Ink,
    /// 0 (cannot be seen) to 1 (the full colour).
    pub strength: f32,
    pub emphasis: Emphasis,
}

/// A thin line, one cell wide or high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub area: Rect,
    pub ink: Ink,
    pub strength: f32,
}

/// The head of a column: a name or a number that stands upright, a letter a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its place in the roster.
    pub member: usize,
    pub area: Rect,
    pub text: EcoString,
    pub ink: Ink,
    pub emphasis: Emphasis,
}

/// The matrix in a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub squares: Vec<Square>,
    pub rules: Vec<Rule>,
    pub heads: Vec<Head>,
    /// Members by row, as far as steps up and down lead, shown or not.
    pub ladder: Vec<usize>,
    /// Where on the ladder the selected member is.
    pub at: Option<usize>,
    /// Members whose columns steps to the left and right lead to, each with its column.
    pub stops: Vec<(usize, usize)>,
    /// The column that is looked at.
    pub column: Option<usize>,
    /// Whether the whole matrix is in the window.
    pub is_whole: bool,
    /// The share of the matrix that is in the window, across and down.
    pub share: (f64, f64),
    /// What stands in the middle of the window, -1 to 1 across and down.
    pub middle: (f64, f64),
    /// The rows by their member, to find a pair under the mouse.
    pub(crate) lines: Vec<(usize, Rect)>,
}

impl Table {
    /// The member one row up or down.
    pub(crate) fn step(&self, from: Option<usize>, heading: Heading) -> Option<usize> {
        let at = from.and_then(|from| self.ladder.iter().position(|member| *member == from)).or(self.at);
        let next = match (heading, at) {
            (Heading::Left | Heading::Right, _) => return None,
            (Heading::Up | Heading::Down, None) => 0,
            (Heading::Up, Some(at)) => at.checked_sub(1)?,
            (Heading::Down, Some(at)) => at + 1,
        };
        self.ladder.get(next).copied()
    }

    /// The next tied member to the left or right of the column looked at.
    pub fn beside(&self, heading: Heading) -> Option<usize> {
        let mut stops = self.stops.iter();
        let Some(at) = self.column else { return stops.next().map(|(member, _)| *member) };
        let next = match heading {
            Heading::Left => stops.rfind(|(_, column)| *column < at),
            Heading::Right => stops.find(|(_, column)| *column > at),
            Heading::Up | Heading::Down => None,
        };
        next.map(|(member, _)| *member)
    }

    /// The row and the column of a cell, as places in the roster.
    pub fn pair_at(&self, x: u16, y: u16) -> Option<(usize, usize)> {
        let (x, y) = (i32::from(x), i32::from(y));
        let (row, _) = self.lines.iter().find(|(_, area)| area.contains(x, y))?;
        let head = self.heads.iter().find(|head| (head.area.x..head.area.right()).contains(&x))?;
        Some((*row, head.member))
    }

    /// The member whose column has its head at a cell.
    pub(crate) fn head_at(&self, x: i32, y: i32) -> Option<usize> {
        self.heads.iter().find(|head| head.area.contains(x, y)).map(|head| head.member)
    }
}
