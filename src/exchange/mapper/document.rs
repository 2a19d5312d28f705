//! A mapping as a columns file that people can read, correct and pass on: a column a line, with the reason beside it.

use std::fmt::Write;

use ecow::{EcoString, eco_format};
use ron::ser::PrettyConfig;

use super::{chosen::SheetColumns, mapping::Mapping};
use crate::{framework::ron_options, model::clean};

/// What a column can hold, as a columns file writes it.
const HOLDS: &str =
    "id(\"scheme\"), alias(\"scheme\"), field(\"name\"), measure(\"name\", year), pupils(\"measure\", year), year, until, own, left_out";

/// The columns file of a mapping, with a reason and examples before each column. Reading it gives the same mapping again.
pub(super) fn of_mapping(mapping: &Mapping) -> String {
    let reasons = mapping.columns().iter().map(|column| {
        let examples: Vec<&str> = column.examples.iter().take(3).map(EcoString::as_str).collect();
        let such_as = if examples.is_empty() { "blank in every row".into() } else { eco_format!("such as {}", examples.join(" | ")) };
        eco_format!("{}; {such_as}", column.because.words())
    });
    let chosen = mapping.chosen();
    let fields: Vec<&str> = super::meaning::fields_of(chosen.rows_are()).map(super::meaning::FieldName::as_str).collect();
    let about = [
        mapping.sentence(),
        "Every sheet with exactly these headings is read so. Correct what is wrong and give this file with --columns.".into(),
        eco_format!("A column holds one of {HOLDS}; the fields here are {}.", fields.join(", ")),
    ];
    print(&chosen, &about, &reasons.collect::<Vec<_>>())
}

/// The columns file of columns that were accepted before.
pub(super) fn of_columns(columns: &SheetColumns) -> String {
    print(columns, &[], &[])
}

fn print(chosen: &SheetColumns, about: &[EcoString], reasons: &[EcoString]) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let mut line = |words: &str| {
        let _written = writeln!(text, "{words}");
    };
    for sentence in about {
        line(&format!("// {}", clean(sentence)));
    }
    line("(sheets: [(");
    line(&format!("    rows: {},", chosen.rows_are().word()));
    line("    columns: [");
    let reasons = reasons.iter().map(Some).chain(std::iter::repeat(None));
    for (column, reason) in chosen.columns().iter().zip(reasons) {
        if let Some(reason) = reason {
            line(&format!("        // {}", clean(reason)));
        }
        line(&format!("        {},", ron_options().to_string_pretty(column, PrettyConfig::new().depth_limit(0)).unwrap_or_default()));
    }
    line("    ],");
    line(")])");
    text
}
