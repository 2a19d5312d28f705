//! A choice from a list that can be searched: what is laid over the map, by what it is coloured, which view is shown.

use ecow::EcoString;

use super::{
    App, Effect, Overlay,
    arrivals::Reply,
    command::Move,
    cursor::Cursor,
    fuzzy,
    line::Line,
    map::{Shown, ViewChoice},
    question::Answer,
    unjoined::JoinAnswer,
};
use crate::{
    exchange::{Meaning, SheetKind},
    framework::FamilyMethod,
    map::{Grouping, Topic},
    model::MemberId,
    report::words,
};

/// A line that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub words: EcoString,
    /// What it means, or how much of it there is.
    pub hint: EcoString,
    pub then: Chosen,
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// Lays a topic over the map, or nothing.
    Topic(Option<Topic>),
    /// Asks since when changes are laid over the map.
    Since,
    /// Groups the members by a fact, or by the one that parts them best.
    Grouping(Option<Grouping>),
    /// Does something with a view kept in the map.
    View(ViewChoice),
    /// Colours or sizes members by the column of this name, or by nothing.
    Measure(Shown, Option<EcoString>),
    /// Does something with another version of the map; nothing for one of its changes.
    Version(Option<Reply>),
    /// Goes to a member, if there is one.
    Member(Option<MemberId>),
    /// Does something about a merge that git has not finished; nothing for a line that tells of it.
    Join(Option<JoinAnswer>),
    /// Does something with all the steps that other sessions left.
    Left(Answer),
    /// Brings back the version of this hash.
    KeptVersion(EcoString),
    /// Says what a column of a sheet being imported means.
    Meaning(usize, Meaning),
    /// Says what the files being imported hold; nothing for what their content tells.
    ReadAs(Option<SheetKind>),
    /// Finds families by this method.
    FamilyMethod(FamilyMethod),
    /// Does one of them again: of which session, and which of its steps.
    LeftStep(usize, usize),
}

/// A list to choose one line from.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub title: &'static str,
    pub line: Line,
    pub cursor: Cursor,
    entries: Vec<Entry>,
    found: Vec<usize>,
}

impl Choice {
    pub(super) fn new(title: &'static str, entries: Vec<Entry>) -> Self {
        let found = (0..entries.len()).collect();
        Self { title, line: Line::default(), cursor: Cursor::default(), entries, found }
    }

    /// Searches again after the line changed: by the words first, then by what is said of them.
    pub(super) fn search(&mut self) {
        let needle = self.line.text();
        let mut found = fuzzy::ranked(needle, self.entries.iter().map(|entry| entry.words.as_str()));
        let said = fuzzy::ranked(needle, self.entries.iter().map(|entry| format!("{} {}", entry.words, entry.hint)));
        let more: Vec<usize> = said.into_iter().filter(|at| !found.contains(at)).collect();
        found.extend(more);
        self.found = found;
        self.cursor = Cursor::default();
    }

    pub(super) fn go(&mut self, movement: Move, rows: usize) {
        self.line.go_above(&mut self.cursor, movement, self.found.len(), rows);
    }

    /// How many lines there are, found or not.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many columns the longest line and its frame take.
    pub(super) fn columns(&self) -> u16 {
        let line = |entry: &Entry| words::columns(&entry.words) + 2 + words::columns(&entry.hint);
        self.entries.iter().map(line).max().unwrap_or_default() as u16 + 4
    }

    /// How many lines are found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The lines found, the best first, from one on.
    pub fn found_from(&self, line: usize) -> impl Iterator<Item = &Entry> {
        self.found.iter().skip(line).filter_map(|at| self.entries.get(*at))
    }

    /// Whether it lists what becomes of another version of the map.
    pub(super) fn is_about_a_version(&self) -> bool {
        self.entries.first().is_some_and(|entry| matches!(entry.then, Chosen::Version(_)))
    }

    pub(super) fn chosen(&self) -> Option<&Entry> {
        self.found_from(self.cursor.at).next()
    }
}

impl App {
    /// Asks for a choice from a list.
    pub(super) fn ask_choice(&mut self, title: &'static str, entries: Vec<Entry>) -> Vec<Effect> {
        self.lay(Overlay::Choice(Choice::new(title, entries)))
    }

    /// Does what the chosen line says.
    pub(super) fn take_choice(&mut self, choice: &Choice) -> Vec<Effect> {
        match choice.chosen().map(|entry| entry.then.clone()) {
            None => Vec::new(),
            Some(Chosen::Topic(topic)) => self.map_show_topic(topic),
            Some(Chosen::Since) => self.map_ask_since(),
            Some(Chosen::Grouping(by)) => self.map_group_by(by),
            Some(Chosen::View(choice)) => self.map_take_view(choice),
            Some(Chosen::Measure(shown, name)) => self.map_paint(shown, name),
            Some(Chosen::Join(answer)) => self.take_join(answer),
            Some(Chosen::Left(answer)) => self.take_left(answer),
            Some(Chosen::Version(reply)) => self.take_version(reply),
            Some(Chosen::Member(member)) => {
                if let Some(member) = member {
                    self.select(member);
                }
                Vec::new()
            }
            Some(Chosen::KeptVersion(hash)) => vec![Effect::ReadVersion(hash)],
            Some(Chosen::FamilyMethod(method)) => self.take_family_method(method),
            Some(Chosen::Meaning(column, meaning)) => self.take_meaning(column, meaning),
            Some(Chosen::ReadAs(kind)) => self.take_kind(kind),
            Some(Chosen::LeftStep(session, step)) => self.take_left_step(session, step),
        }
    }
}
