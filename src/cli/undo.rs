//! `permea undo` and `permea redo`: the last step, by name, as far as this computer knows how the file came to be.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    app::{History, Moment},
    model::{Deed, Network, Origin},
    store::{self, Keeper},
};

/// Take the last step back, by name; a rating is withdrawn, because others may have read it
#[derive(Args, Debug)]
pub(super) struct Undo {
    /// The map file
    map: PathBuf,
    /// Take the step back also if it came from somebody else
    #[arg(long)]
    theirs: bool,
}

/// Do the last step that was taken back again
#[derive(Args, Debug)]
pub(super) struct Redo {
    /// The map file
    map: PathBuf,
}

pub(super) fn undo(scene: &Scene, arguments: &Undo) -> Result<Exit, Failure> {
    let moment = Moment { now: store::now(), today: scene.as_of, running: Duration::ZERO };
    let back = |history: &mut History, network: &Network| {
        if let Some(step) = history.last().filter(|step| step.origin == Origin::Elsewhere && !arguments.theirs) {
            return Err(Failure::could_not(format!(
                "The last step came from somebody else: {}. `permea undo {} --theirs` takes their work out of the map. Nothing was changed.",
                step.title,
                arguments.map.display()
            )));
        }
        history.undo(network, network, moment).transpose().map_err(Failure::from)
    };
    go(scene, &arguments.map, &Way { command: "undo", done: "Taken back", nothing: "to take back" }, &back)
}

pub(super) fn redo(scene: &Scene, arguments: &Redo) -> Result<Exit, Failure> {
    let again = |history: &mut History, network: &Network| history.redo(network).transpose().map_err(Failure::from);
    go(scene, &arguments.map, &Way { command: "redo", done: "Done again", nothing: "to do again" }, &again)
}

/// The words of one of the two ways.
struct Way {
    command: &'static str,
    done: &'static str,
    nothing: &'static str,
}

/// Goes one step through a history; none if there is none that way.
type Going<'a> = &'a dyn Fn(&mut History, &Network) -> Result<Option<(Network, Deed)>, Failure>;

fn go(scene: &Scene, map: &std::path::Path, way: &Way, going: Going<'_>) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let opened = scene.open(map)?;
    let network = opened.network.clone();
    let keeper = Keeper::of(opened);
    let mut history = History::opened(keeper.past());
    let Some(gone) = going(&mut history, &network)? else {
        scene.tell_of_waiting(&keeper);
        let name = keeper.file().name();
        return Err(Failure::could_not(format!(
            "There is no step {} in {name}. This computer knows only what was done on it, up to the version that the file holds now.",
            way.nothing
        )));
    };
    let (after, deed) = gone;
    let fresh = after.conflicts().len().saturating_sub(network.conflicts().len());
    scene.tell_of_clashes(fresh, &keeper.file().name());
    let step = deed.step().clone();
    let after = scene.keep_deed(keeper, deed, &after)?;
    let body = json!({"step": {"title": step.title, "by": step.by, "at": step.at}});
    scene.done(way.command, &after, &body, &format!("{}: {}.", way.done, step.title))
}
