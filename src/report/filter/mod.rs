//! The filter language: one for `--where`, `--only` and the screen.
//!
//! ```text
//! stage = 1 and authority = Surrey
//! "Attainment 8, 2019" > 50 and not flag:coasting
//! education in (primary, all_through) and near 5 km of "St Mary's"
//! within 2 of urn:136455 or stage = ?
//! ```
//!
//! A comparison with a missing value is false; `field = ?` (or `= none`) asks for what is missing, `field != ?` for what
//! is known. Text is compared without case, accents and apostrophes. `within` and `near` include the member they start
//! from. `flag:any` is any pattern. A measure without a year is the member's latest figure.

mod error;
mod parse;
mod test;
mod token;
mod value;
mod walk;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub use error::FilterError;

use self::test::Test;
use super::{column::Subject, vocabulary::Vocabulary};
use crate::{
    analysis::Analysis,
    graph::TieGraph,
    model::{Member, MemberId, Network, Tie},
};

/// What an expression is about: the fields it may name, and the members it may start from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    vocabulary: &'a Vocabulary,
    network: &'a Network,
    /// The day of the question; ties that end later still run.
    day: Option<Date>,
    fields: Fields,
}

/// Whether a quoted field that nobody knows is a heading that may still come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fields {
    Known,
    MayCome,
}

/// A filter, read and ready.
#[derive(Clone, Debug)]
pub struct Filter {
    test: Test,
}

impl Filter {
    /// Reads an expression about the members of an analysis. Cost: O(length + records).
    pub fn new(expression: &str, analysis: &Analysis) -> Result<Self, FilterError> {
        let vocabulary = Vocabulary::of(&analysis.network);
        Self::with(expression, analysis, &vocabulary)
    }

    /// The same, with a vocabulary made before: for a filter that is typed letter by letter.
    pub fn with(expression: &str, analysis: &Analysis, vocabulary: &Vocabulary) -> Result<Self, FilterError> {
        let scope = Scope { vocabulary, network: &analysis.network, day: Some(analysis.as_of), fields: Fields::Known };
        parse::parse(expression, scope).map(|test| Self { test })
    }

    /// Reads an expression about records on their way into a network, for `import --only`.
    ///
    /// Judged fields, ties and measures are missing there; a quoted field is a heading of the source.
    pub fn for_records(expression: &str, network: &Network) -> Result<Self, FilterError> {
        let vocabulary = Vocabulary::of(network);
        let scope = Scope { vocabulary: &vocabulary, network, day: None, fields: Fields::MayCome };
        parse::parse(expression, scope).map(|test| Self { test })
    }

    /// Whether a member of the analysis passes.
    pub fn passes(&self, analysis: &Analysis, member: &Member) -> bool {
        self.test.passes(&Subject::of(analysis, member))
    }

    /// Whether a record on its way into a network passes.
    pub fn passes_record(&self, member: &Member) -> bool {
        self.test.passes(&Subject::record(member))
    }

    /// The members that pass, by id.
    pub fn members<'a>(&self, analysis: &'a Analysis) -> impl Iterator<Item = &'a Member> {
        analysis.network.members().iter().filter(|member| self.passes(analysis, member))
    }

    pub(super) fn passes_subject(&self, subject: &Subject<'_>) -> bool {
        self.test.passes(subject)
    }
}

/// The members at most so many ties away, either way, over ties that have not ended; the member itself is none away.
///
/// Cost: O((members + ties) · log).
fn within(scope: Scope<'_>, start: &MemberId, steps: usize) -> BTreeSet<MemberId> {
    let runs = |tie: &Tie| match (tie.ended, scope.day) {
        (None, _) => true,
        (Some(ended), Some(day)) => ended > day,
        (Some(_), None) => false,
    };
    TieGraph::of(scope.network, runs).within(start, steps).into_keys().collect()
}
