//! Running the installed `git`: fixed arguments, no shell, none of a repository's hooks, and nothing that asks a person.

use std::{
    env,
    io::{Seek, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use super::GitError;
use crate::store::disk::in_words;

/// Without the hooks and the watcher that a repository can bring along, and with every object on the disk before a branch
/// names it: git leaves the syncing of small objects out unless it is told, and a power cut then breaks the repository.
const SAFE: [&str; 6] = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.fsync=committed"];

/// What would make git work in another repository than the folder's, if this program was itself started by git.
const OF_ANOTHER: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_QUARANTINE_PATH",
];

/// Runs git in a folder, in the repository that git itself is at work in if this program was started by it.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<Output, GitError> {
    begun(safe(folder).args(arguments).stdin(Stdio::null()).output())
}

/// Git in a folder, safe and silent.
pub(super) fn safe(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(SAFE);
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    // An empty program to ask with asks nobody, whatever the settings name.
    command.env("GIT_ASKPASS", "").env("SSH_ASKPASS_REQUIRE", "never").env("GIT_EDITOR", "true");
    command
}

/// What came of starting git.
pub(super) fn begun<T>(result: std::io::Result<T>) -> Result<T, GitError> {
    result.map_err(|error| {
        let is_missing = error.kind() == std::io::ErrorKind::NotFound;
        if is_missing { GitError::NotInstalled } else { GitError::Refused { what: "start", why: in_words(&error) } }
    })
}

/// Refuses what git refused.
pub(super) fn succeed(what: &'static str, output: &Output) -> Result<(), GitError> {
    if output.status.success() { Ok(()) } else { Err(GitError::Refused { what, why: complaint(&output.stderr) }) }
}

/// The first line of what git complains of that says something.
pub(super) fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("hint:")).unwrap_or_default();
    crate::store::shown::shown(["fatal: ", "error: "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line))
}

/// Who makes a commit where git has not been told who works here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signer {
    pub(super) name: String,
    pub(super) email: String,
    /// The name is the computer's word for whoever is logged in.
    pub(super) is_a_guess: bool,
}

/// One order to the git of a folder's own repository.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    folder: &'a Path,
    index: Option<&'a Path>,
    signer: Option<&'a Signer>,
    input: Option<&'a [u8]>,
}

impl<'a> Call<'a> {
    pub(super) fn within(folder: &'a Path) -> Self {
        Self { folder, index: None, signer: None, input: None }
    }

    /// With a list of staged files of its own, so that the person's stays as it is.
    pub(super) fn staging_in(self, index: &'a Path) -> Self {
        Self { index: Some(index), ..self }
    }

    pub(super) fn signed_by(self, signer: Option<&'a Signer>) -> Self {
        Self { signer, ..self }
    }

    /// With this to read.
    pub(super) fn given(self, input: &'a [u8]) -> Self {
        Self { input: Some(input), ..self }
    }

    /// The command, which has still to be run.
    pub(super) fn command(self, arguments: &[&str]) -> Result<Command, GitError> {
        let mut command = safe(self.folder);
        command.args(arguments);
        for name in OF_ANOTHER {
            command.env_remove(name);
        }
        if let Some(index) = self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        if let Some(signer) = self.signer {
            command.env("GIT_AUTHOR_NAME", &signer.name).env("GIT_COMMITTER_NAME", &signer.name);
            command.env("GIT_AUTHOR_EMAIL", &signer.email).env("GIT_COMMITTER_EMAIL", &signer.email);
        }
        match self.input {
            None => drop(command.stdin(Stdio::null())),
            Some(input) => drop(command.stdin(on_disk(input)?)),
        }
        Ok(command)
    }

    /// Runs it, whatever it answers.
    pub(super) fn run(self, arguments: &[&str]) -> Result<Output, GitError> {
        begun(self.command(arguments)?.output())
    }

    /// Its answer; it must give one. `what` is for a sentence: git would not …
    pub(super) fn ask(self, what: &'static str, arguments: &[&str]) -> Result<String, GitError> {
        let output = self.run(arguments)?;
        succeed(what, &output)?;
        Ok(line_of(&output))
    }

    /// Its answer, if it has one.
    pub(super) fn find(self, arguments: &[&str]) -> Result<Option<String>, GitError> {
        let output = self.run(arguments)?;
        Ok(Some(line_of(&output)).filter(|line| output.status.success() && !line.is_empty()))
    }

    /// The bytes of a file as git keeps it.
    pub(super) fn bytes_of(self, object: &str) -> Result<Vec<u8>, GitError> {
        let output = self.run(&["cat-file", "blob", object])?;
        succeed("give back a version of the map", &output)?;
        Ok(output.stdout)
    }
}

fn line_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r']).to_owned()
}

/// A file to read from that nobody else sees: a pipe could fill up while git writes its answer.
fn on_disk(input: &[u8]) -> Result<Stdio, GitError> {
    let unwritten =
        |error: std::io::Error| GitError::Unwritten { file: env::temp_dir().to_string_lossy().into_owned(), why: in_words(&error) };
    let mut file = tempfile::tempfile().map_err(unwritten)?;
    file.write_all(input).and_then(|()| file.rewind()).map_err(unwritten)?;
    Ok(Stdio::from(file))
}
