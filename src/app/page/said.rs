//! What people said of a member: where it stands, its answers to evidence, and every rating, withdrawn ones too.

use super::{About, Ink, build::Lines};
use crate::{
    framework::{Framework, PhaseOrigin},
    report::{MemberPage, Standard, claim_words, others_that_day, rating_words, response_words, sides_words, who_and_when, words},
};

pub(super) fn standing(page: &MemberPage<'_>, framework: &Framework, lines: &mut Lines) {
    lines.heading("Where it stands", "", "stage");
    if let Some(standing) = page.standing {
        if let Some(judged) = standing.stage.as_ref() {
            lines.now(About::Rating(judged.rating.clone()), "stage");
            let who = page.rating(&judged.rating).map(who_and_when).unwrap_or_default();
            let others = others_that_day(&page.analysis.network, &page.member.id, judged, framework);
            let stage = words::stage(framework, judged.value);
            lines.labelled("Stage", Ink::Stage(Some(judged.value)), &format!("{stage}, {who}{others}"));
        } else {
            lines.now(About::Standing, "stage");
            lines.labelled("Stage", Ink::Stage(None), "not yet rated");
        }
        if let Some(words) = claim_words(standing) {
            lines.now(About::Standing, "supported");
            lines.labelled("Supported", Ink::Plain, &words);
        }
        if let Some(words) = sides_words(standing) {
            lines.now(About::Standing, "sides");
            lines.labelled("Who said", Ink::Plain, &words);
        }
        lines.now(About::Standing, "phase");
        let phase = standing.phase.as_ref().map(|now| {
            let from = match &now.origin {
                PhaseOrigin::Rated(judged) => page.rating(&judged.rating).map(who_and_when).unwrap_or_default(),
                PhaseOrigin::Ties => format!("{}: the highest phase of its active ties", words::FROM_TIES),
            };
            format!("{}, {from}", words::phase(framework, now.phase))
        });
        lines.labelled("Phase", Ink::Plain, &phase.unwrap_or_else(|| "not rated, and no active tie shows one".to_owned()));
    } else if let Some(source) = page.member.source.and_then(|source| framework.source(source)) {
        lines.now(About::Nothing, "member.source");
        lines.labelled("Source", Ink::Strong, &source.name);
        lines.labelled("", Ink::Plain, &source.descriptor);
        lines.labelled("", Ink::Dim, "Knowledge sources are open by nature and are not rated.");
    }
    lines.now(About::Field(Standard::LastContact), "last_contact");
    let contact = page.member.last_contact.map_or_else(|| "not recorded".to_owned(), words::day);
    lines.labelled("Last contact", Ink::Plain, &contact);
    lines.now(About::Nothing, "member.note");
    lines.labelled("Note", Ink::Plain, page.member.note.as_deref().unwrap_or_default());
    lines.now(About::Nothing, "pin");
    lines.labelled("Pinned", Ink::Plain, &words::pinned(&page.analysis.network, &page.member.id));
}

pub(super) fn responses(page: &MemberPage<'_>, lines: &mut Lines) {
    let beside = if page.responses.is_empty() { "none: no evidence was put to it, as far as the map knows" } else { "the newest first" };
    lines.heading("Answers to evidence", beside, "response");
    for response in &page.responses {
        lines.now(About::Response(response.id.clone()), "response");
        lines.labelled(&response.shared_on.to_string(), Ink::Plain, &response_words(response));
    }
}

pub(super) fn ratings(page: &MemberPage<'_>, framework: &Framework, lines: &mut Lines) {
    let beside = if page.ratings.is_empty() { "none yet" } else { "the newest first; the newest that stands counts" };
    lines.heading("Ratings", beside, "stage");
    for rating in &page.ratings {
        lines.now(About::Rating(rating.id.clone()), "stage");
        let ink = if rating.stands() { Ink::Plain } else { Ink::Dim };
        let day = if rating.stands() { rating.on.to_string() } else { format!("{} ✗", rating.on) };
        lines.labelled(&day, ink, &rating_words(rating, framework));
    }
}
