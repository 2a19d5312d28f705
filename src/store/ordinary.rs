//! Reading a file that somebody names: an ordinary one, within the limit, or a reason why not.

use std::{
    fs,
    io::{self, Read},
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use super::{disk::in_words, fault::Reason};
use crate::app::Unwritable;

/// A larger file is no map of schools; reading it would only fill the memory. The user may lift it.
static SIZE_LIMIT_BYTES: AtomicU64 = AtomicU64::new(256_000_000);

/// Bytes of a map, at most.
pub fn size_limit() -> u64 {
    SIZE_LIMIT_BYTES.load(Ordering::Relaxed)
}

/// Lets maps be so large from now on, in the whole program.
pub fn lift_size_limit(bytes: u64) {
    SIZE_LIMIT_BYTES.store(bytes, Ordering::Relaxed);
}

/// The whole file, if it is an ordinary one within the limit. A pipe or device is not waited for.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Reason> {
    let about = fs::metadata(path).map_err(|error| why_not_found(path, &error))?;
    must_be_ordinary(&about)?;
    let file = open_at_once(path).map_err(|error| why_unread(&about, &error))?;
    // Something else may have taken the name meanwhile.
    let about = file.metadata().map_err(|error| why_unread(&about, &error))?;
    must_be_ordinary(&about)?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    file.take(size_limit().saturating_add(1)).read_to_end(&mut bytes).map_err(|error| why_unread(&about, &error))?;
    within_limit(bytes.len() as u64)?;
    Ok(bytes)
}

/// Everything a stream gives, up to the limit of a map.
pub fn read_stream(stream: impl Read) -> io::Result<Result<Vec<u8>, Reason>> {
    let mut bytes = Vec::new();
    stream.take(size_limit().saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(within_limit(bytes.len() as u64).map(|()| bytes))
}

fn must_be_ordinary(about: &fs::Metadata) -> Result<(), Reason> {
    if about.is_file() { within_limit(about.len()) } else { Err(Reason::NotAFile) }
}

fn within_limit(bytes: u64) -> Result<(), Reason> {
    let limit = size_limit();
    if bytes > limit { Err(Reason::TooLarge { bytes, limit }) } else { Ok(()) }
}

/// Opens without waiting for the other end of a pipe.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn open_at_once(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    fs::OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn open_at_once(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

fn why_not_found(path: &Path, error: &io::Error) -> Reason {
    let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    let is_gone = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    match (is_gone, is_link) {
        (true, true) => Reason::Dangling,
        (true, false) => Reason::NotFound,
        (false, _) if error.kind() == io::ErrorKind::PermissionDenied => Reason::Denied { mode: None, owner: None },
        (false, true) => Reason::LinkLoop,
        (false, false) => Reason::Disk { why: in_words(error) },
    }
}

fn why_unread(about: &fs::Metadata, error: &io::Error) -> Reason {
    if error.kind() == io::ErrorKind::PermissionDenied { denied(about) } else { Reason::Disk { why: in_words(error) } }
}

/// Whose file it is, and the last three octal digits of its mode.
#[cfg(unix)]
fn denied(about: &fs::Metadata) -> Reason {
    use std::os::unix::fs::MetadataExt;
    let owner = uzers::get_user_by_uid(about.uid()).map(|user| user.name().to_string_lossy().into_owned());
    Reason::Denied { mode: Some(about.mode() & 0o777), owner: owner.or_else(|| Some(about.uid().to_string())) }
}

#[cfg(not(unix))]
fn denied(_about: &fs::Metadata) -> Reason {
    Reason::Denied { mode: None, owner: None }
}

/// Why the file cannot be written; none if nothing forbids it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn unwritable(path: &Path) -> Option<Unwritable> {
    use rustix::{
        fs::{Access, access},
        io::Errno,
    };
    match access(path, Access::WRITE_OK) {
        Err(Errno::ROFS) => Some(Unwritable::Disk),
        Err(Errno::ACCESS | Errno::PERM) => Some(Unwritable::File),
        // Even for an administrator, whom no mode stops, a file without any leave to write is meant to stay as it is.
        Ok(()) | Err(_) => fs::metadata(path).is_ok_and(|about| about.permissions().readonly()).then_some(Unwritable::File),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn unwritable(path: &Path) -> Option<Unwritable> {
    fs::metadata(path).is_ok_and(|about| about.permissions().readonly()).then_some(Unwritable::File)
}
