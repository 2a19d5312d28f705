//! How many of those asked can have answered, where ties come from a survey.

use std::collections::BTreeSet;

use crate::{
    framework::SurveyRules,
    model::{Kind, Network, Tie, fold},
};

/// The answers to a survey of ties, as far as the ties tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Ties whose source says that they come from a survey.
    pub ties: usize,
    /// Members that stand in such a tie: no more can have answered.
    pub at_most: usize,
    /// Open members of the kinds that stand in such ties: those who can have been asked.
    pub asked: usize,
}

impl Answered {
    /// The largest share of those asked that can have answered, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.asked == 0 { 0.0 } else { self.at_most as f64 / self.asked as f64 }
    }

    /// Whether so few answered that centrality is unreliable (domain.md section 6, missing data).
    pub fn is_low(&self, rules: &SurveyRules) -> bool {
        self.share() < rules.answered.value
    }
}

/// What the ties of a survey tell of its answers; `None` if no tie comes from one.
///
/// Who answered stands nowhere in a tie, so this is the most that can have. Cost: O(ties · log members).
pub(super) fn answered(network: &Network, ties: &[&Tie], rules: &SurveyRules) -> Option<Answered> {
    let words: Vec<String> = rules.words.value.iter().map(|word| fold(word)).collect();
    let is_surveyed = |tie: &&&Tie| tie.source.as_ref().is_some_and(|source| words.iter().any(|word| fold(source).contains(word.as_str())));
    let surveyed: Vec<&&Tie> = ties.iter().filter(is_surveyed).collect();
    if surveyed.is_empty() {
        return None;
    }
    let ends = surveyed.iter().flat_map(|tie| [tie.from.as_str(), tie.to.as_str()]);
    let named: BTreeSet<&str> = ends.collect();
    let kinds: BTreeSet<Kind> = named.iter().filter_map(|id| network.members().get(id)).map(|member| member.kind).collect();
    let asked = network.members().iter().filter(|member| member.is_open() && member.kind != Kind::Source && kinds.contains(&member.kind));
    let asked: Vec<&str> = asked.map(|member| member.id.as_str()).collect();
    let at_most = asked.iter().filter(|id| named.contains(*id)).count();
    Some(Answered { ties: surveyed.len(), at_most, asked: asked.len() })
}
