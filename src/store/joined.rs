//! Versions of a map that are to be joined, and where what they make together is kept.

use std::{fs, io, path::Path};

use super::{
    chance::guard_of,
    clock::now,
    fault::{FaultKind, FileFault, OpenError, Reason},
    format::{self, Guard},
    keeper::Keeper,
    map_file::{Fingerprint, MapFile, Opened, fingerprint, open},
    ordinary::read_file,
    safe::Safe,
    save::SaveError,
    shown::shown,
};
use crate::{
    compare::diff,
    model::{Deed, Network},
};

/// One version of a map, read whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub network: Network,
    guard: Guard,
    digest: Fingerprint,
}

impl Version {
    /// The version in a file.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let opened = open(path)?;
        Ok(Self { network: opened.network, guard: opened.file.guard, digest: opened.file.digest })
    }

    /// The version that was just opened.
    pub(super) fn of(opened: &Opened) -> Self {
        Self { network: opened.network.clone(), guard: opened.file.guard.clone(), digest: opened.file.digest }
    }

    /// The bytes of its file as they are kept elsewhere: those read, or the same map with the line ends that maps have.
    pub(super) fn as_kept(&self, bytes: &[u8], file: &str) -> Result<Vec<u8>, SaveError> {
        if !bytes.contains(&b'\r') {
            return Ok(bytes.to_vec());
        }
        let text = format::write(&self.network, &self.guard).map_err(|_unwritable| SaveError::DoesNotReadBack { file: file.to_owned() })?;
        Ok(text.into_bytes())
    }

    pub(super) fn guard(&self) -> &Guard {
        &self.guard
    }

    /// The version both sides began with; none where the file is empty, as git gives it where there was none.
    pub fn open_base(path: &Path) -> Result<Option<Self>, OpenError> {
        let is_empty = fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() == 0);
        if is_empty || path == Path::new("/dev/null") { Ok(None) } else { Self::open(path).map(Some) }
    }

    /// The version in bytes that came from elsewhere; `name` is what to call it in a sentence.
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Self, OpenError> {
        let parsed = format::read(bytes).map_err(|faults| OpenError::new(name, Reason::Faults(faults)))?;
        Ok(Self { network: parsed.network, guard: parsed.guard, digest: fingerprint(bytes) })
    }
}

/// Saves what versions make together, synced: the way of every save, with the version it replaces kept in the map's safe and
/// the way there as a step that undo knows. What both sides agree on in the end is written as it stands in one of them.
///
/// A file that is there is replaced only if it is one of the versions or what git left of them; anything else stays. One
/// that holds the result already is left alone.
pub fn keep_joined(out: &Path, network: &Network, ours: &Version, theirs: &Version) -> Result<(), SaveError> {
    let file = shown(&out.to_string_lossy());
    let (guard, text) = text_of_joined(&file, network, ours, theirs)?;
    match standing(out, text.as_bytes(), [ours, theirs])? {
        Standing::Nothing => MapFile::create(out, network, guard).map(drop),
        Standing::Joined => Ok(()),
        Standing::Side(side, bytes) => {
            let opened = Opened { network: side.network.clone(), file: MapFile::of(out, side.guard.clone(), &bytes) };
            if side.network == *network {
                return opened.file.save_anew(network, guard);
            }
            let step = diff("Join the other side's work", &side.network, network).signed(None, Some(now()));
            let mut keeper = Keeper::of(opened);
            keeper.note(Deed::Done(step));
            keeper.save(network, guard).map(|_written| ())
        }
        Standing::Markers(bytes) => {
            if let Some(safe) = Safe::of(&network.about.uid, out) {
                // Both sides are in git; that the copy with its markers is kept as well is no condition.
                let _kept = safe.keep_version(&bytes);
            }
            MapFile::of(out, Guard::default(), &bytes).save(network, guard).map(|_written| ())
        }
    }
}

/// The same for a file that git made for the moment and throws away: nothing of it is kept but in itself.
pub fn write_joined(out: &Path, network: &Network, ours: &Version, theirs: &Version) -> Result<(), SaveError> {
    let file = shown(&out.to_string_lossy());
    let (guard, text) = text_of_joined(&file, network, ours, theirs)?;
    match standing(out, text.as_bytes(), [ours, theirs])? {
        Standing::Nothing => MapFile::create(out, network, guard).map(drop),
        Standing::Joined => Ok(()),
        Standing::Side(_, bytes) | Standing::Markers(bytes) => MapFile::of(out, Guard::default(), &bytes).save_anew(network, guard),
    }
}

/// What stands where versions are to be joined.
enum Standing<'a> {
    Nothing,
    /// What they make together already.
    Joined,
    /// One of them, with its bytes.
    Side(&'a Version, Vec<u8>),
    /// Both of them as git wrote them into one file.
    Markers(Vec<u8>),
}

fn standing<'a>(out: &Path, joined: &[u8], sides: [&'a Version; 2]) -> Result<Standing<'a>, SaveError> {
    let file = shown(&out.to_string_lossy());
    if fs::symlink_metadata(out).is_err() {
        return Ok(Standing::Nothing);
    }
    let real = fs::canonicalize(out).map_err(|source: io::Error| SaveError::Disk { file: file.clone(), source })?;
    let now = read_file(&real).map_err(|_unread| SaveError::Exists { file: file.clone() })?;
    let digest = fingerprint(&now);
    match sides.into_iter().find(|side| side.digest == digest) {
        _ if now == joined => Ok(Standing::Joined),
        Some(side) => Ok(Standing::Side(side, now)),
        None if holds_markers(&now) => Ok(Standing::Markers(now)),
        None => Err(SaveError::Exists { file }),
    }
}

/// What two versions make together as it stands in a file, and its guard.
pub(super) fn text_of_joined(file: &str, network: &Network, ours: &Version, theirs: &Version) -> Result<(Guard, String), SaveError> {
    let unwritable = |_| SaveError::DoesNotReadBack { file: file.to_owned() };
    let bare = format::write(network, &Guard::default()).map_err(unwritable)?;
    let guard = guard_for(&bare, network, ours, theirs);
    let text = format::with_guard(&bare, &Guard::default(), &guard).map_err(unwritable)?;
    Ok((guard, text))
}

/// A side's own guard if that side is the result, else one made of the result: whoever joins the same gets the same bytes.
fn guard_for(bare: &str, network: &Network, ours: &Version, theirs: &Version) -> Guard {
    let equal = [ours, theirs].into_iter().filter(|side| side.network == *network).map(|side| &side.guard);
    if let Some(guard) = equal.min_by_key(|guard| guard.as_str()) {
        return guard.clone();
    }
    guard_of(bare)
}

/// Whether git wrote both versions into the file, one above the other.
fn holds_markers(bytes: &[u8]) -> bool {
    let faults = format::read(bytes).err().unwrap_or_default();
    faults.iter().any(|fault| fault.kind == FaultKind::File(FileFault::Markers))
}
