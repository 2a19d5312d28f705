//! `permea list`: the members as a table.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    question,
    scene::Scene,
};
use crate::report::{Column, Sort, Standard, Table, Vocabulary, columns_of, sorts_of};

/// List the members as a table
#[derive(Args, Debug)]
#[command(after_help = question::EXPRESSIONS)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// Only members that pass, as 'authority = Surrey and stage = 1'
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    /// Columns with commas between them, as id,name,'Attainment 8, 2019'
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<String>,
    /// Columns to sort by, as stage or -pupils for the largest first
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true)]
    sort: Option<String>,
    /// At most so many members
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// What a terminal has room for.
const NARROW: [Standard; 8] = [
    Standard::Id,
    Standard::Name,
    Standard::Education,
    Standard::Authority,
    Standard::Stage,
    Standard::Phase,
    Standard::Flags,
    Standard::Ties,
];

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    let analysis = scene.analyse(&arguments.map)?;
    let vocabulary = Vocabulary::of(&analysis.network);
    let columns = match &arguments.columns {
        Some(names) => columns_of(names, &vocabulary).map_err(Failure::usage)?,
        None => usual(scene.globals.format, &vocabulary),
    };
    let sorts: Vec<Sort> = match &arguments.sort {
        Some(names) => sorts_of(names, &vocabulary).map_err(Failure::usage)?,
        None => Vec::new(),
    };
    let filter = question::filter(&analysis, arguments.filter.as_deref())?;
    let mut table = Table::new(&analysis, columns, filter.as_ref(), &sorts);
    table.rows.truncate(arguments.limit.unwrap_or(usize::MAX));
    match scene.globals.format {
        Format::Text | Format::Md => Scene::print_unsettled(&analysis.network)?,
        // A sheet holds rows alone.
        Format::Csv => scene.tell_unsettled(&analysis.network),
        Format::Json => {}
    }
    match scene.globals.format {
        Format::Text => Scene::print(&table.text(Scene::terminal_columns()))?,
        Format::Csv => Scene::print_data(&table.csv())?,
        Format::Md => Scene::print(&table.markdown())?,
        Format::Json => {
            let names: Vec<String> = table.names().iter().map(ToString::to_string).collect();
            scene.answer_about("list", &analysis.network, &json!({"columns": names, "rows": table.json_rows()}))?;
        }
    }
    Ok(Exit::Done)
}

/// Everything for machines, what fits for people.
fn usual(format: Format, vocabulary: &Vocabulary) -> Vec<Column> {
    match format {
        Format::Text | Format::Md => NARROW.map(Column::Standard).to_vec(),
        Format::Json | Format::Csv => Column::usual().into_iter().chain(vocabulary.latest_figures()).collect(),
    }
}
