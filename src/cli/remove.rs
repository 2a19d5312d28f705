//! `permea remove`: one record, as one step. What speaks of a member goes with it; a rating is withdrawn, never lost.

use std::collections::BTreeMap;

use clap::Args;
use ecow::EcoString;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    records::{self, Chosen},
    scene::Scene,
};
use crate::{
    compare::tally,
    model::{Change, Network, Record, Step},
    report::words,
    store,
};

/// Remove one record; with a member goes what speaks of it, and a rating is withdrawn
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    chosen: Chosen,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let (opened, record) = arguments.chosen.open(scene)?;
    let by = arguments.chosen.author(scene);
    let (changes, said) = changes_of(&opened.network, &record, by.as_ref())?;
    let step = Step::new(format!("Remove {}", records::name_of(&record)), changes).signed(by, Some(store::now()));
    let removed: BTreeMap<&str, usize> =
        tally(&step).into_iter().filter(|(_, tally)| tally.removed > 0).map(|(kind, tally)| (kind.section(), tally.removed)).collect();
    let network = scene.keep(opened, &step)?;
    let body = json!({"of": record.kind().word(), "id": record.key(), "removed": removed, "said": said});
    scene.done("remove", &network, &body, &said)
}

/// The changes, and what they are in words.
fn changes_of(network: &Network, record: &Record, by: Option<&EcoString>) -> Result<(Vec<Change>, String), Failure> {
    let name = records::name_of(record);
    let alone = || Ok((vec![Change::remove(record.clone())], format!("Removed {name}.")));
    match record {
        Record::Rating(rating) if rating.stands() => {
            let change = Change::edit(rating.clone(), records::withdrawn(rating, by, "removed")?);
            Ok((vec![change], format!("Ratings are never lost: {name} is withdrawn and no longer counts.")))
        }
        Record::Rating(_) => Err(Failure::could_not(format!("{name} is withdrawn already. It stays readable. Nothing was changed."))),
        Record::Member(member) => {
            let about = network.records_about(&member.id);
            let rest = words::records_counted(about.iter().skip(1)).join(", ");
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
        Record::Response(_)
        | Record::Remark(_)
        | Record::Capacity(_)
        | Record::Support(_)
        | Record::Definition(_)
        | Record::NamedView(_)
        | Record::Pin(_)
        | Record::Conflict(_) => alone(),
    }
}
