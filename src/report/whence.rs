//! Where a number of the table comes from: the value again, who gave it, in which year, from which file and row.

use super::{
    cell::Cell,
    claim::claim_words,
    column::{Column, Standard, Subject},
    words,
};
use crate::{
    analysis::Analysis,
    framework::{Judged, PhaseOrigin, Standing},
    model::{Measure, Member, Reading, Year},
};

/// Where what a member has in a column comes from; `None` where it has nothing there.
pub fn whence(analysis: &Analysis, member: &Member, column: &Column) -> Option<String> {
    let subject = Subject::of(analysis, member);
    let cell = column.cell(&subject);
    if matches!(cell, Cell::Missing) {
        return None;
    }
    let from = match column {
        Column::Measure { measure, year } => figure(analysis, member, measure, *year)?,
        Column::Own(heading) => format!("It stands under “{heading}” in a sheet of your own"),
        Column::Standard(standard) => standing_of(*standard, analysis, member, subject.standing)?,
    };
    Some(format!("{}: {}. {from}.", member.name, cell.shown()))
}

fn figure(analysis: &Analysis, member: &Member, measure: &str, year: Option<Year>) -> Option<String> {
    let figures = analysis.network.measures_of(&member.id).iter();
    let found: &Measure = figures
        .filter(|figure| figure.id.measure() == measure && year.is_none_or(|year| figure.id.year() == year))
        .max_by_key(|figure| figure.id.year())?;
    let from = found.provenance.as_deref().map_or_else(|| "entered by hand".to_owned(), |place| format!("read from {place}"));
    let pupils = found.pupils.map(|pupils| format!(", {}", words::counted(pupils as usize, "pupil", "pupils"))).unwrap_or_default();
    let number = found.number.as_ref().map(|number| format!(", published under the former number {number}")).unwrap_or_default();
    let mark = match &found.value {
        Reading::Suppressed(_) => ", a mark the publisher printed in its place",
        Reading::Known(_) => "",
    };
    Some(format!("Of {}{pupils}{mark}, {from}{number}", found.id.year()))
}

fn standing_of(column: Standard, analysis: &Analysis, member: &Member, standing: Option<&Standing>) -> Option<String> {
    let text = match column {
        Standard::Stage | Standard::StageOn => judged(analysis, standing?.stage.as_ref()?),
        Standard::StageSupported => words::capitalised(&claim_words(standing?)?),
        Standard::Phase | Standard::PhaseFrom => match &standing?.phase.as_ref()?.origin {
            PhaseOrigin::Rated(rated) => judged(analysis, rated),
            PhaseOrigin::Ties => "Nobody rated it: it is the highest phase of its active ties".to_owned(),
        },
        Standard::Ties | Standard::ActiveTies => "Counted from the ties on its page, where each stands with its source".to_owned(),
        Standard::Flags => {
            format!("Found under the rules on {}; each is explained line by line where it is listed", words::day(analysis.as_of))
        }
        Standard::Fsm | Standard::Fsm6 | Standard::Eal | Standard::Sen | Standard::Mobility | Standard::PriorAttainment => {
            let year = member.context_year.map_or_else(|| "of a year nobody recorded".to_owned(), |year| format!("of {year}"));
            format!("A figure of its context {year}, as its record holds it")
        }
        Standard::Trust => "From its memberships".to_owned(),
        Standard::Id
        | Standard::Name
        | Standard::Kind
        | Standard::Education
        | Standard::Group
        | Standard::Authority
        | Standard::Region
        | Standard::Status
        | Standard::Town
        | Standard::Type
        | Standard::Pupils
        | Standard::LastContact => "As its record holds it".to_owned(),
    };
    Some(text)
}

fn judged<T>(analysis: &Analysis, judged: &Judged<T>) -> String {
    let by = judged.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let role = judged.role.as_ref().map(|role| format!(" as {role}")).unwrap_or_default();
    let basis = judged.basis.map(|basis| format!(", basis {basis}")).unwrap_or_default();
    let rating = analysis.network.ratings().get(&judged.rating);
    let from = rating.and_then(|rating| rating.provenance.as_ref()).map(|place| format!(", read from {place}")).unwrap_or_default();
    format!("Rated {}{by}{role}{basis}{from}", words::day(judged.on))
}
