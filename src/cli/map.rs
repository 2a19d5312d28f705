//! `permea map`: the picture on standard output.

use std::{
    io::{IsTerminal, stdout},
    path::PathBuf,
    sync::Arc,
};

use clap::{Args, ValueEnum};

use super::{
    exit::{Exit, Failure},
    globals::{Colour, Format},
    scene::Scene,
};
use crate::{
    map::{Camera, Chart, Layout, Ties, View},
    report::MapWords,
    store::{Display, shown},
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Tone},
    },
};

/// A picture larger than this is no picture for a screen any more.
const LARGEST: u16 = 1000;

/// Print the map as a picture
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,

    /// How the members are laid out
    #[arg(long, value_enum, default_value_t = Kind::Rings)]
    layout: Kind,

    /// Columns and rows of the picture
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "120x36", value_parser = size)]
    size: Size,

    /// The member whose ties stand out: an id, an alias or a name
    #[arg(long, value_name = "MEMBER")]
    focus: Option<String>,

    /// Which ties are drawn
    #[arg(long, value_enum, default_value_t = Shown::Auto)]
    ties: Shown,

    /// How often the picture is enlarged, around the member in focus or the middle
    #[arg(long, value_name = "TIMES", default_value_t = 1.0)]
    zoom: f64,

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Rings,
    Journey,
    Ego,
    Geographic,
    Force,
    Matrix,
}

impl Kind {
    pub(super) fn layout(self) -> Layout {
        match self {
            Self::Rings => Layout::Rings,
            Self::Journey => Layout::Journey,
            Self::Ego => Layout::Ego,
            Self::Geographic => Layout::Geographic,
            Self::Force => Layout::Force,
            Self::Matrix => Layout::Matrix,
        }
    }
}

/// Which ties are drawn, as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shown {
    /// As many as there is room for
    Auto,
    All,
    /// Coaching and mentoring alone
    Coaching,
    /// None but those in focus
    None,
}

impl Shown {
    pub(super) fn ties(self) -> Ties {
        match self {
            Self::Auto => Ties::Fitting,
            Self::All => Ties::All,
            Self::Coaching => Ties::Coaching,
            Self::None => Ties::None,
        }
    }
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
    scene.only(&[Format::Text])?;
    let network = scene.read(&arguments.map)?;
    let focus = arguments.focus.as_deref().map(|text| Scene::member(&network, text).map(|member| member.id.clone())).transpose()?;
    let analysis = Arc::new(scene.derive(&network)?);
    let chart = Chart::new(&analysis, arguments.layout.layout());
    if let Some(id) = focus.as_ref().filter(|id| chart.roster.index(id).is_none()) {
        scene.tell(&format!("{} is not drawn: it is closed, or only groups others.", analysis.name_of(id)));
    }
    let middle = focus.as_ref().and_then(|id| chart.place_of(id)).unwrap_or_default();
    let camera = Camera::default().at_zoom(arguments.zoom).centred_on(middle);
    let view = View { camera, topic: focus.as_ref().map(|_| View::FOCUS), selected: focus, ties: arguments.ties.ties(), ..View::default() };
    let picture = chart.picture(&view, arguments.size.columns, arguments.size.rows);
    if arguments.plain {
        let focus = view.selected.as_ref().and_then(|id| chart.roster.index(id));
        let words = MapWords { analysis: &analysis, chart: &chart, picture: &picture, focus };
        Scene::print(&shown(&words.text()))?;
        return Ok(Exit::Done);
    }
    let glyphs = if scene.globals.ascii { GlyphSet::Ascii } else { GlyphSet::Unicode };
    let (depth, escapes) = colours(scene.globals.color);
    let tone = Display::of_environment().tone().unwrap_or(Tone::Dark);
    let name = arguments.theme.as_deref().or(scene.habits.theme.as_deref());
    let theme = scene.settings.themes.theme(name, depth, tone).map_err(|error| Failure::usage(error.to_string()))?;
    let picture = if arguments.legend { picture.with_legend() } else { picture };
    Scene::print(&print(&picture, &theme, glyphs, escapes))?;
    Ok(Exit::Done)
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
