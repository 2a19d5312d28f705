//! What is wrong with a file that is no whole map, in words for the person who has it.

mod file;
mod open;
mod record;

pub use file::FileFault;
pub use open::{OpenError, Reason};
pub use record::RecordFault;

/// One thing that is wrong in a map's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line it is on, where it is on one; the first is 1.
    pub line: Option<usize>,
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file as a whole.
    File(FileFault),
    /// One record in it.
    Record(RecordFault),
}

/// How much of a map a fault touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Single records are wrong; the rest is sound.
    Records,
    /// The file as a whole is no map that can be opened.
    File,
    /// A limit that protects the program was passed.
    Limit,
}

impl Fault {
    /// A fault of the whole file.
    pub(super) fn of_file(fault: FileFault) -> Self {
        Self { line: None, kind: FaultKind::File(fault) }
    }

    /// A fault of the file that shows on a line.
    pub(super) fn at(line: usize, fault: FileFault) -> Self {
        Self { line: Some(line), kind: FaultKind::File(fault) }
    }

    /// A fault of the record on a line.
    pub(super) fn of_record(line: usize, fault: RecordFault) -> Self {
        Self { line: Some(line), kind: FaultKind::Record(fault) }
    }

    pub fn severity(&self) -> Severity {
        match &self.kind {
            FaultKind::File(fault) => fault.severity(),
            FaultKind::Record(fault) => fault.severity(),
        }
    }

    /// The fault's name for scripts.
    pub fn word(&self) -> &'static str {
        match &self.kind {
            FaultKind::File(fault) => fault.word(),
            FaultKind::Record(fault) => fault.word(),
        }
    }

    /// What is wrong and where.
    pub fn told(&self, file: &str) -> String {
        let file = super::shown::shown(file);
        let line = self.line.unwrap_or(1);
        match &self.kind {
            FaultKind::File(fault) => fault.told(&file, line),
            FaultKind::Record(fault) => format!("Line {line} of {file}: {}", fault.told()),
        }
    }

    /// The fault in whole sentences: what, where, what was done when the map was looked at, what to do next.
    pub fn sentence(&self, file: &str) -> String {
        let told = self.told(file);
        let file = super::shown::shown(file);
        let (done, advice) = match &self.kind {
            FaultKind::File(fault) => (fault.done().to_owned(), fault.advice(&file)),
            FaultKind::Record(fault) => (fault.done(), fault.advice(&file)),
        };
        format!("{told} {done} {advice}").trim_end().to_owned()
    }

    /// Whether the file was written by a newer permea.
    fn is_of_newer(&self) -> bool {
        matches!(self.kind, FaultKind::File(FileFault::Newer { .. }))
    }

    /// Whether a repair can do something about it.
    pub fn is_mendable(&self) -> bool {
        match &self.kind {
            FaultKind::Record(_) => true,
            FaultKind::File(fault) => match fault {
                FileFault::NoHead { .. } | FileFault::HeadTwice { .. } | FileFault::BadHead { .. } | FileFault::UnknownSection { .. } => {
                    true
                }
                FileFault::Empty
                | FileFault::Zeroes
                | FileFault::ZeroTail { .. }
                | FileFault::Utf16
                | FileFault::NotUtf8 { .. }
                | FileFault::CutOff { .. }
                | FileFault::Unclosed { .. }
                | FileFault::Extra
                | FileFault::Markers
                | FileFault::NotAMap
                | FileFault::Unreadable
                | FileFault::Newer { .. }
                | FileFault::TooDeep { .. } => false,
            },
        }
    }

    /// Whether a whole copy is what brings back what is lost.
    fn calls_for_a_copy(&self) -> bool {
        let FaultKind::File(fault) = &self.kind else { return false };
        matches!(
            fault,
            FileFault::Empty
                | FileFault::Zeroes
                | FileFault::ZeroTail { .. }
                | FileFault::NotUtf8 { .. }
                | FileFault::CutOff { .. }
                | FileFault::Unclosed { .. }
                | FileFault::NotAMap
                | FileFault::Unreadable
        )
    }
}
