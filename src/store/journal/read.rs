//! The bytes of a journal to what it says, as far as it is sound. They may be anything.

use ecow::EcoString;

use super::{
    entry::{Entry, Header, Mark},
    line::{Line, read_first_line, read_line},
};
use crate::{
    model::Deed,
    store::format::{FORMAT, from_ron},
};

/// What a journal says, as far as it is sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub header: Header,
    pub entries: Vec<Entry>,
    pub ending: Ending,
    /// The bytes up to the end of the last entry that counts.
    pub sound_bytes: usize,
}

impl Reading {
    /// What was done up to a place, as a mark gives it.
    pub fn deeds_through(&self, place: usize) -> Vec<Deed> {
        self.entries.iter().filter_map(Entry::deed).take(place).cloned().collect()
    }

    /// What was done from a place on.
    pub fn deeds_from(&self, place: usize) -> Vec<Deed> {
        self.entries.iter().filter_map(Entry::deed).skip(place).cloned().collect()
    }

    /// The last version of somebody else's that was joined after the first so many deeds.
    pub fn joined_from(&self, place: usize) -> Option<&EcoString> {
        let mut deeds = 0;
        let mut joined = None;
        for entry in &self.entries {
            deeds += usize::from(entry.deed().is_some());
            joined = entry.joined().filter(|_| place == 0 || deeds > place).or(joined);
        }
        joined
    }

    /// The newest mark of this version.
    pub fn mark_of(&self, hash: &str) -> Option<Mark<'_>> {
        self.entries.iter().rev().filter_map(Entry::mark).find(|mark| mark.hash == hash)
    }

    /// The names of the journals whose work stands in this one too.
    pub fn held(&self) -> impl Iterator<Item = &EcoString> {
        self.entries.iter().flat_map(Entry::held)
    }
}

/// How a journal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With its last record.
    Whole,
    /// In a record that was being written when the program or the computer stopped; so many bytes of it are there.
    Torn { bytes: usize },
    /// In a record that is not as it was written, with so many bytes from there on.
    Damaged { bytes: usize },
}

/// Why a journal says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no sound first line.
    NoHeader,
    /// A newer version of the program wrote it.
    Newer,
}

/// Reads a journal up to the first line that is not whole and sound in its place.
///
/// Cost: O(bytes), and no more memory than they take.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let first = read_first_line(bytes).ok_or(Unreadable::NoHeader)?;
    let header: Header = from_ron(first.payload).map_err(|_unlike_ours| Unreadable::Newer)?;
    if header.format > FORMAT {
        return Err(Unreadable::Newer);
    }
    let mut entries = Vec::new();
    let mut parts = String::new();
    let (mut at, mut sound_bytes) = (first.length, first.length);
    let mut last = first;
    while let Some(line) = bytes.get(at..).and_then(|rest| follows(&last, rest)) {
        (at, last) = (at + line.length, line);
        let whole = match line.payload.split_at_checked(1) {
            Some(("+", part)) => {
                parts.push_str(part);
                continue;
            }
            Some(("=", part)) => std::mem::take(&mut parts) + part,
            Some(_) | None if parts.is_empty() => line.payload.to_owned(),
            Some(_) | None => break,
        };
        let Some(entry) = Entry::parse(&whole) else { break };
        entries.push(entry);
        sound_bytes = at;
    }
    let rest = bytes.get(sound_bytes..).unwrap_or_default();
    Ok(Reading { header, entries, ending: ending(rest), sound_bytes })
}

/// The next line, if it carries the number that comes next.
fn follows<'a>(last: &Line<'_>, rest: &'a [u8]) -> Option<Line<'a>> {
    read_line(rest, last.crc).filter(|line| line.seq == last.seq.wrapping_add(1))
}

/// A record without its end was cut short; where a line ends or more follows, something was changed.
fn ending(rest: &[u8]) -> Ending {
    let bytes = rest.len();
    match bytes {
        0 => Ending::Whole,
        _ if rest.contains(&b'\n') => Ending::Damaged { bytes },
        _ => Ending::Torn { bytes },
    }
}
