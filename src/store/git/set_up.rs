//! Telling git, once in each copy of a repository, to join maps with permea.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    GitError, Repository,
    call::{git, succeed},
};
use crate::store::{disk::in_words, shown::shown};

/// What is told to git about maps, in `.gitattributes`: join them with permea, and leave their line ends alone.
const ATTRIBUTES: &str = "merge=permea diff=permea -text eol=lf";

/// The names that are maps by their ending.
const MAPS: &str = "*.permea.ron";

/// The order of git for joining a file.
const DRIVER_ARGUMENTS: &str = "merge-driver %O %A %B %L %P";

/// What setting up a repository did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SetUp {
    /// The lines that were added to `.gitattributes`.
    pub attributes: Vec<String>,
    /// The settings that were made in this copy of the repository, as `name = value`.
    pub settings: Vec<String>,
}

impl Repository {
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
            let now = git(self.folder(), &["config", "--local", "--get", name])?;
            if String::from_utf8_lossy(&now.stdout).trim_end_matches('\n') == value {
                continue;
            }
            succeed("keep the setting", &git(self.folder(), &["config", "--local", name, value])?)?;
            settings.push(format!("{name} = {value}"));
        }
        Ok(SetUp { attributes, settings })
    }

    fn add_attributes(&self, maps: &[String]) -> Result<Vec<String>, GitError> {
        let path = self.folder().join(".gitattributes");
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

/// The text of `.gitattributes` at the top of a repository, if it says nothing but how maps are joined.
pub(super) fn own_attributes(top: &Path) -> Option<String> {
    let text = fs::read_to_string(top.join(".gitattributes")).ok()?;
    let is_own = !text.is_empty() && text.lines().all(|line| line.ends_with(ATTRIBUTES));
    is_own.then_some(text)
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
