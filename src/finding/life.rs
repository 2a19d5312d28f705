//! The life of a finding: what people said of it, and whether it is quiet for now.

use ecow::EcoString;
use jiff::civil::Date;

use super::evidence::Evidence;
use crate::model::{Id, Remark, SupportState, Word};

/// Why a finding is quiet. It is still there, and is told after all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quiet {
    /// A person asked for quiet until this day, which has not come.
    Snoozed(Date),
    /// A person set it down as handled; by this support, if it was named, which has not ended.
    Handled(Option<Id>),
}

impl Quiet {
    pub fn word(&self) -> &'static str {
        match self {
            Self::Snoozed(_) => "snoozed",
            Self::Handled(_) => "handled",
        }
    }
}

impl<'a> Evidence<'a> {
    /// What people said of a pattern here, oldest first.
    pub(super) fn said_of(&self, pattern: &str) -> impl DoubleEndedIterator<Item = &'a Remark> {
        let pattern = EcoString::from(pattern);
        self.remarks.iter().copied().filter(move |remark| remark.pattern == pattern)
    }

    /// Whether a pattern is quiet: the newest word that asks for quiet decides, as long as it holds.
    ///
    /// A snooze holds until its day; what is handled by a support is quiet until that support ends. An objection or a
    /// confirmation after it makes a finding speak again, for somebody has looked at it since.
    pub(super) fn quiet(&self, pattern: &str) -> Option<Quiet> {
        let newest = self.said_of(pattern).rev().find(|remark| remark.word != Word::Agree)?;
        match newest.word {
            Word::Snooze => newest.until.filter(|&until| until > self.ground.as_of).map(Quiet::Snoozed),
            Word::Handled => self.is_handled_by(newest.support.as_ref()).then(|| Quiet::Handled(newest.support.clone())),
            Word::Confirm | Word::Object | Word::Agree => None,
        }
    }

    fn is_handled_by(&self, support: Option<&Id>) -> bool {
        let Some(id) = support else { return true };
        let support = self.ground.network.supports().get(id.as_str());
        support.is_some_and(|support| support.state(self.ground.as_of) != SupportState::Ended)
    }
}
