//! Why a map was not synced. Whatever it is, nothing done here is lost.

use super::{GitError, Trouble};
use crate::{
    compare::NoMerge,
    store::{fault::OpenError, save::SaveError},
};

/// Why a map was not synced. The map here holds everything it held before.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    #[error(transparent)]
    Git(#[from] GitError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The one question has not been answered yet.
    #[error(
        "{file} is shared with nobody yet. Say where you keep it together: `permea sync {file} --with PLACE`, where PLACE is a folder that all of you see (Dropbox, OneDrive, a share, a stick) or the address of a git server (https://… or git@…)."
    )]
    NoPlace { file: String },
    #[error(
        "{file} is not among what this folder shares with {place}, and whoever sees that place would see the map. If that is meant: permea sync {file} --with {place}. Nothing was changed."
    )]
    NotAmong { file: String, place: String },
    #[error(
        "The folder of {file} is shared through {place} already. For another place, move the map to a folder of its own first. Nothing was changed."
    )]
    OtherPlace { file: String, place: String },
    #[error("Git is in the middle of {what} in this folder. End it first (git status says how), then sync again. Nothing was changed.")]
    UnderWay { what: &'static str },
    #[error(
        "Git looks at an old version in this folder (a detached HEAD). Go back first, with: git switch -. Then sync again. Nothing was changed."
    )]
    Detached,
    #[error("Git has not finished a merge of {file}. `permea merge {file}` joins both sides; then sync again. Nothing was changed.")]
    Unjoined { file: String },
    #[error(
        "Git is told to leave {file} out, by a line of a .gitignore file. Take the line out if the map is to be shared. Nothing was changed."
    )]
    Ignored { file: String },
    #[error("There is no folder {folder}. Is the stick in, or the share connected? Nothing was changed.")]
    NoFolder { folder: String },
    #[error(
        "{given} is no place to share a map at: a folder that all of you see, or an address as https://… or git@… is. Nothing was changed."
    )]
    NoSuchPlace { given: String },
    #[error("{folder} is somebody's own working folder of git. Name another folder that all of you see. Nothing was changed.")]
    WorkingFolder { folder: String },
    #[error(
        "{file} itself lies in the folder that you share, so others may change it under your hands. Move it to a folder of your own; then sync it with {folder}. Nothing was changed."
    )]
    Within { file: String, folder: String },
    #[error(
        "At {place} there is another map, `{theirs}`, and only versions of one map can be joined. Choose another place for `{ours}`. Nothing was changed."
    )]
    OtherMap { place: String, ours: String, theirs: String },
    #[error("The shared map could not be read: {why} Nothing was changed here.")]
    Unread { why: String },
    #[error("{place} holds no map yet. Whoever has the map shares it there first: permea sync MAP --with {place}. Nothing was changed.")]
    Empty { place: String },
    #[error(
        "{place} holds the map under the name {name}. Use that name here too: permea sync {wanted} --with {place}. Nothing was changed."
    )]
    OtherName { place: String, name: String, wanted: String },
    #[error("{place} holds several maps: {names}. Use the name of one of them. Nothing was changed.")]
    Several { place: String, names: String },
    #[error("The folder {folder} belongs to a git repository already. Choose a new folder for the shared map. Nothing was changed.")]
    Taken { folder: String },
    #[error(
        "Besides the map, {file} was changed here and in the shared place. That is for git: `git pull` joins it, then sync again. Your map is as it was."
    )]
    OtherFiles { file: String },
    #[error("The two versions cannot be joined: {0}. Nothing was changed here.")]
    NoMerge(#[from] NoMerge),
    #[error("{trouble}. Your changes are kept here and go out with the next sync that succeeds.")]
    Trouble { trouble: Trouble },
    #[error("Others send so often that there was no gap. Your changes are kept here; sync again in a moment.")]
    Busy,
}

impl From<Trouble> for SyncError {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble { trouble }
    }
}
