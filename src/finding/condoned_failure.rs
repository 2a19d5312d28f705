//! Condoned failure: a stage-1 school that rejects contextual evidence that it could do better (domain.md section 8a, R2).
//!
//! It is about a rejection, and can never be inferred from results. The program only suspects; a person confirms.

use ecow::{EcoString, eco_format};

use super::{
    against_family::{self, BetterPeer, PEERS_NAMED},
    comparison::Comparison,
    evidence::Evidence,
    fatigue,
    pattern::Pattern,
    phrase,
    rejection::{self, Rejection},
    verdict::{Condition, Fact, Finding, Judgement, Strength, Verdict},
};
use crate::{
    framework::Judged,
    model::{Remark, Stage},
};

/// A school under the rule.
struct Case<'a> {
    evidence: &'a Evidence<'a>,
    stage: Option<&'a Judged<Stage>>,
    below: Vec<Comparison<'a>>,
    better: Vec<BetterPeer<'a>>,
    /// Why there is nothing to compare.
    missing_bar: Option<EcoString>,
    rejection: Rejection<'a>,
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    if evidence.standing.and_then(|standing| standing.stage.as_ref()).is_none() {
        return Judgement { verdict: Verdict::CannotSay, strength: None, missing: vec![NOT_RATED.into()] };
    }
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    let (judgement, rule) = (case.judge(), case.rule());
    match judgement.verdict {
        Verdict::CannotSay => Finding::cannot_say(evidence, Pattern::CondonedFailure, judgement, rule),
        Verdict::NotMet => {
            let title = case.not_met_title();
            let would_change = vec!["It would be suspected at stage 1, below the family's median with a peer in the same circumstances clearly above, once the evidence was put to the school and rejected. Not met says nothing more than that.".into()];
            Finding { title, would_change, ..Finding::new(evidence, Pattern::CondonedFailure, judgement, rule) }
        }
        Verdict::Met => {
            let title = case.met_title(judgement.strength);
            let (next, would_change) = (case.next(judgement.strength), case.would_change(judgement.strength));
            Finding { title, next, would_change, ..Finding::new(evidence, Pattern::CondonedFailure, judgement, rule) }
        }
    }
}

const NOT_RATED: &str = "not rated, so the stage is not known";

impl<'a> Case<'a> {
    fn of(evidence: &'a Evidence<'a>) -> Self {
        let mut missing_bar = None;
        let mut below = Vec::new();
        match evidence.yardstick() {
            None => missing_bar = Some("the phase of education (primary, secondary or all-through), or a figure that tells it".into()),
            Some(yardstick) => match yardstick.nationals.first() {
                None => missing_bar = Some("a national figure, which says which year is the latest to compare".into()),
                Some(national) => below = against_family::comparisons(evidence, yardstick, national.year),
            },
        }
        let better = against_family::better_peers(evidence, &below);
        let stage = evidence.standing.and_then(|standing| standing.stage.as_ref());
        Self { evidence, stage, better, below, missing_bar, rejection: Rejection::of(evidence) }
    }

    fn is_at_stage_1(&self) -> Verdict {
        self.stage.map_or(Verdict::CannotSay, |judged| Verdict::from(judged.value == Stage::Isolation))
    }

    fn is_below(&self) -> Verdict {
        Verdict::all(self.below.iter().map(Comparison::is_below))
    }

    fn has_better_peers(&self) -> Verdict {
        let needed = self.evidence.ground.rules.condoned_failure.better_peers.value;
        let clearly = self.better_beyond_noise().len();
        let perhaps = clearly + self.better.iter().filter(|peer| peer.beyond_noise == Verdict::CannotSay).count();
        if clearly >= needed {
            Verdict::Met
        } else if perhaps >= needed || self.is_below() == Verdict::CannotSay {
            Verdict::CannotSay
        } else {
            Verdict::NotMet
        }
    }

    fn better_beyond_noise(&self) -> Vec<BetterPeer<'a>> {
        self.better.iter().filter(|peer| peer.beyond_noise == Verdict::Met).cloned().collect()
    }

    fn judge(&self) -> Judgement {
        let stage = self.is_at_stage_1();
        let verdict = match stage {
            // A school nobody has rated has not been looked at; its figures alone never answer for it.
            Verdict::CannotSay => Verdict::CannotSay,
            Verdict::Met | Verdict::NotMet => Verdict::all([stage, self.is_below(), self.has_better_peers(), self.rejection.verdict()]),
        };
        match verdict {
            Verdict::NotMet => Judgement { verdict, strength: None, missing: Vec::new() },
            Verdict::CannotSay => Judgement { verdict, strength: None, missing: self.missing() },
            Verdict::Met => {
                let is_confirmed = self.rejection.is_collective() == Verdict::Met && !self.confirmations().is_empty();
                let strength = if is_confirmed { Strength::Confirmed } else { Strength::Suspected };
                Judgement { verdict, strength: Some(strength), missing: Vec::new() }
            }
        }
    }

    fn confirmations(&self) -> Vec<&'a Remark> {
        rejection::confirmations(self.evidence, Pattern::CondonedFailure.name())
    }

    fn missing(&self) -> Vec<EcoString> {
        let mut missing = Vec::new();
        if self.stage.is_none() {
            missing.push(NOT_RATED.into());
        }
        if self.evidence.family.is_err() {
            missing.push("not contextualised; Berwick's test needs it".into());
        }
        missing.extend(self.missing_bar.clone());
        for phrase in self.below.iter().filter_map(Comparison::missing) {
            if !missing.contains(&phrase) {
                missing.push(phrase);
            }
        }
        if self.is_below() == Verdict::Met && self.has_better_peers() == Verdict::CannotSay {
            missing.extend(self.below.iter().filter_map(Comparison::missing_noise));
            missing
                .push("whether a peer is above by more than noise: enter the pupils behind the figures of the school and its peers".into());
        }
        missing.extend(self.rejection.missing());
        missing
    }

    fn rule(&self) -> Vec<Condition> {
        let year = self.below.first().map_or_else(String::new, |comparison| format!(" in {}", comparison.year));
        let better = self.better_beyond_noise();
        let shown = if better.is_empty() { &self.better } else { &better };
        vec![
            Condition {
                text: "Rated at stage 1, isolation".into(),
                met: self.is_at_stage_1(),
                facts: self.stage.map(stage_fact).into_iter().collect(),
            },
            Condition {
                text: eco_format!("Below the family median{year}"),
                met: self.is_below(),
                facts: self.below.iter().map(Comparison::fact).collect(),
            },
            Condition {
                text: "At least one named peer of the family above by more than noise".into(),
                met: self.has_better_peers(),
                facts: shown.iter().take(PEERS_NAMED).map(BetterPeer::fact).collect(),
            },
            Condition {
                text: "The evidence was put to the school, and was rejected, explained away or left without an answer".into(),
                met: self.rejection.verdict(),
                facts: self.rejection.facts(),
            },
            self.collective_condition(),
            self.person_condition(),
            self.fatigue_condition(),
        ]
    }

    fn collective_condition(&self) -> Condition {
        let rules = &self.evidence.ground.rules.condoned_failure;
        let (days, roles) = self.rejection.spoken();
        let number = |what: &str, found: usize, needed: usize| Fact {
            what: what.into(),
            value: Some(found as f64),
            compared_with: Some("needed".into()),
            other: Some(needed as f64),
            ..Fact::default()
        };
        Condition {
            text: "For confirmed: rejected on several days and by several roles".into(),
            met: self.rejection.is_collective(),
            facts: vec![
                number("number of days with a rejection", days.len(), rules.rejection_days.value),
                number("number of roles that rejected", roles.len(), rules.rejection_roles.value),
            ],
        }
    }

    fn person_condition(&self) -> Condition {
        let confirmations = self.confirmations();
        let is_enough = self.rejection.is_collective() == Verdict::Met;
        let facts = confirmations.iter().map(|remark| Fact {
            what: if is_enough { "confirmed".into() } else { "a person's word, too early to confirm".into() },
            text: remark.note.clone().map(EcoString::from).or(Some("yes".into())),
            source: Some(eco_format!("{}, {}", remark.by, remark.on)),
            ..Fact::default()
        });
        Condition {
            text: "For confirmed: a person confirms it".into(),
            met: Verdict::from(!confirmations.is_empty()),
            facts: facts.collect(),
        }
    }

    fn fatigue_condition(&self) -> Condition {
        let signs = fatigue::signs(self.evidence).unwrap_or_default();
        let facts = signs.into_iter().map(|sign| Fact { what: "sign".into(), text: Some(sign), ..Fact::default() });
        let facts: Vec<Fact> = facts.collect();
        let met = Verdict::from(!facts.is_empty());
        Condition {
            text: "To tell apart: signs of change-fatigue (Type A), which needs stability and not another programme".into(),
            met,
            facts,
        }
    }

    fn met_title(&self, strength: Option<Strength>) -> EcoString {
        let years = self.below.first().map_or_else(String::new, |comparison| format!(" ({})", comparison.year));
        let word = match (strength, fatigue::signs(self.evidence)) {
            (Some(Strength::Confirmed), _) => "Condoned failure, confirmed by a person",
            (_, None) => "Condoned failure suspected",
            (_, Some(_)) => "Looks like change-fatigue (Type A), not condoned failure",
        };
        let indicative = against_family::indicative_peers(self.evidence, &self.below);
        let indicative = indicative.map_or_else(String::new, |peers| format!("; indicative, {peers} peers"));
        eco_format!("{word}: at stage 1, below its family{years}, and evidence that better is possible was not taken up{indicative}")
    }

    fn not_met_title(&self) -> EcoString {
        if let Some(judged) = self.stage.filter(|judged| judged.value != Stage::Isolation) {
            return eco_format!("Rated at stage {} on {}, not at stage 1", judged.value.number(), judged.on);
        }
        if let Some(comparison) = self.below.iter().find(|comparison| comparison.is_below() == Verdict::NotMet) {
            return eco_format!("{} is not below {} in {}", comparison.words(), comparison.bar_words(), comparison.year);
        }
        if self.has_better_peers() == Verdict::NotMet {
            return "No peer of its family is above it by more than noise".into();
        }
        "The school has taken up the evidence put to it".into()
    }

    fn next(&self, strength: Option<Strength>) -> Vec<EcoString> {
        let mut next = Vec::new();
        let signs = fatigue::signs(self.evidence);
        if let (Some(signs), Some(Strength::Confirmed)) = (&signs, strength) {
            next.push(fatigue::advice(signs));
        }
        if strength != Some(Strength::Confirmed) {
            next.push("Put the comparison to governors and staff too, and record each answer with its day and role; then confirm or object in your own name.".into());
        }
        let names = against_family::names(&self.better_beyond_noise());
        next.push(eco_format!(
            "Let staff see {}, which did better in the same circumstances; trust comes before visits.",
            phrase::list(&names)
        ));
        if signs.is_none() {
            next.push(
                "If heads and initiatives change often, it is change-fatigue (Type A), not condoned failure, and needs stability first."
                    .into(),
            );
        }
        next
    }

    fn would_change(&self, strength: Option<Strength>) -> Vec<EcoString> {
        let mut changes = vec![
            self.rejection.clearing_words(),
            "A rating above stage 1, or a figure at or above the family median, would end it.".into(),
        ];
        if strength == Some(Strength::Suspected) {
            let rules = &self.evidence.ground.rules.condoned_failure;
            let (days, roles) = self.rejection.spoken();
            let now = eco_format!("{} by {}", phrase::count(days.len(), "day", "days"), phrase::count(roles.len(), "role", "roles"));
            changes.push(if days.len() >= rules.rejection_days.value && roles.len() >= rules.rejection_roles.value {
                eco_format!("It would be confirmed by a person's word: rejections are recorded on {now}.")
            } else {
                eco_format!(
                    "It would be confirmed by a person's word once rejections are recorded on {} by {} (now {now}).",
                    phrase::count(rules.rejection_days.value, "day", "days"),
                    phrase::count(rules.rejection_roles.value, "role", "roles"),
                )
            });
        }
        changes
    }
}

fn stage_fact(judged: &Judged<Stage>) -> Fact {
    let mut source = eco_format!("rated on {}", judged.on);
    for (word, part) in [("by", &judged.by), ("as", &judged.role)] {
        if let Some(part) = part {
            source.push_str(&format!(" {word} {part}"));
        }
    }
    Fact { what: "stage".into(), value: Some(f64::from(judged.value.number())), source: Some(source), ..Fact::default() }
}
