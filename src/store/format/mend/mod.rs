//! A file in which something is wrong, and what is done about it so that the rest is a map.
//!
//! Nobody's words are guessed: a value that cannot be read is taken out of its record, a record that cannot stand is set
//! aside, and each keeps its text as it was. Looking at a faulty map and repairing it are the same: what is shown is what a
//! repair would make.

mod head;
mod laws;
mod record;

use rayon::prelude::*;

use super::{
    super::fault::{Fault, FileFault, Severity},
    Guard, Note,
    lines::Lines,
    outline::Outline,
    read::{Placed, marker_line},
};
use crate::model::Network;
use head::mend_head;
use laws::keep_laws;
use record::read_record;

/// One thing that is wrong with a file, and what is done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cure {
    pub fault: Fault,
    pub deed: CureDeed,
    /// What stood there, as it was written.
    pub was: String,
}

/// What is done so that the rest is a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CureDeed {
    /// The value is taken out of its record.
    TakenOut,
    /// The whole record, or the whole section, is set aside.
    SetAside,
    /// A value that must be there is filled in with this one.
    Filled(String),
    /// What stood there is written as this.
    Changed(String),
    /// What could be read of the record stays.
    InPart,
    /// The record is kept under this id.
    Renamed(String),
    /// The record stands there already, word for word.
    OnceOnly,
}

impl Cure {
    /// What is done, for the end of a sentence.
    pub fn words(&self) -> String {
        match &self.deed {
            CureDeed::TakenOut => "the value is taken out".to_owned(),
            CureDeed::SetAside => "it is set aside".to_owned(),
            CureDeed::Filled(text) => format!("it is filled in with {}", super::super::shown::quoted(&format!("\"{text}\""))),
            CureDeed::Changed(text) => format!("it becomes {}", super::super::shown::quoted(&format!("\"{text}\""))),
            CureDeed::InPart => "what can be read of it stays".to_owned(),
            CureDeed::Renamed(id) => format!("it is kept under the id {}", super::super::shown::quoted(id)),
            CureDeed::OnceOnly => "one of the two stays".to_owned(),
        }
    }

    /// The deed's name for scripts.
    pub fn word(&self) -> &'static str {
        match &self.deed {
            CureDeed::TakenOut => "taken_out",
            CureDeed::SetAside => "set_aside",
            CureDeed::Filled(_) => "filled",
            CureDeed::Changed(_) => "changed",
            CureDeed::InPart => "in_part",
            CureDeed::Renamed(_) => "renamed",
            CureDeed::OnceOnly => "once_only",
        }
    }
}

/// What is left of a file when everything that is wrong with it is cured.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    pub network: Network,
    pub guard: Guard,
    /// Sorted by line.
    pub cures: Vec<Cure>,
    pub notes: Vec<Note>,
    /// The file's format, if a newer permea wrote it.
    pub newer: Option<u32>,
}

impl Mended {
    /// Whether the file is a map in which only single records are wrong, so that the rest may be looked at.
    pub fn may_be_looked_at(&self) -> bool {
        self.newer.is_some() || self.cures.iter().all(|cure| cure.fault.severity() == Severity::Records)
    }

    pub fn faults(&self) -> Vec<Fault> {
        self.cures.iter().map(|cure| cure.fault.clone()).collect()
    }
}

/// What a text of this outline is when it is mended; without notes.
///
/// Cost: O(bytes · log records), and for each record that is wrong as often its bytes as it has fields.
pub(super) fn mend_parts(text: &str, parts: &Outline<'_>) -> Result<Mended, Vec<Fault>> {
    let lines = Lines::of(text);
    let head = mend_head(text, &lines, parts);
    let read: Vec<_> = parts.records.par_iter().map(|(kind, piece)| read_record(&lines, *kind, *piece)).collect();
    let mut cures = head.cures;
    let mut placed: Vec<Placed<'_>> = Vec::with_capacity(read.len());
    for (record, of_record) in read {
        placed.extend(record);
        cures.extend(of_record);
    }
    let records = keep_laws(&lines, placed, &mut cures);
    if let (Some(line), false) = (marker_line(text), cures.is_empty()) {
        return Err(vec![Fault::at(line, FileFault::Markers)]);
    }
    let network = Network::from_records(head.about, records).map_err(|_refusal| vec![Fault::of_file(FileFault::NotAMap)])?;
    cures.sort_by_key(|cure| cure.fault.line);
    Ok(Mended { network, guard: head.guard, cures, notes: Vec::new(), newer: head.newer })
}
