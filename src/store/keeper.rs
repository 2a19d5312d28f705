//! The keeper of an open map: its file, the journal of what was done since, and the safe that keeps both from being lost.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    chance::new_guard,
    disk::in_words,
    fault::OpenError,
    format::{Guard, Note},
    journal::{Entry, Journal, Manner},
    map_file::{self, MapFile, Opened, in_digits},
    safe::{Left, Safe, names_in, remove_older},
    save::{SaveError, Saved, folder_of, must_make_sense},
    shown::shown,
};
use crate::model::{Deed, Network, Past};

/// Keeps what is done to a map: first in the journal, then in the file.
#[derive(Debug)]
pub struct Keeper {
    file: MapFile,
    /// The network as the file holds it.
    saved: Network,
    /// None if the map's uid or the user's folders allow none; then nothing is kept but by saving.
    safe: Option<Safe>,
    journal: Option<Journal>,
    /// What was done since the file was written, in order.
    entries: Vec<Entry>,
    /// How many of the entries are in the journal, synced.
    synced: usize,
}

/// Why a step is not kept. It is still in memory.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    #[error("this computer has no place for it")]
    NoPlace,
    #[error("{}", in_words(_0))]
    Disk(#[from] io::Error),
}

/// A map that was opened for work: what it holds, what was done before, and what other sessions left.
#[derive(Debug)]
pub struct Kept {
    pub network: Network,
    pub keeper: Keeper,
    pub past: Past,
    pub left: Vec<Left>,
}

impl Keeper {
    /// Keeps a map in the user's state folder from now on.
    pub fn of(opened: Opened) -> Self {
        let safe = Safe::of(&opened.network.about.uid, &opened.file.path);
        Self::with(opened, safe)
    }

    /// Keeps a map in this safe from now on.
    pub fn with(opened: Opened, safe: Option<Safe>) -> Self {
        Self { file: opened.file, saved: opened.network, safe, journal: None, entries: Vec::new(), synced: 0 }
    }

    /// Opens a map for work: keeps this version of it, and looks for what was done before.
    pub fn open(path: &Path) -> Result<Kept, OpenError> {
        let opened = map_file::open(path).or_else(|error| put_together(path, &Safe::of_place(path), error))?;
        sweep(path);
        let (network, hash) = (opened.network.clone(), in_digits(&opened.file.digest));
        let keeper = Self::of(opened);
        let Some(safe) = &keeper.safe else { return Ok(Kept { network, keeper, past: Past::default(), left: Vec::new() }) };
        // What cannot be kept now is kept before the first save, which says so if it cannot.
        let _kept = map_file::read_again(path).map(|bytes| safe.keep_version(&bytes));
        safe.tidy_trash();
        let left = safe.left(&network, &hash);
        let past = safe.past(&hash);
        Ok(Kept { network, keeper, past, left })
    }

    pub fn file(&self) -> &MapFile {
        &self.file
    }

    pub fn safe(&self) -> Option<&Safe> {
        self.safe.as_ref()
    }

    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub fn hash(&self) -> String {
        in_digits(&self.file.digest).into()
    }

    /// What was done on this computer before the version the file holds.
    pub fn past(&self) -> Past {
        self.safe.as_ref().map(|safe| safe.past(&self.hash())).unwrap_or_default()
    }

    /// How many steps wait in journals of other sessions and are not in the file.
    pub fn waiting(&self) -> usize {
        self.safe.as_ref().map_or(0, |safe| safe.waiting(&self.saved, &self.hash()))
    }

    /// What was done to the network; kept after the next [`sync`](Self::sync).
    pub fn note(&mut self, deed: Deed) {
        self.entries.push(Entry::Deed(deed));
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
        let mut journal = safe.begin(&in_digits(&self.file.digest))?;
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

    /// Saves the network over the map's file: it and the way to it are on the disk before the file is touched.
    pub fn save(&mut self, network: &Network, guard: Guard) -> Result<Saved, SaveError> {
        let steps = self.entries.iter().filter_map(|entry| match entry {
            Entry::Deed(deed) => Some(deed.step()),
            Entry::Saving { .. } | Entry::Saved { .. } => None,
        });
        let file = shown(&self.file.path.to_string_lossy());
        must_make_sense(&self.saved, network, steps, &file)?;
        let Some(ready) = self.file.ready(network, guard)? else {
            self.let_go_of_journal();
            return Ok(Saved::Unchanged);
        };
        let hash = in_digits(&map_file::fingerprint(ready.text.as_bytes()));
        let manner = ready.manner();
        let kept = self.keep_before(&ready.old, Entry::Saving { hash: hash.clone(), manner });
        if let (Manner::InPlace, Err(error)) = (manner, kept) {
            return Err(SaveError::NoCopy { file, why: error.to_string() });
        }
        let text = ready.text.clone();
        self.file.publish(ready)?;
        self.saved = network.clone();
        self.entries.push(Entry::Saved { hash: hash.clone() });
        self.close_journal(&hash, text.as_bytes());
        Ok(Saved::Written)
    }

    /// Ends the work on a map whose every step is in another file.
    pub fn abandon(mut self) {
        self.let_go_of_journal();
    }

    /// The version that is about to be replaced, and the journal with what is about to happen.
    fn keep_before(&mut self, old: &[u8], saving: Entry) -> Result<(), NotKept> {
        self.safe.as_ref().ok_or(NotKept::NoPlace)?.keep_version(old)?;
        self.entries.push(saving);
        self.sync()
    }

    /// The file holds everything. The journal says so and becomes history; what fails here is found out at the next start.
    fn close_journal(&mut self, hash: &str, text: &[u8]) {
        let _said = self.sync();
        if let (Some(safe), Some(journal)) = (&self.safe, self.journal.take()) {
            let _filed = safe.file_journal(journal.path(), hash);
            let _kept = safe.keep_version(text);
            safe.tidy_history();
            safe.tidy_versions();
        }
        self.entries.clear();
        self.synced = 0;
    }

    /// The file holds the network already: what was done has been taken back again.
    fn let_go_of_journal(&mut self) {
        if let (Some(safe), Some(journal)) = (&self.safe, self.journal.take()) {
            let _moved = safe.discard(journal.path());
        }
        self.entries.clear();
        self.synced = 0;
    }
}

/// Opens a file that a save in place left torn, put together again; any other file is left as it is.
pub fn put_together(path: &Path, safes: &[Safe], error: OpenError) -> Result<Opened, OpenError> {
    let found = safes.iter().find_map(|safe| Some((safe, safe.torn()?)));
    let Some((safe, network)) = found.filter(|_| !error.faults().is_empty()) else { return Err(error) };
    if bring_back(path, safe, &network).is_err() {
        return Err(error);
    }
    let mut opened = map_file::open(path)?;
    opened.file.notes.push(Note::PutTogether);
    Ok(opened)
}

/// Removes new files of saves that ended before they were published, a day later.
fn sweep(path: &Path) {
    let Ok(real) = std::fs::canonicalize(path) else { return };
    let (folder, prefix) = (folder_of(&real), format!(".{}.", map_file::name_of(&real)));
    for name in names_in(&folder) {
        let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
        if random.is_some_and(|random| random.len() == 10 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            remove_older(&folder.join(&name), Duration::from_hours(24));
        }
    }
}

/// Puts a network in the place of a file that is no whole map, or is not there any more. The file's bytes are kept first.
pub fn bring_back(path: &Path, safe: &Safe, network: &Network) -> Result<(), SaveError> {
    let file = shown(&path.to_string_lossy());
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return MapFile::create(path, network, new_guard()).map(drop),
        Err(source) => return Err(SaveError::Disk { file, source }),
    };
    safe.keep_version(&bytes).map_err(|error| SaveError::NoCopy { file, why: in_words(&error) })?;
    let mut damaged = MapFile { path: path.to_owned(), guard: Guard::default(), digest: map_file::fingerprint(&bytes), notes: Vec::new() };
    damaged.save(network, new_guard()).map(drop)
}
