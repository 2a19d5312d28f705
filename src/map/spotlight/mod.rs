//! What stands out of the picture because somebody asks for it: the rest fades.
//!
//! A [`Topic`] is the question; one file here answers each. A [`Spotlight`] is the answer, and every layout draws it the
//! same way: who is near is named, ties of the answer have its inks, lines join members who are not tied. A filter is laid
//! over any answer, or is one alone.

mod changes;
mod focus;
mod memo;
mod only;
mod path;
mod peers;
mod sources;
mod supports;
mod aside;
mod words;

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

pub use aside::{Against, Aside, Bond, Line, News};
pub use focus::Way;
pub(crate) use memo::Memo;
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
    /// The family of the selected member over its real ties.
    Peers,
    /// Who reaches which kind of knowledge source; with a member selected, its ways to its sources.
    Sources,
    /// Who supports whom, planned and running.
    Supports,
    /// What changed since the end of this day.
    Changes { since: Date },
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
    /// Lines between members that are no ties.
    pub(crate) lines: Vec<Line>,
    /// What is said of members beside their names.
    pub(crate) asides: BTreeMap<usize, Aside>,
    pub(crate) fill: Fill,
    /// What is asked and how much is found, in a few words.
    pub(crate) note: EcoString,
    /// What is found, in words under the map.
    pub(crate) caption: Vec<Paragraph>,
}

/// Who may have a name beside those of the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fill {
    #[default]
    Answer,
    /// Names fill the room that is left.
    Everybody,
}

impl Spotlight {
    /// What stands out in a view: the answer to its topic narrowed to who meets its filter; none if neither is asked.
    pub(crate) fn of(chart: &Chart, view: &View) -> Option<Self> {
        let answer = view.topic.as_ref().and_then(|topic| Self::answer(chart, view, topic));
        match &view.only {
            Some(only) => Some(only.narrow(answer)),
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
            Topic::Peers => Some(peers::light(chart, view.selected_in(chart))),
            Topic::Sources => Some(sources::light(chart, view.selected_in(chart))),
            Topic::Supports => Some(supports::light(chart)),
            Topic::Changes { since } => Some(changes::light(chart, *since)),
        }
    }

    /// What is asked and how much is found, in a few words.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What is found in whole sentences, without the key to signs.
    pub fn sentences(&self) -> Vec<String> {
        self.caption.iter().filter_map(Paragraph::said).collect()
    }

    /// What is said of members, by their places in the roster.
    pub fn asides(&self) -> impl Iterator<Item = (usize, Aside)> {
        self.asides.iter().map(|(at, aside)| (*at, *aside))
    }

    /// The lines that are no ties.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The ties that stand out, by their places in the roster, with their inks.
    pub fn lit(&self) -> impl Iterator<Item = (usize, [Ink; 2])> {
        self.ties.iter().map(|(at, inks)| (*at, *inks))
    }

    /// Puts a member so near.
    fn set(&mut self, member: usize, nearness: u8) {
        if let Some(known) = self.nearness.get_mut(member) {
            *known = nearness;
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
