//! The ego board: one member in its stage's own frame, whom it learns from on the left, whom it shares with on the right.

mod lists;

use ecow::{EcoString, eco_format};

use super::{
    chart::Chart,
    column::numbered_text,
    names::placement_of,
    neighbours::{Neighbour, Side, neighbours},
    picture::{Bearing, Ink, Joint, Label, Picture, Piece, Placement, Rect, Shape, cells},
    scene::Look,
    spotlight::Aside,
    text::{cut, width},
    view::View,
    walk::Sides,
};

/// From this width on a row tells phase and trust in full; below, the line tells the phase and a digit the trust.
const WIDE: i32 = 100;
/// Below this width or height the two sides are plain lists under the member's name.
const LEAST: (i32, i32) = (64, 11);
/// The cells between the rail and the card, and the rows of the card.
const STUB: i32 = 4;
const CARD_ROWS: i32 = 9;
/// A name longer than this makes the board wider than the eye takes in.
const LONGEST_NAME: i32 = 40;

/// Where the parts of the board stand.
struct Board<'a> {
    chart: &'a Chart,
    look: Look<'a>,
    area: Rect,
    card: Rect,
    is_wide: bool,
    /// The cells for a name with its boundary.
    names: i32,
    /// The dashes of a row before its digits.
    lead: i32,
    /// The cells of a row from the name to the rail.
    reach: i32,
}

/// One side as it is drawn.
struct Flank {
    side: Side,
    neighbours: Vec<Neighbour>,
    /// The first row, how far rows stand apart, and how many neighbours are shown.
    top: i32,
    step: i32,
    shown: usize,
}

/// Draws the board of the member that the view puts in the middle.
pub(crate) fn draw(chart: &Chart, look: Look<'_>, picture: &mut Picture) {
    let view = look.view;
    let area = picture.map;
    let Some(centre) = chart.centre(view) else {
        return say(picture, area, "No member is in the map yet.");
    };
    let sides = [Side::Learns, Side::Shares].map(|side| neighbours(&chart.roster, centre, side));
    if area.width < LEAST.0 || area.height < LEAST.1 {
        lists::draw(chart, look, (centre, sides), picture);
    } else {
        let board = Board::new(chart, look, area, (centre, &sides));
        board.draw(centre, sides, picture);
    }
    let Some(sides) = picture.sides.as_mut() else { return };
    sides.at = view.side;
    let others = chart.roster.members.len() - picture.placements.len().min(chart.roster.members.len());
    picture.counted = others;
    note(chart, view, centre, picture);
}

/// What the board leaves unsaid, in its last row.
fn note(chart: &Chart, view: &View, centre: usize, picture: &mut Picture) {
    let Some(sides) = &picture.sides else { return };
    let tied = sides.neighbours;
    let others = chart.roster.members.len().saturating_sub(tied + 1);
    let is_chosen = view.centre.is_some() || view.selected.is_some();
    let name = chart.roster.members.get(centre).map_or("", |member| member.name.as_str());
    let elsewhere = match others {
        0 => "Every other member has a tie to it.".into(),
        1 => "1 other member has no tie to it.".into(),
        others => eco_format!("{others} other members have no tie to it."),
    };
    let texts = match (is_chosen, tied) {
        (false, 0) => [
            eco_format!("No tie is known in this map. Nobody is selected, so this is {name}."),
            eco_format!("No tie is known in this map."),
        ],
        (true, 0) => [
            eco_format!("No tie of {name} is known: nobody it learns from, nobody it shares with."),
            eco_format!("No tie of {name} is known."),
        ],
        (false, _) => [
            eco_format!("Nobody is selected, so this is {name}, the member with the most ties. {elsewhere}"),
            eco_format!("Nobody is selected; most ties: {name}."),
        ],
        (true, _) => [elsewhere.clone(), elsewhere],
    };
    let [long, short] = &texts;
    let fits = i32::from(width(long)) + 2 <= picture.map.width;
    say(picture, picture.map, if fits { long } else { short });
}

/// A sentence in the middle of the last row.
fn say(picture: &mut Picture, area: Rect, text: &str) {
    let text = cut(text, u16::try_from(area.width - 2).unwrap_or(0));
    if text.is_empty() || area.height < 4 {
        return;
    }
    let x = area.x + (area.width - i32::from(width(&text))) / 2;
    picture.labels.push(Label { x, y: area.bottom() - 1, pieces: vec![Piece::Text(text, Ink::Dim)], strength: 1.0 });
}

/// How many members have a tie on either side.
fn tied(sides: &[Vec<Neighbour>; 2]) -> usize {
    let mut members: Vec<usize> = sides.iter().flatten().map(|one| one.member).collect();
    members.sort_unstable();
    members.dedup();
    members.len()
}

fn heading(side: Side, count: usize) -> EcoString {
    let words = match side {
        Side::Learns => "learns from",
        Side::Shares => "shares with",
    };
    if count == 0 { eco_format!("{words} nobody") } else { eco_format!("{words} {count}") }
}

fn ink(side: Side) -> Ink {
    match side {
        Side::Learns => Ink::LearnsFrom,
        Side::Shares => Ink::SharesWith,
    }
}

impl<'a> Board<'a> {
    fn new(chart: &'a Chart, look: Look<'a>, area: Rect, of: (usize, &[Vec<Neighbour>; 2])) -> Self {
        let (centre, sides) = of;
        let is_wide = area.width >= WIDE;
        let name = |member: usize| chart.roster.members.get(member).map_or(0, |drawn| i32::from(width(&drawn.name)));
        let card_width = if is_wide { (name(centre) + 6).clamp(28, 36) } else { 22 };
        // Dashes, phase, trust and dashes, each a blank apart; or dashes, trust, dashes.
        let reach = if is_wide { 13 } else { 7 };
        let room = (area.width - card_width) / 2 - STUB - 1 - reach - 2;
        let longest = sides.iter().flatten().map(|one| name(one.member) + 4).max().unwrap_or(0);
        let names = room.min(longest.clamp(12, LONGEST_NAME));
        // What the names leave over makes the lines longer, up to where the eye loses them.
        let spare = (room - names).clamp(0, if is_wide { 8 } else { 2 });
        let half = names + 1 + reach + spare + 1 + STUB;
        let left = area.x + (area.width - card_width) / 2 - half;
        let rows = area.height - 3;
        let card = Rect::new(left + half, area.y + 2 + (rows - CARD_ROWS.min(rows)) / 2, card_width, CARD_ROWS.min(rows));
        Self { chart, look, area, card, is_wide, names, lead: 3 + spare, reach: reach + spare }
    }

    /// The row on which lines reach the card.
    fn middle(&self) -> i32 {
        self.card.y + self.card.height / 2
    }

    fn draw(&self, centre: usize, sides: [Vec<Neighbour>; 2], picture: &mut Picture) {
        let Some(drawn) = self.chart.roster.members.get(centre) else { return };
        let room = u16::try_from(self.card.width - 4).unwrap_or(0);
        let place = self.chart.roster.areas.get(drawn.area).map_or("", |area| area.name.as_str());
        let mut lines = two_lines(&drawn.name, room);
        lines.push(cut(place, room));
        let form = (Shape::Board, self.card, EcoString::from(lines.join("\n")));
        let emphasis = self.look.emphasis(self.chart, centre);
        picture.placements.push(placement_of(drawn, centre, form, emphasis));
        let neighbours = tied(&sides);
        let [learns, shares] = [Side::Learns, Side::Shares];
        let mut found = Sides { centre, neighbours, ..Sides::default() };
        for (side, neighbours) in [learns, shares].into_iter().zip(sides) {
            let flank = self.flank(side, neighbours);
            let drawn = self.draw_flank(&flank, picture);
            match side {
                Side::Learns => found.learns = drawn,
                Side::Shares => found.shares = drawn,
            }
        }
        picture.sides = Some(found);
    }

    /// As many rows as there is room for, two apart if that fits.
    fn flank(&self, side: Side, neighbours: Vec<Neighbour>) -> Flank {
        let rows = self.area.height - 3;
        let count = cells(neighbours.len());
        let fits = count <= rows;
        let shown = if fits { neighbours.len() } else { usize::try_from(rows - 1).unwrap_or(0) };
        let lines = if fits { count } else { rows };
        let step = if lines * 2 - 1 <= rows { 2 } else { 1 };
        let span = (lines - 1).max(0) * step;
        let first = self.area.y + 2;
        let top = (self.middle() - span / 2).clamp(first, (first + rows - 1 - span).max(first));
        Flank { side, neighbours, top, step, shown }
    }

    /// The column of the rail, and where names begin or end.
    fn rail(&self, side: Side) -> i32 {
        match side {
            Side::Learns => self.card.x - STUB - 1,
            Side::Shares => self.card.right() + STUB,
        }
    }

    /// Draws heading, rows and rail; answers who stands where from the top.
    fn draw_flank(&self, flank: &Flank, picture: &mut Picture) -> Vec<(usize, i32)> {
        let side = flank.side;
        let count = flank.neighbours.len();
        let words = heading(side, count);
        let wide = i32::from(width(&words));
        let gap = if flank.top >= self.area.y + 3 { 2 } else { 1 };
        // Nobody on a side: the words stand where the line would reach the card.
        let (x, y) = match (side, count) {
            (Side::Learns, 0) => (self.card.x - 3 - wide, self.middle()),
            (Side::Shares, 0) => (self.card.right() + 3, self.middle()),
            (Side::Learns, _) => (self.rail(side) - self.reach - 1 - wide, flank.top - gap),
            (Side::Shares, _) => (self.rail(side) + self.reach + 2, flank.top - gap),
        };
        // A heading as long as its side is wide stays in the window.
        let x = x.clamp(self.area.x, (self.area.right() - wide).max(self.area.x));
        picture.labels.push(Label { x, y: y.max(self.area.y), pieces: vec![Piece::Bold(words, ink(side))], strength: 1.0 });
        let mut drawn = Vec::new();
        for (neighbour, nth) in flank.neighbours.iter().take(flank.shown).zip(0..) {
            let y = flank.top + nth * flank.step;
            drawn.extend(self.draw_row(flank.side, neighbour, y, picture).map(|member| (member, y)));
        }
        self.draw_rail(flank, picture);
        let more = count - flank.shown;
        if more > 0 {
            let text = eco_format!("… and {more} more");
            let y = flank.top + cells(flank.shown) * flank.step;
            let x = match side {
                Side::Learns => self.rail(side) - self.reach - 1 - i32::from(width(&text)),
                Side::Shares => self.rail(side) + self.reach + 3,
            };
            picture.labels.push(Label { x: x.max(self.area.x), y, pieces: vec![Piece::Text(text, Ink::Dim)], strength: 1.0 });
        }
        drawn
    }

    /// One neighbour: its name and the line to the rail.
    fn draw_row(&self, side: Side, neighbour: &Neighbour, y: i32, picture: &mut Picture) -> Option<usize> {
        let rail = self.rail(side);
        let x = match side {
            Side::Learns => rail - self.reach,
            Side::Shares => rail + 1,
        };
        picture.labels.push(Label { x, y, pieces: self.row(side, neighbour), strength: 1.0 });
        let drawn = self.chart.roster.members.get(neighbour.member)?;
        let beside = i32::from(drawn.beside_name());
        let times = if neighbour.ties > 1 { eco_format!(" ×{}", neighbour.ties) } else { EcoString::new() };
        let aside = self.look.aside(neighbour.member);
        let behind = i32::from(aside.map_or(0, Aside::width));
        let room = self.names - beside - behind - i32::from(width(&times));
        let number = self.look.number(neighbour.member);
        let text = numbered_text(drawn, number, room);
        let wide = i32::from(width(&text)) + beside + behind;
        let (x, times_x) = match side {
            Side::Learns => (rail - self.reach - 1 - wide, rail - self.reach - 1 - wide - i32::from(width(&times))),
            Side::Shares => (rail + self.reach + 2, rail + self.reach + 2 + wide),
        };
        if !times.is_empty() {
            picture.labels.push(Label { x: times_x, y, pieces: vec![Piece::Text(times, Ink::Dim)], strength: 1.0 });
        }
        let form = (Shape::Pill, Rect::new(x, y, wide, 1), text);
        let emphasis = self.look.emphasis(self.chart, neighbour.member);
        put(Placement { number, aside, ..placement_of(drawn, neighbour.member, form, emphasis) }, picture);
        Some(neighbour.member)
    }

    /// The line of a tie from the left to the right: dashes in its phase, then its phase and trust in figures.
    fn row(&self, side: Side, neighbour: &Neighbour) -> Vec<Piece> {
        let ink = ink(side);
        let dashes = |cells: i32| Piece::Dashes(neighbour.phase, u16::try_from(cells).unwrap_or(0), ink);
        let head = |bearing: Bearing| Piece::Head(bearing, ink);
        // A tie that goes both ways has a head at both ends.
        let mut pieces = if neighbour.is_mutual { vec![head(Bearing::Left)] } else { Vec::new() };
        pieces.push(dashes(self.lead - cells(pieces.len())));
        if self.is_wide {
            pieces.push(Piece::Bold(eco_format!(" {} ", neighbour.phase.number()), ink));
            pieces.extend([Piece::Trust(neighbour.trust, ink), Piece::Text(" ".into(), ink)]);
        } else {
            let trust = neighbour.trust.map_or_else(|| "?".into(), |trust| eco_format!("{}", trust.get()));
            pieces.push(Piece::Bold(trust, ink));
        }
        let used: u16 = pieces.iter().map(Piece::width).sum();
        let rest = self.reach - i32::from(used);
        match side {
            Side::Learns => pieces.push(dashes(rest)),
            Side::Shares => pieces.extend([dashes(rest - 1), head(Bearing::Right)]),
        }
        pieces
    }

    /// The rail that gathers the rows, and the line from it to the card or from the card to it.
    fn draw_rail(&self, flank: &Flank, picture: &mut Picture) {
        let ink = ink(flank.side);
        let rows: Vec<i32> = (0..cells(flank.shown)).map(|nth| flank.top + nth * flank.step).collect();
        let Some(phase) = flank.neighbours.iter().map(|one| one.phase).max() else { return };
        let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else { return };
        let middle = self.middle();
        let (top, bottom) = (first.min(middle), last.max(middle));
        let rail = self.rail(flank.side);
        let (outer, inner) = match flank.side {
            Side::Learns => (Joint::LEFT, Joint::RIGHT),
            Side::Shares => (Joint::RIGHT, Joint::LEFT),
        };
        for y in top..=bottom {
            let arms = [(y > top, Joint::UP), (y < bottom, Joint::DOWN), (rows.contains(&y), outer), (y == middle, inner)];
            let joint = arms.into_iter().filter(|(has, _)| *has).fold(Joint::default(), |joint, (_, arm)| joint.with(arm));
            // One neighbour on the row of the card: the line goes on as it is.
            let is_straight = joint == Joint::LEFT.with(Joint::RIGHT);
            let piece = if is_straight { Piece::Dashes(phase, 1, ink) } else { Piece::Joint(joint, ink) };
            picture.labels.push(Label { x: rail, y, pieces: vec![piece], strength: 1.0 });
        }
        let dashes = |cells: i32| Piece::Dashes(phase, u16::try_from(cells).unwrap_or(0), ink);
        let (x, pieces) = match flank.side {
            Side::Learns => (rail + 1, vec![dashes(STUB - 1), Piece::Head(Bearing::Right, ink)]),
            Side::Shares => (self.card.right(), vec![dashes(STUB)]),
        };
        picture.labels.push(Label { x, y: middle, pieces, strength: 1.0 });
    }
}

/// The member's placement; who stands on both sides already is drawn again as an echo.
fn put(placement: Placement, picture: &mut Picture) {
    if picture.placement(placement.member).is_some() {
        picture.echoes.push(placement);
    } else {
        picture.placements.push(placement);
    }
}

/// A name in up to two lines, broken between words.
fn two_lines(name: &str, room: u16) -> Vec<EcoString> {
    if width(name) <= room {
        return vec![name.into()];
    }
    let mut first = EcoString::new();
    let mut rest: Vec<&str> = Vec::new();
    for word in name.split_whitespace() {
        let gap = u16::from(!first.is_empty());
        if rest.is_empty() && width(&first) + gap + width(word) <= room {
            first.push_str(if gap == 1 { " " } else { "" });
            first.push_str(word);
        } else {
            rest.push(word);
        }
    }
    if first.is_empty() { vec![cut(name, room)] } else { vec![first, cut(&rest.join(" "), room)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_breaks_between_words() {
        assert_eq!(two_lines("St Bede's Catholic Primary School", 20), ["St Bede's Catholic", "Primary School"]);
        assert_eq!(two_lines("Abbey", 20), ["Abbey"]);
        assert_eq!(two_lines("Llanfairpwllgwyngyllgogerych", 10), ["Llanfairp…"]);
    }
}
