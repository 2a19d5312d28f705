//! A map's file as it was opened: where it is and what bytes stood there.

use std::path::{Path, PathBuf};

use ecow::EcoString;
use sha2::{Digest, Sha256};

use super::{
    fault::{OpenError, Reason},
    format::{self, Guard, Note},
    look::of_faults,
    ordinary::{read_file, unwritable},
};
use crate::{
    app::Unwritable,
    model::{HandComment, Network},
};

/// A file that was read whole, and so may be saved over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFile {
    pub(super) path: PathBuf,
    pub(super) guard: Guard,
    pub(super) digest: Fingerprint,
    /// What the next save will write otherwise than it stood when the file was opened.
    pub notes: Vec<Note>,
    /// Whether the bytes are known to outlive a power cut; after a disk that could not promise it they are not.
    pub(super) is_synced: bool,
}

/// The SHA-256 of a file's bytes.
pub(super) type Fingerprint = [u8; 32];

/// A fingerprint as it names a version: 64 hexadecimal digits.
pub(super) fn in_digits(fingerprint: &Fingerprint) -> EcoString {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value)).map_or('0', |&digit| char::from(digit));
    fingerprint.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(super) fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Sha256::digest(bytes).into()
}

/// A map and the file it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub network: Network,
    pub file: MapFile,
}

impl MapFile {
    /// The file of these bytes, which were read whole.
    pub(super) fn of(path: &Path, guard: Guard, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), guard, digest: fingerprint(bytes), notes: Vec::new(), is_synced: true }
    }

    /// The path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The comments somebody wrote into the file by hand. A save leaves them out, so they are kept as notes first.
    pub fn comments(&self) -> &[HandComment] {
        let found = self.notes.iter().find_map(|note| if let Note::Comments(comments) = note { Some(comments.as_slice()) } else { None });
        found.unwrap_or_default()
    }

    /// Why a save could not write it where it is; none if nothing forbids it.
    pub fn unwritable(&self) -> Option<Unwritable> {
        unwritable(&self.path)
    }

    /// The file's name, for sentences.
    pub fn name(&self) -> EcoString {
        name_of(&self.path)
    }
}

pub(super) fn name_of(path: &Path) -> EcoString {
    path.file_name().map_or_else(|| path.to_string_lossy().into(), |name| name.to_string_lossy().into())
}

/// Opens a map for work. A file that cannot be read whole gives no [`MapFile`], so nothing can be saved over it.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let file = path.to_string_lossy().into_owned();
    let bytes = read_file(path).map_err(|reason| OpenError::new(file, reason))?;
    opened_of(path, &bytes)
}

/// A map and its file, from the bytes that stand in it.
pub(super) fn opened_of(path: &Path, bytes: &[u8]) -> Result<Opened, OpenError> {
    let parsed = format::read(bytes).map_err(|faults| of_faults(path, faults))?;
    let opened = MapFile { notes: parsed.notes, ..MapFile::of(path, parsed.guard, bytes) };
    Ok(Opened { network: parsed.network, file: opened })
}

/// The bytes of a file that was just opened; none if it cannot be read any more.
pub(super) fn read_again(path: &Path) -> Option<Vec<u8>> {
    read_file(path).ok()
}

/// The network in bytes that came from elsewhere, as standard input or the bundled demo. There is no file to save over.
pub fn open_bytes(name: &str, bytes: &[u8]) -> Result<Network, OpenError> {
    format::read(bytes).map(|parsed| parsed.network).map_err(|faults| OpenError::new(name, Reason::Faults(faults)))
}
