//! The matrix, the map's other face: who gives in rows, who learns in columns, a cell for every pair with a tie.
//!
//! A row for every member with ties while they fit, or in a part of the whole; else a row for every group.

mod blocks;
mod frame;
mod members;
mod order;
mod said;
mod sight;
mod table;

pub(crate) use order::{Matrix, deepest};
pub use table::{Exchange, Head, Rule, Square, Table, Tile};

use self::{frame::Frame, sight::Sight};
use super::{
    chart::Chart,
    picture::{Picture, Rect},
    rings::Point,
    roster::Roster,
    scene::Look,
    view::Level,
};

/// Draws the matrix into the picture.
pub(crate) fn draw(chart: &Chart, look: Look<'_>, picture: &mut Picture) {
    let sight = Sight::new(chart, look);
    let frame = Frame::of(&sight, picture.map);
    sight.say(picture.map, picture);
    picture.level = frame.level;
    if sight.rows() == 0 {
        picture.table = Some(Table { is_whole: true, share: (1.0, 1.0), ..Table::default() });
    } else if frame.level == Level::Far {
        blocks::draw(&sight, picture);
    } else {
        members::draw(&sight, &frame, picture);
    }
    picture.counted = chart.roster.members.len() - picture.placements.len().min(chart.roster.members.len());
}

/// The step of the zoom at which the matrix is drawn.
pub(crate) fn level(chart: &Chart, look: Look<'_>, area: Rect) -> Level {
    if area.cells() == 0 { Level::default() } else { Frame::of(&Sight::new(chart, look), area).level }
}

/// Where a member stands on the diagonal, for a camera that follows it; none without ties.
pub(crate) fn place(matrix: &Matrix, member: usize) -> Option<Point> {
    let at = 2.0 * (matrix.row_of(member)? as f64 + 0.5) / matrix.order.len() as f64 - 1.0;
    Some(Point { x: at, y: at })
}

/// Up to so many members with ties a drawing has a row for each; beyond, letters would be too small on paper.
const MOST_ON_PAPER: usize = 240;
/// Upright names on paper are whole in so many rows.
const HEADS_ON_PAPER: usize = 8;

/// The columns and rows in which a drawing shows the whole matrix and no more.
pub(crate) fn size(matrix: &Matrix, roster: &Roster) -> (u16, u16) {
    let (members, groups) = (matrix.order.len(), matrix.groups.len());
    if members > MOST_ON_PAPER || members == 0 {
        return (200, 75);
    }
    let names = matrix.order.iter().filter_map(|member| roster.members.get(*member)).map(|member| super::text::width(&member.name));
    let names = usize::from(names.max().unwrap_or(0)).min(24) + 4;
    let heads = HEADS_ON_PAPER.max(members.to_string().len());
    // Names take a quarter at most; beside the matrix stand numbers and counts, above and below it the words around.
    let across = (names * 4).max(names + 12 + members * 2 + groups);
    let down = 6 + heads + members + groups;
    (u16::try_from(across).unwrap_or(u16::MAX), u16::try_from(down).unwrap_or(u16::MAX))
}
