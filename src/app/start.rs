//! The start page: maps opened lately, a new one, another one, the demo.

use std::path::PathBuf;

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    App, Effect, Overlay, Source,
    areas::Area,
    command::{Move, StartCommand},
    cursor::Cursor,
    prompt::{Prompt, Purpose},
};

/// The start page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartPage {
    pub cursor: Cursor,
    /// Maps that were begun and never saved under a name, as far as they have been found.
    unsaved: Vec<Unsaved>,
}

/// A map that was begun and never saved under a name: its steps are kept, and all there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    pub uid: EcoString,
    pub name: EcoString,
    pub steps: usize,
    /// When the last of them was done, where it says so.
    pub at: Option<Timestamp>,
}

/// A line of the start page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Unsaved(Unsaved),
    Recent(PathBuf),
    Open,
    /// Files of other people, into a new map.
    Import,
    New,
    Demo,
}

impl App {
    /// The lines of the start page: what was never saved, recent maps, then what else there is to begin with.
    pub fn start_entries(&self) -> Vec<Entry> {
        let unsaved = self.start.unsaved.iter().cloned().map(Entry::Unsaved);
        let recent = self.setup.remembered.recent.iter().cloned().map(Entry::Recent);
        unsaved.chain(recent).chain([Entry::Open, Entry::Import, Entry::New, Entry::Demo]).collect()
    }

    /// Maps were found that were never saved. The cursor stays on its line.
    pub(super) fn found_unsaved(&mut self, unsaved: Vec<Unsaved>) -> Vec<Effect> {
        let stood = self.start_entries().into_iter().nth(self.start.cursor.at);
        let was_first = self.start.cursor.at == 0;
        self.start.unsaved = unsaved;
        if let Some(at) = self.start_entries().iter().position(|entry| Some(entry) == stood.as_ref()).filter(|_| !was_first) {
            self.start.cursor.at = at;
        }
        Vec::new()
    }

    /// Where the lines are, under three rows of words.
    pub fn start_list_area(&self) -> Area {
        self.areas().body.below(3)
    }

    pub(super) fn start_go(&mut self, movement: Move) {
        let lines = self.start_entries().len();
        let rows = self.start_list_area().lines();
        self.start.cursor.go(movement, lines, rows);
    }

    /// Puts the cursor on the line at a row; says whether it stood there already.
    pub(super) fn start_put_cursor(&mut self, row: usize) -> bool {
        let lines = self.start_entries().len();
        let Some(line) = self.start.cursor.line_at(row, lines) else { return false };
        std::mem::replace(&mut self.start.cursor.at, line) == line
    }

    pub(super) fn start_in_view(&mut self) {
        let (at, lines) = (self.start.cursor.at, self.start_entries().len());
        let rows = self.start_list_area().lines();
        self.start.cursor.put(at, lines, rows);
    }

    pub(super) fn start_choose(&mut self) -> Vec<Effect> {
        match self.start_entries().get(self.start.cursor.at) {
            Some(Entry::Unsaved(unsaved)) => self.open(Source::Unsaved(unsaved.uid.clone())),
            Some(Entry::Recent(path)) => self.open(Source::File(path.clone())),
            Some(Entry::Open) => self.lay(Overlay::Prompt(Prompt::new(Purpose::Open, ""))),
            Some(Entry::Import) => self.import_begin(),
            Some(Entry::New) => self.start_act(StartCommand::New),
            Some(Entry::Demo) => self.start_act(StartCommand::Demo),
            None => Vec::new(),
        }
    }

    pub(super) fn start_act(&mut self, command: StartCommand) -> Vec<Effect> {
        match command {
            StartCommand::New => self.lay(Overlay::Prompt(Prompt::new(Purpose::NewMap, ""))),
            StartCommand::Demo => self.open(Source::Demo),
        }
    }
}
