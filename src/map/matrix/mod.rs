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
    picture::Picture,
    rings::Point,
    view::{Level, View},
};

/// Draws the matrix into the picture.
pub(crate) fn draw(chart: &Chart, view: &View, picture: &mut Picture) {
    let sight = Sight::new(chart, view);
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

/// Where a member stands on the diagonal, for a camera that follows it; none without ties.
pub(crate) fn place(matrix: &Matrix, member: usize) -> Option<Point> {
    let at = 2.0 * (matrix.row_of(member)? as f64 + 0.5) / matrix.order.len() as f64 - 1.0;
    Some(Point { x: at, y: at })
}
