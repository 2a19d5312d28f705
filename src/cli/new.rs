//! `permea new`: an empty map.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{exit::Exit, exit::Failure, globals::Format, scene::Scene};
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

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let file = arguments.map.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = file.split('.').find(|part| !part.is_empty()).unwrap_or("map");
    let name = ecow::EcoString::parse(arguments.name.as_deref().unwrap_or(stem))?;
    let network = Network::new(name.clone(), store::new_uid());
    MapFile::create(&arguments.map, &network, store::new_guard())?;
    if scene.globals.format == Format::Json {
        scene.answer("new", &name, &json!({"file": arguments.map.to_string_lossy()}))?;
    } else {
        let path = arguments.map.display();
        scene.confirm(&format!("Made the empty map {path} ({name}). `permea import {path} SOURCE…` fills it."))?;
    }
    Ok(Exit::Done)
}
