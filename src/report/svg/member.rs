//! Members: names in their boundary, cards, figures, and dots of a crowd. Each carries its full name and what is known of it.

use std::collections::BTreeMap;

use super::{
    CELL, DOT, Poster, boundary, emblem,
    ink::{self, hex},
    letters::{self, SIZE},
    sheet::{Sheet, Spot, number},
    words,
    words::Line,
};
use crate::{
    finding::{Pattern, Weight},
    map::{Aside, Bearing, Drawn, Emblem, Emphasis, Ink, Lane, Layout, Placement, Shape},
    report::member_words,
};

/// From the boundary to the words inside.
const PADDING: f64 = 8.0;
/// What a sign before a name takes.
const SIGN: f64 = 15.0;
/// From the middle of a line to the baseline of its words.
const DROP: f64 = 4.1;
/// Between a name and what is said of its member.
const ASIDE_GAP: f64 = 5.0;
/// How strong what is out of focus is.
pub(super) const FADED: f32 = 0.45;

/// Where members are drawn, by the dot in the middle of their cells, where their ties end.
pub(super) struct Spots {
    by_middle: BTreeMap<(i32, i32), (usize, Spot)>,
    by_member: BTreeMap<usize, Spot>,
}

impl Spots {
    pub(super) fn of(poster: &Poster<'_>) -> Self {
        let placements = poster.picture.placements.iter().filter(|placement| placement.shape != Shape::Dot);
        let spots = placements.map(|placement| {
            let area = placement.area;
            let middle = (area.x * 2 + area.width, area.y * 4 + area.height * 2);
            (middle, (placement.member, Look::of(poster, placement).spot))
        });
        let by_middle: BTreeMap<(i32, i32), (usize, Spot)> = spots.collect();
        let by_member = by_middle.values().copied().collect();
        Self { by_middle, by_member }
    }

    /// The rectangle of a member.
    pub(super) fn of_member(&self, member: usize) -> Option<Spot> {
        self.by_member.get(&member).copied()
    }

    /// Who is drawn where a tie ends, and in which rectangle.
    pub(super) fn at(&self, (x, y): (f64, f64)) -> Option<(usize, Spot)> {
        self.by_middle.get(&((x / DOT.0).round() as i32, (y / DOT.1).round() as i32)).copied()
    }
}

/// How a member is drawn: where, with which words and colours.
struct Look {
    spot: Spot,
    text: String,
    /// The boundary's colour.
    edge: String,
    /// The name's colour.
    name: String,
    weight: u32,
    /// What the sign before the name takes; 0 without one.
    lead: f64,
    /// Fonts differ a little: a name alone in its boundary stands in the middle of it.
    is_centred: bool,
}

impl Look {
    fn of(poster: &Poster<'_>, placement: &Placement) -> Self {
        let paper = poster.paper;
        let ink = placement.ink.unwrap_or(Ink::of(placement.lane, placement.emblem));
        let strength = if placement.emphasis == Emphasis::Faded { FADED } else { 1.0 };
        let edge = ink::shade(paper, ink, strength);
        let is_loud = matches!(placement.emphasis, Emphasis::Plain | Emphasis::Tied);
        let name = match (placement.emphasis, placement.flag.filter(|pattern| pattern.is_drawn())) {
            (Emphasis::Selected, _) => hex(paper.selection().0),
            // Coloured by a measure, a flag keeps its sign and leaves the name to the measure.
            (Emphasis::Plain | Emphasis::Tied, _) if placement.ink.is_some() => edge.clone(),
            (Emphasis::Plain | Emphasis::Tied, Some(pattern)) if pattern.weight() == Weight::Alarm => hex(paper.badge(pattern).0),
            (Emphasis::Plain | Emphasis::Tied, Some(pattern)) => hex(paper.colour(Ink::Flag(pattern))),
            (Emphasis::Plain | Emphasis::Tied, None) | (Emphasis::Faded, _) => edge.clone(),
        };
        let is_heavy = placement.shape == Shape::Card || placement.flag.is_some() || placement.emblem.is_some();
        let weight = if (is_loud && is_heavy) || placement.emphasis == Emphasis::Selected { 700 } else { 400 };
        let lead = if placement.flag.is_some() || placement.emblem.is_some() { SIGN } else { 0.0 };
        let area = Spot::of(placement.body());
        let room = area.width - 2.0 * PADDING - lead;
        let text = poster.drawn(placement.member).map_or("", |drawn| drawn.name.as_str());
        let numbered = placement.number.map(|number| format!("{number} {text}"));
        let text = numbered.as_deref().unwrap_or(text);
        // Letters are narrower than cells, so a name that is cut on a screen may be whole on paper.
        let measured = |text: &str| if weight > 400 { letters::bold(text, SIZE) } else { letters::width(text, SIZE) };
        let text = if measured(text) <= room { text } else { &placement.text };
        let spot = match placement.shape {
            Shape::Pill => {
                let wanted = measured(text) + 2.0 * PADDING + lead + aside_width(placement);
                let narrow = area.narrowed(wanted).inset(0.0, 0.4);
                match poster.chart.layout {
                    Layout::Rings | Layout::Geographic | Layout::Force => narrow,
                    // The names of the rows end beside their cells.
                    Layout::Matrix => Spot { x: area.x + area.width - narrow.width, ..narrow },
                    // The names of a column stand under each other.
                    Layout::Journey => Spot { x: area.x, ..narrow },
                    // Lines run up to the cells of a name.
                    Layout::Ego => area.inset(0.0, 0.4),
                }
            }
            // Ties run up to the words where no boundary stops them.
            Shape::Card if is_open(placement) => area.inset(CELL.0, 14.0),
            Shape::Card => area.inset(CELL.0 / 2.0, 4.0),
            Shape::Board => area.inset(CELL.0 / 2.0, CELL.1 / 2.0),
            Shape::Badge | Shape::Dot => area.inset(0.5, 2.0),
        };
        let is_centred = lead <= 0.0 && aside_width(placement) <= 0.0 && poster.chart.layout != Layout::Journey;
        Self { spot, text: text.to_owned(), edge, name, weight, lead, is_centred }
    }
}

/// A member that has cells of its own.
pub(super) fn draw(sheet: &mut Sheet, poster: &Poster<'_>, placement: &Placement) {
    let Some(drawn) = poster.drawn(placement.member) else { return };
    let look = Look::of(poster, placement);
    open(sheet, drawn, poster);
    match placement.shape {
        Shape::Dot => {}
        Shape::Badge => badge(sheet, placement, &look),
        Shape::Pill => pill(sheet, placement, &look),
        Shape::Card => card(sheet, placement, &look),
        Shape::Board => board(sheet, placement, &look),
    }
    if placement.is_pinned {
        let (x, y) = (look.spot.x + look.spot.width - 1.0, look.spot.y + 1.0);
        sheet.line(&format!("<circle cx=\"{}\" cy=\"{}\" r=\"2.6\" fill=\"{}\"/>", number(x), number(y), look.edge));
    }
    if let (Some(gauge), Shape::Badge | Shape::Pill) = (placement.gauge, placement.shape) {
        let (x, foot) = (look.spot.x + look.spot.width, look.spot.middle().1 + 5.0);
        words::gauge(sheet, gauge, (x, foot), 1.0);
    } else if let Some((x, y, gauge)) = placement.gauge_cell() {
        words::gauge(sheet, gauge, (f64::from(x) * CELL.0, (f64::from(y) + 0.75) * CELL.1), 1.0);
    }
    sheet.close("g");
}

/// Opens the group of a member, with its name and what is known of it for who points at it or hears it.
pub(super) fn open(sheet: &mut Sheet, drawn: &Drawn, poster: &Poster<'_>) {
    sheet.open("<g class=\"member\">");
    sheet.words("title", "", &format!("{}: {}", drawn.name, member_words(drawn, poster.analysis)));
}

fn pill(sheet: &mut Sheet, placement: &Placement, look: &Look) {
    let spot = look.spot;
    boundary::pill(sheet, spot, placement.lane, &look.edge);
    doubt(sheet, placement, look);
    let inside = spot.inset(3.6, if placement.lane == Lane::Stage(crate::model::Stage::Isolation) { 3.2 } else { 1.6 });
    ground(sheet, placement, inside);
    if look.is_centred {
        name(sheet, placement, look, spot.middle(), " text-anchor=\"middle\"");
    } else {
        named(sheet, placement, look, (spot.x + PADDING, spot.middle().1));
    }
    let aside_from = spot.x + spot.width - PADDING - aside_width(placement) + ASIDE_GAP;
    aside(sheet, placement, (aside_from, spot.middle().1 + DROP));
    beyond(sheet, placement, (spot.x + spot.width + if placement.doubt.is_some() { 12.0 } else { 5.0 }, spot.middle().1));
    let Some(mark) = placement.mark else { return };
    let (bearing, ink) = if mark.gives { (Bearing::Right, Ink::LearnsFrom) } else { (Bearing::Left, Ink::SharesWith) };
    let colour = ink::shade(sheet.paper, ink, 1.0);
    let (x, y) = (spot.x + spot.width + 7.0, spot.middle().1);
    emblem::pointer(sheet, (x, y), bearing, &colour);
    sheet.text((x + 5.5, y + DROP), &mark.phase.number().to_string(), &format!("font-weight=\"700\" fill=\"{colour}\""));
}

/// What the words behind a name take, the gap before them included; 0 without any.
fn aside_width(placement: &Placement) -> f64 {
    let pieces = placement.aside.map(Aside::pieces).unwrap_or_default();
    if pieces.is_empty() { 0.0 } else { Line { pieces: &pieces, strength: 1.0 }.width() + ASIDE_GAP }
}

/// What is said of a member, from a place on its baseline.
fn aside(sheet: &mut Sheet, placement: &Placement, place: (f64, f64)) {
    let pieces = placement.aside.map(Aside::pieces).unwrap_or_default();
    let strength = if placement.emphasis == Emphasis::Faded { FADED } else { 1.0 };
    Line { pieces: &pieces, strength }.draw(sheet, place);
}

/// The boundary that ties show, where more was claimed.
fn doubt(sheet: &mut Sheet, placement: &Placement, look: &Look) {
    if let Some(shown) = placement.doubt {
        boundary::doubt(sheet, look.spot, shown, &look.edge);
    }
}

/// How many ties leave the picture, each way, from a place on.
fn beyond(sheet: &mut Sheet, placement: &Placement, (mut x, y): (f64, f64)) {
    let strength = if placement.emphasis == Emphasis::Faded { FADED } else { 1.0 };
    for (bearing, ink, count) in placement.beyond.parts() {
        let colour = ink::shade(sheet.paper, ink, strength);
        let words = count.to_string();
        emblem::pointer(sheet, (x + 4.0, y), bearing, &colour);
        sheet.text((x + 10.0, y + DROP), &words, &format!("font-size=\"11\" fill=\"{colour}\""));
        x += 16.0 + letters::width(&words, SIZE);
    }
}

/// What is behind a name that is selected or has condoned failure.
fn ground(sheet: &mut Sheet, placement: &Placement, spot: Spot) {
    if placement.ink.is_some() && placement.emphasis != Emphasis::Selected {
        return;
    }
    let colour = match (placement.emphasis, placement.flag) {
        (Emphasis::Selected, _) => sheet.paper.selection().1,
        (Emphasis::Plain | Emphasis::Tied, Some(pattern)) if pattern.weight() == Weight::Alarm => sheet.paper.badge(pattern).1,
        (Emphasis::Plain | Emphasis::Tied | Emphasis::Faded, _) => return,
    };
    sheet.rect(spot, &format!("rx=\"2\" fill=\"{}\"", hex(colour)));
}

/// The sign and the name from a place on; `y` is the middle of the line.
fn named(sheet: &mut Sheet, placement: &Placement, look: &Look, (x, y): (f64, f64)) {
    match (placement.flag, placement.emblem) {
        (Some(pattern), _) if placement.emphasis == Emphasis::Faded => {
            let sign = format!("text-anchor=\"middle\" font-weight=\"700\" fill=\"{}\"", look.name);
            sheet.text((x + 4.5, y + DROP), &pattern.sign().to_string(), &sign);
        }
        (Some(pattern), _) => sign(sheet, pattern, (x + 4.5, y)),
        (None, Some(kind)) => emblem::emblem(sheet, kind, (x + 5.0, y), &look.name),
        (None, None) => {}
    }
    name(sheet, placement, look, (x + look.lead, y), "");
}

/// The name; `y` is the middle of the line.
fn name(sheet: &mut Sheet, placement: &Placement, look: &Look, (x, y): (f64, f64), anchor: &str) {
    let weight = if look.weight > 400 { " font-weight=\"700\"" } else { "" };
    let slant = if placement.lane == Lane::Unrated { " font-style=\"italic\"" } else { "" };
    // Where no boundary clears the ties, the letters have a rim of paper.
    let rim = if is_open(placement) { halo(sheet, 3) } else { String::new() };
    sheet.text((x, y + DROP), &look.text, &format!("fill=\"{}\"{anchor}{weight}{slant}{rim}", look.name));
}

fn is_open(placement: &Placement) -> bool {
    let has_ground = placement.emphasis == Emphasis::Selected || placement.flag.is_some_and(|pattern| pattern.weight() == Weight::Alarm);
    let is_walled = match placement.lane {
        Lane::Stage(stage) => stage != crate::model::Stage::Integration,
        Lane::Unrated | Lane::Sources | Lane::Bodies => false,
    };
    !has_ground && !is_walled
}

/// A rim of paper around letters that stand on lines, as a stroke of this width under them.
pub(super) fn halo(sheet: &Sheet, width: u8) -> String {
    format!(" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\"", hex(sheet.paper.ground()))
}

/// The sign of a pattern on its badge, with its middle here.
pub(super) fn sign(sheet: &mut Sheet, pattern: Pattern, (x, y): (f64, f64)) {
    let (letters, ground) = sheet.paper.badge(pattern);
    sheet.rect(Spot { x: x - 5.5, y: y - 6.0, width: 11.0, height: 12.0 }, &format!("rx=\"2\" fill=\"{}\"", hex(ground)));
    let look = format!("text-anchor=\"middle\" font-weight=\"700\" fill=\"{}\"", hex(letters));
    sheet.text((x, y + DROP), &pattern.sign().to_string(), &look);
}

fn badge(sheet: &mut Sheet, placement: &Placement, look: &Look) {
    // The number of its line in the list stands behind the figure.
    let number = f64::from(crate::map::width(&placement.text)) * CELL.0;
    let middle = (look.spot.middle().0 - number / 2.0, look.spot.middle().1);
    if !placement.text.is_empty() {
        let x = look.spot.x + look.spot.width - number;
        sheet.text((x, middle.1 + DROP), &placement.text, &format!("font-size=\"10\" fill=\"{}\"", look.name));
    }
    if placement.emphasis == Emphasis::Selected {
        let around = Spot { x: middle.0 - 8.0, y: middle.1 - 8.0, width: 16.0, height: 16.0 };
        sheet.rect(around, &format!("rx=\"3\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.4\"", hex(sheet.paper.selection().1)));
    }
    match (placement.flag, placement.emblem) {
        (Some(pattern), _) if placement.emphasis == Emphasis::Faded => {
            let grey = ink::shade(sheet.paper, Ink::Dim, 0.8);
            sheet.rect(Spot { x: middle.0 - 5.5, y: middle.1 - 6.0, width: 11.0, height: 12.0 }, &format!("rx=\"2\" fill=\"{grey}\""));
            let letters = hex(sheet.paper.ground());
            sheet.text(
                (middle.0, middle.1 + DROP),
                &pattern.sign().to_string(),
                &format!("text-anchor=\"middle\" font-weight=\"700\" fill=\"{letters}\""),
            );
        }
        (Some(pattern), _) => {
            // The stage's figure stands beside the sign, so that a flag does not hide the boundary.
            if placement.area.width >= 3 {
                boundary::glyph(sheet, placement.lane, (middle.0 + 7.5, middle.1), 0.85, &look.edge);
                sign(sheet, pattern, (middle.0 - 5.5, middle.1));
            } else {
                sign(sheet, pattern, middle);
            }
        }
        (None, Some(kind)) => emblem::emblem(sheet, kind, middle, &look.edge),
        (None, None) => boundary::glyph(sheet, placement.lane, middle, 1.0, &look.edge),
    }
    if placement.doubt.is_some() && placement.flag.is_none() {
        sheet.text((middle.0 + 5.0, middle.1 + DROP), "?", &format!("font-weight=\"700\" fill=\"{}\"", look.edge));
    }
}

fn card(sheet: &mut Sheet, placement: &Placement, look: &Look) {
    let spot = look.spot;
    boundary::pill(sheet, spot, placement.lane, &look.edge);
    doubt(sheet, placement, look);
    let (x, y) = (spot.x + 11.0, spot.middle().1 - 18.0);
    let width = letters::bold(&look.text, SIZE) + look.lead;
    ground(sheet, placement, Spot { x: x - 4.0, y: y - 8.5, width: (width + 8.0).min(spot.width - 10.0), height: 17.0 });
    named(sheet, placement, look, (x, y));
    let words = match placement.lane {
        Lane::Stage(stage) => format!("Stage {}", stage.number()),
        Lane::Unrated | Lane::Sources | Lane::Bodies => "not yet rated".to_owned(),
    };
    let rim = if is_open(placement) { halo(sheet, 3) } else { String::new() };
    sheet.text((x, y + 19.0), &words, &format!("font-size=\"11\" fill=\"{}\"{rim}", look.edge));
    let dots = if is_open(placement) { x + letters::width(&words, SIZE) + 10.0 } else { spot.x + spot.width - 27.0 };
    emblem::phase(sheet, placement.phase, (dots, y + 15.5), &look.edge);
    aside(sheet, placement, (dots - aside_width(placement) - ASIDE_GAP, y + 19.0));
    sources(sheet, placement, (x, y + 36.0));
    let room = f64::from(placement.beyond.width()) * CELL.0;
    let left = if is_open(placement) { x + 76.0 } else { spot.x + spot.width - 8.0 - room };
    beyond(sheet, placement, (left, y + 36.0));
}

/// Which sources a member reaches, in how many steps; those it does not reach are faint.
fn sources(sheet: &mut Sheet, placement: &Placement, (x, y): (f64, f64)) {
    for ((kind, steps), at) in Emblem::SOURCES.into_iter().zip(placement.sources).zip(0_u8..) {
        let is_strong = steps.is_some() && placement.emphasis != Emphasis::Faded;
        let ink = if steps.is_some() { Ink::Source } else { Ink::Dim };
        let colour = ink::shade(sheet.paper, ink, if is_strong { 1.0 } else { FADED });
        let x = x + f64::from(at) * 24.0;
        emblem::emblem(sheet, kind, (x + 5.0, y), &colour);
        let words = steps.map_or_else(|| "–".into(), |steps| steps.to_string());
        sheet.text((x + 12.0, y + DROP), &words, &format!("font-size=\"11\" fill=\"{colour}\""));
    }
}

/// The member of an ego board: its name, its area, its stage and phase in its large boundary.
fn board(sheet: &mut Sheet, placement: &Placement, look: &Look) {
    let spot = look.spot;
    boundary::frame(sheet, spot, placement.lane);
    doubt(sheet, placement, look);
    let (x, y) = spot.middle();
    let mut lines = placement.text.lines();
    let name = lines.next().unwrap_or_default().to_owned();
    let area = lines.next().unwrap_or_default().to_owned();
    let width = letters::bold(&name, SIZE) + look.lead;
    let title = Look { text: name, spot, edge: look.edge.clone(), name: look.name.clone(), ..*look };
    ground(sheet, placement, Spot { x: x - width / 2.0 - 6.0, y: y - 33.0, width: width + 12.0, height: 18.0 });
    named(sheet, placement, &title, (x - width / 2.0, y - 24.0));
    let words = match placement.lane {
        Lane::Stage(stage) => format!("Stage {}", stage.number()),
        Lane::Unrated | Lane::Sources | Lane::Bodies => "not yet rated".to_owned(),
    };
    let text = format!("text-anchor=\"middle\" fill=\"{}\"", hex(sheet.paper.colour(Ink::Text)));
    sheet.text((x, y + DROP - 2.0), &area, &text);
    sheet.text((x, y + DROP + 18.0), &words, &format!("text-anchor=\"middle\" fill=\"{}\"", look.edge));
    emblem::phase(sheet, placement.phase, (x - emblem::PHASE_STEP, y + 38.0), &look.edge);
}
