//! Commits made without touching the person's files: a version of the map put into the tree of a commit.

use std::path::PathBuf;

use tempfile::TempDir;

use super::{
    GitError, SyncError,
    call::{Signer, succeed},
    ground::{Ground, plain_name},
};
use crate::store::{disk::in_words, shown::shown};

/// A file in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) mode: String,
    pub(super) object: String,
    pub(super) path: String,
}

impl Entry {
    pub(super) fn file(object: String, path: &str) -> Self {
        Self { mode: "100644".to_owned(), object, path: path.to_owned() }
    }

    fn cache_info(&self) -> String {
        format!("{},{},{}", self.mode, self.object, self.path)
    }
}

/// A list of staged files of our own, which goes away.
struct Stage {
    folder: TempDir,
}

impl Stage {
    fn new() -> Result<Self, GitError> {
        let folder = TempDir::new()
            .map_err(|error| GitError::Unwritten { file: shown(&std::env::temp_dir().to_string_lossy()), why: in_words(&error) })?;
        Ok(Self { folder })
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }
}

/// What became of the files beside the map.
pub(super) enum Others {
    Tree(String),
    /// This one was changed on both sides, in different ways.
    Clash(String),
}

impl Ground {
    /// Keeps bytes as git keeps files. Nothing is converted on the way, whatever the attributes say.
    pub(super) fn keep_bytes(&self, bytes: &[u8]) -> Result<String, GitError> {
        self.call().given(bytes).ask("keep the map", &["hash-object", "-w", "--no-filters", "--stdin"])
    }

    /// A file of a commit.
    pub(super) fn entry(&self, commit: &str, path: &str) -> Result<Option<Entry>, GitError> {
        let listed = self.call().find(&["ls-tree", "-z", "--full-tree", commit, "--", &format!(":(literal,top){path}")])?;
        Ok(listed.and_then(|listed| entry_in(listed.split('\0').next()?)))
    }

    /// All files of a commit.
    pub(super) fn entries(&self, commit: &str) -> Result<Vec<Entry>, GitError> {
        let listed = self.call().ask("list what is shared", &["ls-tree", "-r", "-z", "--full-tree", commit])?;
        Ok(listed.split('\0').filter_map(entry_in).collect())
    }

    /// The tree of a commit, or the empty one, with these files in it.
    pub(super) fn tree_with(&self, commit: Option<&str>, entries: &[Entry]) -> Result<String, GitError> {
        let (stage, what) = (Stage::new()?, "put the map into a commit");
        let index = stage.index();
        let call = self.call().staging_in(&index);
        if let Some(commit) = commit {
            call.ask(what, &["read-tree", commit])?;
        }
        for entry in entries {
            call.ask(what, &["update-index", "--add", "--cacheinfo", &entry.cache_info()])?;
        }
        call.ask(what, &["write-tree"])
    }

    /// The files of both sides joined, file by file, with the map as it is given; nothing within a file is joined.
    pub(super) fn joined_tree(&self, (ours, theirs): (&str, &str), bases: &[String], map: &Entry) -> Result<Others, GitError> {
        let empty = self.call().given(b"").ask("make an empty tree", &["hash-object", "-w", "-t", "tree", "--stdin"])?;
        let bases = if bases.is_empty() { vec![empty] } else { bases.to_vec() };
        let mut found: Option<String> = None;
        for base in bases {
            match self.joined_since(&base, (ours, theirs), map)? {
                Others::Clash(file) => return Ok(Others::Clash(file)),
                Others::Tree(tree) if found.as_ref().is_some_and(|found| *found != tree) => {
                    return Ok(Others::Clash("another file".to_owned()));
                }
                Others::Tree(tree) => found = Some(tree),
            }
        }
        Ok(found.map_or_else(|| Others::Clash("another file".to_owned()), Others::Tree))
    }

    fn joined_since(&self, base: &str, (ours, theirs): (&str, &str), map: &Entry) -> Result<Others, GitError> {
        let (stage, what) = (Stage::new()?, "join the files beside the map");
        let index = stage.index();
        let call = self.call().staging_in(&index);
        call.ask(what, &["read-tree", "-i", "-m", "--aggressive", base, ours, theirs])?;
        call.ask(what, &["update-index", "--add", "--cacheinfo", &map.cache_info()])?;
        let unmerged = call.ask(what, &["ls-files", "-u", "-z"])?;
        let clash = unmerged.split('\0').filter_map(|entry| Some(entry.split_once('\t')?.1)).find(|path| *path != map.path);
        if let Some(path) = clash {
            return Ok(Others::Clash(shown(path)));
        }
        Ok(Others::Tree(call.ask(what, &["write-tree"])?))
    }

    /// Makes a commit of a tree.
    ///
    /// The rater stands for who works here where nobody has told git or permea who that is.
    pub(super) fn commit_tree(&self, tree: &str, (parents, rater): (&[&str], Option<&str>), title: &str) -> Result<String, GitError> {
        let mut arguments = vec!["commit-tree", tree];
        arguments.extend(parents.iter().flat_map(|parent| ["-p", parent]));
        let guessed = self.signer.as_ref().filter(|signer| signer.is_a_guess).zip(rater);
        let guessed = guessed.map(|(signer, rater)| Signer { name: plain_name(rater), ..signer.clone() });
        let signer = guessed.as_ref().filter(|signer| !signer.name.is_empty()).or(self.signer.as_ref());
        self.call().signed_by(signer).given(title.as_bytes()).ask("make a commit", &arguments)
    }

    /// Moves the branch from one commit to another. Whether it still stood where it was thought to stand.
    pub(super) fn move_branch(&self, new: &str, old: Option<&str>) -> Result<bool, GitError> {
        let reference = format!("refs/heads/{}", self.branch);
        let arguments = ["update-ref", "-m", "permea sync", &reference, new, old.unwrap_or_default()];
        let output = self.call().run(&arguments)?;
        if output.status.success() {
            return Ok(true);
        }
        if self.head()?.as_deref() != old {
            return Ok(false);
        }
        // A program that was killed in the middle leaves its lock, and nobody holds one for a minute.
        if super::lock::was_left(&output.stderr, super::lock::LEFT_HERE) {
            return Ok(false);
        }
        succeed("move the branch", &output).map(|()| true)
    }

    /// Lets the person's list of staged files say of these what the branch says now. What else is staged stays.
    ///
    /// A list that somebody else holds is left for the next sync, for nothing hangs on it.
    pub(super) fn restage(&self, entries: &[Entry]) -> Result<(), GitError> {
        for entry in entries {
            let _staged = self.call().run(&["update-index", "--add", "--cacheinfo", &entry.cache_info()])?;
        }
        Ok(())
    }

    /// The files that two commits have apart, without the map.
    pub(super) fn other_changes(&self, one: &str, other: &str) -> Result<Vec<String>, GitError> {
        let listed = self.call().ask("compare two versions", &["diff-tree", "-r", "-z", "--name-only", "--no-renames", one, other])?;
        Ok(listed.split('\0').filter(|path| !path.is_empty() && *path != self.path).map(str::to_owned).collect())
    }

    /// Whether the files beside the map can go from one commit to another without harm to what somebody is doing to them.
    pub(super) fn can_carry_over(&self, from: &str, to: &str) -> Result<Option<String>, SyncError> {
        let _refreshed = self.call().run(&["update-index", "-q", "--refresh"])?;
        let output = self.call().run(&["read-tree", "-m", "-u", "-n", from, to])?;
        if output.status.success() { Ok(None) } else { Ok(Some(super::call::complaint(&output.stderr))) }
    }

    /// Brings the files beside the map from one commit to another; the map is there already.
    pub(super) fn carry_over(&self, from: &str, to: &str) -> Result<(), GitError> {
        let _refreshed = self.call().run(&["update-index", "-q", "--refresh"])?;
        let output = self.call().run(&["read-tree", "-m", "-u", from, to])?;
        succeed("bring the files beside the map", &output)
    }
}

/// `100644 blob OBJECT<tab>PATH`, for a file.
fn entry_in(line: &str) -> Option<Entry> {
    let (about, path) = line.split_once('\t')?;
    let [mode, "blob", object] = about.split(' ').collect::<Vec<_>>()[..] else { return None };
    Some(Entry { mode: mode.to_owned(), object: object.to_owned(), path: path.to_owned() })
}
