//! `permea new`: an empty map.

use std::path::{Path, PathBuf};

use clap::Args;
use ecow::EcoString;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    model::{Field, Network},
    store::{self, MapFile},
};

/// Make an empty map
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The file to make
    map: PathBuf,
    /// What the map is called; else the file's name
    #[arg(long)]
    name: Option<String>,
}

/// What a map is called that nobody named: its file without endings.
pub(super) fn name_of_map(map: &Path) -> String {
    let file = map.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    file.split('.').find(|part| !part.is_empty()).unwrap_or("map").to_owned()
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let name = arguments.name.clone().unwrap_or_else(|| name_of_map(&arguments.map));
    let name = EcoString::parse(&name)?;
    let network = Network::new(name.clone(), store::new_uid());
    MapFile::create(&arguments.map, &network, store::new_guard())?;
    let path = arguments.map.display();
    let said = format!("Made the empty map {path} ({name}). `permea import {path} SOURCE…` fills it.");
    scene.done("new", &network, &json!({"file": arguments.map.to_string_lossy()}), &said)
}
