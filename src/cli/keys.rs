//! `permea keys`: the keymap as it is bound.

use serde_json::json;

use super::{exit::Exit, exit::Failure, globals::Format, scene::Scene};
use crate::{
    app::{Command, Context},
    report::words,
};

/// Prints every command with its keys, context by context, in the order of help.
pub(super) fn run(scene: &Scene) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let rows = Command::ALL.iter().map(|command| (command, keys_of(scene, *command)));
    if scene.globals.format == Format::Json {
        let commands: Vec<_> = rows
            .map(|(command, keys)| {
                json!({"context": command.context().name(), "command": command.name(), "keys": keys, "text": command.sentence()})
            })
            .collect();
        scene.answer("keys", "", &json!({ "commands": commands }))?;
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    let mut context: Option<Context> = None;
    for (command, keys) in rows {
        if context != Some(command.context()) {
            let gap = if context.is_some() { "\n" } else { "" };
            text.extend([gap, command.context().name(), "\n"]);
            context = Some(command.context());
        }
        let (keys, name) = (words::fit(&keys.join(" "), 20), words::fit(command.name(), 16));
        text.extend(["  ", &keys, " ", &name, " ", command.sentence(), "\n"]);
    }
    scene.print(&text)?;
    Ok(Exit::Done)
}

fn keys_of(scene: &Scene, command: Command) -> Vec<String> {
    scene.settings.keymap.keys(command).iter().map(ToString::to_string).collect()
}
