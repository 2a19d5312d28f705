//! What is wrong with a file that is no whole map, in words for the person who has it.

use std::fmt;

use super::shown::{quoted, shown};
use crate::model::RecordKind;

/// One thing that is wrong in a map's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line it is on, where it is on one; the first is 1.
    pub line: Option<usize>,
    pub kind: FaultKind,
}

/// What is wrong. Records are named as [`label`](FaultKind) strings like `the rating r:7kq2…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    Empty,
    Zeroes,
    /// Zero bytes after the text, as a power cut leaves them.
    ZeroTail {
        zeroes: usize,
    },
    Utf16,
    NotUtf8 {
        byte: u8,
        near: String,
    },
    /// The file ends inside this record, or between two.
    CutOff {
        record: Option<String>,
    },
    /// A bracket or quote that nothing closes.
    Unclosed {
        record: Option<String>,
    },
    Extra,
    Markers,
    NotAMap,
    /// The file's head lacks this.
    NoHead {
        field: &'static str,
    },
    /// The file's head has a value that cannot be read.
    BadHead {
        field: String,
        text: String,
    },
    UnknownSection {
        name: String,
    },
    Newer {
        format: u32,
        known: u32,
    },
    TooDeep {
        limit: usize,
    },
    Twice {
        id: String,
        first_line: usize,
        first: String,
        second: String,
    },
    UnknownField {
        kind: RecordKind,
        field: String,
    },
    FieldTwice {
        record: String,
        field: String,
    },
    MissingField {
        record: String,
        field: &'static str,
    },
    NotFinite {
        record: String,
        field: String,
        text: String,
    },
    /// A value that is none of its field; `why` is a sentence's end like `is not a date like 2026-03-02`.
    BadValue {
        record: String,
        field: String,
        text: String,
        why: String,
    },
    Unreadable {
        record: String,
    },
    Loose {
        record: String,
        member: String,
    },
    TieToItself {
        record: String,
        member: String,
    },
    SharedNumber {
        member: String,
        other: String,
        alias: String,
    },
    RatedSource {
        record: String,
        member: String,
    },
}

/// What a fault means for who asked.
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
    pub(super) fn new(kind: FaultKind) -> Self {
        Self { line: None, kind }
    }

    pub(super) fn at(line: usize, kind: FaultKind) -> Self {
        Self { line: Some(line), kind }
    }

    /// How much of the map the fault touches.
    pub fn severity(&self) -> Severity {
        match self.kind {
            FaultKind::TooDeep { .. } => Severity::Limit,
            FaultKind::UnknownField { .. }
            | FaultKind::Newer { .. }
            | FaultKind::NotFinite { .. }
            | FaultKind::BadValue { .. }
            | FaultKind::Loose { .. }
            | FaultKind::TieToItself { .. }
            | FaultKind::SharedNumber { .. }
            | FaultKind::RatedSource { .. } => Severity::Records,
            FaultKind::Empty
            | FaultKind::Zeroes
            | FaultKind::ZeroTail { .. }
            | FaultKind::Utf16
            | FaultKind::NotUtf8 { .. }
            | FaultKind::CutOff { .. }
            | FaultKind::Unclosed { .. }
            | FaultKind::Extra
            | FaultKind::Markers
            | FaultKind::NotAMap
            | FaultKind::NoHead { .. }
            | FaultKind::BadHead { .. }
            | FaultKind::UnknownSection { .. }
            | FaultKind::Twice { .. }
            | FaultKind::FieldTwice { .. }
            | FaultKind::MissingField { .. }
            | FaultKind::Unreadable { .. } => Severity::File,
        }
    }

    /// The fault in whole sentences: what, where, what was done, what to do next.
    pub fn sentence(&self, file: &str) -> String {
        let file = shown(file);
        match self.line {
            None => self.kind.about_file(&file),
            Some(line) => self.kind.on_line(&file, line),
        }
    }
}

impl FaultKind {
    /// The fault's name for scripts.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Zeroes | Self::ZeroTail { .. } => "zero_bytes",
            Self::Utf16 => "utf_16",
            Self::NotUtf8 { .. } => "not_utf_8",
            Self::CutOff { .. } => "cut_off",
            Self::Unclosed { .. } => "not_closed",
            Self::Extra => "extra_text",
            Self::Markers => "git_markers",
            Self::NotAMap => "not_a_map",
            Self::NoHead { .. } | Self::BadHead { .. } => "head",
            Self::UnknownSection { .. } => "unknown_section",
            Self::Newer { .. } => "newer_format",
            Self::TooDeep { .. } => "too_deep",
            Self::Twice { .. } => "id_twice",
            Self::UnknownField { .. } => "unknown_field",
            Self::FieldTwice { .. } => "field_twice",
            Self::MissingField { .. } => "missing_field",
            Self::NotFinite { .. } => "not_finite",
            Self::BadValue { .. } => "bad_value",
            Self::Unreadable { .. } => "unreadable",
            Self::Loose { .. } => "loose",
            Self::TieToItself { .. } => "tie_to_itself",
            Self::SharedNumber { .. } => "shared_number",
            Self::RatedSource { .. } => "rated_source",
        }
    }

    /// The sentences of faults that are on no line.
    fn about_file(&self, file: &str) -> String {
        match self {
            Self::Empty => format!(
                "{file} is empty (0 bytes). It was not opened, and nothing will be written over it. If there is an older copy of the map, use that."
            ),
            Self::Zeroes => format!(
                "{file} holds only zero bytes, which happens after a power cut. It was not opened. If there is an older copy of the map, use that."
            ),
            Self::Utf16 => format!("{file} is in UTF-16; maps are UTF-8. Not opened. Convert it with: iconv -f UTF-16 -t UTF-8"),
            Self::Newer { format, known } => format!(
                "{file} was written by a newer version of permea (format {format}; this one knows {known}). Not opened, so that nothing in it is lost. Update permea first."
            ),
            Self::NoHead { field } => {
                format!("{file} does not say its `{field}` at the start, as a map does. Not opened. Is it a permea map?")
            }
            other => other.on_line(file, 1),
        }
    }

    /// The sentences of faults that are on a line.
    fn on_line(&self, file: &str, line: usize) -> String {
        match self {
            Self::CutOff { record: Some(record) } => format!(
                "{file} stops in the middle of line {line} ({record}). It may be half copied. Not opened. Wait for the copy to finish, or use an older copy."
            ),
            Self::CutOff { record: None } => {
                format!(
                    "{file} stops at line {line}, before the end of the map. It may be half copied. Not opened. Wait for the copy to finish, or use an older copy."
                )
            }
            Self::Unclosed { record: Some(record) } => {
                format!("Line {line} of {file}: a bracket or a quote of {record} is never closed. Not opened. Close it in a text editor.")
            }
            Self::Unclosed { record: None } => {
                format!("Line {line} of {file}: a bracket or a quote is never closed. Not opened. Close it in a text editor.")
            }
            Self::ZeroTail { zeroes } => format!(
                "{file} ends in {zeroes} zero bytes after line {line}, which happens after a power cut. Not opened. If there is an older copy of the map, use that."
            ),
            Self::NotUtf8 { byte, near } => format!(
                "Line {line} of {file}: a byte that is not UTF-8 ({byte:02X}) in {near}. Not opened. The file may have been saved as Windows-1252; convert it with: iconv -f WINDOWS-1252 -t UTF-8",
                near = quoted(near)
            ),
            Self::Extra => format!(
                "{file} has extra text after the end of the map, at line {line}. Not opened, so that nothing there is lost. Remove the text or move it to another file."
            ),
            Self::Markers => format!(
                "{file} holds git conflict markers (line {line}). Both versions are in git. Not opened, and nothing was changed. Take one side, or join the two by hand, and open it again."
            ),
            Self::NotAMap => {
                format!(
                    "Line {line} of {file} is not written as a map is. Not opened. Is it a permea map? Sheets are read with: permea import MAP {file}"
                )
            }
            Self::BadHead { field, text } => {
                format!(
                    "Line {line} of {file}: `{field}` is {text}, which cannot be read. Not opened. Correct it in a text editor.",
                    text = quoted(text)
                )
            }
            Self::UnknownSection { name } => format!(
                "Line {line} of {file}: this version does not know the section {name}. Not opened, so that it is not dropped. Update permea, or correct the name.",
                name = quoted(name)
            ),
            Self::TooDeep { limit } => {
                format!("Line {line} of {file}: lists inside lists more than {limit} deep. This is not a map. Not opened.")
            }
            other => format!("Line {line} of {file}: {}", other.of_record()),
        }
    }

    /// The sentences of faults of records, after the place.
    fn of_record(&self) -> String {
        match self {
            Self::Twice { id, first_line, first, second } => format!(
                "the id {id} is used twice (first on line {first_line}: {first} and {second}). Not opened, since one of them would be lost. Give one of them another id.",
                id = quoted(id)
            ),
            Self::UnknownField { kind, field } => format!(
                "this version does not know the field {field} of a {kind}. Not opened, so that it is not dropped. Update permea, or correct the name.",
                field = quoted(field)
            ),
            Self::FieldTwice { record, field } => {
                format!("{record} has `{field}` twice. Not opened, since one of them would be lost. Keep one.")
            }
            Self::MissingField { record, field } => format!("{record} has no `{field}`. Not opened. Add it in a text editor."),
            Self::NotFinite { record, field, text } => {
                format!(
                    "{record} has `{field}` = {text}, which is no finite number. Not opened. Correct it or take the field out.",
                    text = quoted(text)
                )
            }
            Self::BadValue { record, field, text, why } => {
                format!("{record} has `{field}` = {text}, which {why}. Not opened. Correct it in a text editor.", text = quoted(text))
            }
            Self::Unreadable { record } => format!("{record} cannot be read. Not opened. Compare it with the lines beside it."),
            Self::Loose { record, member } => format!(
                "{record} speaks of {member}, which is not in the map. Not opened. Add the member, or take the record out.",
                member = quoted(member)
            ),
            Self::TieToItself { record, member } => {
                format!("{record} joins {member} to itself. Not opened. Correct `from` or `to`, or take it out.", member = quoted(member))
            }
            Self::SharedNumber { member, other, alias } => format!(
                "{member} and {other} share the number {alias}, and a number finds one member only. Not opened. Take it from one of them.",
                member = quoted(member),
                other = quoted(other),
                alias = quoted(alias)
            ),
            Self::RatedSource { record, member } => format!(
                "{record} rates {member}, which is a knowledge source, and sources are not rated. Not opened. Take the rating out.",
                member = quoted(member)
            ),
            Self::Empty | Self::Zeroes | Self::ZeroTail { .. } | Self::Utf16 | Self::NotUtf8 { .. } | Self::CutOff { .. } => String::new(),
            Self::Unclosed { .. } | Self::Extra | Self::Markers | Self::NotAMap | Self::NoHead { .. } | Self::BadHead { .. } => {
                String::new()
            }
            Self::UnknownSection { .. } | Self::Newer { .. } | Self::TooDeep { .. } => String::new(),
        }
    }
}

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
    /// The faults inside the file, in order.
    pub fn faults(&self) -> &[Fault] {
        match &self.reason {
            Reason::Faults(faults) => faults,
            Reason::NotFound | Reason::Dangling | Reason::LinkLoop | Reason::NotAFile => &[],
            Reason::Denied { .. } | Reason::TooLarge { .. } | Reason::Disk { .. } => &[],
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
