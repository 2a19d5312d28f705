//! The half of the keeper that keeps what is done: in memory, and in a journal that is synced before anything counts as kept.

use std::{collections::BTreeSet, path::PathBuf};

use ecow::EcoString;

use super::{NotKept, saver::Saving};
use crate::{
    model::{Deed, Network, Step},
    store::{
        journal::{Entry, Journal},
        safe::{Safe, beginning, discard, name_in_folder},
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
    /// The version of the file that the first entry follows; of a map that has no file, the one it began with.
    file: EcoString,
    /// The bytes of that beginning, until a journal starts from them.
    beginning: Option<Vec<u8>>,
    journal: Option<Journal>,
    /// A journal that failed; the next one holds what stands in it.
    broken: Option<PathBuf>,
    /// What was done since the file was written, in order: everything a journal says but marks.
    entries: Vec<Entry>,
    /// How many of the entries stand before the journal.
    started: usize,
    /// How many of the entries are in the journal, synced.
    synced: usize,
    /// The marks of the journal, and how many of them are in it, synced.
    marks: Vec<Entry>,
    marked: usize,
    /// How many entries there were before the first of them.
    before: usize,
    /// Journals of other sessions whose steps were done again here.
    taken: Vec<PathBuf>,
}

/// A place among everything that was done: after the last entry of that moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(usize);

impl Chronicle {
    /// Begins with nothing done; the file holds the version of this hash.
    pub fn new(safe: Option<Safe>, hash: &str) -> Self {
        Self {
            safe,
            base: hash.into(),
            file: hash.into(),
            beginning: None,
            journal: None,
            broken: None,
            entries: Vec::new(),
            started: 0,
            synced: 0,
            marks: Vec::new(),
            marked: 0,
            before: 0,
            taken: Vec::new(),
        }
    }

    /// Begins with nothing done to a map that has no file yet. Nothing is written before something is done.
    pub fn without_file(network: &Network, safe: Option<Safe>) -> Self {
        match beginning(network) {
            Some((bytes, hash)) => Self { beginning: Some(bytes), ..Self::new(safe, &hash) },
            None => Self::new(None, ""),
        }
    }

    pub fn safe(&self) -> Option<&Safe> {
        self.safe.as_ref()
    }

    /// What was done to the network; kept after the next [`sync`](Self::sync).
    pub fn note(&mut self, deed: Deed) {
        self.entries.push(Entry::Deed(deed));
    }

    /// What is left in these journals of other sessions was done again: once this is synced they are not offered any more, and
    /// they go with the next save.
    pub fn took_in(&mut self, journals: Vec<PathBuf>) {
        if !journals.is_empty() {
            self.entries.push(holds(&journals));
            self.taken.extend(journals);
        }
    }

    /// The present place: what a save that begins now will hold.
    pub fn place(&self) -> Place {
        Place(self.before + self.entries.len())
    }

    /// The steps since the file was written.
    pub fn steps(&self) -> Vec<Step> {
        self.entries.iter().filter_map(Entry::deed).map(|deed| deed.step().clone()).collect()
    }

    /// Whether everything noted so far is kept.
    pub fn is_synced(&self) -> bool {
        self.synced == self.entries.len()
    }

    /// Whether the journal is so long that another one is to begin, from a version that is kept first.
    pub fn is_full(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::is_full)
    }

    /// Keeps everything noted so far. When it answers, a crash or a power cut loses none of it.
    ///
    /// After an error the journal's file is not used any more: everything is written to a new one, now or at the next call.
    pub fn sync(&mut self) -> Result<(), NotKept> {
        if (self.synced, self.marked) == (self.entries.len(), self.marks.len()) {
            return Ok(());
        }
        if let Some(journal) = &mut self.journal {
            let entries = self.entries.get(self.synced..).unwrap_or_default();
            let marks = self.marks.get(self.marked..).unwrap_or_default();
            if journal.append(&[entries, marks].concat()).is_ok() {
                (self.synced, self.marked) = (self.entries.len(), self.marks.len());
                return Ok(());
            }
        }
        self.broken = self.journal.take().map(|journal| journal.path().to_owned()).or(self.broken.take());
        (self.synced, self.marked) = (self.started, 0);
        let held: Vec<Entry> = self.broken.iter().map(|broken| holds(std::slice::from_ref(broken))).collect();
        let entries = self.entries.get(self.started..).unwrap_or_default();
        let journal = self.begin((&self.base, &self.file), &[entries, &self.marks, &held].concat())?;
        self.journal = Some(journal);
        (self.synced, self.marked) = (self.entries.len(), self.marks.len());
        if let Some(broken) = self.broken.take() {
            // What stays is known by its name to stand in the other journal.
            let _moved = discard(&broken);
        }
        Ok(())
    }

    /// A new journal with these entries, synced.
    fn begin(&self, (base, file): (&str, &str), entries: &[Entry]) -> Result<Journal, NotKept> {
        let safe = self.safe.as_ref().ok_or(NotKept::NoPlace)?;
        if let Some(bytes) = &self.beginning {
            safe.keep_version(bytes)?;
        }
        let mut journal = safe.begin(base, file)?;
        if let Err(error) = journal.append(entries) {
            journal.remove();
            return Err(error.into());
        }
        Ok(journal)
    }

    /// A save is about to put everything up to this place in the file.
    pub fn saving(&mut self, saving: Saving, place: Place) -> Result<(), NotKept> {
        let through = self.through(place);
        self.marks.push(Entry::Saving { hash: saving.hash, manner: saving.manner, through });
        self.sync()
    }

    /// The file holds everything up to this place and has the bytes of this hash: the journal says so and becomes history, and
    /// what was done since goes on in another.
    pub fn saved(&mut self, hash: &str, place: Place) {
        // Steps that lead where they began were taken back again, and are no history.
        let leads_back = hash == self.base;
        if !leads_back && self.journal.is_some() {
            let through = self.through(place);
            self.marks.push(Entry::Saved { hash: hash.into(), through });
            // Unsaid, it is found out from the file at the next start.
            let _said = self.sync();
        }
        let at = self.index(place);
        let rest = self.entries.get(at..).unwrap_or_default();
        let path = self.path();
        let next = match (rest, &path) {
            ([], _) => None,
            (rest, None) => self.begin((hash, hash), rest).ok(),
            (rest, Some(path)) => match self.begin((hash, hash), &[rest, &[holds(std::slice::from_ref(path))]].concat()) {
                Ok(next) => Some(next),
                // The present journal says what was saved, and goes on.
                Err(_not_kept) => return,
            },
        };
        let held: BTreeSet<EcoString> = self.entries.drain(..at).flat_map(|entry| entry.held().to_vec()).collect();
        let (done, waiting) = self.taken.drain(..).partition(|path| held.contains(&name_in_folder(path)));
        self.taken = waiting;
        for journal in done {
            // What stays is found to be in the file next time.
            let _moved = discard(&journal);
        }
        if let (Some(path), Some(safe)) = (path, &self.safe) {
            let _put_away = if leads_back { discard(&path) } else { safe.file_journal(&path, hash) };
        }
        let synced = if next.is_some() { self.entries.len() } else { 0 };
        self.restart(next, (hash, hash));
        (self.before, self.started, self.synced) = (self.before + at, 0, synced);
    }

    /// What was done up to this place is the version of this hash, which the safe keeps and the file does not hold: another
    /// journal starts from it. What fails here leaves the present one in use.
    pub fn turned(&mut self, hash: &str, place: Place) -> Result<(), NotKept> {
        let (at, through) = (self.index(place), self.through(place));
        self.marks.push(Entry::Version { hash: hash.into(), through });
        self.sync()?;
        let (Some(safe), Some(path)) = (self.safe.clone(), self.path()) else { return Err(NotKept::NoPlace) };
        let rest = self.entries.get(at..).unwrap_or_default();
        // What the file held last, as far as this is known here.
        let joined = self.entries.iter().take(at).filter_map(Entry::joined).next_back();
        let file = joined.unwrap_or(&self.file).clone();
        let next = self.begin((hash, &file), &[rest, &[holds(std::slice::from_ref(&path))]].concat())?;
        self.restart(Some(next), (hash, &file));
        (self.started, self.synced) = (at, self.entries.len());
        // What is not filed now is known by its name, and filed at the next start.
        let _filed = safe.file_journal(&path, hash);
        Ok(())
    }

    /// Goes on in another journal, or in one that begins with the next entry.
    fn restart(&mut self, journal: Option<Journal>, (base, file): (&str, &str)) {
        (self.journal, self.base, self.file) = (journal, base.into(), file.into());
        (self.beginning, self.broken) = (None, None);
        self.marks.clear();
        self.marked = 0;
    }

    fn path(&self) -> Option<PathBuf> {
        self.journal.as_ref().map(|journal| journal.path().to_owned())
    }

    /// The first entry after a place.
    fn index(&self, place: Place) -> usize {
        place.0.saturating_sub(self.before).min(self.entries.len())
    }

    /// How many deeds of the journal a place takes in.
    fn through(&self, place: Place) -> u32 {
        let entries = self.entries.get(self.started..self.index(place)).unwrap_or_default();
        entries.iter().filter(|entry| entry.deed().is_some()).count() as u32
    }

    /// The file holds the version of this hash now, by somebody else's hand, and a deed has joined it with what was done here.
    /// A journal that has begun goes on from where it began.
    pub fn adopt(&mut self, hash: &str, deed: Option<Deed>) {
        if self.entries.is_empty() && deed.is_none() {
            (self.base, self.file) = (hash.into(), hash.into());
            return;
        }
        self.entries.extend(deed.map(Entry::Deed));
        self.entries.push(Entry::Joined { hash: hash.into() });
    }

    /// The same where the file holds everything that was done here: the journal becomes history, so that undo leads back over
    /// this version too, unless this computer knows already what led to it.
    pub fn adopt_whole(&mut self, hash: &str, deed: Option<Deed>) -> Result<(), NotKept> {
        let is_known = self.safe.as_ref().is_some_and(|safe| safe.knows_the_way_to(hash));
        if self.entries.is_empty() && (is_known || deed.is_none()) {
            (self.base, self.file) = (hash.into(), hash.into());
            return Ok(());
        }
        self.entries.extend(deed.map(Entry::Deed));
        let synced = self.sync();
        self.saved(hash, self.place());
        synced
    }

    /// Goes on in another safe, because the present one takes nothing: everything since the file was written is written there,
    /// and what that starts from as far as it can be read.
    pub fn move_to(&mut self, safe: Safe) -> Result<(), NotKept> {
        let before = self.safe.replace(safe);
        self.broken = self.journal.take().map(|journal| journal.path().to_owned()).or(self.broken.take());
        (self.synced, self.marked) = (self.started, 0);
        let moved = self.copy_versions(before.as_ref()).and_then(|()| self.sync());
        if moved.is_err() {
            self.safe = before;
        }
        moved
    }

    fn copy_versions(&self, from: Option<&Safe>) -> Result<(), NotKept> {
        let (Some(from), Some(to)) = (from, &self.safe) else { return Ok(()) };
        for bytes in [&self.file, &self.base].into_iter().filter_map(|hash| from.bytes_of(hash)) {
            to.keep_version(&bytes)?;
        }
        Ok(())
    }

    /// Ends the work whose every step is done again elsewhere.
    pub fn abandon(self) {
        if let Some(journal) = self.journal {
            let _moved = discard(journal.path());
        }
    }

    /// The map has a file for the first time, or another one: everything up to this place is in it under this hash, and the rest
    /// goes on in the safe of that file.
    pub fn settle_in(&mut self, safe: Option<Safe>, hash: &str, place: Place) {
        self.safe = safe;
        self.saved(hash, place);
    }
}

/// The entry that says of journals that their work stands here too.
fn holds(journals: &[PathBuf]) -> Entry {
    Entry::Holds { journals: journals.iter().map(|journal| name_in_folder(journal)).collect() }
}
