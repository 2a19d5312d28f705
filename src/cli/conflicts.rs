//! `permea conflicts`: what two people changed apart and nobody has settled, and settling it.

use std::path::PathBuf;

use clap::Args;
use ecow::EcoString;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    compare::{Take, settle},
    model::{Conflict, Network},
    report::{conflict_json, conflict_lines, conflict_title, words},
    store::{self, shown},
};

/// List what two people changed apart and nobody has settled (exit 3 while some remain), or settle one
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,
    /// The conflict to settle, by its id; `all` with --take shown or other
    #[arg(long, value_name = "ID")]
    settle: Option<String>,
    /// What is taken: shown (or ours), other (or theirs), before, both, or the number of a version
    #[arg(long, value_name = "WHICH", requires = "settle", conflicts_with = "value", value_parser = which)]
    take: Option<Take>,
    /// Another value in the place of all versions
    #[arg(long, value_name = "TEXT", requires = "settle")]
    value: Option<EcoString>,
    /// Who settles it, if nobody is kept in the settings
    #[arg(long, value_name = "NAME", requires = "settle")]
    by: Option<EcoString>,
}

/// The word of what is taken, for clap.
fn which(text: &str) -> Result<Take, String> {
    match text.trim().to_lowercase().as_str() {
        "shown" | "ours" | "mine" => Ok(Take::Shown),
        "other" | "theirs" => Ok(Take::Other),
        "before" | "base" => Ok(Take::Before),
        "both" => Ok(Take::Both),
        number => {
            let number =
                number.parse::<usize>().map_err(|_no_number| "take shown, other, before, both or the number of a version".to_owned());
            number.map(Take::Version)
        }
    }
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let Some(id) = &arguments.settle else {
        let network = scene.read(&arguments.map)?;
        list(scene, arguments, &network)?;
        return Ok(exit_of(&network));
    };
    let take = match (&arguments.take, &arguments.value) {
        (Some(take), _) => take.clone(),
        (None, Some(value)) => Take::Value(value.clone()),
        (None, None) => return Err(Failure::usage("Say what is taken: --take shown, other, before, both or a number, or --value TEXT.")),
    };
    settle_them(scene, arguments, id, &take)
}

/// Settles the conflicts that are meant, each by a step of its own, and saves once.
fn settle_them(scene: &Scene, arguments: &Arguments, id: &str, take: &Take) -> Result<Exit, Failure> {
    let mut opened = scene.open(&arguments.map)?;
    let meant = meant(&opened.network, id)?;
    if meant.len() > 1 && matches!(take, Take::Value(_) | Take::Version(_)) {
        return Err(Failure::usage("All conflicts can be settled at once only by a word that fits each: --take shown or other."));
    }
    let mut network = opened.network.clone();
    let mut titles = Vec::new();
    for conflict in &meant {
        // With a member that an earlier choice removed, later conflicts about it have nothing left to choose.
        let title = conflict_title(&network, conflict);
        let step = settle(&network, conflict, take)
            .map_err(|error| Failure::could_not(format!("{} ({title}) was not settled: {error}. Nothing was changed.", conflict.id)))?;
        network = network.apply(&step.signed(arguments.by.clone().or_else(|| scene.habits.rater.clone()), Some(store::now())))?;
        titles.push(title);
    }
    opened.file.save(&network, store::new_guard())?;
    let left = network.conflicts().len();
    if scene.globals.format == Format::Json {
        let settled: Vec<&str> = meant.iter().map(|conflict| conflict.id.as_str()).collect();
        scene.answer("conflicts", &network.about.name, &json!({"settled": settled, "left": left}))?;
    } else {
        let rest = if left == 0 { "None is left.".to_owned() } else { format!("{left} left.") };
        scene.confirm(&format!("Settled {}. {rest}", titles.join("; ")))?;
    }
    Ok(exit_of(&network))
}

fn meant(network: &Network, id: &str) -> Result<Vec<Conflict>, Failure> {
    if id == "all" {
        return Ok(network.conflicts().iter().cloned().collect());
    }
    let found = network.conflicts().get(id).cloned();
    let unknown = || Failure::could_not(format!("No conflict has the id `{id}`. `permea conflicts MAP` lists them. Nothing was changed."));
    found.map(|conflict| vec![conflict]).ok_or_else(unknown)
}

fn exit_of(network: &Network) -> Exit {
    if network.conflicts().is_empty() { Exit::Done } else { Exit::Remains }
}

fn list(scene: &Scene, arguments: &Arguments, network: &Network) -> Result<(), Failure> {
    let conflicts = network.conflicts();
    if scene.globals.format == Format::Json {
        let listed: Vec<_> = conflicts.iter().map(|conflict| conflict_json(network, conflict)).collect();
        return scene.answer("conflicts", &network.about.name, &json!({"conflicts": listed}));
    }
    if conflicts.is_empty() {
        return scene.confirm("Nothing is unsettled.");
    }
    let mut page = Vec::new();
    for conflict in conflicts {
        page.push(format!("{}  {}", conflict.id, conflict_title(network, conflict)));
        page.extend(conflict_lines(network, conflict).iter().map(|line| format!("  {line}")));
    }
    Scene::print(&format!("{}\n", page.join("\n")))?;
    let path = shown(&arguments.map.to_string_lossy());
    scene.tell(&format!(
        "{} to settle: permea conflicts {path} --settle ID --take shown, other, before, both or a number",
        words::counted(conflicts.len(), "conflict", "conflicts")
    ));
    Ok(())
}
