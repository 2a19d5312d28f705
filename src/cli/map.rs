//! `permea map`: the picture on standard output.

use std::{
    io::{IsTerminal, stdout},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;

use super::{
    drawing::Drawing,
    exit::{Exit, Failure},
    globals::{CanvasWord, Colour, Format},
    kept::{self, Listing},
    scene::Scene,
};
use crate::{
    report::MapWords,
    store::Display,
    terminal,
    view::{
        map::{Characters, Escapes, print},
        theme::{Depth, Tone},
    },
};

/// A picture larger than this is no picture for a screen any more.
const LARGEST: u16 = 1000;

/// Print the map as a picture
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,

    /// Columns and rows of the picture
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "120x36", value_parser = size)]
    size: Size,

    #[command(flatten)]
    drawing: Drawing,

    #[command(flatten)]
    listing: Listing,

    /// Lay a box over the map that explains every sign
    #[arg(long)]
    legend: bool,

    /// Say the map in sentences, in its order, for a screen reader
    #[arg(long, conflicts_with_all = ["theme", "zoom", "ties", "legend"])]
    plain: bool,

    /// A theme by name, instead of the one in the settings
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) columns: u16,
    pub(super) rows: u16,
}

pub(super) fn size(text: &str) -> Result<Size, String> {
    let wrong = || format!("write columns x rows, as 120x36, each from 1 to {LARGEST}");
    let (columns, rows) = text.split_once(['x', 'X']).ok_or_else(wrong)?;
    let read = |part: &str| part.trim().parse().ok().filter(|cells| (1..=LARGEST).contains(cells));
    Ok(Size { columns: read(columns).ok_or_else(wrong)?, rows: read(rows).ok_or_else(wrong)? })
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(if arguments.listing.views { &[Format::Text, Format::Json] } else { &[Format::Text] })?;
    let network = scene.read(&arguments.map)?;
    if arguments.listing.views {
        return kept::list(scene, &network);
    }
    let analysis = Arc::new(scene.derive(&network)?);
    let (chart, view) = arguments.drawing.of(scene, &analysis)?;
    let picture = chart.picture(&view, arguments.size.columns, arguments.size.rows);
    if arguments.plain {
        Scene::print_unsettled(&analysis.network)?;
        let words = MapWords { analysis: &analysis, chart: &chart, picture: &picture, view: &view };
        let glyphs = scene.globals.glyphs().or(scene.habits.glyphs).unwrap_or_default();
        let text = words.text();
        let lines: Vec<_> = text.lines().map(|line| glyphs.spell(line)).collect();
        Scene::print(&format!("{}\n", lines.join("\n")))?;
        return Ok(Exit::Done);
    }
    let (depth, escapes) = colours(scene.globals.color);
    let tone = Display::of_environment().tone().unwrap_or(Tone::Dark);
    let name = arguments.theme.as_deref().or(scene.habits.theme.as_deref());
    let theme = scene.settings.themes.theme(name, depth, tone).map_err(|error| Failure::usage(error.to_string()))?;
    scene.tell_unsettled(&analysis.network);
    let picture = if arguments.legend { picture.with_legend() } else { picture };
    Scene::print_drawn(&print(&picture, &theme, characters(scene), escapes))?;
    Ok(Exit::Done)
}

/// The characters wanted, else those that fit the terminal; a file or another program gets all there are.
fn characters(scene: &Scene) -> Characters {
    let glyphs = scene.globals.glyphs().or(scene.habits.glyphs);
    let canvas = scene.globals.canvas.map(CanvasWord::canvas).or(scene.habits.canvas);
    if stdout().is_terminal() {
        return terminal::characters(glyphs, canvas);
    }
    Characters { glyphs: glyphs.unwrap_or_default(), canvas: canvas.unwrap_or_default() }
}

/// How many colours, and whether the text may carry them at all.
fn colours(wanted: Colour) -> (Depth, Escapes) {
    let depth = Display::of_environment().depth();
    match wanted {
        Colour::Auto if stdout().is_terminal() => (depth, Escapes::Styled),
        Colour::Always => (depth.max(Depth::Ansi16), Escapes::Styled),
        Colour::Auto | Colour::Never => (Depth::Mono, Escapes::None),
    }
}
