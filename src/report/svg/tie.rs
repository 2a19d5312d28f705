//! Ties and guides as curves.
//!
//! A stroke of the picture is a row of points on a cubic Bézier curve at equal steps; four numbers say it again. The curve
//! is cut where it enters its members, and its head stands there.

use std::collections::BTreeMap;

use super::{
    DOT, Poster, emblem,
    ink::{self, hex},
    member::Spots,
    sheet::{Sheet, Spot, number, path},
};
use crate::{
    map::{Bond, DrawnTie, Ink, Joined, Stroke},
    model::Phase,
    report::{layer_words::line_said, tie_said},
};

type Place = (f64, f64);

/// Up to this many ties each has its own run of colour from giver to learner.
const WITH_RUNS: usize = 400;
/// The points of a stroke may lie this far from the curve found for it, in units.
const NEAR: f64 = 2.0;
/// How finely the place is looked for where a curve leaves a member.
const STEPS: u32 = 128;

/// A cubic Bézier curve.
#[derive(Clone, Copy, Debug)]
struct Curve([Place; 4]);

impl Curve {
    /// The curve through points at equal steps: two of them give the two equations for the two control points.
    fn through(points: &[Place]) -> Option<Self> {
        let steps = points.len().checked_sub(1).filter(|steps| *steps >= 3)?;
        let (first, last) = (*points.first()?, *points.last()?);
        let (near, far) = (steps / 3, steps - steps / 3);
        let row = |at: usize| {
            let share = at as f64 / steps as f64;
            let rest = 1.0 - share;
            let place = points.get(at)?;
            let weights = (3.0 * rest * rest * share, 3.0 * rest * share * share);
            let x = place.0 - rest.powi(3) * first.0 - share.powi(3) * last.0;
            let y = place.1 - rest.powi(3) * first.1 - share.powi(3) * last.1;
            Some((weights, (x, y)))
        };
        let (weights, here) = row(near)?;
        let (far_weights, there) = row(far)?;
        let whole = weights.0 * far_weights.1 - weights.1 * far_weights.0;
        if whole.abs() < 1e-9 {
            return None;
        }
        // Cramer's rule, for both coordinates.
        let solve = |here: f64, there: f64| {
            let one = (far_weights.1 * here - weights.1 * there) / whole;
            let two = (weights.0 * there - far_weights.0 * here) / whole;
            (one, two)
        };
        let (across, down) = (solve(here.0, there.0), solve(here.1, there.1));
        let (one, two) = ((across.0, down.0), (across.1, down.1));
        let curve = Self([first, one, two, last]);
        let is_near = |(at, place): (usize, &Place)| {
            let there = curve.at(at as f64 / steps as f64);
            (there.0 - place.0).hypot(there.1 - place.1) <= NEAR
        };
        points.iter().enumerate().all(is_near).then_some(curve)
    }

    fn at(&self, share: f64) -> Place {
        let rest = 1.0 - share;
        let weights = [rest.powi(3), 3.0 * rest * rest * share, 3.0 * rest * share * share, share.powi(3)];
        self.0.iter().zip(weights).fold((0.0, 0.0), |sum, (place, weight)| (sum.0 + place.0 * weight, sum.1 + place.1 * weight))
    }

    /// The part between two shares (de Casteljau, by the derivatives at its ends).
    fn part(&self, from: f64, to: f64) -> Self {
        let (start, end) = (self.at(from), self.at(to));
        let third = (to - from) / 3.0;
        let (out, back) = (self.slope(from), self.slope(to));
        Self([start, (start.0 + out.0 * third, start.1 + out.1 * third), (end.0 - back.0 * third, end.1 - back.1 * third), end])
    }

    fn slope(&self, share: f64) -> Place {
        let rest = 1.0 - share;
        let [a, b, c, d] = self.0;
        let along = |a: f64, b: f64, c: f64, d: f64| 3.0 * (rest * rest * (b - a) + 2.0 * rest * share * (c - b) + share * share * (d - c));
        (along(a.0, b.0, c.0, d.0), along(a.1, b.1, c.1, d.1))
    }

    fn length(&self) -> f64 {
        let points: Vec<Place> = (0..=16_u32).map(|step| self.at(f64::from(step) / 16.0)).collect();
        points.windows(2).map(|pair| if let [a, b] = pair { (b.0 - a.0).hypot(b.1 - a.1) } else { 0.0 }).sum()
    }

    /// The share at which the curve has left a rectangle, seen from its end.
    fn leaves(&self, spot: Spot) -> f64 {
        let shares = (0..=STEPS).rev().map(|step| f64::from(step) / f64::from(STEPS));
        shares.into_iter().find(|share| !spot.contains(self.at(*share))).unwrap_or(0.5)
    }

    fn backward(&self) -> Self {
        let [a, b, c, d] = self.0;
        Self([d, c, b, a])
    }

    fn path(&self) -> String {
        let [start, one, two, end] = self.0.map(|(x, y)| format!("{} {}", number(x), number(y)));
        format!("M{start}C{one} {two} {end}")
    }
}

fn scaled(stroke: &Stroke) -> Vec<Place> {
    stroke.points.iter().map(|(x, y)| (f64::from(*x) * DOT.0, f64::from(*y) * DOT.1)).collect()
}

/// A line that guides the eye, in the pattern of the boundary it stands for.
pub(super) fn guide(sheet: &mut Sheet, stroke: &Stroke) {
    let colour = hex(sheet.paper.colour(Ink::Guide));
    let pattern = match (stroke.on, stroke.off) {
        (_, 0) => "stroke-width=\"3\"".to_owned(),
        (1, off) => format!("stroke-width=\"2\" stroke-linecap=\"round\" stroke-dasharray=\"0.1 {}\"", off * 2),
        (on, off) => format!("stroke-width=\"1.5\" stroke-dasharray=\"{} {}\"", on * 2, off * 2),
    };
    let points = scaled(stroke);
    // Nearer to knowledge the ground is a shade deeper with every ring.
    let is_ring = points.len() > 3 && points.first().zip(points.last()).is_some_and(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1) < 1.0);
    let fill = if is_ring { format!("fill=\"{}\" fill-opacity=\"0.07\"", hex(sheet.paper.tint())) } else { "fill=\"none\"".to_owned() };
    sheet.line(&format!("<path d=\"{}\" {fill} stroke=\"{colour}\" {pattern}/>", path(&points)));
}

/// How a phase is drawn: its width and pattern, at a scale.
pub(super) fn style(phase: Phase, scale: f64) -> String {
    match phase {
        Phase::Information => {
            format!("stroke-width=\"{}\" stroke-linecap=\"round\" stroke-dasharray=\"0.1 {}\"", number(1.7 * scale), number(4.2 * scale))
        }
        Phase::Experience => format!("stroke-width=\"{}\"", number(1.3 * scale)),
        Phase::Coaching => format!("stroke-width=\"{}\"", number(2.6 * scale)),
    }
}

/// How a line that is no tie is drawn: its width and pattern.
pub(super) fn bond_style(bond: Bond) -> &'static str {
    match bond {
        Bond::Peer => "stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-dasharray=\"0.1 8\"",
        Bond::Planned => "stroke-width=\"2.6\" stroke-dasharray=\"9 7\"",
        Bond::Running | Bond::Overdue => "stroke-width=\"2.6\"",
        Bond::Ended(_) => "stroke-width=\"1.3\" stroke-dasharray=\"4 5\"",
    }
}

/// The colour of a phase's lines: on paper there is no glow, so the weakest has the ink of the next.
pub(super) fn ink_of(phase: Phase) -> Ink {
    match phase {
        Phase::Information | Phase::Experience => Ink::Tie(Phase::Experience),
        Phase::Coaching => Ink::Tie(Phase::Coaching),
    }
}

/// A tie with its heads; where its members are known it says who shares with whom.
pub(super) fn draw(
    sheet: &mut Sheet,
    poster: &Poster<'_>,
    stroke: &Stroke,
    (spots, ties): (&Spots, &BTreeMap<(usize, usize), Vec<&DrawnTie>>),
) {
    let points = scaled(stroke);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let (from, to) = (spots.at(*first), spots.at(*last));
    let tie = from.zip(to).and_then(|(from, to)| {
        let between = ties.get(&(from.0, to.0))?;
        // Two may be tied in several ways: the stroke's level tells the phase.
        between.iter().find(|tie| tie.phase.number() + 1 == stroke.level).or_else(|| between.first()).copied()
    });
    let phase = tie.map_or_else(|| phase_of(stroke), |tie| tie.phase);
    let crowd = poster.picture.ties.len();
    let scale = match crowd {
        0..=150 => 1.0,
        151..=400 => 0.8,
        401..=1000 => 0.6,
        1001.. => 0.42,
    };
    // The more trust, the stronger the line; an unknown trust is drawn as a middling one.
    let trust = tie.and_then(|tie| tie.trust).map_or(2.5, |trust| f64::from(trust.get()));
    let scale = scale * (0.75 + 0.1 * trust);
    sheet.open("<g class=\"tie\">");
    if let Some(tie) = tie {
        sheet.words("title", "", &tie_said(tie, &poster.chart.roster));
    }
    if let Some(curve) = Curve::through(&points) {
        let paint = if crowd <= WITH_RUNS { Paint::Run } else { Paint::Plain };
        let way = Way { stroke, phase, scale, is_mutual: tie.is_some_and(|tie| tie.is_mutual), paint };
        way.draw(sheet, &curve, (from.map(|(_, spot)| spot), to.map(|(_, spot)| spot)));
    } else {
        let colour = ink::faint(sheet.paper, own_ink(stroke.inks, 1), stroke.strength.iter().sum::<f32>() / 2.0);
        sheet.line(&format!("<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" {}/>", path(&points), style(phase, scale)));
    }
    sheet.close("g");
}

/// A line that is no tie, cut where it enters its members; it says what it means.
pub(super) fn line(sheet: &mut Sheet, poster: &Poster<'_>, joined: &Joined, spots: &Spots) {
    let points = scaled(&joined.stroke);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let [from, to] = [spots.at(*first), spots.at(*last)].map(|end| end.map(|(_, spot)| spot));
    sheet.open("<g class=\"line\">");
    sheet.words("title", "", &line_said(&joined.line, poster.chart));
    let bond = joined.line.bond;
    let colour = ink::faint(sheet.paper, bond.ink(), joined.stroke.strength.iter().sum::<f32>() / 2.0);
    let look = format!("fill=\"none\" stroke=\"{colour}\" {}", bond_style(bond));
    match Curve::through(&points) {
        None => sheet.line(&format!("<path d=\"{}\" {look}/>", path(&points))),
        Some(curve) => {
            let start = from.map_or(0.0, |spot| 1.0 - curve.backward().leaves(spot));
            let end = to.map_or(1.0, |spot| curve.leaves(spot));
            if end > start {
                let seen = curve.part(start, end);
                sheet.line(&format!("<path d=\"{}\" {look}/>", seen.path()));
                if bond.has_head() && to.is_some() {
                    let way = Way { stroke: &joined.stroke, phase: Phase::Coaching, scale: 1.0, is_mutual: false, paint: Paint::Plain };
                    way.arrow(sheet, &seen, 1);
                }
            }
        }
    }
    sheet.close("g");
}

/// The ink of the first or the second half of a tie.
pub(super) fn own_ink(inks: [Ink; 2], half: usize) -> Ink {
    let ink = inks.get(half).copied().unwrap_or(Ink::Text);
    if let Ink::Tie(phase) = ink { ink_of(phase) } else { ink }
}

fn phase_of(stroke: &Stroke) -> Phase {
    match stroke.inks {
        [Ink::Tie(phase), _] => phase,
        _ if stroke.width > 1 => Phase::Coaching,
        _ if stroke.on < stroke.off => Phase::Information,
        _ => Phase::Experience,
    }
}

/// How one tie is drawn.
struct Way<'a> {
    stroke: &'a Stroke,
    phase: Phase,
    scale: f64,
    is_mutual: bool,
    paint: Paint,
}

/// How a line is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paint {
    /// From the giver's end to the learner's.
    Run,
    /// Alike all along: a run for each of thousands would weigh more than it tells.
    Plain,
}

impl Way<'_> {
    fn draw(&self, sheet: &mut Sheet, curve: &Curve, (from, to): (Option<Spot>, Option<Spot>)) {
        let start = from.map_or(0.0, |spot| 1.0 - curve.backward().leaves(spot));
        let end = to.map_or(1.0, |spot| curve.leaves(spot));
        if end <= start {
            return;
        }
        let seen = curve.part(start, end);
        let length = seen.length().max(1.0);
        let head = (self.head() / length).min(0.4);
        let tail = if self.is_mutual { head } else { 0.0 };
        let shaft = seen.part(tail * 0.8, 1.0 - head * 0.8);
        let paint = self.paint(sheet, &shaft);
        // The two ends of a comet are not alike; a tie of weak trust lacks its very middle, and that is seen on paper too.
        let is_comet = matches!(self.stroke.drawn.as_slice(), [(_, near), (far, _)] if (near + far - 1.0).abs() > 0.01);
        if is_comet {
            // On a screen only the ends of a long tie are seen in a crowd; on paper a hair leads from one to the other.
            let hair = ink::faint(sheet.paper, own_ink(self.stroke.inks, 1), 0.32);
            sheet.line(&format!("<path d=\"{}\" fill=\"none\" stroke=\"{hair}\" stroke-width=\"0.5\"/>", shaft.path()));
        }
        for (low, high) in &self.stroke.drawn {
            let part = shaft.part(f64::from(*low), f64::from(*high));
            sheet.line(&format!("<path d=\"{}\" fill=\"none\" stroke=\"{paint}\" {}/>", part.path(), style(self.phase, self.scale)));
        }
        if to.is_some() {
            self.arrow(sheet, &seen, 1);
        }
        if self.is_mutual && from.is_some() {
            self.arrow(sheet, &seen.backward(), 0);
        }
    }

    /// The length of a head.
    fn head(&self) -> f64 {
        let by_phase = match self.phase {
            Phase::Information => 6.5,
            Phase::Experience => 7.0,
            Phase::Coaching => 9.5,
        };
        by_phase * self.scale
    }

    fn arrow(&self, sheet: &mut Sheet, curve: &Curve, half: usize) {
        let (point, back) = (curve.at(1.0), curve.at(1.0 - (self.head() / curve.length().max(1.0)).min(0.4)));
        let way = (point.0 - back.0, point.1 - back.1);
        let length = way.0.hypot(way.1);
        if length > 0.0 {
            let colour = ink::faint(sheet.paper, own_ink(self.stroke.inks, half), self.strength(half));
            emblem::head(sheet, point, (way.0 / length, way.1 / length), self.head(), &colour);
        }
    }

    fn strength(&self, half: usize) -> f32 {
        self.stroke.strength.get(half).copied().unwrap_or(1.0)
    }

    /// A colour, or a run of colour from the giver to the learner.
    fn paint(&self, sheet: &mut Sheet, curve: &Curve) -> String {
        let colours = [0, 1].map(|half| ink::faint(sheet.paper, own_ink(self.stroke.inks, half), self.strength(half)));
        let [from, to] = &colours;
        let [start, _, _, end] = curve.0;
        let is_flat = (end.0 - start.0).hypot(end.1 - start.1) < 1.0;
        if from == to || self.paint == Paint::Plain || is_flat {
            return to.clone();
        }
        let name = sheet.next_gradient();
        let places = format!("x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"", number(start.0), number(start.1), number(end.0), number(end.1));
        sheet.line(&format!(
            "<linearGradient id=\"{name}\" gradientUnits=\"userSpaceOnUse\" {places}><stop stop-color=\"{from}\"/><stop offset=\"1\" stop-color=\"{to}\"/></linearGradient>"
        ));
        format!("url(#{name})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(curve: &Curve) -> Vec<Place> {
        (0..=10_u32).map(|step| curve.at(f64::from(step) / 10.0)).collect()
    }

    #[test]
    fn a_curve_is_found_again_from_its_points() {
        let curve = Curve([(0.0, 0.0), (10.0, 40.0), (80.0, 40.0), (100.0, 5.0)]);
        let found = Curve::through(&points(&curve)).unwrap();
        for (place, known) in found.0.into_iter().zip(curve.0) {
            assert!((place.0 - known.0).abs() < 1e-6 && (place.1 - known.1).abs() < 1e-6);
        }
    }

    #[test]
    fn a_corner_is_no_curve() {
        let corner: Vec<Place> =
            (0..=6_i32).map(|at| if at < 3 { (f64::from(at) * 20.0, 0.0) } else { (60.0, f64::from(at - 3) * 20.0) }).collect();
        assert!(Curve::through(&corner).is_none());
    }

    #[test]
    fn a_part_lies_on_the_whole() {
        let curve = Curve([(0.0, 0.0), (10.0, 40.0), (80.0, 40.0), (100.0, 5.0)]);
        let (part, whole) = (curve.part(0.2, 0.6).at(0.5), curve.at(0.4));
        assert!((part.0 - whole.0).abs() < 1e-6 && (part.1 - whole.1).abs() < 1e-6);
    }
}
