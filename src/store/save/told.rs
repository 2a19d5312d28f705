//! What somebody should know of a save that was done: how the file was kept as it was, and what the disk does not promise.

use std::path::Path;

/// Something to know about a save. The file holds the map all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// It was written in place, because it has several names.
    SeveralNames,
    /// It was written in place, because its folder takes no new file.
    NoNewFile,
    /// It was written in place, because a new file could not be given its owner or its access list.
    NotAlike,
    /// The disk cannot say that a new name outlives a power cut.
    NotPromised,
    /// Another save may not fit; so many bytes are free.
    LittleRoom { free: u64 },
}

impl Told {
    /// The sentence; `file` is what to call the map.
    pub fn sentence(self, file: &str) -> String {
        match self {
            Self::SeveralNames => format!("{file} has several names on this disk; it is saved in place to keep them all."),
            Self::NoNewFile => format!("{file} is saved in place, because its folder takes no new file."),
            Self::NotAlike => format!("{file} is saved in place, so that its owner and who may read it stay as they are."),
            Self::NotPromised => format!("{file} is saved, but this disk does not promise it across a power cut."),
            Self::LittleRoom { free } => {
                format!("{file} is saved, but only {} free on its disk: another save may not fit.", in_megabytes(free))
            }
        }
    }
}

/// `0.3 MB`.
pub(super) fn in_megabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// How many bytes the disk of a folder takes yet; none if it does not say.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn room_in(folder: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(folder).ok()?;
    about.f_bavail.checked_mul(about.f_frsize)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn room_in(_folder: &Path) -> Option<u64> {
    None
}

/// What to say of the room that is left, if a map of so many bytes may not fit twice.
pub(super) fn of_room(folder: &Path, bytes: usize) -> Option<Told> {
    let free = room_in(folder)?;
    is_little(free, bytes).then_some(Told::LittleRoom { free })
}

fn is_little(free: u64, bytes: usize) -> bool {
    free < bytes as u64 * 2 + 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_little_room_where_a_map_does_not_fit_twice_with_a_megabyte_to_spare() {
        assert!(is_little(1_000_199, 100));
        assert!(!is_little(1_000_200, 100));
        assert!(!is_little(5_000_000, 100));
    }

    #[test]
    fn what_is_told_of_a_save_names_the_map_and_the_reason() {
        let told = [
            (Told::SeveralNames, "has several names"),
            (Told::NoNewFile, "its folder takes no new file"),
            (Told::NotAlike, "its owner"),
            (Told::NotPromised, "a power cut"),
            (Told::LittleRoom { free: 1_234_567 }, "only 1.2 MB free"),
        ];
        for (told, reason) in told {
            let sentence = told.sentence("map.ron");
            assert!(sentence.starts_with("map.ron ") && sentence.contains(reason), "{sentence}");
        }
    }

    #[test]
    fn bytes_are_told_in_tenths_of_a_megabyte() {
        assert_eq!([0, 99_999, 1_250_000, 123_456_789].map(in_megabytes), ["0.0 MB", "0.0 MB", "1.2 MB", "123.4 MB"]);
    }
}
