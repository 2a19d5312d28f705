//! A member's figures by year beside the national figure and the median of its family, and its context.

use super::{About, Ink, build::Lines};
use crate::{
    model::Measure,
    peers::MeasureRow,
    report::{
        MemberPage, Standard, context_words, method_words,
        words::{self, Scale},
    },
};

pub(super) fn figures(page: &MemberPage<'_>, lines: &mut Lines) {
    let peers = page.analysis.peers(&page.member.id, None);
    let beside = match &peers {
        _ if page.measures.is_empty() => "none in the map".to_owned(),
        Ok(family) => format!(
            "beside the national figure and the median of its family of {} (by {})",
            family.peers.len(),
            method_words(&family.method)
        ),
        Err(reason) => format!("no family to compare with: {}", reason.phrase()),
    };
    lines.heading_about(About::Family, "Figures", "", "measure");
    lines.hanging((Ink::Dim, ""), Ink::Dim, &beside);
    if page.measures.is_empty() {
        return;
    }
    // A narrow page has no room to say where each figure is from.
    let room = if lines.columns() > 84 { 22 } else { 0 };
    let from = if room > 0 { "  from" } else { "" };
    lines.line(vec![(
        Ink::Label,
        format!(
            "  {}{}{}{}{}{}{from}",
            words::fit("measure", 20),
            words::right("year", 6),
            words::right("value", 9),
            words::right("national", 10),
            words::right("family (n)", 13),
            words::right("pupils", 8)
        ),
    )]);
    let rows = peers.map(|family| family.measures).unwrap_or_default();
    let mut last = "";
    for measure in page.measures {
        let beside = rows.iter().find(|row| row.measure == measure.id.measure() && row.year == measure.id.year());
        let name = if last == measure.id.measure() { "" } else { measure.id.measure() };
        let mut pieces = figure(page, measure, beside, name);
        if room > 0 {
            let from = measure.provenance.as_deref().unwrap_or("entered by hand");
            pieces.push((Ink::Dim, format!("  {}", words::cut(from, room))));
        }
        lines.now(About::Figure(measure.id.clone()), "measure");
        lines.line(pieces);
        last = measure.id.measure();
    }
}

fn figure(page: &MemberPage<'_>, measure: &Measure, beside: Option<&MeasureRow>, name: &str) -> Vec<(Ink, String)> {
    let scale = Scale::of(page.analysis.definitions.get(measure.id.measure()));
    let [value, national, pupils] = page.figure_words(measure);
    let family = beside.map_or_else(|| words::MISSING.to_owned(), |row| format!("{} ({})", scale.figure(row.family_median), row.n));
    vec![
        (Ink::Plain, format!("  {}{}", words::fit(name, 20), words::right(&measure.id.year().to_string(), 6))),
        (Ink::Strong, words::right(&value, 9)),
        (Ink::Plain, format!("{}{}{}", words::right(&national, 10), words::right(&family, 13), words::right(&pupils, 8))),
    ]
}

/// Pupils, context figures, what it can give, and the fields of the user's own sheets.
pub(super) fn context(page: &MemberPage<'_>, lines: &mut Lines) {
    let member = page.member;
    lines.heading_about(About::Context, "Context", "", "pupils");
    lines.now(About::Field(Standard::Pupils), "pupils");
    lines.labelled("Pupils", Ink::Plain, &member.pupils.map(|pupils| words::count(u64::from(pupils))).unwrap_or_default());
    lines.now(About::Context, "prior_attainment");
    lines.labelled("Figures", Ink::Plain, &context_words(member));
    lines.now(About::Field(Standard::Type), "type");
    lines.labelled("Type", Ink::Plain, member.type_name.as_deref().unwrap_or_default());
    if let Some(capacity) = page.analysis.network.capacities().get(&member.id) {
        lines.now(About::Capacity, "days_per_week");
        let days = capacity.days_per_week.map(|days| format!("{} days a week", words::number(days.get())));
        let phases = capacity.phases.iter().map(|phase| words::spoken(phase.word()));
        let strengths = capacity.strengths.iter().map(ToString::to_string);
        let until = capacity.until.map(|day| format!("until {}", words::day(day)));
        let given: Vec<String> = days.into_iter().chain(strengths).chain(phases).chain(until).collect();
        lines.labelled("Can give", Ink::Plain, &given.join(" · "));
    }
    for (heading, value) in &member.own {
        lines.now(About::Own(heading.clone()), "own");
        lines.labelled(heading, Ink::Plain, value);
    }
}
