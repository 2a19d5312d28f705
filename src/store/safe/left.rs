//! What other sessions left: journals of programs that ended before their steps were saved.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use ecow::EcoString;
use jiff::Timestamp;

use super::{Safe, history::JOURNAL_LIMIT_BYTES, names_in, read_own};
use crate::{
    model::{Change, Network, Past, Record, RecordKind, Step},
    store::journal::{self, Ending, Entry, Header, Reading, is_held},
};

/// The steps of one session that are not in the map's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    pub journal: PathBuf,
    pub header: Header,
    /// The steps that are missing, the oldest first; none of them stands in the file.
    pub steps: Vec<Step>,
    pub ending: Ending,
}

impl Left {
    /// When the first and the last of the steps were done, where they say it.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let mut times = self.steps.iter().filter_map(|step| step.at);
        let first = times.next()?;
        Some((first, times.next_back().unwrap_or(first)))
    }
}

impl Safe {
    /// What ended sessions left that is missing in this network, which is the file's version of this hash; the oldest first.
    ///
    /// A journal whose steps are all in the file is filed away. Nothing else is written.
    pub fn left(&self, network: &Network, hash: &str) -> Vec<Left> {
        let mut found = Vec::new();
        for path in self.journals() {
            let Some(reading) = self.read_ended(&path) else { continue };
            let (steps, arrived) = missing(&reading, network, hash);
            // A damaged end may hold steps that cannot be read any more; it stays where it is.
            match (steps.is_empty(), reading.ending) {
                (true, Ending::Damaged { .. }) => {}
                (true, Ending::Whole | Ending::Torn { .. }) => {
                    // What cannot be filed now is looked at again next time.
                    let _filed = if arrived { self.file_journal(&path, hash) } else { self.discard(&path) };
                }
                (false, ending) => found.push(Left { journal: path, header: reading.header, steps, ending }),
            }
        }
        found.sort_by(|a, b| (a.header.start, &a.journal).cmp(&(b.header.start, &b.journal)));
        found
    }

    /// How many steps wait in journals, whether their programs run or not.
    pub fn waiting(&self, network: &Network, hash: &str) -> usize {
        let read = |path: &Path| journal::read(&read_own(path, JOURNAL_LIMIT_BYTES)?).ok();
        self.journals().iter().filter_map(|path| read(path)).map(|reading| missing(&reading, network, hash).0.len()).sum()
    }

    /// The versions that journals start from.
    pub(super) fn bases(&self) -> BTreeSet<EcoString> {
        let read = |path: &PathBuf| journal::read(&read_own(path, JOURNAL_LIMIT_BYTES)?).ok();
        self.journals().iter().filter_map(read).map(|reading| reading.header.base).collect()
    }

    fn journals(&self) -> Vec<PathBuf> {
        let names = names_in(&self.folder).into_iter().filter(|name| name.ends_with(".journal"));
        names.map(|name| self.folder.join(name)).collect()
    }

    /// The journals of this map that nobody writes any more.
    pub(super) fn ended(&self) -> Vec<Reading> {
        self.journals().iter().filter_map(|path| self.read_ended(path)).collect()
    }

    /// A journal of this map that nobody writes any more.
    fn read_ended(&self, path: &Path) -> Option<Reading> {
        let bytes = read_own(path, JOURNAL_LIMIT_BYTES).filter(|_| !is_held(path))?;
        journal::read(&bytes).ok().filter(|reading| reading.header.map == self.uid)
    }
}

/// The steps of a journal that the file does not hold, and whether the file is what the journal led to.
fn missing(reading: &Reading, network: &Network, hash: &str) -> (Vec<Step>, bool) {
    let is_in_the_file = |entry: &Entry| match entry {
        Entry::Saved { .. } => true,
        Entry::Saving { hash: of, .. } => of == hash,
        Entry::Deed(_) | Entry::Joined { .. } => false,
    };
    let from = reading.entries.iter().rposition(is_in_the_file).map_or(0, |at| at + 1);
    let arrived = reading.entries.iter().any(|entry| match entry {
        Entry::Saving { hash: of, .. } | Entry::Saved { hash: of } => of == hash,
        Entry::Deed(_) | Entry::Joined { .. } => false,
    });
    let deeds = reading.entries.iter().skip(from).filter_map(|entry| match entry {
        Entry::Deed(deed) => Some(deed.clone()),
        Entry::Saving { .. } | Entry::Saved { .. } | Entry::Joined { .. } => None,
    });
    let net = Past::net(deeds);
    let ends: BTreeMap<(RecordKind, String), Option<Record>> = net.iter().flat_map(|step| &step.changes).filter_map(end_of).collect();
    let missing = net.iter().filter(|step| !stands(step, &ends, network)).cloned().collect();
    (missing, arrived)
}

/// A record's kind and id, and what a change makes of it.
fn end_of(change: &Change) -> Option<((RecordKind, String), Option<Record>)> {
    let (kind, key) = change.about()?;
    Some(((kind, key.to_owned()), change.after.clone()))
}

/// Whether everything a step did is so in the network, or was overtaken by a later step whose work is.
fn stands(step: &Step, ends: &BTreeMap<(RecordKind, String), Option<Record>>, network: &Network) -> bool {
    step.changes.iter().all(|change| {
        let Some((kind, key)) = change.about() else { return true };
        let held = network.record(kind, key);
        held == change.after || ends.get(&(kind, key.to_owned())) == Some(&held)
    })
}
