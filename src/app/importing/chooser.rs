//! Choosing files: the folders and the files there that can be read, found by typing.

use std::{collections::BTreeSet, path::PathBuf};

use super::{
    super::{command::Move, cursor::Cursor, fuzzy, line::Line},
    dropped,
};

/// A folder and what of it can be opened or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    pub above: Option<PathBuf>,
    /// Folders by their name, then files, the latest first.
    pub entries: Vec<FolderEntry>,
    /// How many files there are that cannot be read.
    pub others: usize,
}

/// A line of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    pub name: String,
    pub path: PathBuf,
    pub what: Listed,
}

/// What a line of a folder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    Above,
    Folder,
    /// How large, and from which day.
    File {
        bytes: usize,
        day: String,
    },
}

/// What choosing a line leads to.
pub(super) enum Chosen {
    Folder(PathBuf),
    Files(Vec<PathBuf>),
    Nothing,
}

/// Where somebody is in choosing files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chooser {
    pub folder: Option<Folder>,
    pub line: Line,
    pub cursor: Cursor,
    pub marked: BTreeSet<PathBuf>,
    /// Why a folder could not be listed.
    pub problem: Option<String>,
    found: Vec<usize>,
}

impl Chooser {
    pub(super) fn show(&mut self, mut folder: Folder) {
        if let Some(above) = &folder.above {
            let up = FolderEntry { name: "..".to_owned(), path: above.clone(), what: Listed::Above };
            folder.entries.insert(0, up);
        }
        // Whoever goes up stands on the folder they came from.
        let from = self.folder.take().map(|before| before.path);
        self.folder = Some(folder);
        self.problem = None;
        self.line = Line::default();
        self.search();
        let came_from = self.entries().position(|entry| Some(&entry.path) == from.as_ref());
        let first = self.entries().position(|entry| entry.what != Listed::Above);
        self.cursor.at = came_from.or(first).unwrap_or(0);
    }

    /// Searches again after the line changed.
    pub(super) fn search(&mut self) {
        let names: Vec<&str> = self.folder.iter().flat_map(|folder| &folder.entries).map(|entry| entry.name.as_str()).collect();
        self.found = fuzzy::ranked(self.line.text(), names.into_iter());
        self.cursor = Cursor::default();
    }

    /// The lines found, the best first.
    pub fn entries(&self) -> impl Iterator<Item = &FolderEntry> {
        let all = self.folder.as_ref().map_or(&[][..], |folder| &folder.entries);
        self.found.iter().filter_map(|at| all.get(*at))
    }

    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Whether what is typed is a path, which Enter takes as it is.
    pub fn is_path_typed(&self) -> bool {
        !dropped::readings(self.line.text()).is_empty()
    }

    fn current(&self) -> Option<&FolderEntry> {
        self.entries().nth(self.cursor.at)
    }

    /// Goes in the list; to the left of an empty line is the folder above, to the right the one under the cursor.
    pub(super) fn go(&mut self, movement: Move, rows: usize) -> Option<PathBuf> {
        let is_empty = self.line.text().is_empty();
        match movement {
            Move::Left if is_empty => return self.above(),
            Move::Right if is_empty => {
                return self.current().filter(|entry| !matches!(entry.what, Listed::File { .. })).map(|entry| entry.path.clone());
            }
            Move::Left | Move::Right | Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => {
                let count = self.found.len();
                self.line.go_above(&mut self.cursor, movement, count, rows);
            }
        }
        None
    }

    pub(super) fn above(&self) -> Option<PathBuf> {
        self.folder.as_ref().and_then(|folder| folder.above.clone())
    }

    /// Marks the file under the cursor, or unmarks it, and goes on to the next.
    pub(super) fn mark(&mut self, rows: usize) {
        let Some(path) = self.current().filter(|entry| matches!(entry.what, Listed::File { .. })).map(|entry| entry.path.clone()) else {
            return;
        };
        if !self.marked.remove(&path) {
            self.marked.insert(path);
        }
        let count = self.found.len();
        self.cursor.go(Move::Down, count, rows);
    }

    /// What Enter takes: the folder under the cursor, else the files marked, else the one under the cursor.
    pub(super) fn chosen(&self) -> Chosen {
        let current = self.current();
        match current.map(|entry| (&entry.what, &entry.path)) {
            Some((Listed::Above | Listed::Folder, path)) if self.marked.is_empty() => Chosen::Folder(path.clone()),
            _ if !self.marked.is_empty() => Chosen::Files(self.marked.iter().cloned().collect()),
            Some((Listed::File { .. }, path)) => Chosen::Files(vec![path.clone()]),
            Some((Listed::Above | Listed::Folder, _)) | None => Chosen::Nothing,
        }
    }
}
