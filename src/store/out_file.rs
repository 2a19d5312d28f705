//! Files made for others: pictures, sheets, reports. The map is never written over, a file that is there only if that is wanted,
//! and what does not fit leaves no part of itself behind.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};

use super::{
    disk::in_words,
    save::{folder_of, sync_folder, write_beside},
    shown::shown,
};
use crate::model::fold;

/// The longest name of a file that is made from data, in bytes; every disk takes it.
const LONGEST_NAME: usize = 100;

/// Names that are devices on Windows, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Stays,
    IsReplaced,
}

/// Why a file was not made. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum OutError {
    #[error("{file} is the map. Choose another name.")]
    IsTheMap { file: String },
    #[error("{file} exists already{}. Nothing was written over it. Choose another name, or say --force.", when(written.as_deref()))]
    Exists { file: String, written: Option<String> },
    #[error("{file} cannot be made: there is no folder {folder}. Make it, or choose another place.")]
    NoFolder { file: String, folder: String },
    #[error("Not enough room for {file} (needed {needed}, free {free}). No part of it was left behind.")]
    NoRoom { file: String, needed: String, free: String },
    #[error("{file} could not be made: {why}. No part of it was left behind.", why = in_words(source))]
    Disk { file: String, source: io::Error },
}

fn when(day: Option<&str>) -> String {
    day.map_or_else(String::new, |day| format!(" ({day})"))
}

/// Where a file goes: to the path itself, or, if that is a folder, into it under the name of what it shows.
pub fn out_path(out: &Path, name: &str, ending: &str) -> PathBuf {
    if out.is_dir() { out.join(file_name_of(name, ending)) } else { out.to_owned() }
}

/// A file's name made from data: letters, digits and dashes, no more than 100 bytes, nothing that leads elsewhere or is a device.
pub fn file_name_of(name: &str, ending: &str) -> String {
    let bare = name.strip_suffix(&format!(".{ending}")).unwrap_or(name);
    let mut out = String::new();
    for letter in bare.chars() {
        // Accents are taken off; capital letters stay.
        let plain = if letter.is_ascii() { letter.to_string() } else { fold(&letter.to_string()) };
        if !plain.is_empty() && plain.chars().all(|plain| plain.is_ascii_alphanumeric()) {
            out.push_str(&plain);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= LONGEST_NAME - ending.len() - 2 {
            break;
        }
    }
    let bare = out.trim_end_matches('-');
    let device = bare.trim_end_matches(|last: char| last.is_ascii_digit()).to_lowercase();
    let guard = if DEVICES.contains(&device.as_str()) { "_" } else { "" };
    let bare = if bare.is_empty() { "map" } else { bare };
    format!("{guard}{bare}.{ending}")
}

/// The day an ordinary file at this path was written, as `12 May 2026`; none if there is nothing.
pub fn day_of(path: &Path) -> Option<String> {
    let written = fs::symlink_metadata(path).ok()?.modified().ok()?;
    let moment = Timestamp::try_from(written).ok()?;
    Some(moment.to_zoned(TimeZone::system()).strftime("%-d %B %Y").to_string())
}

/// Whether two paths lead to one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// Writes a file made from a map, whole and synced.
pub fn write_out(path: &Path, bytes: &[u8], map: &Path, existing: Existing) -> Result<(), OutError> {
    check_out(path, map, existing)?;
    put_out(path, bytes, existing)
}

/// Writes several files made from a map. None is written if one of them may not be.
pub fn write_all_out(files: &[(&Path, &[u8], Existing)], map: &Path) -> Result<(), OutError> {
    for (path, _, existing) in files {
        check_out(path, map, *existing)?;
    }
    files.iter().try_for_each(|(path, bytes, existing)| put_out(path, bytes, *existing))
}

/// Writes a folder of files made from a map, each by its name. A new folder is there whole or not at all.
pub fn write_folder_out(folder: &Path, files: &[(&str, &[u8])], map: &Path, existing: Existing) -> Result<(), OutError> {
    let write = |folder: &Path| {
        let paths: Vec<(PathBuf, &[u8])> = files.iter().map(|(name, bytes)| (folder.join(name), *bytes)).collect();
        let all: Vec<(&Path, &[u8], Existing)> = paths.iter().map(|(path, bytes)| (path.as_path(), *bytes, existing)).collect();
        write_all_out(&all, map)
    };
    if folder.is_dir() {
        return write(folder);
    }
    check_out(folder, map, Existing::Stays)?;
    let disk = |source: io::Error| OutError::Disk { file: shown(&folder.to_string_lossy()), source };
    // What is in a folder that goes away by itself is not left behind if the disk is full.
    let beside = tempfile::Builder::new().prefix(".").tempdir_in(folder_of(folder)).map_err(disk)?;
    let made = beside.path().join("made");
    fs::create_dir(&made).map_err(disk)?;
    write(&made)?;
    fs::rename(&made, folder).map_err(disk)?;
    sync_folder(folder).map_err(disk)
}

/// Whether a file may be made.
fn check_out(path: &Path, map: &Path, existing: Existing) -> Result<(), OutError> {
    let file = shown(&path.to_string_lossy());
    if is_same_file(path, map) {
        return Err(OutError::IsTheMap { file });
    }
    if existing == Existing::Stays && fs::symlink_metadata(path).is_ok() {
        return Err(OutError::Exists { file, written: day_of(path) });
    }
    let folder = folder_of(path);
    if folder.is_dir() { Ok(()) } else { Err(OutError::NoFolder { folder: shown(&folder.to_string_lossy()), file }) }
}

fn put_out(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), OutError> {
    let file = shown(&path.to_string_lossy());
    let exists = || OutError::Exists { file: file.clone(), written: day_of(path) };
    let disk = |source: io::Error| match (source.kind(), room_in(&folder_of(path))) {
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, Some(free)) => {
            OutError::NoRoom { file: file.clone(), needed: megabytes(bytes.len() as u64), free: megabytes(free) }
        }
        _ => OutError::Disk { file: file.clone(), source },
    };
    let temporary = write_beside(path, bytes).map_err(disk)?;
    match existing {
        Existing::Stays => temporary
            .persist_noclobber(path)
            .map_err(|error| if error.error.kind() == ErrorKind::AlreadyExists { exists() } else { disk(error.error) })?,
        Existing::IsReplaced => temporary.persist(path).map_err(|error| disk(error.error))?,
    };
    sync_folder(path).map_err(disk)
}

/// `4.1 MB`, rounded up.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// How many bytes a disk still takes, if it says so.
#[cfg(unix)]
fn room_in(folder: &Path) -> Option<u64> {
    let room = rustix::fs::statvfs(folder).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
fn room_in(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_data_stays_in_its_folder() {
        let name = |name: &str| file_name_of(name, "svg");
        assert_eq!(name("../../.ssh/x"), "ssh-x.svg");
        assert_eq!((name("CON.svg"), name("com1"), name("Console")), ("_CON.svg".into(), "_com1.svg".into(), "Console.svg".into()));
        assert_eq!((name("a/b"), name("Ysgol Gŵyr."), name("..")), ("a-b.svg".into(), "Ysgol-Gwyr.svg".into(), "map.svg".into()));
        assert_eq!(name("x\u{1b}]0;y\u{7}\u{202e}"), "x-0-y.svg");
        assert!(name(&"n".repeat(300)).len() <= LONGEST_NAME);
    }

    #[test]
    fn room_is_told_in_megabytes() {
        assert_eq!((megabytes(4_050_000), megabytes(0), megabytes(1)), ("4.1 MB".into(), "0.0 MB".into(), "0.1 MB".into()));
    }
}
