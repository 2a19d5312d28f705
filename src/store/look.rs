//! Looking at a map: the whole of it, or what is left when something in its file is wrong.
//!
//! Only a file that was read whole is a [`MapFile`], and only that can be saved over. What is left of another
//! can be read, and mended by a repair, which keeps the file as it was first.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    fault::{Fault, OpenError, Reason},
    format::{self, FORMAT, Looked, Mended, Note, Parsed},
    map_file::{MapFile, Opened},
    ordinary::read_file,
    safe::Safe,
};
use crate::{
    app::ReadOnly,
    model::{Network, RecordKind},
};

/// A map that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum Glance {
    Whole(Box<Opened>),
    InPart(Box<InPart>),
}

/// What is left of a map in whose file something is wrong. It may be read and not changed.
#[derive(Clone, Debug, PartialEq)]
pub struct InPart {
    pub network: Network,
    /// The path as it was given, or what else to call it.
    pub path: PathBuf,
    /// Sorted by line; there is at least one.
    pub faults: Vec<Fault>,
    /// The file's format, if a newer permea wrote it.
    pub newer: Option<u32>,
    pub notes: Vec<Note>,
}

impl InPart {
    fn of(path: &Path, mended: Mended) -> Self {
        let faults = mended.faults();
        Self { network: mended.network, path: path.to_owned(), faults, newer: mended.newer, notes: mended.notes }
    }

    /// Why the map may not be changed, for the screen and the shell alike.
    pub fn read_only(&self) -> ReadOnly {
        match self.newer {
            Some(format) => ReadOnly::NewerFile { format, known: FORMAT },
            None => ReadOnly::FaultyFile {
                first: self.faults.first().map(|fault| fault.sentence(&self.path.to_string_lossy())).unwrap_or_default(),
                count: self.faults.len(),
            },
        }
    }
}

/// Looks at a map. One that is no map as a whole, or passes a limit, is not opened.
pub fn look(path: &Path) -> Result<Glance, OpenError> {
    let file = path.to_string_lossy().into_owned();
    let bytes = read_file(path).map_err(|reason| OpenError::new(file, reason))?;
    match looked(path, &bytes)? {
        Seen::Whole(parsed) => {
            let file = MapFile { notes: parsed.notes, ..MapFile::of(path, parsed.guard, &bytes) };
            Ok(Glance::Whole(Box::new(Opened { network: parsed.network, file })))
        }
        Seen::InPart(part) => Ok(Glance::InPart(part)),
    }
}

/// The network in bytes that came from elsewhere, whole or in part. There is no file to save over.
pub fn look_at_bytes(name: &str, bytes: &[u8]) -> Result<(Network, Option<Box<InPart>>), OpenError> {
    match looked(Path::new(name), bytes)? {
        Seen::Whole(parsed) => Ok((parsed.network, None)),
        Seen::InPart(part) => Ok((part.network.clone(), Some(part))),
    }
}

enum Seen {
    Whole(Parsed),
    InPart(Box<InPart>),
}

fn looked(path: &Path, bytes: &[u8]) -> Result<Seen, OpenError> {
    match format::look(bytes) {
        Ok(Looked::Whole(parsed)) => Ok(Seen::Whole(parsed)),
        Ok(Looked::Mended(mended)) if mended.may_be_looked_at() => Ok(Seen::InPart(Box::new(InPart::of(path, mended)))),
        Ok(Looked::Mended(mended)) => Err(of_faults(path, mended.faults())),
        Err(faults) => Err(of_faults(path, faults)),
    }
}

/// The line on which each record of a kind stands, by its id; nothing of a file that cannot be read any more.
pub fn record_lines(path: &Path, kind: RecordKind) -> BTreeMap<String, usize> {
    read_file(path).map(|bytes| record_lines_in(&bytes, kind)).unwrap_or_default()
}

/// The same of bytes that came from elsewhere.
pub fn record_lines_in(bytes: &[u8], kind: RecordKind) -> BTreeMap<String, usize> {
    format::record_lines(bytes, kind)
}

/// The error about these faults, with the newest whole copy that this computer keeps where one would help.
pub(super) fn of_faults(path: &Path, faults: Vec<Fault>) -> OpenError {
    let mut error = OpenError::new(path.to_string_lossy(), Reason::Faults(faults));
    if error.calls_for_a_copy() {
        error.copy = last_copy(path).map(|copy| copy.at);
    }
    error
}

/// The newest whole version of a map that this computer keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    pub at: Timestamp,
    pub network: Network,
    /// Where it is kept.
    pub safe: Safe,
}

/// The newest whole version of the map at this path, whatever has become of the file.
pub fn last_copy(path: &Path) -> Option<Copy> {
    let copies = Safe::of_place(path).into_iter().filter_map(|safe| {
        let mut versions = safe.versions().into_iter();
        let (at, parsed) = versions.find_map(|version| Some((version.at, format::read(&safe.bytes_of(&version.hash)?).ok()?)))?;
        Some(Copy { at, network: parsed.network, safe })
    });
    copies.max_by_key(|copy| copy.at)
}
