//! Rows to look at before an import is accepted: the first of each class, with what they touch.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::{
    import::Loaded,
    ledger::{Class, Ledger, RowId},
};
use crate::model::{Change, RecordKind, Step};

/// How many rows of a class are shown at most.
const SHOWN: usize = 100;

/// How many cells of a row tell which it is.
const CELLS: usize = 4;

/// A row of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub class: Class,
    pub file: EcoString,
    /// Its line, where the file has such.
    pub line: Option<u64>,
    /// Its first cells that say something.
    pub cells: EcoString,
    /// The records it adds or changes.
    pub touched: Vec<(RecordKind, EcoString)>,
    /// Why it was set aside.
    pub reason: Option<EcoString>,
}

/// The first rows of each class, as they stand in the files; `touches` says which row put the record of which change.
pub(super) fn examples(
    loaded: &[Loaded],
    (ledger, classes): (&Ledger, &[Class]),
    (touches, step): (&[(RowId, usize)], &Step),
) -> Vec<Example> {
    let mut counts = [0_usize; Class::ALL.len()];
    let mut examples = BTreeMap::new();
    for (at, class) in classes.iter().enumerate() {
        let Some(count) = counts.get_mut(*class as usize).filter(|count| **count < SHOWN) else { continue };
        *count += 1;
        let id = Ledger::row(0, at);
        let (line, cells) = told(loaded, ledger, id);
        let file = ledger.file(id).cloned().unwrap_or_default();
        let reason = ledger.reason(id).cloned();
        examples.insert(id, Example { class: *class, file, line, cells, touched: Vec::new(), reason });
    }
    let last = examples.keys().next_back().copied();
    for (row, change) in touches.iter().filter(|(row, _)| Some(*row) <= last) {
        if let (Some(example), Some((kind, key))) = (examples.get_mut(row), step.changes.get(*change).and_then(Change::about)) {
            example.touched.push((kind, key.into()));
        }
    }
    examples.into_values().collect()
}

/// Where a row stands and what it says first.
fn told(loaded: &[Loaded], ledger: &Ledger, id: RowId) -> (Option<u64>, EcoString) {
    for source in loaded {
        let row = id.within(source.first).and_then(|index| source.sheet.rows.get(index));
        if let Some(row) = row {
            let cells: Vec<&str> = row.said().into_iter().take(CELLS).map(|(_, cell)| cell).collect();
            return (Some(row.line), cells.join(" · ").into());
        }
    }
    let cells = ledger.original(id).map(|cells| cells.iter().take(CELLS).map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join(" · "));
    (ledger.line(id), cells.unwrap_or_default().into())
}
