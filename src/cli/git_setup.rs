//! `permea git-setup`: tells git, in the repository it stands in, to join maps with permea.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::store::{self, Repository, SetUp, shown};

/// Tell git to join maps record by record, in the repository of this folder; once in every copy of it
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Maps whose names do not end in .permea.ron
    maps: Vec<PathBuf>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let beside = arguments.maps.first().and_then(|map| map.parent()).filter(|folder| !folder.as_os_str().is_empty());
    let repository = Repository::around(beside.unwrap_or(Path::new("."))).map_err(|error| Failure::could_not(error.to_string()))?;
    let names = arguments.maps.iter().filter_map(|map| map.file_name()).map(|name| name.to_string_lossy().into_owned());
    let names: Vec<String> = names.filter(|name| !name.ends_with(".permea.ron")).collect();
    let done = repository.set_up(&names, &store::program_for_git()).map_err(|error| Failure::could_not(error.to_string()))?;
    let folder = repository.folder().to_string_lossy().into_owned();
    if scene.globals.format == Format::Json {
        scene.answer("git-setup", "", &json!({"repository": folder, "attributes": done.attributes, "settings": done.settings}))?;
    } else {
        scene.confirm(&in_words(&shown(&folder), &done))?;
    }
    Ok(Exit::Done)
}

fn in_words(folder: &str, done: &SetUp) -> String {
    if *done == SetUp::default() {
        return format!("Git joins maps with permea in {folder} already. Nothing was changed.");
    }
    let mut said = vec![format!("Git now joins maps record by record in {folder}.")];
    if !done.attributes.is_empty() {
        said.push(format!("Added to .gitattributes, to be committed with the map:\n  {}", done.attributes.join("\n  ")));
    }
    if !done.settings.is_empty() {
        let settings = done.settings.join("\n  ");
        said.push(format!("Set in this copy alone, so that every other copy needs `permea git-setup` once:\n  {settings}"));
    }
    said.join("\n")
}
