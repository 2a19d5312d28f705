//! Workbooks (XLSX, and ODS by way of its own reader): the cells of each page, read one after another and never as a rectangle.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use ecow::{EcoString, eco_format};

use super::{
    archive::{self, Language},
    cell::in_words,
    opendocument,
    sheet::{Grid, Row},
    taken::{TakenOut, has_controls},
    unreadable::Unreadable,
};
use crate::model::{clean, count, counted};

/// The most cells that say something, of all pages.
const CELLS: usize = 5_000_000;
/// The most text of all cells, in bytes: one text may stand in many cells.
const TEXT: usize = 256 << 20;
/// The room that a row without a value is thought to need, in bytes.
const FLAW: usize = 1 << 10;
/// From how many cells on a page that says it has them, and does not, is told.
const MANY: u64 = 1_000_000;

/// One page of a workbook, or a sheet of text.
#[derive(Debug)]
pub(super) struct Page {
    /// The page's name; empty for a sheet of text.
    pub(super) name: EcoString,
    pub(super) is_hidden: bool,
    pub(super) grid: Grid,
}

/// The pages of a workbook that hold cells. One whose name holds `(ignore)` is left out, as Kumu does.
///
/// Cost: O(unpacked bytes).
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Page>, Unreadable> {
    let seen = archive::check(file, bytes)?;
    if seen.language == Language::OpenDocument {
        return opendocument::read(file, bytes);
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(file, &error))?;
    let mut budget = Budget::whole();
    let sheets: Vec<(String, SheetVisible)> = {
        let all = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        all.map(|sheet| (sheet.name.clone(), sheet.visible)).collect()
    };
    let mut notes = Vec::new();
    if seen.has_macros {
        notes.push(eco_format!("{file} has macros; they are not run. Data read."));
    }
    let mut pages = Vec::new();
    for (name, visible) in sheets {
        if is_ignored(&name) {
            notes.push(eco_format!("{file}: the sheet \"{}\" is to be ignored, as its name says.", clean(&name)));
            continue;
        }
        let grid = read_page(file, &mut workbook, &name, &mut budget)?;
        if !grid.rows.is_empty() {
            pages.push(Page { name: clean(&name), is_hidden: visible != SheetVisible::Visible, grid });
        }
    }
    match pages.first_mut() {
        Some(first) => first.grid.notes.splice(0..0, notes).for_each(drop),
        None => return Err(Unreadable::NoCells { file: file.into() }),
    }
    Ok(pages)
}

/// Whether a page's name says that it is not to be read, as Kumu has it.
pub(super) fn is_ignored(name: &str) -> bool {
    name.to_lowercase().contains("(ignore)")
}

/// What may still be read.
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// All that one workbook may hold.
    pub(super) fn whole() -> Self {
        Self { cells: CELLS, text: TEXT }
    }

    /// Refuses a workbook that has more cells than may still be read.
    pub(super) fn has_room(&self, file: &str, cells: usize) -> Result<(), Unreadable> {
        if cells <= self.cells { Ok(()) } else { Err(Unreadable::ManyCells { file: file.into(), limit: CELLS }) }
    }

    /// Takes a row that is only set aside, whose sentence needs more room than a cell.
    pub(super) fn take_flaw(&mut self, file: &str) -> Result<(), Unreadable> {
        self.take_room(file, FLAW)
    }

    /// Takes one cell and its text.
    pub(super) fn take(&mut self, file: &str, text: &str) -> Result<(), Unreadable> {
        self.take_room(file, text.len())
    }

    fn take_room(&mut self, file: &str, bytes: usize) -> Result<(), Unreadable> {
        match (self.cells.checked_sub(1), self.text.checked_sub(bytes)) {
            (Some(cells), Some(text)) => {
                *self = Self { cells, text };
                Ok(())
            }
            (None, _) | (_, None) => Err(Unreadable::ManyCells { file: file.into(), limit: CELLS }),
        }
    }
}

/// What is counted on one page.
#[derive(Default)]
pub(super) struct Tally {
    cells: u64,
    /// The rows and columns up to the last cell that says something.
    reaches: (u32, u32),
    /// Formulas without a stored value, and where the first stands.
    pub(super) unvalued: (usize, EcoString),
    /// Cells that hold an error of the spreadsheet, and where the first stands.
    pub(super) errors: (usize, EcoString),
    /// Cells with control characters, and where the first stands.
    pub(super) controls: (usize, EcoString),
}

fn read_page(file: &str, workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, budget: &mut Budget) -> Result<Grid, Unreadable> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| unreadable(file, &error))?;
    let area = cells.dimensions();
    let side = |start: u32, end: u32| u64::from(end.saturating_sub(start)) + 1;
    let said = side(area.start.0, area.end.0).saturating_mul(side(area.start.1, area.end.1));
    let mut tally = Tally::default();
    let mut rows = Rows::default();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| unreadable(file, &error))? {
        let (row, column) = cell.pos;
        let (text, cell_at) = (text_of(&cell.value), cell.pos);
        if matches!(cell.value, DataRef::Error(_)) {
            note(&mut tally.errors, cell.pos);
        }
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            note(&mut tally.unvalued, cell.pos);
            budget.take_flaw(file)?;
            rows.flaw(row, column);
        } else if !text.trim().is_empty() {
            budget.take(file, &text)?;
            tally.look_at(cell_at, &text);
            tally.cells += 1;
            tally.reaches = (tally.reaches.0.max(row.saturating_add(1)), tally.reaches.1.max(column.saturating_add(1)));
            rows.add(row, column, text);
        }
    }
    let (rows_to, columns_to) = tally.reaches;
    let notes = notes_of(file, name, said.max(u64::from(rows_to).saturating_mul(u64::from(columns_to))), &tally);
    Ok(Grid { notes, ..rows.finish(file, &tally) })
}

impl Tally {
    /// Counts a cell whose text has control characters.
    pub(super) fn look_at(&mut self, at: (u32, u32), text: &str) {
        if has_controls(text) {
            note(&mut self.controls, at);
        }
    }
}

/// Counts a cell, and keeps where the first stands.
pub(super) fn note((count, first): &mut (usize, EcoString), (row, column): (u32, u32)) {
    *count += 1;
    if *count == 1 {
        *first = eco_format!("{}{}", letters_of(column), u64::from(row) + 1);
    }
}

/// What a person should know about the cells of a page.
pub(super) fn notes_of(file: &str, name: &str, said: u64, tally: &Tally) -> Vec<EcoString> {
    let mut notes = Vec::new();
    let name = clean(name);
    if said > MANY && said / 100 > tally.cells {
        let (said, held) = (count(said), count(tally.cells));
        notes.push(eco_format!("{file}: the sheet \"{name}\" says it has {said} cells but holds {held}; only those were read."));
    }
    if tally.unvalued.0 > 0 {
        let (count, first) = &tally.unvalued;
        let what = if *count == 1 { "1 cell is a formula".to_owned() } else { format!("{count} cells are formulas") };
        notes.push(eco_format!(
            "{file}, \"{name}\": {what} without a stored value (first: {first}). Open and save the file in Excel. Those rows were set aside."
        ));
    }
    if tally.controls.0 > 0 {
        let (count, first) = &tally.controls;
        let cells = counted(*count, "cell", "cells");
        notes.push(eco_format!("{file}, \"{name}\": {cells} had control characters, which were taken out (the first in {first})."));
    }
    if tally.errors.0 > 0 {
        let (count, first) = &tally.errors;
        notes.push(eco_format!("{file}, \"{name}\": errors of the spreadsheet were read as blank ({count}, the first in {first})."));
    }
    notes
}

/// Rows being filled; cells come in order, but nothing relies on it.
#[derive(Default)]
pub(super) struct Rows(BTreeMap<u32, Filled>);

/// The cells of one row, and why nothing of it can be used.
type Filled = (Vec<(usize, EcoString)>, Option<EcoString>);

impl Rows {
    /// Puts a cell that says something.
    pub(super) fn add(&mut self, row: u32, column: u32, text: EcoString) {
        let cells = &mut self.0.entry(row).or_default().0;
        let column = column as usize;
        match cells.last() {
            Some((last, _)) if *last >= column => {
                if let Err(at) = cells.binary_search_by_key(&column, |(column, _)| *column) {
                    cells.insert(at, (column, text));
                }
            }
            Some(_) | None => cells.push((column, text)),
        }
    }

    /// Says that a cell is a formula without a stored value.
    pub(super) fn flaw(&mut self, row: u32, column: u32) {
        let flaw = &mut self.0.entry(row).or_default().1;
        if flaw.is_none() {
            let cell = eco_format!("{}{}", letters_of(column), u64::from(row) + 1);
            *flaw = Some(eco_format!("{cell} is a formula without a stored value; the row was set aside"));
        }
    }

    /// The rows of the page, in order.
    pub(super) fn finish(self, file: &str, tally: &Tally) -> Grid {
        let rows = self.0.into_iter().map(|(row, (cells, flaw))| Row::with_flaw(u64::from(row) + 1, cells, flaw));
        let rows: Vec<Row> = rows.collect();
        let taken = if tally.controls.0 > 0 { TakenOut::of_rows(&rows) } else { TakenOut::default() };
        Grid { file: file.into(), rows, taken, ..Grid::default() }
    }
}

/// A cell's value as a sheet of text would have it.
fn text_of(value: &DataRef<'_>) -> EcoString {
    match value {
        DataRef::Empty | DataRef::Error(_) => EcoString::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.as_str().into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Int(number) => eco_format!("{number}"),
        DataRef::Float(number) => eco_format!("{number}"),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
        DataRef::DateTime(time) => time_of(time),
    }
}

/// A day, with the time where it has one; a length of time as a number of days.
fn time_of(time: &ExcelDateTime) -> EcoString {
    if !time.is_datetime() {
        return eco_format!("{}", time.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        eco_format!("{year:04}-{month:02}-{day:02}")
    } else {
        eco_format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// The letters of a column: 0 is A.
fn letters_of(column: u32) -> EcoString {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

fn unreadable(file: &str, error: &XlsxError) -> Unreadable {
    let file = file.into();
    if matches!(error, XlsxError::Password) {
        return Unreadable::Locked { file };
    }
    Unreadable::Damaged { file, why: in_words(error) }
}
