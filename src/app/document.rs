//! The map that is open: its network, where it came from, and what was done to it.

use std::{path::PathBuf, time::Duration};

use ecow::EcoString;
use jiff::civil::Date;

use super::{
    effect::{SaveOrder, SavePlace, Standing},
    event::{Keeps, Moment, Opened},
    file_state::FileState,
    history::History,
    keeping::Keeping,
    read_only::{ReadOnly, Unwritable},
};
use crate::model::{Deed, HandComment, Network, Refusal, Step};

/// An open map.
#[derive(Clone, Debug)]
pub struct Document {
    pub network: Network,
    /// Its file; `None` for the demo and for a new map, which have none.
    pub path: Option<PathBuf>,
    /// The day the map plays on, if that is not today.
    pub day: Option<Date>,
    pub history: History,
    /// Why the map may be looked at and not changed; `None` if it may be changed.
    pub read_only: Option<ReadOnly>,
    /// How its file stands on the disk.
    pub file: FileState,
    /// Why a save could not write it where it is; `None` if nothing forbids it.
    pub unwritable: Option<Unwritable>,
    /// Comments somebody wrote into its file by hand, as long as nobody has said what becomes of them.
    pub(super) comments: Vec<HandComment>,
    /// The network as its file holds it; empty if there is no file.
    saved: Network,
    /// The network handed over for a save under way.
    saving: Option<Network>,
    /// When it was handed over, since the program began.
    saving_since: Duration,
    /// The save that was asked for while that one is under way: one at a time, or a slow disk has all of them wait in memory.
    next_save: Option<(PathBuf, SavePlace)>,
    /// How far what was done is kept; none where nothing is kept but by saving.
    pub(super) keeping: Option<Keeping>,
}

impl Document {
    /// A map just opened; so many deeds were done to others before.
    pub(super) fn opened(opened: Opened, deeds: u64) -> Self {
        let saved = if opened.path.is_some() { opened.network.clone() } else { Network::default() };
        let is_kept = (opened.path.is_some() || opened.keeps == Keeps::Journal) && opened.read_only.is_none();
        let keeping = is_kept.then(|| Keeping::after(deeds));
        let history = History::opened(opened.past);
        let Opened { network, path, day, read_only, unwritable, comments, .. } = opened;
        Self {
            network,
            path,
            day,
            history,
            read_only,
            unwritable,
            comments,
            file: FileState::Whole,
            saved,
            saving: None,
            saving_since: Duration::ZERO,
            next_save: None,
            keeping,
        }
    }

    /// The map's name, else its file's.
    pub fn name(&self) -> EcoString {
        if !self.network.about.name.is_empty() {
            return self.network.about.name.clone();
        }
        if self.path.is_some() { self.file_name() } else { "New map".into() }
    }

    /// The name of its file, for sentences; empty if it has none.
    pub fn file_name(&self) -> EcoString {
        let file = self.path.as_deref().and_then(|path| path.file_name());
        file.map_or_else(EcoString::new, |file| file.to_string_lossy().as_ref().into())
    }

    /// The map may be changed here too; so many deeds were done to others before.
    pub(super) fn unlock(&mut self, deeds: u64) {
        self.read_only = None;
        self.keeping = Some(Keeping::after(deeds));
    }

    /// The network as its file holds it; empty if there is no file.
    pub(super) fn saved(&self) -> &Network {
        &self.saved
    }

    /// The file holds another network now, which stands so to the open one.
    pub(super) fn file_became(&mut self, saved: Network, standing: Standing) {
        self.saved = saved;
        self.file = FileState::Whole;
        self.history.file_became(standing);
    }

    /// Whether leaving now would lose something.
    pub fn is_unsaved(&self) -> bool {
        !self.history.is_saved() || self.file == FileState::Gone
    }

    /// Whether leaving would lose nothing once the save under way is done.
    pub(super) fn is_being_saved(&self) -> bool {
        self.saving.is_some() && self.history.is_being_saved()
    }

    pub(super) fn take(&mut self, step: Step) -> Result<Deed, Refusal> {
        self.network = self.network.apply(&step)?;
        self.history.push(step.clone());
        Ok(Deed::Done(step))
    }

    /// Takes steps that follow each other, as fast as one.
    pub(super) fn take_all(&mut self, steps: &[Step]) -> Result<(), Refusal> {
        let Some(joined) = Step::joined("", steps) else { return Ok(()) };
        self.network = self.network.apply(&joined)?;
        for step in steps {
            self.history.push(step.clone());
        }
        Ok(())
    }

    /// Takes the last step back; `None` if there is none.
    pub(super) fn undo(&mut self, moment: Moment) -> Option<Result<Deed, Refusal>> {
        let saved = self.saving.as_ref().unwrap_or(&self.saved);
        let result = self.history.undo(&self.network, saved, moment)?;
        Some(self.stepped(result))
    }

    /// Does the last undone step again; `None` if there is none.
    pub(super) fn redo(&mut self) -> Option<Result<Deed, Refusal>> {
        let result = self.history.redo(&self.network)?;
        Some(self.stepped(result))
    }

    fn stepped(&mut self, result: Result<(Network, Deed), Refusal>) -> Result<Deed, Refusal> {
        let (network, deed) = result?;
        self.network = network;
        Ok(deed)
    }

    /// What to hand over for a save to its own file or under a new name; none while another is under way, which this one follows.
    pub(super) fn save(&mut self, path: PathBuf, place: SavePlace, running: Duration) -> Option<SaveOrder> {
        if self.saving.is_some() {
            self.next_save = Some((path, place));
            return None;
        }
        self.saving = Some(self.network.clone());
        self.saving_since = running;
        self.history.saving();
        Some(SaveOrder { path, network: self.network.clone(), place })
    }

    /// What to hand over now that the save under way has ended; none if no other was asked for, or nothing is left to save.
    pub(super) fn next_save(&mut self, running: Duration) -> Option<SaveOrder> {
        let (path, place) = self.next_save.take()?;
        match place {
            // The save before may have given it another file.
            SavePlace::Own if self.is_unsaved() => self.save(self.path.clone()?, place, running),
            SavePlace::Own => None,
            SavePlace::New => self.save(path, place, running),
        }
    }

    /// Since when a save is under way, counted from the program's beginning.
    pub(super) fn saving_since(&self) -> Option<Duration> {
        self.saving.as_ref().map(|_| self.saving_since)
    }

    /// The map is in this file; so many deeds were done before.
    pub(super) fn was_saved(&mut self, path: PathBuf, deeds: u64) {
        if let Some(network) = self.saving.take() {
            self.history.saved();
            self.saved = network;
        }
        // What was done while a first file was made is in no journal, and must not look kept.
        if self.keeping.is_none() && self.history.is_saved() {
            self.keeping = Some(Keeping::after(deeds));
        }
        // Only a save under another name gets here on a map that was read-only.
        self.read_only = None;
        self.file = FileState::Whole;
        if self.path.as_ref() != Some(&path) {
            self.unwritable = None;
        }
        self.path = Some(path);
    }

    pub(super) fn was_not_saved(&mut self) {
        self.saving = None;
        self.history.not_saved();
    }
}
