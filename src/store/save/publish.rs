//! The moment of a save: the new bytes take the place of the old ones, and what they displaced is looked at.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Seek, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{Displaced, MapFile, Placed, Promise, Ready, SaveError, Way, folder_of, promise_of_folder};
use crate::store::{
    chance::hexadecimal,
    disk::in_words,
    map_file::{Fingerprint, fingerprint, name_of},
};

impl MapFile {
    /// Puts what is ready in the place of the file's bytes, synced.
    ///
    /// If somebody saved in the last moment, theirs is put back, unless `can_join` takes their bytes: then ours stays, and
    /// theirs is the answer.
    pub(in crate::store) fn publish(&mut self, ready: Ready, can_join: &dyn Fn(&[u8]) -> bool) -> Result<Placed, SaveError> {
        let Ready { text, guard, real, old, way, file } = ready;
        let disk = |source| SaveError::Disk { file: file.clone(), source };
        let published = match (way, &old) {
            (Way::Beside(temporary), None) => place(temporary, &real).map_err(disk)?,
            (Way::Beside(temporary), Some(_)) => match replace(temporary, (&real, text.as_bytes()), &self.digest, can_join) {
                // It went away in the last moment; the next save writes it anew.
                Err(error) if error.kind() == ErrorKind::NotFound => Published::Theirs,
                published => published.map_err(disk)?,
            },
            (Way::InPlace(_), _) => {
                // Two files cannot change places here, so the file is looked at once more.
                if fs::read(&real).is_ok_and(|now| fingerprint(&now) != self.digest) {
                    return Err(SaveError::ChangedOnDisk { file });
                }
                write_in_place(&real, text.as_bytes()).map_err(|source| SaveError::Torn { file: file.clone(), why: in_words(&source) })?;
                Published::Ours
            }
        };
        let displaced = match published {
            Published::Ours => None,
            Published::Over(displaced) => Some(displaced),
            Published::Theirs => return Err(SaveError::ChangedOnDisk { file }),
        };
        (self.guard, self.digest) = (guard, fingerprint(text.as_bytes()));
        self.notes.clear();
        let synced = promise_of_folder(&real);
        // A disk that failed once may forget what it failed at: the next save writes everything anew.
        self.is_synced = synced.is_ok();
        match (synced, displaced) {
            (Err(error), None) => Err(SaveError::NotSynced { file, why: in_words(&error) }),
            (Ok(promise), displaced) => Ok(Placed { promise, displaced }),
            // Both are joined and saved once more.
            (Err(_), displaced @ Some(_)) => Ok(Placed { promise: Promise::Given, displaced }),
        }
    }
}

/// What stands under the name afterwards.
#[derive(Debug)]
enum Published {
    Ours,
    /// Ours, and what somebody saved in the last moment is beside it.
    Over(Displaced),
    /// Somebody saved in the last moment, and theirs stands there.
    Theirs,
}

/// Gives the new file a name that nobody has.
fn place(temporary: NamedTempFile, real: &Path) -> io::Result<Published> {
    match temporary.persist_noclobber(real) {
        Ok(_file) => Ok(Published::Ours),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(Published::Theirs),
        Err(error) => Err(error.error),
    }
}

/// Lets both files change places and looks at what came back. What nobody has read is never overwritten.
fn replace(
    temporary: NamedTempFile,
    (real, ours): (&Path, &[u8]),
    expected: &Fingerprint,
    can_join: &dyn Fn(&[u8]) -> bool,
) -> io::Result<Published> {
    match exchange(temporary.path(), real) {
        Ok(()) => {}
        Err(error) if is_unknown(&error) => return rename_over(temporary, real, expected),
        Err(error) => return Err(error),
    }
    let displaced = fs::read(temporary.path());
    if displaced.as_ref().is_ok_and(|displaced| fingerprint(displaced) == *expected) {
        return Ok(Published::Ours);
    }
    if let Some(bytes) = displaced.ok().filter(|bytes| can_join(bytes)) {
        let (_file, path) = temporary.keep().map_err(|error| error.error)?;
        return Ok(Published::Over(Displaced { bytes, path }));
    }
    // Half of what somebody is writing: it goes back under the name they write to.
    put_back(temporary, (real, ours))
}

/// Puts what was displaced back. Whatever stood there instead by then is somebody's work, and keeps a name of its own.
fn put_back(temporary: NamedTempFile, (real, ours): (&Path, &[u8])) -> io::Result<Published> {
    let exchanged = exchange(temporary.path(), real);
    if exchanged.is_ok() && fs::read(temporary.path()).is_ok_and(|back| back == ours) {
        return Ok(Published::Theirs);
    }
    let aside = aside_name(real);
    temporary.persist_noclobber(&aside).map_err(|error| {
        // Under its first name it is found too.
        let _kept = error.file.keep();
        error.error
    })?;
    exchanged.map(|()| Published::Theirs)
}

/// `MAP (conflicted copy 1a2b3c4d).permea.ron`: a name under which the copy is found and offered.
fn aside_name(real: &Path) -> PathBuf {
    let name = name_of(real);
    let (stem, ending) = name.split_once('.').unwrap_or((&name, "ron"));
    folder_of(real).join(format!("{stem} (conflicted copy {}).{ending}", hexadecimal(8)))
}

/// The way of disks that cannot let two files change places: look once more, then rename.
fn rename_over(temporary: NamedTempFile, real: &Path, expected: &Fingerprint) -> io::Result<Published> {
    if fingerprint(&fs::read(real)?) != *expected {
        return Ok(Published::Theirs);
    }
    temporary.persist(real).map(|_file| Published::Ours).map_err(|error| error.error)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the disk or the system does not know the call, as network disks and FUSE do not.
fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported)
}

/// Writes over the bytes of the file itself, which keeps all its names. A crash may leave it torn.
fn write_in_place(real: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(real)?;
    file.write_all(bytes)?;
    let length = file.stream_position()?;
    file.set_len(length)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{
        model::{Change, Kind, Member, MemberId, Network, Step},
        store::format::Guard,
    };

    fn network(name: &str) -> Network {
        let member = Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, name);
        Network::new("Invented", "0123456789abcdef0123456789abcdef").apply(&Step::new("Add", vec![Change::add(member)])).unwrap()
    }

    /// A map in a folder of its own, and a save of it that is ready to be published.
    struct Desk {
        outer: TempDir,
        file: MapFile,
    }

    impl Desk {
        fn new() -> Self {
            let outer = TempDir::new().unwrap();
            fs::create_dir(outer.path().join("maps")).unwrap();
            let file = MapFile::create(&outer.path().join("maps/map.ron"), &network("Ash"), Guard::new("aaaaaaaaaaaa")).unwrap();
            Self { outer, file }
        }

        fn map(&self) -> PathBuf {
            self.outer.path().join("maps/map.ron")
        }

        fn ready(&self) -> Ready {
            self.file.ready(&network("Birch"), Guard::new("bbbbbbbbbbbb")).unwrap().unwrap()
        }

        fn publish(&mut self, ready: Ready) -> Result<Placed, SaveError> {
            self.file.publish(ready, &|_theirs| false)
        }

        /// The files beside the map and the map, each with what it holds, by name.
        fn files(&self) -> Vec<(String, String)> {
            let entries = fs::read_dir(self.outer.path().join("maps")).unwrap().map(|entry| entry.unwrap());
            let mut files: Vec<(String, String)> =
                entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())).collect();
            files.sort();
            files
        }

        /// The folder of the map is none any more.
        fn lose_the_folder(&self) {
            fs::rename(self.outer.path().join("maps"), self.outer.path().join("elsewhere")).unwrap();
            fs::write(self.outer.path().join("maps"), "a file").unwrap();
        }
    }

    #[test]
    fn a_map_that_goes_away_in_the_last_moment_is_looked_for_before_it_is_written_anew() {
        let mut desk = Desk::new();
        let ready = desk.ready();
        fs::remove_file(desk.map()).unwrap();
        assert!(matches!(desk.publish(ready), Err(SaveError::ChangedOnDisk { .. })));
        assert!(!desk.map().exists());
    }

    #[test]
    fn a_map_that_was_gone_and_is_there_again_in_the_last_moment_stays() {
        let mut desk = Desk::new();
        fs::remove_file(desk.map()).unwrap();
        let ready = desk.ready();
        fs::write(desk.map(), "theirs").unwrap();
        assert!(matches!(desk.publish(ready), Err(SaveError::ChangedOnDisk { .. })));
        assert_eq!(fs::read_to_string(desk.map()).unwrap(), "theirs");
    }

    #[test]
    fn what_nobody_can_join_goes_back_under_its_name_and_ours_leaves_nothing_behind() {
        let mut desk = Desk::new();
        let ready = desk.ready();
        fs::write(desk.map(), "half of theirs").unwrap();
        assert!(matches!(desk.publish(ready), Err(SaveError::ChangedOnDisk { .. })));
        assert_eq!(desk.files(), [("map.ron".to_owned(), "half of theirs".to_owned())]);
    }

    #[test]
    fn what_is_written_while_theirs_goes_back_keeps_a_name_of_its_own() {
        let mut desk = Desk::new();
        let (ready, map) = (desk.ready(), desk.map());
        fs::write(&map, "half of theirs").unwrap();
        let writes_on = |_half: &[u8]| fs::write(&map, "the whole of theirs").is_err();
        assert!(matches!(desk.file.publish(ready, &writes_on), Err(SaveError::ChangedOnDisk { .. })));
        let [(copy, theirs), (name, half)] = desk.files().try_into().unwrap();
        assert_eq!((name.as_str(), half.as_str(), theirs.as_str()), ("map.ron", "half of theirs", "the whole of theirs"));
        assert!(copy.starts_with("map (conflicted copy ") && copy.ends_with(").ron"), "{copy}");
    }

    #[test]
    fn where_files_cannot_change_places_only_what_is_known_is_renamed_over() {
        let desk = Desk::new();
        let new_file = || crate::store::save::write_beside(&desk.map(), b"ours").unwrap();
        let known = desk.file.digest;
        fs::write(desk.map(), "theirs").unwrap();
        assert!(matches!(rename_over(new_file(), &desk.map(), &known).unwrap(), Published::Theirs));
        assert!(matches!(rename_over(new_file(), &desk.map(), &fingerprint(b"theirs")).unwrap(), Published::Ours));
        assert_eq!(desk.files(), [("map.ron".to_owned(), "ours".to_owned())]);
    }

    #[test]
    fn a_folder_that_is_none_any_more_is_told_as_the_disk_tells_it() {
        let mut desk = Desk::new();
        let ready = desk.ready();
        desk.lose_the_folder();
        assert!(matches!(desk.publish(ready), Err(SaveError::Disk { .. })));
        let mut desk = Desk::new();
        fs::remove_file(desk.map()).unwrap();
        let ready = desk.ready();
        desk.lose_the_folder();
        assert!(matches!(desk.publish(ready), Err(SaveError::Disk { .. })));
    }
}
