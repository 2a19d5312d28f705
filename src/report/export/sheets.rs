//! A folder of CSV sheets, one for each kind of record, from which the same map can be made again.
//!
//! The sheets are read back before anybody writes them: what does not come back as it is is said.

use std::ops::ControlFlow;

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, NotExported, Subject,
    page::{LONGEST_TEXT, letters_of},
};
use crate::{
    exchange::{self, Columns, Options, Source, guarded, own_heading, propose, whole_cell, whole_columns},
    model::{Network, Record, RecordKind, clean},
    report::words::spoken,
};

/// One sheet: its name, its headings, its rows.
struct Sheet {
    kind: RecordKind,
    rows: Vec<Vec<String>>,
}

/// Writes a sheet for every kind of record that the map has; of members always one.
pub(super) fn write(subject: &Subject<'_>) -> Result<Exported, NotExported> {
    let network = subject.network;
    let kinds = RecordKind::ALL.iter().copied().filter(|kind| *kind == RecordKind::Member || network.count(*kind) > 0);
    let mut files = Vec::new();
    for kind in kinds {
        let name = eco_format!("{}.csv", kind.section());
        let sheet = sheet_of(network, kind);
        sheet.check(&name)?;
        files.push((name, sheet.csv()));
    }
    let lossy = read_back(network, &files)?;
    Ok(Exported { files: Files::Folder(files), lossy })
}

/// The headings and rows of the records of one kind.
fn sheet_of(network: &Network, kind: RecordKind) -> Sheet {
    let records = network.records(kind);
    let columns = whole_columns(kind);
    let mut own: Vec<&EcoString> = records.iter().flat_map(own_fields).map(|(field, _)| field).collect();
    own.sort_unstable();
    own.dedup();
    let headings = columns.iter().map(|column| (*column).to_owned()).chain(own.iter().map(|field| own_heading(field).to_string()));
    let mut rows = vec![headings.collect::<Vec<String>>()];
    for record in &records {
        let mut cells: Vec<String> = columns.iter().map(|column| whole_cell(record, column)).collect();
        let mut held = own_fields(record).peekable();
        // Both are in the order of the headings.
        cells.extend(
            own.iter().map(|field| held.next_if(|(known, _)| known == field).map_or_else(String::new, |(_, text)| text.to_string())),
        );
        rows.push(cells);
    }
    Sheet { kind, rows }
}

/// The fields of the user's own that a record has, by their headings.
fn own_fields(record: &Record) -> impl Iterator<Item = (&EcoString, &EcoString)> {
    let own = if let Record::Member(member) = record { Some(&member.own) } else { None };
    own.into_iter().flatten()
}

impl Sheet {
    /// Refuses what an import would.
    fn check(&self, name: &EcoString) -> Result<(), NotExported> {
        let rows = self.rows.len().saturating_sub(1);
        if rows > exchange::MOST_ROWS {
            return Err(NotExported::ManyRows { sheet: name.clone(), rows, limit: exchange::MOST_ROWS });
        }
        let columns = self.rows.first().map_or(0, Vec::len);
        if columns > exchange::MOST_COLUMNS {
            return Err(NotExported::ManyColumns { sheet: name.clone(), columns, limit: exchange::MOST_COLUMNS });
        }
        for (row, cells) in (1..).zip(&self.rows) {
            if let Some(letters) = cells.iter().map(|cell| letters_of(cell)).find(|letters| *letters > LONGEST_TEXT) {
                return Err(NotExported::LongText { sheet: name.clone(), row, letters, limit: LONGEST_TEXT });
            }
        }
        Ok(())
    }

    /// Comma-separated text: everything that is no number stands in quotes, and nothing of it is computed where it is opened.
    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::NonNumeric).from_writer(Vec::new());
        for row in &self.rows {
            // Writing to memory cannot fail, and every row has as many cells as there are headings.
            let _written = writer.write_record(row.iter().map(|cell| guarded(cell.trim()).into_owned()));
        }
        debug_assert!(self.rows.iter().all(|row| row.len() >= whole_columns(self.kind).len()));
        writer.into_inner().unwrap_or_default()
    }
}

/// Makes a map of the sheets and says in what it differs from the one they were written from.
fn read_back(network: &Network, files: &[(EcoString, Vec<u8>)]) -> Result<Lossy, NotExported> {
    let mut lossy = Lossy::default();
    if network.members().is_empty() {
        return Ok(lossy);
    }
    let refused = |error: exchange::Unreadable| NotExported::NotReadBack { why: error.to_string() };
    let sources: Vec<Source<'_>> = files.iter().map(|(name, bytes)| Source { name: name.clone(), bytes, kind: None }).collect();
    let columns = Columns::built_in().map_err(refused)?;
    let again =
        propose(&Network::default(), &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(())).map_err(refused)?;
    for &kind in RecordKind::ALL {
        for record in network.records(kind) {
            match again.network.record(kind, record.key()) {
                Some(read) if read == record => {}
                Some(read) => lose_fields(&mut lossy, &record, &read),
                None => lossy.lose(
                    1,
                    &format!("{} cannot be read back, as something it needs is blank", spoken(kind.word())),
                    &format!("{} cannot be read back, as something they need is blank", spoken(kind.section())),
                ),
            }
        }
    }
    Ok(lossy)
}

/// Names the fields that differ.
fn lose_fields(lossy: &mut Lossy, record: &Record, read: &Record) {
    let kind = record.kind();
    for field in kind.field_names().into_iter().filter(|field| !record.agrees_in(read, field)) {
        let of = spoken(kind.section());
        let field = clean(&spoken(field));
        lossy.lose(
            1,
            &format!("text under `{field}` of {of} has signs that cannot be seen, or spaces too many; it comes back without them"),
            &format!("texts under `{field}` of {of} have signs that cannot be seen, or spaces too many; they come back without them"),
        );
    }
}
