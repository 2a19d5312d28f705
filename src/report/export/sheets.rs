//! Sheets of text: comma-separated, in UTF-8, quoted where a value needs it, and nothing in them computed where they are opened.

use super::table::Table;
use crate::exchange::sheet_line;

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
        text.push_str(&sheet_line(&row));
        text.push_str("\r\n");
    }
    text.into_bytes()
}
