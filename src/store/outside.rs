//! The map's file as others may change it: when it is looked at, when it is read, and what is made of what stands there.
//!
//! A look costs one `stat`. Only a file that stands otherwise than before, and that nobody is writing to just then, is read;
//! what is no whole map is waited for, because half of a copy is no news. Nothing is ever written here.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    fault::OpenError,
    map_file::{Fingerprint, MapFile, Opened, fingerprint, in_digits, opened_of},
    ordinary::read_file,
};
use crate::model::Network;

/// How often the file is looked at.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// How soon again while it is being written, or is not there.
const SOON: Duration = Duration::from_millis(400);

/// How long a file may be no whole map before that is told.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a file may be away before that is told: some programs save by removing the file first.
const ABSENCE: Duration = Duration::from_millis(1500);

/// A whole version of the map that was found in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    pub(super) opened: Opened,
    pub(super) bytes: Vec<u8>,
    /// When the file says that it was written.
    pub at: Option<Timestamp>,
}

impl Sighting {
    /// Reads the version that stands in a file now.
    pub fn of(path: &Path) -> Result<Self, OpenError> {
        let unread = |reason| OpenError::new(path.to_string_lossy(), reason);
        let bytes = read_file(path).map_err(unread)?;
        let written = fs::metadata(path).ok().and_then(|about| about.modified().ok());
        let mut sighting = Self::of_bytes(path, bytes)?;
        sighting.at = written.and_then(|written| Timestamp::try_from(written).ok());
        Ok(sighting)
    }

    /// The version in bytes that stood in a file.
    pub(super) fn of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, OpenError> {
        let opened = opened_of(path, &bytes)?;
        Ok(Self { opened, bytes, at: None })
    }

    pub fn network(&self) -> &Network {
        &self.opened.network
    }

    /// The SHA-256 of its bytes, in hexadecimal.
    pub fn hash(&self) -> EcoString {
        in_digits(&self.opened.file.digest)
    }
}

/// What a look at the file has to tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Tidings {
    /// It holds another version.
    Another(Box<Sighting>),
    /// It is not there any more.
    Gone,
    /// It has been no whole map for a while.
    NotWhole,
    /// It is as it was, after it was gone or no whole map.
    Back,
}

/// What a file system says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    written: Option<SystemTime>,
    /// Which file it is and when anything about it changed last, where the system knows.
    which: (u64, i64, i64),
}

impl Stamp {
    /// None if there is no such file.
    fn of(path: &Path) -> io::Result<Option<Self>> {
        match fs::metadata(path) {
            Ok(about) => Ok(Some(Self { length: about.len(), written: about.modified().ok(), which: which(&about) })),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(unix)]
fn which(about: &fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn which(_about: &fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// What is wrong with the file, since when, and whether that was told.
#[derive(Clone, Copy, Debug)]
struct Trouble {
    what: Ill,
    since: Duration,
    is_told: bool,
}

/// Why a file cannot be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ill {
    Gone,
    NotWhole,
}

/// A file that is watched.
#[derive(Debug)]
pub struct Outside {
    path: PathBuf,
    /// The version that is known.
    known: Fingerprint,
    /// How the file stood at the last look, and when it was read last.
    seen: Option<Stamp>,
    read: Option<Stamp>,
    trouble: Option<Trouble>,
}

impl Outside {
    /// Watches a file whose version is known.
    pub fn of(file: &MapFile) -> Self {
        Self { path: file.path.clone(), known: file.digest, seen: None, read: None, trouble: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file holds this version now by our own hand.
    pub fn knows(&mut self, file: &MapFile) {
        (self.known, self.trouble) = (file.digest, None);
    }

    /// How long to wait before the next look.
    pub fn next_look(&self) -> Duration {
        let is_restless = self.seen != self.read || self.trouble.is_some_and(|trouble| !trouble.is_told);
        if is_restless { SOON } else { BETWEEN_LOOKS }
    }

    /// Looks at the file, this long after the program began.
    pub fn look(&mut self, running: Duration) -> Option<Tidings> {
        let stamp = match Stamp::of(&self.path) {
            Ok(Some(stamp)) => stamp,
            Ok(None) => {
                (self.seen, self.read) = (None, None);
                return self.suffers(running, Ill::Gone);
            }
            Err(_unknown) => return self.suffers(running, Ill::NotWhole),
        };
        if self.seen.replace(stamp) != Some(stamp) {
            // Somebody may be writing to it.
            return None;
        }
        if self.read == Some(stamp) {
            return self.trouble.and_then(|trouble| self.suffers(running, trouble.what));
        }
        self.read(stamp, running)
    }

    fn read(&mut self, stamp: Stamp, running: Duration) -> Option<Tidings> {
        let bytes = read_file(&self.path);
        if !matches!(Stamp::of(&self.path), Ok(Some(after)) if after == stamp) {
            // It was written meanwhile, and is read once it stands still.
            return None;
        }
        self.read = Some(stamp);
        let Ok(bytes) = bytes else { return self.suffers(running, Ill::NotWhole) };
        if fingerprint(&bytes) == self.known {
            return self.trouble.take().filter(|trouble| trouble.is_told).map(|_told| Tidings::Back);
        }
        let Ok(mut sighting) = Sighting::of_bytes(&self.path, bytes) else { return self.suffers(running, Ill::NotWhole) };
        sighting.at = stamp.written.and_then(|written| Timestamp::try_from(written).ok());
        (self.known, self.trouble) = (sighting.opened.file.digest, None);
        Some(Tidings::Another(Box::new(sighting)))
    }

    /// The file cannot be used now; that is told once, after a while.
    fn suffers(&mut self, running: Duration, what: Ill) -> Option<Tidings> {
        let before = self.trouble.filter(|trouble| trouble.what == what);
        let mut trouble = before.unwrap_or(Trouble { what, since: running, is_told: false });
        let waited = running.saturating_sub(trouble.since);
        let (patience, tidings) = match what {
            Ill::Gone => (ABSENCE, Tidings::Gone),
            Ill::NotWhole => (PATIENCE, Tidings::NotWhole),
        };
        let is_due = !trouble.is_told && waited >= patience;
        trouble.is_told |= is_due;
        self.trouble = Some(trouble);
        is_due.then_some(tidings)
    }
}
