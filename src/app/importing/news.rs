//! What an import asks of the world, and what comes back.

use std::path::PathBuf;

use ecow::EcoString;
use jiff::civil::Date;

use super::chooser::Folder;
use crate::{
    exchange::{AsideSheet, Mapping, NameAnswers, Policies, Progress, Proposal, SheetKind, Switch},
    model::{Network, Year},
};

/// What is asked of the world for an import.
#[derive(Clone, Debug)]
pub enum ImportWish {
    /// List a folder, or the one where files are most likely; answered by `Folder` or `NoFolder`.
    List(Option<PathBuf>),
    /// Find which of these readings of a dropped text are files; answered by `Dropped` or `Folder`, or `Failed`.
    Dropped(Vec<Vec<PathBuf>>),
    /// Read files and say what they would change; answered by `Progress` and then `Proposed`, `Unknown` or `Refused`.
    Read(Box<ImportOrder>),
    /// What is being read is not wanted any more.
    Stop,
    /// Write what was set aside beside the map; answered by `Aside`.
    KeepAside(AsideOrder),
    /// Remember what the columns of such sheets mean; only a failure is answered.
    KeepColumns(Box<Mapping>),
}

/// Files to read.
#[derive(Clone, Debug)]
pub struct ImportOrder {
    pub generation: u64,
    pub files: Vec<PathBuf>,
    /// The network they would change.
    pub network: Network,
    pub choices: ImportChoices,
}

/// What a person decided of an import.
#[derive(Clone, Debug, Default)]
pub struct ImportChoices {
    pub policies: Policies,
    pub answers: NameAnswers,
    /// What the columns of sheets of unknown headings mean.
    pub mappings: Vec<Mapping>,
    pub year: Option<Year>,
    /// The sheet of a workbook to read.
    pub page: Option<EcoString>,
    /// What the files hold, where their content does not tell.
    pub kind: Option<SheetKind>,
    /// Which members are added, as an expression; all where it is empty.
    pub only: EcoString,
    /// How matrices are read.
    pub matrix: Vec<Switch>,
}

/// Sheets of rows set aside, and where they go.
#[derive(Clone, Debug)]
pub struct AsideOrder {
    /// The map, or where there is no file of it yet the first source: they are written beside it, under its name.
    pub beside: PathBuf,
    pub day: Date,
    pub sheets: Vec<AsideSheet>,
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum ImportNews {
    Folder(Folder),
    NoFolder(String),
    Dropped(Vec<PathBuf>),
    Progress {
        generation: u64,
        progress: Progress,
    },
    Proposed {
        generation: u64,
        proposal: Box<Proposal>,
        /// What the columns mean that were read as somebody chose before.
        remembered: Vec<Mapping>,
    },
    /// A sheet of headings that nothing knows, or that stand twice, with what its columns most likely mean.
    Unknown {
        generation: u64,
        mapping: Box<Mapping>,
        /// What is wrong with it.
        problem: Option<String>,
    },
    Refused {
        generation: u64,
        sentence: String,
        asks: Asks,
    },
    /// What was said of the sheets of rows set aside.
    Aside(String),
}

/// What a person can say so that a file can be read after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Nothing,
    /// The year of a table.
    Year,
    /// Which sheet of a workbook.
    Page,
}
