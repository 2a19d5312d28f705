//! Where a number of the table comes from: the value again, who gave it, in which year, from which file and row.

use super::{
    super::{
        cell::Cell,
        claim::claim_words,
        column::{Column, Standard, Subject},
        words,
    },
    page::{member_ties_whence, membership_origin},
    place::{Hand, origin, row_words},
};
use crate::{
    analysis::Analysis,
    framework::{Judged, PhaseOrigin, Standing},
    model::{Measure, Member, Origins, Reading, Year},
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
        Column::Own(heading) => {
            let place = member.origin_of(&format!("{}{heading}", Origins::OWN));
            format!("It stands under “{heading}” in a sheet of your own, {}", origin(place.as_deref(), Hand::default()))
        }
        Column::Standard(standard) => standing_of(*standard, analysis, member, subject.standing)?,
    };
    Some(format!("{}: {}. {}.", member.name, cell.shown(), from.trim_end_matches('.')))
}

/// The figure of a year, or the latest there is.
fn figure(analysis: &Analysis, member: &Member, measure: &str, year: Option<Year>) -> Option<String> {
    let figures = analysis.network.measures_of(&member.id).iter();
    let found: &Measure = figures
        .filter(|figure| figure.id.measure() == measure && year.is_none_or(|year| figure.id.year() == year))
        .max_by_key(|figure| figure.id.year())?;
    Some(figure_origin(found))
}

/// Of which year a figure is, of how many pupils, whether a mark stands in its place, and where it was read.
pub(super) fn figure_origin(found: &Measure) -> String {
    let pupils = found.pupils.map(|pupils| format!(", {}", words::counted(pupils as usize, "pupil", "pupils"))).unwrap_or_default();
    let number = found.number.as_ref().map(|number| format!(", published under the former number {number}")).unwrap_or_default();
    let mark = match &found.value {
        Reading::Suppressed(_) => ", a mark the publisher printed in its place",
        Reading::Known(_) => "",
    };
    format!("Of {}{pupils}{mark}, {}{number}", found.id.year(), origin(found.provenance.as_deref(), Hand::default()))
}

/// The year of a context figure: that of the context, unless another row told the figure than told the year.
pub(super) fn context_year(member: &Member, field: &str) -> Option<Year> {
    member.context_year.filter(|_| member.origin_of(field) == member.origin_of("context_year"))
}

/// Where what stands in a field of a member's record was read.
pub(super) fn field_origin(member: &Member, field: &str) -> String {
    origin(member.origin_of(field).as_deref(), Hand::default())
}

fn standing_of(column: Standard, analysis: &Analysis, member: &Member, standing: Option<&Standing>) -> Option<String> {
    let text = match column {
        Standard::Stage | Standard::StageOn => judged(analysis, standing?.stage.as_ref()?),
        Standard::StageSupported => {
            let ties = member_ties_whence(analysis, member).join(" ");
            format!("{}. {}. {ties}", words::capitalised(&claim_words(standing?)?), inside(analysis, standing?))
        }
        Standard::Phase | Standard::PhaseFrom => match &standing?.phase.as_ref()?.origin {
            PhaseOrigin::Rated(rated) => judged(analysis, rated),
            PhaseOrigin::Ties => {
                let ties = member_ties_whence(analysis, member).join(" ");
                format!("Nobody rated it: it is the highest phase of its active ties. {ties}")
            }
        },
        Standard::Ties | Standard::ActiveTies => member_ties_whence(analysis, member).join(" "),
        Standard::Flags => {
            format!("Found under the rules on {}; each is explained line by line where it is listed", words::day(analysis.as_of))
        }
        Standard::Fsm | Standard::Fsm6 | Standard::Eal | Standard::Sen | Standard::Mobility | Standard::PriorAttainment => {
            let year = context_year(member, column.name()).map_or_else(|| "of a year nobody noted".to_owned(), |year| format!("of {year}"));
            format!("A figure of its context {year}, {}", field_origin(member, column.name()))
        }
        Standard::Trust => trusts(analysis, member),
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
        | Standard::LastContact => format!("As its record holds it, {}", field_origin(member, column.name())),
    };
    Some(text)
}

/// The trusts it is in, each with the row that says so.
fn trusts(analysis: &Analysis, member: &Member) -> String {
    let places = analysis.network.memberships().iter().filter(|place| place.id.member() == &*member.id);
    let said = places.map(|place| format!("{}: {}", analysis.name_of(place.id.group()), membership_origin(place)));
    format!("From its memberships. {}", said.collect::<Vec<_>>().join("; "))
}

/// How far sharing goes inside, for what ties support rests on that too.
fn inside(analysis: &Analysis, standing: &Standing) -> String {
    match &standing.inside {
        Some(inside) => format!("Sharing inside {}: {}", inside.value, words::uncapitalised(&judged(analysis, inside))),
        None => "How far sharing goes inside, no rating says".to_owned(),
    }
}

/// Where a member stands, by which rating or ties: stage, phase, what its ties support, and who rated from which side.
pub fn standing_whence(analysis: &Analysis, member: &Member) -> Vec<String> {
    let Some(standing) = analysis.standing(&member.id) else { return Vec::new() };
    let stage = match &standing.stage {
        Some(stage) => format!("Stage {}: {}.", stage.value.number(), words::uncapitalised(&judged(analysis, stage))),
        None => "Stage: nobody rated it, or every rating was withdrawn.".to_owned(),
    };
    let phase = standing_of(Standard::Phase, analysis, member, Some(standing));
    let phase = standing
        .phase()
        .zip(phase)
        .map(|(phase, from)| format!("Phase {}: {}.", phase.number(), words::uncapitalised(from.trim_end_matches('.'))));
    let rule = format!(
        "Of several ratings the newest counts that is dated {} or before and not withdrawn; of two of one day the one entered last.",
        words::day(analysis.as_of)
    );
    [stage].into_iter().chain(phase).chain([rule]).collect()
}

/// Who judged, when, in which role, on what basis, and how the rating came into the map.
pub(super) fn judged<T>(analysis: &Analysis, judged: &Judged<T>) -> String {
    let by = judged.by.as_ref().map_or_else(|| " by nobody noted".to_owned(), |by| format!(" by {by}"));
    let role = judged.role.as_ref().map(|role| format!(" as {role}")).unwrap_or_default();
    let basis = judged.basis.map(|basis| format!(", basis {basis}")).unwrap_or_default();
    let rating = analysis.network.ratings().get(&judged.rating);
    let from = match rating.map(|rating| (&rating.provenance, rating.at)) {
        Some((Some(place), _)) => format!(", read from {}", row_words(place)),
        Some((None, Some(at))) => format!(", entered here on {}", at.strftime("%-d %B %Y")),
        Some((None, None)) | None => ", with neither a file nor a day of entry noted".to_owned(),
    };
    format!("Rated {}{by}{role}{basis}{from}", words::day(judged.on))
}
