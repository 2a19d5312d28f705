//! Regressed: rated at a lower stage than before (domain.md section 8a, R9).

use ecow::{EcoString, eco_format};

use super::{
    evidence::Evidence,
    pattern::Pattern,
    stale_rating::{NOT_RATED, rating_fact},
    verdict::{Condition, Finding, Judgement, Strength, Told, Verdict},
};
use crate::model::Rating;

/// Said wherever two ratings decide and there is one.
pub(super) const NO_HISTORY: &str = "no history: it was rated on one day only";

/// The latest rating of a stage, and the last one before it at another stage; if there was never another, the one before it.
fn last_two<'a>(evidence: &Evidence<'a>) -> Result<(&'a Rating, &'a Rating), EcoString> {
    let staged = evidence.staged();
    let latest = staged.last().ok_or(NOT_RATED)?;
    let mut earlier = staged.iter().rev().filter(|rating| rating.on < latest.on).peekable();
    let last = *earlier.peek().ok_or(NO_HISTORY)?;
    Ok((latest, earlier.find(|rating| rating.stage != latest.stage).unwrap_or(last)))
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    match last_two(evidence) {
        Err(missing) => Judgement::cannot_say([missing]),
        Ok((latest, before)) if latest.stage < before.stage => Judgement::met(Strength::clear_if(is_clear(latest, before))),
        Ok(_) => Judgement::not_met(),
    }
}

/// Two people or two roles may only see the same school differently.
fn is_clear(latest: &Rating, before: &Rating) -> bool {
    latest.role.is_some() && latest.role == before.role
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let judgement = judge(evidence);
    let pair = last_two(evidence).ok();
    let facts = pair.into_iter().flat_map(|(latest, before)| [rating_fact(latest), rating_fact(before)]).collect();
    let rule = vec![Condition::new("The latest rating is at a lower stage than the last one at another stage", judgement.verdict, facts)];
    Finding::told(evidence, Pattern::Regressed, judgement, rule, |judgement| {
        let stage = |rating: &Rating| rating.stage.map_or_else(String::new, |stage| stage.number().to_string());
        let Some((latest, before)) = pair else { return Told::default() };
        if judgement.verdict == Verdict::NotMet {
            let title = eco_format!("Not lower than before: {} on {}, {} on {}", stage(before), before.on, stage(latest), latest.on);
            let would_change = vec!["It would be found if the next rating is lower than this one.".into()];
            return Told { title, would_change, ..Told::default() };
        }
        let mut next: Vec<EcoString> = vec!["Ask what has changed: a head who left, a trust that was joined, a partner lost.".into()];
        if !is_clear(latest, before) {
            next.insert(0, "The two ratings were given in different roles: compare what each saw before speaking of a step back.".into());
        }
        Told {
            title: eco_format!("Regressed: stage {} on {}, stage {} on {}", stage(before), before.on, stage(latest), latest.on),
            next,
            would_change: vec![eco_format!("A rating at stage {} or above would end it.", stage(before))],
        }
    })
}
