//! Lines as dots, eight to a cell, each cell with one level and one colour.
//!
//! A stroke of a higher level clears a cell first (knock-out), so that strong ties stay crisp where they cross weak ones.

use ratatui::buffer::Buffer;

use super::Pen;
use crate::map::{Ink, Rect, Stroke};

#[derive(Clone, Copy)]
struct Cell {
    dots: u8,
    level: u8,
    ink: Ink,
    strength: f32,
}

/// Dots of lines in a window of cells.
pub(super) struct Raster {
    window: Rect,
    cells: Vec<Cell>,
}

/// Where a dot of a line is and how it looks.
#[derive(Clone, Copy)]
struct Dot {
    x: i32,
    y: i32,
    level: u8,
    ink: Ink,
    strength: f32,
}

impl Raster {
    pub(super) fn new(window: Rect) -> Self {
        let blank = Cell { dots: 0, level: 0, ink: Ink::Guide, strength: 1.0 };
        Self { window, cells: vec![blank; window.cells()] }
    }

    /// Adds a stroke. Cost: O(its dots in the window).
    pub(super) fn draw(&mut self, stroke: &Stroke) {
        let length: f32 = stroke.points.windows(2).map(segment_length).sum();
        if !length.is_finite() || length <= 0.0 {
            return;
        }
        let mut walked = 0.0;
        for pair in stroke.points.windows(2) {
            let &[from, to] = pair else { continue };
            self.segment(stroke, (from, to), (walked, length));
            walked += segment_length(pair);
        }
    }

    /// One straight piece, clipped to the window (Liang and Barsky 1984); its pattern counts along the whole stroke.
    fn segment(&mut self, stroke: &Stroke, (from, to): ((f32, f32), (f32, f32)), (walked, length): (f32, f32)) {
        let Some((first, last)) = self.clip(from, to) else { return };
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let steps = across.abs().max(down.abs());
        let own = across.hypot(down);
        if steps <= 0.0 {
            return;
        }
        let (start, end) = ((first * steps).floor() as i64, (last * steps).ceil() as i64);
        for step in start..end.max(start + 1) {
            let share = (step as f32 / steps).clamp(0.0, 1.0);
            let along = (walked + own * share) / length;
            // The pattern counts in steps of a dot, whatever the slope.
            let at = (walked / own.max(0.001) * steps + step as f32) as u32;
            if at % (stroke.on + stroke.off).max(1) >= stroke.on.max(1) {
                continue;
            }
            if !stroke.drawn.iter().any(|(low, high)| (*low..=*high).contains(&along)) {
                continue;
            }
            let [ink_from, ink_to] = stroke.inks;
            let [weak, strong] = stroke.strength;
            let dot = Dot {
                x: (from.0 + across * share).floor() as i32,
                y: (from.1 + down * share).floor() as i32,
                level: stroke.level,
                ink: if along < 0.5 { ink_from } else { ink_to },
                strength: weak + (strong - weak) * along,
            };
            self.dot(dot);
            if stroke.width > 1 {
                let is_flat = across.abs() > down.abs();
                self.dot(if is_flat { Dot { y: dot.y + 1, ..dot } } else { Dot { x: dot.x + 1, ..dot } });
            }
        }
    }

    /// The shares of a segment between which it is in the window.
    fn clip(&self, from: (f32, f32), to: (f32, f32)) -> Option<(f32, f32)> {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let (left, right) = (self.window.x as f32 * 2.0, self.window.right() as f32 * 2.0 - 1.0);
        let (top, bottom) = (self.window.y as f32 * 4.0, self.window.bottom() as f32 * 4.0 - 1.0);
        let edges = [(-across, from.0 - left), (across, right - from.0), (-down, from.1 - top), (down, bottom - from.1)];
        let (mut first, mut last) = (0.0_f32, 1.0_f32);
        for (run, room) in edges {
            if run == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if run < 0.0 {
                first = first.max(room / run);
            } else {
                last = last.min(room / run);
            }
        }
        (first <= last && first.is_finite() && last.is_finite()).then_some((first, last))
    }

    fn dot(&mut self, dot: Dot) {
        let (column, row) = (dot.x.div_euclid(2) - self.window.x, dot.y.div_euclid(4) - self.window.y);
        if column < 0 || row < 0 || column >= self.window.width {
            return;
        }
        let Some(cell) = usize::try_from(row * self.window.width + column).ok().and_then(|at| self.cells.get_mut(at)) else { return };
        if dot.level < cell.level {
            return;
        }
        if dot.level > cell.level {
            cell.dots = 0;
            cell.strength = 0.0;
        }
        cell.level = dot.level;
        cell.dots |= 1 << (2 * dot.y.rem_euclid(4) + dot.x.rem_euclid(2));
        if dot.strength >= cell.strength {
            cell.ink = dot.ink;
            cell.strength = dot.strength;
        }
    }

    /// Writes the cells that have dots.
    pub(super) fn blit(&self, pen: Pen<'_>, buf: &mut Buffer) {
        let columns = self.window.x..self.window.right();
        let places = (self.window.y..self.window.bottom()).flat_map(|y| columns.clone().map(move |x| (x, y)));
        for (place, cell) in places.zip(&self.cells).filter(|(_, cell)| cell.dots != 0) {
            let strength = (cell.strength * 32.0).round() / 32.0;
            pen.put(place, pen.characters.dots(cell.dots), pen.shade(cell.ink, strength), buf);
        }
    }
}

fn segment_length(pair: &[(f32, f32)]) -> f32 {
    match pair {
        [from, to] => (to.0 - from.0).hypot(to.1 - from.1),
        _ => 0.0,
    }
}
