//! One page of a workbook as plain values, and what a page can hold.

use ecow::EcoString;
use jiff::civil::Date;

use super::NotExported;
use crate::{
    exchange::{whole_cell, whole_columns},
    model::{Field, Record, RecordKind},
    report::{cell::Cell, words::capitalised},
};

/// The most rows of a page in Excel, its headings among them.
const MOST_ROWS: usize = 1_048_576;
/// The most columns of a page in Excel.
const MOST_COLUMNS: usize = 16_384;
/// The longest text of a cell in Excel, in UTF-16 units.
pub(super) const LONGEST_TEXT: usize = 32_767;

/// How Excel counts the letters of a text.
pub(super) fn letters_of(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A page: rows under headings, or lines to read.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) frame: Frame,
    /// The headings first, but for lines to read.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// How the rows of a page are framed.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    /// Headings with filters that stay in sight, as do so many columns; a column in which nothing stands is hidden.
    Sheet { columns_in_sight: u16 },
    /// An Excel table of the page's name, or of another, under a row of banners, each over the column from which on it holds.
    Table { table: &'static str, banners: Vec<(u16, &'static str)> },
    /// What to know in a first column, and what is known in a second.
    Lines,
}

impl Page {
    /// How many rows stand above the first row.
    pub(super) fn above(&self) -> u32 {
        match self.frame {
            Frame::Sheet { .. } | Frame::Lines => 0,
            Frame::Table { .. } => 1,
        }
    }

    /// How many columns it has.
    pub(super) fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Refuses what Excel would cut.
    pub(super) fn check(&self) -> Result<(), NotExported> {
        let sheet = || EcoString::from(self.name);
        let rows = self.rows.len() + self.above() as usize;
        if rows > MOST_ROWS {
            return Err(NotExported::ManyRows { sheet: sheet(), rows, limit: MOST_ROWS });
        }
        let columns = self.columns();
        if columns > MOST_COLUMNS {
            return Err(NotExported::ManyColumns { sheet: sheet(), columns, limit: MOST_COLUMNS });
        }
        for (row, cells) in (self.above() as usize + 1..).zip(&self.rows) {
            let longest = cells.iter().map(|cell| letters_of(&text_of(cell))).max().unwrap_or(0);
            if longest > LONGEST_TEXT {
                return Err(NotExported::LongText { sheet: sheet(), row, letters: longest, limit: LONGEST_TEXT });
            }
        }
        Ok(())
    }
}

/// The text of a cell; empty for numbers and days.
fn text_of(cell: &Cell) -> EcoString {
    match cell {
        Cell::Text(text) | Cell::Mark(text) => text.clone(),
        Cell::Words(words) => words.join(", ").into(),
        Cell::Missing
        | Cell::Count(_)
        | Cell::Number(_)
        | Cell::Percent(_)
        | Cell::Figure(..)
        | Cell::Day(_)
        | Cell::Stage(_)
        | Cell::Phase(_)
        | Cell::PhaseFromTies(_) => EcoString::new(),
    }
}

/// A cell of text; missing if it is blank.
pub(super) fn text(text: impl Into<EcoString>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Missing } else { Cell::Text(text) }
}

/// A text as the number or the day it is, if it reads back to the very same text, else as a text.
pub(super) fn typed(written: &str) -> Cell {
    let is_plain = written.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if let Some(number) = written.parse::<f64>().ok().filter(|number| is_plain && number.to_string() == written && written != "-0") {
        return Cell::Number(number);
    }
    if let Some(day) = Date::parse(written).ok().filter(|day| is_day_of_excel(*day) && day.text() == written) {
        return Cell::Day(day);
    }
    text(written)
}

/// Whether Excel has the day: its calendar begins in 1900, with a 29 February that never was.
fn is_day_of_excel(day: Date) -> bool {
    (1901..=9999).contains(&day.year())
}

/// The headings under which a record's fields stand in a page for people, and read back.
pub(super) fn headings_of(columns: &[&'static str]) -> Vec<Cell> {
    columns.iter().map(|column| text(heading_of(column))).collect()
}

/// `last_contact` as `Last contact`; short words as people write them.
fn heading_of(column: &str) -> String {
    let words: Vec<String> = column.split('_').map(|word| if is_initials(word) { word.to_uppercase() } else { word.to_owned() }).collect();
    capitalised(&words.join(" "))
}

fn is_initials(word: &str) -> bool {
    matches!(word, "id" | "fsm" | "fsm6" | "eal" | "sen")
}

/// The cells of a record under these columns of its whole sheet.
pub(super) fn cells_of(record: &Record, columns: &[&'static str]) -> Vec<Cell> {
    columns.iter().map(|column| typed(&whole_cell(record, column))).collect()
}

/// The columns of a kind's whole sheet, those first that people look for first.
pub(super) fn columns_of(kind: RecordKind, first: &[&'static str], last: &[&'static str]) -> Vec<&'static str> {
    let is_between = |column: &&'static str| !first.contains(column) && !last.contains(column);
    first.iter().copied().chain(whole_columns(kind).into_iter().filter(is_between)).chain(last.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: usize, frame: Frame) -> Page {
        Page { name: "Ties", frame, rows: vec![Vec::new(); rows] }
    }

    #[test]
    fn one_row_more_than_excel_has_is_an_error() {
        assert_eq!(page(MOST_ROWS, Frame::Lines).check(), Ok(()));
        let error = page(MOST_ROWS + 1, Frame::Lines).check().unwrap_err().to_string();
        assert_eq!(error, "The sheet Ties would have 1,048,577 rows; the most is 1,048,576. Nothing was written.");
        let banners = Frame::Table { table: "Edges", banners: Vec::new() };
        assert!(page(MOST_ROWS, banners).check().is_err(), "the banners take a row");
    }

    #[test]
    fn a_text_is_a_number_or_a_day_only_if_it_reads_back_the_same() {
        assert_eq!((typed("12.5"), typed("-3")), (Cell::Number(12.5), Cell::Number(-3.0)));
        for same in ["007", "1e5", "inf", "12345678901234567890", "1.50", "-0", "1850-01-01", "2024-1-1", "SUPP", "--"] {
            assert_eq!(typed(same), Cell::Text(same.into()), "{same}");
        }
        assert_eq!(typed("2026-03-02"), Cell::Day(jiff::civil::date(2026, 3, 2)));
        assert_eq!(typed(""), Cell::Missing);
    }
}
