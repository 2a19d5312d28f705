//! A layer over the map in sentences: families, sources reached, supports, what changed.

use super::{
    map_words::tie_said,
    words::{capitalised, counted},
};
use crate::map::{Against, Aside, Bond, Chart, Ink, Line, News, Spotlight, View};

/// The sentences of an answer that says something of members or joins them. Cost: O(members · log members + ties).
pub(super) fn layer_words(chart: &Chart, view: &View) -> Vec<String> {
    let Some(answer) = chart.spotlight(view) else { return Vec::new() };
    let mut lines = vec![format!("{}.", capitalised(answer.note()))];
    lines.extend(answer.sentences());
    lines.extend(members(chart, view, &answer));
    lines.extend(answer.lines().iter().map(|line| format!("- {}.", line_said(line, chart))));
    lines
}

/// Who is spoken of, peers from the nearest on and others by their names.
fn members(chart: &Chart, view: &View, answer: &Spotlight) -> Vec<String> {
    let is_said = |at: usize| view.only.as_ref().is_none_or(|only| only.meets(at));
    let mut said: Vec<(usize, &str, Aside)> = answer
        .asides()
        .filter(|(at, _)| is_said(*at))
        .filter_map(|(at, aside)| {
            let rank = if let Aside::Peer { rank, .. } = aside { rank } else { 0 };
            Some((rank, chart.roster.members.get(at)?.name.as_str(), aside))
        })
        .collect();
    said.sort_by_key(|(rank, name, _)| (*rank, *name));
    said.into_iter().map(|(_, name, aside)| format!("- {name}: {}.", aside_said(aside))).collect()
}

/// What an aside says, as a phrase.
pub(super) fn aside_said(aside: Aside) -> String {
    match aside {
        Aside::Peer { rank, distance, against } => {
            let distance = distance.map_or_else(|| "from the official list".to_owned(), |distance| format!("distance {distance:.2}"));
            let against = match against {
                Against::Above => "above it",
                Against::NotAbove => "not above it",
                Against::Unknown => "no figure to compare",
            };
            format!("peer {rank}, {distance}, {against}")
        }
        Aside::Reaches(steps) => reach_said(steps),
        Aside::Supports { gives, gets, overdue } => {
            let gives = (gives > 0).then(|| format!("supports {gives}"));
            let gets = (gets > 0).then(|| format!("is supported by {gets}"));
            let overdue = (overdue > 0).then(|| format!("{} overdue", counted(overdue, "review", "reviews")));
            gives.into_iter().chain(gets).chain(overdue).collect::<Vec<_>>().join(", ")
        }
        Aside::Changed(News::New) => "new".to_owned(),
        Aside::Changed(News::Up(from)) => format!("up from stage {}", from.number()),
        Aside::Changed(News::Down(from)) => format!("down from stage {}", from.number()),
        Aside::Changed(News::FirstRated) => "rated for the first time".to_owned(),
        Aside::Changed(News::RatedAnew) => "rated anew at the same stage".to_owned(),
    }
}

fn reach_said(steps: [Option<u8>; 3]) -> String {
    let kinds = ["research", "practice", "innovation"];
    let said = kinds.into_iter().zip(steps).filter_map(|(kind, steps)| {
        Some(match steps? {
            0 | 1 => format!("{kind} directly"),
            _ => format!("{kind} in two steps"),
        })
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { "reaches no source".to_owned() } else { format!("reaches {}", said.join(", ")) }
}

/// A line that is no tie, as a sentence without a stop.
pub(super) fn line_said(line: &Line, chart: &Chart) -> String {
    let name = |at: usize| chart.roster.members.get(at).map_or("?", |member| member.name.as_str());
    let (from, to) = (name(line.from), name(line.to));
    let with = if line.words.is_empty() { String::new() } else { format!(": {}", line.words) };
    match line.bond {
        Bond::Peer => format!("{to} is in the family of {from}"),
        Bond::Planned => format!("{from} is to support {to}{with}"),
        Bond::Running | Bond::Overdue => format!("{from} supports {to}{with}"),
        Bond::Ended(_) => format!("The tie of {from} to {to} has ended"),
    }
}

/// The ties that are new and those that went quiet, each in a sentence.
pub(super) fn changed_ties(chart: &Chart, view: &View) -> Vec<String> {
    let Some(answer) = chart.spotlight(view) else { return Vec::new() };
    let ties = answer.lit().filter_map(|(at, inks)| Some((chart.roster.ties.get(at)?, inks)));
    let mut lines: Vec<String> = ties
        .map(|(tie, inks)| {
            let what = if inks.contains(&Ink::Dim) { "Gone quiet" } else { "New" };
            format!("- {what}: {}.", tie_said(tie, &chart.roster))
        })
        .collect();
    lines.sort_unstable();
    lines
}
