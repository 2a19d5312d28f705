//! The frame of the matrix: how large a cell is, how many rows and columns the window has, and which.

use super::sight::Sight;
use crate::map::{
    picture::{Rect, cells},
    text::width,
    view::{Camera, Level, Names},
};

/// A name takes at most so many cells with its boundary and sign, and at most this share of the window.
const LONGEST_NAME: i32 = 28;
const NAMES_SHARE: i32 = 4;
/// What stands behind a row: how many it gives to.
const ENDS: i32 = 4;
/// From so many columns on it stands there.
const WITH_ENDS: i32 = 40;
/// From so many rows on, the matrix has a row for how many each column learns from.
const WITH_FEET: i32 = 12;
/// A matrix up to this much larger than its window is shown in part; beyond, groups tell more.
const OVERFLOW: i32 = 2;
/// From this zoom on the members of a matrix that is shown by groups have rows of their own.
const MEMBERS_FROM: f64 = 1.4;
/// Upright names are at most so long.
const TALLEST_HEAD: i32 = 14;
/// Upright names shorter than this say less than numbers.
const LEAST_HEAD: i32 = 6;

/// A line of the matrix: a row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Where a group begins.
    Group(usize),
    /// The row or column of a member.
    Member(usize),
}

/// What stands above the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    Numbers,
    Names,
}

/// Where the parts of the matrix stand.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) level: Level,
    /// The cells of the matrix alone.
    pub(super) grid: Rect,
    /// The cells for names, left of the numbers.
    pub(super) names: Rect,
    /// The cells for numbers, left of the grid.
    pub(super) digits: i32,
    /// The rows above the grid: numbers or upright names.
    pub(super) heads: i32,
    pub(super) heading: Heading,
    /// The width and height of a cell.
    pub(super) cell: (i32, i32),
    /// The lines in the window, each with its first cell.
    pub(super) rows: Vec<(Line, i32)>,
    pub(super) columns: Vec<(Line, i32)>,
    /// The middle of the window on the matrix, -1 to 1 across and down.
    pub(super) middle: (f64, f64),
    /// The rows below the grid, and the columns behind it, for counts.
    pub(super) feet: i32,
    pub(super) ends: i32,
}

impl Frame {
    pub(super) fn of(sight: &Sight<'_>, area: Rect) -> Self {
        let members = cells(sight.rows());
        let groups = headings(sight);
        let digits = cells(members.max(1).to_string().len());
        let longest = (0..sight.rows().min(400)).filter_map(|row| sight.drawn(row)).map(|drawn| i32::from(width(&drawn.name)) + 4).max();
        let wanted = match sight.view.names {
            Names::None => 1,
            Names::Fitting | Names::Numbered | Names::Important => longest.unwrap_or(1),
        };
        let names = wanted.min(LONGEST_NAME).min((area.width / NAMES_SHARE).max(1));
        let ends = if area.width >= WITH_ENDS { ENDS } else { 0 };
        let feet = i32::from(area.height >= WITH_FEET);
        let left = names + 1 + digits + 1;
        let across = (area.width - left - ends).max(0);
        let down = (area.height - 1 - feet - i32::from(groups > 0)).max(0);
        let rows_fit = (down - digits).max(0);
        let needed = members + groups;
        let is_whole = needed <= rows_fit && members + (groups - 1).max(0) <= across;
        let zoom = sight.view.camera.zoom;
        let overflows = needed > rows_fit.saturating_mul(OVERFLOW) || members > across.saturating_mul(OVERFLOW);
        let is_far = !is_whole && overflows && zoom < MEMBERS_FROM;
        let zoom = if overflows && !is_whole { zoom / Camera::STEP } else { zoom };
        let high = match zoom {
            zoom if zoom >= 3.0 => 3,
            zoom if zoom >= Camera::STEP * 0.99 => 2,
            _ => 1,
        };
        let wide = if high > 1 { high * 2 } else { 1 + i32::from(members * 2 + groups <= across || !is_whole) };
        // What is left above becomes upright names.
        let spare = rows_fit + digits - needed * high;
        let heading = if spare >= LEAST_HEAD && wide > 1 { Heading::Names } else { Heading::Numbers };
        let heads = match heading {
            Heading::Names => spare.min(TALLEST_HEAD),
            Heading::Numbers => digits,
        };
        let top = area.y + 1 + i32::from(groups > 0) + heads;
        let grid = Rect::new(area.x + left, top, across, (down - heads).max(0));
        let mut frame = Self {
            level: if is_far {
                Level::Far
            } else if high > 1 {
                Level::Near
            } else {
                Level::Middle
            },
            grid,
            names: Rect::new(area.x, top, names, grid.height),
            digits,
            heads,
            heading,
            cell: (wide, high),
            rows: Vec::new(),
            columns: Vec::new(),
            middle: (0.0, 0.0),
            feet,
            ends,
        };
        if !is_far {
            frame.look(sight);
        }
        frame
    }

    /// Finds the lines in the window: around the middle of the camera, or from the beginning as far as the selected pair.
    fn look(&mut self, sight: &Sight<'_>) {
        let lines = lines(sight);
        let camera = sight.view.camera;
        let moves = camera.zoom > 1.0;
        let (wide, high) = self.cell;
        let down: Vec<i32> = lines.iter().map(|line| if matches!(line, Line::Group(_)) { 1 } else { high }).collect();
        let middle = moves.then_some(camera.middle.y);
        (self.rows, self.middle.1) = window(&lines, &down, (self.grid.y, self.grid.height), sight.row, middle);
        // The first group needs no line on its left.
        let lines: Vec<Line> =
            lines.into_iter().enumerate().filter(|(at, line)| *at > 0 || matches!(line, Line::Member(_))).map(|(_, line)| line).collect();
        let across: Vec<i32> = lines.iter().map(|line| if matches!(line, Line::Group(_)) { 1 } else { wide }).collect();
        let middle = moves.then_some(camera.middle.x);
        (self.columns, self.middle.0) = window(&lines, &across, (self.grid.x, self.grid.width), sight.column, middle);
    }

    /// The members in rows of the window.
    pub(super) fn members(lines: &[(Line, i32)]) -> impl DoubleEndedIterator<Item = (usize, i32)> {
        lines.iter().filter_map(|(line, at)| match line {
            Line::Group(_) => None,
            Line::Member(member) => Some((*member, *at)),
        })
    }

    /// The first cell to the right of the last column.
    pub(super) fn right(&self) -> i32 {
        let size = |line: Line| if matches!(line, Line::Group(_)) { 1 } else { self.cell.0 };
        self.columns.last().map_or(self.grid.x, |(line, at)| at + size(*line))
    }

    /// The first row below the last one.
    pub(super) fn bottom(&self) -> i32 {
        let size = |line: Line| if matches!(line, Line::Group(_)) { 1 } else { self.cell.1 };
        self.rows.last().map_or(self.grid.y, |(line, at)| at + size(*line))
    }
}

/// How many headings there are: none if there is only one group.
fn headings(sight: &Sight<'_>) -> i32 {
    let groups = sight.matrix.groups.len() + usize::from(sight.rows() > sight.matrix.order.len());
    if groups > 1 { cells(groups) } else { 0 }
}

/// Every line, the groups with a heading each.
fn lines(sight: &Sight<'_>) -> Vec<Line> {
    let has_headings = headings(sight) > 0;
    let mut lines = Vec::with_capacity(sight.rows() + sight.matrix.groups.len() + 1);
    let tied = sight.matrix.order.len();
    let guest = (sight.rows() > tied).then_some((tied, tied + 1));
    let groups = sight.matrix.groups.iter().map(|group| (group.from, group.to)).chain(guest);
    for (at, (from, to)) in groups.enumerate() {
        if has_headings {
            lines.push(Line::Group(at));
        }
        lines.extend((from..to).map(Line::Member));
    }
    lines
}

/// The lines that fit into so many cells: around a middle (-1 to 1), else from the beginning, or as far as the wanted member.
/// Says in the end what stands in the middle.
fn window(lines: &[Line], sizes: &[i32], (from, room): (i32, i32), wanted: Option<usize>, middle: Option<f64>) -> Shown {
    let total: i32 = sizes.iter().fold(0, |sum, size| sum.saturating_add(*size));
    let ends: Vec<i32> = sizes
        .iter()
        .scan(0_i32, |sum, size| {
            *sum = sum.saturating_add(*size);
            Some(*sum)
        })
        .collect();
    let wanted = wanted.and_then(|member| lines.iter().position(|line| *line == Line::Member(member))).and_then(|at| ends.get(at)).copied();
    let most = (total - room).max(0);
    let offset = match middle {
        Some(middle) => (f64::midpoint(middle, 1.0) * f64::from(total)) as i32 - room / 2,
        // A few lines beyond the wanted one are shown, so that the next step stands still.
        None => wanted.map_or(0, |end| end - room + (room / 8).max(1)),
    };
    let offset = offset.clamp(0, most);
    let mut shown = Vec::new();
    for ((line, size), end) in lines.iter().zip(sizes).zip(&ends) {
        let start = end - size - offset;
        if start >= 0 && start + size <= room {
            shown.push((*line, from + start));
        }
    }
    // A line that is cut off at the beginning leaves no gap there.
    let gap = shown.first().map_or(0, |(_, at)| at - from);
    for (_, at) in &mut shown {
        *at -= gap;
    }
    let seen = room.min(total);
    (shown, f64::from(2 * offset + seen) / f64::from(total.max(1)) - 1.0)
}

/// The lines in a window, each with its first cell, and what stands in the middle.
type Shown = (Vec<(Line, i32)>, f64);
