//! Regressed: rated at a lower stage than before, or shown at a lower one by its ties (domain.md section 8a, R9).

use ecow::{EcoString, eco_format};

use super::{
    evidence::Evidence,
    pattern::Pattern,
    stale_rating::{NOT_RATED, rating_fact},
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::model::{Rating, Stage};

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

/// Whether the latest rating is lower than the last one at another stage; or what is missing to say so.
fn rated_lower(evidence: &Evidence<'_>) -> Result<bool, EcoString> {
    last_two(evidence).map(|(latest, before)| latest.stage < before.stage)
}

/// The stage that ties supported some months ago and the lower one they support now; `None` if it is not lower.
fn fell(evidence: &Evidence<'_>) -> Option<(Stage, Stage)> {
    let before = evidence.ground.supported_before.get(evidence.place()).copied().flatten()?;
    let now = evidence.standing?.supported.as_ref()?.stage;
    (now < before).then_some((before, now))
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    match (rated_lower(evidence), fell(evidence)) {
        (Ok(true), _) => {
            let is_clear = last_two(evidence).is_ok_and(|(latest, before)| is_clear(latest, before));
            Judgement::met(Strength::clear_if(is_clear))
        }
        (_, Some(_)) => Judgement::met(Strength::Weak),
        (Err(missing), None) => Judgement::cannot_say([missing]),
        (Ok(false), None) => Judgement::not_met(),
    }
}

fn stage_fact(now: Stage, before: Stage, months: u32) -> Fact {
    Fact {
        what: "stage that ties and sharing inside support".into(),
        value: Some(f64::from(now.number())),
        compared_with: Some(eco_format!("{months} months ago")),
        other: Some(f64::from(before.number())),
        ..Fact::default()
    }
}

fn fell_words(before: Stage, now: Stage, months: u32) -> Told {
    Told {
        title: eco_format!("Regressed: ties supported stage {} {months} months ago and support {} now", before.number(), now.number()),
        next: vec!["Ask which ties still live: the record may be old, and nothing is known to have gone wrong.".into()],
        would_change: vec![eco_format!("Signs of life in the ties that showed stage {} would end it.", before.number())],
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
    let rated = rated_lower(evidence).map_or(Verdict::CannotSay, Verdict::from);
    let months = evidence.ground.rules.regressed.months.value;
    let ties: Vec<Fact> = fell(evidence).into_iter().map(|(before, now)| stage_fact(now, before, months)).collect();
    let rule = vec![
        Condition::new("The latest rating is at a lower stage than the last one at another stage", rated, facts),
        Condition::new(eco_format!("Or: ties support a lower stage than {months} months ago"), Verdict::from(!ties.is_empty()), ties),
    ];
    Finding::told(evidence, Pattern::Regressed, judgement, rule, |judgement| {
        let stage = |rating: &Rating| rating.stage.map_or_else(String::new, |stage| stage.number().to_string());
        let lower = pair.filter(|(latest, before)| latest.stage < before.stage);
        if let (None, Some((before, now))) = (lower, fell(evidence)) {
            return fell_words(before, now, months);
        }
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
