//! The half of the keeper that keeps what is done: in memory, and in a journal that is synced before anything counts as kept.

use std::path::PathBuf;

use ecow::EcoString;

use super::{NotKept, saver::Saving};
use crate::{
    model::{Deed, Step},
    store::{
        journal::{Entry, Journal},
        safe::Safe,
    },
};

/// What was done to a map since its file was written, and the journal it stands in.
///
/// Invariant: `started <= synced <= entries.len()`; what stands before `started` is in the version the journal starts from.
#[derive(Debug)]
pub struct Chronicle {
    /// None if the map's uid or the user's folders allow none; then nothing is kept but by saving.
    safe: Option<Safe>,
    /// The version that the journal starts from.
    base: EcoString,
    journal: Option<Journal>,
    /// What was done since the file was written, in order.
    entries: Vec<Entry>,
    /// How many of the entries are in the journal, synced.
    synced: usize,
    /// How many entries there were before the first of them.
    before: usize,
}

/// A place among everything that was done: after the last entry of that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(usize);

impl Chronicle {
    /// Begins with nothing done; the file holds the version of this hash.
    pub(super) fn new(safe: Option<Safe>, hash: &str) -> Self {
        Self { safe, base: hash.into(), journal: None, entries: Vec::new(), synced: 0, before: 0 }
    }

    pub fn safe(&self) -> Option<&Safe> {
        self.safe.as_ref()
    }

    /// What was done to the network; kept after the next [`sync`](Self::sync).
    pub fn note(&mut self, deed: Deed) {
        self.entries.push(Entry::Deed(deed));
    }

    /// The present place: what a save that begins now will hold.
    pub fn place(&self) -> Place {
        Place(self.before + self.entries.len())
    }

    /// The steps since the file was written.
    pub fn steps(&self) -> Vec<Step> {
        let step = |entry: &Entry| match entry {
            Entry::Deed(deed) => Some(deed.step().clone()),
            Entry::Saving { .. } | Entry::Saved { .. } | Entry::Joined { .. } => None,
        };
        self.entries.iter().filter_map(step).collect()
    }

    /// Keeps everything noted so far. When it answers, a crash or a power cut loses none of it.
    ///
    /// After an error the journal's file is not used any more: everything is written to a new one, now or at the next call.
    pub fn sync(&mut self) -> Result<(), NotKept> {
        if self.synced == self.entries.len() {
            return Ok(());
        }
        let safe = self.safe.as_ref().ok_or(NotKept::NoPlace)?;
        if let Some(journal) = &mut self.journal {
            let waiting = self.entries.get(self.synced..).unwrap_or_default();
            if journal.append(waiting).is_ok() {
                self.synced = self.entries.len();
                return Ok(());
            }
        }
        let broken: Option<PathBuf> = self.journal.take().map(|journal| journal.path().to_owned());
        self.synced = 0;
        let mut journal = safe.begin(&self.base)?;
        if let Err(error) = journal.append(&self.entries) {
            journal.remove();
            return Err(error.into());
        }
        self.journal = Some(journal);
        self.synced = self.entries.len();
        if let Some(broken) = broken {
            // What stays is found to be in the file or in the other journal next time.
            let _moved = safe.discard(&broken);
        }
        Ok(())
    }

    /// A save is about to put everything up to this place in the file.
    pub fn saving(&mut self, saving: Saving, _place: Place) -> Result<(), NotKept> {
        self.entries.push(Entry::Saving { hash: saving.hash, manner: saving.manner });
        self.sync()
    }

    /// The file holds everything up to this place and has the bytes of this hash. The journal says so and becomes history;
    /// what fails here is found out at the next start.
    pub fn saved(&mut self, hash: &str, _place: Place) {
        if hash != self.base {
            self.entries.push(Entry::Saved { hash: hash.into() });
        }
        let _said = self.sync();
        if let (Some(safe), Some(journal)) = (&self.safe, self.journal.take()) {
            // Steps that lead where they began were taken back again.
            let _filed = if hash == self.base { safe.discard(journal.path()) } else { safe.file_journal(journal.path(), hash) };
        }
        self.base = hash.into();
        self.before += self.entries.len();
        self.entries.clear();
        self.synced = 0;
    }

    /// The file holds the version of this hash now, by somebody else's hand, and a deed has joined it with what was done here.
    ///
    /// A journal that has begun goes on from where it began, and says from which version on the file is to be compared.
    pub fn adopt(&mut self, hash: &str, deed: Option<Deed>) {
        let has_begun = !self.entries.is_empty() || deed.is_some();
        self.entries.extend(deed.map(Entry::Deed));
        if has_begun {
            self.entries.push(Entry::Joined { hash: hash.into() });
        } else {
            self.base = hash.into();
        }
    }

    /// The same where the file holds everything that was done here: the journal becomes history, so that undo leads back over
    /// this version too.
    pub fn adopt_whole(&mut self, hash: &str, deed: Option<Deed>) {
        let is_known = self.entries.is_empty() && self.safe.as_ref().is_some_and(|safe| safe.knows_the_way_to(hash));
        if is_known {
            self.base = hash.into();
            return;
        }
        self.entries.extend(deed.map(Entry::Deed));
        self.saved(hash, self.place());
    }

    /// Ends the work on a map whose every step is in another file.
    pub fn abandon(mut self) {
        if let (Some(safe), Some(journal)) = (&self.safe, self.journal.take()) {
            let _moved = safe.discard(journal.path());
        }
    }
}
