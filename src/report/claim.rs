//! The stage somebody rated beside the one that ties and sharing inside show, in words.

use super::words;
use crate::{
    framework::{Claim, Need, Standing, Supported, Unknown},
    model::Stage,
};

/// The stage that ties and sharing inside show, beside the one that was rated; none for what stands nowhere.
pub fn claim_words(standing: &Standing) -> Option<String> {
    let supported = standing.supported.as_ref()?;
    let shown = supported.stage.number();
    let Some(judged) = &standing.stage else { return Some(unrated(supported)) };
    let claimed = judged.value.number();
    match supported.claim {
        Claim::Shown | Claim::Unrated => Some(format!("ties support {shown}, as claimed")),
        Claim::Under => Some(format!("claimed {claimed}, ties support {shown}")),
        Claim::Over => Some(format!("claimed {claimed}, ties support {shown}: needs {}", needs(supported))),
        Claim::CannotSay => Some(cannot_say(judged.value, supported)),
    }
}

/// What is shown of a member that nobody rated, and what would show the next stage.
fn unrated(supported: &Supported) -> String {
    let shown = supported.stage.number();
    let next = Stage::from_number(shown + 1).map_or_else(String::new, |next| {
        let unknown: Vec<String> = supported.unknown.iter().map(|unknown| unknown.words()).collect();
        if unknown.is_empty() {
            format!("; stage {} needs {}", next.number(), needs(supported))
        } else {
            format!("; whether stage {} is shown, nobody can say: {}", next.number(), unknown.join(", "))
        }
    });
    format!("ties support {shown}, not rated{next}")
}

/// What each side rated last and how far apart they are: "the school itself 3 (12 January 2026), a broker 2 (3 March 2026): 1 stage
/// apart"; none where fewer than two sides have rated.
pub fn sides_words(standing: &Standing) -> Option<String> {
    let gap = standing.sides.gap()?;
    let rated: Vec<String> = standing
        .sides
        .rated()
        .map(|(side, judged)| format!("{} {} ({})", side.title(), judged.value.number(), words::day(judged.on)))
        .collect();
    let apart = if gap == 0 { "they agree".to_owned() } else { format!("{} apart", words::counted(usize::from(gap), "stage", "stages")) };
    Some(format!("{}: {apart}", rated.join(", ")))
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
