//! A member's ties both ways, its visits, and the groups it belongs to.

use super::{About, Ink, build::Lines};
use crate::{
    framework::{Activity, Framework},
    model::Phase,
    report::{Flow, MemberPage, TieLine, tie_words, words},
};

/// Members of a group that are listed one by one.
const MOST_PLACES: usize = 40;

/// How deep the sharing is, as dots: the more, the deeper.
pub fn phase_dots(phase: Option<Phase>) -> &'static str {
    match phase {
        None => "○○○",
        Some(Phase::Information) => "●○○",
        Some(Phase::Experience) => "●●○",
        Some(Phase::Coaching) => "●●●",
    }
}

pub(super) fn ties(page: &MemberPage<'_>, framework: &Framework, lines: &mut Lines) {
    let active = page.ties.iter().filter(|line| line.activity == Activity::Active).count();
    let beside = if page.ties.is_empty() { "none recorded".to_owned() } else { format!("{}, {active} active", page.ties.len()) };
    lines.heading("Ties", &beside, "tie");
    for (flow, sign, ink) in [
        (Flow::Learns, "◄ learns from ", Ink::Learns),
        (Flow::Gives, "► gives to    ", Ink::Shares),
        (Flow::Both, "◄► shares with", Ink::Strong),
    ] {
        for line in page.ties.iter().filter(|line| line.flow == flow) {
            tie(line, (ink, sign), framework, lines);
        }
    }
    for visit in &page.visits {
        lines.now(About::Nothing, "visits");
        let is_visitor = visit.from == page.member.id;
        let other = page.analysis.name_of(if is_visitor { &visit.to } else { &visit.from });
        let what = if is_visitor { "visited" } else { "was visited by" };
        let shared = if visit.shared { ", practice was shared" } else { "" };
        lines.labelled(what, Ink::Plain, &format!("{other} on {}{shared}", words::day(visit.on)));
    }
}

fn tie(line: &TieLine<'_>, (ink, sign): (Ink, &str), framework: &Framework, lines: &mut Lines) {
    lines.now(About::Tie(line.tie.id.clone()), "tie");
    let ink = match line.activity {
        Activity::Active | Activity::Undated => ink,
        Activity::Quiet | Activity::Ended => Ink::Dim,
    };
    let dots = phase_dots(line.tie.phase);
    lines.hanging((ink, &format!("{sign} {dots} ")), Ink::Plain, &format!("{}: {}", line.other_name, tie_words(line, framework)));
}

pub(super) fn places(page: &MemberPage<'_>, lines: &mut Lines) {
    if page.memberships.is_empty() {
        return;
    }
    lines.heading("Belongs together with", "", "membership");
    for place in page.memberships.iter().take(MOST_PLACES) {
        let is_in = place.id.member() == &*page.member.id;
        let other = page.analysis.name_of(if is_in { place.id.group() } else { place.id.member() });
        let role = place.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
        let since = place.since.map(|day| format!(", since {}", words::day(day))).unwrap_or_default();
        let until = place.until.map(|day| format!(", until {}", words::day(day))).unwrap_or_default();
        lines.labelled(if is_in { "belongs to" } else { "has in it" }, Ink::Plain, &format!("{other}{role}{since}{until}"));
    }
    let more = page.memberships.len().saturating_sub(MOST_PLACES);
    if more > 0 {
        lines.labelled("", Ink::Dim, &format!("and {more} more"));
    }
}
