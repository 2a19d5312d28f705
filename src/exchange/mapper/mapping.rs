//! A mapping as it is looked at and changed: each column of a sheet, what it means and why, and the first ten rows.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    chosen::{ChosenColumn, SheetColumns, Written},
    content,
    meaning::{FieldName, Meaning, Scheme, fields_of, keeps_own_fields},
    values::{Values, first_rows},
};
use crate::{
    exchange::{columns::Columns, kind::SheetKind, sheet::Sheet, year::year_in},
    model::{Year, counted},
};

/// How many rows are shown.
const ROWS: usize = 10;
/// How many different values of a column are shown as examples.
const EXAMPLES: usize = 5;

/// Why a column is thought to mean what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// Its heading is a name for it.
    Heading,
    /// What stands in it: a sentence that begins in small letters.
    Content(EcoString),
    /// Its heading or what stands in it is about persons; such columns are never read.
    Person,
    /// Nothing tells; it is kept as it is.
    Nothing,
    /// A columns file of sheets of other headings says so of this one.
    Before,
    /// A person chose it.
    Chosen,
}

impl Because {
    /// The reason in words, for a table.
    pub fn words(&self) -> EcoString {
        match self {
            Self::Heading => "by its heading".into(),
            Self::Content(what) => what.clone(),
            Self::Person => "it is about persons, and such columns are never read".into(),
            Self::Nothing => "nothing tells what it is, so it is kept".into(),
            Self::Before => "as it was read before".into(),
            Self::Chosen => "as chosen".into(),
        }
    }
}

/// One column of a sheet and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedColumn {
    /// The heading as printed; empty where there is none.
    pub heading: EcoString,
    pub meaning: Meaning,
    pub because: Because,
    /// What printed values mean, where the field has words of its own: `Contributing` is `primary`. An empty word says nothing.
    pub words: BTreeMap<EcoString, EcoString>,
    /// How its numbers or days are written.
    pub written: Written,
    /// The first few different values.
    pub examples: Vec<EcoString>,
    /// How many rows have a value.
    pub said: usize,
    pub(super) values: Values,
}

impl MappedColumn {
    /// Whether the column is kept as an own field beside what it means, as its words lose what was printed.
    pub fn is_kept_as_well(&self) -> bool {
        self.chosen().is_kept_as_well()
    }

    fn chosen(&self) -> ChosenColumn {
        ChosenColumn { heading: self.heading.clone(), holds: self.meaning.clone(), words: self.words.clone(), written: self.written }
    }
}

/// A sheet of unknown headings with what each of its columns means. Nothing is read until it is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// The file's name, with the page of a workbook that has several.
    pub file: EcoString,
    /// What one row is: a member, a tie, a rating …
    rows_are: SheetKind,
    columns: Vec<MappedColumn>,
    /// The first ten rows, as printed, a cell for each column.
    pub first_rows: Vec<Vec<EcoString>>,
    /// How many rows there are.
    pub rows: usize,
    /// How the file was read: its encoding, what parts its columns.
    pub notes: Vec<EcoString>,
    /// The names that fields and words of content are known by.
    known: Columns,
    year: Option<Year>,
}

impl Mapping {
    /// The guess for a sheet.
    pub(in crate::exchange) fn of(sheet: &Sheet, known: &Columns) -> Self {
        let all = Values::of_sheet(sheet);
        let columns = sheet.headings.iter().zip(all).map(|(heading, values)| MappedColumn {
            heading: heading.clone(),
            meaning: Meaning::Own,
            because: Because::Nothing,
            words: BTreeMap::new(),
            written: Written::Plainly,
            examples: values.examples(EXAMPLES),
            said: values.said,
            values,
        });
        let mut mapping = Self {
            file: sheet.file.clone(),
            rows_are: SheetKind::Members,
            columns: columns.collect(),
            first_rows: first_rows(sheet, ROWS),
            rows: sheet.rows.len(),
            notes: sheet.notes.clone(),
            known: known.clone(),
            year: year_in(&sheet.file),
        };
        mapping.rows_are = super::guess::rows_are(&mapping.columns, &mapping.known);
        super::guess::columns(&mut mapping.columns, mapping.rows_are, &mapping.known);
        mapping.take_over(sheet);
        mapping
    }

    /// Takes over what was accepted for sheets of nearly these headings, the nearest of those that share at least half.
    fn take_over(&mut self, sheet: &Sheet) {
        let shared = |kept: &&SheetColumns| kept.shared_with(sheet);
        let kept =
            self.known.sheets().iter().filter(|kept| 2 * kept.shared_with(sheet) >= sheet.headings.len()).max_by_key(shared).cloned();
        let Some(kept) = kept else { return };
        if !kept.fits(sheet) && !kept.from().is_empty() {
            self.notes.push(eco_format!(
                "{} is for sheets of other headings: {} has {}. What it says of the others is taken over.",
                kept.from(),
                self.file,
                kept.differs(sheet)
            ));
        }
        if kept.rows_are() != self.rows_are {
            self.set_rows(kept.rows_are());
        }
        let mut left: Vec<&ChosenColumn> = kept.columns().iter().collect();
        for at in 0..self.columns.len() {
            let heading = self.columns.get(at).map(|column| column.heading.clone()).unwrap_or_default();
            let Some(found) = left.iter().position(|column| column.heading == heading) else { continue };
            let column = left.remove(found);
            self.set(at, column.holds.clone());
            if let Some(taken) = self.columns.get_mut(at).filter(|taken| taken.because == Because::Chosen) {
                taken.words.extend(column.words.clone());
                (taken.written, taken.because) = (column.written, Because::Before);
            }
        }
    }

    /// What one row is.
    pub fn rows_are(&self) -> SheetKind {
        self.rows_are
    }

    /// Every column, in the order of the sheet.
    pub fn columns(&self) -> &[MappedColumn] {
        &self.columns
    }

    /// Says what one row is; what each column means is guessed again.
    pub fn set_rows(&mut self, rows_are: SheetKind) {
        self.rows_are = rows_are;
        super::guess::columns(&mut self.columns, rows_are, &self.known);
    }

    /// Says what a column means. A field, number or measure that another column means is taken from that one, which is
    /// kept as its own field. A column about persons stays left out.
    pub fn set(&mut self, column: usize, meaning: Meaning) {
        if self.columns.get(column).is_none_or(|column| column.because == Because::Person) {
            return;
        }
        let rest = if keeps_own_fields(self.rows_are) { Meaning::Own } else { Meaning::LeftOut };
        let others = self.columns.iter_mut().enumerate().filter(|(at, _)| *at != column).map(|(_, other)| other);
        for other in others.filter(|other| !meaning.is_shared() && other.meaning == meaning) {
            (other.meaning, other.because) = (rest.clone(), Because::Chosen);
            other.words.clear();
        }
        if let Some(chosen) = self.columns.get_mut(column) {
            chosen.words = content::words_of(&meaning, &chosen.values, &self.known);
            chosen.written = content::written(&meaning, &chosen.values);
            (chosen.meaning, chosen.because) = (meaning, Because::Chosen);
        }
    }

    /// Says what a printed value of a column means, in the words of its field; an empty word says nothing.
    pub fn set_word(&mut self, column: usize, printed: &str, word: &str) {
        if let Some(column) = self.columns.get_mut(column) {
            column.words.insert(printed.into(), word.into());
            column.because = Because::Chosen;
        }
    }

    /// What a column can mean, in the order in which a person is offered it: what it was guessed to be first.
    pub fn meanings(&self, column: usize) -> Vec<Meaning> {
        let Some(column) = self.columns.get(column) else { return Vec::new() };
        if column.because == Because::Person {
            return vec![Meaning::LeftOut];
        }
        let mut all = vec![column.meaning.clone()];
        if self.rows_are == SheetKind::Members {
            let scheme = Scheme::of_heading(&column.heading);
            let (measure, year) = super::guess::measure_and_year(&column.heading).unwrap_or_else(|| (column.heading.clone(), self.year));
            all.extend([Meaning::Id(scheme.clone()), Meaning::Alias(scheme), Meaning::Own, Meaning::LeftOut]);
            all.extend(fields_of(self.rows_are).map(Meaning::Field));
            all.extend([Meaning::Measure(measure.clone(), year), Meaning::Pupils(measure, year), Meaning::Year, Meaning::Until]);
        } else {
            all.extend([Meaning::Own, Meaning::LeftOut]);
            all.extend(fields_of(self.rows_are).map(Meaning::Field));
        }
        let mut seen = Vec::new();
        all.retain(|meaning| {
            !seen.contains(meaning) && {
                seen.push(meaning.clone());
                true
            }
        });
        all
    }

    /// Why it cannot be accepted yet, in sentences; empty where it can.
    pub fn wants(&self) -> Vec<EcoString> {
        self.chosen().wants(&self.file)
    }

    /// The mapping as the columns of an import have it, and as it is remembered.
    pub fn chosen(&self) -> SheetColumns {
        SheetColumns::new(self.rows_are, self.columns.iter().map(MappedColumn::chosen).collect())
    }

    /// A columns file that says the same, with the reasons beside it.
    pub fn document(&self) -> String {
        super::document::of_mapping(self)
    }

    /// Whether a column means this field.
    pub fn has_field(&self, field: FieldName) -> bool {
        self.columns.iter().any(|column| column.meaning == Meaning::Field(field))
    }

    /// What was guessed, in a sentence.
    pub fn sentence(&self) -> EcoString {
        let known = self.columns.iter().filter(|column| !matches!(column.meaning, Meaning::Own | Meaning::LeftOut)).count();
        let of = self.columns.len();
        let (rows, what) = (counted(self.rows, "row", "rows"), super::meaning::row_words(self.rows_are));
        eco_format!(
            "{}: {rows}, each {what}; {known} of {of} columns say something known, the others are kept or left out as shown.",
            self.file
        )
    }
}
