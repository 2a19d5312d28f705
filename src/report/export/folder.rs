//! A folder of CSV sheets, one for each kind of record, from which the same map can be made again.
//!
//! The sheets are read back before anybody writes them: what does not come back as it is is said.

use std::ops::ControlFlow;

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, NotExported, Subject,
    page::{LONGEST_TEXT, letters_of},
    sheets::csv_of,
};
use crate::{
    exchange::{self, Options, Source, own_heading, propose, whole_cell, whole_columns},
    model::{Network, Record, RecordKind, clean},
    report::words::{spoken, words_of_kind},
};

/// The headings of a sheet, then its rows.
struct Sheet(Vec<Vec<String>>);

/// Writes a sheet for every kind of record that the map has; of members always one.
pub(super) fn write(subject: &Subject<'_>) -> Result<Exported, NotExported> {
    let network = subject.network;
    let kinds = RecordKind::ALL.iter().copied().filter(|kind| *kind == RecordKind::Member || network.count(*kind) > 0);
    let mut files = Vec::new();
    for kind in kinds {
        let name = eco_format!("{}.csv", kind.section());
        let sheet = Sheet::of(subject, kind);
        sheet.check(&name)?;
        files.push((name, csv_of(sheet.0.into_iter())));
    }
    let lossy = read_back(subject, &files)?;
    Ok(Exported { files: Files::Folder(files), lossy })
}

impl Sheet {
    /// The records of one kind.
    fn of(subject: &Subject<'_>, kind: RecordKind) -> Self {
        let records = subject.network.records(kind);
        let columns = whole_columns(kind);
        let mut own: Vec<&EcoString> = records.iter().filter_map(Record::own).flat_map(|own| own.keys()).collect();
        own.sort_unstable();
        own.dedup();
        let own_headings = own.iter().map(|field| own_heading(subject.columns, kind, &clean(field)).to_string());
        let mut rows = vec![columns.iter().map(|column| (*column).to_owned()).chain(own_headings).collect::<Vec<String>>()];
        for record in &records {
            let mut cells: Vec<String> = columns.iter().map(|column| whole_cell(record, column)).collect();
            let mut held = record.own().into_iter().flatten().peekable();
            // Both are in the order of the headings.
            cells.extend(own.iter().map(|field| {
                let value = held.next_if(|(known, _)| known == field);
                value.map_or_else(String::new, |(_, text)| text.to_string())
            }));
            // What stands around a text is lost on reading, and would hide what is to be guarded.
            rows.push(cells.into_iter().map(|cell| cell.trim().to_owned()).collect());
        }
        Self(rows)
    }

    /// Refuses what an import would.
    fn check(&self, name: &EcoString) -> Result<(), NotExported> {
        let rows = self.0.len().saturating_sub(1);
        if rows > exchange::MOST_ROWS {
            return Err(NotExported::ManyRows { sheet: name.clone(), rows, limit: exchange::MOST_ROWS });
        }
        let columns = self.0.first().map_or(0, Vec::len);
        if columns > exchange::MOST_COLUMNS {
            return Err(NotExported::ManyColumns { sheet: name.clone(), columns, limit: exchange::MOST_COLUMNS });
        }
        for (row, cells) in (1..).zip(&self.0) {
            if let Some(letters) = cells.iter().map(|cell| letters_of(cell)).find(|letters| *letters > LONGEST_TEXT) {
                return Err(NotExported::LongText { sheet: name.clone(), row, letters, limit: LONGEST_TEXT });
            }
        }
        Ok(())
    }
}

/// Makes a map of the sheets and says in what it differs from the one they were written from.
fn read_back(subject: &Subject<'_>, files: &[(EcoString, Vec<u8>)]) -> Result<Lossy, NotExported> {
    let (network, mut lossy) = (subject.network, Lossy::default());
    if network.members().is_empty() {
        return Ok(lossy);
    }
    let refused = |error: exchange::Unreadable| NotExported::NotReadBack { why: error.to_string() };
    let sources: Vec<Source<'_>> = files.iter().map(|(name, bytes)| Source { name: name.clone(), bytes, kind: None }).collect();
    let again =
        propose(&Network::default(), &sources, subject.columns, Options::default(), &mut |_| ControlFlow::Continue(())).map_err(refused)?;
    for &kind in RecordKind::ALL {
        for record in network.records(kind) {
            match again.network.record(kind, record.key()) {
                Some(read) if read == record => {}
                Some(read) => lose_fields(&mut lossy, &record, &read),
                None => lossy.lose(
                    1,
                    &format!("{} cannot be read back, as something it needs is blank", words_of_kind(kind).0),
                    &format!("{} cannot be read back, as something they need is blank", words_of_kind(kind).1),
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
        let of = words_of_kind(kind).1;
        let field = clean(&spoken(field));
        lossy.lose(
            1,
            &format!("text under `{field}` of {of} has signs that cannot be seen, or spaces too many; it comes back without them"),
            &format!("texts under `{field}` of {of} have signs that cannot be seen, or spaces too many; they come back without them"),
        );
    }
}
