//! Comments written by hand into a file, kept as notes: a save writes records only, and nobody's words get lost by it.

use std::collections::BTreeMap;

use crate::model::{Change, HandComment, Network, Record, RecordKind, Step};

/// The step that keeps comments as notes on the records they stand above; none if there is nobody to keep one.
///
/// A record without a note of its own, or one that is never changed as a rating, leaves the note to the member it speaks of;
/// one that speaks of nobody, to the first member.
pub fn comments_as_notes(network: &Network, comments: &[HandComment]) -> Option<Step> {
    let mut changes: BTreeMap<(RecordKind, String), Change> = BTreeMap::new();
    let mut kept = 0;
    for comment in comments.iter().filter(|comment| !comment.text.is_empty()) {
        let Some(bearer) = bearer(network, comment) else { continue };
        let key = (bearer.kind(), bearer.key().to_owned());
        let change = changes.entry(key).or_insert_with(|| Change { before: Some(bearer.clone()), after: Some(bearer) });
        let Some(after) = &mut change.after else { continue };
        let note = after.text_of("note").unwrap_or_default();
        let text = if note.is_empty() { comment.text.to_string() } else { format!("{note}\n{}", comment.text) };
        if after.set_text("note", &text).is_ok() {
            kept += 1;
        }
    }
    let title = if kept == 1 { "Keep 1 comment as a note".to_owned() } else { format!("Keep {kept} comments as notes") };
    (kept > 0).then(|| Step::new(title, changes.into_values().collect()))
}

/// The record whose note the comment becomes.
fn bearer(network: &Network, comment: &HandComment) -> Option<Record> {
    let about = comment.about.as_ref().and_then(|(kind, id)| network.record(*kind, id));
    let member = |record: &Record| network.member(record.members().first()?).cloned().map(Record::from);
    let own = about.and_then(|record| if bears_notes(record.kind()) { Some(record) } else { member(&record) });
    own.or_else(|| network.members().first().cloned().map(Record::from))
}

/// Whether records of the kind have a note that may be changed.
fn bears_notes(kind: RecordKind) -> bool {
    match kind {
        RecordKind::Member | RecordKind::Visit | RecordKind::Response | RecordKind::NamedView => true,
        RecordKind::Membership
        | RecordKind::Tie
        | RecordKind::Rating
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Family
        | RecordKind::Remark
        | RecordKind::Capacity
        | RecordKind::Support
        | RecordKind::Definition
        | RecordKind::Pin
        | RecordKind::Conflict => false,
    }
}
