//! What the columns of a sheet of unknown headings mean: guessed, shown beside ten of its rows, and changed by a person.

use super::{Importing, Stage};
use crate::{
    app::{
        App, Effect, Mouse, Overlay,
        areas::Area,
        choice::{Chosen, Entry},
        command::Move,
    },
    exchange::{Mapping, Meaning, row_kinds},
};

/// Rows above the list of columns: what the file is, what each row is, and the headings of the list.
const ABOVE: u16 = 3;

/// Rows below it: a rule, the headings and ten rows.
const BELOW: u16 = 12;

/// The mapping of one sheet, and where somebody is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingPage {
    pub mapping: Mapping,
    /// 0 is the line that says what each row is, 1 the first column.
    pub at: usize,
    /// The first column in view.
    pub top: usize,
    /// Why it cannot be accepted yet.
    pub problem: Option<String>,
}

impl MappingPage {
    pub(super) fn of(mapping: Mapping) -> Self {
        Self { mapping, at: 1, top: 0, problem: None }
    }

    /// The column under the cursor.
    pub fn column(&self) -> Option<usize> {
        self.at.checked_sub(1)
    }

    pub(super) fn go(&mut self, movement: Move) {
        let last = self.mapping.columns().len();
        self.at = match movement {
            Move::Left | Move::Right => return self.change(movement),
            Move::Up => self.at.saturating_sub(1),
            Move::Down => (self.at + 1).min(last),
            Move::PageUp => self.at.saturating_sub(5),
            Move::PageDown => (self.at + 5).min(last),
            Move::First => 0,
            Move::Last => last,
        };
    }

    /// The next meaning of the column under the cursor, or of the rows, or the one before.
    fn change(&mut self, movement: Move) {
        self.problem = None;
        let next = |at: usize, count: usize| {
            let count = count.max(1);
            if movement == Move::Left { (at + count - 1) % count } else { (at + 1) % count }
        };
        let Some(column) = self.column() else {
            let kinds: Vec<_> = row_kinds().collect();
            let at = kinds.iter().position(|kind| *kind == self.mapping.rows_are()).unwrap_or(0);
            if let Some(kind) = kinds.get(next(at, kinds.len())) {
                self.mapping.set_rows(*kind);
            }
            return;
        };
        let meanings = self.meanings(column);
        let now = self.mapping.columns().get(column).map(|column| &column.meaning);
        let at = meanings.iter().position(|meaning| Some(meaning) == now).unwrap_or(0);
        if let Some(meaning) = meanings.get(next(at, meanings.len())) {
            self.mapping.set(column, meaning.clone());
        }
    }

    /// What a column can mean, in an order that stays while it is changed.
    fn meanings(&self, column: usize) -> Vec<Meaning> {
        let mut meanings = self.mapping.meanings(column);
        meanings.sort_by_cached_key(|meaning| {
            let place = match meaning {
                Meaning::Own => 0,
                Meaning::LeftOut => 1,
                Meaning::Id(_) | Meaning::Alias(_) => 2,
                Meaning::Field(_) => 3,
                Meaning::Measure(..) | Meaning::Pupils(..) | Meaning::Year | Meaning::Until => 4,
            };
            (place, meaning.words(self.mapping.rows_are()))
        });
        meanings
    }

    pub(super) fn leave_out(&mut self) {
        if let Some(column) = self.column() {
            self.mapping.set(column, Meaning::LeftOut);
            self.problem = None;
        }
    }

    pub(super) fn take(&mut self, column: usize, meaning: Meaning) {
        self.mapping.set(column, meaning);
        self.problem = None;
    }

    pub(super) fn in_view(&mut self, height: usize) {
        let column = self.column().unwrap_or(0);
        self.top = self.top.min(column).max((column + 1).saturating_sub(height));
    }

    /// The ten rows below, and the list of columns above them.
    pub(super) fn areas(inside: Area) -> (Area, Area) {
        let below = if inside.rows > ABOVE + BELOW + 3 { BELOW } else { inside.rows / 3 };
        let list = inside.below(ABOVE).above(below);
        (inside.below(ABOVE + list.rows), list)
    }

    pub(super) fn click(&mut self, list: Area, mouse: Mouse) {
        let Some((_, row)) = list.hit(mouse) else { return };
        let at = self.top + row + 1;
        if at > self.mapping.columns().len() {
            return;
        }
        if std::mem::replace(&mut self.at, at) == at {
            self.change(Move::Right);
        }
    }
}

impl App {
    /// Reads the sheet so, if what it needs has a column.
    pub(super) fn accept_columns(&mut self, mut importing: Box<Importing>) -> Vec<Effect> {
        let Stage::Columns(page) = &mut importing.stage else { return Vec::new() };
        let wants = page.mapping.wants();
        if !wants.is_empty() {
            page.problem = Some(wants.join(" "));
            self.overlay = Some(Overlay::Importing(importing));
            return Vec::new();
        }
        let mapping = page.mapping.clone();
        importing.choices.mappings.retain(|known| known.file != mapping.file);
        importing.choices.mappings.push(mapping);
        self.overlay = Some(Overlay::Importing(importing));
        self.import_read()
    }

    /// Lists every meaning of the column under the cursor.
    pub(super) fn choose_meaning(&mut self) -> Vec<Effect> {
        let Some(Importing { stage: Stage::Columns(page), .. }) = self.importing() else { return Vec::new() };
        let Some(column) = page.column() else { return Vec::new() };
        let rows = page.mapping.rows_are();
        let entry = |meaning: Meaning| Entry { words: meaning.words(rows), hint: "".into(), then: Chosen::Meaning(column, meaning) };
        // What it means now stands first, as the list has it.
        let entries = page.mapping.meanings(column).into_iter().map(entry).collect();
        self.ask_choice("What the column means", entries)
    }

    /// Takes the meaning that was chosen from the list.
    pub(in crate::app) fn take_meaning(&mut self, column: usize, meaning: Meaning) -> Vec<Effect> {
        self.overlay = self.behind.take();
        if let Some(Importing { stage: Stage::Columns(page), .. }) = self.importing_mut() {
            page.take(column, meaning);
        }
        Vec::new()
    }

    /// Goes back to what the columns of a sheet mean.
    pub(super) fn columns_again(&mut self, at: usize) {
        let Some(importing) = self.importing_mut() else { return };
        let Stage::Proposed(proposed) = &importing.stage else { return };
        if let Some(mapping) = proposed.mappings.get(at).cloned() {
            importing.stage = Stage::Columns(Box::new(MappingPage::of(mapping)));
        }
    }
}
