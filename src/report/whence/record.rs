//! Where one record comes from: a rating, a tie, an answer to evidence, what a member can give.

use super::{
    super::{
        member_text::{rating_words, response_words},
        words,
    },
    place::{Hand, files, origin},
};
use crate::{
    analysis::Analysis,
    framework::{Activity, Framework, Signs},
    model::{Capacity, Rating, Response, Tie},
};

/// A rating: what was judged by whom and when, and how it came into the map.
pub fn rating_whence(rating: &Rating, framework: &Framework) -> String {
    let hand = Hand { by: rating.by.as_ref(), at: rating.at };
    let said = rating_words(rating, framework);
    let from = words::capitalised(&origin(rating.provenance.as_deref(), hand));
    format!("Rating of {}: {}. {from}.", words::day(rating.on), said.trim_end_matches('.'))
}

/// An answer to evidence, and how it came into the map.
pub fn response_whence(response: &Response) -> String {
    let hand = Hand { by: response.by.as_ref(), at: response.at };
    let from = words::capitalised(&origin(response.provenance.as_deref(), hand));
    format!("On {}: {}. {from}.", words::day(response.shared_on), response_words(response))
}

/// What a member said that it can give.
pub fn capacity_whence(capacity: &Capacity) -> String {
    words::capitalised(&format!("{}.", origin(capacity.provenance.as_deref(), Hand::default())))
}

/// A tie: what is recorded of it, whether it is alive by the rule, who says so, and the row it was read from.
pub fn tie_whence(analysis: &Analysis, tie: &Tie) -> Vec<String> {
    let (from, to) = (analysis.name_of(&tie.from), analysis.name_of(&tie.to));
    let both = if tie.mutual { ", both ways" } else { "" };
    let phase = tie.phase.map_or_else(|| "phase not recorded".to_owned(), |phase| format!("phase {}", phase.number()));
    let trust = tie.trust.map_or_else(|| "trust not recorded".to_owned(), |trust| format!("trust {} of 4", trust.get()));
    let visits = tie.visits.map(|visits| format!(", {}", words::counted(visits as usize, "visit", "visits"))).unwrap_or_default();
    vec![
        format!("{from} gives to {to}{both}: {phase}, {trust}{visits}."),
        life(analysis, tie),
        words::capitalised(&format!("{}.", tie_origin(tie))),
    ]
}

/// Who says that a tie is there, and the row it was read from.
pub(super) fn tie_origin(tie: &Tie) -> String {
    match (&tie.source, &tie.provenance) {
        (Some(source), place) => format!("{source} says so; {}", origin(place.as_deref(), Hand::default())),
        (None, place) => origin(place.as_deref(), Hand::default()),
    }
}

/// Whether it is alive on the day, by which of its dates.
fn life(analysis: &Analysis, tie: &Tie) -> String {
    let signs = Signs::of(&analysis.network);
    let (day, rules) = (words::day(analysis.as_of), &analysis.rules.activity);
    let last = signs.last(tie).map_or_else(String::new, words::day);
    let months = words::counted(rules.months.value as usize, "month", "months");
    match signs.activity(tie, analysis.as_of, rules) {
        Activity::Active => format!("Active on {day}: its last sign of life is {last}, within {months}."),
        Activity::Quiet => format!("Quiet on {day}: its last sign of life is {last}, more than {months} before. It has not ended."),
        Activity::Ended => {
            let ended = tie.ended.map_or_else(String::new, words::day);
            format!("Ended on {ended}, so it does not count on {day}.")
        }
        Activity::Undated => "It has no date, so nobody can say whether it is active.".to_owned(),
    }
}

/// Who gave some ratings and from which files they were read: `Priya (12), Ines (4), ratings.csv (3)`.
pub(super) fn ratings_from<'a>(ratings: impl Iterator<Item = &'a Rating>) -> String {
    let from = ratings.map(|rating| match (&rating.provenance, &rating.by) {
        (Some(place), _) => Some(place.as_str()),
        (None, Some(by)) => Some(by.as_str()),
        (None, None) => None,
    });
    let said = files(from);
    if said.is_empty() { "nobody, for there are none".to_owned() } else { said }
}
