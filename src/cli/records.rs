//! Records on the command line: which one is meant, what to call it, and how an answer shows it.

use std::path::PathBuf;

use clap::Args;
use ecow::EcoString;
use serde_json::Value;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    model::{Network, Rating, Record, RecordKind, Withdrawn},
    store::{self, Opened},
};

/// The record that a command changes.
#[derive(Args, Debug)]
pub(super) struct Chosen {
    /// The map file
    map: PathBuf,
    /// The record's id; a member's name or other number will do
    id: String,
    /// The kind, where one id names several records
    #[arg(long)]
    kind: Option<String>,
    /// Who changes or withdraws a rating, if nobody is kept in the settings
    #[arg(long, value_name = "NAME")]
    by: Option<EcoString>,
}

impl Chosen {
    /// The map, and the record as it stands in it.
    pub(super) fn open(&self, scene: &Scene) -> Result<(Opened, Record), Failure> {
        let kind = self.kind.as_deref().map(kind_of).transpose()?;
        let opened = scene.open(&self.map)?;
        let record = find(&opened.network, &self.id, kind)?;
        Ok((opened, record))
    }

    /// Who signs the change, if anybody is named here or kept in the settings.
    pub(super) fn author(&self, scene: &Scene) -> Option<EcoString> {
        self.by.clone().or_else(|| scene.habits.rater.clone())
    }
}

/// The rating taken back by somebody: it stays readable and no longer counts.
pub(super) fn withdrawn(rating: &Rating, by: Option<&EcoString>, why: &str) -> Result<Rating, Failure> {
    let by = by.ok_or_else(|| Failure::usage("A rating is withdrawn by somebody. Say who, with --by NAME. Nothing was changed."))?;
    Ok(Rating { withdrawn: Some(Withdrawn { by: by.clone(), at: store::now(), why: why.into() }), ..rating.clone() })
}

impl Scene {
    /// Says what was done: the fields of the body as JSON, else the sentence.
    pub(super) fn done(&self, command: &str, network: &Network, body: &Value, sentence: &str) -> Result<Exit, Failure> {
        if self.globals.format == Format::Json {
            self.answer(command, &network.about.name, body)?;
        } else {
            self.confirm(sentence)?;
        }
        Ok(if self.has_clashed.get() { Exit::Remains } else { Exit::Done })
    }
}

/// The kind of a word on the command line.
pub(super) fn kind_of(word: &str) -> Result<RecordKind, Failure> {
    let words = || RecordKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    RecordKind::from_word(word).ok_or_else(|| Failure::usage(format!("`{word}` is no kind of record. The kinds are: {}.", words())))
}

/// Refuses to make or change a conflict by hand: joining makes it, and settling ends it.
pub(super) fn refuse_conflict(kind: RecordKind) -> Result<(), Failure> {
    let sentence = "Conflicts are made by joining two versions of a map. `permea conflicts MAP --settle ID --take …` settles one. Nothing was changed.";
    if kind == RecordKind::Conflict { Err(Failure::usage(sentence)) } else { Ok(()) }
}

/// What to call a record in a sentence.
pub(super) fn name_of(record: &Record) -> String {
    if let Record::Member(member) = record { member.name.to_string() } else { format!("the {} {}", record.kind(), record.key()) }
}

/// What to call a record where its id should be seen.
pub(super) fn name_and_id(record: &Record) -> String {
    if let Record::Member(member) = record { format!("{} ({})", member.name, member.id) } else { name_of(record) }
}

/// The record of an id, an alias or a member's name; `kind` where one id names several.
fn find(network: &Network, id: &str, kind: Option<RecordKind>) -> Result<Record, Failure> {
    let kinds: Vec<RecordKind> = kind.map_or_else(|| RecordKind::ALL.to_vec(), |kind| vec![kind]);
    if let Some(record) = kinds.iter().find_map(|&kind| network.record(kind, id)) {
        return Ok(record);
    }
    if kinds.contains(&RecordKind::Member) {
        let found = network.find_member(id).map_err(|error| Failure::could_not(format!("No record has the id `{id}`. {error}")))?;
        return Ok(found.clone().into());
    }
    let word = kind.map_or("record", RecordKind::word);
    Err(Failure::could_not(format!("No {word} has the id `{id}`. Nothing was changed.")))
}

/// The record as an answer shows it: the fields of the file by name, without those that are blank.
pub(super) fn json(record: &Record) -> Result<Value, Failure> {
    let shown = match record {
        Record::Member(record) => serde_json::to_value(record),
        Record::Membership(record) => serde_json::to_value(record),
        Record::Tie(record) => serde_json::to_value(record),
        Record::Visit(record) => serde_json::to_value(record),
        Record::Rating(record) => serde_json::to_value(record),
        Record::Measure(record) => serde_json::to_value(record),
        Record::NationalFigure(record) => serde_json::to_value(record),
        Record::Family(record) => serde_json::to_value(record),
        Record::Response(record) => serde_json::to_value(record),
        Record::Remark(record) => serde_json::to_value(record),
        Record::Capacity(record) => serde_json::to_value(record),
        Record::Support(record) => serde_json::to_value(record),
        Record::Definition(record) => serde_json::to_value(record),
        Record::NamedView(record) => serde_json::to_value(record),
        Record::Pin(record) => serde_json::to_value(record),
        Record::Conflict(record) => serde_json::to_value(record),
    };
    shown.map_err(|error| Failure::could_not(format!("The answer could not be written as JSON ({error}).")))
}
