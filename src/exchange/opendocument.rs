//! `OpenDocument` workbooks (ODS): the cells of each page, read one after another and never as a rectangle.
//!
//! The part is read with our own guarded reader of XML: a library that lays every page out as a rectangle would make room
//! for whatever a few repeated cells announce.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use ecow::{EcoString, eco_format};
use zip::ZipArchive;

use super::{
    graphs::xml::{Part, Tag, Xml},
    sheet::MOST_ROWS,
    unreadable::Unreadable,
    workbook::{Budget, Page, Rows, Tally, is_ignored, note, notes_of},
};
use crate::model::clean;

/// How much the part of the cells may hold, in bytes.
const CONTENT: u64 = 256 << 20;
/// How many columns a page can have; what is said to stand beyond them is an empty page's style.
const COLUMNS: u32 = 16_384;
/// How many cells may be said by repeating others, beside so many for each cell that is written.
const REPEATED: usize = 500_000;
const REPEATED_EACH: usize = 8;

/// The pages of a workbook that was looked through before. One whose name holds `(ignore)` is left out.
///
/// Cost: O(unpacked bytes + cells).
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Page>, Unreadable> {
    let text = content_of(file, bytes)?;
    let mut reader = Reading {
        file,
        xml: Xml::new(file, &text),
        budget: Budget::whole(),
        written: 0,
        repeated: 0,
        hidden: BTreeSet::new(),
        notes: Vec::new(),
    };
    let mut pages = reader.pages()?;
    match pages.first_mut() {
        Some(first) => first.grid.notes.splice(0..0, reader.notes).for_each(drop),
        None => return Err(Unreadable::NoCells { file: file.into() }),
    }
    Ok(pages)
}

/// The text of the part that holds the cells.
fn content_of(file: &str, bytes: &[u8]) -> Result<String, Unreadable> {
    let damaged = |why: EcoString| Unreadable::Damaged { file: file.into(), why };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_error| damaged("no directory at the end".into()))?;
    let part = archive.by_name("content.xml").map_err(|_error| damaged("it has no cells".into()))?;
    let mut content = Vec::new();
    part.take(CONTENT).read_to_end(&mut content).map_err(|_error| damaged("the part of its cells is not whole".into()))?;
    String::from_utf8(content).map_err(|_not_utf8| damaged("its cells are not in UTF-8".into()))
}

/// A workbook being read.
struct Reading<'t> {
    file: &'t str,
    xml: Xml<'t>,
    budget: Budget,
    /// How many cells were written, and how many were only said to be repeated.
    written: usize,
    repeated: usize,
    /// Styles of pages that are not shown.
    hidden: BTreeSet<EcoString>,
    notes: Vec<EcoString>,
}

impl Reading<'_> {
    fn pages(&mut self) -> Result<Vec<Page>, Unreadable> {
        let (mut pages, mut parents, mut style) = (Vec::new(), Vec::<EcoString>::new(), EcoString::new());
        loop {
            match self.xml.next()? {
                Part::Open(tag) if tag.name == "table" && parents.last().is_some_and(|parent| parent == "spreadsheet") => {
                    pages.extend(self.page(&tag)?);
                }
                Part::Open(tag) => {
                    if tag.name == "style" {
                        style = tag.text("style:name");
                    } else if tag.name == "table-properties" && tag.text("table:display") == "false" {
                        self.hidden.insert(style.clone());
                    }
                    parents.push(tag.name);
                }
                Part::Close => drop(parents.pop()),
                Part::Text(_) => {}
                Part::End => return Ok(pages),
            }
        }
    }

    /// Reads a page to its end; none if it is to be ignored or says nothing.
    fn page(&mut self, table: &Tag) -> Result<Option<Page>, Unreadable> {
        let name = clean(&table.text("table:name"));
        let is_ignored = is_ignored(&name);
        if is_ignored {
            self.notes.push(eco_format!("{}: the sheet \"{name}\" is to be ignored, as its name says.", self.file));
        }
        let (mut rows, mut tally, mut row, mut depth) = (Rows::default(), Tally::default(), 0_u32, 1_usize);
        while depth > 0 {
            match self.xml.next()? {
                Part::Open(tag) if tag.name == "table-row" && !is_ignored => {
                    let cells = self.row(row, &mut tally)?;
                    let times = repeated(&tag, "table:number-rows-repeated");
                    self.fill(&mut rows, row, times, &cells)?;
                    row = row.saturating_add(times);
                }
                Part::Open(_) => depth += 1,
                Part::Close => depth -= 1,
                Part::Text(_) => {}
                Part::End => break,
            }
        }
        let mut grid = rows.finish(self.file, &tally);
        grid.notes = notes_of(self.file, &name, 0, &tally);
        let is_hidden = self.hidden.contains(&table.text("table:style-name"));
        Ok((!grid.rows.is_empty()).then_some(Page { name, is_hidden, grid }))
    }

    /// Puts the cells of a row where they stand, as often as they are repeated.
    fn fill(&mut self, rows: &mut Rows, row: u32, times: u32, cells: &[Cell]) -> Result<(), Unreadable> {
        if cells.is_empty() {
            return Ok(());
        }
        // What is repeated too often is refused before any of it is made.
        let last = row.saturating_add(times) as usize;
        if last > MOST_ROWS + 1 {
            return Err(Unreadable::ManyRows { file: self.file.into(), rows: last - 1, limit: MOST_ROWS });
        }
        let beside: usize = cells.iter().map(|cell| cell.times.min(COLUMNS) as usize).sum();
        let all = beside.saturating_mul(times as usize);
        self.budget.has_room(self.file, all)?;
        self.written += cells.len();
        self.repeated = self.repeated.saturating_add(all.saturating_sub(cells.len()));
        if self.repeated > REPEATED + REPEATED_EACH * self.written {
            return Err(Unreadable::Repeats { file: self.file.into(), cells: self.repeated });
        }
        for again in 0..times {
            for cell in cells {
                let at = row.saturating_add(again);
                match &cell.holds {
                    Holds::Text(text) => {
                        for column in cell.column..cell.column.saturating_add(cell.times).min(COLUMNS) {
                            self.budget.take(self.file, text)?;
                            rows.add(at, column, text.clone());
                        }
                    }
                    Holds::Unvalued => {
                        self.budget.take_flaw(self.file)?;
                        rows.flaw(at, cell.column);
                    }
                    Holds::Nothing => {}
                }
            }
        }
        Ok(())
    }

    /// The cells of one row that say something, or should.
    fn row(&mut self, row: u32, tally: &mut Tally) -> Result<Vec<Cell>, Unreadable> {
        let (mut cells, mut column) = (Vec::new(), 0_u32);
        loop {
            match self.xml.next()? {
                Part::Open(tag) => {
                    let times = repeated(&tag, "table:number-columns-repeated");
                    let holds = self.cell(&tag)?;
                    match &holds {
                        Holds::Unvalued => note(&mut tally.unvalued, (row, column)),
                        Holds::Nothing if is_error(&tag) => note(&mut tally.errors, (row, column)),
                        Holds::Text(text) => tally.look_at((row, column), text),
                        Holds::Nothing => {}
                    }
                    if !matches!(holds, Holds::Nothing) && column < COLUMNS {
                        cells.push(Cell { column, times, holds });
                    }
                    column = column.saturating_add(times);
                }
                Part::Close | Part::End => return Ok(cells),
                Part::Text(_) => {}
            }
        }
    }

    /// What one cell holds, read to its end. Remarks beside it are no part of it.
    fn cell(&mut self, tag: &Tag) -> Result<Holds, Unreadable> {
        let (mut text, mut depth, mut remark_at, mut paragraphs) = (EcoString::new(), 1_usize, None, 0);
        while depth > 0 {
            match self.xml.next()? {
                Part::Open(inner) => {
                    depth += 1;
                    match inner.name.as_str() {
                        "annotation" => remark_at = remark_at.or(Some(depth)),
                        "p" if remark_at.is_none() => {
                            paragraphs += 1;
                            text.push_str(if paragraphs > 1 { "\n" } else { "" });
                        }
                        "s" if remark_at.is_none() => text.push(' '),
                        "tab" | "line-break" if remark_at.is_none() => text.push('\n'),
                        _ => {}
                    }
                }
                Part::Close => {
                    if remark_at == Some(depth) {
                        remark_at = None;
                    }
                    depth -= 1;
                }
                Part::Text(more) if remark_at.is_none() && paragraphs > 0 => text.push_str(&more),
                Part::Text(_) => {}
                Part::End => break,
            }
        }
        Ok(value_of(tag, text))
    }
}

/// Cells of one value beside each other.
struct Cell {
    column: u32,
    times: u32,
    holds: Holds,
}

/// What a cell holds.
enum Holds {
    Text(EcoString),
    /// A formula without a stored value.
    Unvalued,
    Nothing,
}

/// The value of a cell as a sheet of text would have it, from what it says of itself and the text it shows.
fn value_of(tag: &Tag, shown: EcoString) -> Holds {
    let said = |name: &str| tag.get(name).filter(|value| !value.is_empty()).cloned();
    let number = || said("office:value").and_then(|value| value.parse::<f64>().ok());
    let value = match tag.text("office:value-type").as_str() {
        _ if is_error(tag) => None,
        "percentage" => number().map(|share| eco_format!("{}%", (share * 100.0 * 1e9).round() / 1e9)),
        "float" | "currency" => number().map(|number| eco_format!("{number}")),
        "date" => said("office:date-value").map(|day| day.strip_suffix("T00:00:00").map_or(day.clone(), EcoString::from)),
        "time" => said("office:time-value"),
        "boolean" => said("office:boolean-value").map(|yes| yes.to_uppercase()),
        _ => said("office:string-value").or(Some(shown)),
    };
    match value {
        Some(text) if !text.trim().is_empty() => Holds::Text(text),
        Some(_) | None if tag.get("table:formula").is_some() && !is_error(tag) && tag.text("office:value-type").is_empty() => {
            Holds::Unvalued
        }
        Some(_) | None => Holds::Nothing,
    }
}

fn is_error(tag: &Tag) -> bool {
    tag.text("calcext:value-type") == "error"
}

/// How many times a row or a cell stands; 1 where it does not say.
fn repeated(tag: &Tag, attribute: &str) -> u32 {
    tag.get(attribute).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}
