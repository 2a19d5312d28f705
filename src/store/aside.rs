//! Sheets of what an import set aside or took out, beside the map.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::out_file::{Existing, OutError, write_out};

/// How many sheets of one day a map can have.
const MOST: usize = 999;

/// Writes a sheet beside the map under a name of its own, `MAP-set-aside-2026-11-22.csv` where `set-aside` is what it lists,
/// with a number behind it where that is taken. A sheet of the same content is there already and stays.
pub fn write_aside(map: &Path, what: &str, day: Date, bytes: &[u8]) -> Result<PathBuf, OutError> {
    let name = map.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".ron").unwrap_or(&name);
    let stem = stem.strip_suffix(".permea").unwrap_or(stem);
    let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
    let stem = if stem.is_empty() { "map" } else { stem };
    let numbers = std::iter::once(String::new()).chain((2..=MOST).map(|number| format!("-{number}")));
    let mut last = None;
    for number in numbers {
        let path = map.with_file_name(format!("{stem}-{what}-{day}{number}.csv"));
        if fs::read(&path).is_ok_and(|standing| standing == bytes) {
            return Ok(path);
        }
        match write_out(&path, bytes, map, Existing::Stays) {
            Ok(()) => return Ok(path),
            Err(error @ OutError::Exists { .. }) => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or(OutError::IsTheMap { file: name.into_owned() }))
}
