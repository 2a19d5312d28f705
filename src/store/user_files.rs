//! The user's own files in the settings folder: what overrides an asset, and what is remembered.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    disk::in_words,
    folders::settings_folder,
    safe::make_private,
    save::{SaveError, write_beside},
    shown::shown,
};
use crate::{
    framework::{plain_words, ron_options},
    settings::{Asset, Habits, Override, WrongSetting},
};

/// The largest file of settings that is read.
const LIMIT_BYTES: u64 = 4_000_000;

/// A settings file that is there and cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file} could not be read ({why}).")]
pub struct Unread {
    file: String,
    why: String,
}

/// The text of a small file of the user's.
pub fn read_text(path: &Path) -> Result<String, Unread> {
    let unread = |why: &str| Unread { file: shown(&path.to_string_lossy()), why: why.to_owned() };
    let about = fs::metadata(path).map_err(|error| unread(&in_words(&error)))?;
    if !about.is_file() {
        return Err(unread("it is not an ordinary file"));
    }
    if about.len() > LIMIT_BYTES {
        return Err(unread("it is larger than 4 MB"));
    }
    let bytes = fs::read(path).map_err(|error| unread(&in_words(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_not_utf8| unread("it is not in UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// The user's files that stand in for built-in assets.
pub fn overrides() -> Result<Vec<Override>, Unread> {
    let Some(folder) = settings_folder() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for asset in Asset::ALL {
        let path = folder.join(asset.file_name());
        if path.exists() {
            found.push(Override { asset, file: shown(&path.to_string_lossy()), text: read_text(&path)? });
        }
    }
    Ok(found)
}

/// What was remembered; nothing where nothing was.
pub fn habits() -> Result<Habits, WrongSetting> {
    let Some(path) = habits_file().filter(|path| path.exists()) else { return Ok(Habits::default()) };
    let wrong = |line: usize, why: String| WrongSetting { file: shown(&path.to_string_lossy()), line, why };
    let text = read_text(&path).map_err(|unread| wrong(1, unread.why))?;
    ron_options().from_str(&text).map_err(|error| wrong(error.span.start.line, plain_words(&error.code).to_string()))
}

/// Remembers the habits for the next run.
pub fn remember(habits: &Habits) -> Result<(), SaveError> {
    let Some(path) = habits_file() else { return Ok(()) };
    let disk = |source: io::Error| SaveError::Disk { file: shown(&path.to_string_lossy()), source };
    let layout = ron::ser::PrettyConfig::new().new_line("\n");
    let text = ron_options().to_string_pretty(habits, layout).map_err(|error| disk(io::Error::other(error)))?;
    if let Some(folder) = path.parent() {
        make_private(folder).map_err(disk)?;
    }
    let temporary = write_beside(&path, format!("{text}\n").as_bytes()).map_err(disk)?;
    temporary.persist(&path).map_err(|error| disk(error.error))?;
    Ok(())
}

/// The columns that were accepted for sheets of certain headings, each file with what to call it; those that cannot be read
/// say why.
pub fn kept_columns() -> Vec<Result<(String, String), Unread>> {
    let Some(folder) = columns_folder() else { return Vec::new() };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
    paths.sort_unstable();
    paths.iter().map(|path| Ok((shown(&path.to_string_lossy()), read_text(path)?))).collect()
}

/// Keeps the columns of sheets of certain headings, under a name that only those have, and says where; `None` if nothing is
/// kept between two runs.
pub fn keep_columns(name: &str, text: &str) -> Result<Option<String>, SaveError> {
    let Some(folder) = columns_folder() else { return Ok(None) };
    let path = folder.join(format!("{name}.ron"));
    let file = shown(&path.to_string_lossy());
    let disk = |source: io::Error| SaveError::Disk { file: file.clone(), source };
    make_private(&folder).map_err(disk)?;
    let temporary = write_beside(&path, text.as_bytes()).map_err(disk)?;
    temporary.persist(&path).map_err(|error| disk(error.error))?;
    Ok(Some(file))
}

/// Where the columns of sheets are kept, a file for each set of headings.
fn columns_folder() -> Option<PathBuf> {
    settings_folder().map(|folder| folder.join("columns"))
}

fn habits_file() -> Option<PathBuf> {
    settings_folder().map(|folder| folder.join("settings.ron"))
}
