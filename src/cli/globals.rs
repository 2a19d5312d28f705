//! The options that every command takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::rate::typed;
use crate::view::map::{Canvas, GlyphSet};

/// Options of every command.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
#[derive(Args, Clone, Debug)]
pub(super) struct Globals {
    /// How to print the answer
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,

    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(super) color: Colour,

    /// Draw the screen and the picture of the map with ASCII characters alone
    #[arg(long, global = true)]
    pub(super) ascii: bool,

    /// What the lines and dots of the map are drawn with, instead of what fits the terminal
    #[arg(long, global = true, value_enum, value_name = "CANVAS")]
    pub(super) canvas: Option<CanvasWord>,

    /// Stands in for today everywhere
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = typed::<Date>)]
    pub(super) as_of: Option<Date>,

    /// A partial rules file, as `(coasting: (basis: published))`
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) rules: Option<PathBuf>,

    /// Open maps up to this size, as 400M; 256M otherwise
    #[arg(long, global = true, value_name = "SIZE", value_parser = size)]
    pub(super) max_size: Option<u64>,

    /// Print nothing but answers and errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,

    /// Show the screen on the terminal that permea was started from, although its input or output goes elsewhere
    #[arg(long, global = true)]
    pub(super) tty: bool,

    /// Never ask anything
    #[arg(long, global = true)]
    pub(super) no_input: bool,
}

impl Globals {
    /// The characters asked for.
    pub(super) fn glyphs(&self) -> Option<GlyphSet> {
        self.ascii.then_some(GlyphSet::Ascii)
    }
}

/// Bytes, as `400M`, `1G` or a bare number.
fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let (digits, unit) = match text.strip_suffix(['M', 'm']) {
        Some(digits) => (digits, 1_000_000),
        None => text.strip_suffix(['G', 'g']).map_or((text, 1), |digits| (digits, 1_000_000_000)),
    };
    let count = digits.parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    count.filter(|bytes| *bytes > 0).ok_or_else(|| "a size is written as 400M or 1G".to_owned())
}

/// What lines are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CanvasWord {
    Braille,
    Quadrant,
    Octant,
}

impl CanvasWord {
    pub(super) fn canvas(self) -> Canvas {
        match self {
            Self::Braille => Canvas::Braille,
            Self::Quadrant => Canvas::Quadrant,
            Self::Octant => Canvas::Octant,
        }
    }
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Csv,
    Md,
}

impl Format {
    /// The word on the command line.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Md => "md",
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}
