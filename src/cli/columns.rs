//! `permea columns`: what the columns of a sheet of unknown headings are thought to mean, to look at and to correct in a file.

use std::{fmt::Write, path::PathBuf};

use clap::Args;
use ecow::EcoString;
use serde_json::{Value, json};

use super::{
    exit::{Exit, Failure},
    globals::Format,
    import_columns::known_columns,
    scene::Scene,
};
use crate::{
    exchange::{Mapping, Source, guess},
    report::words::counted,
    store,
};

/// The widest cell of a page, in characters.
const CELL: usize = 28;

/// Say what the columns of a sheet of unknown headings are thought to mean, for `import … --columns`
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The sheet; `-` is standard input
    source: PathBuf,
    /// Write a columns file that can be corrected and given to `import` with --columns
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The sheet of a workbook, where there are several
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let columns = known_columns(scene, None)?;
    let bytes = store::read_source(&arguments.source)?;
    let name: EcoString = arguments.source.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy().as_ref().into());
    let mapping = guess(&Source { name, bytes: &bytes, kind: None }, &columns, arguments.sheet.as_deref())?;
    for note in &mapping.notes {
        scene.tell(note);
    }
    if let Some(out) = &arguments.out {
        store::write_new(out, mapping.document().as_bytes())?;
    }
    if scene.globals.format == Format::Json {
        scene.answer("columns", "", &body(&mapping))?;
    } else {
        Scene::print(&page(&mapping))?;
    }
    for want in mapping.wants() {
        scene.tell(&want);
    }
    if let Some(out) = &arguments.out {
        scene.confirm_text(&format!(
            "Wrote {0}. Correct it, then: permea import MAP {1} --columns {0}",
            out.display(),
            arguments.source.display()
        ))?;
    }
    Ok(Exit::Done)
}

fn body(mapping: &Mapping) -> Value {
    let columns: Vec<Value> = mapping
        .columns()
        .iter()
        .map(|column| {
            json!({
                "heading": column.heading,
                "holds": column.meaning.words(mapping.rows_are()),
                "field": column.meaning.field(),
                "because": column.because.words(),
                "words": column.words,
                "is_kept_as_well": column.is_kept_as_well(),
                "examples": column.examples,
                "rows": column.said,
            })
        })
        .collect();
    json!({
        "file": mapping.file,
        "rows": mapping.rows,
        "rows_are": mapping.rows_are().word(),
        "columns": columns,
        "first_rows": mapping.first_rows,
        "wants": mapping.wants(),
    })
}

/// What each column is thought to mean and why, and the first ten rows.
pub(super) fn page(mapping: &Mapping) -> String {
    let mut text = format!("{}\n\n", mapping.sentence());
    let rows = mapping.columns().iter().map(|column| {
        let also = if column.is_kept_as_well() { ", and kept as printed" } else { "" };
        vec![short(&column.heading), format!("{}{also}", column.meaning.words(mapping.rows_are())), column.because.words().to_string()]
    });
    table(&mut text, &["column", "is read as", "because"], &rows.collect::<Vec<_>>(), usize::MAX);
    for column in mapping.columns().iter().filter(|column| !column.words.is_empty()) {
        let words =
            column.words.iter().map(|(printed, word)| if word.is_empty() { format!("{printed}: –") } else { format!("{printed}: {word}") });
        let _written = write!(text, "\n{}: {}\n", column.heading, words.collect::<Vec<_>>().join(" · "));
    }
    let headings: Vec<&str> = mapping.columns().iter().map(|column| column.heading.as_str()).collect();
    let rows: Vec<Vec<String>> = mapping.first_rows.iter().map(|row| row.iter().map(|cell| short(cell)).collect()).collect();
    let first = if rows.len() == 1 { "The first row".to_owned() } else { format!("The first {} rows", rows.len()) };
    let _written = write!(text, "\n{first}:\n\n");
    table(&mut text, &headings, &rows, Scene::page_columns());
    text
}

fn short(text: &str) -> String {
    if text.chars().count() <= CELL { text.to_owned() } else { text.chars().take(CELL - 1).chain(['…']).collect() }
}

/// Writes rows under headings, as many columns as fit into the width; how many do not is said.
fn table(text: &mut String, headings: &[&str], rows: &[Vec<String>], width: usize) {
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let (mut widths, mut used) = (Vec::new(), 0);
    for (column, heading) in headings.iter().enumerate() {
        let widest = rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0).max(short(heading).chars().count());
        used += widest + 2;
        if used > width && column > 0 {
            break;
        }
        widths.push(widest);
    }
    let headings: Vec<String> = headings.iter().map(|heading| short(heading)).collect();
    for row in std::iter::once(&headings).chain(rows) {
        let cells = widths.iter().enumerate().map(|(column, width)| format!("{:<width$}", cell(row, column)));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    if widths.len() < headings.len() {
        let more = counted(headings.len() - widths.len(), "more column", "more columns");
        let _written = writeln!(text, "… and {more}.");
    }
}
