//! Sheets of text: comma-separated, in UTF-8, quoted where a value needs it, and nothing in them computed where they are opened.

use super::table::Table;
use crate::exchange::guarded;

/// The sheet of a table, its headings first.
pub(super) fn csv(table: &Table) -> Vec<u8> {
    let headings = table.headings.iter().map(ToString::to_string).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|value| value.text().to_string()).collect());
    csv_of(std::iter::once(headings).chain(rows))
}

/// The sheet of these rows. Lines end as RFC 4180 has them.
pub(super) fn csv_of(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut text = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            put(&mut text, &guarded(cell));
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A spreadsheet may take semicolons and tabs for what parts cells, so they stand in quotes too.
fn put(text: &mut String, cell: &str) {
    let needs_quotes = cell.contains(['"', ',', ';', '\t', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
    if needs_quotes {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
