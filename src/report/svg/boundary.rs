//! The boundary of a stage: a wall, a line, a broken line, none.

use super::{
    emblem,
    ink::{self, hex},
    sheet::{Sheet, Spot, path},
};
use crate::{
    map::{Emblem, Ink, Lane},
    model::Stage,
};

/// The line of a boundary: its attributes without a colour and the radius of its corners, if the lane has one.
fn line(lane: Lane) -> Option<(&'static str, &'static str)> {
    match lane {
        Lane::Stage(Stage::Isolation) => Some(("stroke-width=\"3\"", "")),
        Lane::Stage(Stage::Initiation) => Some(("stroke-width=\"1.3\"", " rx=\"2.5\"")),
        Lane::Stage(Stage::Engagement) => Some(("stroke-width=\"1.4\" stroke-dasharray=\"4.5 3.2\"", " rx=\"7\"")),
        Lane::Stage(Stage::Integration) | Lane::Unrated | Lane::Sources | Lane::Bodies => None,
    }
}

/// The boundary around a name; the paper inside is clear of ties. Without a boundary nothing is drawn.
pub(super) fn pill(sheet: &mut Sheet, spot: Spot, lane: Lane, colour: &str) {
    if let Some((line, radius)) = line(lane) {
        let ground = hex(sheet.paper.ground());
        sheet.rect(spot.inset(inset(lane), inset(lane)), &format!("fill=\"{ground}\" stroke=\"{colour}\" {line}{radius}"));
    }
}

/// How far a boundary's line lies inside its rectangle.
fn inset(lane: Lane) -> f64 {
    if lane == Lane::Stage(Stage::Isolation) { 1.5 } else { 0.7 }
}

/// The left part of a boundary, as the member's ties show it, over the one that was claimed; and the mark of the doubt.
pub(super) fn doubt(sheet: &mut Sheet, spot: Spot, shown: Stage, colour: &str) {
    let Some((line, _)) = line(Lane::Stage(shown)) else { return };
    let part = (spot.width / 3.0).min(24.0);
    let over = Spot { x: spot.x - 1.0, y: spot.y - 1.0, width: part, height: spot.height + 2.0 };
    sheet.rect(over, &format!("fill=\"{}\"", hex(sheet.paper.ground())));
    let Spot { x, y, width, height } = spot.inset(inset(Lane::Stage(shown)), inset(Lane::Stage(shown)));
    let corners = [(x + part.min(width), y), (x, y), (x, y + height), (x + part.min(width), y + height)];
    sheet.line(&format!("<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" {line}/>", path(&corners)));
    let look = format!("font-weight=\"700\" fill=\"{colour}\"");
    sheet.text((spot.x + spot.width + 1.5, spot.middle().1 + 4.1), "?", &look);
}

/// The boundary around a column; an open one has only its corners.
pub(super) fn frame(sheet: &mut Sheet, spot: Spot, lane: Lane) {
    let colour = hex(sheet.paper.colour(Ink::of(lane, None)));
    let look = match lane {
        Lane::Stage(Stage::Isolation) => "stroke-width=\"7\"",
        Lane::Stage(Stage::Initiation) => "stroke-width=\"1.8\" rx=\"3\"",
        Lane::Stage(Stage::Engagement) => "stroke-width=\"1.8\" stroke-dasharray=\"9 7\" rx=\"10\"",
        Lane::Stage(Stage::Integration) => {
            let (right, bottom) = (spot.x + spot.width, spot.y + spot.height);
            for corner in [(spot.x, spot.y), (right, spot.y), (right, bottom), (spot.x, bottom)] {
                sheet.circle(corner, 2.2, &format!("fill=\"{colour}\""));
            }
            return;
        }
        Lane::Unrated | Lane::Sources | Lane::Bodies => return,
    };
    sheet.rect(spot, &format!("fill=\"none\" stroke=\"{colour}\" {look}"));
}

/// The figure of a member without its name: a walled square, a ring with a core, a broken ring, a dot, a question mark.
pub(super) fn glyph(sheet: &mut Sheet, lane: Lane, (x, y): (f64, f64), size: f64, colour: &str) {
    let ground = hex(sheet.paper.ground());
    let ring = |width: f64| format!("fill=\"{ground}\" stroke=\"{colour}\" stroke-width=\"{}\"", super::number(width * size));
    let full = format!("fill=\"{colour}\"");
    match lane {
        Lane::Stage(Stage::Isolation) => {
            let square = |half: f64| Spot { x: x - half * size, y: y - half * size, width: 2.0 * half * size, height: 2.0 * half * size };
            sheet.rect(square(3.6), &ring(1.8));
            sheet.rect(square(1.4), &full);
        }
        Lane::Stage(Stage::Initiation) => {
            sheet.circle((x, y), 4.1 * size, &ring(1.2));
            sheet.circle((x, y), 1.9 * size, &full);
        }
        Lane::Stage(Stage::Engagement) => {
            let dashes = super::number(2.3 * size);
            sheet.circle((x, y), 3.9 * size, &format!("{} stroke-dasharray=\"{dashes} {dashes}\"", ring(1.4)));
        }
        Lane::Stage(Stage::Integration) => sheet.circle((x, y), 2.9 * size, &full),
        Lane::Unrated => {
            sheet.circle((x, y), 4.2 * size, &ring(0.8));
            let look = format!("text-anchor=\"middle\" font-size=\"{}\" font-weight=\"700\" {full}", super::number(6.6 * size));
            sheet.text((x, y + 2.4 * size), "?", &look);
        }
        Lane::Sources => emblem::emblem(sheet, Emblem::Innovation, (x, y), colour),
        Lane::Bodies => emblem::emblem(sheet, Emblem::Hub, (x, y), colour),
    }
}

/// A bar of members of one lane, in the lane's colour and, for who sees no colour, the lane's boundary.
pub(super) fn bar(sheet: &mut Sheet, spot: Spot, lane: Lane) {
    let ink = Ink::of(lane, None);
    let (fill, edge) = (ink::faint(sheet.paper, ink, 0.55), hex(sheet.paper.colour(ink)));
    let (line, radius) = line(lane).unwrap_or(("stroke-width=\"0\"", ""));
    sheet.rect(spot.inset(0.5, 3.5), &format!("fill=\"{fill}\" stroke=\"{edge}\" {line}{radius}"));
}
