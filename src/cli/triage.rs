//! `permea triage`: who needs attention and why.

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
    report::{Triage, TriageQuestion},
};

/// Say who needs attention and why
#[derive(Args, Debug)]
#[command(after_help = question::EXPRESSIONS)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// Only this pattern; may be given more than once
    #[arg(long = "pattern", value_name = "PATTERN", value_parser = question::pattern)]
    patterns: Vec<Pattern>,
    /// Only members that pass, as 'authority = Surrey and stage = 1'
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    /// At most so many findings
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json, Format::Csv])?;
    let analysis = scene.analyse(&arguments.map)?;
    let filter = question::filter(&analysis, arguments.filter.as_deref())?;
    let triage = Triage::new(&analysis, &TriageQuestion { patterns: arguments.patterns.clone(), filter, limit: arguments.limit });
    let forms = Forms { json: &|| triage.json(), csv: &|| triage.csv(), page: &|columns| triage.text(columns) };
    scene.answer_in("triage", &analysis.network, &forms)?;
    Ok(Exit::Done)
}
