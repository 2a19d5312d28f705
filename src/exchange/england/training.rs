//! Ties of teacher training: who places trainees where, and who accredits whom. A row makes a tie, never a member.

use ecow::{EcoString, eco_format};

use crate::{
    exchange::{
        cell,
        columns::{Giver, Target, TrainingWord},
        import::{Import, Loaded},
        ledger::{At, ProblemKind},
        sheet::{Row, same_heading},
        unreadable::Unreadable,
    },
    model::{Field, Id, MemberId, RecordKind, Tie, hashed_letters},
};

/// The columns of a list of teacher-training ties.
struct Places {
    word: usize,
    source: usize,
    target: usize,
}

/// Rows that made no tie, by why.
#[derive(Default)]
struct Left {
    schools: usize,
    providers: usize,
    own: usize,
}

/// Reads the ties between members of the map. Rows about others are outside.
pub(in crate::exchange) fn read(import: &mut Import<'_>, loaded: &Loaded) -> Result<(), Unreadable> {
    let column = |heading| loaded.sheet.only_column(heading);
    let (Some(word), Some(source), Some(target)) = (column("kind")?, column("source_code")?, column("target_id")?) else {
        return Ok(());
    };
    let places = Places { word, source, target };
    import.ledger.leave_columns(loaded.first, loaded.sheet.headed().saturating_sub(3));
    let mut left = Left::default();
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        read_row(import, at, row, &places, &mut left);
    }
    import.notes.extend(left.sentence(&loaded.sheet.file));
    Ok(())
}

fn read_row(import: &mut Import<'_>, at: At<'_>, row: &Row, places: &Places, left: &mut Left) {
    let (printed, source, target) = (row.cell(places.word), row.cell(places.source), row.cell(places.target));
    let columns = import.columns;
    let Some(known) = columns.training.iter().find(|known| same_heading(&known.word, printed)) else {
        let words: Vec<&str> = columns.training.iter().map(|known| known.word.as_str()).collect();
        let message =
            eco_format!("`{}` is no kind of tie of teacher training ({}); the row was set aside", cell::short(printed), words.join(", "));
        import.ledger.set_aside(at, ProblemKind::Row, message);
        return;
    };
    if source.is_empty() || target.is_empty() {
        import.ledger.set_aside(at, ProblemKind::Row, "the row names only one of its two sides; it was set aside");
        return;
    }
    let scheme = match known.target {
        Target::School => "urn",
        Target::Provider => "itt",
    };
    match (member_of(import, "itt", source), member_of(import, scheme, target)) {
        (Some(source), Some(target)) if source != target => return put(import, at, known, (source, target)),
        (Some(_), Some(_)) => left.own += 1,
        (Some(_), None) if known.target == Target::School => left.schools += 1,
        (None | Some(_), None) | (None, Some(_)) => left.providers += 1,
    }
    import.ledger.outside(at.id);
}

fn member_of(import: &Import<'_>, scheme: &str, value: &str) -> Option<MemberId> {
    import.draft.find(&eco_format!("{scheme}:{value}")).map(|member| member.id.clone())
}

/// Puts the tie of a row, unless it stands: what people wrote into it since is theirs.
fn put(import: &mut Import<'_>, at: At<'_>, known: &TrainingWord, (source, target): (MemberId, MemberId)) {
    let (from, to) = match known.gives {
        Giver::Source => (source, target),
        Giver::Target => (target, source),
    };
    let kind = RecordKind::Tie;
    let letters = hashed_letters(&[kind.word(), &from, &to, &known.phase.text(), &known.word]);
    let Ok(id) = Id::new(&eco_format!("{}:{letters}", kind.letter())) else { return };
    if import.draft.record(kind, &id).is_none() {
        import.draft.put(at.id, tie(id, (from, to), known, at.provenance()));
    }
}

fn tie(id: Id, (from, to): (MemberId, MemberId), known: &TrainingWord, came_from: EcoString) -> Tie {
    Tie { phase: Some(known.phase), purpose: Some(known.purpose.clone()), provenance: Some(came_from), ..Tie::new(id, from, to) }
}

impl Left {
    /// What was read past, in one sentence; nothing where every row made a tie.
    fn sentence(&self, file: &EcoString) -> Option<EcoString> {
        let part = |count: usize, one: &str, more: &str| match count {
            0 => None,
            1 => Some(eco_format!("1 row {one}")),
            _ => Some(eco_format!("{count} rows {more}")),
        };
        let parts: Vec<EcoString> = [
            part(self.schools, "is about a school that is not in the map", "are about schools that are not in the map"),
            part(self.providers, "is about a provider that is not in the map", "are about providers that are not in the map"),
            part(
                self.own,
                "is about a provider's own school, which is one member",
                "are about a provider's own school, which is one member",
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| eco_format!("{file}: {}; they made no ties.", parts.join(", ")))
    }
}
