//! Coasting in Berwick's sense: attainment above national, achievement below contextual peers (domain.md section 8a, R1).
//!
//! The word has a legal meaning in England that rests on inspection grades; what is found here is never that. The basis
//! `published` asks for published progress below zero in place of the family; `statutory_2017` asks the tests of the 2017
//! regulations, which stand in `statutory.rs`.

use ecow::{EcoString, eco_format};

use super::{
    against_family::{self, BetterPeer},
    coasting_case::{Against, Case},
    comparison::Comparison,
    evidence::Evidence,
    pattern::Pattern,
    phrase, statutory,
    verdict::{Condition, Finding, Judgement, Strength, Verdict},
};
use crate::framework::CoastingBasis;

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    if is_statutory(evidence) {
        return statutory::judge(evidence);
    }
    match Case::of(evidence) {
        Ok(case) => case.judge(),
        Err(missing) => Judgement { verdict: Verdict::CannotSay, strength: None, missing: vec![missing] },
    }
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    if is_statutory(evidence) {
        return statutory::find(evidence);
    }
    let case = match Case::of(evidence) {
        Ok(case) => case,
        Err(missing) => {
            let rule = vec![Condition { text: "Attainment above the national figure".into(), met: Verdict::CannotSay, facts: Vec::new() }];
            let judgement = Judgement { verdict: Verdict::CannotSay, strength: None, missing: vec![missing] };
            return Finding::cannot_say(evidence, Pattern::Coasting, judgement, rule);
        }
    };
    let judgement = case.judge();
    let rule = case.rule();
    match judgement.verdict {
        Verdict::CannotSay => Finding::cannot_say(evidence, Pattern::Coasting, judgement, rule),
        Verdict::NotMet => {
            let (title, would_change) = (not_met_title(&case), vec![met_if(&case)]);
            Finding { title, would_change, ..Finding::new(evidence, Pattern::Coasting, judgement, rule) }
        }
        Verdict::Met => {
            let better = against_family::better_peers(evidence, &case.latest.below);
            let title = met_title(&case, &judgement);
            let (next, would_change) = (next_steps(&case, &judgement, &better), vec![unmet_if(&case)]);
            Finding { title, next, would_change, ..Finding::new(evidence, Pattern::Coasting, judgement, rule) }
        }
    }
}

fn is_statutory(evidence: &Evidence<'_>) -> bool {
    evidence.ground.rules.coasting.basis.value == CoastingBasis::Statutory2017
}

fn met_title(case: &Case<'_>, judgement: &Judgement) -> EcoString {
    let latest = case.latest.year;
    let all_years = phrase::years(&case.years());
    let is_indicative = against_family::indicative_peers(case.evidence, &case.latest.below);
    let indicative = is_indicative.map_or_else(String::new, |peers| format!("; indicative, {peers} peers"));
    if case.latest.is_cannot_say() {
        return eco_format!("Above national in {latest}, below pupils with the same prior attainment; not context-adjusted (signal)");
    }
    match (case.against, judgement.strength) {
        (Against::Zero, Some(Strength::Persistent)) => {
            eco_format!("Above national with published progress below zero in each of {all_years} (persistent; basis published)")
        }
        (Against::Zero, _) => {
            eco_format!("Above national with published progress below zero in {latest} (this year; basis published)")
        }
        (Against::Family, Some(Strength::Persistent)) => {
            eco_format!("Above national, below family in each of {all_years}, beyond noise (persistent{indicative})")
        }
        (Against::Family, Some(Strength::ThisYear)) => {
            eco_format!("Above national, below family in {latest}, beyond noise (this year{indicative})")
        }
        (Against::Family, _) if case.latest.beyond_noise() == Verdict::CannotSay => {
            eco_format!("Above national, below family in {latest}, gap shown without uncertainty (signal{indicative})")
        }
        (Against::Family, _) => eco_format!("Above national, below family in {latest}, but inside the noise (signal{indicative})"),
    }
}

fn not_met_title(case: &Case<'_>) -> EcoString {
    let latest = &case.latest;
    if latest.above.is_above() == Verdict::NotMet {
        return eco_format!("{} is not above {} in {}", latest.above.words(), latest.above.bar_words(), latest.year);
    }
    let level = latest.below.iter().find(|comparison| comparison.is_below() == Verdict::NotMet);
    level.map_or_else(
        || eco_format!("Not both above national and below its bar in {}", latest.year),
        |comparison| eco_format!("{} is not below {} in {}", comparison.words(), comparison.bar_words(), latest.year),
    )
}

/// `Progress 8 below the family median of +0.25`.
fn side(comparison: &Comparison<'_>, side: &str) -> String {
    format!("{} {side} {}", comparison.definition.measure, comparison.bar_words())
}

fn met_if(case: &Case<'_>) -> EcoString {
    let latest = &case.latest;
    let sides = std::iter::once(side(&latest.above, "above")).chain(latest.below.iter().map(|below| side(below, "below")));
    let sides: Vec<String> = sides.collect();
    eco_format!("It would be met with {} in {}. Not met says nothing more than that.", phrase::list(&sides), latest.year)
}

/// Any one of these alone ends it.
fn unmet_if(case: &Case<'_>) -> EcoString {
    let look = case.decisive();
    let sides = std::iter::once(side(&look.above, "at or below")).chain(look.below.iter().map(|below| side(below, "at or above")));
    let sides: Vec<String> = sides.collect();
    eco_format!("It would end with any one of these in {}: {}.", look.year, sides.join("; "))
}

fn next_steps(case: &Case<'_>, judgement: &Judgement, better: &[BetterPeer<'_>]) -> Vec<EcoString> {
    let (comparison, figures) = match case.against {
        Against::Family => ("with its family", "above national, below family"),
        Against::Zero => ("of attainment and published progress", "above national, progress below zero"),
    };
    let mut next = Vec::new();
    if case.latest.is_cannot_say() {
        next.push("Set the school beside a family first: enter the context it lacks, or an official list of similar schools.".into());
        next.push("Speak of the figures, not of a label: above national, progress below zero.".into());
        return next;
    }
    if case.latest.beyond_noise() == Verdict::CannotSay {
        next.push("Enter the pupils behind the figures: without them nobody can tell the gap from noise.".into());
    } else if judgement.strength == Some(Strength::Signal) {
        next.push("Look again with the next figures: one year inside the noise is no pattern.".into());
    } else {
        next.push(eco_format!("Put the comparison {comparison} to the school, and record the day and the answer."));
    }
    let names = against_family::names(better);
    if !names.is_empty() {
        next.push(eco_format!("Ask how {} did better in the same circumstances.", phrase::list(&names)));
    }
    next.push(eco_format!("Speak of the figures, not of a label: {figures}."));
    next
}
