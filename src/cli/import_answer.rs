//! What an import says: the counts of rows, what stands in the map afterwards, and what was set aside.

use std::{fmt::Write, path::Path};

use serde_json::{Value, json};

use super::import_choices::Written;
use crate::{
    exchange::{Candidate, Difference, Holds, NameAnswer, NameQuestion, Problem, Proposal, RowTally, Side},
    model::RecordKind,
    report::words,
};

/// How many problems the text names; the JSON names all.
const PROBLEMS: usize = 50;

/// The fields of the JSON answer.
pub(super) fn body(proposal: &Proposal, aside: &[Written]) -> Value {
    let mut body = counts(proposal.tally);
    let network = &proposal.network;
    let sources: Vec<Value> = proposal
        .sources
        .iter()
        .map(|source| {
            let mut fields = json!({"file": source.file, "kind": source.kind.word()});
            join(&mut fields, counts(source.tally));
            fields
        })
        .collect();
    let rest = json!({
        "members": network.count(RecordKind::Member),
        "ties": network.count(RecordKind::Tie),
        "measures": network.count(RecordKind::Measure),
        "problems": proposal.problems.iter().map(problem).collect::<Vec<_>>(),
        "sources": sources,
        "set_aside_in": paths(aside, Holds::Rows),
        "taken_out_in": paths(aside, Holds::TakenOut),
        "names": proposal.questions.iter().map(name).collect::<Vec<_>>(),
        "differences": proposal.differences.iter().map(difference).collect::<Vec<_>>(),
    });
    join(&mut body, rest);
    body
}

fn paths(written: &[Written], holds: Holds) -> Vec<String> {
    written.iter().filter(|written| written.holds == holds).map(|written| written.path.to_string_lossy().into_owned()).collect()
}

fn counts(tally: RowTally) -> Value {
    json!({
        "rows": tally.rows,
        "new": tally.new,
        "changed": tally.changed,
        "same": tally.same,
        "set_aside": tally.set_aside,
        "outside": tally.outside,
        "columns_left": tally.columns_left,
    })
}

fn problem(problem: &Problem) -> Value {
    json!({
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "kind": problem.kind.word(),
        "message": problem.message,
    })
}

/// A name without a number, whom it may be, and what was said to it.
fn name(question: &NameQuestion) -> Value {
    let candidate = |candidate: &Candidate| json!({"member": candidate.member, "name": candidate.name, "place": candidate.place, "likeness": candidate.likeness.words()});
    let answer = question.answer.as_ref().map(|answer| match answer {
        NameAnswer::Member(member) => member.to_string(),
        NameAnswer::New => "new".to_owned(),
        NameAnswer::Aside => "aside".to_owned(),
    });
    json!({
        "name": question.name,
        "place": question.place,
        "file": question.file,
        "line": question.line,
        "rows": question.rows,
        "candidates": question.candidates.iter().map(candidate).collect::<Vec<_>>(),
        "answer": answer,
    })
}

fn difference(difference: &Difference) -> Value {
    let taken = match (difference.is_open, difference.taken) {
        (true, _) => "open",
        (false, Side::Map) => "map",
        (false, Side::Source) => "source",
    };
    json!({
        "record": difference.spot.kind.word(),
        "id": difference.spot.key,
        "field": difference.spot.field,
        "map": difference.map,
        "source": difference.source,
        "policy": difference.policy.word(),
        "taken": taken,
    })
}

fn join(fields: &mut Value, more: Value) {
    if let (Value::Object(fields), Value::Object(more)) = (fields, more) {
        fields.extend(more);
    }
}

/// Whether an import is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    InEarnest,
    AsDryRun,
}

/// The text answer.
pub(super) fn sentences(proposal: &Proposal, map: &Path, meant: Meant) -> String {
    let mut text = String::new();
    let width = proposal.sources.iter().map(|source| source.file.chars().count()).max().unwrap_or(0).max(5);
    // Writing to a text cannot fail.
    let mut line = |fields: [&str; 8]| {
        let [file, kind, rows, new, changed, same, aside, outside] = fields;
        let _written = writeln!(text, "{file:<width$}  {kind:<10} {rows:>8} {new:>8} {changed:>8} {same:>8} {aside:>10} {outside:>8}");
    };
    line(["source", "read as", "rows", "new", "changed", "same", "set aside", "outside"]);
    for source in &proposal.sources {
        let numbers = numbers(source.tally);
        let [rows, new, changed, same, aside, outside] = numbers.each_ref().map(String::as_str);
        line([&source.file, source.kind.word(), rows, new, changed, same, aside, outside]);
    }
    if proposal.sources.len() > 1 {
        let numbers = numbers(proposal.tally);
        let [rows, new, changed, same, aside, outside] = numbers.each_ref().map(String::as_str);
        line(["all", "", rows, new, changed, same, aside, outside]);
    }
    let mut say = |sentence: String| {
        text.push_str(&sentence);
        text.push('\n');
    };
    if proposal.tally.outside > 0 {
        say("Outside: rows of no use to this map, such as links of schools elsewhere; they count as same.".to_owned());
    }
    for problem in proposal.problems.iter().take(PROBLEMS) {
        let column = problem.column.as_ref().map(|column| format!(", column \"{column}\"")).unwrap_or_default();
        say(format!("{}:{}{column}: {}", problem.file, problem.line, problem.message));
    }
    if proposal.problems.len() > PROBLEMS {
        say(format!("… and {} more; --format json names them all.", proposal.problems.len() - PROBLEMS));
    }
    let network = &proposal.network;
    let [members, ties, measures] =
        [RecordKind::Member, RecordKind::Tie, RecordKind::Measure].map(|kind| words::of_kind_counted(kind, network.count(kind)));
    let (map, columns) = (map.display(), words::count(proposal.tally.columns_left as u64));
    if proposal.tally.columns_left > 0 {
        say(if proposal.tally.columns_left == 1 {
            "1 column was not read.".to_owned()
        } else {
            format!("{columns} columns were not read.")
        });
    }
    say(match (meant, proposal.step.is_empty()) {
        (Meant::AsDryRun, _) => {
            format!("Nothing was written (a dry run). {map} would hold {members}, {ties} and {measures}.")
        }
        (Meant::InEarnest, true) => {
            format!("Nothing changed. {map} was not written: {members}, {ties} and {measures}.")
        }
        (Meant::InEarnest, false) => format!("{map} holds {members}, {ties} and {measures}."),
    });
    text
}

fn numbers(tally: RowTally) -> [String; 6] {
    [tally.rows, tally.new, tally.changed, tally.same, tally.set_aside, tally.outside].map(|count| words::count(count as u64))
}
