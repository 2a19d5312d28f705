//! The map that is open: its network, where it came from, and what was done to it.

use std::path::PathBuf;

use ecow::EcoString;
use jiff::civil::Date;

use super::{
    effect::{SaveOrder, SavePlace},
    event::{Moment, Opened},
    history::History,
};
use crate::model::{Network, Refusal, Step};

/// An open map.
#[derive(Clone, Debug)]
pub struct Document {
    pub network: Network,
    /// Its file; `None` for the demo and for a new map, which have none yet.
    pub path: Option<PathBuf>,
    /// The day the map plays on, if that is not today.
    pub day: Option<Date>,
    pub history: History,
    /// The network as its file holds it; empty if there is no file.
    saved: Network,
    /// The save under way: how many steps stood, and the network handed over.
    saving: Option<(usize, Network)>,
}

impl Document {
    pub(super) fn opened(opened: Opened) -> Self {
        let saved = if opened.path.is_some() { opened.network.clone() } else { Network::default() };
        Self { network: opened.network, path: opened.path, day: opened.day, history: History::opened(), saved, saving: None }
    }

    /// The map's name, else its file's.
    pub fn name(&self) -> EcoString {
        if !self.network.about.name.is_empty() {
            return self.network.about.name.clone();
        }
        let file = self.path.as_deref().and_then(|path| path.file_name());
        file.map_or_else(|| "New map".into(), |file| file.to_string_lossy().as_ref().into())
    }

    /// Whether leaving now would lose something.
    pub fn is_unsaved(&self) -> bool {
        !self.history.is_saved()
    }

    pub(super) fn take(&mut self, step: Step) -> Result<(), Refusal> {
        self.network = self.network.apply(&step)?;
        self.history.push(step);
        Ok(())
    }

    /// Takes the last step back and gives its name; `None` if there is none.
    pub(super) fn undo(&mut self, moment: Moment) -> Option<Result<EcoString, Refusal>> {
        let result = self.history.undo(&self.network, &self.saved, moment)?;
        Some(result.map(|(network, title)| {
            self.network = network;
            title
        }))
    }

    /// Does the last undone step again and gives its name; `None` if there is none.
    pub(super) fn redo(&mut self) -> Option<Result<EcoString, Refusal>> {
        let result = self.history.redo(&self.network)?;
        Some(result.map(|(network, title)| {
            self.network = network;
            title
        }))
    }

    /// What to hand over for a save to its own file or under a new name.
    pub(super) fn save(&mut self, path: PathBuf, place: SavePlace) -> SaveOrder {
        self.saving = Some((self.history.len(), self.network.clone()));
        SaveOrder { path, network: self.network.clone(), place }
    }

    pub(super) fn was_saved(&mut self, path: PathBuf) {
        if let Some((steps, network)) = self.saving.take() {
            self.history.saved(steps);
            self.saved = network;
        }
        self.path = Some(path);
    }

    pub(super) fn was_not_saved(&mut self) {
        self.saving = None;
    }
}
