//! The history: the journals that led to the versions of a map, and the past that undo and redo see.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Safe, make_private, move_file, names_in, read_own};
use crate::{
    model::{Deed, Past},
    store::{chance::hexadecimal, journal},
};

/// As many steps of the past as are looked for.
const MOST_STEPS: usize = 1000;

/// As many journals of the past as are kept.
const MOST_JOURNALS: usize = 1000;

/// As many bytes of them as are kept; the newest stays, however large it is.
const MOST_BYTES: u64 = 64 << 20;

/// The largest journal that is read.
pub(super) const JOURNAL_LIMIT_BYTES: u64 = 512 << 20;

impl Safe {
    fn history_folder(&self) -> PathBuf {
        self.folder.join("history")
    }

    /// Files a journal under the version it led to.
    pub(in crate::store) fn file_journal(&self, journal: &Path, hash: &str) -> io::Result<()> {
        let folder = self.history_folder();
        make_private(&folder)?;
        move_file(journal, &folder.join(format!("{hash}-{}.journal", hexadecimal(8))))
    }

    /// What was done before the version of this hash, as far as this computer knows.
    ///
    /// Each journal names the version it starts from, so that they are followed back one by one.
    pub fn past(&self, hash: &str) -> Past {
        let (mut journals, mut steps) = (Vec::new(), 0);
        let (mut wanted, mut seen) = (hash.to_owned(), BTreeSet::new());
        while steps < MOST_STEPS && seen.insert(wanted.clone()) {
            let Some((base, deeds)) = self.deeds_to(&wanted) else { break };
            steps += deeds.len();
            journals.push(deeds);
            wanted = base;
        }
        let mut past = Past::of(journals.into_iter().rev().flatten());
        past.done.drain(..past.done.len().saturating_sub(MOST_STEPS));
        past
    }

    /// Whether this computer knows what led to the version of this hash.
    pub(in crate::store) fn knows_the_way_to(&self, hash: &str) -> bool {
        names_in(&self.history_folder()).iter().any(|name| name.starts_with(hash))
    }

    /// What was done from one version to another; none if the way is not known whole.
    pub(super) fn deeds_between(&self, from: &str, to: &str) -> Option<Vec<Deed>> {
        let mut journals = Vec::new();
        let (mut wanted, mut seen) = (to.to_owned(), BTreeSet::new());
        while wanted != from {
            let (base, deeds) = self.deeds_to(&wanted).filter(|_| seen.insert(wanted.clone()))?;
            journals.push(deeds);
            wanted = base;
        }
        Some(journals.into_iter().rev().flatten().collect())
    }

    /// The version from which a journal led to this one, and what it did for that.
    fn deeds_to(&self, hash: &str) -> Option<(String, Vec<Deed>)> {
        let history = self.history_folder();
        let filed = names_in(&history).into_iter().filter(|name| name.starts_with(hash)).map(|name| history.join(name));
        // One that could not be filed yet stands where it was written.
        let standing = names_in(&self.folder).into_iter().filter(|name| name.ends_with(".journal")).map(|name| self.folder.join(name));
        filed.chain(standing).find_map(|path| self.deeds_of(&path, hash))
    }

    /// The version a journal starts from, and what it did up to the version of this hash.
    fn deeds_of(&self, path: &Path, hash: &str) -> Option<(String, Vec<Deed>)> {
        let reading = journal::read(&read_own(path, JOURNAL_LIMIT_BYTES)?).ok()?;
        let mark = reading.mark_of(hash).filter(|_| reading.header.map == self.uid && reading.header.base != hash)?;
        Some((reading.header.base.to_string(), reading.deeds_through(mark.through)))
    }

    /// Lets go of the oldest of what is more than is kept.
    pub(in crate::store) fn tidy_history(&self) {
        let folder = self.history_folder();
        let mut files: Vec<(SystemTime, u64, PathBuf)> = names_in(&folder)
            .into_iter()
            .filter_map(|name| {
                let path = folder.join(name);
                let about = fs::symlink_metadata(&path).ok()?;
                Some((about.modified().ok()?, about.len(), path))
            })
            .collect();
        files.sort_unstable_by(|a, b| b.cmp(a));
        let mut bytes = 0;
        for (place, (_, length, path)) in files.into_iter().enumerate() {
            bytes += length;
            if place >= MOST_JOURNALS || (place > 0 && bytes > MOST_BYTES) {
                // What stays for once is tried again after the next save.
                let _removed = fs::remove_file(path);
            }
        }
    }
}
