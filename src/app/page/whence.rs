//! Where the numbers of a line of the page come from.

use super::{About, PageLine};
use crate::{
    analysis::Analysis,
    framework::Framework,
    model::Member,
    report::{self, Column, Standard, words},
};

/// The context figures that one line shows together.
const CONTEXT: [Standard; 7] =
    [Standard::Pupils, Standard::Fsm, Standard::Fsm6, Standard::Eal, Standard::Sen, Standard::Mobility, Standard::PriorAttainment];

/// Sentences about every number of the line: value, rule, year, file and row, or that nobody noted where it is from.
pub(in crate::app) fn whence(analysis: &Analysis, member: &Member, framework: &Framework, line: &PageLine) -> Vec<String> {
    let network = &analysis.network;
    let cell = |column: &Column| report::whence(analysis, member, column);
    match &line.about {
        About::Nothing => Vec::new(),
        About::Standing => standing(analysis, member, framework),
        About::Rating(id) => {
            let own = network.ratings().get(id).map(|rating| report::rating_whence(rating, framework));
            own.into_iter().chain(report::standing_whence(analysis, member)).collect()
        }
        About::Tie(id) => network.ties().get(id).map_or_else(Vec::new, |tie| report::tie_whence(analysis, tie)),
        About::Response(id) => network.responses().get(id).map(report::response_whence).into_iter().collect(),
        About::Finding(pattern) => {
            analysis.why(&member.id, *pattern).map_or_else(Vec::new, |finding| report::finding_whence(analysis, &finding))
        }
        About::Capacity => network.capacities().get(&member.id).map(report::capacity_whence).into_iter().collect(),
        About::Ties => report::member_ties_whence(analysis, member),
        About::Findings => report::member_findings_whence(analysis, member),
        About::Visit(id) => network.visits().get(id).map(|visit| report::visit_whence(analysis, visit)).into_iter().collect(),
        About::Membership(id) => {
            network.memberships().get(id).map(|place| report::membership_whence(analysis, place)).into_iter().collect()
        }
        About::Family => report::family_whence(analysis, &member.id),
        About::Figure(id) => report::figure_whence(analysis, member, id),
        About::Field(field) => {
            let nothing = || format!("{}: nobody noted its {}.", member.name, field.words());
            vec![cell(&Column::Standard(*field)).unwrap_or_else(nothing)]
        }
        About::Context => CONTEXT
            .into_iter()
            .filter_map(|field| {
                let told = cell(&Column::Standard(field))?;
                Some(format!("{}. {told}", words::capitalised(field.words())))
            })
            .collect(),
        About::Own(heading) => cell(&Column::Own(heading.clone())).into_iter().collect(),
    }
}

/// Where it stands, what its ties support, and the newest rating of each side.
fn standing(analysis: &Analysis, member: &Member, framework: &Framework) -> Vec<String> {
    let mut lines = report::standing_whence(analysis, member);
    lines.extend(report::whence(analysis, member, &Column::Standard(Standard::StageSupported)));
    let standing = analysis.standing(&member.id);
    for (side, judged) in standing.into_iter().flat_map(|standing| standing.sides.rated()) {
        let rating = analysis.network.ratings().get(&judged.rating).map(|rating| report::rating_whence(rating, framework));
        lines.extend(rating.map(|rating| format!("{}: {rating}", words::capitalised(side.title()))));
    }
    lines
}
