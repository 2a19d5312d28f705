//! Saving: the map's file is always the whole old one or the whole new one.
//!
//! The new bytes are read back and compared, written beside the file and synced; then both files change places, what was
//! displaced is looked at, and the folder is synced. A file that somebody else changed since it was opened is left alone;
//! joining both is the merge's work. A file with several names, or in a folder that takes no new file, is written in place.

mod likeness;
mod publish;
mod sense;
mod told;

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

pub(super) use sense::must_make_sense;
pub use told::Told;

use super::{
    disk::in_words,
    format::{self, Guard},
    journal::Manner,
    map_file::{MapFile, Opened, fingerprint, name_of},
    new_file::write_new,
    ordinary,
    shown::shown,
};
use crate::{app::Unwritable, model::Network};
use likeness::keep_likeness;
use told::{in_megabytes, of_room, room_in};

/// What a save did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The file holds the network, synced.
    Written,
    /// The file held it already, so it was left as it is.
    Unchanged,
}

/// Why a map was not saved. The file is as it was, and the network is still in memory.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error(
        "{file} was changed by somebody else since it was opened. Nothing was written over it. Save under another name, or open it again."
    )]
    ChangedOnDisk { file: String },
    #[error("{file} is no longer there. Nothing was written. Save under another name.")]
    Gone { file: String },
    #[error("{file} exists already. Nothing was written over it. Choose another name.")]
    Exists { file: String },
    #[error("{file} cannot be saved here ({}). It is as it was. Save under another name or in another place.", place.words())]
    ReadOnly { file: String, place: Unwritable },
    #[error("{file} cannot be saved: there is no folder {folder}. Make it, or choose another place.")]
    NoFolder { file: String, folder: String },
    #[error("{file} could not be saved: {why}. The file is as it was. Save under another name or on another disk.", why = in_words(source))]
    Disk { file: String, source: io::Error },
    #[error(
        "{file} could not be saved: the disk is full (it takes {}, {} are free). The file is as it was. Save under another name on another disk.",
        in_megabytes(*needed),
        in_megabytes(*free)
    )]
    NoRoom { file: String, needed: u64, free: u64 },
    #[error("{file} was not saved: what would have been written does not read back as the same map. The file is as it was.")]
    DoesNotReadBack { file: String },
    #[error(
        "{file} was not saved: {} would vanish from it that no step took out. The file is as it was. Save under another name, and compare both.",
        lost(*members, *ratings)
    )]
    WouldLose { file: String, members: usize, ratings: usize },
    #[error("{file} was not saved: it is written in place, and no copy of it could be kept first ({why}). The file is as it was.")]
    NoCopy { file: String, why: String },
    #[error(
        "{file} may be written only in part: {why}. `permea restore` brings back how it was, and your changes are still here. Save under another name."
    )]
    Torn { file: String, why: String },
    #[error(
        "{file} holds your changes, but the disk does not promise that they outlive a power cut ({why}). Save a copy under another name."
    )]
    NotSynced { file: String, why: String },
}

/// `3 members and 1 rating`.
fn lost(members: usize, ratings: usize) -> String {
    let counted = |count: usize, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {more}")),
    };
    let parts: Vec<String> = [counted(members, "member", "members"), counted(ratings, "rating", "ratings")].into_iter().flatten().collect();
    parts.join(" and ")
}

/// A save that needs only to be published: the old file is as it was, and the new bytes are on its disk.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) text: String,
    guard: Guard,
    /// The file behind all links.
    real: PathBuf,
    /// The bytes that stand there now; none where the file is gone.
    pub(super) old: Option<Vec<u8>>,
    way: Way,
    file: String,
}

/// How new bytes take the place of the old ones.
#[derive(Debug)]
enum Way {
    /// This new file beside the old one takes its name.
    Beside(NamedTempFile),
    /// The old one itself is written, for this reason.
    InPlace(Told),
}

/// What came of putting new bytes in the place of the old ones.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) promise: Promise,
    pub(super) displaced: Option<Displaced>,
}

/// A version that somebody saved in the same moment as we did, and whose place ours took: their bytes, and the file beside
/// the map that holds them until both are joined and saved.
#[derive(Debug)]
pub(super) struct Displaced {
    pub(super) bytes: Vec<u8>,
    pub(super) path: PathBuf,
}

impl Ready {
    pub(super) fn manner(&self) -> Manner {
        match self.way {
            Way::Beside(_) => Manner::Replace,
            Way::InPlace(_) => Manner::InPlace,
        }
    }

    /// What somebody should know of the save before it is done.
    pub(super) fn told(&self) -> Option<Told> {
        match self.way {
            Way::Beside(_) => of_room(&folder_of(&self.real), self.text.len()),
            Way::InPlace(why) => Some(why),
        }
    }
}

impl MapFile {
    /// Saves the network over the file it came from. A file that holds it already is left alone, whatever its guard.
    ///
    /// Nothing is kept of how it was before; the screen and the shell save through a [`Keeper`](super::Keeper), which does.
    pub fn save(&mut self, network: &Network, guard: Guard) -> Result<Saved, SaveError> {
        match self.ready(network, guard)? {
            Some(ready) => self.publish(ready, &|_theirs| false).map(|_nothing| Saved::Written),
            None => Ok(Saved::Unchanged),
        }
    }

    /// Saves the network that the file holds already under another guard.
    pub(super) fn save_anew(self, network: &Network, guard: Guard) -> Result<(), SaveError> {
        let mut file = Self { is_synced: false, ..self };
        file.save(network, guard).map(|_written| ())
    }

    /// Everything of a save up to its publication; none if the file holds the network already, and for good.
    pub(super) fn ready(&self, network: &Network, guard: Guard) -> Result<Option<Ready>, SaveError> {
        let file = shown(&self.path.to_string_lossy());
        let unwritable = |_| SaveError::DoesNotReadBack { file: file.clone() };
        let same = format::write(network, &self.guard).map_err(unwritable)?;
        let disk = |source| SaveError::Disk { file: file.clone(), source };
        let real = match fs::canonicalize(&self.path) {
            Ok(real) => Some(real),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(disk(error)),
        };
        if real.is_some() && fingerprint(same.as_bytes()) == self.digest && self.is_synced {
            return Ok(None);
        }
        let text = format::with_guard(&same, &self.guard, &guard).map_err(unwritable)?;
        must_read_back(&text, network, &file)?;
        let Some(real) = real else { return ready_anew(&self.path, (text, guard), file).map(Some) };
        let mut standing = fs::File::open(&real).map_err(disk)?;
        let about = standing.metadata().map_err(disk)?;
        if let Some(place) = ordinary::unwritable(&real) {
            return Err(SaveError::ReadOnly { file, place });
        }
        let mut old = Vec::with_capacity(about.len() as usize);
        standing.read_to_end(&mut old).map_err(disk)?;
        if fingerprint(&old) != self.digest {
            return Err(SaveError::ChangedOnDisk { file });
        }
        let way = way(&real, text.as_bytes(), (&standing, &about)).map_err(|source| match room_in(&folder_of(&real)) {
            Some(free) if source.kind() == io::ErrorKind::StorageFull => {
                SaveError::NoRoom { file: file.clone(), needed: text.len() as u64, free }
            }
            Some(_) | None => disk(source),
        })?;
        Ok(Some(Ready { text, guard, real, old: Some(old), way, file }))
    }

    /// Saves the network in a new file; one that exists is left alone.
    pub fn create(path: &Path, network: &Network, guard: Guard) -> Result<Self, SaveError> {
        let file = shown(&path.to_string_lossy());
        let text = format::write(network, &guard).map_err(|_unwritable| SaveError::DoesNotReadBack { file: file.clone() })?;
        must_read_back(&text, network, &file)?;
        write_new(path, text.as_bytes())?;
        Ok(Self::of(path, guard, text.as_bytes()))
    }
}

impl Opened {
    /// The same file with another network in it.
    #[must_use]
    pub fn with(self, network: Network) -> Self {
        Self { network, ..self }
    }
}

/// Refuses a text that would not be read as the network it was made from.
pub(super) fn must_read_back(text: &str, network: &Network, file: &str) -> Result<(), SaveError> {
    let reads_back = format::read(text.as_bytes()).is_ok_and(|parsed| parsed.network == *network);
    if reads_back { Ok(()) } else { Err(SaveError::DoesNotReadBack { file: file.to_owned() }) }
}

/// The folder of a file; that of a bare name is the present one.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A new private file in the same folder, written and synced. It goes away if it is not renamed.
pub(super) fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let prefix = format!(".{}.", name_of(path));
    let mut temporary = tempfile::Builder::new().prefix(&prefix).rand_bytes(10).suffix(".tmp").tempfile_in(folder_of(path))?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// A save of a map whose file is gone: it is written again where it was, and never over something else.
fn ready_anew(path: &Path, (text, guard): (String, Guard), file: String) -> Result<Ready, SaveError> {
    let disk = |source| SaveError::Disk { file: file.clone(), source };
    // A link that leads to nothing stays, and what it led to is written.
    let led_to = fs::read_link(path).map(|to| folder_of(path).join(to));
    let real = led_to.unwrap_or_else(|_no_link| path.to_owned());
    let folder = folder_of(&real);
    if !folder.is_dir() {
        return Err(SaveError::NoFolder { file, folder: shown(&folder.to_string_lossy()) });
    }
    let temporary = write_beside(&real, text.as_bytes()).map_err(disk)?;
    Ok(Ready { text, guard, real, old: None, way: Way::Beside(temporary), file })
}

/// The new file beside the old one and like it, or why there can be none.
fn way(real: &Path, bytes: &[u8], (old, about): (&fs::File, &fs::Metadata)) -> io::Result<Way> {
    if has_other_names(about) {
        return Ok(Way::InPlace(Told::SeveralNames));
    }
    let temporary = match write_beside(real, bytes) {
        Ok(temporary) => temporary,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(Way::InPlace(Told::NoNewFile)),
        Err(error) => return Err(error),
    };
    Ok(if keep_likeness(&temporary, old, about).is_ok() { Way::Beside(temporary) } else { Way::InPlace(Told::NotAlike) })
}

#[cfg(unix)]
fn has_other_names(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_about: &fs::Metadata) -> bool {
    false
}

/// Whether the disk promises that a rename lasts through a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promise {
    Given,
    /// Some network disks cannot sync a folder; the file itself is synced.
    NotGiven,
}

/// Makes the rename last through a power cut.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    promise_of_folder(path).map(|_promise| ())
}

#[cfg(unix)]
pub(super) fn promise_of_folder(path: &Path) -> io::Result<Promise> {
    match fs::File::open(folder_of(path))?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(Promise::NotGiven),
        result => result.map(|()| Promise::Given),
    }
}

#[cfg(not(unix))]
pub(super) fn promise_of_folder(_path: &Path) -> io::Result<Promise> {
    Ok(Promise::Given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Change, Kind, Member, MemberId, Step};

    fn network(name: &str) -> Network {
        let member = Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, name);
        Network::new("Invented", "0123456789abcdef0123456789abcdef").apply(&Step::new("Add", vec![Change::add(member)])).unwrap()
    }

    #[test]
    fn a_text_that_reads_back_as_another_map_is_refused() {
        let text = format::write(&network("Ash"), &Guard::new("aaaaaaaaaaaa")).unwrap();
        assert!(must_read_back(&text, &network("Ash"), "map.ron").is_ok());
        assert!(matches!(must_read_back(&text, &network("Birch"), "map.ron"), Err(SaveError::DoesNotReadBack { .. })));
        assert!(matches!(must_read_back("", &network("Ash"), "map.ron"), Err(SaveError::DoesNotReadBack { .. })));
    }

    #[test]
    fn what_would_vanish_is_counted_in_words() {
        assert_eq!(lost(1, 0), "1 member");
        assert_eq!(lost(3, 1), "3 members and 1 rating");
        assert_eq!(lost(0, 2), "2 ratings");
    }

    #[test]
    fn a_bare_name_stands_in_the_present_folder() {
        assert_eq!(folder_of(Path::new("map.ron")), Path::new("."));
        assert_eq!(folder_of(Path::new("maps/map.ron")), Path::new("maps"));
        assert_eq!(folder_of(Path::new("/map.ron")), Path::new("/"));
    }

    #[test]
    fn an_opened_file_takes_another_network() {
        let file = MapFile::of(Path::new("map.ron"), Guard::default(), b"");
        let opened = Opened { network: network("Ash"), file };
        assert!(opened.with(network("Birch")).network == network("Birch"));
    }
}
