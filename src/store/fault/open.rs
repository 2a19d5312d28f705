//! Why a map was not opened, from the path to the faults inside.

use std::fmt;

use jiff::Timestamp;

use super::{
    super::{clock::here, shown::shown},
    Fault, FaultKind, FileFault, Severity,
};

/// Why a map was not opened. Nothing was changed, and nothing will be written over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError {
    pub file: String,
    pub reason: Reason,
    /// When the newest whole version of it was kept on this computer, where one would help.
    pub copy: Option<Timestamp>,
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
        owner: Option<String>,
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

    /// Nothing is known of a copy.
    pub fn new(file: impl Into<String>, reason: Reason) -> Self {
        Self { file: file.into(), reason, copy: None }
    }

    /// Whether a whole copy is what brings back what is lost.
    pub fn calls_for_a_copy(&self) -> bool {
        self.faults().iter().any(Fault::calls_for_a_copy)
    }

    /// What is wrong and from when the copy is, where somebody is asked whether it is brought back.
    pub fn before_a_copy(&self) -> String {
        let told = self.faults().iter().find(|fault| fault.calls_for_a_copy()).map(|fault| fault.told(&self.file)).unwrap_or_default();
        let copy = self.copy.map(|at| format!(" The last good copy is from {}.", here(at))).unwrap_or_default();
        format!("{told} It was not opened, and nothing was changed.{copy}")
    }

    /// The first fault, what was done about the file, and what to do next.
    fn of_faults(&self, faults: &[Fault]) -> String {
        let Some(first) = faults.first() else { return String::new() };
        if self.severity() == Severity::Records {
            let file = shown(&self.file);
            // The map could be looked at, and somebody wanted to change it or to join it with another.
            let advice = if faults.iter().any(Fault::is_of_newer) {
                "Update permea before you edit.".to_owned()
            } else {
                format!("`permea repair {file}` shows the step that mends it.")
            };
            return format!(
                "{} Nothing was changed: a map that was not read whole is never written over. {advice}",
                first.told(&self.file)
            );
        }
        // What keeps the map from being opened goes before what is wrong with single records.
        let worst = faults.iter().find(|fault| fault.severity() > Severity::Records).unwrap_or(first);
        let sentence = worst.sentence(&self.file);
        self.about_copy().map_or_else(|| sentence.clone(), |copy| format!("{sentence} {copy}"))
    }

    /// From when the newest whole copy is and what brings it back; none where none helps or is known.
    pub fn about_copy(&self) -> Option<String> {
        let (at, file) = (here(self.copy?), shown(&self.file));
        Some(format!("The last good copy is from {at}: `permea restore {file} --at {at}` brings it back."))
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
            Reason::Denied { mode, owner } => {
                let owner = owner.as_ref().map(|owner| format!("owner {}", shown(owner)));
                let mode = mode.map(|mode| format!("mode {mode:04o}"));
                let known: Vec<String> = owner.into_iter().chain(mode).collect();
                let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
                write!(f, "You may not read {file}{known}. Nothing was changed. Ask its owner, or copy it.")
            }
            Reason::TooLarge { bytes, limit } => {
                let (megabytes, limit) = (bytes.div_ceil(1_000_000), limit / 1_000_000);
                write!(f, "{file} is {megabytes} MB; the limit is {limit} MB. Not opened. (`--max-size {megabytes}M` lifts it.)")
            }
            Reason::Disk { why } => write!(f, "{file} could not be read ({why}). Not opened, and nothing will be written over it."),
            Reason::Faults(faults) => {
                write!(f, "{}", self.of_faults(faults))?;
                let more = faults.len().saturating_sub(1);
                if more > 0 { write!(f, "\n{more} more: `permea check {file}` lists them.") } else { Ok(()) }
            }
        }
    }
}

impl std::error::Error for OpenError {}
