//! The safe of a map: what this computer keeps about it in a private folder of its own.
//!
//! ```text
//! <state folder>/maps/<uid>-<8 hex of the real path>/
//!     <8 digits>-<16 hex>.journal         one for each session that has changed something since the file was written
//!     history/<64 hex>-<8 hex>.journal    what led to the version of this hash
//!     base/<8 digits>-<64 hex>.ron        versions of the map by their hash
//!     trash/                              journals that were thrown away or taken in, for 90 days
//!     aside/                              parts of journals that cannot be read
//!     findings                            what was found when the map was last looked at
//! ```
//!
//! Copies of a map in two places have a safe each, and so has one that was never saved: `<uid>-unsaved`. Folders are private
//! (0700) and files too (0600). The digits count, so that what is newer is known whatever becomes of the clock.

mod aside;
mod history;
mod left;
mod missing;
mod seen;
mod torn;
mod unsaved;
mod versions;

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use ecow::EcoString;

pub use left::{Found, Left, left_in};
pub(super) use unsaved::beginning;
pub use unsaved::{Unsaved, unsaved, unsaved_within};
pub use versions::KeptVersion;

use super::{
    chance::hexadecimal,
    clock::now,
    computer::{boot, host},
    folders::{state_below, state_folder, user},
    format::FORMAT,
    journal::{Header, Journal},
    map_file::{fingerprint, in_digits},
};

/// How long a journal stays in the trash.
const TRASH_AGE: Duration = Duration::from_hours(90 * 24);

/// The place of what is kept about one map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safe {
    folder: PathBuf,
    uid: EcoString,
}

impl Safe {
    /// The safe of the map of this uid at this path, in the user's state folder.
    ///
    /// `None` if there is no such folder, or if the uid, which comes from a file, is not what a uid must be to name a folder.
    pub fn of(uid: &str, map: &Path) -> Option<Self> {
        Self::within(&state_folder()?, uid, map)
    }

    /// The safe of a map within another state folder.
    pub fn within(state: &Path, uid: &str, map: &Path) -> Option<Self> {
        let is_uid = uid.len() == 32 && uid.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        is_uid.then(|| Self { folder: state.join("maps").join(format!("{uid}-{}", place_of(map))), uid: uid.into() })
    }

    /// Every safe in which something of this map may be kept: its own, and those in places that were chosen once.
    pub fn all_of(uid: &str, map: &Path, places: &[PathBuf]) -> Vec<Self> {
        let elsewhere = places.iter().filter_map(|folder| Self::elsewhere(folder, uid, map));
        Self::of(uid, map).into_iter().chain(elsewhere).collect()
    }

    /// The safe of the map of this uid at this path in a folder that a person chose.
    pub fn elsewhere(folder: &Path, uid: &str, map: &Path) -> Option<Self> {
        Self::within(&state_below(folder), uid, map)
    }

    /// The same safe in a folder that a person chose.
    #[must_use]
    pub fn moved_to(&self, folder: &Path) -> Self {
        let name = self.folder.file_name().unwrap_or_default();
        Self { folder: state_below(folder).join("maps").join(name), uid: self.uid.clone() }
    }

    /// The safes of the map at this path, whatever its uid: for a map that cannot be read any more.
    pub fn of_place(map: &Path) -> Vec<Self> {
        state_folder().map_or_else(Vec::new, |state| Self::within_of_place(&state, map))
    }

    /// The same within another state folder.
    pub fn within_of_place(state: &Path, map: &Path) -> Vec<Self> {
        let ending = format!("-{}", place_of(map));
        let names = names_in(&state.join("maps"));
        names.iter().filter_map(|name| Self::within(state, name.strip_suffix(&ending)?, map)).collect()
    }

    /// Begins a journal of what is done from one version on, when the map's file holds another, or the same.
    pub(super) fn begin(&self, base: &str, file: &str) -> io::Result<Journal> {
        make_private(&self.folder)?;
        let header = Header {
            map: self.uid.clone(),
            base: base.into(),
            file: file.into(),
            host: host(),
            boot: boot(),
            pid: std::process::id(),
            user: user().into(),
            start: now(),
            app: env!("CARGO_PKG_VERSION").into(),
            format: FORMAT,
        };
        let number = next_number(&names_in(&self.folder));
        Journal::begin(&self.folder.join(format!("{number:08}-{}.journal", hexadecimal(16))), &header)
    }

    /// Lets go of what has been in the trash for 90 days.
    pub(super) fn tidy_trash(&self) {
        let trash = self.folder.join("trash");
        for name in names_in(&trash) {
            remove_older(&trash.join(name), TRASH_AGE);
        }
    }
}

impl Safe {
    /// A file of this name in the safe.
    pub(in crate::store) fn file_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Makes the folder, private.
    pub(in crate::store) fn make(&self) -> io::Result<()> {
        make_private(&self.folder)
    }

    /// Puts bytes in the trash, synced, where they stay for 90 days.
    pub(in crate::store) fn put_in_trash(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let trash = self.folder.join("trash");
        make_private(&trash)?;
        let path = trash.join(format!("{}-{name}", hexadecimal(8)));
        super::save::write_beside(&path, bytes)?.persist(&path).map_err(|error| error.error)?;
        super::save::sync_folder(&path)
    }
}

/// Moves a journal to the trash of its safe, where it stays for 90 days.
pub fn discard(journal: &Path) -> io::Result<()> {
    let trash = super::save::folder_of(journal).join("trash");
    make_private(&trash)?;
    move_file(journal, &trash.join(name_in_folder(journal).as_str()))
}

/// The name of a file in its folder, by which journals speak of each other.
pub(super) fn name_in_folder(path: &Path) -> EcoString {
    path.file_name().unwrap_or(OsStr::new("journal")).to_string_lossy().into()
}

/// The number a name begins with; 0 if it begins with none.
fn number_of(name: &str) -> u64 {
    let digits = name.split_once('-').map_or("", |(digits, _)| digits);
    if digits.len() == 8 { digits.parse().unwrap_or_default() } else { 0 }
}

/// The number after the largest these names begin with.
fn next_number(names: &[String]) -> u64 {
    names.iter().map(|name| number_of(name)).max().unwrap_or_default() + 1
}

/// Eight digits for the place of a map, whichever way leads there.
fn place_of(map: &Path) -> String {
    let real = fs::canonicalize(map).or_else(|_gone| std::path::absolute(map)).unwrap_or_else(|_nowhere| map.to_owned());
    in_digits(&fingerprint(real.as_os_str().as_encoded_bytes())).chars().take(8).collect()
}

/// A folder that is nobody else's, and those above it.
pub(in crate::store) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Moves a file so that it lasts through a power cut in one of the two places.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        // On another disk it is written anew first; one that stands there already is an earlier attempt.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let bytes = fs::read(from)?;
            super::save::write_beside(to, &bytes)?.persist(to).map_err(|error| error.error)?;
            super::save::sync_folder(to)?;
            fs::remove_file(from)?;
        }
        moved => moved?,
    }
    super::save::sync_folder(to)?;
    super::save::sync_folder(from)
}

/// Removes a file that nobody has written to for so long.
pub(super) fn remove_older(path: &Path, age: Duration) {
    let about = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file);
    let written = about.and_then(|about| about.modified().ok()?.elapsed().ok());
    if written.is_some_and(|written| written > age) {
        // What stays for once is tried again at the next start.
        let _removed = fs::remove_file(path);
    }
}

/// The names in a folder, in order; none if there is no such folder.
pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort_unstable();
    names
}

/// The bytes of an ordinary file of ours up to a limit; a link or a device that was put there is not read.
fn read_own(path: &Path, limit: u64) -> Option<Vec<u8>> {
    let about = fs::symlink_metadata(path).ok()?;
    if !about.is_file() || about.len() > limit {
        return None;
    }
    fs::read(path).ok()
}
