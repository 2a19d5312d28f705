//! What became of every row: each is counted once, and what went wrong is named with its file, line and column.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{aside::Original, kind::SheetKind, taken::TakenOut};
use crate::model::Step;

/// What is wrong with a row or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// One cell could not be used; the rest of the row was.
    Cell,
    /// A number that a spreadsheet had written otherwise; it was used.
    Changed,
    /// More cells than headings.
    Width,
    /// A row without what it needs.
    Row,
    /// The same record twice in one file; the first was used.
    Duplicate,
    /// A member that is not in the map, or not only one.
    Member,
    /// Two members of the map share a number.
    SharedNumber,
    /// A name of which nobody has said whose it is.
    Name,
}

impl ProblemKind {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Changed => "changed_number",
            Self::Width => "width",
            Self::Row => "row",
            Self::Duplicate => "duplicate",
            Self::Member => "member",
            Self::SharedNumber => "shared_number",
            Self::Name => "name",
        }
    }
}

/// One thing that is wrong in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: EcoString,
    pub line: u64,
    /// The heading of the column, if one cell is wrong.
    pub column: Option<EcoString>,
    pub kind: ProblemKind,
    /// What is wrong and what was done, without file and line.
    pub message: EcoString,
}

/// Rows counted: `rows = new + changed + same + set_aside`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct RowTally {
    pub rows: usize,
    /// Rows that added a record and changed none that stood in the map before.
    pub new: usize,
    /// Rows that changed a record that stood in the map before.
    pub changed: usize,
    pub same: usize,
    /// Rows of which nothing could be used; a problem names each.
    pub set_aside: usize,
    /// Rows of no use here, counted in `same` as well.
    pub outside: usize,
    /// Columns that were not read.
    pub columns_left: usize,
}

impl RowTally {
    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.new += other.new;
        self.changed += other.changed;
        self.same += other.same;
        self.set_aside += other.set_aside;
        self.outside += other.outside;
        self.columns_left += other.columns_left;
    }
}

/// One source as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTally {
    pub file: EcoString,
    pub kind: SheetKind,
    pub tally: RowTally,
}

/// A row of all the sources of one import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowId(usize);

impl RowId {
    /// Its place among the rows of a source that begins there; nothing for a row before it.
    pub(super) fn within(self, first: usize) -> Option<usize> {
        self.0.checked_sub(first)
    }
}

/// What became of a row; each is in one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    New,
    Changed,
    /// Without those outside.
    Same,
    SetAside,
    Outside,
}

impl Class {
    /// Every class, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Same, Self::SetAside, Self::Outside];

    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::SetAside => "set aside",
            Self::Outside => "outside",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Used,
    Outside,
    SetAside,
}

/// Where a row stands, for what is said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'s> {
    pub(super) id: RowId,
    pub(super) file: &'s EcoString,
    pub(super) line: u64,
}

impl At<'_> {
    /// `file.csv:57`, as records say where they came from.
    pub(super) fn provenance(&self) -> EcoString {
        let line = eco_format!("{}", self.line);
        // In one piece of memory, for there is one for each record.
        let mut provenance = EcoString::with_capacity(self.file.len() + 1 + line.len());
        [self.file.as_str(), ":", &line].into_iter().for_each(|part| provenance.push_str(part));
        provenance
    }
}

/// The rows of an import and what became of them.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    fates: Vec<Fate>,
    sources: Vec<(SourceTally, usize)>,
    problems: Vec<Problem>,
    /// Why rows were set aside, and their line.
    reasons: BTreeMap<RowId, (EcoString, u64)>,
    /// The cells of rows set aside that stand in no sheet.
    originals: BTreeMap<RowId, Original>,
    /// What was taken out of files that are no sheets.
    taken: Vec<(EcoString, TakenOut)>,
}

impl Ledger {
    /// Opens a source of so many rows and says which its first is.
    pub(super) fn open(&mut self, file: &EcoString, kind: SheetKind, rows: usize) -> usize {
        let first = self.fates.len();
        self.fates.resize(first + rows, Fate::Used);
        self.sources.push((SourceTally { file: file.clone(), kind, tally: RowTally { rows, ..RowTally::default() } }, first));
        first
    }

    /// How many rows all sources have.
    pub(super) fn rows(&self) -> usize {
        self.fates.len()
    }

    /// The row of this place among the rows of a source that begins there.
    pub(super) fn row(first: usize, index: usize) -> RowId {
        RowId(first + index)
    }

    /// Columns of the newest source with this first row that were not read.
    pub(super) fn leave_columns(&mut self, first: usize, columns: usize) {
        if let Some((source, _)) = self.sources.iter_mut().find(|(_, start)| *start == first) {
            source.tally.columns_left = columns;
        }
    }

    /// The row is of no use here.
    pub(super) fn outside(&mut self, row: RowId) {
        self.set(row, Fate::Outside);
    }

    /// Nothing of the row can be used.
    pub(super) fn set_aside(&mut self, at: At<'_>, kind: ProblemKind, message: impl Into<EcoString>) {
        let message = message.into();
        self.set(at.id, Fate::SetAside);
        self.reasons.insert(at.id, (message.clone(), at.line));
        self.problem(at, None, kind, message);
    }

    /// Keeps the cells of a row that was set aside and stands in no sheet.
    pub(super) fn keep_original(&mut self, row: RowId, cells: impl FnOnce() -> Original) {
        if self.reasons.contains_key(&row) {
            self.originals.insert(row, cells());
        }
    }

    /// Keeps the list of what was taken out of a file.
    pub(super) fn take_out(&mut self, file: &EcoString, taken: TakenOut) {
        if !taken.is_empty() {
            self.taken.push((file.clone(), taken));
        }
    }

    /// What was taken out, by file.
    pub(super) fn taken(&self) -> &[(EcoString, TakenOut)] {
        &self.taken
    }

    /// Why the row was set aside, if it was.
    pub(super) fn reason(&self, row: RowId) -> Option<&EcoString> {
        self.reasons.get(&row).map(|(reason, _)| reason)
    }

    /// The line of a row that was set aside.
    pub(super) fn line(&self, row: RowId) -> Option<u64> {
        self.reasons.get(&row).map(|(_, line)| *line)
    }

    /// The cells that were kept of a row.
    pub(super) fn original(&self, row: RowId) -> Option<&Original> {
        self.originals.get(&row)
    }

    /// The cells that were kept, by source.
    pub(super) fn originals(&self) -> Vec<(EcoString, Vec<(RowId, Original)>)> {
        let of_source = |(source, first): &(SourceTally, usize)| {
            let rows = self.originals.range(RowId(*first)..RowId(first + source.tally.rows));
            (source.file.clone(), rows.map(|(id, cells)| (*id, cells.clone())).collect())
        };
        self.sources.iter().map(of_source).collect()
    }

    /// The source of a row.
    pub(super) fn file(&self, row: RowId) -> Option<&EcoString> {
        let is_of = |(source, first): &&(SourceTally, usize)| row.within(*first).is_some_and(|index| index < source.tally.rows);
        self.sources.iter().find(is_of).map(|(source, _)| &source.file)
    }

    /// Something is wrong; the rest of the row is used.
    pub(super) fn problem(&mut self, at: At<'_>, column: Option<&str>, kind: ProblemKind, message: impl Into<EcoString>) {
        let (file, line) = (at.file.clone(), at.line);
        self.problems.push(Problem { file, line, column: column.map(Into::into), kind, message: message.into() });
    }

    fn set(&mut self, row: RowId, fate: Fate) {
        if let Some(slot) = self.fates.get_mut(row.0) {
            *slot = fate;
        }
    }

    /// Whether the row is still to be read: neither blank nor set aside.
    pub(super) fn is_used(&self, row: RowId) -> bool {
        self.fates.get(row.0) == Some(&Fate::Used)
    }

    /// The class of every row once all is known, by the changes of the step that it put the records of.
    pub(super) fn classes(&self, touches: &[(RowId, usize)], step: &Step) -> Vec<Class> {
        let start = |fate: &Fate| match fate {
            Fate::SetAside => Class::SetAside,
            Fate::Outside => Class::Outside,
            Fate::Used => Class::Same,
        };
        let mut classes: Vec<Class> = self.fates.iter().map(start).collect();
        for (row, change) in touches {
            let (Some(class), Some(change)) = (classes.get_mut(row.0), step.changes.get(*change)) else { continue };
            let stood = change.before.is_some();
            match class {
                Class::Same | Class::New if stood => *class = Class::Changed,
                Class::Same => *class = Class::New,
                Class::New | Class::Changed | Class::SetAside | Class::Outside => {}
            }
        }
        classes
    }

    /// Counts the rows by their class.
    pub(super) fn close(mut self, classes: &[Class]) -> Counted {
        let mut whole = RowTally::default();
        for (source, first) in &mut self.sources {
            let tally = &mut source.tally;
            for class in classes.iter().skip(*first).take(tally.rows) {
                match class {
                    Class::New => tally.new += 1,
                    Class::Changed => tally.changed += 1,
                    Class::Same => tally.same += 1,
                    Class::SetAside => tally.set_aside += 1,
                    Class::Outside => (tally.same, tally.outside) = (tally.same + 1, tally.outside + 1),
                }
            }
            whole.add(*tally);
        }
        self.problems.sort_by(|a, b| (&a.file, a.line, &a.column).cmp(&(&b.file, b.line, &b.column)));
        Counted { whole, sources: self.sources.into_iter().map(|(source, _)| source).collect(), problems: self.problems }
    }
}

/// The rows of an import, counted.
pub(super) struct Counted {
    pub(super) whole: RowTally,
    pub(super) sources: Vec<SourceTally>,
    pub(super) problems: Vec<Problem>,
}
