//! Conflict copies: files beside a map in which a tool that shares folders left somebody's work, because two saved at once.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use ecow::EcoString;
use jiff::{Timestamp, tz::TimeZone};

use super::{
    chance::hexadecimal,
    map_file::{fingerprint, in_digits, name_of, open},
    ordinary::read_file,
    safe::{Safe, names_in},
    save::{folder_of, sync_folder},
};
use crate::model::Network;

/// No more copies than these are read, the newest first.
const MOST: usize = 20;

/// A new file of a save that is this old belongs to none any more: the save ended before it was done.
const LEFT_BEHIND: Duration = Duration::from_mins(1);

/// A copy that holds another version of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundCopy {
    pub path: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: EcoString,
    pub network: Network,
    /// Whose or which computer's it is, as its name says.
    pub device: Option<EcoString>,
    pub at: Option<Timestamp>,
}

impl FoundCopy {
    /// `20 November 2026, 14:02`: when it was written, as the clock here showed it.
    pub fn when(&self) -> String {
        let at = self.at.map(|at| at.to_zoned(TimeZone::system()).strftime("%-d %B %Y, %H:%M").to_string());
        at.unwrap_or_else(|| "an unknown day".to_owned())
    }
}

/// The folder of a map, looked through for copies whenever something in it changed.
#[derive(Debug)]
pub struct Neighbours {
    map: PathBuf,
    uid: EcoString,
    /// How the folder stood when it was looked through.
    seen: Option<SystemTime>,
    /// What was told, by path and bytes.
    told: BTreeSet<(PathBuf, EcoString)>,
}

impl Neighbours {
    pub fn of(map: &Path, uid: &str) -> Self {
        let map = fs::canonicalize(map).unwrap_or_else(|_gone| map.to_owned());
        Self { map, uid: uid.into(), seen: None, told: BTreeSet::new() }
    }

    /// Copies that were not told before. What they hold is another version of the map, by its uid.
    pub fn look(&mut self) -> Vec<FoundCopy> {
        let stamp = fs::metadata(folder_of(&self.map)).and_then(|about| about.modified()).ok();
        if stamp.is_some() && std::mem::replace(&mut self.seen, stamp) == stamp {
            return Vec::new();
        }
        let copies = copies_of(&self.map, &self.uid);
        copies.into_iter().filter(|copy| self.told.insert((copy.path.clone(), copy.hash.clone()))).collect()
    }
}

/// The conflict copies of a map of this uid, the newest first. Nothing else in the folder is opened.
pub fn copies_of(map: &Path, uid: &str) -> Vec<FoundCopy> {
    let (folder, name) = (folder_of(map), name_of(map));
    let mut named: Vec<(SystemTime, PathBuf, Option<EcoString>)> = names_in(&folder)
        .into_iter()
        .filter_map(|candidate| {
            let (device, least) = whose(&name, &candidate)?;
            let path = folder.join(candidate);
            let written = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?.modified().ok()?;
            (written.elapsed().unwrap_or_default() >= least).then_some((written, path, device))
        })
        .collect();
    named.sort_unstable_by(|a, b| b.cmp(a));
    named.truncate(MOST);
    let found = named.into_iter().filter_map(|(written, path, device)| {
        let opened = open(&path).ok().filter(|opened| opened.network.about.uid == uid)?;
        let (hash, at) = (in_digits(&opened.file.digest), Timestamp::try_from(written).ok());
        Some(FoundCopy { path, hash, network: opened.network, device, at })
    });
    found.collect()
}

/// Whose copy of a map a file is by its name, and how old it must be; none if its name is no copy's.
fn whose(map: &str, name: &str) -> Option<(Option<EcoString>, Duration)> {
    if let Some(random) = name.strip_prefix('.').and_then(|rest| rest.strip_prefix(map)?.strip_prefix('.')?.strip_suffix(".tmp")) {
        let is_ours = random.len() == 10 && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return is_ours.then_some((None, LEFT_BEHIND));
    }
    // Tools put their word before the last ending, people and some tools before all of them.
    let splits = map.char_indices().filter(|(_, letter)| *letter == '.').filter_map(|(at, _)| map.split_at_checked(at));
    let middles = splits.filter_map(|(stem, ending)| name.strip_prefix(stem)?.strip_suffix(ending));
    middles.filter(|middle| !middle.is_empty()).find_map(device).map(|device| (device, Duration::ZERO))
}

/// The device that what a tool put into a name speaks of; none if no tool names copies so.
fn device(middle: &str) -> Option<Option<EcoString>> {
    // Syncthing: `.sync-conflict-20261120-140211-ABCDEFG`.
    if let Some(rest) = middle.strip_prefix(".sync-conflict-") {
        let parts: Vec<&str> = rest.split('-').collect();
        let [day, time, device] = parts.as_slice() else { return None };
        let are_digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        return (are_digits(day, 8) && are_digits(time, 6)).then(|| Some((*device).into()));
    }
    if let Some(inside) = middle.trim_start().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        // Dropbox and others: ` (Priya's conflicted copy 2026-11-20)`.
        if let Some((before, _)) = inside.split_once("conflicted copy") {
            let who = before.trim().trim_end_matches("'s").trim_end_matches("\u{2019}s").trim();
            return Some(Some(who).filter(|who| !who.is_empty()).map(EcoString::from));
        }
        // Google Drive and browsers: ` (1)`.
        return inside.bytes().all(|byte| byte.is_ascii_digit()).then_some(None);
    }
    // OneDrive: `-COMPUTER`. A word in small letters or a date is somebody's own name for a file.
    let computer = middle.strip_prefix('-')?;
    let is_name = !computer.is_empty() && computer.len() <= 63 && computer.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_name && computer.bytes().any(|byte| byte.is_ascii_uppercase())).then(|| Some(computer.into()))
}

/// Moves a copy that was taken in to the trash of this computer. One that was changed since it was read stays where it is.
pub fn put_away(copy: &Path, hash: &str, safe: &Safe) -> io::Result<()> {
    let held = folder_of(copy).join(format!(".{}.{}.tmp", name_of(copy), hexadecimal(10)));
    fs::rename(copy, &held)?;
    let bytes = read_file(&held).ok().filter(|bytes| in_digits(&fingerprint(bytes)) == hash);
    let kept = bytes.is_some_and(|bytes: Vec<u8>| safe.put_in_trash(&name_of(copy), &bytes).is_ok());
    if !kept {
        return fs::rename(&held, copy);
    }
    fs::remove_file(&held)?;
    sync_folder(copy)
}
