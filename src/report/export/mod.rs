//! The map in other programs' formats: every format is one file here, and what it has no place for is counted.
//!
//! Bytes are made here and written by whoever asked. An export is of the whole map, also of members that closed and ties that ended;
//! stages, phases and findings are those of the day.

mod about;
mod dot;
mod figures;
mod folder;
mod gephi;
mod gexf;
mod graphml;
mod kumu;
mod look;
mod lossy;
mod members;
mod nodexl;
mod page;
mod pajek;
mod people;
mod sheets;
mod table;
mod text;
mod ties;
mod vna;
mod workbook;
mod xml;

use ecow::EcoString;

use super::svg::Paper;
use super::words::count;
use crate::{
    analysis::Analysis,
    exchange::Columns,
    map::Chart,
    model::{Field, Network, words},
};

pub use lossy::Lossy;

words! {
    /// A format that a map is exported in.
    pub enum Format as "a format" {
        /// For Gephi and whatever else reads GEXF 1.3.
        Gexf = "gexf",
        Graphml = "graphml",
        /// Kumu's simple JSON.
        KumuJson = "json",
        /// Kumu's sheets, a folder of two.
        Kumu = "kumu",
        /// Gephi's sheets, a folder of two.
        Gephi = "gephi",
        /// A network and the stages of its members as classes.
        Pajek = "net" | "pajek",
        /// `NetDraw`'s.
        Vna = "vna" | "netdraw",
        /// Graphviz.
        Dot = "dot" | "gv" | "graphviz",
        /// A picture, which is drawn by [`super::Poster`].
        Svg = "svg",
        /// A folder of sheets, of which the same map can be made again.
        Csv = "csv",
        /// A workbook for people.
        Xlsx = "xlsx",
        /// `NodeXL`'s workbook.
        Nodexl = "nodexl",
    }
}

impl Format {
    /// The format that a file's name ends in.
    pub fn of_ending(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Self::parse(ending).ok()
    }

    /// The ending of its file; none if it is a folder of files.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Self::Nodexl => Some("xlsx"),
            Self::Csv | Self::Kumu | Self::Gephi => None,
            Self::Gexf | Self::Graphml | Self::KumuJson | Self::Pajek | Self::Vna | Self::Dot | Self::Svg | Self::Xlsx => Some(self.word()),
        }
    }
}

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The whole map, never cut at a day.
    pub network: &'a Network,
    /// What is known of it on the day.
    pub analysis: &'a Analysis,
    /// Where its members stand.
    pub chart: &'a Chart,
    pub paper: Paper,
    /// What headings mean to an import, so that it reads back what is written.
    pub columns: &'a Columns,
}

/// A map in a format, before it is written.
#[derive(Clone, Debug)]
pub struct Exported {
    pub files: Files,
    /// What the format has no place for.
    pub lossy: Lossy,
}

/// The files of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Files {
    One(Vec<u8>),
    /// Files of one name, each with its ending.
    SameName(Vec<(&'static str, Vec<u8>)>),
    /// Files of a folder by their names.
    Folder(Vec<(EcoString, Vec<u8>)>),
}

/// Why a map is not exported. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotExported {
    #[error("A picture is drawn, not exported.")]
    IsDrawn,
    #[error("The sheet {sheet} would have {} rows; the most is {}. Nothing was written.", count(*rows as u64), count(*limit as u64))]
    ManyRows { sheet: EcoString, rows: usize, limit: usize },
    #[error("The sheet {sheet} would have {} columns; the most is {}. Nothing was written.", count(*columns as u64), count(*limit as u64))]
    ManyColumns { sheet: EcoString, columns: usize, limit: usize },
    #[error(
        "In the sheet {sheet}, row {row}, a text has {} characters; a cell holds {}. Nothing was written. Shorten it in the map.",
        count(*letters as u64),
        count(*limit as u64)
    )]
    LongText { sheet: EcoString, row: usize, letters: usize, limit: usize },
    #[error("The workbook could not be made ({why}). Nothing was written.")]
    Workbook { why: String },
    #[error("The sheets could not be read back, so nothing was written: {why}")]
    NotReadBack { why: String },
}

/// The map in a format, and what it has no place for.
///
/// The same map, day and format give the same bytes. Cost: O(records · log records).
pub fn export(format: Format, subject: &Subject<'_>) -> Result<Exported, NotExported> {
    match format {
        Format::Gexf => Ok(gexf::write(subject)),
        Format::Graphml => Ok(graphml::write(subject)),
        Format::KumuJson => Ok(kumu::write_json(subject)),
        Format::Kumu => Ok(kumu::write_sheets(subject)),
        Format::Gephi => Ok(gephi::write(subject)),
        Format::Pajek => Ok(pajek::write(subject)),
        Format::Vna => Ok(vna::write(subject)),
        Format::Dot => Ok(dot::write(subject)),
        Format::Nodexl => nodexl::write(subject),
        Format::Xlsx => people::write(subject),
        Format::Csv => folder::write(subject),
        Format::Svg => Err(NotExported::IsDrawn),
    }
}
