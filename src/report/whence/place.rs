//! Words of an answer that all others are made of: a file and its row, a hand and its day, a few names of many.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::{Timestamp, civil::Date};

use super::super::words;
use crate::{
    analysis::Analysis,
    model::{MemberId, Origins},
};

/// What is said of a record of which neither a file nor a person is noted.
pub(super) const NOT_NOTED: &str = "entered by hand or before files were noted, for no file and row are noted with it";

/// Names that are given before the rest is counted.
const NAMED: usize = 8;

/// Who put a record into the map, as far as it is noted with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hand<'a> {
    pub(super) by: Option<&'a EcoString>,
    pub(super) at: Option<Timestamp>,
}

/// `ks4-2019.csv, row 57`, with who changed it since; what is no file and row stays as it is.
pub(super) fn row_words(place: &str) -> String {
    let (row, since) = place
        .split_once("; ")
        .map_or((place, String::new()), |(row, since)| (row, format!("; {}", by_a_person(since).unwrap_or_else(|| since.to_owned()))));
    match row.rsplit_once(':') {
        Some((file, row)) if !file.is_empty() && !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{file}, row {row}{since}")
        }
        Some(_) | None => by_a_person(place).unwrap_or_else(|| place.to_owned()),
    }
}

/// `entered here by Priya on 2 March 2026`; nothing for a note of a file.
fn by_a_person(place: &str) -> Option<String> {
    let hands = [(Origins::ENTERED, "entered here by"), (Origins::CHANGED, "changed here by")];
    let (who, words) = hands.into_iter().find_map(|(hand, words)| Some((place.strip_prefix(hand)?, words)))?;
    let dated = who.rsplit_once(" on ").and_then(|(who, day)| Some((who, day.parse::<Date>().ok()?)));
    Some(dated.map_or_else(|| format!("{words} {who}"), |(who, day)| format!("{words} {who} on {}", words::day(day))))
}

/// How a record came into the map, as the end of a sentence.
pub(super) fn origin(provenance: Option<&str>, hand: Hand<'_>) -> String {
    let on = |at: Timestamp| at.strftime("%-d %B %Y").to_string();
    match (provenance, hand.by, hand.at) {
        (Some(place), ..) => by_a_person(place).unwrap_or_else(|| format!("read from {}", row_words(place))),
        (None, Some(by), Some(at)) => format!("entered here by {by} on {}", on(at)),
        (None, Some(by), None) => format!("told by {by}; no file and no day of entry are noted with it"),
        (None, None, Some(at)) => format!("entered here on {}; who did is not noted", on(at)),
        (None, None, None) => NOT_NOTED.to_owned(),
    }
}

/// The same in brackets behind a name, in few words.
pub(super) fn origin_short(provenance: Option<&str>) -> String {
    provenance.map_or_else(|| "entered by hand".to_owned(), row_words)
}

/// A few names and how many more.
pub(super) fn named<'a>(analysis: &Analysis, members: impl ExactSizeIterator<Item = &'a MemberId>) -> String {
    let more = members.len().saturating_sub(NAMED);
    let names = members.take(NAMED).map(|id| analysis.name_of(id)).collect::<Vec<_>>().join(", ");
    if more == 0 { names } else { format!("{names} and {} more", words::count(more as u64)) }
}

/// How many records came from each file, the most first, the others last: `ties.csv (40), entered by hand (3)`; empty without records.
pub(super) fn files<'a>(provenances: impl Iterator<Item = Option<&'a str>>) -> String {
    const FILES: usize = 6;
    let mut counts: BTreeMap<Option<&str>, u64> = BTreeMap::new();
    for place in provenances {
        // Of what people entered the day is left out.
        let part =
            |place: &'a str| place.rsplit_once(if by_a_person(place).is_some() { " on " } else { ":" }).map_or(place, |(file, _)| file);
        *counts.entry(place.map(part)).or_default() += 1;
    }
    let by_hand = counts.remove(&None).unwrap_or(0);
    let mut counts: Vec<(&str, u64)> = counts.into_iter().filter_map(|(file, count)| Some((file?, count))).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let rest: u64 = counts.iter().skip(FILES).map(|(_, count)| count).sum();
    let mut said: Vec<String> = counts.iter().take(FILES).map(|(file, count)| format!("{file} ({})", words::count(*count))).collect();
    said.extend((rest > 0).then(|| format!("other files ({})", words::count(rest))));
    said.extend((by_hand > 0).then(|| format!("entered by hand, no file noted ({})", words::count(by_hand))));
    said.join(", ")
}
