//! Where a map stands in its repository: its path there, the branch, and the place it is shared through.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    GitError, Repository, SyncError,
    call::{Call, Signer},
    unfinished,
};
use crate::store::{folders::user, save::folder_of, shown::shown};

/// What git can be in the middle of: a file in its folder, and the word for it.
const UNDER_WAY: [(&str, &str); 6] = [
    ("MERGE_HEAD", "a merge"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("rebase-merge", "a rebase"),
    ("rebase-apply", "a rebase"),
    ("BISECT_LOG", "a bisect"),
];

/// A map in a repository that is ready to be synced.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    /// The repository's top folder.
    pub(super) top: PathBuf,
    /// The map's file behind all links.
    pub(super) file: PathBuf,
    /// The map's path within the repository, as git writes it.
    pub(super) path: String,
    /// The map's name, for sentences.
    pub(super) name: String,
    pub(super) branch: String,
    pub(super) settings: Settings,
    pub(super) signer: Option<Signer>,
}

/// The other copy that a branch is shared through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remote {
    pub(super) name: String,
    /// What the branch is called there.
    pub(super) branch: String,
    pub(super) url: String,
}

/// What git is told in a repository, from all its files of settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings(BTreeMap<String, String>);

impl Settings {
    pub(super) fn of(top: &Path) -> Result<Self, GitError> {
        let output = Call::within(top).run(&["config", "-z", "--list"])?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(Self(
            text.split('\0').filter_map(|entry| entry.split_once('\n')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        ))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Where a branch is shared, if it is: the place it follows, else the only one there is.
    pub(super) fn remote(&self, branch: &str) -> Option<Remote> {
        let url = |name: &str| self.get(&format!("remote.{name}.url")).map(str::to_owned);
        let followed = self.get(&format!("branch.{branch}.remote")).filter(|name| *name != ".");
        let names: Vec<&str> =
            self.0.keys().filter_map(|key| key.strip_prefix("remote.")?.strip_suffix(".url")).filter(|name| !name.is_empty()).collect();
        let name = match (followed, names.as_slice()) {
            (Some(name), _) => name,
            (None, [one]) => one,
            (None, names) => names.iter().find(|name| **name == "origin")?,
        };
        let there = followed.and_then(|_| self.get(&format!("branch.{branch}.merge"))).and_then(|name| name.strip_prefix("refs/heads/"));
        Some(Remote { name: name.to_owned(), branch: there.unwrap_or(branch).to_owned(), url: url(name)? })
    }

    /// Who signs commits where git does not know who works here.
    pub(super) fn signer(&self, rater: Option<&str>) -> Option<Signer> {
        let env = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let is_named = self.get("user.name").is_some() || self.get("committer.name").is_some() || env("GIT_COMMITTER_NAME");
        let is_addressed = self.get("user.email").is_some() || self.get("committer.email").is_some() || env("GIT_COMMITTER_EMAIL");
        if is_named && is_addressed {
            return None;
        }
        let known = [self.get("user.name"), rater].into_iter().flatten().map(plain_name).find(|name| !name.is_empty());
        let user = Some(plain_name(&user())).filter(|user| !user.is_empty()).unwrap_or_else(|| "permea".to_owned());
        let email = self.get("user.email").map_or_else(|| format!("{}@localhost", user.replace(' ', ".")), str::to_owned);
        Some(Signer { is_a_guess: known.is_none(), name: known.unwrap_or(user), email })
    }
}

/// A name without the signs that git does not take within one.
pub(super) fn plain_name(text: &str) -> String {
    text.chars().filter(|c| !"<>\n\r\0".contains(*c)).collect::<String>().trim().to_owned()
}

impl Ground {
    /// Where the map stands; refused while git is in the middle of something, which is left as it is.
    pub(super) fn of(map: &Path, rater: Option<&str>) -> Result<Self, SyncError> {
        let file = fs::canonicalize(map).unwrap_or_else(|_gone| map.to_owned());
        let folder = folder_of(&file);
        let name = shown(&map.to_string_lossy());
        let top = match Repository::around(&folder) {
            Ok(repository) => repository.folder().to_owned(),
            Err(GitError::NoRepository { .. }) => return Err(SyncError::NoPlace { file: name }),
            Err(error) => return Err(error.into()),
        };
        let prefix = Call::within(&folder).ask("say where the map is in its repository", &["rev-parse", "--show-prefix"])?;
        let bare_name = file
            .file_name()
            .unwrap_or_default()
            .to_str()
            .ok_or_else(|| GitError::Refused { what: "take the map's name", why: "it is not in UTF-8".to_owned() })?;
        let path = format!("{prefix}{bare_name}");
        let settings = Settings::of(&top)?;
        let signer = settings.signer(rater);
        must_be_at_rest(&top)?;
        let branch = Self::branch(&top)?;
        if unfinished(&file).is_some() {
            return Err(SyncError::Unjoined { file: name });
        }
        Ok(Self { top, file, path, name, branch, settings, signer })
    }

    fn branch(top: &Path) -> Result<String, SyncError> {
        let head = Call::within(top).find(&["symbolic-ref", "-q", "HEAD"])?;
        head.and_then(|head| head.strip_prefix("refs/heads/").map(str::to_owned)).ok_or(SyncError::Detached)
    }

    pub(super) fn call(&self) -> Call<'_> {
        Call::within(&self.top).signed_by(self.signer.as_ref())
    }

    /// The commit that a name means; none if there is none.
    pub(super) fn commit(&self, name: &str) -> Result<Option<String>, GitError> {
        self.call().find(&["rev-parse", "-q", "--verify", &format!("{name}^{{commit}}")])
    }

    /// The branch's newest commit; none before the first.
    pub(super) fn head(&self) -> Result<Option<String>, GitError> {
        self.commit(&format!("refs/heads/{}", self.branch))
    }

    /// Whether all of one commit is part of another.
    pub(super) fn is_within(&self, earlier: &str, later: &str) -> bool {
        self.call().run(&["merge-base", "--is-ancestor", earlier, later]).is_ok_and(|output| output.status.success())
    }

    pub(super) fn remote(&self) -> Option<Remote> {
        self.settings.remote(&self.branch)
    }
}

/// Refuses while git is in the middle of something.
fn must_be_at_rest(top: &Path) -> Result<(), SyncError> {
    let arguments: Vec<&str> = std::iter::once("rev-parse").chain(UNDER_WAY.iter().flat_map(|(file, _)| ["--git-path", file])).collect();
    let files = Call::within(top).ask("say where it keeps its own files", &arguments)?;
    let found = files.lines().zip(UNDER_WAY).find(|(file, _)| top.join(file).exists());
    found.map_or(Ok(()), |(_, (_, what))| Err(SyncError::UnderWay { what }))
}

impl Remote {
    /// Where git remembers what the place held when it was last reached.
    pub(super) fn reference(&self) -> String {
        format!("refs/remotes/{}/{}", self.name, self.branch)
    }
}
