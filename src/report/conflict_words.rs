//! Conflicts in words and as JSON: what clashes, what each side says, and which the map shows.

use ecow::EcoString;
use serde_json::{Value, json};

use super::words;
use crate::{
    compare::text_in,
    model::{Clash, Conflict, Network, Record, Version},
};

/// What stands for a field that says nothing.
pub(super) const NOTHING: &str = "nothing";

/// `Ash High · name`: the record and what of it clashes.
pub fn conflict_title(network: &Network, conflict: &Conflict) -> String {
    let what = match conflict.clash {
        Clash::Fields => conflict.fields.iter().map(|field| words::spoken(field)).collect::<Vec<_>>().join(", "),
        Clash::Removed => "removed or not".to_owned(),
        Clash::Number => "a number of two members".to_owned(),
        Clash::Twice => "two ratings of one id".to_owned(),
    };
    format!("{} · {what}", subject(network, conflict))
}

/// `4 unsettled differences`, as it is told first wherever a map is reported; nothing where all is settled.
pub fn unsettled_words(count: usize) -> Option<String> {
    (count > 0).then(|| words::counted(count, "unsettled difference", "unsettled differences"))
}

/// Who or what the conflict is about: the member by name, else the kind and the members it speaks of.
fn subject(network: &Network, conflict: &Conflict) -> String {
    let name = |id: &str| network.member(id).map_or_else(|| id.to_owned(), |member| member.name.to_string());
    match network.record(conflict.of, &conflict.record) {
        None => format!("the {} {}", conflict.of, conflict.record),
        Some(Record::Member(member)) => member.name.to_string(),
        Some(record) => {
            let members: Vec<String> = record.members().into_iter().map(name).collect();
            if members.is_empty() {
                format!("the {} {}", conflict.of, conflict.record)
            } else {
                format!("{} ({})", members.join(" and "), conflict.of)
            }
        }
    }
}

/// What each side says, one line each; the first line of several says what the map does meanwhile where that is not plain.
pub fn conflict_lines(network: &Network, conflict: &Conflict) -> Vec<String> {
    let Some(record) = network.record(conflict.of, &conflict.record) else {
        return vec!["It is no longer in the map, so there is nothing to choose; `--take shown` ends the conflict.".to_owned()];
    };
    let other = conflict.other.as_deref().unwrap_or_default();
    match conflict.clash {
        Clash::Fields => field_lines(conflict, &record),
        Clash::Removed => {
            let by = |word: &str| {
                let version = conflict.versions.iter().find(|version| version.values.first().is_some_and(|value| value == word));
                version.map(signature).filter(|by| !by.is_empty()).unwrap_or_else(|| "one side".to_owned())
            };
            vec![format!(
                "Removed by {}; changed or spoken of by {}. It is kept. `shown` keeps it, `other` removes it.",
                by("removed"),
                by("changed")
            )]
        }
        Clash::Number => {
            let number = conflict.number.as_ref().map(ToString::to_string).unwrap_or_default();
            let owner = network.member(other).map_or_else(|| other.to_owned(), |member| member.name.to_string());
            vec![format!("It and {owner} were both given the number {number}. {owner} has it. `shown` leaves it so, `other` moves it.")]
        }
        Clash::Twice => {
            vec![format!("{} says something else under the same id; it is kept as {other}. `shown` keeps both.", "Another rating")]
        }
    }
}

fn field_lines(conflict: &Conflict, record: &Record) -> Vec<String> {
    let shown: Vec<String> = conflict.fields.iter().map(|field| text_in(record, field)).collect();
    let mut lines = Vec::new();
    if !conflict.before.is_empty() {
        lines.push(format!("before  {}", values(conflict.before.iter().map(EcoString::as_str))));
    }
    for (at, version) in conflict.versions.iter().enumerate() {
        let by = signature(version);
        let by = if by.is_empty() { by } else { format!("  ({by})") };
        let mark = if is_shown(version, &shown) { "  <- the map shows this" } else { "" };
        lines.push(format!("{}       {}{by}{mark}", at + 1, values(version.values.iter().map(EcoString::as_str))));
    }
    if !conflict.versions.iter().any(|version| is_shown(version, &shown)) {
        lines.push(format!("shown   {}", values(shown.iter().map(String::as_str))));
    }
    lines
}

fn is_shown(version: &Version, shown: &[String]) -> bool {
    version.values.iter().map(EcoString::as_str).eq(shown.iter().map(String::as_str))
}

fn values<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let said = texts.map(|text| if text.is_empty() { NOTHING } else { text }).collect::<Vec<_>>().join(", ");
    // The further lines of a text stand under its first one.
    said.replace('\n', "\n          ")
}

/// `Sam, 3 May 2026`; empty where neither is known.
pub(super) fn signature(version: &Version) -> String {
    let day = version.at.map(|at| words::day(at.to_zoned(jiff::tz::TimeZone::UTC).date()));
    [version.by.as_ref().map(ToString::to_string), day].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The conflict as an answer for scripts.
pub fn conflict_json(network: &Network, conflict: &Conflict) -> Value {
    let record = network.record(conflict.of, &conflict.record);
    let shown: Option<Vec<String>> = record.as_ref().map(|record| conflict.fields.iter().map(|field| text_in(record, field)).collect());
    json!({
        "id": conflict.id,
        "of": conflict.of.word(),
        "record": conflict.record,
        "title": conflict_title(network, conflict),
        "clash": conflict.clash.word(),
        "fields": conflict.fields,
        "number": conflict.number,
        "other": conflict.other,
        "before": conflict.before,
        "shown": shown,
        "versions": conflict.versions,
        "words": conflict_lines(network, conflict),
    })
}
