//! Where the counts of the grid come from: who stands at a stage and a phase, by whose rating, picked by which rule.

use super::{super::words, cell::judged, place::named};
use crate::{
    analysis::Analysis,
    finding::Pattern,
    framework::{PhaseOrigin, Standing},
    model::{Kind, Member, MemberId, Phase, Stage},
};

/// A stage and a phase; either may be unknown.
pub type GridPlace = (Option<Stage>, Option<Phase>);

/// Members whose ratings are told one by one.
const TOLD: usize = 6;

/// Where a member is counted in the grid: open members that are rated, and the schools nobody has rated yet.
pub fn grid_place(member: &Member, standing: &Standing) -> Option<GridPlace> {
    let counts = member.is_open() && (standing.stage().is_some() || member.kind == Kind::School);
    counts.then(|| (standing.stage(), standing.phase()))
}

/// Who is counted at a place, by which ratings, and which of them meet a pattern.
pub fn place_whence(analysis: &Analysis, place: GridPlace) -> Vec<String> {
    let here = members_at(analysis, |at| at == place);
    let day = words::day(analysis.as_of);
    let (stage, phase) = place;
    let stage = stage.map_or_else(|| "without a rated stage".to_owned(), |stage| format!("at stage {}", stage.number()));
    let phase = phase.map_or_else(|| "no phase known".to_owned(), |phase| format!("phase {}", phase.number()));
    let mut lines = vec![format!("{} {stage}, {phase}, on {day}.", words::counted(here.len(), "member", "members"))];
    lines.extend(here.iter().take(TOLD).map(|(member, standing)| format!("· {}: {}.", member.name, rated(analysis, standing))));
    let more: Vec<&MemberId> = here.iter().skip(TOLD).map(|(member, _)| &member.id).collect();
    lines.extend((!more.is_empty()).then(|| format!("· and {}.", named(analysis, more.into_iter()))));
    lines.extend(flagged(analysis, &here));
    lines.push(rule(&day));
    lines
}

/// The counts of the whole grid: rows, columns, and who is not counted.
pub fn places_whence(analysis: &Analysis) -> Vec<String> {
    let all = members_at(analysis, |_| true);
    let day = words::day(analysis.as_of);
    let left = analysis.network.members().len() - all.len();
    let mut lines = vec![format!(
        "{} on {day}: every open school, and other open members that somebody rated. Not counted: {} of the map, which are closed or proposed, knowledge sources, or bodies that nobody rated.",
        words::counted(all.len(), "member is counted", "members are counted"),
        words::counted(left, "member", "members"),
    )];
    let stages = Stage::ALL.into_iter().map(Some).chain([None]).map(|stage| {
        let name = stage.map_or_else(|| "not rated".to_owned(), |stage| format!("stage {}", stage.number()));
        format!("{name} {}", all.iter().filter(|(_, standing)| standing.stage() == stage).count())
    });
    lines.push(format!("Columns: {}.", stages.collect::<Vec<_>>().join(", ")));
    let phases = Phase::ALL.into_iter().map(Some).chain([None]).map(|phase| {
        let name = phase.map_or_else(|| "none known".to_owned(), |phase| format!("phase {}", phase.number()));
        format!("{name} {}", all.iter().filter(|(_, standing)| standing.phase() == phase).count())
    });
    let by_ties = all.iter().filter(|(_, standing)| standing.phase.as_ref().is_some_and(|phase| phase.origin == PhaseOrigin::Ties));
    lines.push(format!(
        "Rows: {}; the phase of {} is the highest of its active ties.",
        phases.collect::<Vec<_>>().join(", "),
        by_ties.count()
    ));
    lines.extend(flagged(analysis, &all));
    let newest =
        all.iter().filter_map(|(_, standing)| standing.stage.as_ref()).filter_map(|stage| analysis.network.ratings().get(&stage.rating));
    lines.push(format!("The ratings that count are from: {}.", super::record::ratings_from(newest)));
    lines.push(rule(&day));
    lines
}

fn rule(day: &str) -> String {
    format!(
        "Of each member the newest rating counts that is dated {day} or before and not withdrawn; of two of one day the one entered last. A phase that nobody rated is the highest of the member's active ties."
    )
}

fn members_at(analysis: &Analysis, wanted: impl Fn(GridPlace) -> bool) -> Vec<(&Member, &Standing)> {
    let members = analysis.network.members().iter();
    let placed = members.filter_map(|member| Some((member, analysis.standing(&member.id)?)));
    placed.filter(|(member, standing)| grid_place(member, standing).is_some_and(&wanted)).collect()
}

/// By which rating or ties a member stands where it does.
fn rated(analysis: &Analysis, standing: &Standing) -> String {
    let stage = standing
        .stage
        .as_ref()
        .map_or_else(|| "no rating of its stage stands".to_owned(), |stage| words::uncapitalised(&judged(analysis, stage)));
    let phase = standing.phase.as_ref().map(|phase| match &phase.origin {
        PhaseOrigin::Ties => "; phase from its active ties".to_owned(),
        PhaseOrigin::Rated(rated) if standing.stage.as_ref().is_some_and(|stage| stage.rating == rated.rating) => {
            "; phase in the same rating".to_owned()
        }
        PhaseOrigin::Rated(rated) => format!("; phase {}", words::uncapitalised(&judged(analysis, rated))),
    });
    format!("{stage}{}", phase.unwrap_or_default())
}

/// Who of them meets a pattern that the grid counts.
fn flagged(analysis: &Analysis, members: &[(&Member, &Standing)]) -> Vec<String> {
    let meets = |member: &Member, pattern: Pattern| analysis.flags_of(&member.id).contains(&pattern);
    let alarmed = |member: &Member| meets(member, Pattern::CondonedFailure) || meets(member, Pattern::Entrenched);
    let ids = |wanted: &dyn Fn(&Member) -> bool| -> Vec<&MemberId> {
        members.iter().filter(|(member, _)| wanted(member)).map(|(member, _)| &member.id).collect()
    };
    let condoned = ids(&alarmed);
    let coasting = ids(&|member: &Member| meets(member, Pattern::Coasting) && !alarmed(member));
    let said = |sign: char, words: &str, ids: Vec<&MemberId>| {
        (!ids.is_empty()).then(|| format!("{sign}{} {words}: {}.", ids.len(), named(analysis, ids.into_iter())))
    };
    let condoned = said('!', "with condoned failure, entrenched ones among them", condoned);
    condoned.into_iter().chain(said('~', "that only coast", coasting)).collect()
}
