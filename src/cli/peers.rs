//! `permea peers`: the family of a school.

use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::report::{peers_json, peers_text};

/// Show the schools a school can fairly be compared with
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// The member's id, another number of it, or its name
    member: String,
    /// At most so many peers, instead of the rule's number
    #[arg(long, value_name = "K")]
    count: Option<usize>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let analysis = scene.analyse(&arguments.map)?;
    let member = Scene::member_id(&analysis, &arguments.member)?;
    let family = analysis
        .peers(&member, arguments.count)
        .map_err(|reason| Failure::could_not(format!("{} ({member}) has no family: {}.", analysis.name_of(&member), reason.phrase())))?;
    if scene.globals.format == Format::Json {
        scene.answer_about("peers", &analysis.network, &peers_json(&family, &analysis))?;
    } else {
        Scene::print_unsettled(&analysis.network)?;
        scene.print_page(&peers_text(&family, &analysis, Scene::page_columns()))?;
    }
    Ok(Exit::Done)
}
