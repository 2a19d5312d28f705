//! Cells that a spreadsheet would compute: a quote before them makes them text, and reading takes it off again.
//!
//! A name comes from anybody, and `=HYPERLINK(…)` in it would run where the sheet is opened. Every
//! spreadsheet takes what follows a single quote as text. Whatever is written as a sheet of text (exports, answers, rows set
//! aside) is made of the lines of [`sheet_line`].

use std::borrow::Cow;

/// What a formula begins with, also as East Asian keyboards write it; tabs and line ends let one begin after them.
const BEGINS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as a cell that is never computed: with a quote before what would be. A plain number stays one.
///
/// A text that has the quote already gets one more, so that [`unguarded`] gives every text back.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_risky(text.trim_start_matches('\'')) && !is_plain_number(text.trim()) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The same for what is a text whatever it looks like, as a member's name: `-2` gets the quote, too.
pub fn guarded_text(text: &str) -> Cow<'_, str> {
    if is_risky(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet that read the text as somebody typed it would compute it, some also after spaces.
pub fn is_risky(text: &str) -> bool {
    text.starts_with(BEGINS) || text.trim_start().starts_with(BEGINS)
}

/// A line of a sheet of text without its end: commas between the cells, none of which is computed, and quotes around those that need them.
pub fn sheet_line(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut line = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        add(&mut line, place, &guarded(cell.as_ref()));
    }
    line
}

/// The same of cells that are [`guarded`] or [`guarded_text`] already.
pub fn guarded_line<'c>(cells: impl IntoIterator<Item = Cow<'c, str>>) -> String {
    let mut line = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        add(&mut line, place, &cell);
    }
    line
}

fn add(line: &mut String, place: usize, cell: &str) {
    if place > 0 {
        line.push(',');
    }
    put(line, cell);
}

/// A spreadsheet may take semicolons and tabs for what parts cells, so they stand in quotes too.
fn put(line: &mut String, cell: &str) {
    let needs_quotes = cell.contains(['"', ',', ';', '\t', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
    if needs_quotes {
        line.push('"');
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(cell);
    }
}

/// The text of a cell without the quote that keeps it from being computed.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest.trim_start_matches('\''))).unwrap_or(cell)
}

/// `-0.1`, which a spreadsheet reads as that number and nothing else.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_computed_gets_a_quote() {
        for text in ["=1+1", "+44 1483", "-x", "@SUM(1)", "=cmd|'/c calc'!A1", "＝1", "\t=1", " =1", "\u{a0}@x", "-1-1", "-", "-1.", "--1"]
        {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn plain_numbers_and_names_stay_as_they_are() {
        for text in ["-0.1", "-12", " -12", "St Mary's", "'s-Hertogenbosch", "a=b", "", "'"] {
            assert_eq!((guarded(text), unguarded(text)), (text.into(), text));
        }
    }

    #[test]
    fn a_quote_that_was_there_comes_back() {
        for text in ["'=1", "''=1", "'-1", "=1", "-1", " =1", "' =1"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }

    #[test]
    fn a_cell_with_anything_that_parts_cells_stands_in_quotes() {
        assert_eq!(
            sheet_line(["a", "", "b;=1", "c\t=1", "d \"e\"", " f", "=1,2"]),
            "a,,\"b;=1\",\"c\t=1\",\"d \"\"e\"\"\",\" f\",\"'=1,2\""
        );
    }
}
