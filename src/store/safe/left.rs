//! What other sessions left: journals of programs that ended before their steps were saved.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use ecow::EcoString;

use super::{Safe, discard, history::JOURNAL_LIMIT_BYTES, missing::Missing, names_in, number_of, read_own};
use crate::{
    model::{Network, Step},
    store::{
        journal::{self, Ending, Entry, Header, Reading, Unreadable, is_held},
        shown::shown,
    },
};

/// The steps of one session that are not in the map's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// The journal they stand in, and older ones whose work stands in it too.
    pub journals: Vec<PathBuf>,
    pub header: Header,
    /// The steps that are missing, the oldest first; none of them stands in the file.
    pub steps: Vec<Step>,
    /// The network they were done to; none if that version is not kept any more.
    pub base: Option<Network>,
    /// What they made of it; none if that cannot be said.
    pub ours: Option<Network>,
    pub ending: Ending,
    /// Where the end of the journal that cannot be read was set aside.
    pub aside: Option<PathBuf>,
}

impl Left {
    /// What is wrong with the end of the journal, as a sentence; empty if nothing is.
    pub fn damage(&self) -> String {
        let place = self.aside.as_ref().map(|path| shown(&path.to_string_lossy()));
        let aside = |what: &str| place.as_ref().map_or_else(String::new, |path| format!(" {what} {path}."));
        let count = self.steps.len();
        match self.ending {
            Ending::Whole => String::new(),
            Ending::Torn { bytes } => {
                let are = if count == 1 { "The step is".to_owned() } else { format!("The {count} steps are") };
                format!("{are} complete. The last record was cut short ({bytes} bytes).{}", aside("It is set aside as"))
            }
            Ending::Damaged { bytes } => {
                let are = if count == 1 { "One step is".to_owned() } else { format!("{count} steps are") };
                format!("{are} sound. After them the journal is damaged ({bytes} bytes).{}", aside("The damaged part is kept as"))
            }
        }
    }
}

/// What is found in the journals of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What sessions left, the oldest first.
    pub left: Vec<Left>,
    /// What somebody should know of files that were left alone, as sentences.
    pub told: Vec<String>,
}

/// A journal as it stands in its folder.
struct Standing<'a> {
    safe: &'a Safe,
    path: PathBuf,
    name: EcoString,
    bytes: Vec<u8>,
    reading: Reading,
    /// Whether its program runs.
    is_held: bool,
}

/// What ended sessions left in these safes that is missing in this network, which is the file's version of this hash.
///
/// A journal whose steps are all in the file is filed away, and what cannot be read is set aside. Nothing else is written.
pub fn left_in(safes: &[Safe], network: &Network, hash: &str) -> Found {
    let mut found = Found::default();
    let journals: Vec<Standing<'_>> = safes.iter().flat_map(|safe| safe.standing(&mut found.told)).collect();
    let held = held_by(&journals);
    for journal in journals.iter().filter(|journal| !journal.is_held) {
        if held.contains(&journal.name) {
            journal.file_if_it_led_on(&journals);
            continue;
        }
        let missing = journal.safe.missing(&journal.reading, network, hash);
        let aside = journal.set_rest_aside(&missing);
        let forerunners = journal.forerunners(&journals);
        if missing.steps.is_empty() {
            found.told.extend(journal.told_of_rest(aside.as_deref()));
            journal.put_away(&forerunners, hash, &missing);
        } else {
            found.left.push(journal.left(forerunners, missing, aside));
        }
    }
    found
}

/// The names of journals whose work stands in another one too.
fn held_by(journals: &[Standing<'_>]) -> BTreeSet<EcoString> {
    let held = |journal: &Standing<'_>| journal.reading.held().filter(|name| **name != journal.name).cloned().collect::<Vec<_>>();
    journals.iter().flat_map(held).collect()
}

impl Standing<'_> {
    /// The journals whose work stands in this one too, and in those in turn.
    fn forerunners(&self, journals: &[Standing<'_>]) -> Vec<PathBuf> {
        let mut names: BTreeSet<&EcoString> = self.reading.held().collect();
        let mut paths = Vec::new();
        // A journal holds older ones only, so going from the newest back finds all of them.
        for journal in journals.iter().rev().filter(|journal| journal.name != self.name && !journal.is_held) {
            if names.contains(&journal.name) {
                names.extend(journal.reading.held());
                paths.push(journal.path.clone());
            }
        }
        paths
    }

    fn left(&self, forerunners: Vec<PathBuf>, missing: Missing, aside: Option<PathBuf>) -> Left {
        Left {
            journals: std::iter::once(self.path.clone()).chain(forerunners).collect(),
            header: self.reading.header.clone(),
            steps: missing.steps,
            base: missing.base,
            ours: missing.ours,
            ending: self.reading.ending,
            aside,
        }
    }

    /// A journal whose every step is in the file has done its work, and so have those it holds.
    fn put_away(&self, forerunners: &[PathBuf], hash: &str, missing: &Missing) {
        // What cannot be put away now is looked at again next time.
        for path in forerunners {
            let _moved = discard(path);
        }
        let _filed = if missing.arrived { self.safe.file_journal(&self.path, hash) } else { discard(&self.path) };
    }

    /// A journal that led to where the one that holds it starts belongs to the history; any other waits for that one's save.
    fn file_if_it_led_on(&self, journals: &[Standing<'_>]) {
        let mut holders = journals.iter().filter(|other| other.reading.held().any(|held| *held == self.name));
        let base = holders.find_map(|holder| {
            let base = &holder.reading.header.base;
            (*base != self.reading.header.base && self.reading.mark_of(base).is_some()).then_some(base)
        });
        if let Some(base) = base {
            let _filed = self.safe.file_journal(&self.path, base);
        }
    }

    /// Keeps a copy of what cannot be read; a record cut short only where what stands before it is offered.
    fn set_rest_aside(&self, missing: &Missing) -> Option<PathBuf> {
        let is_worth_it = match self.reading.ending {
            Ending::Whole => false,
            // It was never said to be kept.
            Ending::Torn { .. } => !missing.steps.is_empty(),
            Ending::Damaged { .. } => true,
        };
        let rest = self.bytes.get(self.reading.sound_bytes..).filter(|_| is_worth_it)?;
        self.safe.set_aside(&self.path, rest).ok()
    }

    /// What to say of a damaged journal from which nothing is offered.
    fn told_of_rest(&self, aside: Option<&Path>) -> Option<String> {
        let Ending::Damaged { bytes } = self.reading.ending else { return None };
        let aside = aside.map_or_else(|| "in the journal".into(), |path| format!("as {}", shown(&path.to_string_lossy())));
        Some(format!("A journal of this map is damaged: {bytes} bytes of it cannot be read. They are kept {aside}."))
    }
}

impl Safe {
    /// What ended sessions left in this safe.
    pub fn left(&self, network: &Network, hash: &str) -> Found {
        left_in(std::slice::from_ref(self), network, hash)
    }

    /// How many steps wait in journals, whether their programs run or not.
    pub fn waiting(&self, network: &Network, hash: &str) -> usize {
        let journals = self.standing(&mut Vec::new());
        let held = held_by(&journals);
        let waiting = journals.iter().filter(|journal| !held.contains(&journal.name));
        waiting.map(|journal| self.missing(&journal.reading, network, hash).steps.len()).sum()
    }

    /// The versions that journals speak of.
    pub(super) fn versions_needed(&self) -> BTreeSet<EcoString> {
        let versions = |journal: Standing<'_>| {
            let header = [journal.reading.header.base.clone(), journal.reading.header.file.clone()];
            let marks = journal.reading.entries.iter().filter_map(Entry::mark).map(|mark| mark.hash.into());
            let joined = journal.reading.entries.iter().filter_map(Entry::joined).cloned();
            header.into_iter().chain(marks).chain(joined).collect::<Vec<EcoString>>()
        };
        self.standing(&mut Vec::new()).into_iter().flat_map(versions).collect()
    }

    /// The journals of this map that nobody writes any more.
    pub(super) fn ended(&self) -> Vec<Reading> {
        let journals = self.standing(&mut Vec::new()).into_iter();
        journals.filter(|journal| !journal.is_held).map(|journal| journal.reading).collect()
    }

    /// The journals of this map in the order in which they were begun; `told` takes what is odd about the others.
    fn standing(&self, told: &mut Vec<String>) -> Vec<Standing<'_>> {
        let names = names_in(&self.folder).into_iter().filter(|name| name.ends_with(".journal"));
        let mut journals = Vec::new();
        for name in names {
            match self.read_journal(&name) {
                Ok(Some(journal)) => journals.push(journal),
                Ok(None) => {}
                Err(sentence) => told.push(sentence),
            }
        }
        journals.sort_by(|a, b| {
            let order = |journal: &Standing<'_>| (number_of(&journal.name), journal.reading.header.start);
            order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name))
        });
        journals
    }

    /// A journal of this map; nothing if it keeps nothing, a sentence if it is left alone.
    fn read_journal(&self, name: &str) -> Result<Option<Standing<'_>>, String> {
        let path = self.folder.join(name);
        let said = || shown(&path.to_string_lossy());
        if fs::symlink_metadata(&path).is_ok_and(|about| about.is_symlink()) {
            return Err(format!("The journal {} is a link, not a file. It was not opened or written. A new journal is used.", said()));
        }
        // A pipe or a device is no journal, and a larger file than any of ours is none either.
        let Some(bytes) = read_own(&path, JOURNAL_LIMIT_BYTES) else { return Ok(None) };
        let is_held = is_held(&path);
        match journal::read(&bytes) {
            Ok(reading) if reading.header.map != self.uid => {
                Err(format!("The journal {} belongs to another map (its uid differs). It was left alone.", said()))
            }
            Ok(reading) => Ok(Some(Standing { safe: self, path, name: name.into(), bytes, reading, is_held })),
            Err(Unreadable::Newer) => {
                Err(format!("The journal {} was written by a newer permea. It was left alone; update, and open the map again.", said()))
            }
            // The program stopped while it wrote the first line, which is synced before any step.
            Err(Unreadable::NoHeader) if is_held || !bytes.contains(&b'\n') => Ok(None),
            Err(Unreadable::NoHeader) => {
                Err(format!("The journal {} is damaged at its beginning, so nothing in it can be read. It was left alone.", said()))
            }
        }
    }
}
