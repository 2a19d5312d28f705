//! A mapping as a columns file that people can read, correct and pass on: a column a line, with the reason beside it.

use std::fmt::Write;

use ecow::EcoString;

use super::mapping::Mapping;
use crate::framework::ron_options;

/// The columns file of a mapping. Reading it gives the same mapping again.
pub(super) fn document(mapping: &Mapping) -> String {
    let chosen = mapping.chosen();
    let mut text = String::new();
    // Writing to a text cannot fail.
    let mut line = |words: std::fmt::Arguments<'_>| {
        let _written = writeln!(text, "{words}");
    };
    line(format_args!("// {}", comment(&mapping.sentence())));
    line(format_args!(
        "// Every sheet with exactly these headings is read so. Correct what is wrong, then: permea import MAP FILE --columns THIS"
    ));
    line(format_args!(
        "// holds: id(\"scheme\"), alias(\"scheme\"), field(\"name\"), measure(\"name\", year), pupils(\"measure\", year), year, until, own, left_out"
    ));
    line(format_args!("(sheets: [("));
    line(format_args!("    rows: {},", quoted(chosen.rows_are().word())));
    line(format_args!("    columns: ["));
    for (column, chosen) in mapping.columns().iter().zip(chosen.columns()) {
        let examples: Vec<&str> = column.examples.iter().take(3).map(EcoString::as_str).collect();
        let such_as = if examples.is_empty() { "blank in every row".to_owned() } else { format!("such as {}", examples.join(" | ")) };
        line(format_args!("        // {}; {}", comment(&column.because.words()), comment(&such_as)));
        line(format_args!("        {},", ron_options().to_string(chosen).unwrap_or_default()));
    }
    line(format_args!("    ],"));
    line(format_args!(")])"));
    text
}

/// The text as a comment's line holds it.
fn comment(text: &str) -> EcoString {
    crate::model::clean(text)
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}
