//! What comes in: keys, the mouse, the clock, and the answers of work done elsewhere.

use std::{path::PathBuf, sync::Arc, time::Duration};

use jiff::{Timestamp, civil::Date};

use super::{
    arrival::Arrival,
    company::Other,
    file_state::FileState,
    importing::ImportNews,
    key::{Held, Key},
    read_only::{ReadOnly, Unwritable},
    recovery::Left,
    start::Unsaved,
    sync::CourierNews,
    unjoined::Unjoined,
    versions::KeptVersion,
};
use crate::{
    analysis::Analysis,
    graph::Measures,
    map::{Force, Progress},
    model::{HandComment, Network, Past},
};

/// Everything that can happen to the program.
#[derive(Clone, Debug)]
pub enum Event {
    Key(Key),
    Mouse(Mouse),
    Paste(String),
    /// A key so close behind a pasted text that no hand has pressed it: a letter where text is typed, nothing elsewhere.
    PastedKey(Key),
    Resize(Size),
    /// The time has gone on; sent before every key, and while something glides.
    Tick(Moment),
    /// A file was read.
    Opened(Box<Opened>),
    /// Maps were found that were begun and never saved under a name.
    FoundUnsaved(Vec<Unsaved>),
    /// A file is no map any more, and a whole copy of it is kept here; the sentence says what is wrong and from when the copy is.
    Unreadable {
        path: PathBuf,
        sentence: String,
    },
    /// The analysis of this generation is done.
    Analysed {
        generation: u64,
        analysis: Arc<Analysis>,
    },
    /// The measures of the network are worked out.
    Measured {
        generation: u64,
        measures: Arc<Measures>,
    },
    /// The force layout of this generation, as far as it is.
    LaidOut {
        generation: u64,
        force: Arc<Force>,
        progress: Progress,
    },
    /// Everything done up to this number is in the journal, synced.
    Kept {
        through: u64,
    },
    /// What was done up to this number is not in the journal; why, for the middle of a sentence. It is tried again.
    NotKept {
        through: u64,
        why: String,
    },
    /// Another version of the open map was found.
    Arrived(Box<Arrival>),
    /// These have the map open besides; nobody else has.
    Company(Vec<Other>),
    /// The map's file was found to stand so.
    FileIs(FileState),
    /// The versions of the open map that this computer keeps, the newest first.
    Versions(Vec<KeptVersion>),
    /// A version that this computer first had at this time.
    VersionRead {
        at: Timestamp,
        network: Box<Network>,
    },
    /// What is done is kept in this folder from now on.
    KeptIn {
        folder: PathBuf,
    },
    /// A map could not be opened because git left both sides of a merge in its file.
    Unjoined(Box<Unjoined>),
    /// The map is in this file, synced.
    Saved {
        path: PathBuf,
    },
    /// Something asked for was not done; the sentence says what, and what to do next.
    Failed {
        what: Attempt,
        sentence: String,
    },
    /// What the courier brought back.
    Courier(CourierNews),
    /// What came back of an import.
    Import(Box<ImportNews>),
    /// A frame of a flight took so long that members do better to jump.
    Lagged,
    /// A sentence that somebody should read, from outside the program's own course.
    Told(String),
}

/// What was attempted when a failure came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Open,
    Save,
    Keep,
    Restore,
    Remember,
    Analyse,
    LayOut,
    Measure,
}

/// A map that was read.
#[derive(Clone, Debug)]
pub struct Opened {
    pub network: Network,
    /// Where it was read from; `None` for the demo, which stands in no file.
    pub path: Option<PathBuf>,
    /// The day the map plays on: the demo's, so that its ties are as alive in years to come as when it was drawn.
    pub day: Option<Date>,
    /// What was done to it before, as far as this computer knows.
    pub past: Past,
    /// What was found when it was last looked at, as this computer noted it.
    pub seen: Option<String>,
    /// What other sessions kept and did not save, the oldest first.
    pub left: Vec<Left>,
    /// What git left of a merge of its file, if that holds one side alone.
    pub unjoined: Option<Unjoined>,
    /// Why it may not be changed, if it may not.
    pub read_only: Option<ReadOnly>,
    /// Why a save could not write it where it is; it may be changed all the same, and what is done is kept.
    pub unwritable: Option<Unwritable>,
    /// Comments somebody wrote into its file, which a save asks about.
    pub comments: Vec<HandComment>,
    /// What becomes of what is done to it as long as it has no file.
    pub keeps: Keeps,
}

/// What becomes of what is done to a map that has no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// It is kept in a journal, and offered on the start page.
    Journal,
    /// Nothing is written anywhere: the demo is there to be tried out.
    Nothing,
}

impl Opened {
    /// A network that stands in no file.
    pub fn without_file(network: Network) -> Self {
        Self {
            network,
            path: None,
            day: None,
            past: Past::default(),
            seen: None,
            left: Vec::new(),
            unjoined: None,
            read_only: None,
            unwritable: None,
            comments: Vec::new(),
            keeps: Keeps::Nothing,
        }
    }

    /// A map that was begun here and has no file yet.
    pub fn begun(network: Network) -> Self {
        Self { keeps: Keeps::Journal, ..Self::without_file(network) }
    }
}

/// Columns and rows of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// The time now and the day it falls on here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    pub today: Date,
    /// How long the program has been running, which goes on evenly whatever becomes of the clock.
    pub running: Duration,
}

/// What to say of a day that cannot be today: before this program was, or so far off that only a clock gone wrong says so.
pub fn wrong_date(today: Date) -> Option<String> {
    let is_likely = (2026..2080).contains(&today.year());
    (!is_likely).then(|| format!("This computer's date is {}. Ratings made now would carry it.", today.strftime("%-d %B %Y")))
}

/// What the mouse did, and in which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub what: MouseAct,
    pub button: Button,
    /// What was held on the keyboard meanwhile, as far as the terminal passes it on.
    pub held: Held,
    pub column: u16,
    pub row: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAct {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// Which button of the mouse it was; the wheel counts as the left one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    Left,
    Middle,
    Right,
}
