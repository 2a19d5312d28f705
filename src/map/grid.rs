//! The cells that are taken.

use super::picture::Rect;

/// Whether somebody has a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Free,
    Taken,
}

/// Which cells of the map are taken.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    window: Rect,
    cells: Vec<Cell>,
}

impl Grid {
    pub(crate) fn new(window: Rect) -> Self {
        Self { window, cells: vec![Cell::Free; window.cells()] }
    }

    /// Whether the rectangle is inside the window and nobody has any of its cells.
    pub(crate) fn is_free(&self, area: Rect) -> bool {
        let window = self.window;
        let is_inside = area.x >= window.x && area.y >= window.y && area.right() <= window.right() && area.bottom() <= window.bottom();
        is_inside && self.rows(area).all(|row| !row.contains(&Cell::Taken))
    }

    /// The same with a free cell to the left and to the right, where the window has one.
    pub(crate) fn is_free_with_margin(&self, area: Rect) -> bool {
        let left = (area.x - 1).max(self.window.x);
        let right = (area.right() + 1).min(self.window.right());
        self.is_free(area) && self.is_free(Rect::new(left, area.y, right - left, area.height))
    }

    /// The same with a free row above and below as well.
    pub(crate) fn is_free_around(&self, area: Rect) -> bool {
        let top = (area.y - 1).max(self.window.y);
        let bottom = (area.bottom() + 1).min(self.window.bottom());
        self.is_free_with_margin(area) && self.is_free_with_margin(Rect { y: top, height: bottom - top, ..area })
    }

    pub(crate) fn take(&mut self, area: Rect) {
        self.mark(area, Cell::Taken);
    }

    pub(crate) fn release(&mut self, area: Rect) {
        self.mark(area, Cell::Free);
    }

    /// The rectangle moved into the window; one that is too large begins at its corner.
    pub(crate) fn clamp(&self, area: Rect) -> Rect {
        let x = area.x.min(self.window.right() - area.width).max(self.window.x);
        let y = area.y.min(self.window.bottom() - area.height).max(self.window.y);
        Rect { x, y, ..area }
    }

    fn span(&self, area: Rect, row: i32) -> Option<std::ops::Range<usize>> {
        let from = area.x.max(self.window.x);
        let to = area.right().min(self.window.right());
        let is_inside = (self.window.y..self.window.bottom()).contains(&row) && from < to;
        let start = (row - self.window.y) * self.window.width - self.window.x;
        if is_inside { Some(usize::try_from(start + from).ok()?..usize::try_from(start + to).ok()?) } else { None }
    }

    fn rows(&self, area: Rect) -> impl Iterator<Item = &[Cell]> {
        (area.y..area.bottom()).filter_map(move |row| self.cells.get(self.span(area, row)?))
    }

    fn mark(&mut self, area: Rect, cell: Cell) {
        for row in area.y..area.bottom() {
            if let Some(cells) = self.span(area, row).and_then(|span| self.cells.get_mut(span)) {
                cells.fill(cell);
            }
        }
    }
}
