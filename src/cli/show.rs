//! `permea show`: one page about a member.

use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{finding::Pattern, framework::Framework, report::MemberPage};

/// Show one page about a member
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// The member's id, another number of it, or its name
    member: String,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let analysis = scene.analyse(&arguments.map)?;
    let member = Scene::member(&analysis.network, &arguments.member)?;
    let findings = Pattern::ALL.into_iter().filter_map(|pattern| analysis.why(&member.id, pattern)).collect();
    let page = MemberPage::new(&analysis, member, findings);
    if scene.globals.format == Format::Json {
        scene.answer_about("show", &analysis.network, &page.json())?;
    } else {
        Scene::print_unsettled(&analysis.network)?;
        scene.print_page(&page.text(Framework::built_in(), Scene::page_columns()))?;
    }
    Ok(Exit::Done)
}
