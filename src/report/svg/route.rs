//! Ties along rows and columns as lines with their heads.

use super::{
    CELL, Poster, emblem, ink,
    member::Spots,
    sheet::{Sheet, Spot, path},
    tie,
};
use crate::{map::Route, report::tie_said};

type Place = (f64, f64);

/// A route with what it is, for who points at it.
pub(super) fn draw(sheet: &mut Sheet, poster: &Poster<'_>, route: &Route, spots: &Spots) {
    let Some(tied) = poster.chart.roster.ties.get(route.tie) else { return };
    let mut points: Vec<Place> = route.corners.iter().map(|cell| middle(*cell)).collect();
    let ends = [spots.of_member(tied.from), spots.of_member(tied.to)];
    let [from, to] = ends;
    // From edge to edge: the cells of a line begin beside those of its members. A line of one cell is one of two points.
    if let [only] = *points.as_slice() {
        points.push(only);
    }
    points.reverse();
    up_to(&mut points, from);
    points.reverse();
    up_to(&mut points, to);
    let scale = 0.75 + 0.1 * tied.trust.map_or(2.5, |trust| f64::from(trust.get()));
    let length = if tied.phase == crate::model::Phase::Coaching { 9.5 } else { 7.0 } * scale;
    let colours = [0, 1].map(|half| colour(sheet, route, half));
    let [back, ahead] = &colours;
    sheet.open("<g class=\"tie\">");
    sheet.words("title", "", &tie_said(tied, &poster.chart.roster));
    let heads = [points.first().zip(points.get(1)), points.last().zip(points.iter().rev().nth(1))].map(|end| end.map(|(a, b)| (*a, *b)));
    let [first, last] = heads;
    let mut shaft = points.clone();
    shorten(shaft.last_mut(), last, length * 0.8);
    if tied.is_mutual {
        shorten(shaft.first_mut(), first, length * 0.8);
    }
    for piece in pieces(&shaft, &route.gap) {
        let look = format!("fill=\"none\" stroke=\"{ahead}\" stroke-linejoin=\"round\" {}", tie::style(tied.phase, scale));
        sheet.line(&format!("<path d=\"{}\" {look}/>", path(&piece)));
    }
    head(sheet, last, length, ahead);
    if tied.is_mutual {
        head(sheet, first, length, back);
    }
    sheet.close("g");
}

fn middle((x, y): (i32, i32)) -> Place {
    ((f64::from(x) + 0.5) * CELL.0, (f64::from(y) + 0.5) * CELL.1)
}

fn colour(sheet: &Sheet, route: &Route, half: usize) -> String {
    let strength = route.strength.get(half).copied().unwrap_or(1.0);
    ink::faint(sheet.paper, tie::own_ink(route.inks, half), strength)
}

/// Moves the last point to the edge of a member, straight on; a line that would have to turn for it stays as it is.
fn up_to(points: &mut [Place], member: Option<Spot>) {
    let (Some(spot), Some(last)) = (member, points.last_mut()) else { return };
    let (right, bottom) = (spot.x + spot.width, spot.y + spot.height);
    let (x, y) = *last;
    if (spot.y..=bottom).contains(&y) {
        last.0 = if x < spot.x { spot.x } else { right };
    } else if (spot.x..=right).contains(&x) {
        last.1 = if y < spot.y { spot.y } else { bottom };
    }
}

/// The unit vector from one place to another.
fn way(from: Place, to: Place) -> Place {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let length = across.hypot(down).max(0.001);
    (across / length, down / length)
}

fn shorten(point: Option<&mut Place>, end: Option<(Place, Place)>, by: f64) {
    if let (Some(point), Some((at, before))) = (point, end) {
        let way = way(at, before);
        *point = (at.0 + way.0 * by, at.1 + way.1 * by);
    }
}

fn head(sheet: &mut Sheet, end: Option<(Place, Place)>, length: f64, colour: &str) {
    if let Some((at, before)) = end {
        emblem::head(sheet, at, way(before, at), length, colour);
    }
}

/// The line in one piece, or in two around the cells that are left out.
fn pieces(points: &[Place], gap: &[(i32, i32)]) -> Vec<Vec<Place>> {
    let (Some(first), Some(last)) = (gap.first().copied().map(middle), gap.last().copied().map(middle)) else {
        return vec![points.to_vec()];
    };
    let holds = |pair: &[Place]| {
        let &[(x, y), (to_x, to_y)] = pair else { return false };
        let is_in = |at: f64, one: f64, other: f64| (one.min(other) - 0.1..=one.max(other) + 0.1).contains(&at);
        is_in(first.0, x, to_x) && is_in(first.1, y, to_y) && is_in(last.0, x, to_x) && is_in(last.1, y, to_y)
    };
    let Some(at) = points.windows(2).position(holds) else { return vec![points.to_vec()] };
    let (before, after) = points.split_at(at + 1);
    let (Some(start), Some(end)) = (before.last().copied(), after.first().copied()) else { return vec![points.to_vec()] };
    let along = way(start, end);
    let around = |place: Place, by: f64| (place.0 + along.0 * by * CELL.0, place.1 + along.1 * by * CELL.0);
    let (near, far) = if (first.0 - start.0).hypot(first.1 - start.1) <= (last.0 - start.0).hypot(last.1 - start.1) {
        (first, last)
    } else {
        (last, first)
    };
    let mut one = before.to_vec();
    one.push(around(near, -0.5));
    let mut other = vec![around(far, 0.5)];
    other.extend(after);
    vec![one, other]
}
