//! `permea keys`: the keymap as it is bound, the user's own rows included.

use serde_json::{Value, json};

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::app::{Command, Context};

pub(super) fn run(scene: &Scene) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    if scene.globals.format == Format::Json {
        let rows: Vec<Value> = Command::ALL.iter().map(|&command| row(scene, command)).collect();
        scene.answer("keys", "", &json!({"keys": rows}))?;
    } else {
        let parts: Vec<String> = Context::ALL.into_iter().map(|context| page(scene, context)).collect();
        Scene::print(&parts.join("\n"))?;
    }
    Ok(Exit::Done)
}

/// The names of a command's keys, the one that is shown first.
fn keys(scene: &Scene, command: Command) -> Vec<String> {
    scene.settings.keymap.keys(command).iter().map(ToString::to_string).collect()
}

fn row(scene: &Scene, command: Command) -> Value {
    json!({
        "context": command.context().name(),
        "command": command.name(),
        "keys": keys(scene, command),
        "sentence": command.sentence(),
    })
}

/// The commands of one context, one a line.
fn page(scene: &Scene, context: Context) -> String {
    let rows = Command::ALL.iter().filter(|command| command.context() == context);
    let lines = rows.map(|&command| format!("  {:<16} {:<20} {}\n", command.name(), keys(scene, command).join(" "), command.sentence()));
    format!("{}\n{}", context.name(), lines.collect::<String>())
}
