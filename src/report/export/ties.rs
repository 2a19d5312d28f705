//! Ties as rows: their fields and own fields under headings that an import reads back.

use ecow::EcoString;

use super::{
    Lossy, Subject,
    members::own_columns,
    table::{Column, Table},
    text::Texts,
};
use crate::{
    exchange::{Owner, UNKNOWN_PHASE},
    model::{Field, Phase, Tie},
};

/// Fields of a tie that are not columns: every format has its own place for who gives and who learns, for the direction and
/// the weight, and the file a tie came from is no part of it.
const NOT_COLUMNS: [&str; 8] = ["id", "from", "to", "phase", "mutual", "weight", "own", "imported"];

/// The ties in the order of the map, a row each, without ids, ends, directions and weights.
pub(super) fn tie_table(subject: &Subject<'_>, texts: &mut Texts, lossy: &mut Lossy) -> Table {
    let ties = subject.network.ties();
    let mut phases = Column::new("phase");
    for (row, tie) in ties.iter().enumerate() {
        phases.put(row, tie.phase.map_or_else(|| UNKNOWN_PHASE.into(), |phase| phase.text().into()));
    }
    let mut columns = vec![phases];
    for field in Tie::field_names().into_iter().filter(|name| !NOT_COLUMNS.contains(name)) {
        // Gephi has its own column of this name.
        let mut column = Column::new(if field == "source" { "said by" } else { field });
        for (row, tie) in ties.iter().enumerate() {
            column.put(row, texts.write(&tie.text_of(field).unwrap_or_default()));
        }
        columns.push(column);
    }
    columns.extend(own_columns(subject, Owner::Tie, ties.iter().map(|tie| &tie.own), texts, lossy));
    let is_other = |tie: &&Tie| !tie.id.starts_with("t:");
    lossy.lose(ties.iter().filter(is_other).count(), "tie gets another id when it is read", "ties get other ids when they are read");
    Table::of("ties", ties.len(), columns, lossy)
}

/// The phase of a tie in one word.
pub(super) fn phase_word(phase: Option<Phase>) -> EcoString {
    match phase {
        None => UNKNOWN_PHASE.into(),
        Some(Phase::Information) => "information".into(),
        Some(Phase::Experience) => "experience".into(),
        Some(Phase::Coaching) => "coaching".into(),
    }
}
