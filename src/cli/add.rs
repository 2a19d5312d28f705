//! `permea add`: one record of any kind, as one step.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    fields::Fields,
    globals::Format,
    kept, records,
    scene::Scene,
};
use crate::{
    model::{Change, Network, Record, RecordKind, Step},
    store,
};

/// Add one record of any kind
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,
    /// What to add: member, membership, tie, visit, rating, measure, national, family, response, remark, capacity, support, definition or view
    kind: String,
    /// The record's fields, as `name="Invented High" kind=school`
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let kind = records::kind_of(&arguments.kind)?;
    records::refuse_conflict(kind)?;
    let mut fields = Fields::read(kind, &arguments.fields, kind.parts_of_id())?;
    let opened = scene.open(&arguments.map)?;
    fields.find_members(&opened.network)?;
    let change = Change::add(record_of(scene, kind, fields)?).noted(scene.habits.rater.as_deref(), scene.as_of);
    let Some(record) = change.after else { return Ok(Exit::Done) };
    if opened.network.record(kind, record.key()).is_some() {
        return Err(Failure::could_not(format!(
            "There is a {kind} `{id}` already. Nothing was changed. `permea edit` changes it.",
            id = record.key()
        )));
    }
    refuse_empty_word(&record)?;
    kept::refuse_unreadable(&opened.network, &record)?;
    refuse_shared_number(&opened.network, &record)?;
    let title = format!("Add {}", records::name_of(&record));
    let step = Step::new(title.as_str(), vec![Change::add(record.clone())]).signed(scene.habits.rater.clone(), Some(store::now()));
    let network = scene.keep(opened, &step)?;
    let body = json!({"of": kind.word(), "record": records::json(&record)?});
    scene.done("add", &network, &body, &format!("Added {}.", records::name_and_id(&record)))
}

/// The record of the fields typed, with its id, its day and its author where they go without saying.
fn record_of(scene: &Scene, kind: RecordKind, mut fields: Fields) -> Result<Record, Failure> {
    if let Some(id) = made_of_parts(kind, &fields)? {
        fields.set_missing("id", id);
    }
    let mut mint = Scene::mint();
    match kind {
        RecordKind::Member => fields.set_missing("id", mint.member().to_string()),
        RecordKind::Rating | RecordKind::Remark => {
            fields.set_missing("id", mint.record(kind.letter()).to_string());
            if !fields.has("on") {
                fields.set_missing("on", scene.day_to_record()?.to_string());
            }
            fields.set_missing("at", store::now().to_string());
            fields.set_missing("by", scene.habits.rater.clone().unwrap_or_default());
        }
        RecordKind::Response | RecordKind::NamedView => {
            fields.set_missing("id", mint.record(kind.letter()).to_string());
            fields.set_missing("at", store::now().to_string());
            fields.set_missing("by", scene.habits.rater.clone().unwrap_or_default());
        }
        RecordKind::Support => {
            fields.set_missing("id", mint.record(kind.letter()).to_string());
            fields.set_missing("at", store::now().to_string());
            fields.set_missing("by", scene.habits.rater.clone().unwrap_or_default());
            // A support of which no day is known is proposed, and from today on.
            if ["proposed_on", "agreed_on", "started"].into_iter().all(|name| fields.get(name).is_none_or(str::is_empty)) {
                fields.set_missing("proposed_on", scene.as_of.to_string());
            }
        }
        RecordKind::Tie | RecordKind::Visit | RecordKind::Family => {
            fields.set_missing("id", mint.record(kind.letter()).to_string());
        }
        RecordKind::Pin => {
            fields.set_missing("at", store::now().to_string());
            fields.set_missing("by", scene.habits.rater.clone().unwrap_or_default());
        }
        RecordKind::Membership
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Capacity
        | RecordKind::Definition
        | RecordKind::Conflict => {}
    }
    fields.require(kind)?;
    Ok(kind.from_texts(&|name| fields.get(name).map(str::to_owned))?)
}

/// The id of a kind whose ids say what they are about.
fn made_of_parts(kind: RecordKind, fields: &Fields) -> Result<Option<String>, Failure> {
    let part = |name: &str| {
        let missing = || Failure::usage(format!("A {kind} needs more: {name}=…. Nothing was changed."));
        fields.get(name).filter(|value| !value.is_empty()).ok_or_else(missing)
    };
    if fields.get("id").is_some() {
        return Ok(None);
    }
    let parts = kind.parts_of_id().iter().map(|name| part(name)).collect::<Result<Vec<_>, _>>()?;
    if !parts.is_empty() {
        return Ok(Some(parts.join("/")));
    }
    Ok(match kind {
        RecordKind::Capacity => Some(part("member")?.to_owned()),
        RecordKind::Definition => Some(part("measure")?.split_whitespace().collect::<Vec<_>>().join("_")),
        RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Tie
        | RecordKind::Visit
        | RecordKind::Rating
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Family
        | RecordKind::Response
        | RecordKind::Remark
        | RecordKind::Support
        | RecordKind::NamedView
        | RecordKind::Pin
        | RecordKind::Conflict => None,
    })
}

/// Refuses, as an import does, a rating that rates nothing and a school that is its own peer.
fn refuse_empty_word(record: &Record) -> Result<(), Failure> {
    if let Record::Rating(rating) = record
        && rating.stage.is_none()
        && rating.phase.is_none()
        && rating.inside.is_none()
    {
        return Err(Failure::usage("A rating needs more: stage=1-4 or phase=1-3. Nothing was changed."));
    }
    if let Record::Family(family) = record
        && family.member == family.peer
    {
        return Err(Failure::usage("A family is without the school itself: give another peer=…. Nothing was changed."));
    }
    Ok(())
}

/// Says whose number it is, before the network refuses it.
fn refuse_shared_number(network: &Network, record: &Record) -> Result<(), Failure> {
    let Record::Member(member) = record else { return Ok(()) };
    let mut numbers = std::iter::once(&member.id).chain(&member.aliases);
    match numbers.find_map(|number| network.member(number).map(|owner| (number, owner))) {
        None => Ok(()),
        Some((number, owner)) => {
            Err(Failure::could_not(format!("`{number}` finds {} ({}) already. Nothing was changed.", owner.name, owner.id)))
        }
    }
}
