//! What a pattern says of a member, and the facts it rests on.

use ecow::EcoString;

use super::pattern::Pattern;
use crate::model::{MemberId, Year};

/// Three-valued: what is missing is never taken for what is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Met,
    NotMet,
    /// An input is missing; the finding names it.
    CannotSay,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::CannotSay => "cannot_say",
        }
    }
}

/// How strong a finding is; which of them a pattern uses is its own affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Signal,
    ThisYear,
    Persistent,
    Suspected,
    Confirmed,
    Possible,
    Likely,
}

impl Strength {
    pub fn word(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::ThisYear => "this_year",
            Self::Persistent => "persistent",
            Self::Suspected => "suspected",
            Self::Confirmed => "confirmed",
            Self::Possible => "possible",
            Self::Likely => "likely",
        }
    }
}

/// One input of a verdict, without prose: what was compared with what, when, and who published it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// The measure's name, or what else was looked at: "stage", "response".
    pub what: EcoString,
    pub year: Option<Year>,
    pub value: Option<f64>,
    /// What was looked at if it is no number: "rejected", "1".
    pub text: Option<EcoString>,
    pub unit: Option<EcoString>,
    /// "national", "family median", "zero", a peer's name.
    pub compared_with: Option<EcoString>,
    pub other: Option<f64>,
    /// Ends of the 95% interval of the value.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub pupils: Option<u32>,
    /// Where the value stands: file and row, or who rated when.
    pub source: Option<EcoString>,
}

/// One line of a rule, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub text: EcoString,
    pub met: Verdict,
    pub facts: Vec<Fact>,
}

/// What a pattern says of a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub member: MemberId,
    pub pattern: Pattern,
    pub verdict: Verdict,
    /// Only with [`Verdict::Met`].
    pub strength: Option<Strength>,
    /// 1 to 5, 5 is worst; 0 unless met.
    pub severity: u8,
    /// One sentence for people.
    pub title: EcoString,
    /// The rule line by line, with what each rests on.
    pub rule: Vec<Condition>,
    /// What would have to be known, each a phrase.
    pub missing: Vec<EcoString>,
    /// What to do next, each a sentence.
    pub next: Vec<EcoString>,
    /// What would change the verdict, each a sentence.
    pub would_change: Vec<EcoString>,
}
