//! Saving: the map's file is always the whole old one or the whole new one.
//!
//! The new bytes are read back and compared, written beside the file and synced; then both files change places, what was
//! displaced is looked at, and the folder is synced. A file that somebody else changed since it was opened is left alone;
//! joining both is the merge's work. A file with several names, or in a folder that takes no new file, is written in place.

mod likeness;
mod publish;
mod sense;

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

pub(super) use sense::must_make_sense;

use super::{
    disk::in_words,
    format::{self, Guard},
    journal::Manner,
    map_file::{MapFile, Opened, fingerprint, name_of},
    new_file::write_new,
    ordinary::{self, Unwritable},
    shown::shown,
};
use crate::model::Network;
use likeness::keep_likeness;

/// What a save did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The file holds the network, synced.
    Written,
    /// The file held it already, so it was left as it is.
    Unchanged,
}

/// Why a map was not saved. The file is as it was, and the network is still in memory.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error(
        "{file} was changed by somebody else since it was opened. Nothing was written over it. Save under another name, or open it again."
    )]
    ChangedOnDisk { file: String },
    #[error("{file} is no longer there. Nothing was written. Save under another name.")]
    Gone { file: String },
    #[error("{file} exists already. Nothing was written over it. Choose another name.")]
    Exists { file: String },
    #[error("{file} cannot be saved here ({}). It is as it was. Save under another name or in another place.", place.words())]
    ReadOnly { file: String, place: Unwritable },
    #[error("{file} cannot be saved: there is no folder {folder}. Make it, or choose another place.")]
    NoFolder { file: String, folder: String },
    #[error("{file} could not be saved: {why}. The file is as it was. Save under another name or on another disk.", why = in_words(source))]
    Disk { file: String, source: io::Error },
    #[error("{file} was not saved: what would have been written does not read back as the same map. The file is as it was.")]
    DoesNotReadBack { file: String },
    #[error(
        "{file} was not saved: {} would vanish from it that no step took out. The file is as it was. Save under another name, and compare both.",
        lost(*members, *ratings)
    )]
    WouldLose { file: String, members: usize, ratings: usize },
    #[error("{file} was not saved: it is written in place, and no copy of it could be kept first ({why}). The file is as it was.")]
    NoCopy { file: String, why: String },
    #[error(
        "{file} may be written only in part: {why}. `permea restore` brings back how it was, and your changes are still here. Save under another name."
    )]
    Torn { file: String, why: String },
    #[error(
        "{file} holds your changes, but the disk does not promise that they outlive a power cut ({why}). Save a copy under another name."
    )]
    NotSynced { file: String, why: String },
}

/// `3 members and 1 rating`.
fn lost(members: usize, ratings: usize) -> String {
    let counted = |count: usize, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {more}")),
    };
    let parts: Vec<String> = [counted(members, "member", "members"), counted(ratings, "rating", "ratings")].into_iter().flatten().collect();
    parts.join(" and ")
}

/// A save that needs only to be published: the old file is as it was, and the new bytes are on its disk.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) text: String,
    guard: Guard,
    /// The file behind all links.
    real: PathBuf,
    /// The bytes that stand there now.
    pub(super) old: Vec<u8>,
    /// The new file beside the old one; none if the old one itself is to be written.
    temporary: Option<NamedTempFile>,
    file: String,
}

impl Ready {
    pub(super) fn manner(&self) -> Manner {
        if self.temporary.is_some() { Manner::Replace } else { Manner::InPlace }
    }
}

impl MapFile {
    /// Saves the network over the file it came from. A file that holds it already is left alone, whatever its guard.
    ///
    /// Nothing is kept of how it was before; the screen and the shell save through a [`Keeper`](super::Keeper), which does.
    pub fn save(&mut self, network: &Network, guard: Guard) -> Result<Saved, SaveError> {
        match self.ready(network, guard)? {
            Some(ready) => self.publish(ready).map(|()| Saved::Written),
            None => Ok(Saved::Unchanged),
        }
    }

    /// Saves the network that the file holds already under another guard.
    pub(super) fn save_anew(self, network: &Network, guard: Guard) -> Result<(), SaveError> {
        let mut file = Self { is_synced: false, ..self };
        file.save(network, guard).map(|_written| ())
    }

    /// Everything of a save up to its publication; none if the file holds the network already, and for good.
    pub(super) fn ready(&self, network: &Network, guard: Guard) -> Result<Option<Ready>, SaveError> {
        let file = shown(&self.path.to_string_lossy());
        let unwritable = |_| SaveError::DoesNotReadBack { file: file.clone() };
        let same = format::write(network, &self.guard).map_err(unwritable)?;
        if fingerprint(same.as_bytes()) == self.digest && self.is_synced {
            return Ok(None);
        }
        let text = format::with_guard(&same, &self.guard, &guard).map_err(unwritable)?;
        must_read_back(&text, network, &file)?;
        let disk = |source| SaveError::Disk { file: file.clone(), source };
        let real = fs::canonicalize(&self.path).map_err(|source| {
            if source.kind() == io::ErrorKind::NotFound { SaveError::Gone { file: file.clone() } } else { disk(source) }
        })?;
        let mut standing = fs::File::open(&real).map_err(disk)?;
        let about = standing.metadata().map_err(disk)?;
        if let Some(place) = ordinary::unwritable(&real) {
            return Err(SaveError::ReadOnly { file, place });
        }
        let mut old = Vec::with_capacity(about.len() as usize);
        standing.read_to_end(&mut old).map_err(disk)?;
        if fingerprint(&old) != self.digest {
            return Err(SaveError::ChangedOnDisk { file });
        }
        let temporary = beside(&real, text.as_bytes(), (&standing, &about)).map_err(disk)?;
        Ok(Some(Ready { text, guard, real, old, temporary, file }))
    }

    /// Saves the network in a new file; one that exists is left alone.
    pub fn create(path: &Path, network: &Network, guard: Guard) -> Result<Self, SaveError> {
        let file = shown(&path.to_string_lossy());
        let text = format::write(network, &guard).map_err(|_unwritable| SaveError::DoesNotReadBack { file: file.clone() })?;
        must_read_back(&text, network, &file)?;
        write_new(path, text.as_bytes())?;
        Ok(Self::of(path, guard, text.as_bytes()))
    }
}

impl Opened {
    /// The same file with another network in it.
    #[must_use]
    pub fn with(self, network: Network) -> Self {
        Self { network, ..self }
    }
}

/// Refuses a text that would not be read as the network it was made from.
pub(super) fn must_read_back(text: &str, network: &Network, file: &str) -> Result<(), SaveError> {
    let reads_back = format::read(text.as_bytes()).is_ok_and(|parsed| parsed.network == *network);
    if reads_back { Ok(()) } else { Err(SaveError::DoesNotReadBack { file: file.to_owned() }) }
}

/// The folder of a file; that of a bare name is the present one.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A new private file in the same folder, written and synced. It goes away if it is not renamed.
pub(super) fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let prefix = format!(".{}.", name_of(path));
    let mut temporary = tempfile::Builder::new().prefix(&prefix).rand_bytes(10).suffix(".tmp").tempfile_in(folder_of(path))?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// The new file beside the old one and like it; none if there can be none, or none like it.
fn beside(real: &Path, bytes: &[u8], (old, about): (&fs::File, &fs::Metadata)) -> io::Result<Option<NamedTempFile>> {
    if has_other_names(about) {
        return Ok(None);
    }
    let temporary = match write_beside(real, bytes) {
        Ok(temporary) => temporary,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(keep_likeness(&temporary, old, about).is_ok().then_some(temporary))
}

#[cfg(unix)]
fn has_other_names(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_about: &fs::Metadata) -> bool {
    false
}

/// Gives a new file the mode of an old one, and its owner where that is allowed.
#[cfg(unix)]
pub(super) fn keep_owner_and_mode(temporary: &NamedTempFile, about: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = temporary.as_file().metadata()?;
    if (made.uid(), made.gid()) != (about.uid(), about.gid()) {
        // Only an administrator may give a file away; whoever may not saves it as their own.
        let _owner = fchown(temporary.as_file(), Some(about.uid()), Some(about.gid()));
    }
    temporary.as_file().set_permissions(about.permissions())?;
    temporary.as_file().sync_all()
}

#[cfg(not(unix))]
pub(super) fn keep_owner_and_mode(temporary: &NamedTempFile, about: &fs::Metadata) -> io::Result<()> {
    temporary.as_file().set_permissions(about.permissions())
}

/// Makes the rename last through a power cut.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match fs::File::open(folder_of(path))?.sync_all() {
        // Some network disks cannot sync a folder; the file itself is synced.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
