//! Information only: several ties for a year and more, and none has gone deeper (domain.md section 8a, R5).

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    bond::Bond,
    evidence::Evidence,
    isolated::{NO_TIES, undated_words},
    pattern::Pattern,
    phrase,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::{framework::months_before, model::Phase};

/// A school under the rule.
struct Case<'e, 'a> {
    evidence: &'e Evidence<'a>,
    /// How many ties are alive.
    active: usize,
    /// Ties of any age without a phase.
    phaseless: usize,
    /// The first day of a living tie that is known.
    first: Option<Date>,
    /// What shows experience or coaching, now or ever.
    deeper: Vec<Fact>,
}

impl<'e, 'a> Case<'e, 'a> {
    fn of(evidence: &'e Evidence<'a>) -> Self {
        let is_deep = |phase: Option<Phase>| phase.is_some_and(|phase| phase >= Phase::Experience);
        let ties = evidence.bonds.iter().filter(|bond| is_deep(bond.tie.phase)).map(Bond::fact);
        let ratings = evidence.ratings.iter().filter(|rating| is_deep(rating.phase)).map(|rating| Fact {
            what: "rated phase".into(),
            value: rating.phase.map(|phase| f64::from(phase.number())),
            source: Some(eco_format!("rated on {}", rating.on)),
            ..Fact::default()
        });
        let visits = evidence.visits.iter().filter(|visit| visit.shared).map(|visit| Fact {
            what: "visit at which practice was shared".into(),
            text: Some(eco_format!("{}", visit.on)),
            ..Fact::default()
        });
        Self {
            evidence,
            active: evidence.active().count(),
            phaseless: evidence.bonds.iter().filter(|bond| bond.tie.phase.is_none()).count(),
            first: evidence.active().filter_map(|bond| bond.tie.started).min(),
            deeper: ties.chain(ratings).chain(visits).collect(),
        }
    }

    fn has_enough(&self) -> Verdict {
        let needed = self.evidence.ground.rules.information_only.ties.value;
        if self.active >= needed {
            Verdict::Met
        } else if !self.evidence.ground.web.has_ties || self.active + self.evidence.undated() >= needed {
            Verdict::CannotSay
        } else {
            Verdict::NotMet
        }
    }

    fn is_shallow(&self) -> Verdict {
        match (self.deeper.is_empty(), self.phaseless) {
            (false, _) => Verdict::NotMet,
            (true, 0) => Verdict::Met,
            (true, _) => Verdict::CannotSay,
        }
    }

    fn is_long(&self) -> Verdict {
        if !self.evidence.ground.web.has_ties {
            return Verdict::CannotSay;
        }
        let months = self.evidence.ground.rules.information_only.months.value;
        match self.first {
            Some(first) if first <= months_before(self.evidence.ground.as_of, months) => Verdict::Met,
            // A tie whose beginning is not known may be older than those that are.
            _ if self.evidence.active().any(|bond| bond.tie.started.is_none()) => Verdict::CannotSay,
            Some(_) | None => Verdict::NotMet,
        }
    }

    fn judge(&self) -> Judgement {
        match Verdict::all([self.has_enough(), self.is_shallow(), self.is_long()]) {
            Verdict::NotMet => Judgement::not_met(),
            Verdict::CannotSay => Judgement::cannot_say(self.missing()),
            Verdict::Met => {
                let clear = months_before(self.evidence.ground.as_of, self.evidence.ground.rules.information_only.clear_months.value);
                Judgement::met(Strength::clear_if(self.first.is_some_and(|first| first <= clear)))
            }
        }
    }

    fn missing(&self) -> Vec<EcoString> {
        let mut missing = Vec::new();
        if !self.evidence.ground.web.has_ties {
            return vec![NO_TIES.into()];
        }
        if self.has_enough() == Verdict::CannotSay {
            missing.push(undated_words(self.evidence.undated()));
        }
        if self.is_shallow() == Verdict::CannotSay {
            missing.push(eco_format!("how deep it shares: {} no phase", phrase::count(self.phaseless, "tie has", "ties have")));
        }
        if self.is_long() == Verdict::CannotSay {
            missing.push("when its first tie began".into());
        }
        missing
    }

    fn rule(&self) -> Vec<Condition> {
        let rules = &self.evidence.ground.rules.information_only;
        let first =
            self.first.map(|first| Fact { what: "first known beginning".into(), text: Some(eco_format!("{first}")), ..Fact::default() });
        let count = Fact::counted("number of ties that are alive", self.active, rules.ties.value);
        let facts = std::iter::once(count).chain(self.evidence.active().map(Bond::fact)).collect();
        vec![
            Condition::new(eco_format!("At least {} ties are alive", rules.ties.value), self.has_enough(), facts),
            Condition::new("Nothing deeper than information was ever recorded", self.is_shallow(), self.deeper.clone()),
            Condition::new(
                eco_format!("The first began {} months ago or earlier", rules.months.value),
                self.is_long(),
                first.into_iter().collect(),
            ),
        ]
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let months = self.evidence.ground.rules.information_only.months.value;
        if judgement.verdict == Verdict::Met {
            let since = self.first.map_or_else(String::new, |first| format!(" since {first}"));
            return Told {
                title: eco_format!("Information only: {} ties{since}, and none has gone deeper", self.active),
                next: vec!["Choose one tie and plan one visit with a purpose, where the host shows its practice and something is tried afterwards.".into()],
                would_change: vec!["A tie at experience or coaching, or a visit at which practice was shared, would end it.".into()],
            };
        }
        let title = if self.is_shallow() == Verdict::NotMet {
            "Something deeper than information is recorded".into()
        } else if self.has_enough() == Verdict::NotMet {
            eco_format!("{} alive, too few for this question", phrase::count(self.active, "tie is", "ties are"))
        } else {
            eco_format!("A normal start: its first tie began less than {months} months ago")
        };
        Told {
            title,
            would_change: vec!["It would be found with several ties for a school year and more, all for information.".into()],
            ..Told::default()
        }
    }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    Finding::told(evidence, Pattern::InformationOnly, case.judge(), case.rule(), |judgement| case.told(judgement))
}
