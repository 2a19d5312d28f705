//! Entrenched: coasting and condoned failure together, where condoned failure holds hardest (domain.md section 8a, R3).

use ecow::{EcoString, eco_format};

use super::{
    coasting, condoned_failure,
    evidence::Evidence,
    pattern::Pattern,
    phrase,
    verdict::{Condition, Finding, Judgement, Strength, Verdict},
};
use crate::framework::CoastingBasis;

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    join(&coasting::judge(evidence), || condoned_failure::judge(evidence))
}

/// The verdict with its working and words: the rules of both parts, one after the other.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let (coasting, condoned) = (coasting::find(evidence), condoned_failure::find(evidence));
    let judgement = join(&coasting.judgement(), || condoned.judgement());
    let rule =
        [part(&phrase::capitalised(sense(evidence)), &coasting), part("Condoned failure", &condoned)].into_iter().flatten().collect();
    match judgement.verdict {
        Verdict::CannotSay => Finding::cannot_say(evidence, Pattern::Entrenched, judgement, rule),
        Verdict::NotMet => {
            let absent = if coasting.verdict == Verdict::NotMet { &coasting } else { &condoned };
            let title = eco_format!("Not both patterns: {}", absent.title);
            let would_change = vec!["It needs both parts. Not met says nothing more than that.".into()];
            Finding { title, would_change, ..Finding::new(evidence, Pattern::Entrenched, judgement, rule) }
        }
        Verdict::Met => {
            let title = met_title(sense(evidence), judgement.strength, (&coasting, &condoned));
            let mut next = vec!["Expect to need more than one way in: the tools that move such schools are less well researched.".into()];
            next.extend(condoned.next.iter().cloned());
            let would_change = coasting.would_change.iter().chain(&condoned.would_change).cloned().collect();
            Finding { title, next, would_change, ..Finding::new(evidence, Pattern::Entrenched, judgement, rule) }
        }
    }
}

/// Both must be met; how strong they are together follows from how strong each is.
fn join(coasting: &Judgement, condoned: impl FnOnce() -> Judgement) -> Judgement {
    if coasting.verdict == Verdict::NotMet {
        return Judgement { verdict: Verdict::NotMet, strength: None, missing: Vec::new() };
    }
    let condoned = condoned();
    let verdict = Verdict::all([coasting.verdict, condoned.verdict]);
    let is_persistent = coasting.strength == Some(Strength::Persistent);
    let strength = match (is_persistent, condoned.strength == Some(Strength::Confirmed)) {
        (true, true) => Strength::Confirmed,
        (true, false) => Strength::Likely,
        (false, _) => Strength::Possible,
    };
    let strength = (verdict == Verdict::Met).then_some(strength);
    let mut missing: Vec<EcoString> = Vec::new();
    if verdict != Verdict::NotMet {
        for phrase in coasting.missing.iter().chain(&condoned.missing) {
            if !missing.contains(phrase) {
                missing.push(phrase.clone());
            }
        }
    }
    Judgement { verdict, strength, missing }
}

/// What coasting means under the basis that is used.
fn sense(evidence: &Evidence<'_>) -> &'static str {
    match evidence.ground.rules.coasting.basis.value {
        CoastingBasis::Family => "above national, below family",
        CoastingBasis::Published => "above national, published progress below zero",
        CoastingBasis::Statutory2017 => "within the results-based tests of 2017",
    }
}

fn met_title(sense: &str, strength: Option<Strength>, (coasting, condoned): (&Finding, &Finding)) -> EcoString {
    let parts = format!("{} + {}", words(coasting.strength), words(condoned.strength));
    if strength == Some(Strength::Possible) {
        eco_format!("Possibly entrenched: {sense}, and condoned failure ({parts})")
    } else {
        eco_format!("Entrenched: {sense}, and condoned failure ({parts})")
    }
}

fn words(strength: Option<Strength>) -> String {
    strength.map_or_else(String::new, |strength| strength.word().replace('_', " "))
}

fn part(name: &str, finding: &Finding) -> Vec<Condition> {
    // What is found names itself.
    let text = if finding.verdict == Verdict::Met { finding.title.clone() } else { eco_format!("{name}: {}", finding.title) };
    let judged = Condition { text, met: finding.verdict, facts: Vec::new() };
    std::iter::once(judged).chain(finding.rule.iter().cloned()).collect()
}
