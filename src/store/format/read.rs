//! The bytes of a file to a network, or everything that is wrong with it.

use std::collections::BTreeMap;

use ecow::EcoString;
use rayon::prelude::*;
use ron::error::SpannedResult;
use serde::de::DeserializeOwned;

use super::{
    super::fault::{Fault, FileFault},
    FORMAT, Guard,
    decode::decode,
    diagnose::{text_in, unfinished_label},
    lines::Lines,
    mend::{Mended, mend_parts},
    outline::{Broken, DEPTH_LIMIT, Outline, Piece, outline},
};
use crate::{
    framework::ron_options,
    model::{About, Gathered, HandComment, Network, Record, RecordKind, clean},
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    ByteOrderMark,
    CarriageReturns,
    /// Comments written by hand, in the order they stand.
    Comments(Vec<HandComment>),
    /// It was torn by a save that stopped half-way, and was put together again.
    PutTogether,
}

impl Note {
    /// The note as a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::ByteOrderMark => "A byte-order mark at the start of the file will be left out at the next save.".to_owned(),
            Self::CarriageReturns => "Lines end in CR LF; the next save writes LF.".to_owned(),
            Self::PutTogether => {
                "The map was being written when the program or the computer stopped; it was put together again from its last version and your steps.".to_owned()
            }
            Self::Comments(comments) => comments_in_words(comments),
        }
    }
}

/// `The file has 2 comments written by hand (lines 3 and 9)` and what becomes of them.
fn comments_in_words(comments: &[HandComment]) -> String {
    let lines: Vec<String> = comments.iter().map(|comment| comment.line.to_string()).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => {
            format!("The file has 1 comment written by hand (line {line}); the first save keeps it as a note on the record below it.")
        }
        [first @ .., last] => {
            let shown = first.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
            let more = if first.len() > LISTED { ", …" } else { "" };
            format!(
                "The file has {} comments written by hand (lines {shown}{more} and {last}); the first save keeps them as notes on the record below each one.",
                lines.len()
            )
        }
    }
}

/// So many lines are named in a sentence.
const LISTED: usize = 12;

/// The comments of a file, each with the record it stands above or in.
fn hand_comments(text: &str, parts: &Outline<'_>) -> Vec<HandComment> {
    let lines = Lines::of(text);
    let found = parts.comments.iter().map(|comment| {
        let below = parts.records.partition_point(|(_, piece)| piece.at + piece.text.len() <= comment.at);
        let record = parts.records.get(below).or(parts.records.last());
        let about = record.and_then(|(kind, piece)| Some((*kind, text_in::<EcoString>(piece.text, "id")?)));
        HandComment { line: lines.line_at(comment.at), text: words_of_comment(comment.text), about }
    });
    found.collect()
}

/// What a comment says.
fn words_of_comment(comment: &str) -> EcoString {
    let bare = comment.strip_prefix("//").or_else(|| comment.strip_prefix("/*")).unwrap_or(comment);
    let bare = bare.strip_suffix("*/").unwrap_or(bare);
    clean(bare.trim_matches(['/', '*', ' ', '\t']))
}

/// A record and where its text stands in the file.
pub(super) struct Placed<'a> {
    pub(super) record: Record,
    pub(super) piece: Piece<'a>,
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum Looked {
    /// Nothing is wrong with it.
    Whole(Parsed),
    /// What it is when it is mended; it may not be written over.
    Mended(Mended),
}

/// The network of the file's bytes, or its faults sorted by line.
pub fn read(bytes: &[u8]) -> Result<Parsed, Vec<Fault>> {
    match look(bytes)? {
        Looked::Whole(parsed) => Ok(parsed),
        Looked::Mended(mended) => Err(mended.faults()),
    }
}

/// What the file's bytes are, whole or mended, or the faults for which nothing can be done here.
///
/// Cost: O(bytes) for the outline, then the records on all cores; of a file in which something is wrong each record again.
pub fn look(bytes: &[u8]) -> Result<Looked, Vec<Fault>> {
    let (text, mark) = decode(bytes).map_err(|fault| vec![fault])?;
    let parts = outline(text).map_err(|broken| why_broken(text, broken))?;
    let whole = head(&parts).and_then(|head| Some((head.guard, Network::from_gathered(head.about, gather(&parts)?).ok()?)));
    match whole {
        Some((guard, network)) => Ok(Looked::Whole(Parsed { network, guard, notes: notes_of(text, mark, &parts) })),
        None => Ok(Looked::Mended(Mended { notes: notes_of(text, mark, &parts), ..mend_parts(text, &parts)? })),
    }
}

/// The line on which each record of a kind stands, by its id. Cost: O(bytes).
pub fn record_lines(bytes: &[u8], kind: RecordKind) -> BTreeMap<String, usize> {
    let Ok((text, _)) = decode(bytes) else { return BTreeMap::new() };
    let Ok(parts) = outline(text) else { return BTreeMap::new() };
    let lines = Lines::of(text);
    let of_kind = parts.records.iter().filter(|(of, _)| *of == kind);
    of_kind.filter_map(|(_, piece)| Some((text_in::<String>(piece.text, "id")?, lines.line_at(piece.at)))).collect()
}

/// What the next save writes otherwise than it stands.
pub(super) fn notes_of(text: &str, mark: Option<Note>, parts: &Outline<'_>) -> Vec<Note> {
    let returns = text.contains("\r\n").then_some(Note::CarriageReturns);
    let comments = (!parts.comments.is_empty()).then(|| Note::Comments(hand_comments(text, parts)));
    [mark, returns, comments].into_iter().flatten().collect()
}

/// The fields of the file's head; every other name is a section.
pub(super) const HEAD: [&str; 4] = ["permea", "uid", "name", "save"];

struct Head {
    about: About,
    guard: Guard,
}

/// The head of a file in which nothing is wrong.
fn head(parts: &Outline<'_>) -> Option<Head> {
    let is_known = parts.fields.iter().all(|(name, _)| HEAD.contains(&name.text));
    let is_ours = field(parts, "permea")?.parse() == Ok(FORMAT);
    let text = |name| ron::from_str::<EcoString>(field(parts, name)?).ok();
    let (uid, name, guard) = (text("uid")?, text("name")?, text("save")?);
    (is_known && is_ours).then(|| Head { about: About { name, uid }, guard: Guard::new(guard) })
}

/// The only value of a field of the head as written.
fn field<'a>(parts: &Outline<'a>, name: &str) -> Option<&'a str> {
    let mut found = parts.fields.iter().filter(|(field, _)| field.text == name);
    let (_, value) = found.next()?;
    found.next().is_none().then_some(value.text)
}

/// Records parsed at once: enough to keep the cores busy, few enough to be small in memory.
const PARSED_AT_ONCE: usize = 1 << 14;

/// Every record of the file; none if one cannot be read.
fn gather(parts: &Outline<'_>) -> Option<Gathered> {
    let mut gathered = Gathered::default();
    for some in parts.records.chunks(PARSED_AT_ONCE) {
        let read: Vec<SpannedResult<Record>> = some.par_iter().map(|(kind, piece)| parse(*kind, piece.text)).collect();
        for result in read {
            gathered.add(result.ok()?);
        }
    }
    Some(gathered)
}

/// A record from its text.
pub(super) fn parse(kind: RecordKind, text: &str) -> SpannedResult<Record> {
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
pub(super) fn why_broken(text: &str, broken: Broken) -> Vec<Fault> {
    let newer = newer_format(text).map(|format| Fault::of_file(FileFault::Newer { format, known: FORMAT }));
    let broken = marker_line(text).map_or_else(|| of_broken(text, broken), |line| Fault::at(line, FileFault::Markers));
    newer.into_iter().chain([broken]).collect()
}

/// The format of a file whose parts cannot be told, if its first words say that it is newer.
fn newer_format(text: &str) -> Option<u32> {
    let value = text.trim_start().strip_prefix("(permea:")?.trim_start();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value.get(..digits)?.parse().ok().filter(|format| *format > FORMAT)
}

fn of_broken(text: &str, broken: Broken) -> Fault {
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

/// The first line that git wrote between two versions.
pub(super) fn marker_line(text: &str) -> Option<usize> {
    let found = text.lines().position(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line == "=======");
    found.map(|before| before + 1)
}
