//! Where a measure of the network comes from: whose, by which definition, over which ties, from which files and rows.

use ecow::EcoString;

use super::{
    super::{
        metric_words::{ascribed, metric_value, scope_words},
        words,
    },
    page::listed,
};
use crate::{
    analysis::{Analysis, Scope},
    framework::Rules,
    graph::{Measures, Metric, Opening, Own},
    model::{MemberId, Phase, Tie},
};

/// A member's value of a measure: what of its own ties it begins with, over which ties it is worked out, and where they were read.
pub fn metric_whence((analysis, scope): (&Analysis, Scope), measures: &Measures, metric: Metric, member: &MemberId) -> Vec<String> {
    let place = analysis.network.members().binary_search_by(|other| other.id.cmp(member)).ok();
    let (Some(found), Some(own)) = (analysis.network.members().get(member), place.and_then(|place| measures.members.get(place))) else {
        return vec![format!("{} is not in the network that was measured.", analysis.name_of(member))];
    };
    let ties = analysis.counted_ties(scope.counted);
    let value = own.value(metric);
    let none = if value.is_none() { " It has no such value, which is not nought." } else { "" };
    let mut lines = vec![format!("{}: {}.{none}", found.name, metric_value(metric, value))];
    let begins: Vec<&Tie> = ties.iter().copied().filter(|tie| begins_with(metric, tie, member)).collect();
    lines.push(match begins.len() {
        0 => "It has no tie of its own that this begins with.".to_owned(),
        count => {
            let said = listed(analysis, found, begins.iter().copied());
            format!("It begins with {} of its own. {said}.", words::counted(count, "tie", "ties"))
        }
    });
    lines.extend(parts(metric, own, &analysis.rules));
    lines.extend(over(analysis, scope, measures, &ties));
    lines
}

/// The network's own numbers, each with its definition, and over which ties they are worked out.
pub fn network_whence((analysis, scope): (&Analysis, Scope), measures: &Measures) -> Vec<String> {
    let whole = &measures.whole;
    let (members, ties, pairs) = (words::count(whole.members as u64), words::count(whole.ties as u64), words::count(whole.pairs as u64));
    let mut lines = vec![format!(
        "{members} members and {ties} directed ties between {pairs} pairs: parallel ties are one, one that goes both ways is two."
    )];
    lines.extend(Metric::of_network().map(|metric| {
        let value = metric_value(metric, whole.value(metric));
        format!("{} {value}: {} Source: {}.", words::capitalised(metric.title()), metric.sentence(), metric.source())
    }));
    lines.push("Permeability of the network is the mean over its open schools; one without ties counts 0.".to_owned());
    lines.extend(over(analysis, scope, measures, &analysis.counted_ties(scope.counted)));
    lines
}

/// Whether a tie of the member is one that its value begins with.
fn begins_with(metric: Metric, tie: &Tie, member: &MemberId) -> bool {
    let (gives, learns) = (tie.from == *member, tie.to == *member);
    match metric {
        Metric::InDegree
        | Metric::Closeness
        | Metric::Eigenvector
        | Metric::Pagerank
        | Metric::Reach1
        | Metric::Reach2
        | Metric::Reach3
        | Metric::Research
        | Metric::Practice
        | Metric::Innovation => learns || (gives && tie.mutual),
        Metric::OutDegree => gives || (learns && tie.mutual),
        Metric::Permeability
        | Metric::Betweenness
        | Metric::Core
        | Metric::Community
        | Metric::Articulation
        | Metric::Parted
        | Metric::Constraint
        | Metric::EffectiveSize
        | Metric::EiTrust
        | Metric::EiAuthority
        | Metric::EiEducation
        | Metric::Coordinator
        | Metric::Gatekeeper
        | Metric::Representative
        | Metric::Consultant
        | Metric::Liaison
        | Metric::Density
        | Metric::Reciprocity
        | Metric::InCentralisation
        | Metric::OutCentralisation
        | Metric::BetweennessCentralisation
        | Metric::Components
        | Metric::Isolates
        | Metric::Bridges
        | Metric::Modularity
        | Metric::Reachable => gives || learns,
    }
}

/// The parts that a value is put together from, where it has any.
fn parts(metric: Metric, own: &Own, rules: &Rules) -> Option<String> {
    if metric != Metric::Permeability {
        return None;
    }
    let open = own.openings()?.map(|(opening, open)| format!("{} {}", Opening::words(opening), metric_value(metric, Some(open))));
    let rules: Vec<EcoString> = rules.thresholds("permeability").into_iter().map(|threshold| threshold.words).collect();
    Some(format!(
        "Put together from its openings: {}. By the rules: {}. Where trust is not recorded it takes nothing away.",
        open.join(", "),
        rules.join("; ")
    ))
}

/// Which ties all of it is worked out over: how many, how deep, begun when, and from which files.
fn over(analysis: &Analysis, scope: Scope, measures: &Measures, ties: &[&Tie]) -> Vec<String> {
    let deep = |phase: Option<Phase>| words::count(ties.iter().filter(|tie| tie.phase == phase).count() as u64);
    let [coaching, experience, information] = [Phase::Coaching, Phase::Experience, Phase::Information].map(|phase| deep(Some(phase)));
    let begun = ties.iter().filter_map(|tie| tie.started).map(jiff::civil::Date::year);
    let (first, last) = (begun.clone().min(), begun.clone().max());
    let undated = ties.len() - begun.count();
    let begun = match first.zip(last) {
        Some((first, last)) => format!("begun {first} to {last}, {} without a beginning", words::count(undated as u64)),
        None => "none with a day on which it began".to_owned(),
    };
    let (count, day) = (words::counted(ties.len(), "tie", "ties"), words::day(analysis.as_of));
    let mut lines = vec![format!(
        "Worked out for {day} over {count} of the map: {coaching} of coaching, {experience} of experience, {information} of information, {} without a phase; {begun}.",
        deep(None)
    )];
    let from = ascribed(ties);
    lines.extend((!from.is_empty()).then_some(from));
    lines.push(scope_words(analysis, scope, &measures.whole));
    lines
}
