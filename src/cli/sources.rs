//! `permea sources`: who reaches which of the three knowledge sources, in how many steps, through whom.

use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    question,
    scene::{Forms, Scene},
};
use crate::report::SourcesAnswer;

/// Say who reaches which knowledge source, in how many steps, through whom
#[derive(Args, Debug)]
#[command(after_help = question::EXPRESSIONS)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// Only members that pass, as 'authority = Surrey and stage = 1'
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    /// At most so many members, those that reach the fewest first
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json, Format::Csv])?;
    let analysis = scene.analyse(&arguments.map)?;
    let filter = question::filter(&analysis, arguments.filter.as_deref())?;
    let answer = SourcesAnswer::new(&analysis, filter.as_ref(), arguments.limit);
    let forms = Forms { json: &|| answer.json(), csv: &|| answer.csv(), page: &|columns| answer.text(columns) };
    scene.answer_in("sources", &analysis.network, &forms)?;
    Ok(Exit::Done)
}
