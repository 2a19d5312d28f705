//! `permea remark`: a person's word on a finding.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    question,
    rate::{given, typed},
    scene::Scene,
};
use crate::{
    analysis::Analysis,
    finding::{Pattern, Strength},
    model::{Change, Id, MemberId, Network, RecordKind, Remark, Step, Word},
    report::{label, words},
    store,
};

/// Say a person's word on a finding
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,
    /// The member's id, another number of it, or its name
    member: String,
    /// The pattern, as `condoned_failure`
    #[arg(value_parser = question::pattern)]
    pattern: Pattern,
    #[command(flatten)]
    word: Said,
    /// Who says so, if nobody is kept in the settings
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// What there is to say
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own, and clap lets one of them stand")]
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Said {
    /// It is so: a person confirms it
    #[arg(long)]
    confirm: bool,
    /// It is not so
    #[arg(long)]
    object: bool,
    /// It looks right
    #[arg(long)]
    agree: bool,
    /// It is handled, by a support if its id is given: quiet until that support ends
    #[arg(long, value_name = "SUPPORT", num_args = 0..=1, default_missing_value = "")]
    handled: Option<String>,
    /// Be quiet about it until this day
    #[arg(long, value_name = "DATE", value_parser = typed::<Date>)]
    snooze: Option<Date>,
}

impl Said {
    fn word(&self) -> Word {
        match self {
            Self { confirm: true, .. } => Word::Confirm,
            Self { object: true, .. } => Word::Object,
            Self { snooze: Some(_), .. } => Word::Snooze,
            Self { handled: Some(_), .. } => Word::Handled,
            Self { .. } => Word::Agree,
        }
    }
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let pattern = arguments.pattern;
    let by = scene.author(arguments.by.as_deref())?;
    let opened = scene.open(&arguments.map)?;
    let member = Scene::member(&opened.network, &arguments.member)?;
    let word = arguments.word.word();
    let remark = Remark {
        id: Scene::mint().record(RecordKind::Remark.letter()),
        member: member.id.clone(),
        pattern: pattern.name().into(),
        word,
        on: scene.day_to_record()?,
        by: by.clone(),
        at: Some(store::now()),
        until: arguments.word.snooze,
        support: support(&opened.network, arguments.word.handled.as_deref(), &member.id)?,
        note: given(arguments.note.as_deref())?,
    };
    let name = member.name.clone();
    let id = member.id.clone();
    let title = format!("{} {} of {name}", words::verb(word), pattern.title());
    let change = Change::add(remark.clone());
    let network = scene.keep(opened, &Step::new(title.as_str(), vec![change]).signed(Some(by), remark.at))?;
    let said = format!("Recorded from {}: {} ({}).", remark.by, words::uncapitalised(&title), remark.id);
    scene.done("remark", &network, &json!({"remark": remark}), &said)?;
    if word == Word::Confirm {
        tell_what_it_does(scene, &scene.derive(&network)?, &id, pattern);
    }
    Ok(Exit::Done)
}

/// The support that handles a finding, which must be one of the member's own.
fn support(network: &Network, given: Option<&str>, member: &MemberId) -> Result<Option<Id>, Failure> {
    let Some(id) = given.filter(|id| !id.is_empty()) else { return Ok(None) };
    let own = network.supports().iter().filter(|support| support.supported == *member || support.supporter == *member);
    let own: Vec<&Id> = own.map(|support| &support.id).collect();
    if let Some(found) = own.iter().find(|own| own.as_str() == id) {
        return Ok(Some((*found).clone()));
    }
    let there = if own.is_empty() {
        "It has none in the map; `permea add MAP support …` records one.".to_owned()
    } else {
        format!("Its supports are: {}.", own.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "))
    };
    Err(Failure::could_not(format!("`{id}` is no support of {member}. {there} Nothing was changed.")))
}

/// Says so where a confirmation alone does not confirm: a person's word is one condition of several.
fn tell_what_it_does(scene: &Scene, analysis: &Analysis, member: &str, pattern: Pattern) {
    let Some(finding) = analysis.why(member, pattern).filter(|finding| finding.strength != Some(Strength::Confirmed)) else { return };
    scene.tell(&format!(
        "{} now stands as: {}. `permea why MAP {member} {}` shows what it rests on.",
        analysis.name_of(member),
        label(&finding),
        pattern.name()
    ));
}
