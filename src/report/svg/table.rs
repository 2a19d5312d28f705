//! The matrix as vectors: a square for every tie, the larger and darker the deeper; upright names above the columns.

use super::{
    DOT, Poster, boundary, emblem,
    ink::{self, hex},
    letters, member,
    sheet::{Sheet, Spot, number},
    tie,
};
use crate::{
    map::{DotCell, Drawn, Emphasis, Exchange, Head, Ink, Rule, Square, Table, Tile},
    model::{Phase, Trust},
    report::map_words::phase_word,
};

/// A name above a column is written in letters of this size, so that two stand beside each other.
const UPRIGHT: f64 = 11.0;

/// Lines, cells and heads of the matrix.
pub(super) fn draw(sheet: &mut Sheet, poster: &Poster<'_>, table: &Table) {
    for one in &table.rules {
        rule(sheet, one);
    }
    dots(sheet, &poster.picture.dots);
    for one in &table.squares {
        square(sheet, poster, table, one);
    }
    for one in &table.heads {
        head(sheet, poster, one);
    }
}

fn rule(sheet: &mut Sheet, rule: &Rule) {
    let spot = Spot::of(rule.area);
    let (x, y) = spot.middle();
    let colour = ink::faint(sheet.paper, rule.ink, rule.strength);
    let (from, to) =
        if spot.width > spot.height { ((spot.x, y), (spot.x + spot.width, y)) } else { ((x, spot.y), (x, spot.y + spot.height)) };
    sheet.line(&format!("<path d=\"{}\" stroke=\"{colour}\" stroke-width=\"1\"/>", super::sheet::path(&[from, to])));
}

/// How much of its cell a phase fills.
fn share(phase: Phase) -> f64 {
    match phase {
        Phase::Information => 0.38,
        Phase::Experience => 0.62,
        Phase::Coaching => 0.9,
    }
}

/// The figure of a phase: a square, open at information, split by a line from corner to corner if it goes both ways.
pub(super) fn tile(sheet: &mut Sheet, (x, y): (f64, f64), size: f64, told: (Phase, Exchange), colour: &str) {
    let (phase, exchange) = told;
    let side = size * share(phase);
    let spot = Spot { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side };
    let fill = if phase == Phase::Information { "none" } else { colour };
    sheet.rect(spot, &format!("rx=\"1\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.2\""));
    if exchange == Exchange::BothWays {
        let ground = hex(sheet.paper.ground());
        let line = if phase == Phase::Information { colour } else { &ground };
        let ends = [(spot.x, spot.y + side), (spot.x + side, spot.y)];
        sheet.line(&format!("<path d=\"{}\" stroke=\"{line}\" stroke-width=\"1.4\"/>", super::sheet::path(&ends)));
    }
}

/// A part of a bar in the tone of a phase.
pub(super) fn tone(sheet: &mut Sheet, spot: Spot, phase: Phase, strength: f32) {
    let colour = ink::faint(sheet.paper, Ink::Tie(phase), strength);
    sheet.rect(spot, &format!("fill=\"{colour}\""));
}

/// The ties of a block, each a small square.
fn dots(sheet: &mut Sheet, dots: &[DotCell]) {
    for cell in dots {
        let colour = ink::faint(sheet.paper, if let Ink::Tie(phase) = cell.ink { tie::ink_of(phase) } else { cell.ink }, 1.0);
        for bit in (0..8_u8).filter(|bit| cell.dots & (1 << bit) != 0) {
            let (x, y) = (f64::from(cell.x * 2 + i32::from(bit % 2)) * DOT.0, f64::from(cell.y * 4 + i32::from(bit / 2)) * DOT.1);
            sheet.rect(Spot { x: x + 0.4, y: y + 0.6, width: DOT.0 - 0.8, height: DOT.1 - 1.2 }, &format!("fill=\"{colour}\""));
        }
    }
}

/// What a cell says to who points at it or hears it.
fn words(poster: &Poster<'_>, table: &Table, square: &Square) -> Option<String> {
    let Tile::Tie { phase, trust, exchange, ties } = square.tile else { return None };
    let cell = |at: i32| u16::try_from(at).ok();
    let (row, column) = table.pair_at(cell(square.area.x)?, cell(square.area.y)?)?;
    let name = |member: usize| poster.drawn(member).map_or("", |drawn: &Drawn| drawn.name.as_str());
    let trust = trust.map_or_else(|| "trust not known".to_owned(), |trust: Trust| format!("trust {} of 4", trust.get()));
    let back = if exchange == Exchange::BothWays { ", both ways" } else { "" };
    let more = if ties > 1 { format!(", the deepest of {ties} ties") } else { String::new() };
    Some(format!("{} gives to {}: {}, {trust}{back}{more}", name(row), name(column), phase_word(phase)))
}

fn square(sheet: &mut Sheet, poster: &Poster<'_>, table: &Table, square: &Square) {
    let spot = Spot::of(square.area);
    let (x, y) = spot.middle();
    let size = spot.width.min(spot.height);
    match square.tile {
        Tile::Tie { phase, exchange, ties, .. } => {
            sheet.open("<g class=\"tie\">");
            if let Some(words) = words(poster, table, square) {
                sheet.words("title", "", &words);
            }
            // On paper there is no glow: the weakest phase has the ink of the next.
            let own = if let Ink::Tie(phase) = square.ink { tie::ink_of(phase) } else { square.ink };
            let colour = ink::faint(sheet.paper, own, square.strength);
            tile(sheet, (x, y), size, (phase, exchange), &colour);
            if ties > 1 {
                let look =
                    format!("text-anchor=\"middle\" font-size=\"8\" font-weight=\"700\" fill=\"{}\"", hex(sheet.paper.colour(Ink::Strong)));
                sheet.text((spot.x + spot.width - 1.0, spot.y + 7.0), &ties.to_string(), &look);
            }
            if square.emphasis == Emphasis::Selected {
                looked_at(sheet, spot);
            }
            sheet.close("g");
        }
        Tile::Own { lane, emblem: kind, flag } => {
            let colour = ink::shade(sheet.paper, square.ink, square.strength);
            match (flag, kind) {
                (Some(pattern), _) => member::sign(sheet, pattern, (x, y)),
                (None, Some(kind)) => emblem::emblem(sheet, kind, (x, y), &colour),
                (None, None) => boundary::glyph(sheet, lane, (x, y), 0.9, &colour),
            }
        }
        Tile::Nothing => looked_at(sheet, spot),
    }
}

/// A frame around the pair under the cross-hair.
fn looked_at(sheet: &mut Sheet, spot: Spot) {
    let colour = hex(sheet.paper.selection().1);
    sheet.rect(spot.inset(-1.0, -1.0), &format!("rx=\"2\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\""));
}

/// A name reads from the bottom up; a number stands as it is.
fn head(sheet: &mut Sheet, poster: &Poster<'_>, head: &Head) {
    let Some(drawn) = poster.drawn(head.member) else { return };
    if head.text.is_empty() {
        return;
    }
    let spot = Spot::of(head.area);
    let strength = if head.emphasis == Emphasis::Faded { member::FADED } else { 1.0 };
    let colour = ink::shade(sheet.paper, head.ink, strength);
    let weight = if head.emphasis >= Emphasis::Tied { " font-weight=\"700\"" } else { "" };
    let middle = spot.middle().0;
    if head.text.chars().all(|letter| letter.is_ascii_digit()) {
        let look = format!("text-anchor=\"middle\" font-size=\"9.5\"{weight} fill=\"{colour}\"");
        sheet.text((middle, spot.y + spot.height - 3.0), &head.text, &look);
        return;
    }
    let (x, y) = (middle + 4.0, spot.y + spot.height - 3.0);
    let name = letters::cut(&drawn.name, UPRIGHT, spot.height - 6.0);
    let look = format!("transform=\"rotate(-90 {} {})\" font-size=\"{UPRIGHT}\"{weight} fill=\"{colour}\"", number(x), number(y));
    sheet.text((x, y), &name, &look);
}
