//! The moment of a save: the new bytes take the place of the old ones, and what they displaced is looked at.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Seek, Write},
    path::Path,
};

use tempfile::NamedTempFile;

use super::{MapFile, Promise, Ready, SaveError, Way, promise_of_folder};
use crate::store::{
    disk::in_words,
    map_file::{Fingerprint, fingerprint},
};

impl MapFile {
    /// Puts what is ready in the place of the file's bytes, synced.
    pub(in crate::store) fn publish(&mut self, ready: Ready) -> Result<Promise, SaveError> {
        let Ready { text, guard, real, way, file, .. } = ready;
        let disk = |source| SaveError::Disk { file: file.clone(), source };
        match way {
            Way::Beside(temporary) => match replace(temporary, &real, &self.digest) {
                Ok(Published::Ours) => {}
                Ok(Published::Theirs) => return Err(SaveError::ChangedOnDisk { file }),
                Err(error) if error.kind() == ErrorKind::NotFound => return Err(SaveError::Gone { file }),
                Err(error) => return Err(disk(error)),
            },
            Way::InPlace(_) => {
                write_in_place(&real, text.as_bytes()).map_err(|source| SaveError::Torn { file: file.clone(), why: in_words(&source) })?;
            }
        }
        (self.guard, self.digest) = (guard, fingerprint(text.as_bytes()));
        self.notes.clear();
        let synced = promise_of_folder(&real);
        // A disk that failed once may forget what it failed at: the next save writes everything anew.
        self.is_synced = synced.is_ok();
        synced.map_err(|error| SaveError::NotSynced { file, why: in_words(&error) })
    }
}

/// What stands under the name afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Published {
    Ours,
    /// Somebody saved in the last moment, and theirs was put back.
    Theirs,
}

/// Lets both files change places and looks at what came back. What nobody has read is never overwritten.
fn replace(temporary: NamedTempFile, real: &Path, expected: &Fingerprint) -> io::Result<Published> {
    match exchange(temporary.path(), real) {
        Ok(()) => {}
        Err(error) if is_unknown(&error) => return rename_over(temporary, real, expected),
        Err(error) => return Err(error),
    }
    if fs::read(temporary.path()).is_ok_and(|displaced| fingerprint(&displaced) == *expected) {
        return Ok(Published::Ours);
    }
    match exchange(temporary.path(), real) {
        Ok(()) => Ok(Published::Theirs),
        Err(error) => {
            // The displaced bytes are somebody's work: the file they stand in must not go away.
            let _kept = temporary.keep();
            Err(error)
        }
    }
}

/// The way of disks that cannot let two files change places: look once more, then rename.
fn rename_over(temporary: NamedTempFile, real: &Path, expected: &Fingerprint) -> io::Result<Published> {
    if fingerprint(&fs::read(real)?) != *expected {
        return Ok(Published::Theirs);
    }
    temporary.persist(real).map(|_file| Published::Ours).map_err(|error| error.error)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the disk or the system does not know the call, as network disks and FUSE do not.
fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported)
}

/// Writes over the bytes of the file itself, which keeps all its names. A crash may leave it torn.
fn write_in_place(real: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(real)?;
    file.write_all(bytes)?;
    let length = file.stream_position()?;
    file.set_len(length)?;
    file.sync_all()
}
