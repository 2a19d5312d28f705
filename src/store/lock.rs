//! The lock of a window: on one computer one window works on a map, and another one opens it to look.
//!
//! Nothing depends on it but that: whoever ignores it loses nothing, because every save joins what others saved. The kernel
//! frees it however its program ends, and its file is never removed.

use std::fs::{File, OpenOptions, TryLockError};

use super::safe::Safe;

/// The name of the file that is locked.
const NAME: &str = "window.lock";

/// Held as long as a window works on a map.
#[derive(Debug)]
pub struct WindowLock {
    _file: File,
}

/// Whether another window works on a map.
#[derive(Debug)]
pub enum Window {
    /// This one is the first.
    First(WindowLock),
    /// Another one was there before.
    Second,
    /// It cannot be known here, and this one works as if it were the first.
    Unknown,
}

impl Safe {
    /// Takes the lock of this map, if no other window has it.
    pub fn take_window(&self) -> Window {
        let path = self.file_of(NAME);
        let is_planted = std::fs::symlink_metadata(&path).is_ok_and(|about| !about.is_file());
        if is_planted || self.make().is_err() {
            return Window::Unknown;
        }
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let Ok(file) = options.open(&path) else { return Window::Unknown };
        match file.try_lock() {
            Ok(()) => Window::First(WindowLock { _file: file }),
            Err(TryLockError::WouldBlock) => Window::Second,
            Err(TryLockError::Error(_no_locks_here)) => Window::Unknown,
        }
    }
}
