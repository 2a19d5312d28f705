//! Lines of words and signs: the header and the labels on the map.

use super::{
    CELL, boundary, emblem,
    ink::{self, hex},
    letters::{self, SIZE},
    member,
    sheet::{Sheet, Spot, path},
    table, tie,
};
use crate::{
    finding::Pattern,
    map::{Emblem, Gauge, Ink, Joint, Label, Lane, Piece},
    model::Trust,
};

/// On which side of its cells a label stands, as letters are narrower than cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    /// As the left, on the line of a frame.
    Edge,
    Middle,
    /// Every piece in its own cells, so that lines meet.
    Cells,
}

/// A line of pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) pieces: &'a [Piece],
    /// 0 (cannot be seen) to 1 (the full colour).
    pub(super) strength: f32,
}

impl Line<'_> {
    pub(super) fn width(&self) -> f64 {
        self.pieces.iter().map(width).sum()
    }

    /// The line from a place on its baseline.
    pub(super) fn draw(&self, sheet: &mut Sheet, (x, y): (f64, f64)) {
        let mut x = x;
        for piece in self.pieces {
            draw(sheet, piece, (x, y), self.strength);
            x += width(piece);
        }
    }
}

/// A label on the map, on paper or with a rim of it.
pub(super) fn label(sheet: &mut Sheet, label: &Label, side: Side) {
    let line = Line { pieces: &label.pieces, strength: label.strength };
    let area = Spot::of(label.area());
    let spot = match side {
        Side::Left | Side::Edge | Side::Cells => Spot { width: line.width(), ..area },
        Side::Middle => area.narrowed(line.width()),
    };
    let ground = hex(sheet.paper.ground());
    let around = Spot { x: spot.x - 2.0, width: spot.width + 4.0, ..spot }.inset(0.0, 1.5);
    let place = (spot.x, spot.middle().1 + 4.2);
    match side {
        Side::Left => line.draw(sheet, place),
        Side::Cells => {
            let mut x = area.x;
            for piece in &label.pieces {
                draw(sheet, piece, (x, place.1), label.strength);
                x += f64::from(piece.width()) * CELL.0;
            }
        }
        Side::Edge => {
            sheet.rect(around, &format!("fill=\"{ground}\""));
            line.draw(sheet, place);
        }
        Side::Middle => {
            // No line is seen between two words.
            sheet.rect(spot.inset(spot.width * 0.05, 6.0), &format!("fill=\"{ground}\""));
            sheet.open(&format!("<g{}>", member::halo(sheet, 5)));
            line.draw(sheet, place);
            sheet.close("g");
        }
    }
}

/// The ink of an emblem.
pub(super) fn ink_of(emblem: Emblem) -> Ink {
    match emblem {
        Emblem::Research | Emblem::Practice | Emblem::Innovation => Ink::Source,
        Emblem::University => Ink::University,
        Emblem::Hub => Ink::Hub,
    }
}

/// The word beside the sign of a pattern.
fn on_badge(pattern: Pattern, text: &str) -> String {
    format!("{} {}", pattern.sign(), text.trim_start())
}

fn width(piece: &Piece) -> f64 {
    match piece {
        Piece::Text(text, _) => letters::width(text, SIZE),
        Piece::Bold(text, _) => letters::bold(text, SIZE),
        Piece::Boundary(_, text) => letters::width(text, SIZE) + 16.0,
        Piece::Glyph(_, text) => letters::width(text, SIZE) + 30.0,
        Piece::Claimed { text, .. } => letters::width(text, SIZE) + 26.0,
        Piece::Badge(pattern, text) => letters::bold(&on_badge(*pattern, text), SIZE) + 12.0,
        Piece::Tally(pattern, count) => letters::bold(&format!("{}{count}", pattern.sign()), SIZE) + 7.0,
        Piece::Emblem(_) | Piece::Sign(_) => 13.0,
        Piece::Line(_) | Piece::Bond(_) => 26.0,
        Piece::Dashes(..) | Piece::Trust(..) | Piece::Head(..) | Piece::Joint(..) | Piece::Tile(..) | Piece::Tone(..) => {
            f64::from(piece.width()) * CELL.0
        }
        Piece::Gauge(_) => CELL.0,
        Piece::Phase(..) => 3.0 * emblem::PHASE_STEP,
        Piece::Selected(text) => letters::bold(text, SIZE) + 12.0,
    }
}

fn draw(sheet: &mut Sheet, piece: &Piece, (x, y): (f64, f64), strength: f32) {
    let middle = y - 4.2;
    let shade = |ink: Ink| ink::shade(sheet.paper, ink, strength);
    match piece {
        Piece::Text(text, ink) => {
            let look = format!("fill=\"{}\"", shade(readable(*ink)));
            words(sheet, text, (x, y), &look);
        }
        Piece::Bold(text, ink) => {
            let look = format!("font-weight=\"700\" fill=\"{}\"", shade(readable(*ink)));
            words(sheet, text, (x, y), &look);
        }
        Piece::Boundary(lane, text) | Piece::Glyph(lane, text) => {
            let colour = shade(Ink::of(*lane, None));
            boundary::pill(sheet, Spot { x, y: middle - 8.0, width: width(piece), height: 16.0 }, *lane, &colour);
            let lead = if matches!(piece, Piece::Glyph(..)) { glyph(sheet, *lane, (x, middle), &colour) } else { 8.0 };
            words(sheet, text, (x + lead, y), &format!("fill=\"{colour}\""));
        }
        Piece::Sign(lane) => boundary::glyph(sheet, *lane, (x + 5.5, middle), 0.9, &shade(Ink::of(*lane, None))),
        Piece::Claimed { shown, claimed, text } => {
            let colour = shade(Ink::Stage(*claimed));
            let spot = Spot { x, y: middle - 8.0, width: width(piece) - 10.0, height: 16.0 };
            boundary::pill(sheet, spot, Lane::Stage(*claimed), &colour);
            boundary::doubt(sheet, spot, *shown, &colour);
            words(sheet, text, (x + 8.0, y), &format!("fill=\"{colour}\""));
        }
        Piece::Badge(pattern, text) => badge(sheet, &on_badge(*pattern, text), sheet.paper.badge(*pattern), (x, y, width(piece))),
        Piece::Tally(pattern, count) => {
            badge(sheet, &format!("{}{count}", pattern.sign()), sheet.paper.badge(*pattern), (x, y, width(piece)));
        }
        Piece::Emblem(kind) => {
            let colour = shade(ink_of(*kind));
            emblem::emblem(sheet, *kind, (x + 5.5, middle), &colour);
        }
        Piece::Line(phase) => {
            let colour = ink::faint(sheet.paper, tie::ink_of(*phase), strength);
            dash(sheet, (x, middle), 22.0, &format!("stroke=\"{colour}\" {}", tie::style(*phase, 1.0)));
        }
        Piece::Bond(bond) => {
            let colour = ink::faint(sheet.paper, bond.ink(), strength);
            dash(sheet, (x, middle), 22.0, &format!("stroke=\"{colour}\" {}", tie::bond_style(*bond)));
        }
        Piece::Phase(phase, ink) => {
            emblem::phase(sheet, *phase, (x + 3.2, middle), &ink::shade(sheet.paper, readable(*ink), strength));
        }
        Piece::Tone(phase, _) => {
            let spot = Spot { x, y: middle - 4.0, width: width(piece), height: 8.0 };
            table::tone(sheet, spot, *phase, strength);
        }
        Piece::Tile(phase, exchange) => {
            let colour = ink::faint(sheet.paper, tie::ink_of(*phase), strength);
            table::tile(sheet, (x + CELL.0, middle), 13.0, (*phase, *exchange), &colour);
        }
        Piece::Dashes(phase, cells, ink) => {
            let colour = ink::faint(sheet.paper, drawn_as(*ink), strength);
            dash(sheet, (x, middle), f64::from(*cells) * CELL.0, &format!("stroke=\"{colour}\" {}", tie::style(*phase, 1.0)));
        }
        Piece::Trust(trust, ink) => {
            dots(sheet, *trust, (x, middle), &ink::shade(sheet.paper, readable(*ink), strength));
        }
        Piece::Head(bearing, ink) => {
            let colour = ink::faint(sheet.paper, drawn_as(*ink), strength);
            emblem::pointer(sheet, (x + CELL.0 / 2.0, middle), *bearing, &colour);
        }
        Piece::Joint(arms, ink) => {
            let colour = ink::faint(sheet.paper, drawn_as(*ink), strength);
            joint(sheet, *arms, (x + CELL.0 / 2.0, middle), &colour);
        }
        Piece::Gauge(shown) => gauge(sheet, *shown, (x, middle + 5.0), strength),
        Piece::Selected(text) => badge(sheet, text, sheet.paper.selection(), (x, y, width(piece))),
    }
}

/// The glyph of a lane in its boundary; says where the words begin.
fn glyph(sheet: &mut Sheet, lane: Lane, (x, y): (f64, f64), colour: &str) -> f64 {
    boundary::glyph(sheet, lane, (x + 13.0, y), 0.9, colour);
    22.0
}

/// A sample of a line from a place to the right.
fn dash(sheet: &mut Sheet, (x, y): (f64, f64), length: f64, look: &str) {
    sheet.line(&format!("<path d=\"{}\" fill=\"none\" {look}/>", path(&[(x, y), (x + length, y)])));
}

/// Trust as four dots, as many full as its score.
fn dots(sheet: &mut Sheet, trust: Option<Trust>, (x, y): (f64, f64), colour: &str) {
    let full = trust.map_or(0, Trust::get);
    for at in 0..4_u8 {
        let fill = if at < full { colour } else { "none" };
        let place = (x + (f64::from(at) + 0.5) * CELL.0, y);
        sheet.circle(place, 2.6, &format!("fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1\""));
    }
}

/// The arms of a joint, from the middle of its cell to its edges.
fn joint(sheet: &mut Sheet, arms: Joint, (x, y): (f64, f64), colour: &str) {
    let (across, down) = (CELL.0 / 2.0, CELL.1 / 2.0);
    let ends = [(Joint::UP, (x, y - down)), (Joint::DOWN, (x, y + down)), (Joint::LEFT, (x - across, y)), (Joint::RIGHT, (x + across, y))];
    for (_, end) in ends.into_iter().filter(|(arm, _)| arms.has(*arm)) {
        sheet.line(&format!("<path d=\"{}\" stroke=\"{colour}\" stroke-width=\"1.3\"/>", path(&[(x, y), end])));
    }
}

/// The class of a measure as a bar; its place is the left end of its foot.
pub(super) fn gauge(sheet: &mut Sheet, gauge: Gauge, (x, foot): (f64, f64), strength: f32) {
    let Some(height) = gauge.height else { return };
    let colour = ink::shade(sheet.paper, gauge.ink, strength);
    let high = 2.4 + 2.2 * f64::from(height);
    sheet.rect(Spot { x: x + 1.5, y: foot - high, width: 5.0, height: high }, &format!("fill=\"{colour}\""));
}

/// On paper there is no glow: the weakest line has the ink of the next.
fn drawn_as(ink: Ink) -> Ink {
    if let Ink::Tie(phase) = ink { tie::ink_of(phase) } else { ink }
}

/// The inks of lines are too weak for words.
fn readable(ink: Ink) -> Ink {
    match ink {
        Ink::Tie(_) | Ink::Guide => Ink::Dim,
        Ink::Stage(_)
        | Ink::Unrated
        | Ink::Source
        | Ink::University
        | Ink::Hub
        | Ink::Flag(_)
        | Ink::Class(_)
        | Ink::LearnsFrom
        | Ink::SharesWith
        | Ink::Text
        | Ink::Strong
        | Ink::Dim => ink,
    }
}

/// Words whose blanks at the beginning count; XML would drop them.
fn words(sheet: &mut Sheet, text: &str, (x, y): (f64, f64), look: &str) {
    let bare = text.trim_start();
    let blanks = text.get(..text.len() - bare.len()).unwrap_or("");
    sheet.text((x + letters::width(blanks, SIZE), y), bare.trim_end(), look);
}

/// Bold words on a ground; their place is that of the ground's left end on the baseline, and its width.
fn badge(sheet: &mut Sheet, text: &str, (letters, ground): (u32, u32), (x, y, width): (f64, f64, f64)) {
    let spot = Spot { x: x + 1.0, y: y - 12.0, width: width - 2.0, height: 15.6 };
    sheet.rect(spot, &format!("rx=\"2.5\" fill=\"{}\"", hex(ground)));
    let look = format!("text-anchor=\"middle\" font-weight=\"700\" stroke=\"none\" fill=\"{}\"", hex(letters));
    sheet.text((spot.middle().0, y), text, &look);
}
