//! `permea metrics`: the measures of the network and of each member.

use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    question,
    scene::{Forms, Scene},
};
use crate::{
    analysis::{Belonging, Counted, Scope},
    graph::{Metric, Precision},
    report::{MetricsAnswer, MetricsQuestion, survey_warning},
};

/// Members listed in text unless another number is asked for.
const LISTED: usize = 20;

/// Measure the network: who is central, who holds it together, how open it is
#[derive(Args, Debug)]
#[command(after_help = question::EXPRESSIONS)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// Let belonging to a trust, another group or an authority of the map count as a tie both ways
    #[arg(long)]
    with_membership: bool,
    /// Count only ties with a recent sign of life, or without any date
    #[arg(long)]
    alive: bool,
    /// Count every shortest way, however long that takes, instead of a sample in a large network
    #[arg(long)]
    exact: bool,
    /// List only members that pass, as 'authority = Surrey and stage = 1'; the network is measured whole
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    /// List the members with the highest value of this measure first
    #[arg(long, value_name = "MEASURE", value_parser = metric)]
    sort: Option<Metric>,
    /// At most so many members; in text 20 unless this is given
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json, Format::Csv])?;
    let format = scene.globals.format;
    let analysis = scene.analyse(&arguments.map)?;
    let scope = Scope {
        counted: if arguments.alive { Counted::Alive } else { Counted::Running },
        belonging: if arguments.with_membership { Belonging::IsATie } else { Belonging::IsNoTie },
        precision: if arguments.exact { Precision::Exact } else { Precision::SampledIfLarge },
    };
    let filter = question::filter(&analysis, arguments.filter.as_deref())?;
    let measures = scene.measure(&analysis, scope)?;
    let is_text = format == Format::Text;
    let sort = arguments.sort.or(is_text.then_some(Metric::Betweenness));
    let limit = arguments.limit.or(is_text.then_some(LISTED));
    let answer = MetricsAnswer::new(&analysis, &measures, &MetricsQuestion { scope, filter, sort, limit });
    if let (Format::Csv, Some(warning)) = (format, survey_warning(&analysis, measures.whole.answered)) {
        scene.tell(&warning);
    }
    let forms = Forms { json: &|| answer.json(), csv: &|| answer.csv(), page: &|columns| answer.text(columns) };
    scene.answer_in("metrics", &analysis.network, &forms)?;
    Ok(Exit::Done)
}

/// A measure by its name, for clap.
fn metric(text: &str) -> Result<Metric, String> {
    Metric::from_name(text).filter(|metric| Metric::of_members().any(|known| known == *metric)).ok_or_else(|| {
        let names: Vec<&str> = Metric::of_members().map(Metric::name).collect();
        format!("members have no measure `{text}`; there are: {}", names.join(", "))
    })
}
