//! The cells that ways are laid over: which are taken, and in which direction ways run through the others.

use crate::map::picture::Rect;

/// What is in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell {
    #[default]
    Free,
    /// A member, a label, or where a way ends, bends or is crossed already.
    Closed,
    /// A way runs through it along its row.
    Across,
    /// A way runs through it along its column.
    Down,
}

/// A step from a cell to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Left,
    Right,
    Up,
    Down,
}

impl Step {
    pub(super) const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Up, Self::Down];

    pub(super) fn is_across(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    pub(super) fn back(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }

    pub(super) fn from(self, (x, y): (i32, i32)) -> (i32, i32) {
        match self {
            Self::Left => (x - 1, y),
            Self::Right => (x + 1, y),
            Self::Up => (x, y - 1),
            Self::Down => (x, y + 1),
        }
    }
}

/// The cells of a window.
#[derive(Debug)]
pub(super) struct Board {
    window: Rect,
    cells: Vec<Cell>,
    /// How many of the four cells beside each are not free.
    beside: Vec<u8>,
}

impl Board {
    pub(super) fn new(window: Rect) -> Self {
        Self { window, cells: vec![Cell::Free; window.cells()], beside: vec![0; window.cells()] }
    }

    fn place(&self, (x, y): (i32, i32)) -> Option<usize> {
        let is_inside = self.window.contains(x, y);
        if is_inside { usize::try_from((y - self.window.y) * self.window.width + x - self.window.x).ok() } else { None }
    }

    /// What is in a cell; beyond the window everything is closed.
    pub(super) fn at(&self, cell: (i32, i32)) -> Cell {
        self.place(cell).and_then(|place| self.cells.get(place)).copied().unwrap_or(Cell::Closed)
    }

    /// Whether something lies right beside a cell.
    pub(super) fn is_narrow(&self, cell: (i32, i32)) -> bool {
        self.place(cell).and_then(|place| self.beside.get(place)).is_some_and(|beside| *beside > 0)
    }

    fn set(&mut self, cell: (i32, i32), what: Cell) {
        let Some(place) = self.place(cell) else { return };
        let Some(known) = self.cells.get_mut(place) else { return };
        let was_free = *known == Cell::Free;
        *known = what;
        for step in Step::ALL.into_iter().filter(|_| was_free) {
            let Some(place) = self.place(step.from(cell)) else { continue };
            if let Some(beside) = self.beside.get_mut(place) {
                *beside += 1;
            }
        }
    }

    /// Closes the cells of a member or a label.
    pub(super) fn block(&mut self, area: Rect) {
        for (x, y) in (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y))) {
            self.set((x, y), Cell::Closed);
        }
    }

    /// Lays a way: its ends and bends are closed to others, and a cell can be crossed once.
    pub(super) fn lay(&mut self, cells: &[(i32, i32)]) {
        for (at, cell) in cells.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| cells.get(at));
            let what = match (before, cells.get(at + 1), self.at(*cell)) {
                (Some(before), Some(after), Cell::Free) if before.1 == after.1 => Cell::Across,
                (Some(before), Some(after), Cell::Free) if before.0 == after.0 => Cell::Down,
                (_, _, Cell::Free | Cell::Closed | Cell::Across | Cell::Down) => Cell::Closed,
            };
            self.set(*cell, what);
        }
    }
}
