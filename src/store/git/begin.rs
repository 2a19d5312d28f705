//! The one set-up: a map that nobody else sees gets a shared place, or a shared map is fetched to where there is none yet.
//!
//! A new repository is made beside the map under another name and appears whole or not at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    GitError, Repository, Standing, SyncError,
    call::{Call, succeed},
    ground::{Ground, Remote, Settings},
    patience::PATIENCE,
    program_for_git,
    shared_place::{SharedPlace, in_words, is_path},
    tree::Entry,
    wire::{Fetched, Wire, branch_there},
};
use crate::{
    model::About,
    store::{
        joined::Version,
        map_file,
        new_file::write_new,
        save::{SaveError, folder_of},
        shown::shown,
    },
};

/// The name git gives the place that a copy is shared through.
const ORIGIN: &str = "origin";

/// The branch of a place that holds nothing yet.
const MAIN: &str = "main";

/// As many maps of a repository are looked at for one that has another name there.
const MOST_MAPS: usize = 50;

/// Shares a map at a place, or fetches it from there.
pub(super) fn begin(map: &Path, with: &str, rater: Option<&str>) -> Result<Standing, SyncError> {
    let place = SharedPlace::parse(with)?;
    let is_here = fs::symlink_metadata(map).is_ok();
    let about = if is_here { Some(map_file::open(map)?.network.about) } else { None };
    let given = folder_of(map);
    let folder = fs::canonicalize(&given)
        .map_err(|_missing| SaveError::NoFolder { file: shown(&map.to_string_lossy()), folder: shown(&given.to_string_lossy()) })?;
    let real = if is_here {
        fs::canonicalize(map).unwrap_or_else(|_gone| map.to_owned())
    } else {
        folder.join(map.file_name().unwrap_or_default())
    };
    let folder = folder_of(&real);
    if let SharedPlace::Folder(shared) = &place
        && folder.starts_with(shared)
    {
        return Err(SyncError::Within { file: shown(&map.to_string_lossy()), folder: shown(&shared.to_string_lossy()) });
    }
    let new = Beginning { real, folder, about, place, rater };
    match (Repository::around(&new.folder), is_here) {
        (Ok(repository), true) => new.in_repository(repository.folder()),
        (Ok(repository), false) => Err(SyncError::Taken { folder: shown(&repository.folder().to_string_lossy()) }),
        (Err(GitError::NoRepository { .. }), _) => new.in_new_repository(),
        (Err(error), _) => Err(error.into()),
    }
}

/// A map that begins to be shared.
struct Beginning<'a> {
    real: PathBuf,
    folder: PathBuf,
    /// Of the map that is here; none if it is to be fetched.
    about: Option<About>,
    place: SharedPlace,
    rater: Option<&'a str>,
}

impl Beginning<'_> {
    fn url(&self) -> Result<String, SyncError> {
        self.place.repository(&self.real, self.about.as_ref().map(|about| about.uid.as_str()))
    }

    /// The folder has a repository: it gets the place, if it has none.
    fn in_repository(&self, top: &Path) -> Result<Standing, SyncError> {
        let ground = Ground::of(&self.real, self.rater)?;
        if let Some(remote) = ground.remote() {
            if self.place.is(&remote.url) {
                return Ok(Standing::Shared);
            }
            let is_gone = is_path(&remote.url) && !Path::new(&remote.url).exists();
            if !is_gone {
                return Err(SyncError::OtherPlace { file: ground.name, place: in_words(&remote.url) });
            }
            // The stick or the share has another name here today.
            let url = self.url()?;
            succeed("keep the place", &Call::within(top).run(&["remote", "set-url", &remote.name, &url])?)?;
            return Ok(Standing::Shared);
        }
        let url = self.url()?;
        let there = branch_there(Call::within(top), &url, PATIENCE)??;
        let branch = there.unwrap_or_else(|| ground.branch.clone());
        follow(top, (&ground.branch, &branch), &url)?;
        let ground = Ground { settings: Settings::of(top)?, ..ground };
        let checked = self.check(&ground, &Remote { name: ORIGIN.to_owned(), branch, url });
        if checked.is_err() {
            let _removed = Call::within(top).run(&["remote", "remove", ORIGIN])?;
        }
        checked?;
        Repository::around(top)?.set_up(&further_names(&self.real), &program_for_git())?;
        Ok(Standing::First)
    }

    /// What the place holds of this map, if anything; another map is refused.
    fn check(&self, ground: &Ground, remote: &Remote) -> Result<Option<(String, Entry)>, SyncError> {
        let place = || in_words(&remote.url);
        let commit = match (Wire { ground, remote, patience: PATIENCE }).fetch(&[])? {
            Fetched::At(commit) => commit,
            Fetched::Nothing if self.about.is_none() => return Err(SyncError::Empty { place: place() }),
            Fetched::Nothing => return Ok(None),
            Fetched::Trouble(trouble) => return Err(trouble.into()),
        };
        let entries = ground.entries(&commit)?;
        if let Some(entry) = entries.iter().find(|entry| entry.path == ground.path) {
            let theirs = about_of(ground, entry)?;
            if let Some(ours) = self.about.as_ref().filter(|ours| ours.uid != theirs.uid) {
                let (ours, theirs) = (ours.name.to_string(), theirs.name.to_string());
                return Err(SyncError::OtherMap { place: place(), ours, theirs });
            }
            return Ok(Some((commit, entry.clone())));
        }
        let maps: Vec<&Entry> = entries.iter().filter(|entry| entry.path.ends_with(".permea.ron")).collect();
        let same = match &self.about {
            Some(ours) => return ground.map_of(&commit, &ours.uid)?.map_or(Ok(None), |same| Err(self.other_name(remote, &same))),
            None if maps.len() > 1 => {
                let names: Vec<String> = maps.iter().map(|entry| shown(&entry.path)).collect();
                return Err(SyncError::Several { place: place(), names: names.join(", ") });
            }
            None => *maps.first().ok_or_else(|| SyncError::Empty { place: place() })?,
        };
        Err(self.other_name(remote, same))
    }

    fn other_name(&self, remote: &Remote, same: &Entry) -> SyncError {
        let wanted = self.folder.join(Path::new(&same.path).file_name().unwrap_or_default());
        SyncError::OtherName { place: in_words(&remote.url), name: shown(&same.path), wanted: shown(&wanted.to_string_lossy()) }
    }

    /// The folder has no repository: it gets one for this map alone.
    fn in_new_repository(&self) -> Result<Standing, SyncError> {
        let url = self.url()?;
        let disk = |source| SaveError::Disk { file: shown(&self.folder.to_string_lossy()), source };
        let making = tempfile::Builder::new().prefix(".permea-").tempdir_in(&self.folder).map_err(disk)?;
        let top = fs::canonicalize(making.path()).map_err(disk)?;
        succeed("make a repository", &Call::within(&top).run(&["init", "-q", "--template="])?)?;
        let branch = branch_there(Call::within(&top), &url, PATIENCE)??.unwrap_or_else(|| MAIN.to_owned());
        succeed("make a repository", &Call::within(&top).run(&["symbolic-ref", "HEAD", &format!("refs/heads/{branch}")])?)?;
        follow(&top, (&branch, &branch), &url)?;
        let path = self.real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let settings = Settings::of(&top)?;
        let signer = settings.signer(self.rater);
        let ground =
            Ground { top: top.clone(), file: self.real.clone(), name: path.clone(), path, branch: branch.clone(), settings, signer };
        let found = self.check(&ground, &Remote { name: ORIGIN.to_owned(), branch, url })?;
        if let Some((commit, entry)) = &found
            && let Some(start) = self.start(&ground, commit, entry)?
        {
            ground.move_branch(&start, None)?;
            ground.call().ask("list the shared files", &["read-tree", &start])?;
        }
        fs::rename(top.join(".git"), self.folder.join(".git")).map_err(disk)?;
        // What is there already stays.
        let _files = Call::within(&self.folder).run(&["checkout-index", "-a", "-q"])?;
        Repository::around(&self.folder)?.set_up(&further_names(&self.real), &program_for_git())?;
        Ok(if self.about.is_none() { Standing::Fetched } else { Standing::First })
    }

    /// The shared commit that the work here goes on from. A map that is not here is fetched.
    fn start(&self, ground: &Ground, commit: &str, entry: &Entry) -> Result<Option<String>, SyncError> {
        if self.about.is_some() {
            let bytes = map_file::read_again(&self.real).unwrap_or_default();
            let ours = ground.keep_bytes(&bytes)?;
            return ground.commit_that_held(commit, &ours);
        }
        let bytes = ground.call().bytes_of(&entry.object)?;
        write_new(&self.real, &bytes)?;
        Ok(Some(commit.to_owned()))
    }
}

impl Ground {
    /// The map of this uid among the files of a commit.
    pub(super) fn map_of(&self, commit: &str, uid: &str) -> Result<Option<Entry>, SyncError> {
        let maps = self.entries(commit)?.into_iter().filter(|entry| entry.path.ends_with(".permea.ron"));
        Ok(maps.take(MOST_MAPS).find(|entry| about_of(self, entry).is_ok_and(|about| about.uid == *uid)))
    }

    /// A commit before this one whose map was just these bytes: somebody was given the file by another way.
    fn commit_that_held(&self, commit: &str, object: &str) -> Result<Option<String>, SyncError> {
        let find = format!("--find-object={object}");
        let listed = self.call().find(&["log", "--format=%H", "--max-count=50", "--no-show-signature", &find, commit])?;
        for candidate in listed.unwrap_or_default().lines() {
            if self.entry(candidate, &self.path)?.is_some_and(|entry| entry.object == object) {
                return Ok(Some(candidate.to_owned()));
            }
        }
        Ok(None)
    }
}

/// The map's uid and name in a version of it.
fn about_of(ground: &Ground, entry: &Entry) -> Result<About, SyncError> {
    let bytes = ground.call().bytes_of(&entry.object)?;
    let version = Version::of_bytes(&entry.path, &bytes).map_err(|error| SyncError::Unread { why: error.to_string() })?;
    Ok(version.network.about)
}

/// Lets a branch follow a branch of the place.
fn follow(top: &Path, (branch, there): (&str, &str), url: &str) -> Result<(), GitError> {
    let call = Call::within(top);
    succeed("keep the place", &call.run(&["remote", "add", ORIGIN, url])?)?;
    succeed("keep the place", &call.run(&["config", &format!("branch.{branch}.remote"), ORIGIN])?)?;
    succeed("keep the place", &call.run(&["config", &format!("branch.{branch}.merge"), &format!("refs/heads/{there}")])?)
}

/// The map's name, if it does not end as maps do.
fn further_names(map: &Path) -> Vec<String> {
    let name = map.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.ends_with(".permea.ron") { Vec::new() } else { vec![name] }
}
