//! Rows of which nothing was used, as sheets to mend: their own cells, where they stood, and why they were set aside.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    guard::sheet_line,
    import::Loaded,
    ledger::{Ledger, RowId},
};

/// What stands before the headings that say where a row stood and why it was set aside. Such columns are never read.
const OURS: &str = "permea: ";

/// A sheet beside the map about one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideSheet {
    /// The source.
    pub file: EcoString,
    pub rows: usize,
    pub holds: Holds,
    /// The sheet as delimited text, which spreadsheets open as it is.
    pub bytes: Vec<u8>,
}

/// What a sheet beside the map lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Rows of which nothing was used, to be mended and imported.
    Rows,
    /// What was taken out of rows that were used.
    TakenOut,
}

impl Holds {
    /// The word in the name of the sheet.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rows => "set-aside",
            Self::TakenOut => "taken-out",
        }
    }
}

/// The cells of a row by their heading, where no sheet holds it.
pub(super) type Original = Vec<(EcoString, EcoString)>;

/// Whether a heading is one that a sheet of rows set aside has beside those of the source.
pub(super) fn is_ours(heading: &str) -> bool {
    heading.to_lowercase().starts_with(OURS)
}

/// One row to be written.
struct Row {
    line: Option<u64>,
    reason: EcoString,
    cells: Vec<EcoString>,
}

/// The sheets of what was set aside, one for each source that has such rows.
pub(super) fn sheets(loaded: &[Loaded], ledger: &Ledger) -> Vec<AsideSheet> {
    let mut sheets = Vec::new();
    for source in loaded {
        let rows = (0..).zip(&source.sheet.rows).filter_map(|(index, row)| {
            let reason = ledger.reason(Ledger::row(source.first, index))?;
            let cells = (0..row.width()).map(|column| row.cell(column).into()).collect();
            Some(Row { line: Some(row.line), reason: reason.clone(), cells })
        });
        sheets.push((source.sheet.file.clone(), source.sheet.headings.clone(), rows.collect()));
    }
    for (file, rows) in ledger.originals() {
        let (headings, rows) = with_headings(rows, ledger);
        sheets.push((file, headings, rows));
    }
    let of_rows = sheets.into_iter().filter(|(_, _, rows)| !rows.is_empty());
    let of_rows = of_rows.map(|(file, headings, rows)| written(file, &headings, rows));
    let of_sheets = loaded.iter().filter_map(|source| source.sheet.taken.sheet(&source.sheet.file));
    let of_others = ledger.taken().iter().filter_map(|(file, taken)| taken.sheet(file));
    of_rows.chain(of_sheets).chain(of_others).collect()
}

/// Rows of cells with headings of their own under one row of headings.
fn with_headings(rows: Vec<(RowId, Original)>, ledger: &Ledger) -> (Vec<EcoString>, Vec<Row>) {
    let mut headings: Vec<EcoString> = Vec::new();
    let mut places: BTreeMap<EcoString, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (id, original) in rows {
        let mut cells = Vec::new();
        for (heading, value) in original {
            let at = *places.entry(heading.clone()).or_insert_with(|| {
                headings.push(heading);
                headings.len() - 1
            });
            if cells.len() <= at {
                cells.resize(at + 1, EcoString::new());
            }
            if let Some(slot) = cells.get_mut(at) {
                *slot = value;
            }
        }
        out.push(Row { line: ledger.line(id), reason: ledger.reason(id).cloned().unwrap_or_default(), cells });
    }
    (headings, out)
}

fn written(file: EcoString, headings: &[EcoString], rows: Vec<Row>) -> AsideSheet {
    // Whoever mends a sheet of rows set aside and imports it again finds these columns once.
    let own: Vec<usize> = (0..).zip(headings).filter(|(_, heading)| !is_ours(heading)).map(|(at, _)| at).collect();
    let past = headings.len();
    // A spreadsheet takes the text for UTF-8 only by this mark.
    let mut text = String::from("\u{feff}");
    let mut write = |told: [EcoString; 2], cells: &[EcoString]| {
        let cell = |at: &usize| cells.get(*at).cloned().unwrap_or_default();
        let surplus = cells.iter().skip(past).cloned();
        text.push_str(&sheet_line(told.into_iter().chain(own.iter().map(cell)).chain(surplus)));
        text.push('\n');
    };
    write([eco_format!("{OURS}line"), eco_format!("{OURS}reason")], headings);
    let count = rows.len();
    for row in rows {
        write([row.line.map(|line| eco_format!("{line}")).unwrap_or_default(), row.reason], &row.cells);
    }
    AsideSheet { file, rows: count, bytes: text.into_bytes(), holds: Holds::Rows }
}
