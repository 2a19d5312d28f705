//! What a step did, in words: whom it was about, and every change in a line.

use std::collections::BTreeSet;

use super::{conflict_title, words};
use crate::{
    compare::text_in,
    model::{Change, Kind, MemberId, Network, Record, RecordKind, Step},
};

/// As many fields of one record as are told.
const MOST_FIELDS: usize = 6;

/// One change of a step in words, and the member it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    pub words: String,
    pub member: Option<MemberId>,
}

/// `3 schools`, `2 members` or, where a step is about nobody, `1 record`: for the middle of a sentence.
///
/// `before` and `after` are the networks that the step leads between, so that who came and who went is told alike.
pub fn touched(step: &Step, before: &Network, after: &Network) -> String {
    let ids: BTreeSet<&str> = step.changes.iter().flat_map(members_of).collect();
    if ids.is_empty() {
        return words::counted(step.changes.len(), "record", "records");
    }
    let kind = |id: &str| after.member(id).or_else(|| before.member(id)).map(|member| member.kind);
    let are_schools = ids.iter().all(|id| kind(id) == Some(Kind::School));
    if are_schools { words::counted(ids.len(), "school", "schools") } else { words::counted(ids.len(), "member", "members") }
}

fn members_of(change: &Change) -> Vec<&str> {
    let Some(record) = change.after.as_ref().or(change.before.as_ref()) else { return Vec::new() };
    if record.kind() == RecordKind::Member { vec![record.key()] } else { record.members() }
}

/// Every change of a step, in the order of the file. `before` and `after` are the networks that it leads between.
pub fn change_lines(step: &Step, before: &Network, after: &Network) -> Vec<ChangeLine> {
    step.changes.iter().filter_map(|change| line(change, before, after)).collect()
}

fn line(change: &Change, before: &Network, after: &Network) -> Option<ChangeLine> {
    let words = match (&change.before, &change.after) {
        (None, Some(Record::Conflict(conflict))) => format!("to settle: {}", conflict_title(after, conflict)),
        (Some(Record::Conflict(conflict)), None) => format!("settled: {}", conflict_title(before, conflict)),
        (None, Some(record)) => told("new", record, after, &said(record)),
        (Some(record), None) => told("gone", record, before, &[]),
        (Some(old), Some(new)) => told("", new, after, &changed(old, new)),
        (None, None) => return None,
    };
    let member = members_of(change).first().and_then(|id| after.member(id)).map(|member| member.id.clone());
    Some(ChangeLine { words, member })
}

/// `Ash High: new rating: stage 3, by Priya`.
fn told(what: &str, record: &Record, network: &Network, fields: &[String]) -> String {
    let subject = subject(record, network);
    let kind = if record.kind() == RecordKind::Member && what.is_empty() { "" } else { record.kind().word() };
    let parts = [[what, kind].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), fields.join(", ")];
    let parts: Vec<String> = std::iter::once(subject).chain(parts).filter(|part| !part.is_empty()).collect();
    parts.join(": ")
}

/// The members a record is about, by name; empty for one that is about nobody.
fn subject(record: &Record, network: &Network) -> String {
    let name = |id: &str| network.member(id).map_or_else(|| id.to_owned(), |member| member.name.to_string());
    if let Record::Member(member) = record {
        return member.name.to_string();
    }
    record.members().into_iter().map(name).collect::<Vec<_>>().join(" and ")
}

/// Fields that say which record it is and where it came from, not what it says.
fn is_about_itself(record: &Record, field: &str) -> bool {
    ["id", "at", "from", "to", "member", "provenance"].contains(&field) || (record.kind() == RecordKind::Member && field == "name")
}

fn said(record: &Record) -> Vec<String> {
    let fields = record.kind().field_names().into_iter().filter(|field| !is_about_itself(record, field));
    let said = fields.map(|field| (field, text_in(record, field))).filter(|(_, text)| !text.is_empty());
    cut(said.map(|(field, text)| format!("{} {text}", words::spoken(field))).collect())
}

fn changed(old: &Record, new: &Record) -> Vec<String> {
    let fields = new.kind().field_names().into_iter().filter(|field| *field != "id" && !new.agrees_in(old, field));
    let told = fields.map(|field| {
        let text = |record| Some(text_in(record, field)).filter(|text| !text.is_empty()).unwrap_or_else(|| "nothing".to_owned());
        format!("{} {} (was {})", words::spoken(field), text(new), text(old))
    });
    cut(told.collect())
}

fn cut(mut fields: Vec<String>) -> Vec<String> {
    let over = fields.len().saturating_sub(MOST_FIELDS);
    if over > 0 {
        fields.truncate(MOST_FIELDS);
        fields.push(format!("and {over} more"));
    }
    fields
}
