//! Why git did not do what it was asked to.

/// Why git could not do what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    #[error("git is not installed here, or is not found. Install it first (https://git-scm.com). Nothing was changed.")]
    NotInstalled,
    #[error("{folder} is in no git repository. Go to the folder of the map, or make one there with: git init. Nothing was changed.")]
    NoRepository { folder: String },
    #[error("Git would not {what} ({why}). Nothing was changed.")]
    Refused { what: &'static str, why: String },
    #[error("{file} could not be written ({why}).")]
    Unwritten { file: String, why: String },
}
