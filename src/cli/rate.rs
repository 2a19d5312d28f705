//! `permea rate`: one rating. Exit 0 says it is in the map file, synced.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    model::{Basis, Change, Confidence, Field, FieldError, Inside, Phase, Rating, RecordKind, Stage, Step},
    store,
};

/// Rate a member's stage, phase or both
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,
    /// The member's id, another number of it, or its name
    member: String,
    /// 1 isolation, 2 initiation, 3 engagement, 4 integration
    #[arg(long, value_parser = typed::<Stage>)]
    stage: Option<Stage>,
    /// 1 information, 2 experience, 3 coaching and mentoring
    #[arg(long, value_parser = typed::<Phase>)]
    phase: Option<Phase>,
    /// Who rates, if nobody is kept in the settings
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day the rating speaks of; else today
    #[arg(long, value_name = "DATE", value_parser = typed::<Date>)]
    on: Option<Date>,
    /// As what the rater speaks
    #[arg(long)]
    role: Option<String>,
    /// What it rests on: visit, survey, data or hearsay
    #[arg(long, value_parser = typed::<Basis>)]
    basis: Option<Basis>,
    /// How sure the rater is: low, medium or high
    #[arg(long, value_parser = typed::<Confidence>)]
    confidence: Option<Confidence>,
    /// Sharing inside the school: none, some or systematic
    #[arg(long, value_parser = typed::<Inside>)]
    inside: Option<Inside>,
    /// What there is to say
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// A field's value as typed.
pub(super) fn typed<T: Field>(text: &str) -> Result<T, FieldError> {
    T::parse(text)
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    if arguments.stage.is_none() && arguments.phase.is_none() {
        return Err(Failure::usage("A rating has a stage, a phase or both: give --stage 1-4 or --phase 1-3. Nothing was changed."));
    }
    let by = scene.author(arguments.by.as_deref())?;
    let opened = scene.open(&arguments.map)?;
    let member = Scene::member(&opened.network, &arguments.member)?;
    let on = arguments.on.map_or_else(|| scene.day_to_record(), Ok)?;
    let now = store::now();
    let rating = Rating {
        id: Scene::mint().record(RecordKind::Rating.letter()),
        member: member.id.clone(),
        on,
        at: Some(now),
        by: Some(by.clone()),
        role: given(arguments.role.as_deref())?,
        stage: arguments.stage,
        phase: arguments.phase,
        inside: arguments.inside,
        confidence: arguments.confidence,
        basis: arguments.basis,
        note: given(arguments.note.as_deref())?,
        withdrawn: None,
        provenance: None,
    };
    let words = words_of(&rating);
    let name = member.name.clone();
    let step = Step::new(format!("Rate {name} {words}"), vec![Change::add(rating.clone())]).signed(Some(by), Some(now));
    let network = scene.keep(opened, &step)?;
    if on > scene.as_of {
        scene.tell(&format!("{on} is in the future; the rating counts from then."));
    }
    scene.done("rate", &network, &json!({"rating": rating}), &format!("Rated {name} {words} on {on} ({}).", rating.id))
}

/// A text that was given, cleaned; none if it says nothing.
pub(super) fn given<T: Field>(text: Option<&str>) -> Result<Option<T>, Failure> {
    Ok(Option::parse(text.unwrap_or_default())?)
}

fn words_of(rating: &Rating) -> String {
    let stage = rating.stage.map(|stage| format!("stage {}", stage.number()));
    let phase = rating.phase.map(|phase| format!("phase {}", phase.number()));
    [stage, phase].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
