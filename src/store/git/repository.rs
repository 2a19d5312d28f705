//! A repository with a folder of files to work in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    GitError,
    call::{git, succeed},
};
use crate::store::shown::shown;

/// A repository with a folder of files to work in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    folder: PathBuf,
}

impl Repository {
    /// The repository that a folder is in.
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let output = git(folder, &["rev-parse", "--show-toplevel"])?;
        let top = String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r']).to_owned();
        let is_outside = String::from_utf8_lossy(&output.stderr).contains("not a git repository");
        if !is_outside {
            succeed("use this repository", &output)?;
        }
        if is_outside || top.is_empty() {
            let folder = fs::canonicalize(folder).unwrap_or_else(|_unknown| folder.to_owned());
            return Err(GitError::NoRepository { folder: shown(&folder.to_string_lossy()) });
        }
        Ok(Self { folder: PathBuf::from(top) })
    }

    /// The folder at its top.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
