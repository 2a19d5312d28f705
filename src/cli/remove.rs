//! `permea remove`: one record, as one step. What speaks of a member goes with it; a rating is withdrawn, never lost.

use std::collections::BTreeMap;

use clap::Args;
use ecow::EcoString;
use serde_json::json;

use super::{
    exit::Exit,
    exit::Failure,
    globals::Format,
    records::{self, Named},
    scene::Scene,
};
use crate::{
    model::{Change, Network, Record, RecordKind, Step, Withdrawn},
    store,
};

/// Remove one record; with a member goes what speaks of it, and a rating is withdrawn
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    record: Named,
    /// Who withdraws a rating, if nobody is kept in the settings
    #[arg(long, value_name = "NAME")]
    by: Option<EcoString>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let (opened, record) = arguments.record.open(scene)?;
    let by = arguments.by.clone().or_else(|| scene.habits.rater.clone());
    let (changes, said) = changes_of(&opened.network, &record, by.clone())?;
    let removed: BTreeMap<&str, usize> = counted(&changes);
    let step = Step::new(format!("Remove {}", records::name_of(&record)), changes).signed(by, Some(store::now()));
    let network = Scene::keep(opened, &step)?;
    if scene.globals.format == Format::Json {
        let body = json!({"of": record.kind().word(), "id": record.key(), "removed": removed, "said": said});
        scene.answer("remove", &network.about.name, &body)?;
    } else {
        scene.confirm(&said)?;
    }
    Ok(Exit::Done)
}

/// The changes, and what they are in words.
fn changes_of(network: &Network, record: &Record, by: Option<EcoString>) -> Result<(Vec<Change>, String), Failure> {
    let name = records::name_of(record);
    let alone = || Ok((vec![Change::remove(record.clone())], format!("Removed {name}.")));
    match record {
        Record::Rating(rating) if rating.stands() => {
            let by =
                by.ok_or_else(|| Failure::usage("A rating is withdrawn by somebody. Say who, with --by NAME. Nothing was changed."))?;
            let mut withdrawn = rating.clone();
            withdrawn.withdrawn = Some(Withdrawn { by, at: store::now(), why: "removed".into() });
            Ok((
                vec![Change::edit(rating.clone(), withdrawn)],
                format!("Ratings are never lost: {name} is withdrawn and no longer counts."),
            ))
        }
        Record::Rating(_) => Err(Failure::could_not(format!("{name} is withdrawn already. It stays readable. Nothing was changed."))),
        Record::Member(member) => {
            let about = network.records_about(&member.id);
            let rest = counted_words(about.get(1..).unwrap_or_default());
            let said = if rest.is_empty() {
                format!("Removed {name} ({}).", member.id)
            } else {
                format!("Removed {name} ({}) and what spoke of it: {rest}.", member.id)
            };
            Ok((about.into_iter().map(Change::remove).collect(), said))
        }
        Record::Membership(_) | Record::Tie(_) | Record::Visit(_) | Record::Measure(_) | Record::NationalFigure(_) | Record::Family(_) => {
            alone()
        }
        Record::Response(_) | Record::Remark(_) | Record::Capacity(_) | Record::Definition(_) => alone(),
    }
}

fn counted(changes: &[Change]) -> BTreeMap<&'static str, usize> {
    let mut removed = BTreeMap::new();
    for (kind, _) in changes.iter().filter(|change| change.after.is_none()).filter_map(Change::about) {
        *removed.entry(kind.section()).or_default() += 1;
    }
    removed
}

/// The records counted by kind, in words.
fn counted_words(records: &[Record]) -> String {
    let mut counts: BTreeMap<RecordKind, usize> = BTreeMap::new();
    for record in records {
        *counts.entry(record.kind()).or_default() += 1;
    }
    let words = counts.iter().map(|(kind, count)| format!("{count} {}", if *count == 1 { kind.word() } else { kind.section() }));
    words.collect::<Vec<_>>().join(", ")
}
