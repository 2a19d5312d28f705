//! Why a file was not read at all, in one sentence for people.

use ecow::EcoString;

use super::{cell::short, kind::SheetKind};
use crate::model::count;

/// Why nothing of an import was done. Every sentence names the file, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("{file} is empty (0 bytes). Nothing was imported.")]
    Empty { file: EcoString },
    #[error("{file} has headings but no rows. Nothing to import.")]
    NoRows { file: EcoString },
    #[error("{file} is a web page (it starts with `{start}`), perhaps an error page. Nothing was imported. Download it again.")]
    WebPage { file: EcoString, start: EcoString },
    #[error("{file} is {what}, not a sheet of text. Nothing was imported. Save it as CSV and try again.")]
    NotText { file: EcoString, what: EcoString },
    #[error(
        "{file} is a permea map, not a sheet or another tool's network. Nothing was imported. Two maps are joined with `permea merge`, and `permea export` makes sheets of one."
    )]
    IsAMap { file: EcoString },
    #[error("{file} holds a zero byte in line {line}, so it is no sheet of text, or it is UTF-16 without a mark. Nothing was imported.")]
    ZeroByte { file: EcoString, line: u64 },
    #[error("{file}: line {line} opens a quote that is never closed; the rest of the file would be one cell. Nothing was imported.")]
    OpenQuote { file: EcoString, line: u64 },
    #[error(
        "{file}: a cell that starts in line {line} is longer than {limit} characters; perhaps a quote is never closed. Nothing was imported."
    )]
    LongCell { file: EcoString, line: u64, limit: usize },
    #[error(
        "{file} has {} rows; the limit is {}. Nothing was imported. Split it into several files.",
        count(*rows as u64),
        count(*limit as u64)
    )]
    ManyRows { file: EcoString, rows: usize, limit: usize },
    #[error(
        "{file} has {} columns; the limit is {}. Nothing was imported.",
        count(*columns as u64),
        count(*limit as u64)
    )]
    ManyColumns { file: EcoString, columns: usize, limit: usize },
    #[error("{file} has more than {} members and ties, which is the limit. Nothing was imported.", count(*limit as u64))]
    ManyTies { file: EcoString, limit: usize },
    #[error("{file} has {bytes} bytes; the limit is {limit}. Nothing was imported.")]
    Large { file: EcoString, bytes: usize, limit: usize },
    #[error(
        "{file} is none of the sheets permea knows. Found the headings {found}. A sheet of members needs id, URN or UKPRN, and name; with --as KIND permea says what a sheet of that kind needs. Nothing was imported."
    )]
    UnknownKind { file: EcoString, found: EcoString },
    #[error("{file} has no column {missing}, which a sheet of {kind} needs. Found {found}. Nothing was imported.")]
    NoColumn { file: EcoString, kind: SheetKind, missing: EcoString, found: EcoString },
    /// The columns that a person chose are not enough.
    #[error("{sentence} Nothing was imported.")]
    Wants { sentence: EcoString },
    #[error(
        "{file}: two columns are called `{heading}` ({first} and {second}). Nothing was imported. Rename one of them, or choose with --columns (see `permea columns`)."
    )]
    TwoColumns { file: EcoString, heading: EcoString, first: usize, second: usize },
    #[error("{file}: which year is this table of? Its name holds none. Nothing was imported. Say it with --year.")]
    NoYear { file: EcoString },
    #[error("line {line} of the list of column names: {why}. Nothing was imported.")]
    Columns { line: usize, why: EcoString },
    #[error("{file}, line {line}: {why}. Nothing was imported.")]
    Answers { file: EcoString, line: u64, why: EcoString },
    #[error("{file} defines its own entities (line {line}). Such files are not read.")]
    Entities { file: EcoString, line: u64 },
    #[error("{file}: elements more than {limit} deep (line {line}). Not read.")]
    Deep { file: EcoString, line: u64, limit: usize },
    #[error("{file}, line {line}: more than {limit} attributes on one element. Not read.")]
    ManyAttributes { file: EcoString, line: u64, limit: usize },
    #[error("{file}, line {line}: the attribute \"{name}\" twice. Not read.")]
    AttributeTwice { file: EcoString, line: u64, name: EcoString },
    #[error("{file} ends before it is complete: {open}. Nothing was imported. Save or download it again.")]
    CutOff { file: EcoString, open: EcoString },
    #[error("{file}, line {line}: {why}. Nothing was imported.")]
    Malformed { file: EcoString, line: u64, why: EcoString },
    #[error("{file}: the encoding \"{name}\" is not known. Not read.")]
    Encoding { file: EcoString, name: EcoString },
    #[error("{file}: the node \"{id}\" stands twice (lines {first} and {second}). Nothing was imported.")]
    TwoNodes { file: EcoString, id: EcoString, first: u64, second: u64 },
    #[error("{file} holds no network: {why}. Nothing was imported.")]
    NoNetwork { file: EcoString, why: EcoString },
    #[error("{file} would unpack to more than {limit} ({part}). Not read.")]
    Unpacks { file: EcoString, part: EcoString, limit: EcoString },
    #[error("{file} has more than {} cells with something in them, or too much text, which is the limit. Not read.", count(*limit as u64))]
    ManyCells { file: EcoString, limit: usize },
    #[error("{file} says a few cells again and again, {} times in all. Not read. Save it as .xlsx or .csv.", count(*cells as u64))]
    Repeats { file: EcoString, cells: usize },
    #[error("{file} is locked with a password. Open it in Excel, take the password off, save, and try again.")]
    Locked { file: EcoString },
    #[error("{file} is really {what}. Save it as .xlsx or .csv. Nothing was imported.")]
    OtherWorkbook { file: EcoString, what: EcoString },
    #[error("{file} is damaged or not fully downloaded ({why}). Nothing was imported.")]
    Damaged { file: EcoString, why: EcoString },
    #[error("{file} has no cells with anything in them. Nothing to import.")]
    NoCells { file: EcoString },
    #[error("{file} has {count} sheets: {listed}. Choose one with --sheet NAME. Nothing was imported.")]
    Pages { file: EcoString, count: usize, listed: EcoString },
    #[error("the import was stopped. Nothing was imported.")]
    Stopped,
    #[error("the rows do not fit together: {why}. Nothing was imported.")]
    Refused { why: EcoString },
}

impl Unreadable {
    /// The line and the reason, if a list of column names is wrong.
    pub fn columns(&self) -> Option<(usize, &str)> {
        if let Self::Columns { line, why } = self { Some((*line, why)) } else { None }
    }

    /// The sentence without what can be said only in the shell.
    pub fn on_the_screen(&self) -> String {
        if let Self::NoYear { file } = self {
            return format!("{file}: which year is this table of? Its name holds none. 2019 is 2018/19.");
        }
        if let Self::Pages { file, count, listed } = self {
            return format!("{file} has {count} sheets: {listed}. Which one is read?");
        }
        self.to_string()
    }

    /// Whether a limit was the reason, which ends a command with exit code 4 instead of 1.
    pub fn is_limit(&self) -> bool {
        match self {
            Self::OpenQuote { .. }
            | Self::LongCell { .. }
            | Self::ManyRows { .. }
            | Self::ManyTies { .. }
            | Self::ManyColumns { .. }
            | Self::Large { .. }
            | Self::Entities { .. }
            | Self::Deep { .. }
            | Self::Unpacks { .. }
            | Self::ManyCells { .. }
            | Self::Repeats { .. }
            | Self::ManyAttributes { .. } => true,
            Self::Empty { .. }
            | Self::NoRows { .. }
            | Self::WebPage { .. }
            | Self::NotText { .. }
            | Self::IsAMap { .. }
            | Self::ZeroByte { .. }
            | Self::UnknownKind { .. }
            | Self::NoColumn { .. }
            | Self::Wants { .. }
            | Self::TwoColumns { .. }
            | Self::NoYear { .. }
            | Self::Columns { .. }
            | Self::Answers { .. }
            | Self::AttributeTwice { .. }
            | Self::CutOff { .. }
            | Self::Malformed { .. }
            | Self::Encoding { .. }
            | Self::TwoNodes { .. }
            | Self::NoNetwork { .. }
            | Self::Locked { .. }
            | Self::OtherWorkbook { .. }
            | Self::Damaged { .. }
            | Self::NoCells { .. }
            | Self::Pages { .. }
            | Self::Stopped
            | Self::Refused { .. } => false,
        }
    }
}

/// Headings as a sentence names them: the first few, quoted.
pub(super) fn quoted(headings: &[EcoString]) -> EcoString {
    const SHOWN: usize = 8;
    let all: Vec<&EcoString> = headings.iter().filter(|heading| !heading.is_empty()).collect();
    let mut text = EcoString::new();
    for (at, heading) in all.iter().take(SHOWN).enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push('"');
        text.push_str(&short(heading));
        text.push('"');
    }
    if all.len() > SHOWN {
        text.push_str(&format!(" and {} more", all.len() - SHOWN));
    }
    if text.is_empty() { "no headings".into() } else { text }
}
