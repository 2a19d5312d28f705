//! The safe of a map: what this computer keeps about it in a private folder of its own.
//!
//! ```text
//! <state folder>/maps/<uid>-<8 hex of the real path>/
//!     <16 hex>.journal                    one for each session that has changed something since the file was written
//!     history/<64 hex>-<8 hex>.journal    what led to the version of this hash
//!     base/<64 hex>.ron                   versions of the map by their hash
//!     trash/                              journals that were thrown away or taken in, for 90 days
//! ```
//!
//! Copies of a map in two places have a safe each. Folders are private (0700) and files too (0600).

mod history;
mod left;
mod torn;
mod versions;

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use ecow::EcoString;

pub use left::Left;
pub use versions::KeptVersion;

use super::{
    chance::hexadecimal,
    clock::now,
    folders::{state_folder, user},
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

    /// Begins a journal of what is done from the version of this hash on.
    pub(super) fn begin(&self, base: &str) -> io::Result<Journal> {
        make_private(&self.folder)?;
        let header = Header {
            map: self.uid.clone(),
            base: base.into(),
            user: user().into(),
            pid: std::process::id(),
            start: now(),
            app: env!("CARGO_PKG_VERSION").into(),
            format: FORMAT,
        };
        Journal::begin(&self.folder.join(format!("{}.journal", hexadecimal(16))), &header)
    }

    /// Lets go of what has been in the trash for 90 days.
    pub(super) fn tidy_trash(&self) {
        let trash = self.folder.join("trash");
        for name in names_in(&trash) {
            remove_older(&trash.join(name), TRASH_AGE);
        }
    }

    /// Moves a journal to the trash, where it stays for 90 days.
    pub fn discard(&self, journal: &Path) -> io::Result<()> {
        let trash = self.folder.join("trash");
        make_private(&trash)?;
        let name = journal.file_name().unwrap_or(OsStr::new("journal"));
        move_file(journal, &trash.join(name))
    }
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
    fs::rename(from, to)?;
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
