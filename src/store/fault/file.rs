//! What can be wrong with a file as a whole.

use super::{super::shown::quoted, Severity};

/// What keeps a file as a whole from being a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
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
    /// Text after the end of the map.
    Extra,
    /// What git writes between two versions.
    Markers,
    NotAMap,
    /// Something between two records that is none.
    Unreadable,
    /// The file's head lacks this.
    NoHead {
        field: &'static str,
    },
    /// The file's head has this twice.
    HeadTwice {
        field: &'static str,
    },
    /// The file's head has a value that cannot be read.
    BadHead {
        field: &'static str,
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
}

impl FileFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::TooDeep { .. } => Severity::Limit,
            // Nothing is wrong with the file but that this program is too old for it, or for a part of it.
            Self::Newer { .. } | Self::UnknownSection { .. } => Severity::Records,
            Self::Empty
            | Self::Zeroes
            | Self::ZeroTail { .. }
            | Self::Utf16
            | Self::NotUtf8 { .. }
            | Self::CutOff { .. }
            | Self::Unclosed { .. }
            | Self::Extra
            | Self::Markers
            | Self::NotAMap
            | Self::Unreadable
            | Self::NoHead { .. }
            | Self::HeadTwice { .. }
            | Self::BadHead { .. } => Severity::File,
        }
    }

    pub(super) fn word(&self) -> &'static str {
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
            Self::Unreadable => "unreadable",
            Self::NoHead { .. } | Self::HeadTwice { .. } | Self::BadHead { .. } => "head",
            Self::UnknownSection { .. } => "unknown_section",
            Self::Newer { .. } => "newer_format",
            Self::TooDeep { .. } => "too_deep",
        }
    }

    /// What was done about it when the map was looked at.
    pub(super) fn done(&self) -> &'static str {
        match self {
            Self::Empty => "It was not opened, and nothing will be written over it.",
            Self::Extra => "Not opened, so that nothing there is lost.",
            Self::UnknownSection { .. } => "Opened read-only, so that it is not dropped.",
            Self::HeadTwice { .. } => "Not opened, since one of them would be lost.",
            Self::Newer { .. } => "Opened read-only.",
            Self::Markers => "Both versions are in git. Not opened, and nothing was changed.",
            Self::Zeroes
            | Self::ZeroTail { .. }
            | Self::Utf16
            | Self::NotUtf8 { .. }
            | Self::CutOff { .. }
            | Self::Unclosed { .. }
            | Self::NotAMap
            | Self::Unreadable
            | Self::NoHead { .. }
            | Self::BadHead { .. }
            | Self::TooDeep { .. } => "Not opened.",
        }
    }

    /// What is wrong and where: the first sentence of every message about it. Faults that are on no line leave the line out.
    pub(super) fn told(&self, file: &str, line: usize) -> String {
        match self {
            Self::Empty => format!("{file} is empty (0 bytes)."),
            Self::Zeroes => format!("{file} holds only zero bytes, which happens after a power cut."),
            Self::ZeroTail { zeroes } => {
                format!("{file} ends in {zeroes} zero bytes after line {line}, which happens after a power cut.")
            }
            Self::Utf16 => format!("{file} is in UTF-16; maps are UTF-8."),
            Self::NotUtf8 { byte, near } => {
                format!("Line {line} of {file}: a byte that is not UTF-8 ({byte:02X}) in {}.", quoted(near))
            }
            Self::CutOff { record: Some(record) } => {
                format!("{file} stops in the middle of line {line} ({record}). It may be half copied.")
            }
            Self::CutOff { record: None } => format!("{file} stops at line {line}, before the end of the map. It may be half copied."),
            Self::Unclosed { record: Some(record) } => {
                format!("Line {line} of {file}: a bracket or a quote of {record} is never closed.")
            }
            Self::Unclosed { record: None } => format!("Line {line} of {file}: a bracket or a quote is never closed."),
            Self::Extra => format!("{file} has extra text after the end of the map, at line {line}."),
            Self::Markers => format!("{file} holds git conflict markers (line {line})."),
            Self::NotAMap => format!("Line {line} of {file} is not written as a map is."),
            Self::Unreadable => format!("Line {line} of {file}: what stands here is no record."),
            Self::NoHead { field } => format!("{file} does not say its `{field}` at the start, as a map does."),
            Self::HeadTwice { field } => format!("Line {line} of {file}: the map has `{field}` twice."),
            Self::BadHead { field, text } => format!("Line {line} of {file}: `{field}` is {}, which cannot be read.", quoted(text)),
            Self::UnknownSection { name } => {
                format!("Line {line} of {file}: this version does not know the section {}.", quoted(name))
            }
            Self::Newer { format, known } => {
                format!("{file} was written by a newer version of permea (format {format}; this one knows {known}).")
            }
            Self::TooDeep { limit } => {
                format!("Line {line} of {file}: lists inside lists more than {limit} deep. This is not a map.")
            }
        }
    }

    /// What to do next; empty where there is nothing to advise.
    pub(super) fn advice(&self, file: &str) -> String {
        match self {
            // Where a good copy is kept, the message about the file says so.
            Self::Empty | Self::Zeroes | Self::ZeroTail { .. } | Self::UnknownSection { .. } | Self::TooDeep { .. } => String::new(),
            Self::Utf16 => "Convert it with: iconv -f UTF-16 -t UTF-8".to_owned(),
            Self::NotUtf8 { .. } => {
                "The file may have been saved as Windows-1252; convert it with: iconv -f WINDOWS-1252 -t UTF-8".to_owned()
            }
            Self::CutOff { .. } => "Wait for the copy to finish.".to_owned(),
            Self::Unclosed { .. } => "Close it in a text editor.".to_owned(),
            Self::Extra => "Remove the text or move it to another file.".to_owned(),
            Self::Markers => format!("Join them record by record with: permea merge {file}"),
            Self::NotAMap => format!("Is it a permea map? Sheets are read with: permea import MAP {file}"),
            Self::Unreadable => "Compare it with the lines beside it.".to_owned(),
            Self::NoHead { .. } => format!("Is it a permea map? If so, `permea repair {file}` shows what can be done."),
            Self::HeadTwice { .. } | Self::BadHead { .. } => format!("`permea repair {file}` shows what can be done."),
            Self::Newer { .. } => "Update before you edit.".to_owned(),
        }
    }
}
