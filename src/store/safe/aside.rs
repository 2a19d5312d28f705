//! What of a journal cannot be read: a copy of it is set aside, so that the journal can go when its work is done.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Safe, make_private, name_in_folder};
use crate::store::save::{sync_folder, write_beside};

impl Safe {
    /// Sets the unreadable end of a journal aside, synced; one that is there already is left as it is.
    pub(super) fn set_aside(&self, journal: &Path, rest: &[u8]) -> io::Result<PathBuf> {
        let folder = self.folder.join("aside");
        let path = folder.join(format!("{}.rest", name_in_folder(journal)));
        if std::fs::symlink_metadata(&path).is_ok_and(|about| about.is_file() && about.len() == rest.len() as u64) {
            return Ok(path);
        }
        make_private(&folder)?;
        write_beside(&path, rest)?.persist(&path).map_err(|error| error.error)?;
        sync_folder(&path)?;
        Ok(path)
    }
}
