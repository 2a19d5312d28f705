//! Ties along rows and columns, as on a circuit board: readable without Braille while they are few.
//!
//! Each tie looks for its cheapest way over the free cells (A*), the shortest first. A way never runs through a card or a
//! label, crosses another only straight on, and shares no cell where one bends or ends.

mod board;
mod search;

use self::{board::Board, search::Search};
use super::{
    picture::{Bearing, Ink, Rect},
    roster::DrawnTie,
};
use crate::model::Phase;

/// A tie drawn along rows and columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Its place in [`super::Roster::ties`].
    pub tie: usize,
    pub phase: Phase,
    /// Cells: beside the member that gives, every bend, beside the one that learns.
    pub corners: Vec<(i32, i32)>,
    /// Cells in the middle that are left out, because the trust is weak.
    pub gap: Vec<(i32, i32)>,
    /// The ink of the first and of the second half.
    pub inks: [Ink; 2],
    /// The strength at both ends, 0 (cannot be seen) to 1 (the full colour).
    pub strength: [f32; 2],
}

impl Route {
    /// Every cell on its way, from the member that gives.
    pub fn cells(&self) -> Vec<(i32, i32)> {
        let mut cells: Vec<(i32, i32)> = self.corners.first().copied().into_iter().collect();
        for pair in self.corners.windows(2) {
            let &[from, to] = pair else { continue };
            let step = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
            let count = (to.0 - from.0).abs().max((to.1 - from.1).abs());
            cells.extend((1..=count).map(|at| (from.0 + step.0 * at, from.1 + step.1 * at)));
        }
        cells
    }

    /// Which way its head points at the learner, and at the giver if that learns as well.
    pub(crate) fn bearings(&self, from: Rect, to: Rect) -> [Option<Bearing>; 2] {
        let towards = |cell: Option<&(i32, i32)>, member: Rect| {
            let (x, y) = *cell?;
            Some(match (x < member.x, x >= member.right(), y < member.y) {
                (true, ..) => Bearing::Right,
                (_, true, _) => Bearing::Left,
                (.., true) => Bearing::Down,
                (false, false, false) => Bearing::Up,
            })
        };
        [towards(self.corners.first(), from), towards(self.corners.last(), to)]
    }
}

/// A tie that wants a way, with the cells of its members.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) at: usize,
    pub(crate) tie: &'a DrawnTie,
    pub(crate) from: Rect,
    pub(crate) to: Rect,
}

/// The cells of each tie's way, in the order given; none for a tie that finds none.
///
/// Cost: O(cells · log cells) for each tie at worst, and there is a limit to how long each looks.
pub(crate) fn find(window: Rect, taken: impl Iterator<Item = Rect>, wanted: &[Wanted<'_>]) -> Vec<Option<Vec<(i32, i32)>>> {
    let mut board = Board::new(window);
    taken.for_each(|area| board.block(area));
    let mut search = Search::new(window);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| wanted.get(*at).map(|one| (distance(one.from, one.to), one.at)));
    let mut found = vec![None; wanted.len()];
    for at in order {
        let (Some(one), Some(place)) = (wanted.get(at), found.get_mut(at)) else { continue };
        let shortest = if one.tie.is_mutual { 2 } else { 1 };
        let cells = search.find(&board, (one.from, one.to), shortest);
        if let Some(cells) = &cells {
            board.lay(cells);
        }
        *place = cells;
    }
    found
}

/// The cells where a way begins, bends and ends.
pub(crate) fn corners(cells: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let is_corner = |at: usize| {
        let (Some(before), Some(here), Some(after)) = (at.checked_sub(1).and_then(|at| cells.get(at)), cells.get(at), cells.get(at + 1))
        else {
            return true;
        };
        (here.0 - before.0, here.1 - before.1) != (after.0 - here.0, after.1 - here.1)
    };
    cells.iter().enumerate().filter(|(at, _)| is_corner(*at)).map(|(_, cell)| *cell).collect()
}

/// The cells left out of a way of weak trust: three in a row or one in a column, of its longest straight piece.
pub(crate) fn gap(corners: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let pieces = corners.windows(2).filter_map(|pair| if let &[from, to] = pair { Some((from, to)) } else { None });
    let length = |((x, y), (to_x, to_y)): &((i32, i32), (i32, i32))| (to_x - x).abs() + 2 * (to_y - y).abs();
    let Some(((x, y), (to_x, to_y))) = pieces.max_by_key(length) else { return Vec::new() };
    let middle = (i32::midpoint(x, to_x), i32::midpoint(y, to_y));
    match ((to_x - x).abs(), (to_y - y).abs()) {
        (6.., _) => (-1..=1).map(|by| (middle.0 + by, middle.1)).collect(),
        (2..=5, _) | (_, 2..) => vec![middle],
        (_, _) => Vec::new(),
    }
}

/// How far two rectangles lie apart, a row counting as two columns.
fn distance(one: Rect, other: Rect) -> i32 {
    let across = (other.x - one.right()).max(one.x - other.right()).max(0);
    let down = (other.y - one.bottom()).max(one.y - other.bottom()).max(0);
    across + 2 * down
}
