//! Pages to the bytes of a workbook: real numbers and days, texts that are never computed, and the same bytes for the same pages.

use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Table, TableStyle, Workbook, Worksheet, XlsxError};

use super::{
    NotExported,
    page::{Frame, Page},
    text::is_xml,
};
use crate::{
    exchange::is_risky,
    report::{cell::Cell, words},
};

/// A column is as wide as its texts, but no narrower and no wider than this, in letters.
const WIDTHS: std::ops::RangeInclusive<usize> = 9..=50;
/// So many rows are looked at for it.
const ROWS_LOOKED_AT: usize = 2_000;
/// So many letters side by side are still read on one printed page of A3.
const WIDEST_PRINT: usize = 380;
/// The number by which Excel knows A3, on which wide pages are read.
const A3: u8 = 8;
/// How high a line of text is.
const LINE_POINTS: f64 = 15.0;
/// The highest row of Excel.
const HIGHEST_ROW_POINTS: f64 = 409.0;

/// A workbook, and how many characters were replaced because XML has none such.
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    pub(super) replaced: usize,
}

/// Writes the pages, in their order.
///
/// Cost: O(cells).
pub(super) fn write(title: &str, as_of: Date, pages: &[Page]) -> Result<Written, NotExported> {
    for page in pages {
        page.check()?;
    }
    let mut ink = Ink { formats: Formats::new(), replaced: 0 };
    let bytes = ink.workbook(title, as_of, pages).map_err(|error| NotExported::Workbook { why: error.to_string() })?;
    Ok(Written { bytes, replaced: ink.replaced })
}

/// How cells look.
struct Formats {
    heading: Format,
    banner: Format,
    text: Format,
    /// A text that a spreadsheet would compute if somebody typed it.
    guarded: Format,
    day: Format,
    number: Format,
    /// A small number: a stage, a phase, a count.
    small: Format,
    mark: Format,
    label: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let text = cell.clone().set_text_wrap();
        let bold = Format::new().set_bold();
        Self {
            heading: bold.clone().set_background_color(Color::RGB(0x00E6_ECF2)).set_border_bottom(FormatBorder::Thin).set_text_wrap(),
            banner: bold.clone().set_font_color(Color::RGB(0x0060_6870)),
            guarded: text.clone().set_quote_prefix(),
            text,
            day: cell.clone().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
            mark: cell.clone().set_italic().set_font_color(Color::RGB(0x0080_8890)).set_align(FormatAlign::Right),
            small: cell.clone().set_align(FormatAlign::Center),
            number: cell,
            label: bold.set_align(FormatAlign::Top),
        }
    }
}

/// Writes cells and counts what it replaces.
struct Ink {
    formats: Formats,
    replaced: usize,
}

impl Ink {
    fn workbook(&mut self, title: &str, as_of: Date, pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The day of the map, not of the writing: the same map gives the same bytes.
        let made = as_of.at(0, 0, 0, 0);
        let title = self.plain(title);
        workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
        for page in pages {
            let sheet = workbook.add_worksheet();
            sheet.set_name(page.name)?;
            self.page(sheet, page)?;
        }
        workbook.save_to_buffer()
    }

    fn page(&mut self, sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
        let above = page.above();
        for (row, cells) in (above..).zip(&page.rows) {
            let is_heading = row == above && !matches!(page.frame, Frame::Lines);
            for (column, cell) in (0_u16..).zip(cells) {
                let is_label = column == 0 && matches!(page.frame, Frame::Lines);
                if (is_heading || is_label) && *cell != Cell::Missing {
                    let text = self.plain(&cell.plain());
                    let format = if is_label { &self.formats.label } else { &self.formats.heading };
                    let quoted = is_risky(&text).then(|| format.clone().set_quote_prefix());
                    sheet.write_string_with_format(row, column, text, quoted.as_ref().unwrap_or(format))?;
                } else {
                    self.cell(sheet, (row, column), cell)?;
                }
            }
        }
        self.frame(sheet, page)?;
        let widths = widths(page);
        sheet.set_landscape();
        sheet.set_paper_size(A3);
        if widths.iter().flatten().sum::<usize>() <= WIDEST_PRINT {
            sheet.set_print_fit_to_pages(1, 0);
        }
        for (column, width) in (0_u16..).zip(&widths) {
            match width {
                Some(width) => drop(sheet.set_column_width(column, *width as f64 + 2.0)?),
                None => drop(sheet.set_column_hidden(column)?),
            }
        }
        // Excel fits rows to their texts when it opens a file; LibreOffice and Numbers do not.
        for (row, cells) in (above..).zip(&page.rows) {
            if let lines @ 2.. = lines_of(cells, &widths) {
                sheet.set_row_height(row, (lines as f64 * LINE_POINTS).min(HIGHEST_ROW_POINTS))?;
            }
        }
        Ok(())
    }

    fn frame(&mut self, sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
        let above = page.above();
        let last_row = above + u32::try_from(page.rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let last_column = u16::try_from(page.columns().saturating_sub(1)).unwrap_or(u16::MAX);
        match &page.frame {
            Frame::Sheet { columns_in_sight } => {
                sheet.set_freeze_panes(1, *columns_in_sight)?;
                sheet.set_repeat_rows(0, 0)?;
                sheet.autofilter(0, 0, last_row, last_column)?;
            }
            Frame::Table { table, banners } => {
                for (column, banner) in banners {
                    sheet.write_string_with_format(0, *column, *banner, &self.formats.banner)?;
                }
                // A table has at least one row below its headings.
                sheet.add_table(above, 0, last_row.max(above + 1), last_column, &self.table(table, page))?;
                sheet.set_freeze_panes(above + 1, 0)?;
            }
            Frame::Lines => {}
        }
        Ok(())
    }

    /// A table's own headings must be those of its cells.
    fn table(&mut self, name: &str, page: &Page) -> Table {
        let headings = page.rows.first().map_or(&[] as &[Cell], Vec::as_slice);
        let columns: Vec<rust_xlsxwriter::TableColumn> =
            headings.iter().map(|cell| rust_xlsxwriter::TableColumn::new().set_header(self.plain(&cell.plain()))).collect();
        Table::new().set_name(name).set_columns(&columns).set_style(TableStyle::Light1)
    }

    fn cell(&mut self, sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
        let formats = &self.formats;
        match cell {
            Cell::Missing => {}
            Cell::Count(count) => drop(sheet.write_number_with_format(row, column, *count as f64, &formats.small)?),
            Cell::Number(value) | Cell::Percent(value) | Cell::Figure(value, _) => {
                sheet.write_number_with_format(row, column, *value, &formats.number)?;
            }
            Cell::Stage(stage) => drop(sheet.write_number_with_format(row, column, f64::from(stage.number()), &formats.small)?),
            Cell::Phase(phase) | Cell::PhaseFromTies(phase) => {
                sheet.write_number_with_format(row, column, f64::from(phase.number()), &formats.small)?;
            }
            Cell::Day(day) => drop(sheet.write_datetime_with_format(row, column, day, &formats.day)?),
            Cell::Mark(mark) => {
                let mark = self.plain(mark);
                sheet.write_string_with_format(row, column, mark, &self.formats.mark)?;
            }
            Cell::Text(text) => self.text(sheet, (row, column), text)?,
            Cell::Words(words) => self.text(sheet, (row, column), &words.join(", "))?,
        }
        Ok(())
    }

    fn text(&mut self, sheet: &mut Worksheet, (row, column): (u32, u16), text: &str) -> Result<(), XlsxError> {
        let text = self.plain(text);
        let formats = &self.formats;
        let format = if is_risky(&text) { &formats.guarded } else { &formats.text };
        sheet.write_string_with_format(row, column, text, format)?;
        Ok(())
    }

    /// The text with every character that XML has no place for replaced; line ends are those of XML.
    fn plain(&mut self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let replaced = text.chars().filter(|letter| !is_xml(*letter)).count();
        self.replaced += replaced;
        if replaced == 0 {
            text
        } else {
            text.chars().map(|letter| if is_xml(letter) { letter } else { char::REPLACEMENT_CHARACTER }).collect()
        }
    }
}

/// How wide each column is; none for one that is to be hidden.
fn widths(page: &Page) -> Vec<Option<usize>> {
    let mut widest = vec![0; page.columns()];
    let mut is_blank = vec![true; page.columns()];
    for (at, row) in page.rows.iter().enumerate() {
        let is_heading = at == 0 && !matches!(page.frame, Frame::Lines);
        for ((cell, width), blank) in row.iter().zip(&mut widest).zip(&mut is_blank) {
            *blank &= is_heading || *cell == Cell::Missing;
            if at < ROWS_LOOKED_AT {
                *width = (*width).max(width_of(cell));
            }
        }
    }
    let hides = matches!(page.frame, Frame::Sheet { .. }) && page.rows.len() > 1;
    let fitted = widest.into_iter().map(|width| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
    fitted.zip(is_blank).map(|(width, blank)| (!(hides && blank)).then_some(width)).collect()
}

/// How many lines the highest cell of a row takes.
fn lines_of(cells: &[Cell], widths: &[Option<usize>]) -> usize {
    let lines = |(cell, width): (&Cell, &Option<usize>)| match (cell, width) {
        (Cell::Text(_) | Cell::Words(_), Some(width)) => words::wrap(&cell.plain(), *width).len(),
        (_, _) => 1,
    };
    cells.iter().zip(widths).map(lines).max().unwrap_or(1)
}

/// The letters of the longest line of a cell.
fn width_of(cell: &Cell) -> usize {
    match cell {
        Cell::Day(_) => "30 Sept 2026".len(),
        Cell::Missing
        | Cell::Text(_)
        | Cell::Words(_)
        | Cell::Count(_)
        | Cell::Number(_)
        | Cell::Percent(_)
        | Cell::Figure(..)
        | Cell::Stage(_)
        | Cell::Phase(_)
        | Cell::PhaseFromTies(_)
        | Cell::Mark(_) => cell.plain().lines().map(words::columns).max().unwrap_or(0),
    }
}
