//! Folders as a person looks through them for files to import, and files dropped on the window.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use jiff::{Timestamp, tz::TimeZone};

use super::{disk::in_words, folders::with_home, shown::shown};
use crate::{
    app::importing::{Folder, FolderEntry, Listed},
    exchange::is_readable_name,
    model::fold,
};

/// The most lines of a folder that are listed.
const MOST: usize = 5_000;

/// Why a folder is not listed, or a text names no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFolder {
    #[error("{folder} could not be listed ({why}). Choose another one.")]
    Unlisted { folder: String, why: String },
    #[error("There is no file {path}. Nothing was imported.")]
    NoFile { path: String },
}

/// A folder and the files in it that can be read; without a path the folder somebody works in. Hidden ones are left out.
pub fn list_folder(path: Option<&Path>) -> Result<Folder, NoFolder> {
    let path = match path {
        Some(path) => with_home(path),
        None => env::current_dir().unwrap_or_else(|_gone| PathBuf::from("/")),
    };
    let path = fs::canonicalize(&path).unwrap_or(path);
    let unlisted = |error: &std::io::Error| NoFolder::Unlisted { folder: shown(&path.to_string_lossy()), why: in_words(error) };
    let (mut folders, mut files, mut others) = (Vec::new(), Vec::new(), 0);
    for found in fs::read_dir(&path).map_err(|error| unlisted(&error))?.flatten().take(MOST) {
        let name = found.file_name().to_string_lossy().into_owned();
        // What a link leads to counts.
        let Ok(about) = fs::metadata(found.path()) else { continue };
        let entry = |what: Listed| FolderEntry { name: shown(&name), path: found.path(), what };
        if name.starts_with('.') {
            continue;
        }
        if about.is_dir() {
            folders.push(entry(Listed::Folder));
        } else if about.is_file() && is_readable_name(&name) {
            let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let bytes = usize::try_from(about.len()).unwrap_or(usize::MAX);
            files.push((written, entry(Listed::File { bytes, day: day_of(written) })));
        } else {
            others += 1;
        }
    }
    folders.sort_by_cached_key(|entry| (fold(&entry.name), entry.name.clone()));
    files.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.name.cmp(&other.name)));
    let entries = folders.into_iter().chain(files.into_iter().map(|(_, entry)| entry)).collect();
    Ok(Folder { above: path.parent().map(Path::to_owned), path, entries, others })
}

/// `12 May 2026`.
fn day_of(written: SystemTime) -> String {
    Timestamp::try_from(written).map(|moment| moment.to_zoned(TimeZone::system()).strftime("%-d %b %Y").to_string()).unwrap_or_default()
}

/// What a text dropped on the window leads to: the files of the first reading of which all are there, or a folder.
pub fn dropped(readings: &[Vec<PathBuf>]) -> Result<Result<Vec<PathBuf>, Folder>, NoFolder> {
    for reading in readings {
        let paths: Vec<PathBuf> = reading.iter().map(|path| with_home(path)).collect();
        if paths.iter().all(|path| path.is_file()) {
            return Ok(Ok(paths));
        }
        if let Some(folder) = paths.first().filter(|path| paths.len() == 1 && path.is_dir()) {
            return list_folder(Some(folder)).map(Err);
        }
    }
    let missing = readings.iter().flatten().find(|path| !with_home(path).exists()).or_else(|| readings.first()?.first());
    Err(NoFolder::NoFile { path: missing.map(|path| shown(&path.to_string_lossy())).unwrap_or_default() })
}
