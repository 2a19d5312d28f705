//! UCINET's DL language: full and half matrices, lists of links and of neighbours, labels apart or embedded, two modes.

use ecow::{EcoString, eco_format};

use super::{
    foreign::{Direction, Ends, Foreign, Link, Node, set_value},
    tables::add_link,
    words::words,
};
use crate::exchange::{cell, kind::SheetKind, text::decode, unreadable::Unreadable};

/// The most members a file may announce.
const MEMBERS: usize = 1_000_000;

/// How the data are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Full,
    Lower,
    Upper,
    /// `from to strength`.
    Links,
    /// `from to to …`.
    Neighbours,
}

/// What the head of a file says.
#[derive(Debug)]
struct Head {
    rows: usize,
    columns: usize,
    modes: Modes,
    layout: Layout,
    diagonal: Diagonal,
    row_labels: Vec<EcoString>,
    column_labels: Vec<EcoString>,
    matrix_labels: Vec<EcoString>,
    embedded: (Embedded, Embedded),
}

/// Whether labels stand in the data, of rows and of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Embedded {
    No,
    Yes,
}

/// Whether rows and columns are the same members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Modes {
    One,
    Two,
}

/// Whether a matrix has numbers on its diagonal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Diagonal {
    Present,
    Absent,
}

/// The side of a matrix, or the end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Row,
    Column,
}

/// Reads a file of UCINET.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Foreign, Unreadable> {
    let (text, notes) = decode(file, bytes)?.whole();
    let mut foreign = Foreign::new(file, SheetKind::Ucinet);
    foreign.notes = notes;
    let lower = text.to_ascii_lowercase();
    let Some(data) = lower.find("data:") else {
        return Err(Unreadable::NoNetwork { file: file.into(), why: "there is no \"data:\" in it".into() });
    };
    let (before, after) = text.split_at_checked(data).unwrap_or((text.as_ref(), ""));
    let head = Head::read(file, before)?;
    let first_line = before.split('\n').count() as u64;
    let rows: Vec<(u64, Vec<EcoString>)> = (first_line..)
        .zip(after.get(5..).unwrap_or_default().lines())
        .map(|(line, content)| (line, words(content, &[','])))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let mut reader = Reader { foreign, head };
    match reader.head.layout {
        Layout::Links => reader.links(&rows)?,
        Layout::Neighbours => reader.neighbours(&rows),
        Layout::Full | Layout::Lower | Layout::Upper => reader.matrices(&rows)?,
    }
    Ok(reader.foreign)
}

impl Head {
    fn read(file: &str, text: &str) -> Result<Self, Unreadable> {
        let mut head = Self {
            rows: 0,
            columns: 0,
            modes: Modes::One,
            layout: Layout::Full,
            diagonal: Diagonal::Present,
            row_labels: Vec::new(),
            column_labels: Vec::new(),
            matrix_labels: Vec::new(),
            embedded: (Embedded::No, Embedded::No),
        };
        // Labels are lists that run up to the next word with a colon or an equals sign.
        let spaced = text.replace('=', " = ").replace(':', " : ");
        let said = words(&spaced, &[',']);
        let mut at = 1;
        while let Some(word) = said.get(at) {
            let lower = word.to_ascii_lowercase();
            let next = |step: usize| said.get(at + step).map(EcoString::to_ascii_lowercase).unwrap_or_default();
            at += match lower.as_str() {
                "n" | "nr" | "nc" | "nm" if next(1) == "=" => {
                    head.count(file, &lower, &next(2))?;
                    3
                }
                "format" if next(1) == "=" => {
                    head.layout = layout_of(file, &next(2))?;
                    3
                }
                "diagonal" => {
                    if next(1) == "absent" || next(2) == "absent" {
                        head.diagonal = Diagonal::Absent;
                    }
                    if next(1) == "=" { 3 } else { 2 }
                }
                _ => head.labels(&said, at),
            };
        }
        head.columns = if head.columns == 0 { head.rows } else { head.columns };
        Ok(head)
    }

    fn count(&mut self, file: &str, which: &str, number: &str) -> Result<(), Unreadable> {
        let count: usize = number.parse().unwrap_or(0);
        if count > MEMBERS {
            return Err(Unreadable::ManyRows { file: file.into(), rows: count, limit: MEMBERS });
        }
        match which {
            "n" => (self.rows, self.columns) = (count, count),
            "nr" => (self.rows, self.modes) = (count, Modes::Two),
            "nc" => (self.columns, self.modes) = (count, Modes::Two),
            _ => {}
        }
        Ok(())
    }

    /// Reads `labels:`, `row labels:`, `col labels:` or `matrix labels:`, apart or `embedded`; how many words it took.
    fn labels(&mut self, said: &[EcoString], at: usize) -> usize {
        let word = |step: usize| said.get(at + step).map(EcoString::to_ascii_lowercase).unwrap_or_default();
        let (which, used) = match (word(0).as_str(), word(1).as_str()) {
            ("labels" | "label", _) => ("both", 1),
            ("row" | "rows", "labels" | "label") => ("row", 2),
            ("col" | "column" | "columns", "labels" | "label") => ("column", 2),
            ("matrix" | "level", "labels" | "label") => ("matrix", 2),
            ("rowlabels", _) => ("row", 1),
            ("collabels" | "columnlabels", _) => ("column", 1),
            _ => return 1,
        };
        if word(used) == "embedded" {
            if which != "column" {
                self.embedded.0 = Embedded::Yes;
            }
            if which != "row" {
                self.embedded.1 = Embedded::Yes;
            }
            return used + 1 + usize::from(word(used + 1) == ":");
        }
        let start = at + used + usize::from(word(used) == ":");
        let is_word_of_the_head = |at: usize| {
            let next = |step: usize| said.get(at + step).map(EcoString::to_ascii_lowercase).unwrap_or_default();
            matches!(next(1).as_str(), ":" | "=")
                || (matches!(next(0).as_str(), "row" | "col" | "column" | "matrix") && matches!(next(1).as_str(), "labels" | "label"))
                || (next(0) == "labels" && next(1) == "embedded")
        };
        let end = (start..said.len()).find(|&at| is_word_of_the_head(at)).unwrap_or(said.len());
        let listed: Vec<EcoString> = said.get(start..end).unwrap_or_default().to_vec();
        match which {
            "row" => self.row_labels = listed,
            "column" => self.column_labels = listed,
            "matrix" => self.matrix_labels = listed,
            _ => (self.row_labels, self.column_labels) = (listed.clone(), listed),
        }
        (end - at).max(1)
    }

    fn row_name(&self, index: usize) -> EcoString {
        self.row_labels.get(index).cloned().unwrap_or_else(|| eco_format!("{}", index + 1))
    }

    /// The name of a column; numbers of the second mode are told from those of the first.
    fn column_name(&self, index: usize) -> EcoString {
        let numbered = || if self.modes == Modes::Two { eco_format!("c{}", index + 1) } else { self.row_name(index) };
        self.column_labels.get(index).cloned().unwrap_or_else(numbered)
    }
}

fn layout_of(file: &str, word: &str) -> Result<Layout, Unreadable> {
    match word {
        "fullmatrix" | "fm" => Ok(Layout::Full),
        "lowerhalf" | "lowerhalfmatrix" | "lh" => Ok(Layout::Lower),
        "upperhalf" | "upperhalfmatrix" | "uh" => Ok(Layout::Upper),
        "edgelist1" | "el1" | "edgelist2" | "el2" | "edgelist" => Ok(Layout::Links),
        "nodelist1" | "nl1" | "nodelist2" | "nl2" | "nodelist" => Ok(Layout::Neighbours),
        other => {
            let why = eco_format!(
                "its format is \"{}\", and fullmatrix, lowerhalf, upperhalf, edgelist1 and nodelist1 can be read",
                cell::short(other)
            );
            Err(Unreadable::NoNetwork { file: file.into(), why })
        }
    }
}

struct Reader {
    foreign: Foreign,
    head: Head,
}

impl Reader {
    /// Announces every member the head names or counts.
    fn announce(&mut self) {
        let rows = (0..self.head.rows.max(self.head.row_labels.len())).map(|index| self.head.row_name(index));
        let mut names: Vec<EcoString> = rows.collect();
        if self.head.modes == Modes::Two {
            names.extend((0..self.head.columns.max(self.head.column_labels.len())).map(|index| self.head.column_name(index)));
        }
        names.sort_unstable();
        names.dedup();
        self.foreign.nodes = names.into_iter().map(|id| Node { line: 1, id, ..Node::default() }).collect();
    }

    /// An end as a list writes it: a label, or a number that stands for one.
    fn end(&self, printed: &EcoString, side: Side) -> EcoString {
        let index = printed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match (self.head.embedded.0, index) {
            (Embedded::No, Some(index)) if side == Side::Column && self.head.modes == Modes::Two => self.head.column_name(index),
            (Embedded::No, Some(index)) => self.head.row_name(index),
            _ => printed.clone(),
        }
    }

    /// In lists with labels of their own, an end that was not announced is a member too.
    fn open_ends(&mut self) {
        if self.head.embedded.0 == Embedded::Yes {
            self.foreign.ends = Ends::Open;
        } else {
            self.announce();
        }
    }

    fn links(&mut self, rows: &[(u64, Vec<EcoString>)]) -> Result<(), Unreadable> {
        self.open_ends();
        let place = self.foreign.link_headings.place(&self.foreign.file, "weight")?;
        for (line, words) in rows {
            let [from, to, rest @ ..] = words.as_slice() else {
                self.foreign.bad_row(*line, "the line does not say what it joins; it was set aside".into());
                continue;
            };
            let mut link = Link { line: *line, from: self.end(from, Side::Row), to: self.end(to, Side::Column), ..Link::default() };
            if let Some(weight) = rest.first().filter(|weight| weight.parse::<f64>().is_ok()) {
                set_value(&mut link.values, place, weight.clone());
            }
            add_link(&mut self.foreign, link);
        }
        Ok(())
    }

    fn neighbours(&mut self, rows: &[(u64, Vec<EcoString>)]) {
        self.open_ends();
        for (line, words) in rows {
            let Some((from, others)) = words.split_first() else { continue };
            for to in others {
                let link = Link { line: *line, from: self.end(from, Side::Row), to: self.end(to, Side::Column), ..Link::default() };
                add_link(&mut self.foreign, link);
            }
        }
    }

    /// One matrix after another; numbers may run over the ends of lines.
    fn matrices(&mut self, rows: &[(u64, Vec<EcoString>)]) -> Result<(), Unreadable> {
        let mut words = rows.iter().flat_map(|(line, words)| words.iter().map(move |word| (*line, word))).peekable();
        if self.head.embedded.1 == Embedded::Yes {
            self.head.column_labels = words.by_ref().take(self.head.columns).map(|(_, word)| word.clone()).collect();
            if self.head.modes == Modes::One {
                self.head.row_labels.clone_from(&self.head.column_labels);
            }
        }
        if self.head.embedded.0 == Embedded::No || self.head.modes == Modes::One {
            self.announce();
        } else {
            self.foreign.ends = Ends::Open;
        }
        let mut matrix = 0;
        while words.peek().is_some() && self.head.rows > 0 {
            let relation = self.head.matrix_labels.get(matrix).cloned();
            for row in 0..self.head.rows {
                let from = match self.head.embedded.0 {
                    Embedded::Yes => words.next().map(|(_, word)| word.clone()).unwrap_or_default(),
                    Embedded::No => self.head.row_name(row),
                };
                for column in self.columns_of(row) {
                    let Some((line, word)) = words.next() else { return Err(self.incomplete()) };
                    self.cell((line, word), (&from, column), relation.as_ref())?;
                }
            }
            matrix += 1;
        }
        Ok(())
    }

    fn incomplete(&self) -> Unreadable {
        let open = eco_format!("the matrix has fewer numbers than its {} rows and {} columns", self.head.rows, self.head.columns);
        Unreadable::CutOff { file: self.foreign.file.clone(), open }
    }

    /// The columns that a row of the matrix has a number for.
    fn columns_of(&self, row: usize) -> Vec<usize> {
        let has_diagonal = self.head.diagonal == Diagonal::Present;
        let all = 0..self.head.columns;
        let is_there = |column: &usize| match self.head.layout {
            Layout::Lower => *column < row || (*column == row && has_diagonal),
            Layout::Upper => *column > row || (*column == row && has_diagonal),
            Layout::Full | Layout::Links | Layout::Neighbours => *column != row || has_diagonal,
        };
        all.filter(is_there).collect()
    }

    fn cell(
        &mut self,
        (line, word): (u64, &EcoString),
        (from, column): (&EcoString, usize),
        relation: Option<&EcoString>,
    ) -> Result<(), Unreadable> {
        let Ok(number) = word.parse::<f64>() else {
            let message = eco_format!("\"{}\" is not a number; it was set aside", cell::short(word));
            self.foreign.bad_value(line, "data", message);
            return Ok(());
        };
        if number.abs() > 0.0 {
            let direction = if self.head.layout == Layout::Full { Direction::OneWay } else { Direction::BothWays };
            let mut link = Link { line, from: from.clone(), to: self.head.column_name(column), direction, ..Link::default() };
            set_value(&mut link.values, self.foreign.link_headings.place(&self.foreign.file, "weight")?, word.clone());
            if let Some(relation) = relation {
                set_value(&mut link.values, self.foreign.link_headings.place(&self.foreign.file, "relation")?, relation.clone());
            }
            add_link(&mut self.foreign, link);
        }
        Ok(())
    }
}
