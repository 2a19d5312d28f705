//! The ego board in little room: two lists under the member's name.

use ecow::eco_format;

use super::{heading, ink, put, tied};
use crate::map::{
    chart::Chart,
    column::numbered_text,
    names::placement_of,
    neighbours::{Neighbour, Side},
    picture::Ink,
    picture::{Label, Mark, Picture, Piece, Placement, Rect, Shape, cells},
    scene::Look,
    text::{cut, width},
    walk::Sides,
};

/// The board in little room: the member's name, and under it the two sides as lists.
pub(super) fn draw(chart: &Chart, look: Look<'_>, (centre, sides): (usize, [Vec<Neighbour>; 2]), picture: &mut Picture) {
    let area = picture.map;
    let mut found = Sides { centre, neighbours: tied(&sides), ..Sides::default() };
    let half = area.width / 2;
    pill(chart, look, (centre, None), Rect { height: 1, ..area }, picture);
    let rows = (area.height - 3).max(0);
    for (side, neighbours) in [Side::Learns, Side::Shares].into_iter().zip(sides) {
        let x = if side == Side::Learns { area.x } else { area.x + half };
        let words = cut(&heading(side, neighbours.len()), u16::try_from(half - 2).unwrap_or(0));
        if area.height > 1 && !words.is_empty() {
            picture.labels.push(Label { x: x + 1, y: area.y + 1, pieces: vec![Piece::Bold(words, ink(side))], strength: 1.0 });
        }
        let fits = cells(neighbours.len()) <= rows;
        let shown = if fits { neighbours.len() } else { usize::try_from(rows - 1).unwrap_or(0) };
        let mut drawn = Vec::new();
        for (neighbour, y) in neighbours.iter().take(shown).zip(area.y + 2..) {
            let mark = Mark { gives: side == Side::Learns, phase: neighbour.phase };
            let room = Rect::new(x, y, half - 3, 1);
            if pill(chart, look, (neighbour.member, Some(mark)), room, picture) == Drawn::Yes {
                drawn.push((neighbour.member, y));
            }
        }
        let more = cut(&eco_format!("… and {} more", neighbours.len() - shown), u16::try_from(half - 2).unwrap_or(0));
        if !fits && rows > 0 && !more.is_empty() {
            let y = area.y + 2 + cells(shown);
            picture.labels.push(Label { x: x + 1, y, pieces: vec![Piece::Text(more, Ink::Dim)], strength: 1.0 });
        }
        match side {
            Side::Learns => found.learns = drawn,
            Side::Shares => found.shares = drawn,
        }
    }
    picture.sides = Some(found);
}

/// Whether a name found room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawn {
    Yes,
    No,
}

fn pill(chart: &Chart, look: Look<'_>, whom: (usize, Option<Mark>), room: Rect, picture: &mut Picture) -> Drawn {
    let (member, mark) = whom;
    let Some(drawn) = chart.roster.members.get(member) else { return Drawn::No };
    let beside = i32::from(drawn.beside_name());
    let number = look.number(member);
    let text = numbered_text(drawn, number, room.width - beside);
    if text.is_empty() {
        return Drawn::No;
    }
    let area = Rect { width: i32::from(width(&text)) + beside, height: 1, ..room };
    let emphasis = look.emphasis(chart, member);
    put(Placement { mark, number, ..placement_of(drawn, member, (Shape::Pill, area, text), emphasis) }, picture);
    Drawn::Yes
}
