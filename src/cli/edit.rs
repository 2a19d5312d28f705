//! `permea edit`: fields of one record, as one step.
//!
//! Ratings are never overwritten: editing one withdraws it and makes it anew, in the same step.

use clap::Args;
use ecow::EcoString;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    fields::Fields,
    globals::Format,
    kept,
    records::{self, Chosen},
    scene::Scene,
};
use crate::{
    model::{Change, Rating, Record, RecordKind, Step},
    store,
};

/// Change fields of one record
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    chosen: Chosen,
    /// The fields to change; an empty value takes a field out
    #[arg(value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let (opened, before) = arguments.chosen.open(scene)?;
    records::refuse_conflict(before.kind())?;
    let mut fields = Fields::read(before.kind(), &arguments.fields, &[])?;
    fields.find_members(&opened.network)?;
    let mut after = before.clone();
    for (name, value) in fields.iter() {
        if name == "id" && value != before.key() {
            return Err(Failure::usage("An id never changes. A member takes further numbers as `aliases`. Nothing was changed."));
        }
        after.set_text(name, value)?;
    }
    kept::refuse_unreadable(&opened.network, &after)?;
    if after == before {
        scene.confirm(&format!("{} says that already. Nothing was changed.", records::name_of(&before)))?;
        return Ok(Exit::Done);
    }
    let by = arguments.chosen.author(scene);
    let changes = if let (Record::Rating(old), Record::Rating(new)) = (&before, &mut after)
        && is_another_judgement(old, new)
    {
        made_anew(old, new, by.as_ref())?
    } else {
        let change = Change::edit(before.clone(), after).noted(by.as_deref(), scene.as_of);
        after = change.after.clone().unwrap_or_else(|| before.clone());
        vec![change]
    };
    let title = format!("Edit {}", records::name_of(&before));
    let step = Step::new(title.as_str(), changes).signed(by, Some(store::now()));
    let network = scene.keep(opened, &step)?;
    let said = if after.key() == before.key() {
        format!("Changed {}.", records::name_and_id(&after))
    } else {
        format!("Ratings are never overwritten: {} is withdrawn, and {} stands in its place.", before.key(), after.key())
    };
    scene.done("edit", &network, &json!({"of": after.kind().word(), "record": records::json(&after)?}), &said)
}

/// Whether more differs than that the rating is withdrawn.
fn is_another_judgement(old: &Rating, new: &Rating) -> bool {
    let mut judged = new.clone();
    judged.withdrawn.clone_from(&old.withdrawn);
    judged != *old
}

/// The old rating withdrawn and the new one under an id of its own.
fn made_anew(old: &Rating, new: &mut Rating, by: Option<&EcoString>) -> Result<Vec<Change>, Failure> {
    let withdrawn = records::withdrawn(old, by, "corrected")?;
    if new.by == old.by {
        new.by = by.cloned();
    }
    new.id = Scene::mint().record(RecordKind::Rating.letter());
    new.at = Some(store::now());
    new.withdrawn = None;
    Ok(vec![Change::edit(old.clone(), withdrawn), Change::add(new.clone())])
}
