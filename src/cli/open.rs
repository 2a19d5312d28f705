//! The screen: the start page, a map, or the demo.

use std::{
    io::{IsTerminal, stdin, stdout},
    path::PathBuf,
};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::{CanvasWord, Colour, Globals},
    scene::Scene,
};
use crate::{
    store::Display,
    terminal::{self, Colours, Manner, Start},
};

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

/// For whoever runs it where there is no screen.
const FOR_SCRIPTS: &str = "For scripts use: check, export, import, merge (see permea --help).";

/// A screen needs a terminal that can move its cursor, in both directions. One that belongs to the program but is neither its input
/// nor its output is taken only if that is said, so that nothing in a pipeline waits for keys.
fn must_have_a_terminal(globals: &Globals) -> Result<(), Failure> {
    let has_both = stdin().is_terminal() && stdout().is_terminal();
    let has_own = has_both || terminal::is_there();
    if !has_own || !(has_both || globals.tty) {
        let hint = if has_own { " --tty takes the one permea was started from." } else { "" };
        return Err(Failure::usage(format!("The screen needs a terminal.{hint} {FOR_SCRIPTS}")));
    }
    match Display::of_environment().name() {
        "dumb" => Err(Failure::usage(format!("The screen needs a terminal, and TERM is \"dumb\". {FOR_SCRIPTS}"))),
        "" => Err(Failure::usage(format!("The screen needs a terminal, and TERM is not set. {FOR_SCRIPTS}"))),
        _ => Ok(()),
    }
}

/// Shows the screen until the user leaves it.
pub(super) fn run(scene: Scene, start: Start) -> Result<Exit, Failure> {
    must_have_a_terminal(&scene.globals)?;
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
