//! What an import would do, in words: the rows of each class, values that differ, names without a number.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::{change_words, words};
use crate::{
    exchange::{Candidate, Class, Difference, Example, NameAnswer, NameQuestion, Newness, Policy, Proposal, bare},
    model::{Change, Member, Network, Record, RecordKind},
};

/// The longest value that is said whole.
const MOST_COLUMNS: usize = 60;

/// How many changes of one row are said.
const MOST_CHANGES: usize = 4;

/// A row of a source as a person is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleWords {
    pub class: Class,
    /// `members.csv, line 12`.
    pub place: String,
    pub words: String,
    /// Why it was set aside; empty for other rows.
    pub reason: String,
}

/// The rows to look at before an import is accepted, in words.
pub fn example_words(proposal: &Proposal) -> Vec<ExampleWords> {
    let mut by_record: BTreeMap<(RecordKind, &str), &Change> = BTreeMap::new();
    by_record.extend(proposal.step.changes.iter().filter_map(|change| Some((change.about()?, change))));
    let words = |example: &Example| {
        let changes: Vec<&Change> =
            example.touched.iter().filter_map(|(kind, key)| by_record.get(&(*kind, key.as_str())).copied()).collect();
        let mut said: Vec<String> = changes.iter().take(MOST_CHANGES).map(|change| change_said(&proposal.network, change)).collect();
        if changes.len() > MOST_CHANGES {
            said.push(format!("{} more", changes.len() - MOST_CHANGES));
        }
        if said.is_empty() { example.cells.to_string() } else { said.join("; ") }
    };
    let told = |example: &Example| ExampleWords {
        class: example.class,
        place: example.line.map_or_else(|| example.file.to_string(), |line| format!("{}, line {line}", example.file)),
        words: words(example),
        reason: example.reason.as_deref().unwrap_or_default().to_owned(),
    };
    proposal.examples.iter().map(told).collect()
}

/// What a change adds, or changes from what to what.
fn change_said(network: &Network, change: &Change) -> String {
    match (&change.before, &change.after) {
        (None, Some(Record::Member(member))) => member_said(member),
        (None, Some(record)) => format!("{} {}", record.kind(), about(network, record)),
        (Some(before), Some(after)) => {
            let fields = changed_fields(before, after);
            let who = if let Record::Member(member) = after {
                member.name.to_string()
            } else {
                format!("{} {}", after.kind(), about(network, after))
            };
            format!("{who}: {}", fields.join(", "))
        }
        (Some(record), None) => format!("{} removed", about(network, record)),
        (None, None) => String::new(),
    }
}

/// `town Southtown (was Northtown)`.
fn changed_fields(before: &Record, after: &Record) -> Vec<String> {
    let kind = after.kind();
    let names = kind.fact_names().filter(|field| *field != "own" && !before.agrees_in(after, field));
    let mut said: Vec<String> = names
        .map(|field| from_to(&words::spoken(field), &before.text_of(field).unwrap_or_default(), &after.text_of(field).unwrap_or_default()))
        .collect();
    if let (Some(before), Some(after)) = (before.own(), after.own()) {
        let changed = after.iter().filter(|(heading, value)| before.get(*heading) != Some(*value));
        said.extend(changed.map(|(heading, value)| from_to(heading, before.get(heading).map_or("", EcoString::as_str), value)));
    }
    if said.is_empty() { vec!["changed".to_owned()] } else { said }
}

fn from_to(field: &str, before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|value| words::cut(value, MOST_COLUMNS));
    match (before.is_empty(), after.is_empty()) {
        (_, true) => format!("{field} taken out (was {before})"),
        (true, false) => format!("{field} {after}"),
        (false, false) => format!("{field} {after} (was {before})"),
    }
}

/// `Elm High, secondary school, Norton (urn:900009)`.
fn member_said(member: &Member) -> String {
    let kind = words::spoken(member.kind.word());
    let what = member.education.map_or(kind.clone(), |education| format!("{} {kind}", words::spoken(education.word())));
    let place = member.town.as_ref().or(member.authority.as_ref()).map(|place| format!(", {place}")).unwrap_or_default();
    format!("{}, {what}{place} ({})", member.name, member.id)
}

/// Whom a record is about, and of figures which.
fn about(network: &Network, record: &Record) -> String {
    let named = |id: &str| network.member(id).map_or_else(|| id.to_owned(), |member| member.name.to_string());
    match record {
        Record::Measure(measure) => {
            let pieces: Vec<&str> = measure.id.as_str().rsplitn(3, '/').collect();
            match pieces.as_slice() {
                [year, name, member] => format!("{name} {year} of {}: {}", named(member), record.text_of("value").unwrap_or_default()),
                _ => measure.id.to_string(),
            }
        }
        Record::NationalFigure(figure) => {
            format!("{}: {}", figure.id.as_str().replace('/', " "), record.text_of("value").unwrap_or_default())
        }
        Record::Tie(tie) => format!("from {} to {}", named(&tie.from), named(&tie.to)),
        Record::Visit(visit) => format!("of {} at {}", named(&visit.to), named(&visit.from)),
        Record::Member(_)
        | Record::Membership(_)
        | Record::Rating(_)
        | Record::Family(_)
        | Record::Response(_)
        | Record::Remark(_)
        | Record::Capacity(_)
        | Record::Support(_)
        | Record::Definition(_)
        | Record::NamedView(_)
        | Record::Pin(_)
        | Record::Conflict(_) => {
            let names: Vec<String> = record.members().into_iter().map(named).collect();
            if names.is_empty() { record.key().to_owned() } else { format!("of {}", names.join(" and ")) }
        }
    }
}

/// `Ash High: map Northtown, source Southtown`.
pub fn difference_words(network: &Network, difference: &Difference) -> String {
    let who = difference_subject(network, difference);
    let [map, source] = [&difference.map, &difference.source].map(|value| words::cut(value, MOST_COLUMNS));
    format!("{who}: map {map}, source {source}")
}

/// What a difference is about: a member's name, or a record of others.
pub fn difference_subject(network: &Network, difference: &Difference) -> String {
    let (kind, key) = (difference.spot.kind, &difference.spot.key);
    if kind == RecordKind::Member {
        return network.member(key).map_or_else(|| key.to_string(), |member| member.name.to_string());
    }
    network.record(kind, key).map_or_else(|| key.to_string(), |record| format!("{kind} {}", about(network, &record)))
}

/// The name of a field of a difference, as people read it.
pub fn difference_field(difference: &Difference) -> String {
    let field = words::spoken(bare(&difference.spot.field));
    if difference.spot.kind == RecordKind::Member { field } else { format!("{}: {field}", difference.spot.kind) }
}

/// What a policy does, in a few words.
pub fn policy_words(policy: Policy) -> &'static str {
    match policy {
        Policy::Keep => "keep the map's",
        Policy::Replace => "take the source's",
        Policy::Add => "add where blank",
        Policy::Ask => "ask me",
    }
}

/// What becomes of a name without a number.
pub fn answer_words(question: &NameQuestion) -> String {
    match &question.answer {
        Some(NameAnswer::Member(id)) => {
            let known = question.candidates.iter().find(|candidate| candidate.member == *id);
            known.map_or_else(|| id.to_string(), |candidate| format!("is {}", candidate_words(candidate)))
        }
        Some(NameAnswer::New) => "is a new member".to_owned(),
        Some(NameAnswer::Aside) => "stays aside".to_owned(),
        None => match question.newness {
            Newness::Possible => "set aside until you say who it is".to_owned(),
            Newness::Impossible => "set aside: no member has this name".to_owned(),
        },
    }
}

/// `Ash High, Northtown (urn:900001): same name and place`.
pub fn candidate_words(candidate: &Candidate) -> String {
    let place = if candidate.place.is_empty() { String::new() } else { format!(", {}", candidate.place) };
    format!("{}{place} ({}): {}", candidate.name, candidate.member, candidate.likeness.words())
}

/// What an import did, for the middle of a sentence: `120 new, 4 changed, 3 set aside`.
pub fn import_counted(proposal: &Proposal) -> String {
    let tally = proposal.tally;
    let counts = [(tally.new, "new"), (tally.changed, "changed"), (tally.same, "same"), (tally.set_aside, "set aside")];
    let said: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{} {word}", words::count(*count as u64))).collect();
    let rows = words::counted(tally.rows, "row", "rows");
    if said.is_empty() { rows } else { format!("{rows}: {}", said.join(", ")) }
}

/// What an import adds and changes, counted by kind.
pub fn import_changes(proposal: &Proposal) -> String {
    change_words::changes_counted(&proposal.step)
}
