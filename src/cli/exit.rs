//! How a command ends: the exit code, and the sentence when it could not do what was asked.

use std::{io, process::ExitCode};

use crate::{
    model::{FieldError, Refusal},
    settings::WrongSetting,
    store::{NotJoined, OpenError, OutError, SaveError, Severity},
};

/// The exit codes of `commands.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    Done = 0,
    CouldNot = 1,
    Usage = 2,
    /// Done, but rows were set aside or problems remain.
    Remains = 3,
    /// The input passed a limit.
    Refused = 4,
    /// The map could not be saved; nothing is lost.
    NotSaved = 5,
    /// The merge driver wrote nothing, so git must not go on.
    NotJoined = 129,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Failure {
    /// Whoever read the answer has read enough, which is no error.
    PipeClosed,
    /// Nothing was changed; the sentence says why and what to do next.
    Said { exit: Exit, sentence: String },
}

impl Failure {
    /// The command could not do it.
    pub(super) fn could_not(sentence: impl Into<String>) -> Self {
        Self::Said { exit: Exit::CouldNot, sentence: sentence.into() }
    }

    /// The command was asked in a way that means nothing.
    pub(super) fn usage(sentence: impl Into<String>) -> Self {
        Self::Said { exit: Exit::Usage, sentence: sentence.into() }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let exit = match error.severity() {
            Severity::Limit => Exit::Refused,
            Severity::File | Severity::Records => Exit::CouldNot,
        };
        Self::Said { exit, sentence: error.to_string() }
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        let exit = match error {
            SaveError::Exists { .. } | SaveError::NoFolder { .. } => Exit::CouldNot,
            SaveError::ChangedOnDisk { .. }
            | SaveError::Gone { .. }
            | SaveError::ReadOnly { .. }
            | SaveError::NoRoom { .. }
            | SaveError::Disk { .. }
            | SaveError::DoesNotReadBack { .. }
            | SaveError::WouldLose { .. }
            | SaveError::NoCopy { .. }
            | SaveError::NotSynced { .. }
            | SaveError::Torn { .. } => Exit::NotSaved,
        };
        Self::Said { exit, sentence: error.to_string() }
    }
}

impl From<NotJoined> for Failure {
    fn from(error: NotJoined) -> Self {
        match error {
            NotJoined::Unreadable(error) => error.into(),
            NotJoined::NotSaved(error) => error.into(),
            error @ (NotJoined::OneSideRemoved { .. } | NotJoined::NoMerge(_)) => Self::could_not(error.to_string()),
        }
    }
}

impl From<OutError> for Failure {
    fn from(error: OutError) -> Self {
        Self::could_not(error.to_string())
    }
}

impl From<WrongSetting> for Failure {
    fn from(error: WrongSetting) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::could_not(format!("Nothing was changed: {refusal}."))
    }
}

impl From<FieldError> for Failure {
    fn from(error: FieldError) -> Self {
        Self::usage(format!("Nothing was changed: {error}."))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::PipeClosed
        } else {
            Self::could_not(format!("The answer could not be written ({error})."))
        }
    }
}
