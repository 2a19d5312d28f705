//! How values of measures are written, and what is to be known of the ties they are made of.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::words;
use crate::{
    analysis::{Analysis, Belonging, Counted, Scope},
    framework::Scale,
    graph::{Answered, Metric, Precision, Shape, Whole},
    model::{Origins, Tie},
};

/// A value of a measure for people; what is not known is not nought.
pub fn metric_value(metric: Metric, value: Option<f64>) -> String {
    let Some(value) = value else { return words::MISSING.to_owned() };
    match metric.shape() {
        Shape::Count | Shape::Group => words::count(value as u64),
        Shape::Share if value.abs() < f64::EPSILON => "0".to_owned(),
        Shape::Share if value.abs() < 0.0005 => "<0.001".to_owned(),
        Shape::Share => format!("{value:.3}").replace('-', "−"),
        Shape::Number => Scale::of(None).bare(value),
        Shape::YesOrNo => if value > 0.0 { "yes" } else { "no" }.to_owned(),
    }
}

/// Which ties count, in a sentence or two.
pub fn scope_words(analysis: &Analysis, scope: Scope, whole: &Whole) -> String {
    let quiet = analysis.counted_ties(Counted::Running).len() - analysis.counted_ties(Counted::Alive).len();
    let months = words::counted(analysis.rules.activity.months.value as usize, "month", "months");
    let counted = match (scope.counted, quiet) {
        (Counted::Running, 0) => "Every tie that has not ended counts.".to_owned(),
        (Counted::Running, quiet) => {
            let quiet = words::counted(quiet, "of them has", "of them have");
            format!("Every tie that has not ended counts; {quiet} shown no sign of life for {months}.")
        }
        (Counted::Alive, quiet) => {
            let left = words::counted(quiet, "tie", "ties");
            format!("Only ties with a sign of life in the last {months} count, or without any date; {left} that did not end are left out.")
        }
    };
    let belonging = match scope.belonging {
        Belonging::IsNoTie => "Belonging to a trust or an authority is no tie here.",
        Belonging::IsATie => "Belonging to a trust, another group or an authority of the map counts as a tie both ways.",
    };
    format!("{counted} {belonging}{}", sample_words(whole, scope.precision))
}

/// That betweenness is an estimate, if it is.
fn sample_words(whole: &Whole, precision: Precision) -> String {
    match (whole.betweenness_sample, precision) {
        (Some((from, of)), Precision::SampledIfLarge | Precision::Exact) => {
            let (from, of) = (words::count(from as u64), words::count(of as u64));
            format!(" Betweenness is estimated from the shortest ways that begin at {from} of {of} members, because the network is large.")
        }
        (None, _) => String::new(),
    }
}

/// A warning if ties come from a survey that too few can have answered.
pub fn survey_warning(analysis: &Analysis, answered: Option<Answered>) -> Option<String> {
    let answered = answered?;
    let rules = &analysis.rules.survey;
    let ties = words::counted(answered.ties, "tie comes", "ties come");
    let share = words::percent((answered.share() * 100.0).floor());
    let needed = words::percent(rules.answered.value * 100.0);
    let (most, asked) = (words::count(answered.at_most as u64), words::count(answered.asked as u64));
    Some(if answered.is_low(rules) {
        format!(
            "{ties} from a survey, and at most {most} of {asked} ({share}) can have answered it, for the others stand in none of its ties. Below {needed} measures of single members are not reliable, and who seems to have no tie may only not have answered."
        )
    } else {
        format!(
            "{ties} from a survey. How many answered is not recorded: at most {most} of {asked} ({share}). If fewer than {needed} did, measures of single members are not reliable."
        )
    })
}

/// How many of these ties came from each file, the most first; those made by hand last.
pub fn provenances(ties: &[&Tie]) -> Vec<(EcoString, usize)> {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_hand = 0;
    for tie in ties {
        match &tie.provenance {
            Some(from) if [Origins::ENTERED, Origins::CHANGED].iter().any(|hand| from.starts_with(hand)) => by_hand += 1,
            Some(from) => *files.entry(from.rsplit_once(':').map_or(from.as_str(), |(file, _)| file)).or_default() += 1,
            None => by_hand += 1,
        }
    }
    let mut counted: Vec<(EcoString, usize)> = files.into_iter().map(|(file, count)| (file.into(), count)).collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted.extend((by_hand > 0).then(|| (EcoString::from("entered by hand"), by_hand)));
    counted
}

/// The same as a sentence; nothing without ties.
pub fn ascribed(ties: &[&Tie]) -> String {
    const FILES: usize = 5;
    let counted = provenances(ties);
    let named: Vec<String> = counted.iter().take(FILES).map(|(file, count)| format!("{file} ({})", words::count(*count as u64))).collect();
    let rest: usize = counted.iter().skip(FILES).map(|(_, count)| count).sum();
    match (named.is_empty(), rest) {
        (true, _) => String::new(),
        (false, 0) => format!("The ties are from: {}.", named.join(", ")),
        (false, rest) => format!("The ties are from: {}, other files ({}).", named.join(", "), words::count(rest as u64)),
    }
}
