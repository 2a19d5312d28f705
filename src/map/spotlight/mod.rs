//! What stands out of the picture because somebody asks for it: the rest fades.
//!
//! A [`Topic`] is the question; one file here answers each. A [`Spotlight`] is the answer, and every layout draws it the
//! same way: who is near is named, ties of the answer have its inks, lines join members who are not tied.

mod focus;
mod words;

use std::collections::BTreeMap;

pub use focus::Way;

use super::{chart::Chart, picture::Ink, view::View};

/// A question laid over the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Who is so many ties away from the selected member.
    Focus { way: Way, steps: u8 },
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
    /// The ties that stand out, by their place in the roster, with the inks of their first and second half.
    pub(crate) ties: BTreeMap<usize, [Ink; 2]>,
}

impl Spotlight {
    /// The answer to the topic of a view; none if nothing is asked or nobody is selected who would have to be.
    pub(crate) fn of(chart: &Chart, view: &View) -> Option<Self> {
        let selected = view.selected_in(chart);
        match view.topic.as_ref()? {
            Topic::Focus { way, steps } => Some(focus::light(&chart.roster, selected?, *way, *steps)),
        }
    }

    /// How near a member is; everybody is far who is not in the roster.
    pub(crate) fn nearness(&self, member: usize) -> u8 {
        self.nearness.get(member).copied().unwrap_or(FAR)
    }
}
