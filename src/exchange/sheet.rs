//! A sheet: headings and rows with their true line numbers, from delimited text or one page of a workbook.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use ecow::{EcoString, eco_format};
use rayon::prelude::*;

pub(super) use super::row::Row;
use super::{
    mapper::{ChosenColumn, SheetColumns},
    row::AllCells,
    taken::{self, TakenOut},
    text::{Text, decode},
    unreadable::{Unreadable, quoted},
};
use crate::model::{clean, counted};

/// The most rows a sheet can have.
pub const MOST_ROWS: usize = 1_000_000;
/// The longest cell, in characters: what a spreadsheet can hold.
pub(super) const LONGEST_CELL: usize = 32_768;
/// The most columns a sheet can have.
pub const MOST_COLUMNS: usize = 16_384;

/// A sheet of text as it stands in a file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) file: EcoString,
    pub(super) headings: Vec<EcoString>,
    pub(super) rows: Vec<Row>,
    pub(super) notes: Vec<EcoString>,
    /// Of the notes, those that a person should say yes to before anything is imported.
    pub(super) doubts: Vec<EcoString>,
    pub(super) taken: TakenOut,
    /// What each column means, where a person said so; its headings tell otherwise.
    pub(super) chosen: Option<SheetColumns>,
}

/// Rows of cells, before anybody says which of them is the headings.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) file: EcoString,
    pub(super) rows: Vec<Row>,
    pub(super) notes: Vec<EcoString>,
    pub(super) doubts: Vec<EcoString>,
    pub(super) taken: TakenOut,
}

impl Grid {
    /// Reads delimited text.
    ///
    /// Cost: O(bytes).
    pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let Text { pieces, mut notes } = decode(file, bytes)?;
        let delimiter = delimiter_of(&pieces);
        check_extent(file, &pieces, delimiter)?;
        let rows = records_of(file, &pieces, delimiter)?;
        let mut doubts = Vec::new();
        if delimiter != b',' {
            let shown = match delimiter {
                b'\t' => "tabs".to_owned(),
                b' ' => "spaces".to_owned(),
                other => format!("`{}`", char::from(other)),
            };
            let with_commas = counted(cuts(first_line(&pieces), b',') + 1, "column", "columns");
            let note = eco_format!("{file}: read with {shown} between columns ({with_commas} with commas).");
            // Tabs hardly ever stand in a heading.
            doubts.extend((delimiter != b'\t').then(|| note.clone()));
            notes.push(note);
        }
        let taken = if pieces.par_iter().any(|piece| has_controls(piece)) { TakenOut::of_rows(&rows) } else { TakenOut::default() };
        notes.extend(taken::sentence(file, taken.len(), "cell", "cells"));
        Ok(Self { file: file.into(), rows, notes, doubts, taken })
    }

    /// Leaves out lines of a title above the headings: the first row that has most of the cells that rows here have, and
    /// no number among them.
    pub(super) fn begin_at_headings(&mut self) {
        const LOOKED_AT: usize = 40;
        let counts: Vec<usize> = self.rows.iter().take(LOOKED_AT).map(|row| row.said().len()).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let is_short = |count: usize| count * 5 < most * 3;
        if most < 3 || !counts.first().is_some_and(|first| is_short(*first)) {
            return;
        }
        let is_headings =
            |row: &Row| !row.said().iter().any(|(_, cell)| cell.parse::<f64>().is_ok_and(|number| !(1900.0..2200.0).contains(&number)));
        let Some(at) = counts.iter().position(|count| !is_short(*count)) else { return };
        if let Some(headings) = self.rows.get(at).filter(|row| is_headings(row)) {
            let line = headings.line;
            self.notes.push(eco_format!("{}: its headings stand in line {line}; the lines above them were not read.", self.file));
            self.rows.drain(..at).for_each(drop);
        }
    }

    /// The cells of a row as headings.
    pub(super) fn headings(&self, row: usize) -> Vec<EcoString> {
        let row = self.rows.get(row);
        let mut headings: Vec<EcoString> = row.into_iter().flat_map(|row| (0..row.width()).map(|column| clean(row.cell(column)))).collect();
        while headings.last().is_some_and(EcoString::is_empty) {
            headings.pop();
        }
        headings
    }

    /// The headings alone, for a look at what kind of sheet it is.
    pub(super) fn head(&self) -> Sheet {
        Sheet { file: self.file.clone(), headings: self.headings(0), ..Sheet::default() }
    }
}

impl Sheet {
    /// The sheet whose first row is the headings. A row may be shorter than they are; whether it is longer, its reader
    /// asks with [`Row::width`].
    pub(super) fn of(grid: Grid) -> Result<Self, Unreadable> {
        let headings = grid.headings(0);
        if headings.len() > MOST_COLUMNS {
            return Err(Unreadable::ManyColumns { file: grid.file, columns: headings.len(), limit: MOST_COLUMNS });
        }
        let mut rows = grid.rows;
        if rows.is_empty() {
            return Err(Unreadable::Empty { file: grid.file });
        }
        rows.remove(0);
        if rows.len() > MOST_ROWS {
            return Err(Unreadable::ManyRows { file: grid.file, rows: rows.len(), limit: MOST_ROWS });
        }
        Ok(Self { file: grid.file, headings, rows, notes: grid.notes, doubts: grid.doubts, taken: grid.taken, chosen: None })
    }

    /// The column of a heading, ignoring case. The first, if there are several.
    pub(super) fn column(&self, heading: &str) -> Option<usize> {
        if let Some(chosen) = &self.chosen {
            return chosen.column_of(heading);
        }
        self.headings.iter().position(|found| same_heading(found, heading))
    }

    /// The column of a heading that must not stand twice.
    pub(super) fn only_column(&self, heading: &str) -> Result<Option<usize>, Unreadable> {
        if let Some(chosen) = &self.chosen {
            return Ok(chosen.column_of(heading));
        }
        let mut found = (0..).zip(&self.headings).filter(|(_, found)| same_heading(found, heading)).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (Some(first), Some(second)) => {
                Err(Unreadable::TwoColumns { file: self.file.clone(), heading: heading.into(), first: first + 1, second: second + 1 })
            }
            (first, _) => Ok(first),
        }
    }

    /// What a cell says of its column's field: as printed, or through the words that a person gave.
    pub(super) fn said<'s>(&'s self, column: usize, row: &'s Row) -> Cow<'s, str> {
        let printed = row.cell(column);
        let chosen = self.chosen.as_ref().and_then(|chosen| chosen.columns().get(column));
        chosen.map_or(Cow::Borrowed(printed), |chosen| chosen.said(printed))
    }

    /// Whether a person said that the numbers or days of a column are written in a way of their own.
    pub(super) fn is_rewritten(&self, column: usize) -> bool {
        self.chosen.as_ref().and_then(|chosen| chosen.columns().get(column)).is_some_and(ChosenColumn::is_rewritten)
    }

    /// How many columns have a heading.
    pub(super) fn headed(&self) -> usize {
        self.headings.iter().filter(|heading| !heading.is_empty()).count()
    }

    /// The headings as a sentence names them.
    pub(super) fn found(&self) -> EcoString {
        quoted(&self.headings)
    }
}

/// Whether two headings are the same but for case.
pub(super) fn same_heading(found: &str, heading: &str) -> bool {
    // What begins and ends with a letter or sign of ASCII, as nearly all do, has nothing to trim.
    let is_bare = |text: &str| [text.as_bytes().first(), text.as_bytes().last()].into_iter().flatten().all(u8::is_ascii_graphic);
    if is_bare(found) && is_bare(heading) {
        return found.eq_ignore_ascii_case(heading);
    }
    found.trim().eq_ignore_ascii_case(heading.trim())
}

/// The separator that cuts the headings into the most cells, of equal ones the first row; a comma if none does.
fn delimiter_of(pieces: &[Cow<'_, str>]) -> u8 {
    let mut lines = pieces.iter().flat_map(|piece| piece.lines()).filter(|line| !line.trim().is_empty());
    let (headings, row) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let of_both = |delimiter: u8| (cuts(headings, delimiter), cuts(row, delimiter));
    let is_edges_by_spaces = || {
        let words: Vec<String> = headings.split(' ').map(str::to_lowercase).collect();
        words.len() > 1 && ["source", "target"].iter().all(|needed| words.iter().any(|word| word == needed))
    };
    // The last of the greatest wins, so the comma stands last.
    let best = [b'|', b'\t', b';', b','].into_iter().max_by_key(|&delimiter| of_both(delimiter)).unwrap_or(b',');
    if of_both(best).0 == 0 && is_edges_by_spaces() { b' ' } else { best }
}

/// The first line that says something.
fn first_line<'t>(pieces: &'t [Cow<'_, str>]) -> &'t str {
    pieces.iter().flat_map(|piece| piece.lines()).find(|line| !line.trim().is_empty()).unwrap_or_default()
}

/// How often a line is cut by a separator that stands outside quotes.
fn cuts(line: &str, delimiter: u8) -> usize {
    let mut is_inside = false;
    let cuts = line.bytes().filter(|&byte| {
        is_inside ^= byte == b'"';
        byte == delimiter && !is_inside
    });
    cuts.count()
}

/// Refuses what would need much room only to be refused later: a quote that is never closed, a cell that no spreadsheet could
/// hold, a row of a million columns.
fn check_extent(file: &str, pieces: &[Cow<'_, str>], delimiter: u8) -> Result<(), Unreadable> {
    let columns_of_long = |piece: &str| -> Vec<usize> {
        piece.lines().filter(|line| line.len() > MOST_COLUMNS).map(|line| cuts(line, delimiter) + 1).collect()
    };
    let (long, quotes): (Vec<Vec<usize>>, Vec<usize>) =
        pieces.par_iter().map(|piece| (columns_of_long(piece), count_of(piece.as_bytes(), |byte| byte == b'"'))).unzip();
    if let Some(&columns) = long.iter().flatten().find(|columns| **columns > MOST_COLUMNS) {
        return Err(Unreadable::ManyColumns { file: file.into(), columns, limit: MOST_COLUMNS });
    }
    let has_odd_quotes = quotes.iter().sum::<usize>() % 2 == 1;
    if has_odd_quotes || !long.iter().all(Vec::is_empty) { check_quotes(file, pieces, delimiter) } else { Ok(()) }
}

/// Where a scan stands in a cell, as the `csv` crate reads it: a quote opens only at the start of a cell.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Bare,
    Quoted,
    QuoteInQuoted,
}

impl At {
    /// Where the scan stands after one more byte.
    fn after(self, byte: u8, delimiter: u8) -> Self {
        let ends = byte == delimiter || byte == b'\n' || byte == b'\r';
        match (self, byte) {
            (Self::Quoted, b'"') => Self::QuoteInQuoted,
            (Self::Start | Self::QuoteInQuoted, b'"') | (Self::Quoted, _) => Self::Quoted,
            (Self::Start | Self::Bare | Self::QuoteInQuoted, _) if ends => Self::Start,
            (Self::Start | Self::Bare | Self::QuoteInQuoted, _) => Self::Bare,
        }
    }
}

/// Refuses a quote that swallows the rest of the file, and a cell no spreadsheet could hold.
fn check_quotes(file: &str, pieces: &[Cow<'_, str>], delimiter: u8) -> Result<(), Unreadable> {
    let (mut at, mut line, mut opened, mut length) = (At::Start, 1_u64, 1_u64, 0_usize);
    for byte in pieces.iter().flat_map(|piece| piece.bytes()) {
        let opens = at == At::Start && byte == b'"';
        at = at.after(byte, delimiter);
        match at {
            At::Start => (length, opened) = (0, line + u64::from(byte == b'\n')),
            // Bytes that continue a character do not count, nor do quotes around a cell; of doubled ones the second does.
            At::Bare | At::Quoted => length += usize::from(byte & 0xc0 != 0x80 && !opens),
            At::QuoteInQuoted => {}
        }
        line += u64::from(byte == b'\n');
        // A quote may still turn out never to be closed, which says more than a length.
        if length > LONGEST_CELL && at != At::Quoted {
            return Err(Unreadable::LongCell { file: file.into(), line: opened, limit: LONGEST_CELL });
        }
    }
    if at == At::Quoted { Err(Unreadable::OpenQuote { file: file.into(), line: opened }) } else { Ok(()) }
}

/// Reads the rows, each with the line it starts in. The pieces of a long text are read at once.
fn records_of(file: &str, pieces: &[Cow<'_, str>], delimiter: u8) -> Result<Vec<Row>, Unreadable> {
    let mut read: Vec<Piece> = pieces.par_iter().map(|piece| Piece::read(piece, delimiter)).collect();
    // A piece that ends inside a quoted cell was cut in the middle of it, so that the next one began there.
    let is_cut = |read: &[Piece]| read.iter().rev().skip(1).any(|piece| piece.is_open);
    if is_cut(&read) {
        read = vec![Piece::read(&pieces.concat(), delimiter)];
    }
    if read.iter().any(|piece| piece.is_open || piece.longest_row > LONGEST_CELL) {
        check_quotes(file, pieces, delimiter)?;
    }
    if read.iter().map(|piece| piece.cells.len()).sum::<usize>() > MOST_ROWS + 1 {
        return Err(Unreadable::ManyRows { file: file.into(), rows: rows_in(&pieces.concat(), delimiter), limit: MOST_ROWS });
    }
    let (mut rows, mut line) = (Vec::new(), 1);
    for piece in read {
        let lines = piece.lines;
        rows.extend(piece.cells.into_rows(line));
        line += lines;
    }
    Ok(rows)
}

/// How many rows there are under the headings.
fn rows_in(text: &str, delimiter: u8) -> usize {
    let mut reader = ReaderBuilder::new().has_headers(true).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.records().count()
}

/// A piece of a text, read as if it began with a row.
struct Piece {
    cells: AllCells,
    /// How many ends of line it has.
    lines: u64,
    /// Whether it ends inside a quoted cell.
    is_open: bool,
    /// The bytes of its longest row; only one longer than a cell may hold a cell that is too long.
    longest_row: usize,
}

impl Piece {
    fn read(text: &str, delimiter: u8) -> Self {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let mut piece = Self { cells: AllCells::of_text(text.len()), lines: 0, is_open: false, longest_row: 0 };
        let mut counted = 0_usize;
        let mut cells = StringRecord::new();
        // Reading from memory what is known to be text cannot fail.
        while piece.cells.len() <= MOST_ROWS + 1 && reader.read_record(&mut cells).unwrap_or(false) {
            piece.longest_row = piece.longest_row.max(cells.as_slice().len());
            let start = cells.position().map_or(counted, |position| usize::try_from(position.byte()).unwrap_or(counted));
            // The reader stands before the ends of line it is about to skip.
            let skipped = text.bytes().skip(start).take_while(|&byte| byte == b'\n' || byte == b'\r').count();
            let begins = start + skipped;
            piece.lines += count_of(text.as_bytes().get(counted..begins).unwrap_or_default(), |byte| byte == b'\n') as u64;
            counted = begins.max(counted);
            piece.cells.push(piece.lines, &cells);
        }
        let last = text.get(counted..).unwrap_or_default();
        // A quote that is never closed swallows everything to the end, so it is opened in the last row.
        piece.is_open = is_open_at_the_end(last, delimiter);
        piece.lines += count_of(last.as_bytes(), |byte| byte == b'\n') as u64;
        piece
    }
}

/// How many bytes are of a kind: counted in short stretches, so that a processor compares many at once.
pub(super) fn count_of(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> usize {
    let stretches = bytes.chunks(128).map(|stretch| stretch.iter().map(|&byte| u8::from(is_one(byte))).sum::<u8>());
    stretches.map(usize::from).sum()
}

/// Whether a text that begins with a row ends inside a quoted cell.
fn is_open_at_the_end(text: &str, delimiter: u8) -> bool {
    text.bytes().fold(At::Start, |at, byte| at.after(byte, delimiter)) == At::Quoted
}

/// Whether there are control characters beside ends of line and tabs.
fn has_controls(text: &str) -> bool {
    let is_control = |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\r' && byte != b'\t') || byte == 0x7f;
    // The controls beyond ASCII are U+0080 to U+009F: 0xC2 and a byte below 0xA0.
    let mut pairs = text.as_bytes().iter().zip(text.as_bytes().iter().skip(1));
    count_of(text.as_bytes(), is_control) > 0 || (!text.is_ascii() && pairs.any(|(&first, &second)| first == 0xc2 && second < 0xa0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Sheet, Unreadable> {
        Sheet::of(Grid::read("names.csv", text.as_bytes())?)
    }

    fn lines(text: &str) -> Vec<u64> {
        read(text).unwrap().rows.iter().map(|row| row.line).collect()
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        assert_eq!(lines("URN,name\r\n1,a\r\n\r\n2,\"b\r\nc\"\r\n3,d\r\n"), [2, 4, 6]);
        assert_eq!(lines("URN,name\n\n1,a\n2,b"), [3, 4]);
        assert_eq!(lines("URN,name\r1,a\r2,b\r"), [2, 3]);
    }

    #[test]
    fn semicolons_and_tabs_are_seen() {
        assert_eq!(read("URN;name, or title\n1;a\n").unwrap().headings, ["URN", "name, or title"]);
        assert_eq!(read("URN\tname\n1\ta\n").unwrap().rows.first().unwrap().cell(1), "a");
    }

    #[test]
    fn a_quote_that_is_never_closed_names_its_line() {
        let error = read("URN,name\n1,a\n2,\"b\n3,c\n").unwrap_err();
        assert_eq!(error, Unreadable::OpenQuote { file: "names.csv".into(), line: 3 });
        assert!(error.is_limit());
    }

    #[test]
    fn a_quote_inside_a_bare_cell_is_a_quote() {
        assert_eq!(read("URN,name\n1,the \"old\" school\n").unwrap().rows.first().unwrap().cell(1), "the \"old\" school");
    }

    #[test]
    fn a_cell_no_spreadsheet_could_hold_is_refused() {
        let long = "x".repeat(LONGEST_CELL + 1);
        for cell in [long.clone(), format!("\"{long}\"")] {
            assert!(matches!(read(&format!("URN,name\n1,{cell}\n")), Err(Unreadable::LongCell { line: 2, .. })));
        }
    }

    #[test]
    fn the_longest_cell_is_read_with_its_quotes() {
        let longest = "\"\"".repeat(LONGEST_CELL);
        let sheet = read(&format!("URN,name\n1,\"{longest}\"\n")).unwrap();
        assert_eq!(sheet.rows.first().unwrap().cell(1).len(), LONGEST_CELL);
    }

    #[test]
    fn a_short_row_has_blank_cells() {
        let sheet = read("URN,name,town\n1,a\n").unwrap();
        assert_eq!((sheet.rows.first().unwrap().cell(2), sheet.rows.first().unwrap().width()), ("", 2));
    }
}
