//! A mark for as long as a screen is on a terminal: what stays of it tells the next start that the last one was killed.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::PathBuf,
};

use super::{
    folders::state_folder,
    journal::{is_held, private},
    map_file::{fingerprint, in_digits},
    safe::make_private,
};

/// The mark of one screen. The kernel lets go of its lock however the program ends.
#[derive(Debug)]
pub struct ScreenMark {
    path: PathBuf,
    _held: File,
}

impl ScreenMark {
    /// Marks the terminal of this name as one that has a screen.
    pub fn set(terminal: &str) -> io::Result<Self> {
        let path = path_of(terminal).ok_or(io::ErrorKind::NotFound)?;
        if let Some(folder) = path.parent() {
            make_private(folder)?;
        }
        let held = private(OpenOptions::new().write(true).create(true).truncate(false)).open(&path)?;
        // A disk without locks is used without: then the next start knows nothing.
        held.try_lock().map_err(|_held_already| io::Error::from(io::ErrorKind::WouldBlock))?;
        Ok(Self { path, _held: held })
    }

    /// The terminal is as it was.
    pub fn remove(self) {
        // What stays gives a needless hint once.
        let _removed = fs::remove_file(&self.path);
    }
}

/// Whether the last screen on this terminal was killed. It is said once.
pub fn was_killed(terminal: &str) -> bool {
    let Some(path) = path_of(terminal).filter(|path| path.exists()) else { return false };
    !is_held(&path) && fs::remove_file(&path).is_ok()
}

fn path_of(terminal: &str) -> Option<PathBuf> {
    let name: String = in_digits(&fingerprint(terminal.as_bytes())).chars().take(16).collect();
    Some(state_folder()?.join("screens").join(name))
}
