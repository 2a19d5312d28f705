//! A mapping as it is looked at and changed: each column of a sheet, what it means and why, and the first ten rows.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    chosen::{ChosenColumn, SheetColumns, Written},
    content,
    meaning::{FieldName, Meaning, Scheme, fields_of},
    values::{Values, first_rows},
};
use crate::{
    exchange::{columns::Columns, kind::SheetKind, sheet::Sheet, year::year_in},
    model::Year,
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
        mapping.guess_again();
        mapping
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
        for (at, other) in self.columns.iter_mut().enumerate() {
            if at == column {
                other.words = content::words_of(&meaning, &other.values, &self.known);
                other.written = content::written(&meaning, &other.values);
                (other.meaning, other.because) = (meaning.clone(), Because::Chosen);
            } else if !meaning.is_shared() && other.meaning == meaning {
                (other.meaning, other.because) = (Meaning::Own, Because::Chosen);
                other.words.clear();
            }
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

    fn guess_again(&mut self) {
        self.rows_are = super::guess::rows_are(&self.columns, &self.known);
        super::guess::columns(&mut self.columns, self.rows_are, &self.known);
    }

    /// A sentence that says what was guessed: `names.csv: 3,219 rows, each a member; 8 of 10 columns have a meaning.`
    pub fn sentence(&self) -> EcoString {
        let known = self.columns.iter().filter(|column| !matches!(column.meaning, Meaning::Own | Meaning::LeftOut)).count();
        let of = self.columns.len();
        let what = super::meaning::row_words(self.rows_are);
        eco_format!(
            "{}: {} rows, each {what}; {known} of {of} columns are fields of it, the others are kept or left out as shown.",
            self.file,
            self.rows
        )
    }
}
