//! A member's ties both ways, its visits, and the groups it belongs to.

use super::{About, Ink, build::Lines};
use crate::{
    finding::{Bond, Flow},
    framework::{Activity, Framework},
    model::Phase,
    report::{MOST_PLACES, MemberPage, tie_words},
};

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
    lines.heading_about(About::Ties, "Ties", &beside, "tie");
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
        lines.now(About::Visit(visit.id.clone()), "visits");
        let (what, sentence) = page.visit_words(visit);
        lines.labelled(what, Ink::Plain, &sentence);
    }
}

fn tie(line: &Bond<'_>, (ink, sign): (Ink, &str), framework: &Framework, lines: &mut Lines) {
    lines.now(About::Tie(line.tie.id.clone()), "tie");
    let ink = match line.activity {
        Activity::Active | Activity::Undated => ink,
        Activity::Quiet | Activity::Ended => Ink::Dim,
    };
    let dots = phase_dots(line.tie.phase);
    lines.hanging((ink, &format!("{sign} {dots} ")), Ink::Plain, &format!("{}: {}", line.other.name, tie_words(line, framework)));
}

pub(super) fn places(page: &MemberPage<'_>, lines: &mut Lines) {
    if page.memberships.is_empty() {
        return;
    }
    lines.heading("Belongs together with", "", "membership");
    for place in page.memberships.iter().take(MOST_PLACES) {
        lines.now(About::Membership(place.id.clone()), "membership");
        let (what, sentence) = page.place_words(place);
        lines.labelled(what, Ink::Plain, &sentence);
    }
    let more = page.memberships.len().saturating_sub(MOST_PLACES);
    if more > 0 {
        lines.labelled("", Ink::Dim, &format!("and {more} more"));
    }
}
