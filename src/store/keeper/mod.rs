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
pub use saver::{Saver, Saving, Written};
pub use torn::{bring_back, bring_back_last, put_together};

use super::{
    disk::in_words,
    fault::OpenError,
    format::Guard,
    map_file::{self, MapFile, Opened, in_digits},
    safe::{Found, Safe, left_in},
    save::{SaveError, Saved},
};
use crate::model::{Deed, Network, Past};

/// Keeps what is done to a map: first in the journal, then in the file.
#[derive(Debug)]
pub struct Keeper {
    saver: Saver,
    chronicle: Chronicle,
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
        Self { saver: Saver::new(opened, safe), chronicle }
    }

    /// Opens a map for work: keeps this version of it, and looks for what was done before, also in these places.
    pub fn open(path: &Path, places: &[PathBuf]) -> Result<Kept, OpenError> {
        let opened = map_file::open(path).or_else(|error| put_together(path, &Safe::of_place(path), error))?;
        sweep::sweep(path);
        let (network, hash) = (opened.network.clone(), in_digits(&opened.file.digest));
        let keeper = Self::of(opened);
        let Some(safe) = keeper.safe() else { return Ok(Kept { network, keeper, past: Past::default(), found: Found::default() }) };
        // What cannot be kept now is kept before the first save, which says so if it cannot.
        let _kept = map_file::read_again(path).map(|bytes| safe.keep_version(&bytes));
        safe.tidy_trash();
        let found = left_in(&Safe::all_of(&network.about.uid, path, places), &network, &hash);
        let past = safe.past(&hash);
        Ok(Kept { network, keeper, past, found })
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
        let Self { saver, chronicle } = self;
        let (place, steps) = (chronicle.place(), chronicle.steps());
        let written = saver.save((network, guard), &steps, &mut |saving| chronicle.saving(saving, place))?;
        chronicle.saved(&written.hash, place);
        saver.tidy();
        Ok(written.saved)
    }

    /// The file holds other bytes now, which were read whole: they are what a save compares with and what steps start from.
    ///
    /// Steps that the new bytes hold already stay in the journal and are found to be in the file.
    pub fn adopt(&mut self, opened: Opened) {
        let hash = in_digits(&opened.file.digest);
        self.saver.adopt(opened);
        self.chronicle.adopt(&hash);
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
