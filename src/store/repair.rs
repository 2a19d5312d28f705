//! Repair: what is wrong with a map's file is mended, shown before it is written, and kept as it was.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use super::{
    chance::new_guard,
    clock::{here, now},
    disk::in_words,
    fault::{Fault, OpenError, Reason, RecordFault},
    format::{self, Cure, CureDeed, FORMAT, Guard, Looked, Note},
    look::{of_faults, record_lines_in},
    map_file::MapFile,
    new_file::write_new,
    ordinary::read_file,
    safe::Safe,
    save::SaveError,
    shown::shown,
};
use crate::{
    compare::comments_as_notes,
    model::{Network, Record, RecordKind, clean},
};

/// Whether names lose the characters that cannot be seen, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    AsTheyAre,
    Cleaned,
}

/// What a repair of a map's file does. Nothing is written yet.
#[derive(Debug)]
pub struct Repair {
    path: PathBuf,
    bytes: Vec<u8>,
    guard: Guard,
    /// The map when it is mended.
    pub network: Network,
    /// What is wrong and what is done about it, by line; nothing if the file is whole.
    pub cures: Vec<Cure>,
    /// How many comments written by hand become notes by it.
    pub comments: usize,
}

/// Why a file cannot be repaired. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NoRepair {
    /// The file is no map that could be mended, or cannot be read.
    #[error("{0}")]
    Unreadable(OpenError),
    #[error("{file} was written by a newer permea (format {format}; this one knows {known}). Nothing is wrong with it: update permea.")]
    Newer { file: String, format: u32, known: u32 },
}

impl Repair {
    /// Finds out what a repair of the file would do.
    pub fn plan(path: &Path, names: Names) -> Result<Self, NoRepair> {
        let bytes = read_file(path).map_err(|reason| unreadable(path, reason))?;
        let (network, guard, mut cures, notes) = match format::look(&bytes) {
            Ok(Looked::Whole(parsed)) => (parsed.network, parsed.guard, Vec::new(), parsed.notes),
            Ok(Looked::Mended(mended)) => match mended.newer {
                Some(format) => return Err(NoRepair::Newer { file: shown(&path.to_string_lossy()), format, known: FORMAT }),
                None => (mended.network, mended.guard, mended.cures, mended.notes),
            },
            Err(faults) => return Err(NoRepair::Unreadable(of_faults(path, faults))),
        };
        let network = match names {
            Names::AsTheyAre => network,
            Names::Cleaned => clean_names(network, &bytes, &mut cures),
        };
        cures.sort_by_key(|cure| cure.fault.line);
        let (network, comments) = if cures.is_empty() { (network, 0) } else { with_comments(network, &notes) };
        Ok(Self { path: path.to_owned(), bytes, guard, network, cures, comments })
    }

    /// Writes the mended map in the place of the file. The file as it was is kept first, and what was taken out of it stands in
    /// a file beside it, whose path is the answer.
    pub fn write(&self) -> Result<PathBuf, SaveError> {
        let file = shown(&self.path.to_string_lossy());
        let safe = Safe::of(&self.network.about.uid, &self.path)
            .ok_or_else(|| SaveError::NoCopy { file: file.clone(), why: "this computer has no place for it".to_owned() })?;
        safe.keep_version(&self.bytes).map_err(|error| SaveError::NoCopy { file, why: in_words(&error) })?;
        let side = self.write_aside()?;
        let saved = MapFile::of(&self.path, self.guard.clone(), &self.bytes).save(&self.network, new_guard());
        if let Err(error) = saved {
            // Without a repair there is nothing to tell of; what stays does no harm.
            let _removed = std::fs::remove_file(&side);
            return Err(error);
        }
        // The next save keeps what cannot be kept now.
        let _kept = read_file(&self.path).map(|bytes| safe.keep_version(&bytes));
        Ok(side)
    }

    /// What was taken out, as it was written, in a new file beside the map.
    fn write_aside(&self) -> Result<PathBuf, SaveError> {
        let name = super::map_file::name_of(&self.path);
        let stem = name.strip_suffix(".ron").unwrap_or(&name);
        let stem = stem.strip_suffix(".permea").unwrap_or(stem);
        let text = self.aside_in_words(&name);
        for number in 1..=MOST_SIDE_FILES {
            let ending = if number == 1 { String::new() } else { format!("-{number}") };
            let path = self.path.with_file_name(format!("{stem}.set-aside{ending}.txt"));
            match write_new(&path, text.as_bytes()) {
                Ok(()) => return Ok(path),
                Err(SaveError::Exists { .. }) if number < MOST_SIDE_FILES => {}
                Err(error) => return Err(error),
            }
        }
        Err(SaveError::Exists { file: shown(&self.path.with_file_name(format!("{stem}.set-aside.txt")).to_string_lossy()) })
    }

    fn aside_in_words(&self, name: &str) -> String {
        let mut text = format!(
            "What `permea repair` changed in {name} at {}. The whole file as it was is kept on that computer as well.\n",
            here(now())
        );
        for cure in &self.cures {
            // Writing to a text does not fail.
            let _written = write!(text, "\n{}: {}.\n{}\n", cure.fault.told(name).trim_end_matches('.'), cure.words(), cure.was);
        }
        text
    }
}

/// So many repairs of one map can each have a file beside it.
const MOST_SIDE_FILES: usize = 999;

fn unreadable(path: &Path, reason: Reason) -> NoRepair {
    NoRepair::Unreadable(OpenError::new(path.to_string_lossy(), reason))
}

/// The network with the file's comments as notes, and how many there are.
fn with_comments(network: Network, notes: &[Note]) -> (Network, usize) {
    let comments = notes.iter().find_map(|note| if let Note::Comments(comments) = note { Some(comments) } else { None });
    let Some(comments) = comments else { return (network, 0) };
    let noted = comments_as_notes(&network, comments).and_then(|step| network.apply(&step).ok());
    noted.map_or((network, 0), |noted| (noted, comments.len()))
}

/// The network with names in which everything can be seen.
fn clean_names(network: Network, bytes: &[u8], cures: &mut Vec<Cure>) -> Network {
    let odd: Vec<String> =
        network.members().iter().filter(|member| clean(&member.name) != member.name).map(|member| member.id.to_string()).collect();
    if odd.is_empty() {
        return network;
    }
    let lines = record_lines_in(bytes, RecordKind::Member);
    let mut records: Vec<Record> = RecordKind::ALL.iter().flat_map(|&kind| network.records(kind)).collect();
    for record in &mut records {
        let Record::Member(member) = record else { continue };
        if !odd.iter().any(|id| *id == member.id.as_str()) {
            continue;
        }
        let cleaned = clean(&member.name);
        let line = lines.get(member.id.as_str()).copied().unwrap_or(1);
        let fault = Fault::of_record(line, RecordFault::UnseenInName { name: member.name.to_string() });
        let name = if cleaned.is_empty() { "(no name)".into() } else { cleaned };
        cures.push(Cure { fault, deed: CureDeed::Changed(name.to_string()), was: format::in_words_of_the_file(&member.name) });
        member.name = name;
    }
    Network::from_records(network.about.clone(), records).unwrap_or(network)
}
