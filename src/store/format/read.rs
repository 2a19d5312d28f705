//! The bytes of a file to a network, or everything that is wrong with it.

use ecow::EcoString;
use rayon::prelude::*;
use ron::error::SpannedResult;
use serde::de::DeserializeOwned;

use super::{
    super::fault::{Fault, FileFault},
    FORMAT, Guard,
    decode::decode,
    diagnose::{diagnose, unfinished_label},
    laws::broken_laws,
    lines::Lines,
    outline::{Broken, DEPTH_LIMIT, Outline, Piece, outline},
};
use crate::{
    framework::ron_options,
    model::{About, Gathered, Network, Record, RecordKind},
};

/// A network as a file held it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub network: Network,
    pub guard: Guard,
    /// What the next save will write otherwise than it stands.
    pub notes: Vec<Note>,
}

/// Something about the file that is no fault, but that a save will change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    ByteOrderMark,
    CarriageReturns,
    Comments {
        count: usize,
    },
    /// It was torn by a save that stopped half-way, and was put together again.
    PutTogether,
}

impl Note {
    /// The note as a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::ByteOrderMark => "A byte-order mark at the start of the file will be left out at the next save.".to_owned(),
            Self::CarriageReturns => "Lines end in CR LF; the next save writes LF.".to_owned(),
            Self::PutTogether => {
                "The map was being written when the program or the computer stopped; it was put together again from its last version and your steps.".to_owned()
            }
            Self::Comments { count: 1 } => "The file has 1 comment written by hand; the next save leaves it out.".to_owned(),
            Self::Comments { count } => format!("The file has {count} comments written by hand; the next save leaves them out."),
        }
    }
}

/// A record and where its text stands in the file.
pub(super) struct Placed<'a> {
    pub(super) record: Record,
    pub(super) piece: Piece<'a>,
}

/// The network of the file's bytes, or its faults sorted by line.
///
/// Cost: O(bytes) for the outline, then the records on all cores.
pub fn read(bytes: &[u8]) -> Result<Parsed, Vec<Fault>> {
    let (text, has_mark) = decode(bytes).map_err(|fault| vec![fault])?;
    let parts = outline(text).map_err(|broken| vec![why_broken(text, broken)])?;
    let Head { about, guard } = head(text, &parts)?;
    let records = gather(text, &parts).map_err(|faults| markers_first(text, faults))?;
    let network = Network::from_gathered(about, records).map_err(|_refusal| match parse_all(&parts) {
        Ok(placed) => broken_laws(text, &placed),
        Err(_) => vec![Fault::of_file(FileFault::NotAMap)],
    })?;
    let marks = has_mark.then_some(Note::ByteOrderMark);
    let returns = text.contains("\r\n").then_some(Note::CarriageReturns);
    let comments = (parts.comments > 0).then_some(Note::Comments { count: parts.comments });
    Ok(Parsed { network, guard, notes: [marks, returns, comments].into_iter().flatten().collect() })
}

struct Head {
    about: About,
    guard: Guard,
}

fn head(text: &str, parts: &Outline<'_>) -> Result<Head, Vec<Fault>> {
    let mut faults = Vec::new();
    let format = field(text, parts, "permea").map_err(|fault| vec![fault])?;
    match format.parse::<u32>() {
        Ok(format) if format > FORMAT => return Err(vec![Fault::of_file(FileFault::Newer { format, known: FORMAT })]),
        Ok(FORMAT) => {}
        Ok(_) | Err(_) => faults.push(bad_head(text, parts, "permea")),
    }
    for (name, _) in &parts.fields {
        if !["permea", "uid", "name", "save"].contains(&name.text) {
            faults.push(Fault::at(Lines::of(text).line_at(name.at), FileFault::UnknownSection { name: name.text.to_owned() }));
        }
    }
    let mut string = |name: &'static str| match field(text, parts, name).map(ron::from_str::<EcoString>) {
        Ok(Ok(value)) => value,
        Ok(Err(_)) => {
            faults.push(bad_head(text, parts, name));
            EcoString::new()
        }
        Err(fault) => {
            faults.push(fault);
            EcoString::new()
        }
    };
    let (uid, name, guard) = (string("uid"), string("name"), string("save"));
    if faults.is_empty() { Ok(Head { about: About { name, uid }, guard: Guard::new(guard) }) } else { Err(markers_first(text, faults)) }
}

/// The value of a field of the head as written.
fn field<'a>(text: &str, parts: &Outline<'a>, name: &'static str) -> Result<&'a str, Fault> {
    let mut found = parts.fields.iter().filter(|(field, _)| field.text == name);
    let (_, value) = found.next().ok_or(Fault::of_file(FileFault::NoHead { field: name }))?;
    match found.next() {
        Some((again, _)) => Err(Fault::at(Lines::of(text).line_at(again.at), FileFault::HeadTwice { field: name })),
        None => Ok(value.text),
    }
}

fn bad_head(text: &str, parts: &Outline<'_>, name: &'static str) -> Fault {
    let found = parts.fields.iter().find(|(field, _)| field.text == name);
    let (at, value) = found.map_or((0, ""), |(_, value)| (value.at, value.text));
    Fault::at(Lines::of(text).line_at(at), FileFault::BadHead { field: name, text: value.to_owned() })
}

/// Records parsed at once: enough to keep the cores busy, few enough to be small in memory.
const PARSED_AT_ONCE: usize = 1 << 14;

fn gather(text: &str, parts: &Outline<'_>) -> Result<Gathered, Vec<Fault>> {
    let mut gathered = Gathered::default();
    for some in parts.records.chunks(PARSED_AT_ONCE) {
        let read: Vec<SpannedResult<Record>> = some.par_iter().map(|(kind, piece)| parse(*kind, piece.text)).collect();
        for result in read {
            let Ok(record) = result else { return Err(misread(text, parts)) };
            gathered.add(record);
        }
    }
    Ok(gathered)
}

/// Every record that cannot be read, in the order of lines.
fn misread(text: &str, parts: &Outline<'_>) -> Vec<Fault> {
    let lines = Lines::of(text);
    let failed = |(kind, piece): &(RecordKind, Piece<'_>)| {
        let error = parse(*kind, piece.text).err()?;
        Some(diagnose(&lines, *kind, *piece, &error))
    };
    let mut faults: Vec<Fault> = parts.records.par_iter().filter_map(failed).collect();
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn parse_all<'a>(parts: &Outline<'a>) -> SpannedResult<Vec<Placed<'a>>> {
    parts.records.iter().map(|(kind, piece)| Ok(Placed { record: parse(*kind, piece.text)?, piece: *piece })).collect()
}

/// A record from its text.
fn parse(kind: RecordKind, text: &str) -> SpannedResult<Record> {
    match kind {
        RecordKind::Member => from_ron(text).map(Record::Member),
        RecordKind::Membership => from_ron(text).map(Record::Membership),
        RecordKind::Tie => from_ron(text).map(Record::Tie),
        RecordKind::Visit => from_ron(text).map(Record::Visit),
        RecordKind::Rating => from_ron(text).map(Record::Rating),
        RecordKind::Measure => from_ron(text).map(Record::Measure),
        RecordKind::NationalFigure => from_ron(text).map(Record::NationalFigure),
        RecordKind::Family => from_ron(text).map(Record::Family),
        RecordKind::Response => from_ron(text).map(Record::Response),
        RecordKind::Remark => from_ron(text).map(Record::Remark),
        RecordKind::Capacity => from_ron(text).map(Record::Capacity),
        RecordKind::Support => from_ron(text).map(Record::Support),
        RecordKind::Definition => from_ron(text).map(Record::Definition),
        RecordKind::NamedView => from_ron(text).map(Record::NamedView),
        RecordKind::Pin => from_ron(text).map(Record::Pin),
        RecordKind::Conflict => from_ron(text).map(Record::Conflict),
    }
}

/// A value from its line.
pub(in crate::store) fn from_ron<T: DeserializeOwned>(text: &str) -> SpannedResult<T> {
    ron_options().from_str(text)
}

/// What the break in the outline means to a person.
fn why_broken(text: &str, broken: Broken) -> Fault {
    if let Some(line) = marker_line(text) {
        return Fault::at(line, FileFault::Markers);
    }
    match broken {
        Broken::Extra(at) => Fault::at(Lines::of(text).line_at(at), FileFault::Extra),
        Broken::Deep(at) => Fault::at(Lines::of(text).line_at(at), FileFault::TooDeep { limit: DEPTH_LIMIT }),
        Broken::Unexpected(at) if text.trim_start().starts_with("(permea") => Fault::at(Lines::of(text).line_at(at), FileFault::Unreadable),
        Broken::Unexpected(at) => Fault::at(Lines::of(text).line_at(at), FileFault::NotAMap),
        Broken::Ends(from) => ends(text, from),
        Broken::Unclosed(from) => unclosed(text, from),
    }
}

/// A file that ends in a record is cut off, unless records follow: then a bracket or a quote was lost.
fn ends(text: &str, from: usize) -> Fault {
    let rest = text.get(from..).unwrap_or_default();
    if from > 0 && rest.contains("\n(") {
        return unclosed(text, from);
    }
    let lines = Lines::of(text);
    Fault::at(lines.line_at(text.trim_end().len()), FileFault::CutOff { record: unfinished(text, from) })
}

fn unclosed(text: &str, from: usize) -> Fault {
    Fault::at(Lines::of(text).line_at(from), FileFault::Unclosed { record: unfinished(text, from) })
}

/// What to call the record that begins here and has no end.
fn unfinished(text: &str, from: usize) -> Option<String> {
    let (before, rest) = text.split_at_checked(from)?;
    let first_line = rest.lines().next().filter(|line| line.starts_with('('))?;
    let section = before.lines().rev().find_map(|line| line.trim().strip_suffix('[')?.trim_end().strip_suffix(':'));
    let kind = RecordKind::ALL.iter().copied().find(|kind| Some(kind.section()) == section);
    Some(unfinished_label(kind, first_line))
}

fn markers_first(text: &str, faults: Vec<Fault>) -> Vec<Fault> {
    match marker_line(text) {
        Some(line) => vec![Fault::at(line, FileFault::Markers)],
        None => faults,
    }
}

/// The first line that git wrote between two versions.
fn marker_line(text: &str) -> Option<usize> {
    let found = text.lines().position(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line == "=======");
    found.map(|before| before + 1)
}
