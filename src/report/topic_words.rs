//! What is asked of the map, and what was found, in sentences.

use super::{
    layer_words::layer_words,
    map_words::tie_said,
    words::{self as say, counted},
};
use crate::map::{Chart, Path, Spotlight, Topic, View, Way};

/// The sentences of a view's topic and filter; none if neither is asked. Cost: O(members + ties).
pub(super) fn topic_words(chart: &Chart, view: &View) -> Vec<Vec<String>> {
    let mut parts = Vec::new();
    if let Some(only) = &view.only {
        let (count, all) = (only.count(), chart.roster.members.len());
        parts.push(vec![format!("Only members that meet “{}” are said: {} of {all}.", only.expression, say::count(count as u64))]);
    }
    match &view.topic {
        Some(Topic::Focus { way, steps }) => parts.extend(focus(chart, view, *way, *steps)),
        Some(Topic::Path { from, to }) => {
            let ends = chart.roster.index(from).zip(chart.roster.index(to));
            parts.extend(ends.map(|(from, to)| path(chart, from, to)));
        }
        Some(Topic::Peers | Topic::Sources | Topic::Supports | Topic::Changes { .. }) => parts.push(layer_words(chart, view)),
        None => {}
    }
    parts
}

/// Who is in focus; beyond direct ties either way, also who is how many ties away.
fn focus(chart: &Chart, view: &View, way: Way, steps: u8) -> Option<Vec<String>> {
    let roster = &chart.roster;
    let member = roster.members.get(roster.index(view.selected.as_ref()?)?)?;
    let mut lines = vec![format!("In focus: {}.", member.name)];
    if (way, steps) == (Way::Both, 1) {
        return Some(lines);
    }
    let words = match way {
        Way::Both => "along ties either way",
        Way::In => "along ties it learns by",
        Way::Out => "along ties it shares by",
    };
    let answer = Spotlight::of(chart, view)?;
    for away in 1..=steps {
        let at_this = |at: usize| answer.steps(at) == Some(away) && view.only.as_ref().is_none_or(|only| only.meets(at));
        let mut names: Vec<&str> =
            roster.members.iter().enumerate().filter(|(at, _)| at_this(*at)).map(|(_, member)| member.name.as_str()).collect();
        names.sort_unstable();
        let ties = counted(usize::from(away), "tie", "ties");
        lines.push(match names.len() {
            0 => format!("Nobody is {ties} away {words}."),
            count => format!("{} {ties} away {words}: {}.", counted(count, "member is", "members are"), names.join(", ")),
        });
    }
    Some(lines)
}

/// The path tie by tie.
fn path(chart: &Chart, from: usize, to: usize) -> Vec<String> {
    let path = Path::between(chart, from, to);
    let mut lines = vec![path.sentence(&chart.roster).to_string()];
    let ties = path.legs.iter().filter_map(|leg| chart.roster.ties.get(leg.link));
    lines.extend((1..).zip(ties).map(|(number, tie)| format!("{number}. {}.", tie_said(tie, &chart.roster))));
    lines
}
