//! Stalled: the same stage for a school year and more, and nothing deeper, wider or more mutual since (domain.md section 8a, R9).

use std::collections::BTreeSet;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    bond::{Bond, Flow},
    evidence::Evidence,
    pattern::Pattern,
    regressed::NO_HISTORY,
    stale_rating::{NOT_RATED, rating_fact},
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::{
    framework::months_after,
    model::{Approach, Kind, MemberId, Phase, Rating, Stage},
};

/// What the ties of a school come to on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Mix {
    deepest: Option<Phase>,
    goes_both_ways: bool,
    sources: BTreeSet<MemberId>,
}

impl Mix {
    fn of<'b, 'a: 'b>(bonds: impl Iterator<Item = &'b Bond<'a>>) -> Self {
        let mut mix = Self::default();
        let (mut given, mut got) = (BTreeSet::new(), BTreeSet::new());
        for bond in bonds {
            mix.deepest = mix.deepest.max(bond.tie.phase);
            if bond.flow != Flow::Learns {
                given.insert(&bond.other.id);
            }
            if bond.flow != Flow::Gives {
                got.insert(&bond.other.id);
                if bond.is_with(Kind::Source) {
                    mix.sources.insert(bond.other.id.clone());
                }
            }
        }
        mix.goes_both_ways = given.intersection(&got).next().is_some();
        mix
    }

    fn is_above(&self, before: &Self) -> bool {
        self.deepest > before.deepest || (self.goes_both_ways && !before.goes_both_ways) || self.sources.len() > before.sources.len()
    }
}

/// A school under the rule.
struct Case<'e, 'a> {
    evidence: &'e Evidence<'a>,
    /// The first and the last rating at the stage it is at now; the same where there is only one.
    span: Option<(&'a Rating, &'a Rating)>,
    /// Whether it was rated on several days at all.
    has_history: bool,
}

impl<'e, 'a> Case<'e, 'a> {
    fn of(evidence: &'e Evidence<'a>) -> Self {
        let staged = evidence.staged();
        let span = staged.last().map(|&last| {
            let same = staged.iter().rev().take_while(|rating| rating.stage == last.stage);
            (same.last().copied().unwrap_or(last), last)
        });
        let has_history = staged.first().zip(staged.last()).is_some_and(|(first, last)| first.on < last.on);
        Self { evidence, span, has_history }
    }

    /// The day the last executive head or new trust came, which takes longer to show.
    fn structural_since(&self) -> Option<Date> {
        let is_heavy = |approach: Option<Approach>| matches!(approach, Some(Approach::ExecutiveHeadship | Approach::StructuralChange));
        let supports = self.evidence.supports.iter().filter(|support| support.supported == self.evidence.member.id);
        let begun = supports.filter(|support| is_heavy(support.approach)).filter_map(|support| support.started);
        begun.filter(|started| *started <= self.evidence.ground.as_of).max()
    }

    fn is_structural(&self) -> bool {
        self.structural_since().is_some()
    }

    /// The day the time without a change is counted from: the first rating of the span, or the structural help that came later.
    fn counted_from(&self, first: &Rating) -> Date {
        self.structural_since().map_or(first.on, |since| since.max(first.on))
    }

    /// Months that must have passed, and those from which it is clear.
    fn months(&self) -> (u32, u32) {
        let rules = &self.evidence.ground.rules.stalled;
        if self.is_structural() {
            (rules.structural_months.value, rules.structural_clear_months.value)
        } else {
            (rules.months.value, rules.clear_months.value)
        }
    }

    fn is_long(&self) -> Verdict {
        match self.span {
            None => Verdict::CannotSay,
            Some(_) if !self.has_history => Verdict::CannotSay,
            Some((first, last)) if last.stage == Some(Stage::Integration) || first.on == last.on => Verdict::NotMet,
            Some((first, last)) => Verdict::from(last.on >= months_after(self.counted_from(first), self.months().0)),
        }
    }

    /// Whether the ties have come no further since the first rating of the span.
    fn is_flat(&self) -> Verdict {
        let Some((first, _)) = self.span else { return Verdict::CannotSay };
        let stood = |bond: &&Bond<'_>| {
            bond.tie.started.is_some_and(|started| started <= first.on) && bond.tie.ended.is_none_or(|ended| ended > first.on)
        };
        let may_have_stood = |bond: &&Bond<'_>| bond.tie.started.is_none() || stood(bond);
        let known = |bond: &&Bond<'_>| bond.is_active();
        let may_live = |bond: &&Bond<'_>| bond.may_be_alive();
        let bonds = || self.evidence.bonds.iter();
        // The least that has surely been gained, and the most that may have been.
        let surely = Mix::of(bonds().filter(known)).is_above(&Mix::of(bonds().filter(may_have_stood)));
        let perhaps = Mix::of(bonds().filter(may_live)).is_above(&Mix::of(bonds().filter(stood)));
        match (surely, perhaps) {
            (true, _) => Verdict::NotMet,
            (false, true) => Verdict::CannotSay,
            (false, false) => Verdict::Met,
        }
    }

    fn judge(&self) -> Judgement {
        match Verdict::all([self.is_long(), self.is_flat()]) {
            Verdict::NotMet => Judgement::not_met(),
            Verdict::CannotSay => Judgement::cannot_say(self.missing()),
            Verdict::Met => {
                let clear = self.span.is_some_and(|(first, last)| last.on >= months_after(self.counted_from(first), self.months().1));
                Judgement::met(Strength::clear_if(clear))
            }
        }
    }

    fn missing(&self) -> Vec<EcoString> {
        if self.span.is_none() {
            return vec![NOT_RATED.into()];
        }
        let mut missing: Vec<EcoString> = Vec::new();
        if !self.has_history {
            missing.push(NO_HISTORY.into());
        }
        if self.has_history && self.is_flat() == Verdict::CannotSay {
            missing.push("when its ties began: one without a date may be new".into());
        }
        missing
    }

    fn rule(&self) -> Vec<Condition> {
        let (months, _) = self.months();
        let ratings = self
            .span
            .map(|(first, last)| if first.id == last.id { vec![rating_fact(last)] } else { vec![rating_fact(last), rating_fact(first)] });
        let since = self.span.map_or(self.evidence.ground.as_of, |(first, _)| first.on);
        let ties = self.evidence.bonds.iter().map(|bond| began(bond, since)).collect();
        vec![
            Condition::new(
                eco_format!("Rated at the same stage over {months} months or more"),
                self.is_long(),
                ratings.unwrap_or_default(),
            ),
            Condition::new(
                "No deeper phase, no new tie both ways and no new source since the first of these ratings",
                self.is_flat(),
                ties,
            ),
        ]
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let Some((first, last)) = self.span else { return Told::default() };
        let stage = last.stage.map_or(0, Stage::number);
        if judgement.verdict == Verdict::Met {
            let patience = if self.is_structural() {
                "An executive head or a new trust shows an effect only after two to four years: ask before anything else is begun."
            } else {
                "Ask what was tried since; try something else, or a partner in a more similar context."
            };
            let early = if self.is_structural() && judgement.strength == Some(Strength::Weak) {
                "; an effect of its structural help is not yet to be expected"
            } else {
                ""
            };
            return Told {
                title: eco_format!("Stalled: stage {stage} since {}, and its ties have come no further{early}", first.on),
                next: vec![patience.into()],
                would_change: vec!["A rating at a higher stage, a deeper phase, a tie both ways or a new source would end it.".into()],
            };
        }
        let title: EcoString = if last.stage == Some(Stage::Integration) {
            "Rated at stage 4, beyond which there is none".into()
        } else if self.is_long() == Verdict::NotMet {
            eco_format!("At stage {stage} since {}, not long enough to say", first.on)
        } else {
            eco_format!("At stage {stage} since {}, and its ties have come further", first.on)
        };
        let would_change = vec!["It would be found at the same stage for longer, with ties that come no further.".into()];
        Told { title, would_change, ..Told::default() }
    }
}

/// The tie, and whether it is newer than the first rating.
fn began(bond: &Bond<'_>, since: Date) -> Fact {
    let began = match bond.tie.started {
        None => "its beginning is not known".into(),
        Some(started) if started > since => eco_format!("new since {started}"),
        Some(started) => eco_format!("since {started}"),
    };
    Fact { compared_with: Some(began), ..bond.fact() }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    Finding::told(evidence, Pattern::Stalled, case.judge(), case.rule(), |judgement| case.told(judgement))
}
