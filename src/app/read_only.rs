//! Why the open map may be looked at and not changed, or changed and not saved where it is, and how a key is answered then.

use super::{App, General, Notice};

/// What forbids changing the open map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Parts of its file could not be read and are not there, so a save would drop them.
    FaultyFile {
        /// The first thing that is wrong, in whole sentences.
        first: String,
        /// How many things are wrong; at least one.
        count: usize,
    },
    /// A newer permea wrote it, and may have written what this one does not understand.
    NewerFile {
        /// The format of the file.
        format: u32,
        /// The newest format this permea knows.
        known: u32,
    },
    /// Another window on this computer has it open for work.
    OtherWindow,
}

/// Why a file that can be read cannot be written. Its map may be changed: what is done is kept on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// Nothing on its disk can be.
    Disk,
    /// This file may not be written by whoever works here.
    File,
}

impl Unwritable {
    /// The reason in two words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Disk => "read-only disk",
            Self::File => "read-only file",
        }
    }

    /// What becomes of changes, and what to do.
    pub fn sentence(self) -> String {
        format!("This map cannot be saved here ({}). Your changes are kept on this computer; save as puts them elsewhere.", self.words())
    }
}

impl ReadOnly {
    /// Why the map was opened read-only, and what to do: told when it is opened.
    pub fn told(&self, file: &str) -> String {
        match self {
            Self::FaultyFile { first, count: ..=1 } => format!("{first} `permea repair {file}` shows the step that mends it."),
            Self::FaultyFile { first, count } => format!(
                "{first} {} more: `permea check {file}` lists them, and `permea repair {file}` shows the step that mends it.",
                count - 1
            ),
            Self::NewerFile { format, known } => {
                format!(
                    "{file} was written by a newer permea (format {format}; this one knows {known}). Opened read-only. Update before you edit."
                )
            }
            Self::OtherWindow => format!(
                "Another window of permea on this computer has {file} open. Opened read-only here: change it there, or save it here under another name."
            ),
        }
    }

    /// Why nothing was changed, and what to do: the answer to a key that would change the map.
    pub fn refusal(&self, file: &str) -> String {
        match self {
            Self::FaultyFile { count, .. } => {
                let lines = if *count == 1 { "a part of its file".to_owned() } else { format!("{count} parts of its file") };
                format!(
                    "Nothing was changed: the map is open read-only, because {lines} could not be read. `permea repair {file}` shows the step that mends it; then open the map again."
                )
            }
            Self::NewerFile { format, known } => format!(
                "Nothing was changed: the map is open read-only, because a newer permea wrote it (format {format}; this one knows {known}). Update permea before you edit."
            ),
            Self::OtherWindow => {
                "Nothing was changed: the map is open read-only, because another window on this computer has it. Change it there, or save it here under another name.".to_owned()
            }
        }
    }

    /// Whether the map on the screen is the whole map, so that saving it under another name loses nothing.
    pub(super) fn shows_all(&self) -> bool {
        match self {
            Self::FaultyFile { .. } | Self::NewerFile { .. } => false,
            Self::OtherWindow => true,
        }
    }
}

impl App {
    /// Tells why the open map may not be changed; says whether that is so.
    pub(super) fn refuses_change(&mut self) -> bool {
        self.refuses(|_any| true)
    }

    /// Tells why the open map may not be saved under another name; says whether that is so.
    pub(super) fn refuses_copy(&mut self) -> bool {
        self.refuses(|read_only| !read_only.shows_all())
    }

    fn refuses(&mut self, forbids: impl Fn(&ReadOnly) -> bool) -> bool {
        let Some(document) = &self.document else { return false };
        let Some(read_only) = document.read_only.as_ref().filter(|read_only| forbids(read_only)) else { return false };
        let mut sentence = read_only.refusal(&document.file_name());
        if *read_only == ReadOnly::OtherWindow {
            sentence = format!("{sentence} {}", self.key_hint(General::ChangeHere, "changes it here all the same"));
        }
        self.tell(Notice::problem(sentence.trim_end()));
        true
    }
}
