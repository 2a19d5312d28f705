//! The half of the keeper that puts the map in its file: it knows what the file holds and keeps the versions of it.

use ecow::EcoString;

use super::NotKept;
use crate::{
    model::{Network, Step},
    store::{
        format::Guard,
        journal::Manner,
        map_file::{MapFile, Opened, fingerprint, in_digits, read_again},
        safe::Safe,
        save::{SaveError, Saved, must_make_sense},
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
}

impl Saver {
    pub fn new(opened: Opened, safe: Option<Safe>) -> Self {
        Self { file: opened.file, saved: opened.network, safe }
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
            return Ok(Written { saved: Saved::Unchanged, hash: self.hash() });
        };
        let hash = in_digits(&fingerprint(ready.text.as_bytes()));
        let manner = ready.manner();
        let kept = self.keep_version(&ready.old).and_then(|()| say(Saving { hash: hash.clone(), manner }));
        if let (Manner::InPlace, Err(error)) = (manner, kept) {
            return Err(SaveError::NoCopy { file, why: error.to_string() });
        }
        let text = ready.text.clone();
        self.file.publish(ready)?;
        self.saved = network.clone();
        // A version that is not kept now is kept when it is replaced.
        let _kept = self.keep_version(text.as_bytes());
        Ok(Written { saved: Saved::Written, hash })
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

    /// The file holds other bytes now, which were read whole.
    pub fn adopt(&mut self, opened: Opened) {
        (self.file, self.saved) = (opened.file, opened.network);
    }

    fn keep_version(&self, bytes: &[u8]) -> Result<(), NotKept> {
        Ok(self.safe.as_ref().ok_or(NotKept::NoPlace)?.keep_version(bytes)?)
    }
}
