//! `permea edit`: fields of one record, as one step.
//!
//! Ratings are never overwritten: editing one withdraws it and makes it anew, in the same step.

use clap::Args;
use ecow::EcoString;
use serde_json::json;

use super::{
    exit::Exit,
    exit::Failure,
    fields::Fields,
    globals::Format,
    records::{self, Named},
    scene::Scene,
};
use crate::{
    model::{Change, Rating, Record, Step, Withdrawn},
    store,
};

/// Change fields of one record
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    record: Named,
    /// The fields to change; an empty value takes a field out
    #[arg(value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
    /// Who changes a rating, if nobody is kept in the settings
    #[arg(long, value_name = "NAME")]
    by: Option<EcoString>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let (opened, before) = arguments.record.open(scene)?;
    let mut fields = Fields::read(before.kind(), &arguments.fields, &[])?;
    fields.find_members(&opened.network)?;
    let mut after = before.clone();
    for (name, value) in fields.iter() {
        if name == "id" && value != before.key() {
            return Err(Failure::usage("An id never changes. A member takes further numbers as `aliases`. Nothing was changed."));
        }
        after.set_text(name, value)?;
    }
    if after == before {
        scene.confirm(&format!("{} says that already. Nothing was changed.", records::name_of(&before)))?;
        return Ok(Exit::Done);
    }
    let by = arguments.by.clone().or_else(|| scene.habits.rater.clone());
    let changes = match (&before, &mut after) {
        (Record::Rating(old), Record::Rating(new)) if is_another_judgement(old, new) => made_anew(old, new, by.clone())?,
        _ => vec![Change::edit(before.clone(), after.clone())],
    };
    let title = format!("Edit {}", records::name_of(&before));
    let step = Step::new(title.as_str(), changes).signed(by, Some(store::now()));
    let network = Scene::keep(opened, &step)?;
    if scene.globals.format == Format::Json {
        scene.answer("edit", &network.about.name, &json!({"of": after.kind().word(), "record": records::json(&after)?}))?;
    } else if after.key() == before.key() {
        scene.confirm(&format!("Changed {}.", records::name_and_id(&after)))?;
    } else {
        scene.confirm(&format!(
            "Ratings are never overwritten: {} is withdrawn, and {} stands in its place.",
            before.key(),
            after.key()
        ))?;
    }
    Ok(Exit::Done)
}

/// Whether more differs than that the rating is withdrawn.
fn is_another_judgement(old: &Rating, new: &Rating) -> bool {
    let mut judged = new.clone();
    judged.withdrawn.clone_from(&old.withdrawn);
    judged != *old
}

/// The old rating withdrawn and the new one under an id of its own.
fn made_anew(old: &Rating, new: &mut Rating, by: Option<EcoString>) -> Result<Vec<Change>, Failure> {
    let by = by.ok_or_else(|| Failure::usage("A rating is withdrawn by somebody. Say who, with --by NAME. Nothing was changed."))?;
    let now = store::now();
    let mut withdrawn = old.clone();
    withdrawn.withdrawn = Some(Withdrawn { by: by.clone(), at: now, why: "corrected".into() });
    if new.by == old.by {
        new.by = Some(by);
    }
    new.id = Scene::mint().record(crate::model::RecordKind::Rating.letter());
    new.at = Some(now);
    new.withdrawn = None;
    Ok(vec![Change::edit(old.clone(), withdrawn), Change::add(new.clone())])
}
