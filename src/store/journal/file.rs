//! A journal that is being written: its own file, locked, appended to and synced.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    entry::{Entry, Header},
    line::{first_line, line, parts},
};
use crate::store::{format::in_ron, save::sync_folder};

/// A journal open for appending. After an error it is not to be used again: what the disk holds is unknown then.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    crc: u32,
    seq: u32,
    bytes: usize,
}

/// A journal of so many records or bytes is full: another one begins, so that reading one takes no time.
const MOST_RECORDS: u32 = 5000;
const MOST_BYTES: usize = 8 << 20;

impl Journal {
    /// Begins a journal in a file that is not there yet, locks it, and syncs its header and its folder.
    pub fn begin(path: &Path, header: &Header) -> io::Result<Self> {
        let file = private(OpenOptions::new().append(true).create_new(true)).open(path)?;
        // A disk that knows no locks is used without: the lock keeps nothing from being lost.
        let _locked = file.try_lock();
        let (text, crc) = first_line(&in_ron(header).map_err(io::Error::other)?);
        let mut journal = Self { path: path.to_owned(), file, crc, seq: 0, bytes: text.len() };
        match journal.write_first(text.as_bytes()) {
            Ok(()) => Ok(journal),
            Err(error) => {
                journal.remove();
                Err(error)
            }
        }
    }

    fn write_first(&mut self, header: &[u8]) -> io::Result<()> {
        self.write(header)?;
        self.file.sync_all()?;
        sync_folder(&self.path)
    }

    /// Removes a journal that keeps nothing yet. One that stays is empty, and an empty one says nothing.
    pub(in crate::store) fn remove(self) {
        let _removed = fs::remove_file(&self.path);
    }

    /// Appends the entries and syncs once. When it answers, they last through a power cut.
    pub fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        let mut text = String::new();
        let (mut crc, mut seq) = (self.crc, self.seq);
        for entry in entries {
            for part in parts(&entry.line().map_err(io::Error::other)?) {
                seq = seq.wrapping_add(1);
                let (line, next) = line(crc, seq, &part);
                crc = next;
                text.push_str(&line);
            }
        }
        self.write(text.as_bytes())?;
        self.file.sync_data()?;
        (self.crc, self.seq) = (crc, seq);
        self.bytes += text.len();
        Ok(())
    }

    /// Whether another journal is to begin.
    pub fn is_full(&self) -> bool {
        self.seq >= MOST_RECORDS || self.bytes >= MOST_BYTES
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }
}

/// Whether a journal is held by a program that runs. One that cannot be opened counts as held: it is left alone.
pub fn is_held(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return true };
    matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock))
}

/// A file that is nobody else's, whatever the umask.
#[cfg(unix)]
pub(in crate::store) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

/// A file that is nobody else's, as far as the platform has such files.
#[cfg(not(unix))]
pub(in crate::store) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
