//! How the files of an import are read, where a person knows better than what was found: what they hold, which members are
//! added, and how a matrix is read.

use ecow::EcoString;

use super::{Importing, Stage, decide::along};
use crate::{
    app::{
        App, Effect, Notice, Overlay,
        choice::{Chosen, Entry},
        command::Move,
        prompt::{Prompt, Purpose},
    },
    exchange::{SheetKind, Switch},
    report::{Filter, words},
};

/// Something of how files are read that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// What the files hold.
    Kind,
    /// Which members are added.
    Only,
    /// Which way the ties of a matrix go.
    Direction,
    /// Whether something more of a matrix is read.
    Switch(Switch),
}

/// What more of a matrix can be read, and how a person is told.
const SWITCHES: [(Switch, &str); 4] = [
    (Switch::Duplicates, "both halves of a matrix read both ways"),
    (Switch::SelfTies, "the diagonal of a matrix"),
    (Switch::Zero, "cells of a matrix that hold 0"),
    (Switch::Blank, "cells of a matrix that hold nothing"),
];

/// Which way the ties of a matrix go, in turn.
const DIRECTIONS: [(Option<Switch>, &str); 3] =
    [(None, "as the matrix itself tells"), (Some(Switch::Directed), "from row to column"), (Some(Switch::Undirected), "both ways")];

impl Importing {
    /// What can be changed here, each in words and with what it is now.
    pub(super) fn manners(&self) -> Vec<(Manner, &'static str, String)> {
        let choices = &self.choices;
        let only = if choices.only.is_empty() { "all".to_owned() } else { choices.only.to_string() };
        let mut manners =
            vec![(Manner::Kind, "each file is read as", kind_words(choices.kind)), (Manner::Only, "members that are added", only)];
        let Stage::Proposed(proposed) = &self.stage else { return manners };
        let is_matrix = proposed.proposal.sources.iter().any(|source| source.kind == SheetKind::Matrix);
        if is_matrix || !choices.matrix.is_empty() {
            let direction = DIRECTIONS.iter().find(|(switch, _)| switch.is_some_and(|switch| choices.matrix.contains(&switch)));
            let direction = direction.or(DIRECTIONS.first()).map_or("", |(_, words)| words);
            manners.push((Manner::Direction, "ties of a matrix go", direction.to_owned()));
            let is_read = |switch: &Switch| if choices.matrix.contains(switch) { "are ties" } else { "no" };
            manners.extend(SWITCHES.iter().map(|(switch, words)| (Manner::Switch(*switch), *words, is_read(switch).to_owned())));
        }
        manners
    }
}

/// What is said of a kind, or that it is found.
fn kind_words(kind: Option<SheetKind>) -> String {
    kind.map_or_else(|| "what its content tells".to_owned(), |kind| words::spoken(kind.word()))
}

/// Every kind, after the one that is found.
fn kinds() -> Vec<Option<SheetKind>> {
    std::iter::once(None).chain(SheetKind::ALL.iter().copied().map(Some)).collect()
}

impl App {
    /// The next choice of how files are read, or the one before; what is typed is asked for.
    pub(super) fn change_manner(&mut self, manner: Manner, movement: Move) -> Vec<Effect> {
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        let Stage::Proposed(proposed) = &mut importing.stage else { return Vec::new() };
        let choices = &mut importing.choices;
        match manner {
            Manner::Only => {
                let only = choices.only.clone();
                return self.lay(Overlay::Prompt(Prompt::new(Purpose::ImportOnly, &only)));
            }
            Manner::Kind => {
                let kinds = kinds();
                let now = kinds.iter().position(|kind| *kind == choices.kind).unwrap_or(0);
                choices.kind = kinds.get(along(now, kinds.len(), movement)).copied().flatten();
            }
            Manner::Direction => {
                let is_now = |(switch, _): &(Option<Switch>, _)| switch.is_some_and(|switch| choices.matrix.contains(&switch));
                let now = DIRECTIONS.iter().position(is_now).unwrap_or(0);
                choices.matrix.retain(|switch| !matches!(switch, Switch::Directed | Switch::Undirected));
                choices.matrix.extend(DIRECTIONS.get(along(now, DIRECTIONS.len(), movement)).and_then(|(switch, _)| *switch));
            }
            Manner::Switch(switch) => {
                let stood = choices.matrix.len();
                choices.matrix.retain(|known| *known != switch);
                if choices.matrix.len() == stood {
                    choices.matrix.push(switch);
                }
            }
        }
        proposed.is_stale = true;
        Vec::new()
    }

    /// Lists every kind that the files can be read as, or asks what is typed.
    pub(super) fn choose_manner(&mut self, manner: Manner) -> Vec<Effect> {
        if manner != Manner::Kind {
            return self.change_manner(manner, Move::Right);
        }
        let entry = |kind| Entry { words: kind_words(kind).into(), hint: "".into(), then: Chosen::ReadAs(kind) };
        self.ask_choice("What each file holds", kinds().into_iter().map(entry).collect())
    }

    /// Takes the kind that was chosen from the list.
    pub(in crate::app) fn take_kind(&mut self, kind: Option<SheetKind>) -> Vec<Effect> {
        self.overlay = self.behind.take();
        self.decide_manner(|importing| importing.choices.kind = kind)
    }

    /// Takes the expression of the members that are added; one that cannot be read stays to be mended.
    pub(in crate::app) fn take_only(&mut self, text: &str) -> Vec<Effect> {
        let network = self.import_network();
        if let Err(error) = Filter::for_records(text, &network)
            && !text.is_empty()
        {
            self.tell(Notice::problem(error.to_string()));
            self.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::ImportOnly, text)));
            return Vec::new();
        }
        self.overlay = self.behind.take();
        self.decide_manner(|importing| importing.choices.only = EcoString::from(text))
    }

    fn decide_manner(&mut self, decide: impl FnOnce(&mut Importing)) -> Vec<Effect> {
        if let Some(importing) = self.importing_mut() {
            decide(importing);
            if let Stage::Proposed(proposed) = &mut importing.stage {
                proposed.is_stale = true;
            }
        }
        self.import_in_view();
        Vec::new()
    }
}
