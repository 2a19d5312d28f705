//! The filter: who meets an expression stands out, alone or among those a topic is about.

use std::sync::Arc;

use ecow::{EcoString, eco_format};

use super::{FAR, NAMED, PLAIN, Spotlight};
use crate::{
    map::{roster::Roster, text::width},
    model::MemberId,
};

/// A longer expression has no room in the header.
const SHORT: u16 = 30;

/// Who meets a filter, worked out once and kept by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    /// The expression as it was typed.
    pub expression: EcoString,
    /// One for each member of the roster.
    meets: Arc<[bool]>,
}

impl Only {
    /// Those of the roster who are among these. Cost: O(members · log members).
    pub fn among<'a>(roster: &Roster, expression: &str, members: impl IntoIterator<Item = &'a MemberId>) -> Self {
        let mut meets = vec![false; roster.members.len()];
        for at in members.into_iter().filter_map(|id| roster.index(id)) {
            if let Some(meets) = meets.get_mut(at) {
                *meets = true;
            }
        }
        Self { expression: expression.trim().into(), meets: meets.into() }
    }

    /// A filter as a kept view has it: nobody meets it until it is worked out for a roster.
    pub(crate) fn unread(expression: &str) -> Self {
        Self { expression: expression.trim().into(), meets: Arc::default() }
    }

    /// Whether a member of the roster meets it.
    pub fn meets(&self, member: usize) -> bool {
        self.meets.get(member).copied().unwrap_or(false)
    }

    /// How many members of the roster meet it.
    pub fn count(&self) -> usize {
        self.meets.iter().filter(|meets| **meets).count()
    }

    /// The expression, if it is short, and how many of all meet it.
    pub fn note(&self) -> EcoString {
        let counts = eco_format!("{} of {}", self.count(), self.meets.len());
        if width(&self.expression) <= SHORT { eco_format!("{}: {counts}", self.expression) } else { eco_format!("only {counts}") }
    }

    /// The same in a sentence, for who has no room for a note of this length.
    pub(crate) fn sentence(&self) -> EcoString {
        eco_format!("Only members that meet {} stand out: {} of {}.", self.expression, self.count(), self.meets.len())
    }

    /// Whether a note beside another would not tell it.
    pub(crate) fn is_long(&self) -> bool {
        width(&self.expression) > SHORT
    }

    /// The answer with who does not meet the filter faded; without an answer, everybody who does stands out.
    ///
    /// Whom the topic is about stays: a path with holes says nothing.
    pub(super) fn narrow(&self, answer: Option<Spotlight>) -> Spotlight {
        let Some(mut answer) = answer else {
            let nearness = self.meets.iter().map(|meets| if *meets { NAMED } else { FAR }).collect();
            return Spotlight { nearness, ..Spotlight::default() };
        };
        for (nearness, meets) in answer.nearness.iter_mut().zip(&*self.meets) {
            if !meets && matches!(*nearness, NAMED | PLAIN) {
                *nearness = FAR;
            }
        }
        answer
    }
}
