//! `permea why`: one verdict with its whole working.

use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    question,
    scene::{Forms, Scene},
};
use crate::{
    finding::Pattern,
    report::{why_csv, why_json, working},
};

/// Explain a verdict: the rule, each input, what would change it
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// The member's id, another number of it, or its name
    member: String,
    /// The pattern, as coasting
    #[arg(value_parser = question::pattern)]
    pattern: Pattern,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json, Format::Csv])?;
    let analysis = scene.analyse(&arguments.map)?;
    let member = Scene::member_id(&analysis, &arguments.member)?;
    let Some(finding) = analysis.why(&member, arguments.pattern) else {
        let name = analysis.name_of(&member);
        return Err(Failure::could_not(format!(
            "The pattern {} is looked for in open schools only, and {name} ({member}) is none.",
            arguments.pattern.title()
        )));
    };
    let forms = Forms {
        json: &|| why_json(&finding, &analysis),
        csv: &|| why_csv(&finding, &analysis),
        page: &|columns| working(&finding, &analysis, columns),
    };
    scene.answer_in("why", &analysis.network, &forms)?;
    Ok(Exit::Done)
}
