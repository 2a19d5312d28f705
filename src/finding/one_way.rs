//! One way: a school that only gives to others, or only takes from them (domain.md section 8a, R10).
//!
//! Ties with knowledge sources do not count: a source gives and cannot take.

use ecow::eco_format;

use super::{
    bond::{Bond, Flow},
    evidence::Evidence,
    isolated::{NO_TIES, undated_words},
    pattern::Pattern,
    phrase,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::model::Kind;

/// A school under the rule: its ties with all but knowledge sources.
struct Case<'e, 'a> {
    evidence: &'e Evidence<'a>,
    active: Vec<&'e Bond<'a>>,
    undated: Vec<&'e Bond<'a>>,
}

impl<'e, 'a> Case<'e, 'a> {
    fn of(evidence: &'e Evidence<'a>) -> Self {
        let with_others = || evidence.bonds.iter().filter(|bond| !bond.is_with(Kind::Source));
        Self {
            evidence,
            active: with_others().filter(|bond| bond.is_active()).collect(),
            undated: with_others().filter(|bond| bond.is_undated()).collect(),
        }
    }

    fn has_enough(&self) -> Verdict {
        let needed = self.evidence.ground.rules.one_way.ties.value;
        if self.active.len() >= needed {
            Verdict::Met
        } else if !self.evidence.ground.web.has_ties || self.active.len() + self.undated.len() >= needed {
            Verdict::CannotSay
        } else {
            Verdict::NotMet
        }
    }

    /// The way all of them go; none if they differ.
    fn way(&self) -> Option<Flow> {
        let first = self.active.first().or(self.undated.first())?.flow;
        (first != Flow::Both && self.active.iter().all(|bond| bond.flow == first)).then_some(first)
    }

    fn goes_one_way(&self) -> Verdict {
        match self.way() {
            None if !self.evidence.ground.web.has_ties => Verdict::CannotSay,
            None => Verdict::NotMet,
            // A tie without a date may be the one that goes the other way.
            Some(way) if self.undated.iter().any(|bond| bond.flow != way) => Verdict::CannotSay,
            Some(_) => Verdict::Met,
        }
    }

    fn judge(&self) -> Judgement {
        match Verdict::all([self.has_enough(), self.goes_one_way()]) {
            Verdict::NotMet => Judgement::not_met(),
            Verdict::CannotSay if !self.evidence.ground.web.has_ties => Judgement::cannot_say([NO_TIES.into()]),
            Verdict::CannotSay => Judgement::cannot_say([undated_words(self.undated.len())]),
            Verdict::Met => Judgement::met(Strength::clear_if(self.active.len() >= self.evidence.ground.rules.one_way.clear_ties.value)),
        }
    }

    fn rule(&self) -> Vec<Condition> {
        let needed = self.evidence.ground.rules.one_way.ties.value;
        let number = Fact::counted("number of ties that are alive, knowledge sources left out", self.active.len(), needed);
        let facts = self.active.iter().map(|bond| bond.fact()).collect();
        vec![
            Condition::new(eco_format!("At least {needed} ties are alive"), self.has_enough(), vec![number]),
            Condition::new("All of them give, or all of them take", self.goes_one_way(), facts),
        ]
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let ties = phrase::count(self.active.len(), "tie", "ties");
        if judgement.verdict == Verdict::NotMet {
            let title = if self.has_enough() == Verdict::NotMet {
                eco_format!("{ties} alive, too few for this question")
            } else {
                "It both gives and takes".into()
            };
            return Told {
                title,
                would_change: vec!["It would be found with several ties that all go the same way.".into()],
                ..Told::default()
            };
        }
        let (title, next) = match self.way() {
            Some(Flow::Gives) => (
                eco_format!("One way: it gives in all of its {ties} and learns in none"),
                "Ask what it would like to see elsewhere: who only gives is soon worn out, and misses what others have found.",
            ),
            Some(Flow::Learns | Flow::Both) | None => (
                eco_format!("One way: it learns in all of its {ties} and gives in none"),
                "Find one thing it does well, and someone who could use it: sharing that goes one way dies.",
            ),
        };
        Told { title, next: vec![next.into()], would_change: vec!["One living tie the other way, or both ways, would end it.".into()] }
    }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    Finding::told(evidence, Pattern::OneWay, case.judge(), case.rule(), |judgement| case.told(judgement))
}
