//! The cheapest way between two members (A*, Hart, Nilsson and Raphael 1968).

use std::{cmp::Reverse, collections::BinaryHeap};

use super::board::{Board, Cell, Step};
use crate::map::picture::Rect;

/// A step along a row; along a column it is twice as long.
const COLUMN: u32 = 1;
const ROW: u32 = 2;
const BEND: u32 = 6;
const CROSSING: u32 = 5;
/// Right beside a member, a label or another way.
const NARROW: u32 = 1;
/// Who has not found its way after so many steps goes another way than over the board.
const PATIENCE: usize = 4_500;
/// The steps all ways of a picture may look at, so that no frame waits for them: about 1 ms.
const IN_ALL: usize = 15_000;

/// Being in a cell after a step.
type At = ((i32, i32), Step);

/// The search, with its memory kept from one way to the next.
#[derive(Debug)]
pub(super) struct Search {
    window: Rect,
    /// What is known of being in a cell after a step.
    known: Vec<Known>,
    /// The number of the way that is looked for; what is known of others does not count.
    way: u32,
    /// How many steps may still be looked at.
    left: usize,
}

/// The cheapest cost of being in a cell after a step, and the step before that.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    way: u32,
    cost: u32,
    before: Option<Step>,
}

impl Search {
    pub(super) fn new(window: Rect) -> Self {
        Self { window, known: vec![Known::default(); window.cells() * Step::ALL.len()], way: 0, left: IN_ALL }
    }

    /// The cells of the cheapest way that has at least so many, from beside the first to beside the second.
    pub(super) fn find(&mut self, board: &Board, (from, to): (Rect, Rect), shortest: usize) -> Option<Vec<(i32, i32)>> {
        let free = |at: &At| board.at(at.0) == Cell::Free;
        if !gates(to).iter().any(|(at, _)| free(at)) {
            return None;
        }
        self.way += 1;
        let mut open = BinaryHeap::new();
        for (at, aside) in gates(from).into_iter().filter(|(at, _)| free(at)) {
            self.reach(at, (length(at.1) + aside, None), to, &mut open);
        }
        for _ in 0..PATIENCE.min(self.left) {
            self.left -= 1;
            let Reverse(waiting) = open.pop()?;
            let (cost, at) = (waiting.cost(), waiting.at());
            if waiting.is_end() {
                return Some(self.way(at));
            }
            if self.cost(at) != Some(cost) {
                continue;
            }
            // Most cells are nowhere near the end.
            if is_beside(to, at.0) && free(&at) && (shortest < 2 || !is_beside(from, at.0)) {
                // A head may look aside at the end, or ways would have to turn in front of it.
                let turn = if is_gate(to, at) { Some(0) } else { is_beside_gate(to, at.0).then_some(BEND) };
                open.extend(turn.map(|turn| Reverse(Waiting::end(cost + turn, cost, at))));
            }
            for step in Step::ALL.into_iter().filter(|step| *step != at.1.back()) {
                if let Some(more) = price(board, at, step) {
                    self.reach((step.from(at.0), step), (cost + more, Some(at.1)), to, &mut open);
                }
            }
        }
        None
    }

    fn index(&self, ((x, y), step): At) -> Option<usize> {
        let cell = (y - self.window.y) * self.window.width + x - self.window.x;
        Some(usize::try_from(cell).ok()? * Step::ALL.len() + step as usize)
    }

    fn known(&self, at: At) -> Option<Known> {
        self.known.get(self.index(at)?).copied().filter(|known| known.way == self.way)
    }

    fn cost(&self, at: At) -> Option<u32> {
        self.known(at).map(|known| known.cost)
    }

    /// Notes a way to a cell if it is the cheapest so far.
    fn reach(&mut self, at: At, (cost, before): (u32, Option<Step>), to: Rect, open: &mut BinaryHeap<Reverse<Waiting>>) {
        let Some(known) = self.index(at).and_then(|index| self.known.get_mut(index)) else { return };
        if known.way == self.way && known.cost <= cost {
            return;
        }
        *known = Known { way: self.way, cost, before };
        open.push(Reverse(Waiting::on(cost, left(to, at), at)));
    }

    /// Back from the end to the beginning, turned round.
    fn way(&self, end: At) -> Vec<(i32, i32)> {
        let mut cells = vec![end.0];
        let mut at = end;
        while let Some(before) = self.known(at).and_then(|known| known.before) {
            at = (at.1.back().from(at.0), before);
            cells.push(at.0);
        }
        cells.reverse();
        cells
    }
}

/// A place to go on from, as one number that is compared at once: the whole cost expected, how much of it is left, what it has
/// cost, its row, column and step, and whether the way ends there. So equal costs are taken in the same order every time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting(u128);

impl Waiting {
    /// Where the way goes on. What is left counts half more: a way may be a little longer than the cheapest, and is
    /// found in far fewer steps.
    fn on(cost: u32, left: u32, at: At) -> Self {
        Self::new((cost + left + left / 2, left, cost), at, 1)
    }

    /// Where the way ends.
    fn end(whole: u32, cost: u32, at: At) -> Self {
        Self::new((whole, 0, cost), at, 0)
    }

    fn new((whole, left, cost): (u32, u32, u32), ((x, y), step): At, goes_on: u128) -> Self {
        let costs = u128::from(whole) << 83 | u128::from(left) << 59 | u128::from(cost) << 35;
        // Ways stay in the window, so no place is negative.
        let place = u128::from(y.unsigned_abs()) << 19 | u128::from(x.unsigned_abs()) << 3 | (step as u128) << 1;
        Self(costs | place | goes_on)
    }

    fn cost(self) -> u32 {
        (self.0 >> 35) as u32 & 0xFF_FFFF
    }

    fn at(self) -> At {
        let cell = |shift: u32| i32::from((self.0 >> shift) as u16);
        let step = Step::ALL.get((self.0 >> 1) as usize & 3).copied().unwrap_or(Step::Left);
        ((cell(3), cell(19)), step)
    }

    fn is_end(self) -> bool {
        self.0 & 1 == 0
    }
}

fn length(step: Step) -> u32 {
    if step.is_across() { COLUMN } else { ROW }
}

/// What a step costs from a cell; none if it cannot be taken.
fn price(board: &Board, (cell, came): At, step: Step) -> Option<u32> {
    let is_bend = step.is_across() != came.is_across();
    // Another way is crossed straight on.
    if is_bend && board.at(cell) != Cell::Free {
        return None;
    }
    let next = step.from(cell);
    let crossing = match (board.at(next), step.is_across()) {
        (Cell::Free, _) => 0,
        (Cell::Across, false) | (Cell::Down, true) => CROSSING,
        (Cell::Closed, _) | (Cell::Across, true) | (Cell::Down, false) => return None,
    };
    let narrow = if board.is_narrow(next) { NARROW } else { 0 };
    Some(length(step) + crossing + narrow + if is_bend { BEND } else { 0 })
}

/// The least that is left to pay from a cell to a member: the steps, and a bend if the way leads past it.
fn left(to: Rect, ((x, y), step): At) -> u32 {
    let across = (to.x - 1 - x).max(x - to.right()).max(0).unsigned_abs();
    let down = (to.y - 1 - y).max(y - to.bottom()).max(0).unsigned_abs();
    let has_bend = if step.is_across() { down > 0 } else { across > 0 };
    across * COLUMN + down * ROW + if has_bend { BEND } else { 0 }
}

/// The cells beside a member where a way may begin, with how far each is from the middle of its side.
fn gates(area: Rect) -> Vec<(At, u32)> {
    let middle = (area.x + (area.width - 1) / 2, area.y + (area.height - 1) / 2);
    let off = |from: i32, to: i32| (from - to).unsigned_abs() / 3;
    let columns = side(area.x, area.width).flat_map(|x| {
        let aside = off(x, middle.0);
        [(((x, area.y - 1), Step::Up), aside), (((x, area.bottom()), Step::Down), aside)]
    });
    let rows = side(area.y, area.height).flat_map(|y| {
        let aside = off(y, middle.1);
        [(((area.x - 1, y), Step::Left), aside), (((area.right(), y), Step::Right), aside)]
    });
    rows.chain(columns).collect()
}

/// The cells of a side; a way at a corner would seem to run past.
fn side(from: i32, length: i32) -> std::ops::Range<i32> {
    let corner = i32::from(length > 2);
    from + corner..from + length - corner
}

/// Whether going on leads into a member, not at its corner.
fn is_gate(area: Rect, (cell, step): At) -> bool {
    let (x, y) = step.from(cell);
    let is_on_side = if step.is_across() { side(area.y, area.height).contains(&y) } else { side(area.x, area.width).contains(&x) };
    area.contains(x, y) && is_on_side
}

/// The same whatever way one came.
fn is_beside_gate(area: Rect, cell: (i32, i32)) -> bool {
    Step::ALL.into_iter().any(|step| is_gate(area, (cell, step)))
}

fn is_beside(area: Rect, (x, y): (i32, i32)) -> bool {
    let rows = (area.y..area.bottom()).contains(&y) && (area.x - 1..=area.right()).contains(&x);
    let columns = (area.x..area.right()).contains(&x) && (area.y - 1..=area.bottom()).contains(&y);
    rows || columns
}
