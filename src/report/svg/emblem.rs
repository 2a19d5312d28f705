//! Signs as figures, so that no font has to have them: emblems, arrow heads, phase dots.

use super::sheet::Sheet;
use crate::{
    map::{Bearing, Emblem},
    model::Phase,
};

/// The sign of a member that is no plain school, with its middle here: full, nested and hollow rhombs for knowledge as it
/// settles, a triangle for a university, a house for a hub.
pub(super) fn emblem(sheet: &mut Sheet, emblem: Emblem, middle: (f64, f64), colour: &str) {
    let full = format!("fill=\"{colour}\"");
    let hollow = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.3\"");
    match emblem {
        Emblem::Research => sheet.figure(&rhomb(middle, 5.0), &full),
        Emblem::Practice => {
            sheet.figure(&rhomb(middle, 5.0), &hollow);
            sheet.figure(&rhomb(middle, 2.3), &full);
        }
        Emblem::Innovation => sheet.figure(&rhomb(middle, 5.0), &hollow),
        Emblem::University => {
            let (x, y) = middle;
            sheet.figure(&[(x, y - 5.0), (x + 5.2, y + 4.2), (x - 5.2, y + 4.2)], &full);
        }
        Emblem::Hub => {
            let (x, y) = middle;
            let house = [(x, y - 5.0), (x + 5.0, y - 0.2), (x + 5.0, y + 4.5), (x - 5.0, y + 4.5), (x - 5.0, y - 0.2)];
            sheet.figure(&house, &hollow);
        }
    }
}

fn rhomb((x, y): (f64, f64), half: f64) -> [(f64, f64); 4] {
    [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
}

/// The head of an arrow: its point, the way it looks (a unit vector) and its length.
pub(super) fn head(sheet: &mut Sheet, point: (f64, f64), way: (f64, f64), length: f64, colour: &str) {
    let back = (point.0 - way.0 * length, point.1 - way.1 * length);
    let side = (-way.1 * length * 0.42, way.0 * length * 0.42);
    let corners = [point, (back.0 + side.0, back.1 + side.1), (back.0 - side.0, back.1 - side.1)];
    sheet.figure(&corners, &format!("fill=\"{colour}\""));
}

/// A small triangle that points somewhere.
pub(super) fn pointer(sheet: &mut Sheet, (x, y): (f64, f64), bearing: Bearing, colour: &str) {
    let way = match bearing {
        Bearing::Left => (-1.0, 0.0),
        Bearing::Right => (1.0, 0.0),
        Bearing::Up => (0.0, -1.0),
        Bearing::Down => (0.0, 1.0),
    };
    head(sheet, (x + way.0 * 4.0, y + way.1 * 4.0), way, 8.0, colour);
}

/// How far sharing goes: three dots, as many full as the phase's number. The first has its middle here.
pub(super) fn phase(sheet: &mut Sheet, phase: Option<Phase>, (x, y): (f64, f64), colour: &str) {
    let full = phase.map_or(0, Phase::number);
    for at in 0..3_u8 {
        let fill = if at < full { colour } else { "none" };
        let middle = (x + f64::from(at) * PHASE_STEP, y);
        sheet.circle(middle, 2.6, &format!("fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1\""));
    }
}

/// From the middle of one dot of a phase to the next.
pub(super) const PHASE_STEP: f64 = 7.6;
