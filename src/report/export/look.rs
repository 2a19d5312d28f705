//! How members look in other programs: the colours of the map, a size by ties, and the place in the layout.

use super::Subject;
use crate::{
    map::{Emblem, Ink},
    model::{Member, Phase},
};

/// Half the width of the plane that members are placed on, in the units of other programs.
const REACH: f64 = 1_000.0;

/// How a member looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Red, green and blue in one number.
    pub(super) colour: u32,
    /// Its diameter: 10 for a member without ties, growing with the root of their number.
    pub(super) size: f64,
    /// Where it stands, -1000 to 1000 both ways, y upward; none for members that the map does not draw.
    pub(super) place: Option<(f64, f64)>,
    pub(super) figure: Figure,
}

/// The shape of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    School,
    Source,
    Body,
}

impl Subject<'_> {
    /// How a member looks.
    pub(super) fn look(&self, member: &Member) -> Look {
        let roster = &self.chart.roster;
        let drawn = roster.members.binary_search_by(|drawn| drawn.id.cmp(&member.id)).ok().and_then(|at| roster.members.get(at));
        let Some(drawn) = drawn else {
            return Look { colour: self.paper.colour(Ink::Dim), size: 10.0, place: None, figure: Figure::Body };
        };
        let place = self.chart.place_of(&member.id).filter(|place| place.x.is_finite() && place.y.is_finite());
        Look {
            colour: self.paper.colour(Ink::of(drawn.lane, drawn.emblem)),
            size: hundredths(10.0 + 5.0 * (drawn.degree as f64).sqrt()),
            place: place.map(|place| (hundredths(place.x * REACH), hundredths(-place.y * REACH))),
            figure: match drawn.emblem {
                None => Figure::School,
                Some(Emblem::Research | Emblem::Practice | Emblem::Innovation) => Figure::Source,
                Some(Emblem::University | Emblem::Hub) => Figure::Body,
            },
        }
    }

    /// The colour of a tie of this phase.
    pub(super) fn tie_colour(&self, phase: Option<Phase>) -> u32 {
        self.paper.colour(phase.map_or(Ink::Dim, Ink::Tie))
    }
}

/// Rounded to hundredths; minus zero becomes zero.
fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0 + 0.0
}
