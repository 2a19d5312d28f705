//! Why a map was not opened, from the path to the faults inside.

use std::fmt;

use super::{super::shown::shown, Fault, FaultKind, FileFault, Severity};

/// Why a map was not opened. Nothing was changed, and nothing will be written over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError {
    pub file: String,
    pub reason: Reason,
}

/// What stands between a path and its map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    NotFound,
    /// A link to a file that is not there.
    Dangling,
    /// A link that leads back to itself.
    LinkLoop,
    NotAFile,
    /// The mode's last three octal digits, where the platform has them.
    Denied {
        mode: Option<u32>,
    },
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    /// The disk gave an error while the file was read.
    Disk {
        why: String,
    },
    /// The file is there and is no whole map. The faults are sorted by line; there is at least one.
    Faults(Vec<Fault>),
}

impl OpenError {
    /// Whether git wrote both versions of a merge into the file.
    pub fn holds_markers(&self) -> bool {
        self.faults().iter().any(|fault| fault.kind == FaultKind::File(FileFault::Markers))
    }

    /// The faults inside the file, in order.
    pub fn faults(&self) -> &[Fault] {
        match &self.reason {
            Reason::Faults(faults) => faults,
            Reason::NotFound
            | Reason::Dangling
            | Reason::LinkLoop
            | Reason::NotAFile
            | Reason::Denied { .. }
            | Reason::TooLarge { .. }
            | Reason::Disk { .. } => &[],
        }
    }

    /// The worst that is wrong.
    pub fn severity(&self) -> Severity {
        match &self.reason {
            Reason::TooLarge { .. } => Severity::Limit,
            Reason::Faults(faults) => faults.iter().map(Fault::severity).max().unwrap_or(Severity::File),
            Reason::NotFound | Reason::Dangling | Reason::LinkLoop | Reason::NotAFile | Reason::Denied { .. } | Reason::Disk { .. } => {
                Severity::File
            }
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = shown(&self.file);
        match &self.reason {
            Reason::NotFound => write!(f, "There is no file {file}. Check the name; `permea new {file} --name NAME` makes an empty map."),
            Reason::Dangling => write!(f, "{file} is a link to a file that is not there. Not opened."),
            Reason::LinkLoop => write!(f, "{file} is a link that leads back to itself. Not opened."),
            Reason::NotAFile => write!(f, "{file} is not an ordinary file. Not opened."),
            Reason::Denied { mode: Some(mode) } => {
                write!(f, "You may not read {file} (mode {mode:04o}). Nothing was changed. Ask its owner, or copy it.")
            }
            Reason::Denied { mode: None } => write!(f, "You may not read {file}. Nothing was changed. Ask its owner, or copy it."),
            Reason::TooLarge { bytes, limit } => {
                write!(f, "{file} is {} MB; the limit is {} MB. Not opened.", bytes / 1_000_000, limit / 1_000_000)
            }
            Reason::Disk { why } => write!(f, "{file} could not be read ({why}). Not opened, and nothing will be written over it."),
            Reason::Faults(faults) => {
                let first = faults.first().map(|fault| fault.sentence(&self.file)).unwrap_or_default();
                let more = faults.len().saturating_sub(1);
                write!(f, "{first}")?;
                if more > 0 { write!(f, "\n{more} more: `permea check {file}` lists them.") } else { Ok(()) }
            }
        }
    }
}

impl std::error::Error for OpenError {}
