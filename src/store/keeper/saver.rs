//! The half of the keeper that puts the map in its file: it knows what the file holds and keeps the versions of it.

use std::{collections::BTreeSet, fs, path::PathBuf};

use ecow::EcoString;
use jiff::Timestamp;

use super::NotKept;
use crate::{
    model::{Network, Step},
    store::{
        fault::OpenError,
        format::{self, Guard},
        journal::Manner,
        map_file::{MapFile, Opened, fingerprint, in_digits, read_again},
        outside::Sighting,
        safe::Safe,
        save::{Displaced, Placed, Promise, SaveError, Saved, Told, must_make_sense},
        shown::shown,
    },
};

/// The file of an open map, and what it is known to hold.
#[derive(Debug)]
pub struct Saver {
    file: MapFile,
    /// The network as the file holds it.
    saved: Network,
    /// None if the map's uid or the user's folders allow none; then no versions are kept.
    safe: Option<Safe>,
    /// What somebody saved in the same moment as we did, until it is taken in.
    displaced: Option<Sighting>,
    /// The files beside the map that hold such versions until both are joined and saved.
    aside: Vec<PathBuf>,
    /// What was said of saves already.
    said: BTreeSet<Told>,
}

/// A version that somebody else put in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighted {
    pub sighting: Sighting,
    /// Since when this computer has known it, if it is older than the one the file held before.
    pub older_from: Option<Timestamp>,
}

/// Whether bytes are another version of this map, so that both can be joined.
fn is_version_of(network: &Network, bytes: &[u8]) -> bool {
    format::read(bytes).is_ok_and(|theirs| theirs.network.about.uid == network.about.uid)
}

/// What a save is about to do, for the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// The SHA-256 of the bytes that the file will have, in hexadecimal.
    pub hash: EcoString,
    pub manner: Manner,
}

/// What a save did, and the bytes the file has now by their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub saved: Saved,
    pub hash: EcoString,
    /// What somebody should know of it, as sentences; each is said once.
    pub told: Vec<String>,
}

impl Saver {
    pub fn new(opened: Opened, safe: Option<Safe>) -> Self {
        Self { file: opened.file, saved: opened.network, safe, displaced: None, aside: Vec::new(), said: BTreeSet::new() }
    }

    pub fn file(&self) -> &MapFile {
        &self.file
    }

    /// The network as the file holds it.
    pub fn saved(&self) -> &Network {
        &self.saved
    }

    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub fn hash(&self) -> EcoString {
        in_digits(&self.file.digest)
    }

    /// Saves the network over the map's file. The version it replaces is kept before, and `say` is told what is about to happen,
    /// so that a journal can say it; a save in place is not done without both.
    pub fn save(
        &mut self,
        (network, guard): (&Network, Guard),
        steps: &[Step],
        say: &mut dyn FnMut(Saving) -> Result<(), NotKept>,
    ) -> Result<Written, SaveError> {
        let file = shown(&self.file.path.to_string_lossy());
        must_make_sense(&self.saved, network, steps.iter(), &file)?;
        let Some(ready) = self.file.ready(network, guard)? else {
            return Ok(Written { saved: Saved::Unchanged, hash: self.hash(), told: Vec::new() });
        };
        let hash = in_digits(&fingerprint(ready.text.as_bytes()));
        let manner = ready.manner();
        let old = ready.old.as_ref().map_or(Ok(()), |old| self.keep_version(old));
        let kept = old.and_then(|()| say(Saving { hash: hash.clone(), manner }));
        if let (Manner::InPlace, Err(error)) = (manner, kept) {
            return Err(SaveError::NoCopy { file, why: error.to_string() });
        }
        let (text, told) = (ready.text.clone(), ready.told());
        let Placed { promise, displaced } = self.file.publish(ready, &|bytes| is_version_of(network, bytes))?;
        self.saved = network.clone();
        self.set_aside(displaced);
        // A version that is not kept now is kept when it is replaced.
        let _kept = self.keep_version(text.as_bytes());
        let told = told.into_iter().chain((promise == Promise::NotGiven).then_some(Told::NotPromised));
        let new: Vec<Told> = told.filter(|told| self.said.insert(*told)).collect();
        let name = self.file.name();
        Ok(Written { saved: Saved::Written, hash, told: new.into_iter().map(|told| told.sentence(&name)).collect() })
    }

    /// Lets go of versions and journals of the past that are more than is kept.
    pub fn tidy(&self) {
        if let Some(safe) = &self.safe {
            safe.tidy_history();
            safe.tidy_versions();
        }
    }

    /// Keeps the version that the file holds.
    pub fn keep_present(&self) {
        // One that is not kept now is kept when it is replaced.
        let _kept = read_again(&self.file.path).map(|bytes| self.keep_version(&bytes));
    }

    /// Versions are kept in another safe from now on.
    pub fn move_to(&mut self, safe: Safe) {
        self.safe = Some(safe);
    }

    /// What was displaced before is in what was saved now; what this save displaced stays beside the map until the next.
    fn set_aside(&mut self, displaced: Option<Displaced>) {
        for path in self.aside.drain(..) {
            // What stays is offered as a copy, and found to hold nothing new.
            let _removed = fs::remove_file(path);
        }
        if let Some(Displaced { bytes, path }) = displaced {
            let _kept = self.keep_version(&bytes);
            self.aside.push(path);
            self.displaced = Sighting::of_bytes(&self.file.path, bytes).ok();
        }
    }

    /// What somebody saved in the same moment as the last save, once.
    pub fn take_displaced(&mut self) -> Option<Sighting> {
        self.displaced.take()
    }

    /// The version that stands in the file now, if it is another than the one that is known; it is kept.
    pub fn look(&self) -> Result<Option<Sighted>, OpenError> {
        Sighting::of(&self.file.path).map(|sighting| self.sighted(sighting))
    }

    /// The version that was sighted, if it is another than the one that is known; it is kept.
    pub fn sighted(&self, sighting: Sighting) -> Option<Sighted> {
        let hash = sighting.hash();
        if hash == self.hash() || sighting.opened.file.path != self.file.path {
            return None;
        }
        let older_from = self.safe.as_ref().and_then(|safe| safe.older(&hash, &self.hash()));
        // A version that is not kept now is kept when it is replaced.
        let _kept = self.keep_version(&sighting.bytes);
        Some(Sighted { sighting, older_from })
    }

    /// The file holds another version now, and the open map has taken it in.
    pub fn adopt(&mut self, sighting: Sighting) {
        (self.file, self.saved) = (sighting.opened.file, sighting.opened.network);
    }

    fn keep_version(&self, bytes: &[u8]) -> Result<(), NotKept> {
        Ok(self.safe.as_ref().ok_or(NotKept::NoPlace)?.keep_version(bytes)?)
    }
}
