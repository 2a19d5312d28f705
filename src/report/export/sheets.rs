//! Tables as sheets of text: comma-separated, in UTF-8, quoted where a value needs it.

use super::table::Table;

/// The sheet of a table, its headings first. Lines end as RFC 4180 has them.
pub(super) fn csv(table: &Table) -> Vec<u8> {
    let mut text = String::new();
    line(&mut text, table.headings.iter().map(|heading| heading.as_str().into()));
    for row in &table.rows {
        line(&mut text, row.iter().map(|value| value.text().as_str().into()));
    }
    text.into_bytes()
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        let needs_quotes = cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
        if needs_quotes {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
