//! Versions: every version of a map that this computer loaded or saved, by its hash.
//!
//! Kept are all of the last day, one a day for 30 days, one a week for a year, and the newest ten, as far as 500 MB reach.
//! This is no substitute for backups on another disk.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use ecow::EcoString;
use jiff::{SignedDuration, Timestamp};

use super::{Safe, beginning, make_private, names_in, next_number, number_of, read_own};
use crate::{
    model::Network,
    store::{
        clock::now,
        map_file::{fingerprint, in_digits},
        ordinary::size_limit,
        save::{sync_folder, write_beside},
    },
};

/// As many bytes of versions as are kept beyond the newest ten.
const MOST_BYTES: u64 = 500_000_000;

/// As many versions as one save lets go of for their age: a clock that is wrong for once costs no more.
const MOST_AT_ONCE: usize = 3;

/// The newest versions, which always stay.
const NEWEST: usize = 10;

/// A version of a map that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptVersion {
    /// Its SHA-256, in hexadecimal.
    pub hash: EcoString,
    /// When this computer first had it.
    pub at: Timestamp,
    pub bytes: u64,
    /// How many versions were kept before it, so that the newest is known whatever becomes of the clock.
    number: u64,
    path: PathBuf,
}

impl Safe {
    fn versions_folder(&self) -> PathBuf {
        self.folder.join("base")
    }

    /// Keeps a version, synced; one that is kept already is left as it is.
    pub(in crate::store) fn keep_version(&self, bytes: &[u8]) -> io::Result<()> {
        let (folder, hash) = (self.versions_folder(), in_digits(&fingerprint(bytes)));
        let is_whole = |version: &KeptVersion| version.hash == hash && version.bytes == bytes.len() as u64;
        if self.versions().iter().any(is_whole) {
            return Ok(());
        }
        make_private(&folder)?;
        let path = folder.join(format!("{:08}-{hash}.ron", next_number(&names_in(&folder))));
        write_beside(&path, bytes)?.persist(&path).map_err(|error| error.error)?;
        sync_folder(&path)
    }

    /// Keeps a network that no file holds, for a journal to start from; its hash.
    pub fn keep_network(&self, network: &Network) -> io::Result<EcoString> {
        let (bytes, hash) = beginning(network).ok_or(io::ErrorKind::InvalidData)?;
        self.keep_version(&bytes)?;
        Ok(hash)
    }

    /// The versions that are kept, the newest first.
    pub fn versions(&self) -> Vec<KeptVersion> {
        let folder = self.versions_folder();
        let mut versions: Vec<KeptVersion> = names_in(&folder).iter().filter_map(|name| version(&folder, name)).collect();
        versions.sort_by(|a, b| (b.number, b.at).cmp(&(a.number, a.at)).then_with(|| a.hash.cmp(&b.hash)));
        versions
    }

    /// Since when the version of one hash is kept, if it is kept and older than another one.
    pub(in crate::store) fn older(&self, hash: &str, than: &str) -> Option<Timestamp> {
        let versions = self.versions();
        let place = |of: &str| versions.iter().position(|version| version.hash == of);
        let (place_of, newer) = (place(hash)?, place(than)?);
        versions.get(place_of).filter(|_| newer < place_of).map(|version| version.at)
    }

    /// The bytes of a version; none if it is not there any more, or no longer what its name says.
    pub fn bytes_of(&self, hash: &str) -> Option<Vec<u8>> {
        let mut kept = self.versions().into_iter().filter(|version| version.hash == hash);
        kept.find_map(|version| read_own(&version.path, size_limit()).filter(|bytes| in_digits(&fingerprint(bytes)) == hash))
    }

    /// Lets go of versions that are more than is kept; never of one that a journal speaks of.
    pub(in crate::store) fn tidy_versions(&self) {
        let versions = self.versions();
        let needed = self.versions_needed();
        let gone = let_go(&versions, now()).into_iter().filter(|version| !needed.contains(&version.hash));
        let is_too_much = versions.iter().map(|version| version.bytes).sum::<u64>() > MOST_BYTES;
        // The oldest first. What stays for once is tried again after the next save.
        for version in gone.rev().take(if is_too_much { usize::MAX } else { MOST_AT_ONCE }) {
            let _removed = fs::remove_file(&version.path);
        }
    }
}

fn version(folder: &Path, name: &str) -> Option<KeptVersion> {
    let (path, number) = (folder.join(name), number_of(name));
    let (_, hash) = name.strip_suffix(".ron")?.split_once('-').filter(|_| number > 0)?;
    let about = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let at = Timestamp::try_from(about.modified().ok()?).ok()?;
    Some(KeptVersion { hash: hash.into(), at, bytes: about.len(), number, path })
}

/// The versions that are not kept any longer, of those given with the newest first.
fn let_go(versions: &[KeptVersion], now: Timestamp) -> Vec<&KeptVersion> {
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    let mut bytes = 0;
    let mut gone = Vec::new();
    for (place, version) in versions.iter().enumerate() {
        let age = now.duration_since(version.at);
        let day = version.at.as_second().div_euclid(86_400);
        let is_kept = place < NEWEST
            || age < SignedDuration::from_hours(24)
            || (age < SignedDuration::from_hours(24 * 30) && days.insert(day))
            || (age < SignedDuration::from_hours(24 * 365) && weeks.insert(day.div_euclid(7)));
        if is_kept && (place < NEWEST || bytes + version.bytes <= MOST_BYTES) {
            bytes += version.bytes;
            days.insert(day);
            weeks.insert(day.div_euclid(7));
        } else {
            gone.push(version);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(ages_hours: &[i64], bytes: u64) -> Vec<i64> {
        let now: Timestamp = "2026-05-01T12:00:00Z".parse().unwrap();
        let at = |hours: i64| now - SignedDuration::from_hours(hours);
        let versions: Vec<KeptVersion> = ages_hours
            .iter()
            .map(|&hours| KeptVersion { hash: hours.to_string().into(), at: at(hours), bytes, number: 1, path: PathBuf::new() })
            .collect();
        let gone: Vec<EcoString> = let_go(&versions, now).into_iter().map(|version| version.hash.clone()).collect();
        ages_hours.iter().copied().filter(|hours| !gone.iter().any(|gone| *gone == hours.to_string())).collect()
    }

    #[test]
    fn the_last_day_is_kept_whole_then_one_a_day_then_one_a_week() {
        let ages: Vec<i64> = (0..24).chain([25, 26, 50, 51, 24 * 40, 24 * 41, 24 * 60, 24 * 400]).collect();
        let expected: Vec<i64> = (0..24).chain([50, 24 * 40, 24 * 60]).collect();
        let kept = kept(&ages, 1);
        for hours in &expected {
            assert!(kept.contains(hours), "{hours} of {kept:?}");
        }
        assert!(!kept.contains(&(24 * 400)));
        assert!(!(kept.contains(&50) && kept.contains(&51)));
    }

    #[test]
    fn the_newest_ten_stay_however_large_they_are() {
        let ages: Vec<i64> = (0..12).collect();
        assert_eq!(kept(&ages, MOST_BYTES), (0..10).collect::<Vec<i64>>());
    }
}
