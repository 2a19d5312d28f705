//! Where the numbers of a member's page come from: its figures beside those of the nation and the family, its ties, visits and groups.

use super::{
    super::{
        family_words::{figure_words, method_in_full},
        words::{self, Scale},
    },
    cell::figure_origin,
    place::{Hand, origin, origin_short},
};
use crate::{
    analysis::Analysis,
    framework::{Activity, Signs},
    model::{Measure, MeasureId, Member, Membership, Reading, Tie, Visit},
};

/// Ties that are named one by one.
const TIES: usize = 8;

/// A figure of a page: the value with what it rests on, the national figure, and the median of the family with how that was found.
pub fn figure_whence(analysis: &Analysis, member: &Member, figure: &MeasureId) -> Vec<String> {
    let Some(measure) = analysis.network.measures_of(&member.id).iter().find(|measure| measure.id == *figure) else { return Vec::new() };
    let mut lines = vec![format!("{} of {}: {}. {}.", figure.measure(), member.name, value(analysis, measure), figure_origin(measure))];
    let family = analysis.peers(&member.id, None);
    match family.as_ref().map(|family| (family, family.row(figure.measure(), figure.year()))) {
        Ok((family, Some(row))) => {
            // The first of them tells its own figure, which is told above.
            lines.extend(figure_words(row, None, analysis).into_iter().skip(1));
            let method = method_in_full(&family.method);
            lines.push(format!("The family is found by {method}; its own screen names each peer with file and row."));
        }
        Ok((_, None)) => lines.extend(beside(analysis, measure, "The family has no figure of this measure and year.")),
        Err(reason) => lines.extend(beside(analysis, measure, &format!("No family to compare with: {}.", reason.phrase()))),
    }
    lines
}

fn value(analysis: &Analysis, measure: &Measure) -> String {
    match &measure.value {
        Reading::Known(value) => Scale::of(analysis.definitions.get(measure.id.measure())).figure(value.get()),
        Reading::Suppressed(mark) => mark.to_string(),
    }
}

/// The national figure alone, where no family stands beside it.
fn beside(analysis: &Analysis, measure: &Measure, why: &str) -> [String; 2] {
    let id = format!("{}/{}", measure.id.measure(), measure.id.year());
    let national = analysis.network.nationals().get(&id).map_or_else(
        || "No national figure of this measure and year is in the map.".to_owned(),
        |national| {
            let value = Scale::of(analysis.definitions.get(measure.id.measure())).figure(national.value.get());
            format!("National: {value}, {}.", origin(national.provenance.as_deref(), Hand::default()))
        },
    );
    [national, why.to_owned()]
}

/// How many ties a member has by which rule, and its ties with the row each was read from.
pub fn member_ties_whence(analysis: &Analysis, member: &Member) -> Vec<String> {
    let signs = Signs::of(&analysis.network);
    let rules = &analysis.rules.activity;
    let own = analysis.network.ties().iter().filter(|tie| tie.from == member.id || tie.to == member.id);
    let own: Vec<(&Tie, Activity)> = own.map(|tie| (tie, signs.activity(tie, analysis.as_of, rules))).collect();
    let count = |wanted: Activity| own.iter().filter(|(_, alive)| *alive == wanted).count();
    let (day, months) = (words::day(analysis.as_of), words::counted(rules.months.value as usize, "month", "months"));
    if own.is_empty() {
        return vec![format!("No tie of it is recorded up to {day}.")];
    }
    let counted = format!(
        "{} recorded up to {day}: {} active (a sign of life within {months}), {} quiet, {} without a date, {} ended.",
        words::counted(own.len(), "tie", "ties"),
        count(Activity::Active),
        count(Activity::Quiet),
        count(Activity::Undated),
        count(Activity::Ended),
    );
    vec![counted, format!("{}.", listed(analysis, member, own.iter().map(|(tie, _)| *tie)))]
}

/// The other ends of some ties, each with the row it was read from.
pub(super) fn listed<'a>(analysis: &Analysis, member: &Member, ties: impl ExactSizeIterator<Item = &'a Tie>) -> String {
    let count = ties.len();
    let said = ties.take(TIES).map(|tie| {
        let other = if tie.from == member.id { &tie.to } else { &tie.from };
        format!("{} ({})", analysis.name_of(other), origin_short(tie.provenance.as_deref()))
    });
    let said = said.collect::<Vec<_>>().join(", ");
    if count > TIES { format!("Among them with: {said}") } else { format!("With: {said}") }
}

/// A place in a group, and the row that says so.
pub fn membership_whence(analysis: &Analysis, place: &Membership) -> String {
    let (member, group) = (analysis.name_of(place.id.member()), analysis.name_of(place.id.group()));
    format!("{member} in {group}: {}.", membership_origin(place))
}

pub(super) fn membership_origin(place: &Membership) -> String {
    origin(place.provenance.as_deref(), Hand::default())
}

/// A visit, and the row it was read from.
pub fn visit_whence(analysis: &Analysis, visit: &Visit) -> String {
    let (from, to) = (analysis.name_of(&visit.from), analysis.name_of(&visit.to));
    format!("{from} visited {to} on {}: {}.", words::day(visit.on), origin(visit.provenance.as_deref(), Hand::default()))
}
