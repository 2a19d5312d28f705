//! Who made the versions of a map, as git knows it.

use std::{env, path::Path};

use ecow::EcoString;
use jiff::Timestamp;

use super::call::git;
use crate::{
    compare::{Author, Authors},
    model::clean,
};

/// Who made the two sides that git joins in the folder, so far as it says. `path` is the map's from there.
///
/// A merge names the other side in the environment of its drivers (`GITHEAD_…`) and, once it has stopped, as one of the heads;
/// a rebase and a cherry-pick name it only when they have stopped.
pub fn authors(folder: &Path, path: &str) -> Authors {
    let named: Vec<String> = env::vars_os().filter_map(|(name, _)| Some(name.to_str()?.strip_prefix("GITHEAD_")?.to_owned())).collect();
    let stopped = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"].map(str::to_owned);
    let heads: Vec<&String> = match named.as_slice() {
        [] => stopped.iter().collect(),
        [one] => vec![one],
        // More than two sides at once: nobody can say whose a version is.
        _ => Vec::new(),
    };
    Authors {
        ours: author_of(folder, "HEAD", path).unwrap_or_default(),
        theirs: heads.into_iter().find_map(|head| author_of(folder, head, path)).unwrap_or_default(),
    }
}

/// Who last changed the file in a commit's history.
pub(super) fn author_of(folder: &Path, commit: &str, path: &str) -> Option<Author> {
    let pathspec = format!(":(literal){path}");
    let output = git(folder, &["log", "-1", "--no-show-signature", "--format=%an%x00%at", commit, "--", &pathspec]).ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let (name, seconds) = text.trim_end().split_once('\0')?;
    let at = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    Some(Author { by: Some(clean(name)).filter(|name| !name.is_empty()), at })
}

/// Who changed the file in the commits that one side has and the other has not, by name.
pub(super) fn names_between(folder: &Path, (ours, theirs): (&str, &str), path: &str) -> Vec<EcoString> {
    let pathspec = format!(":(literal,top){path}");
    let range = format!("{ours}..{theirs}");
    let arguments = ["log", "--no-merges", "--max-count=500", "--no-show-signature", "--format=%an", &range, "--", &pathspec];
    let text = git(folder, &arguments).map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let mut names: Vec<EcoString> = text.lines().map(clean).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
