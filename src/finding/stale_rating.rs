//! Stale rating: the latest rating is old, and much may have changed since (domain.md section 8a, R9 and R10).

use ecow::eco_format;

use super::{
    evidence::Evidence,
    pattern::Pattern,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::{framework::months_before, model::Rating};

/// Said wherever a rating decides and there is none.
pub(super) const NOT_RATED: &str = "not rated, so the stage is not known";

fn latest<'a>(evidence: &Evidence<'a>) -> Option<&'a Rating> {
    evidence.ratings.iter().copied().max_by_key(|rating| rating.recency())
}

/// A rating as a fact: what was rated, when and by whom.
pub(super) fn rating_fact(rating: &Rating) -> Fact {
    let mut source = eco_format!("rated on {}", rating.on);
    for (word, part) in [("by", &rating.by), ("as", &rating.role)] {
        if let Some(part) = part {
            source.push_str(&format!(" {word} {part}"));
        }
    }
    if let Some(place) = &rating.provenance {
        source.push_str(&format!(", {place}"));
    }
    let (what, value) = match (rating.stage, rating.phase) {
        (Some(stage), _) => ("stage", Some(f64::from(stage.number()))),
        (None, Some(phase)) => ("phase", Some(f64::from(phase.number()))),
        (None, None) => ("sharing inside", None),
    };
    Fact { what: what.into(), value, source: Some(source), ..Fact::default() }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    let Some(rating) = latest(evidence) else { return Judgement::cannot_say([NOT_RATED.into()]) };
    let rules = &evidence.ground.rules.stale_rating;
    let is_before = |months: u32| rating.on < months_before(evidence.ground.as_of, months);
    if is_before(rules.months.value) {
        Judgement::met(Strength::clear_if(is_before(rules.clear_months.value)))
    } else {
        Judgement::not_met()
    }
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let judgement = judge(evidence);
    let months = evidence.ground.rules.stale_rating.months.value;
    let facts = latest(evidence).map(rating_fact).into_iter().collect();
    let rule = vec![Condition::new(eco_format!("The latest rating is more than {months} months old"), judgement.verdict, facts)];
    Finding::told(evidence, Pattern::StaleRating, judgement, rule, |judgement| {
        let on = latest(evidence).map_or_else(String::new, |rating| rating.on.to_string());
        if judgement.verdict == Verdict::Met {
            Told {
                title: eco_format!("Stale: last rated on {on}, more than {months} months ago"),
                next: vec!["Look again, best on a visit, before anything is built on the old rating.".into()],
                would_change: vec!["A new rating would end it.".into()],
            }
        } else {
            let would_change = vec![eco_format!("It would be found {months} months after the latest rating.")];
            Told { title: eco_format!("Last rated on {on}"), would_change, ..Told::default() }
        }
    })
}
