//! The installed `git`, run as a program: where a map's repository is, how it is told to join maps, what it left unfinished.
//!
//! It is called with fixed arguments and without a shell, and no hook of the repository is run.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use jiff::Timestamp;

use super::{disk::in_words, save::folder_of, shown::shown};
use crate::{
    compare::{Author, Authors},
    model::clean,
};

/// What is told to git about maps, in `.gitattributes`: join them with permea, and leave their line ends alone.
const ATTRIBUTES: &str = "merge=permea diff=permea -text eol=lf";

/// The names that are maps by their ending.
const MAPS: &str = "*.permea.ron";

/// The order of git for joining a file.
const DRIVER_ARGUMENTS: &str = "merge-driver %O %A %B %L %P";

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

/// A repository with a folder of files to work in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    folder: PathBuf,
}

/// What setting up a repository did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SetUp {
    /// The lines that were added to `.gitattributes`.
    pub attributes: Vec<String>,
    /// The settings that were made in this copy of the repository, as `name = value`.
    pub settings: Vec<String>,
}

/// The versions of a map that git could not join; a side that removed the file has none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stages {
    pub base: Option<Vec<u8>>,
    pub ours: Option<Vec<u8>>,
    pub theirs: Option<Vec<u8>>,
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

    /// Tells git to join maps with permea: `.gitattributes` says which files, the settings of this copy say how.
    ///
    /// `maps` are names of further maps, which do not end as maps do. What is so already is left as it is.
    pub fn set_up(&self, maps: &[String], program: &str) -> Result<SetUp, GitError> {
        let attributes = self.add_attributes(maps)?;
        let driver = format!("{program} {DRIVER_ARGUMENTS}");
        let wanted = [
            ("merge.permea.name", "permea joins maps record by record"),
            ("merge.permea.driver", driver.as_str()),
            // The head of a difference names the section it is in.
            ("diff.permea.xfuncname", "^([a-z]+): \\[$"),
        ];
        let mut settings = Vec::new();
        for (name, value) in wanted {
            let now = git(&self.folder, &["config", "--local", "--get", name])?;
            if String::from_utf8_lossy(&now.stdout).trim_end_matches('\n') == value {
                continue;
            }
            succeed("keep the setting", &git(&self.folder, &["config", "--local", name, value])?)?;
            settings.push(format!("{name} = {value}"));
        }
        Ok(SetUp { attributes, settings })
    }

    fn add_attributes(&self, maps: &[String]) -> Result<Vec<String>, GitError> {
        let path = self.folder.join(".gitattributes");
        let unwritten = |error: std::io::Error| GitError::Unwritten { file: shown(&path.to_string_lossy()), why: in_words(&error) };
        let known = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(unwritten(error)),
        };
        let names = std::iter::once(MAPS.to_owned()).chain(maps.iter().map(|name| pattern_of(name)));
        let lines = names.map(|name| format!("{name} {ATTRIBUTES}"));
        let added: Vec<String> = lines.filter(|line| !known.lines().any(|known| known.trim() == line)).collect();
        if added.is_empty() {
            return Ok(added);
        }
        let gap = if known.is_empty() || known.ends_with('\n') { "" } else { "\n" };
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&path).map_err(unwritten)?;
        file.write_all(format!("{gap}{}\n", added.join("\n")).as_bytes()).map_err(unwritten)?;
        Ok(added)
    }
}

/// A file's name as a pattern that means just this name.
fn pattern_of(name: &str) -> String {
    let escaped: String = name.chars().flat_map(|c| if "*?[]\\!#".contains(c) { vec!['\\', c] } else { vec![c] }).collect();
    if escaped.contains([' ', '\t']) { format!("\"{}\"", escaped.replace('\\', "\\\\").replace('"', "\\\"")) } else { escaped }
}

/// How git should call this program: by its bare name if the shell finds it, else by where it is.
pub fn program_for_git() -> String {
    let name = if cfg!(windows) { "permea.exe" } else { "permea" };
    let folders: Vec<PathBuf> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    if folders.iter().any(|folder| folder.join(name).is_file()) {
        return "permea".to_owned();
    }
    let here = env::current_exe().ok().map(|path| path.to_string_lossy().replace('\\', "/"));
    here.map_or_else(|| "permea".to_owned(), |path| format!("'{}'", path.replace('\'', r"'\''")))
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
        ours: author(folder, "HEAD", path).unwrap_or_default(),
        theirs: heads.into_iter().find_map(|head| author(folder, head, path)).unwrap_or_default(),
    }
}

/// Who last changed the file in a commit's history.
fn author(folder: &Path, commit: &str, path: &str) -> Option<Author> {
    let pathspec = format!(":(literal){path}");
    let output = git(folder, &["log", "-1", "--no-show-signature", "--format=%an%x00%at", commit, "--", &pathspec]).ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let (name, seconds) = text.trim_end().split_once('\0')?;
    let at = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    Some(Author { by: Some(clean(name)).filter(|name| !name.is_empty()), at })
}

/// Runs git in a folder, without the hooks and the watcher that a repository can bring along.
fn git(folder: &Path, arguments: &[&str]) -> Result<Output, GitError> {
    let safe = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(safe).args(arguments).stdin(Stdio::null()).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command.output().map_err(|error| {
        let is_missing = error.kind() == std::io::ErrorKind::NotFound;
        if is_missing { GitError::NotInstalled } else { GitError::Refused { what: "start", why: in_words(&error) } }
    })
}

fn succeed(what: &'static str, output: &Output) -> Result<(), GitError> {
    if output.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    Err(GitError::Refused { what, why: shown(why.trim().lines().next().unwrap_or_default()) })
}
