//! The stage somebody rated beside the one that ties and sharing inside show, in words.

use crate::{
    framework::{Claim, Need, Standing, Supported, Unknown},
    model::Stage,
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
    let missing: Vec<String> = supported.unknown.iter().map(|unknown| unknown.words()).collect();
    // Why the step after what is shown cannot be shown stands for every step beyond.
    let stage = if claimed > Stage::Engagement && supported.unknown.contains(&Unknown::Inside) { Stage::Engagement } else { claimed };
    let ties: Vec<Need> = supported.needs.iter().copied().filter(|need| *need != Need::Systematic).collect();
    let also = if ties.is_empty() { String::new() } else { format!("; not seen: {}", listed(&ties)) };
    format!("stage {} cannot be shown{alone}: {}{also}", stage.number(), missing.join(", "))
}

fn needs(supported: &Supported) -> String {
    listed(&supported.needs)
}

fn listed(needs: &[Need]) -> String {
    needs.iter().map(|need| need.words()).collect::<Vec<_>>().join(", ")
}
