//! What goes out: everything the program wants done that it cannot do itself. `terminal` performs it, tests fake it.

use std::{path::PathBuf, sync::Arc};

use ecow::EcoString;
use jiff::civil::Date;

use super::{arrival::Copy, importing::ImportWish, metrics::MeasureOrder, sync::Errand};
use crate::{
    framework::Rules,
    map::{Former, Roster},
    model::{Basis, Deed, Network},
};

/// A wish for the world outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read a map; answered by `Opened` or `Failed`.
    Open(Source),
    /// Join both sides of a merge that git left unfinished in this file, and read what they make; answered by `Opened` and
    /// `Told`, or `Failed`.
    Join(PathBuf),
    /// Put the last whole copy of a map in the place of its file, which is none any more; answered like `Open`.
    BringBack(PathBuf),
    /// Keep what was done in the journal of the open map, synced; answered by `Kept` or `NotKept`.
    Keep(Box<KeepOrder>),
    /// Keep on this computer what is found now in the open map, so that what is cleared is told once; not answered.
    NoteFindings(String),
    /// What these journals of other sessions hold was done again, as the orders before say; they go with the next save.
    TookIn(Vec<PathBuf>),
    /// Put these journals away, whose steps are not wanted.
    Retire(Vec<PathBuf>),
    /// The map's file holds this version now, which the open map has taken in: keep the step that joined it, and save over
    /// this version from now on; the step is answered by `Kept` or `NotKept`.
    Adopt(Box<AdoptOrder>),
    /// Move this conflict copy, which the open map has taken in, to the trash of this computer.
    PutAway(Copy),
    /// A map was begun that has no file yet: keep what is done to it.
    Begin(Box<Network>),
    /// List the versions of the map that this computer keeps, and how they differ from this network; answered by `Versions`.
    ListVersions(Box<Network>),
    /// Read the version of this hash; answered by `VersionRead` or `Failed`.
    ReadVersion(EcoString),
    /// Keep what is done in this folder from now on; answered by `KeptIn` or `Failed`.
    KeepIn(PathBuf),
    /// Write the map, synced; answered by `Saved`, `Failed`, or `Arrived` if somebody else saved meanwhile.
    Save(SaveOrder),
    /// Work out everything derived; answered by `Analysed`. A newer order makes an older one worthless.
    Analyse(Box<AnalysisOrder>),
    /// Measure a network; answered by `Measured`. A newer order makes an older one worthless.
    Measure(Box<MeasureOrder>),
    /// Move the members of the force layout until they have settled; answered by `LaidOut`, several times. A newer order
    /// makes an older one worthless.
    LayOut(Box<LayoutOrder>),
    /// Something about an import; answered by `Import`.
    Import(ImportWish),
    /// Something about sharing the map; answered by `Courier`.
    Errand(Errand),
    /// Keep these for the next start; only a failure is answered.
    Remember(Remembered),
    /// Leave; nothing is lost by it.
    Quit,
}

/// Where a map is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    File(PathBuf),
    /// What was done to the map of this uid, which was never saved under a name.
    Unsaved(EcoString),
    /// The bundled invented network.
    Demo,
}

/// A deed to keep, and its number.
#[derive(Clone, Debug)]
pub struct KeepOrder {
    pub number: u64,
    pub deed: Deed,
    /// The network after it, for a journal that grows long to start anew from.
    pub network: Network,
    /// Journals that other sessions left and whose steps stand in this journal once this deed does: both are kept with one
    /// sync, so that a crash offers no step twice.
    pub took_in: Vec<PathBuf>,
}

/// A version of the map's file that the open map has taken in.
#[derive(Clone, Debug)]
pub struct AdoptOrder {
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: EcoString,
    /// What joined it; none if nothing changed by it, or nothing is kept of this map.
    pub deed: Option<KeepOrder>,
    /// How the open map stands to it.
    pub standing: Standing,
}

/// How the open map stands to its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds just what the file holds.
    AsTheFile,
    /// Something in it is not in the file.
    Unsaved,
}

/// A map to write and where.
#[derive(Clone, Debug)]
pub struct SaveOrder {
    pub path: PathBuf,
    pub network: Network,
    pub place: SavePlace,
}

/// Whether the map goes back where it came from or under a new name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavePlace {
    /// Its own file.
    Own,
    /// A new file; one that is there already is not overwritten.
    New,
}

/// A network to analyse.
#[derive(Clone, Debug)]
pub struct AnalysisOrder {
    pub generation: u64,
    pub network: Network,
    pub day: Date,
    pub rules: Rules,
}

/// A network to lay out by forces.
#[derive(Clone, Debug)]
pub struct LayoutOrder {
    pub generation: u64,
    pub roster: Arc<Roster>,
    /// What it goes on from.
    pub former: Option<Former>,
}

/// What the program remembers from one start to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The name ratings are signed with.
    pub rater: Option<EcoString>,
    /// In which role they rate.
    pub role: Option<EcoString>,
    /// What the last rating rested on.
    pub basis: Option<Basis>,
    /// Maps opened lately, the latest first.
    pub recent: Vec<PathBuf>,
    /// Folders that steps were kept in when their own place took nothing, the latest first.
    pub places: Vec<PathBuf>,
}

impl Remembered {
    /// As many recent maps as the start page has keys for.
    const MOST_RECENT: usize = 9;

    /// Puts a map in front of the recent ones.
    pub(super) fn opened(&mut self, path: PathBuf) {
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(Self::MOST_RECENT);
    }

    /// As many folders as are looked into.
    const MOST_PLACES: usize = 4;

    /// Puts a folder in front of those that are looked into.
    pub(super) fn kept_in(&mut self, folder: PathBuf) {
        self.places.retain(|known| *known != folder);
        self.places.insert(0, folder);
        self.places.truncate(Self::MOST_PLACES);
    }
}
