//! The screen: the start page, a map, or the demo.

use std::{
    io::{IsTerminal, stdin, stdout},
    path::PathBuf,
};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::{CanvasWord, Colour},
    scene::Scene,
};
use crate::terminal::{self, Colours, Manner, Start};

/// Open a map on the screen
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; without one the start page opens
    map: Option<PathBuf>,
}

/// A map if one was named, else the start page.
pub(super) fn start_with(map: Option<PathBuf>) -> Start {
    map.map_or(Start::StartPage, Start::Map)
}

impl Arguments {
    pub(super) fn start(self) -> Start {
        start_with(self.map)
    }
}

/// Shows the screen until the user leaves it.
pub(super) fn run(scene: Scene, start: Start) -> Result<Exit, Failure> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Failure::usage("The screen needs a terminal. For scripts use: check, import, triage, list, rate (see permea --help)."));
    }
    let colours = match scene.globals.color {
        Colour::Auto => Colours::Auto,
        Colour::Always => Colours::Always,
        Colour::Never => Colours::Never,
    };
    let glyphs = scene.globals.glyphs();
    let canvas = scene.globals.canvas.map(CanvasWord::canvas);
    let manner = Manner { settings: scene.settings, habits: scene.habits, as_of: scene.globals.as_of, colours, glyphs, canvas };
    terminal::run(start, manner).map_err(|error| Failure::could_not(format!("{error:#}")))?;
    Ok(Exit::Done)
}
