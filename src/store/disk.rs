//! What a disk says when it refuses, in words.

use std::io::{self, ErrorKind};

/// The error as the middle of a sentence, without numbers and paths of the system's own.
pub(super) fn in_words(error: &io::Error) -> String {
    let known = [
        (ErrorKind::NotFound, "there is no such file"),
        (ErrorKind::NotADirectory, "there is no such file"),
        (ErrorKind::PermissionDenied, "it is not allowed here"),
        (ErrorKind::StorageFull, "the disk is full"),
        (ErrorKind::QuotaExceeded, "your share of the disk is used up"),
        (ErrorKind::ReadOnlyFilesystem, "the disk is read-only"),
        (ErrorKind::IsADirectory, "it is a folder"),
    ];
    let words = known.into_iter().find(|(kind, _)| *kind == error.kind()).map(|(_, words)| words.to_owned());
    words.unwrap_or_else(|| error.to_string())
}
