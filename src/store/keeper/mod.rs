//! The keeper of an open map: its file, the journal of what was done since, and the safe that keeps both from being lost.
//!
//! A keeper is two parts, so that a slow disk under one holds up nothing of the other: the [`Chronicle`] keeps what is done,
//! step by step, and the [`Saver`] puts the map in its file. The screen gives each a thread of its own; a command of the shell
//! uses both in turn.

mod chronicle;
mod saver;
mod sweep;
mod torn;

use std::{
    io,
    path::{Path, PathBuf},
};

pub use chronicle::{Chronicle, Place};
pub use saver::{Saver, Saving, Sighted, Written};
pub use torn::{bring_back, bring_back_last, put_together};

use super::{
    disk::in_words,
    fault::OpenError,
    format::Guard,
    lock::Window,
    map_file::{self, MapFile, Opened, in_digits},
    outside::Sighting,
    safe::{Found, Safe, left_in},
    save::{SaveError, Saved},
};
use crate::model::{Deed, Network, Past};

/// Keeps what is done to a map: first in the journal, then in the file.
#[derive(Debug)]
pub struct Keeper {
    saver: Saver,
    chronicle: Chronicle,
    /// What somebody should know of the last save.
    told: Vec<String>,
}

/// Why a step is not kept. It is still in memory.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    #[error("this computer has no place for it")]
    NoPlace,
    #[error("the disk does not answer")]
    Silent,
    #[error("permea made a mistake there")]
    Mistake,
    #[error("{}", in_words(_0))]
    Disk(#[from] io::Error),
}

/// A map that was opened for work: what it holds, what was done before, and what other sessions left.
#[derive(Debug)]
pub struct Kept {
    pub network: Network,
    pub keeper: Keeper,
    pub past: Past,
    pub found: Found,
    /// What was found when it was last looked at on this computer.
    pub seen: Option<String>,
    /// Whether another window on this computer has it open.
    pub window: Window,
}

impl Keeper {
    /// Keeps a map in the user's state folder from now on.
    pub fn of(opened: Opened) -> Self {
        let safe = Safe::of(&opened.network.about.uid, &opened.file.path);
        Self::with(opened, safe)
    }

    /// Keeps a map in this safe from now on.
    pub fn with(opened: Opened, safe: Option<Safe>) -> Self {
        let chronicle = Chronicle::new(safe.clone(), &in_digits(&opened.file.digest));
        Self { saver: Saver::new(opened, safe), chronicle, told: Vec::new() }
    }

    /// Opens a map for work: keeps this version of it, and looks for what was done before, also in these places.
    pub fn open(path: &Path, places: &[PathBuf]) -> Result<Kept, OpenError> {
        let opened = map_file::open(path).or_else(|error| put_together(path, &Safe::of_place(path), error))?;
        sweep::sweep(path);
        let (network, hash) = (opened.network.clone(), in_digits(&opened.file.digest));
        let keeper = Self::of(opened);
        let Some(safe) = keeper.safe() else {
            return Ok(Kept { network, keeper, past: Past::default(), found: Found::default(), seen: None, window: Window::Unknown });
        };
        // What cannot be kept now is kept before the first save, which says so if it cannot.
        let _kept = map_file::read_again(path).map(|bytes| safe.keep_version(&bytes));
        safe.tidy_trash();
        let found = left_in(&Safe::all_of(&network.about.uid, path, places), &network, &hash);
        let past = safe.past(&hash);
        let window = safe.take_window();
        let seen = safe.seen();
        Ok(Kept { network, keeper, past, found, seen, window })
    }

    pub fn file(&self) -> &MapFile {
        self.saver.file()
    }

    pub fn safe(&self) -> Option<&Safe> {
        self.chronicle.safe()
    }

    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub fn hash(&self) -> String {
        self.saver.hash().into()
    }

    /// What was done on this computer before the version the file holds.
    pub fn past(&self) -> Past {
        self.safe().map(|safe| safe.past(&self.hash())).unwrap_or_default()
    }

    /// How many steps wait in journals of other sessions and are not in the file.
    pub fn waiting(&self) -> usize {
        self.safe().map_or(0, |safe| safe.waiting(self.saver.saved(), &self.hash()))
    }

    /// What was done to the network; kept after the next [`sync`](Self::sync).
    pub fn note(&mut self, deed: Deed) {
        self.chronicle.note(deed);
    }

    /// Keeps everything noted so far. When it answers, a crash or a power cut loses none of it.
    ///
    /// After an error the journal's file is not used any more: everything is written to a new one, now or at the next call.
    pub fn sync(&mut self) -> Result<(), NotKept> {
        self.chronicle.sync()
    }

    /// Saves the network over the map's file: it and the way to it are on the disk before the file is touched.
    pub fn save(&mut self, network: &Network, guard: Guard) -> Result<Saved, SaveError> {
        let Self { saver, chronicle, told } = self;
        let (place, steps) = (chronicle.place(), chronicle.steps());
        let written = saver.save((network, guard), &steps, &mut |saving| chronicle.saving(saving, place))?;
        chronicle.saved(&written.hash, place);
        saver.tidy();
        *told = written.told;
        Ok(written.saved)
    }

    /// What somebody should know of the last save, as sentences.
    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// What somebody saved in the same moment as the last save, once.
    pub fn take_displaced(&mut self) -> Option<Sighting> {
        self.saver.take_displaced()
    }

    /// The version that stands in the file now, if it is another than the one that is known.
    pub fn look(&self) -> Result<Option<Sighted>, OpenError> {
        self.saver.look()
    }

    /// The file holds another version now, which a deed has joined with what was done here: saves go over it from now on.
    pub fn adopt(&mut self, sighting: Sighting, deed: Option<Deed>) {
        let hash = sighting.hash();
        self.saver.adopt(sighting);
        self.chronicle.adopt(&hash, deed);
    }

    /// The same where the file holds everything that was done here.
    pub fn adopt_whole(&mut self, sighting: Sighting, deed: Option<Deed>) -> Result<(), NotKept> {
        let hash = sighting.hash();
        self.saver.adopt(sighting);
        self.chronicle.adopt_whole(&hash, deed)
    }

    /// Begins anew from another version of the file; what was noted here goes, because it is done again on that one.
    #[must_use]
    pub fn start_over(self, sighting: Sighting) -> Self {
        let Self { mut saver, chronicle, told } = self;
        let fresh = Chronicle::new(chronicle.safe().cloned(), &sighting.hash());
        chronicle.abandon();
        saver.adopt(sighting);
        Self { saver, chronicle: fresh, told }
    }

    /// The network as the file holds it.
    pub fn saved(&self) -> &Network {
        self.saver.saved()
    }

    /// Both parts, for a thread each.
    pub fn parts(self) -> (Saver, Chronicle) {
        (self.saver, self.chronicle)
    }
}

/// How many steps wait in journals of a map whose file holds this network, and are not in the file.
pub fn waiting_for(map: &Path, network: &Network) -> usize {
    let safe = Safe::of(&network.about.uid, map);
    let bytes = map_file::read_again(map);
    safe.zip(bytes).map_or(0, |(safe, bytes)| safe.waiting(network, &in_digits(&map_file::fingerprint(&bytes))))
}
