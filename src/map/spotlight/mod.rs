//! What stands out of the picture because somebody asks for it: the rest fades.
//!
//! A [`Topic`] is the question; one file here answers each. A [`Spotlight`] is the answer, and every layout draws it the
//! same way: who is near is named, ties of the answer have its inks, lines join members who are not tied. A filter is laid
//! over any answer, or is one alone.

mod focus;
mod only;
mod path;
mod words;

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

pub use focus::Way;
pub use only::Only;
pub use path::{Found, Path};

use super::{
    caption::Paragraph,
    chart::Chart,
    picture::{Ink, Mark},
    view::View,
};
use crate::model::MemberId;

/// A question laid over the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Who is so many ties away from the selected member.
    Focus { way: Way, steps: u8 },
    /// The shortest path of ties from one member to another.
    Path { from: MemberId, to: MemberId },
}

impl Topic {
    /// A focus takes in members up to so many ties away; beyond, nearly everybody is near.
    pub const MOST_STEPS: u8 = 6;
}

/// How near somebody is to what is asked.
pub(crate) const SELF: u8 = 0;
/// Named, and tied by ties that stand out.
pub(crate) const NAMED: u8 = 1;
/// Drawn as ever.
pub(crate) const PLAIN: u8 = 2;
/// Faded.
pub(crate) const FAR: u8 = 3;

/// The answer to a topic, in places of the roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spotlight {
    /// One for each member of the roster: [`SELF`], [`NAMED`], [`PLAIN`] or [`FAR`].
    pub(crate) nearness: Vec<u8>,
    /// How many ties everybody is away, if that is what is asked: the nearest are named first.
    pub(crate) away: Vec<u8>,
    /// The ties that stand out, by their place in the roster, with the inks of their first and second half.
    pub(crate) ties: BTreeMap<usize, [Ink; 2]>,
    /// How members of the answer are tied to the one before them, for layouts without lines.
    pub(crate) marks: BTreeMap<usize, Mark>,
    /// The numbers of members that have an order.
    pub(crate) numbers: BTreeMap<usize, usize>,
    /// What is asked and how much is found, in a few words.
    pub(crate) note: EcoString,
    /// What is found, in words under the map.
    pub(crate) caption: Vec<Paragraph>,
}

impl Spotlight {
    /// What stands out in a view: the answer to its topic narrowed to who meets its filter; none if neither is asked.
    pub(crate) fn of(chart: &Chart, view: &View) -> Option<Self> {
        let answer = view.topic.as_ref().and_then(|topic| Self::answer(chart, view, topic));
        match &view.only {
            Some(only) => only.narrow(answer),
            None => answer,
        }
    }

    /// The answer to a topic; none if nobody is selected who would have to be.
    fn answer(chart: &Chart, view: &View, topic: &Topic) -> Option<Self> {
        match topic {
            // The ego board shows the ties of one member alone anyway.
            Topic::Focus { way, steps } if chart.layout.has_focus() => Some(focus::light(chart, view.selected_in(chart)?, *way, *steps)),
            Topic::Focus { .. } => None,
            Topic::Path { from, to } => path::light(chart, from, to),
        }
    }

    /// How near a member is; everybody is far who is not in the roster.
    pub(crate) fn nearness(&self, member: usize) -> u8 {
        self.nearness.get(member).copied().unwrap_or(FAR)
    }

    /// How many ties a member of the answer is away, if that is what is asked.
    pub(crate) fn steps(&self, member: usize) -> Option<u8> {
        self.away.get(member).copied().filter(|_| self.nearness(member) <= NAMED)
    }

    /// What is added to the rank of a member's name: each tie nearer counts more than anything a member is.
    pub(crate) fn closeness(&self, member: usize) -> u32 {
        /// More than flag, kind and ties are worth together.
        const A_TIE: u32 = 1500;
        let away = self.steps(member).unwrap_or(Topic::MOST_STEPS);
        A_TIE * u32::from(Topic::MOST_STEPS.saturating_sub(away))
    }
}

fn counted(count: usize, one: &str) -> EcoString {
    if count == 1 { eco_format!("1 {one}") } else { eco_format!("{count} {one}s") }
}
