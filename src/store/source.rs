//! Files of other people, read whole for an import.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{disk::in_words, shown::shown};

/// The largest source that is read.
const LIMIT_BYTES: u64 = 256 << 20;

/// Why a source was not read. Nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    #[error("{file} could not be read ({why}). Nothing was imported.")]
    Unread { file: String, why: String },
    #[error("The folder {file} holds no sheets (.csv, .tsv, .txt, .xlsx, .ods). Nothing was imported.")]
    NoSheets { file: String },
    #[error("{file} has {bytes} bytes; the limit is {limit}. Nothing was imported.")]
    Large { file: String, bytes: u64, limit: u64 },
}

impl SourceError {
    /// Whether a limit was the reason.
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::Large { .. })
    }
}

/// Whether something stands at the path, be it a link that leads nowhere.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Endings of the files that are read of a folder.
const SHEETS: [&str; 7] = ["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "ods"];

/// The files a source stands for: itself, or the sheets in a folder, by name. Hidden files and those that are no sheets stay.
pub fn files_of_source(path: &Path) -> Result<Vec<PathBuf>, SourceError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let file = shown(&path.to_string_lossy());
    let unread = |error: &io::Error| SourceError::Unread { file: file.clone(), why: in_words(error) };
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| unread(&error))? {
        let found = entry.map_err(|error| unread(&error))?.path();
        let ending = found.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_hidden = found.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        if !is_hidden && found.is_file() && ending.is_some_and(|ending| SHEETS.contains(&ending.as_str())) {
            files.push(found);
        }
    }
    files.sort();
    if files.is_empty() { Err(SourceError::NoSheets { file }) } else { Ok(files) }
}

/// The bytes of a source; `-` is standard input. A pipe or device is never opened, so nothing waits.
pub fn read_source(path: &Path) -> Result<Vec<u8>, SourceError> {
    let file = shown(&path.to_string_lossy());
    let unread = |why: String| SourceError::Unread { file: file.clone(), why };
    let read = |source: &mut dyn Read| {
        let mut bytes = Vec::new();
        source.take(LIMIT_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unread(in_words(&error)))?;
        let length = bytes.len() as u64;
        if length > LIMIT_BYTES { Err(SourceError::Large { file: file.clone(), bytes: length, limit: LIMIT_BYTES }) } else { Ok(bytes) }
    };
    if path == Path::new("-") {
        return read(&mut io::stdin().lock());
    }
    let about = fs::metadata(path).map_err(|error| unread(in_words(&error)))?;
    if about.is_dir() {
        return Err(unread("it is a folder".to_owned()));
    }
    if !about.is_file() {
        return Err(unread("it is not an ordinary file".to_owned()));
    }
    read(&mut fs::File::open(path).map_err(|error| unread(in_words(&error)))?)
}
