//! What a step does, in words: counted by kind, and line by line under the members it is about.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use serde_json::{Map, Value, json};

use super::words::{self, counted, words_of_kind};
use crate::{
    compare::{tally, text_in},
    model::{Change, Kind, MemberId, Network, Record, RecordKind, Step},
};

/// The longest value that is said whole.
const MOST_COLUMNS: usize = 40;

/// `2 ratings by Priya, 1 tie added, 3 members changed`; conflicts are told apart.
pub fn changes_counted(step: &Step) -> String {
    let mut said = Vec::new();
    for (kind, tally) in tally(step) {
        let (one, many) = words_of_kind(kind);
        if kind == RecordKind::Conflict {
            continue;
        }
        if tally.added > 0 {
            let how = if kind == RecordKind::Rating { raters(step) } else { " added".to_owned() };
            said.push(format!("{}{how}", counted(tally.added, one, many)));
        }
        if tally.changed > 0 {
            said.push(format!("{} changed", counted(tally.changed, one, many)));
        }
        if tally.removed > 0 {
            said.push(format!("{} removed", counted(tally.removed, one, many)));
        }
    }
    said.join(", ")
}

/// ` by Priya and Sam`: who made the ratings that a step adds.
fn raters(step: &Step) -> String {
    let by = step.changes.iter().filter_map(|change| match (&change.before, &change.after) {
        (None, Some(Record::Rating(rating))) => rating.by.as_deref(),
        (_, _) => None,
    });
    let names: Vec<&str> = by.collect::<BTreeSet<_>>().into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(" by {one}"),
        [most @ .., last] if most.len() < 4 => format!(" by {} and {last}", most.join(", ")),
        [first, second, rest @ ..] => format!(" by {first}, {second} and {} others", rest.len()),
    }
}

/// How many changes a step makes, conflicts apart.
pub fn changes_of(step: &Step) -> usize {
    step.changes.iter().filter(|change| change.about().is_some_and(|(kind, _)| kind != RecordKind::Conflict)).count()
}

/// What a step does, counted by kind: `{"ratings": {"added": 2, "changed": 0, "removed": 0}}`.
pub fn changes_json(step: &Step) -> Value {
    let by_kind = tally(step).into_iter().filter(|(kind, _)| *kind != RecordKind::Conflict);
    let counts = by_kind.map(|(kind, tally)| {
        (kind.section().to_owned(), json!({"added": tally.added, "changed": tally.changed, "removed": tally.removed}))
    });
    Value::Object(counts.collect::<Map<_, _>>())
}

/// What a step does to one member, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// The member, if it is in the map after the step.
    pub member: Option<MemberId>,
    pub words: String,
}

/// What a step does, a line for each member it is about, in the order of their names; conflicts are told apart.
///
/// `network` is the network after the step.
pub fn changes_by_member(network: &Network, step: &Step) -> Vec<ChangeLine> {
    let mut by_member: BTreeMap<(EcoString, EcoString), Vec<String>> = BTreeMap::new();
    for change in &step.changes {
        let Some((kind, key)) = change.about().filter(|(kind, _)| *kind != RecordKind::Conflict) else { continue };
        let Some(record) = change.after.as_ref().or(change.before.as_ref()) else { continue };
        let names: Vec<EcoString> = record.members().into_iter().map(|id| name_of(network, change, id)).collect();
        let about = if kind == RecordKind::Member { vec![name_of(network, change, key)] } else { names };
        let subject: EcoString =
            if about.is_empty() { words::capitalised(words_of_kind(kind).1).into() } else { about.join(" and ").into() };
        let id: EcoString = record.members().first().copied().unwrap_or(key).into();
        by_member.entry((subject, id)).or_default().push(said(change, kind));
    }
    let line = |((subject, id), mut said): ((EcoString, EcoString), Vec<String>)| {
        said.dedup();
        let more = said.len().saturating_sub(3);
        said.truncate(3);
        let more = if more > 0 { format!("; {more} more") } else { String::new() };
        let member = network.member(&id).map(|member| member.id.clone());
        ChangeLine { member, words: format!("{subject}: {}{more}", said.join("; ")) }
    };
    by_member.into_iter().map(line).collect()
}

/// The same as lines of text, at most so many.
pub fn change_lines(network: &Network, step: &Step, most: usize) -> Vec<String> {
    let lines = changes_by_member(network, step);
    let count = lines.len();
    let words = lines.into_iter().map(|line| line.words);
    if count <= most {
        return words.collect();
    }
    let mut lines: Vec<String> = words.take(most.saturating_sub(1)).collect();
    lines.push(format!("and {} more", counted(count - lines.len(), "member", "members")));
    lines
}

/// `3 schools`, `2 members` or, where a step is about nobody, `1 record`: for the middle of a sentence.
///
/// `before` and `after` are the networks that the step leads between, so that who came and who went is told alike.
pub fn touched(step: &Step, before: &Network, after: &Network) -> String {
    let ids: BTreeSet<&str> = step.changes.iter().flat_map(members_of).collect();
    if ids.is_empty() {
        return counted(step.changes.len(), "record", "records");
    }
    let kind = |id: &str| after.member(id).or_else(|| before.member(id)).map(|member| member.kind);
    let are_schools = ids.iter().all(|id| kind(id) == Some(Kind::School));
    if are_schools { counted(ids.len(), "school", "schools") } else { counted(ids.len(), "member", "members") }
}

fn members_of(change: &Change) -> Vec<&str> {
    let Some(record) = change.after.as_ref().or(change.before.as_ref()) else { return Vec::new() };
    if record.kind() == RecordKind::Member { vec![record.key()] } else { record.members() }
}

/// A member's name, also of one that the change took out.
fn name_of(network: &Network, change: &Change, id: &str) -> EcoString {
    if let Some(member) = network.member(id) {
        return member.name.clone();
    }
    let removed = if let Some(Record::Member(member)) = &change.before { Some(member.name.clone()) } else { None };
    removed.filter(|_| change.about().is_some_and(|(_, key)| key == id)).unwrap_or_else(|| id.into())
}

/// One change: what was added, removed, or set to what.
fn said(change: &Change, kind: RecordKind) -> String {
    match (&change.before, &change.after) {
        (None, Some(Record::Rating(rating))) => {
            let stage = rating.stage.map_or_else(|| "rated".to_owned(), |stage| format!("rated stage {}", stage.number()));
            rating.by.as_ref().map_or(stage.clone(), |by| format!("{stage} by {by}"))
        }
        (Some(Record::Rating(before)), Some(Record::Rating(after))) if before.withdrawn != after.withdrawn => "rating withdrawn".to_owned(),
        (None, Some(_)) => format!("{} added", kind.word()),
        (Some(_), None) => format!("{} removed", kind.word()),
        (Some(before), Some(after)) => {
            let fields = kind.fact_names().filter(|field| !before.agrees_in(after, field));
            let said: Vec<String> = fields.map(|field| set(after, field)).collect();
            let what = if said.is_empty() { "changed".to_owned() } else { said.join(", ") };
            if kind == RecordKind::Member { what } else { format!("{}: {what}", kind.word()) }
        }
        (None, None) => String::new(),
    }
}

/// `name is now Ash High`.
fn set(record: &Record, field: &str) -> String {
    let value = text_in(record, field);
    let field = words::spoken(field);
    if value.is_empty() { format!("{field} taken out") } else { format!("{field} is now {}", words::cut(&value, MOST_COLUMNS)) }
}
