//! What git left of a map that it could not join.

use std::{fs, path::Path};

use super::call::git;
use crate::store::save::folder_of;

/// The versions of a map that git could not join; a side that removed the file has none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stages {
    pub base: Option<Vec<u8>>,
    pub ours: Option<Vec<u8>>,
    pub theirs: Option<Vec<u8>>,
}

/// What git left of a map that it could not join; `None` if it has nothing unfinished there, or the map is in no repository.
pub fn unfinished(map: &Path) -> Option<Stages> {
    let folder = folder_of(map);
    let is_in_repository = fs::canonicalize(&folder).ok()?.ancestors().any(|above| above.join(".git").exists());
    if !is_in_repository {
        return None;
    }
    let name = map.file_name()?.to_str()?;
    let listed = git(&folder, &["ls-files", "--unmerged", "-z", "--", &format!(":(literal){name}")]).ok()?;
    let mut stages = Stages::default();
    for entry in String::from_utf8_lossy(&listed.stdout).split('\0') {
        let Some((about, _)) = entry.split_once('\t') else { continue };
        let [_, object, stage] = about.split(' ').collect::<Vec<_>>()[..] else { continue };
        let bytes = Some(git(&folder, &["cat-file", "blob", object]).ok()?.stdout);
        match stage {
            "1" => stages.base = bytes,
            "2" => stages.ours = bytes,
            _ => stages.theirs = bytes,
        }
    }
    (stages != Stages::default()).then_some(stages)
}
