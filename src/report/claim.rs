//! The stage somebody rated beside the one that ties and sharing inside show, in words.

use super::words::counted;
use crate::{
    framework::{Claim, Need, Standing, Supported, Unknown},
    model::{SourceKind, Stage},
};

/// What is to be said of a rated stage beside the rating itself; none if it is shown, or if nobody rated it.
pub fn claim_words(standing: &Standing) -> Option<String> {
    let (judged, supported) = (standing.stage.as_ref()?, standing.supported.as_ref()?);
    let (claimed, shown) = (judged.value.number(), supported.stage.number());
    match supported.claim {
        Claim::Shown => None,
        Claim::Under => Some(format!("claimed {claimed}, ties support {shown}")),
        Claim::Over => Some(format!("claimed {claimed}, ties support {shown}: needs {}", needs(supported))),
        Claim::CannotSay => Some(cannot_say(judged.value, supported)),
    }
}

fn cannot_say(claimed: Stage, supported: &Supported) -> String {
    let alone = if supported.unknown.contains(&Unknown::Inside) { " from ties alone" } else { "" };
    let missing: Vec<String> = supported.unknown.iter().map(|unknown| unknown_words(*unknown)).collect();
    // Why the step after what is shown cannot be shown stands for every step beyond.
    let stage = if claimed > Stage::Engagement && supported.unknown.contains(&Unknown::Inside) { Stage::Engagement } else { claimed };
    let ties: Vec<Need> = supported.needs.iter().copied().filter(|need| *need != Need::Systematic).collect();
    let also = if ties.is_empty() { String::new() } else { format!("; not seen: {}", listed(&ties)) };
    format!("stage {} cannot be shown{alone}: {}{also}", stage.number(), missing.join(", "))
}

fn unknown_words(unknown: Unknown) -> String {
    match unknown {
        Unknown::AnyTie => "the map has no tie at all".to_owned(),
        Unknown::Inside => "how far sharing goes inside is not recorded".to_owned(),
        Unknown::Ties(count) => format!("{} no date or no phase", counted(count, "tie has", "ties have")),
    }
}

fn needs(supported: &Supported) -> String {
    listed(&supported.needs)
}

fn listed(needs: &[Need]) -> String {
    needs.iter().map(|need| need_words(*need)).collect::<Vec<_>>().join(", ")
}

fn need_words(need: Need) -> String {
    match need {
        Need::TieOrInside => "an active tie or sharing inside".to_owned(),
        Need::Systematic => "systematic sharing inside".to_owned(),
        Need::Schools(0) => "two schools at experience or deeper (none now)".to_owned(),
        Need::Schools(count) => format!("two schools at experience or deeper ({count} now)"),
        Need::BothWays => "a tie that goes both ways".to_owned(),
        Need::Coaching => "a tie of coaching".to_owned(),
        Need::Source(SourceKind::Research) => "a tie from research".to_owned(),
        Need::Source(SourceKind::Practice) => "a tie from best practice".to_owned(),
        Need::Source(SourceKind::Innovation) => "a tie from emerging innovation".to_owned(),
        Need::University => "a tie with a university".to_owned(),
        Need::OtherBody => "a tie with another organisation".to_owned(),
    }
}
