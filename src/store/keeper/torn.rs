//! A map's file that is no whole map any more, or is gone, put in its place again.

use std::{io, path::Path};

use crate::{
    model::Network,
    store::{
        chance::new_guard,
        disk::in_words,
        fault::OpenError,
        format::{Guard, Note},
        look::last_copy,
        map_file::{self, MapFile, Opened},
        safe::Safe,
        save::SaveError,
        shown::shown,
    },
};

/// Opens a file that a save in place left torn, put together again; any other file is left as it is.
pub fn put_together(path: &Path, safes: &[Safe], error: OpenError) -> Result<Opened, OpenError> {
    let found = safes.iter().find_map(|safe| Some((safe, safe.torn()?)));
    let Some((safe, network)) = found.filter(|_| !error.faults().is_empty()) else { return Err(error) };
    if bring_back(path, safe, &network).is_err() {
        return Err(error);
    }
    let mut opened = map_file::open(path)?;
    opened.file.notes.push(Note::PutTogether);
    Ok(opened)
}

/// Puts the newest whole version that this computer keeps in the place of a file that is no map any more.
pub fn bring_back_last(path: &Path) -> Result<(), SaveError> {
    let copy = last_copy(path).ok_or_else(|| SaveError::Gone { file: shown(&path.to_string_lossy()) })?;
    bring_back(path, &copy.safe, &copy.network)
}

/// Puts a network in the place of a file that is no whole map, or is not there any more. The file's bytes are kept first.
pub fn bring_back(path: &Path, safe: &Safe, network: &Network) -> Result<(), SaveError> {
    let file = shown(&path.to_string_lossy());
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return MapFile::create(path, network, new_guard()).map(drop),
        Err(source) => return Err(SaveError::Disk { file, source }),
    };
    safe.keep_version(&bytes).map_err(|error| SaveError::NoCopy { file, why: in_words(&error) })?;
    let mut damaged = MapFile::of(path, Guard::default(), &bytes);
    damaged.save(network, new_guard()).map(drop)
}
