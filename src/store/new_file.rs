//! A new file: a map, a picture, a sheet, a report. What exists is left alone, above all a map.

use std::{fs, io, path::Path};

use super::{
    save::{SaveError, folder_of, sync_folder, write_beside},
    shown::shown,
};

/// Writes a file that does not exist yet, whole and synced; a name that is taken is refused.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let file = shown(&path.to_string_lossy());
    let disk = |source| SaveError::Disk { file: file.clone(), source };
    if fs::symlink_metadata(path).is_ok() {
        return Err(SaveError::Exists { file });
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(SaveError::NoFolder { file, folder: shown(&folder.to_string_lossy()) });
    }
    let temporary = write_beside(path, bytes).map_err(disk)?;
    temporary.persist_noclobber(path).map_err(|error| {
        if error.error.kind() == io::ErrorKind::AlreadyExists { SaveError::Exists { file: file.clone() } } else { disk(error.error) }
    })?;
    sync_folder(path).map_err(disk)
}
