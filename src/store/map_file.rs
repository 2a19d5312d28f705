//! A map's file as it was opened: where it is and what bytes stood there.

use std::{
    fs, io,
    io::Read,
    path::{Path, PathBuf},
};

use ecow::EcoString;
use sha2::{Digest, Sha256};

use super::{
    disk::in_words,
    fault::{OpenError, Reason},
    format::{self, Guard, Note},
};
use crate::model::Network;

/// A larger file is no map of schools; reading it would only fill the memory.
pub const SIZE_LIMIT_BYTES: u64 = 256_000_000;

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

    /// The file's name, for sentences.
    pub fn name(&self) -> EcoString {
        name_of(&self.path)
    }
}

pub(super) fn name_of(path: &Path) -> EcoString {
    path.file_name().map_or_else(|| path.to_string_lossy().into(), |name| name.to_string_lossy().into())
}

/// Opens a map. A file that cannot be read whole gives no [`MapFile`], so nothing can be saved over it.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let file = path.to_string_lossy().into_owned();
    let bytes = read_file(path).map_err(|reason| OpenError { file, reason })?;
    opened_of(path, &bytes)
}

/// A map and its file, from the bytes that stand in it.
pub(super) fn opened_of(path: &Path, bytes: &[u8]) -> Result<Opened, OpenError> {
    let unread = |faults| OpenError { file: path.to_string_lossy().into_owned(), reason: Reason::Faults(faults) };
    let parsed = format::read(bytes).map_err(unread)?;
    let opened = MapFile { notes: parsed.notes, ..MapFile::of(path, parsed.guard, bytes) };
    Ok(Opened { network: parsed.network, file: opened })
}

/// The bytes of a file that was just opened; none if it cannot be read any more.
pub(super) fn read_again(path: &Path) -> Option<Vec<u8>> {
    read_file(path).ok()
}

/// The network in bytes that came from elsewhere, as standard input or the bundled demo. There is no file to save over.
pub fn open_bytes(name: &str, bytes: &[u8]) -> Result<Network, OpenError> {
    match format::read(bytes) {
        Ok(parsed) => Ok(parsed.network),
        Err(faults) => Err(OpenError { file: name.to_owned(), reason: Reason::Faults(faults) }),
    }
}

/// The whole file, if it is an ordinary one within the limit. A pipe or device is never opened, so nothing waits.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Reason> {
    let about = fs::metadata(path).map_err(|error| why_not_found(path, &error))?;
    if !about.is_file() {
        return Err(Reason::NotAFile);
    }
    if about.len() > SIZE_LIMIT_BYTES {
        return Err(Reason::TooLarge { bytes: about.len(), limit: SIZE_LIMIT_BYTES });
    }
    let file = fs::File::open(path).map_err(|error| why_unread(&about, &error))?;
    let mut bytes = Vec::with_capacity(about.len() as usize);
    file.take(SIZE_LIMIT_BYTES + 1).read_to_end(&mut bytes).map_err(|error| why_unread(&about, &error))?;
    if bytes.len() as u64 > SIZE_LIMIT_BYTES {
        return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit: SIZE_LIMIT_BYTES });
    }
    Ok(bytes)
}

fn why_not_found(path: &Path, error: &io::Error) -> Reason {
    let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    let is_gone = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    match (is_gone, is_link) {
        (true, true) => Reason::Dangling,
        (true, false) => Reason::NotFound,
        (false, _) if error.kind() == io::ErrorKind::PermissionDenied => Reason::Denied { mode: None },
        (false, true) => Reason::LinkLoop,
        (false, false) => Reason::Disk { why: in_words(error) },
    }
}

fn why_unread(about: &fs::Metadata, error: &io::Error) -> Reason {
    if error.kind() == io::ErrorKind::PermissionDenied {
        Reason::Denied { mode: mode_of(about) }
    } else {
        Reason::Disk { why: in_words(error) }
    }
}

/// The last three octal digits of the mode.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other platforms have no mode")]
fn mode_of(about: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(about.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode_of(_about: &fs::Metadata) -> Option<u32> {
    None
}
