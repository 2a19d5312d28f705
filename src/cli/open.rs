//! The screen: the start page, a map, or the demo.

use std::{
    io::{IsTerminal, stdin, stdout},
    path::PathBuf,
};

use clap::Args;

use super::{exit::Exit, exit::Failure, scene::Scene};

/// Open a map on the screen
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; without one the start page opens
    map: Option<PathBuf>,
}

/// What the screen begins with.
#[derive(Debug)]
pub(super) enum Opening {
    StartPage,
    Map(PathBuf),
    Demo,
}

impl From<Option<PathBuf>> for Opening {
    fn from(map: Option<PathBuf>) -> Self {
        map.map_or(Self::StartPage, Self::Map)
    }
}

impl From<Arguments> for Opening {
    fn from(arguments: Arguments) -> Self {
        arguments.map.into()
    }
}

/// Shows the screen until the user leaves it.
pub(super) fn run(_scene: &Scene, opening: &Opening) -> Result<Exit, Failure> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Failure::usage("The screen needs a terminal. For scripts use: check, import, triage, list, rate (see permea --help)."));
    }
    Err(Failure::could_not(format!("The screen cannot show {opening:?} yet.")))
}
