//! Settling a conflict: the step that ends it.

use ecow::EcoString;

use super::value::{set_in, text_in};
use crate::model::{Change, Clash, Conflict, FieldError, Member, MemberId, Network, Record, RecordKind, Step, Version};

/// What is taken in the place of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// What the map shows now.
    Shown,
    /// The only other version there is.
    Other,
    /// The version of this number, counted from 1 in the order of the conflict.
    Version(usize),
    /// What stood there before either side changed it.
    Before,
    /// Both texts, the other under or after the one that is shown.
    Both,
    /// Another value altogether.
    Value(EcoString),
}

/// Why a conflict is not settled so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    #[error("there is no such version; it has {count}")]
    NoVersion { count: usize },
    #[error("it has {count} other versions: say which by its number")]
    Several { count: usize },
    #[error("what stood there before is not known")]
    NoBefore,
    #[error("only a text can be both")]
    NotText,
    #[error("it is about {count} fields together, so no single value can be given")]
    NoValue { count: usize },
    #[error("this conflict is settled by `shown` or `other`")]
    NotHere,
    #[error("both ratings stand in the map: `shown` keeps both; whichever is wrong can then be withdrawn")]
    TwoRatings,
    #[error("`{number}` is the other member's own id: if they are one school, remove one of the two")]
    OwnId { number: MemberId },
    #[error(transparent)]
    Wrong(#[from] FieldError),
}

/// The step that settles a conflict. A conflict about a record that is gone ends without any choice.
pub fn settle(network: &Network, conflict: &Conflict, take: &Take) -> Result<Step, Unsettled> {
    let ended = Change::remove(conflict.clone());
    let Some(record) = network.record(conflict.of, &conflict.record) else { return Ok(step(network, conflict, vec![ended])) };
    let mut changes = match (conflict.clash, take) {
        (_, Take::Shown) => Vec::new(),
        (Clash::Fields, _) => with_fields(conflict, &record, take)?,
        (Clash::Removed, Take::Other) => removal(network, &record),
        (Clash::Number, Take::Other) => number_moved(network, conflict, &record)?,
        (Clash::Twice, _) => return Err(Unsettled::TwoRatings),
        (Clash::Removed | Clash::Number, Take::Version(_) | Take::Before | Take::Both | Take::Value(_)) => return Err(Unsettled::NotHere),
    };
    // With a member goes what speaks of it; the conflict itself speaks of nobody and is ended here.
    changes.push(ended);
    Ok(step(network, conflict, changes))
}

fn step(network: &Network, conflict: &Conflict, changes: Vec<Change>) -> Step {
    Step::new(format!("Settle {} of {}", what(conflict), of_whom(network, conflict)), changes)
}

fn what(conflict: &Conflict) -> String {
    match conflict.clash {
        Clash::Fields => conflict.fields.iter().map(|field| field.replace("_", " ")).collect::<Vec<_>>().join(", "),
        Clash::Removed => "the removal".to_owned(),
        Clash::Number => "a shared number".to_owned(),
        Clash::Twice => "the second rating".to_owned(),
    }
}

/// `Ash High`, `the tie of Ash High and Birch`, or the record's own id where it speaks of nobody.
fn of_whom(network: &Network, conflict: &Conflict) -> String {
    let names: Vec<&str> =
        network.members_in(conflict).iter().filter_map(|id| network.member(id)).map(|member| member.name.as_str()).collect();
    match (conflict.of, names.as_slice()) {
        (RecordKind::Member, [name]) => (*name).to_owned(),
        (of, []) => format!("the {of} {}", conflict.record),
        (of, names) => format!("the {of} of {}", names.join(" and ")),
    }
}

fn with_fields(conflict: &Conflict, record: &Record, take: &Take) -> Result<Vec<Change>, Unsettled> {
    let shown: Vec<EcoString> = conflict.fields.iter().map(|field| text_in(record, field).into()).collect();
    let values = values_of(conflict, &shown, take)?;
    let mut after = record.clone();
    for (field, value) in conflict.fields.iter().zip(&values) {
        set_in(&mut after, field, value)?;
    }
    Ok(if after == *record { Vec::new() } else { vec![Change::edit(record.clone(), after)] })
}

/// One value for each field of the conflict.
fn values_of(conflict: &Conflict, shown: &[EcoString], take: &Take) -> Result<Vec<EcoString>, Unsettled> {
    let count = conflict.versions.len();
    let others: Vec<&Version> = conflict.versions.iter().filter(|version| version.values != shown).collect();
    match take {
        Take::Shown => Ok(shown.to_vec()),
        Take::Other => match others.as_slice() {
            [other] => Ok(other.values.clone()),
            [] => Err(Unsettled::NoVersion { count }),
            several => Err(Unsettled::Several { count: several.len() }),
        },
        Take::Version(number) => {
            let version = number.checked_sub(1).and_then(|at| conflict.versions.get(at));
            version.map(|version| version.values.clone()).ok_or(Unsettled::NoVersion { count })
        }
        Take::Before if conflict.before.len() == conflict.fields.len() => Ok(conflict.before.clone()),
        Take::Before => Err(Unsettled::NoBefore),
        Take::Both => both(conflict, shown, &others),
        Take::Value(value) if conflict.fields.len() == 1 => Ok(vec![value.clone()]),
        Take::Value(_) => Err(Unsettled::NoValue { count: conflict.fields.len() }),
    }
}

/// Short texts for people to read, so that two can stand one after the other; of longer ones one stands under the other.
const TEXTS: [&str; 4] = ["note", "purpose", "follow_up", "need"];

fn both(conflict: &Conflict, shown: &[EcoString], others: &[&Version]) -> Result<Vec<EcoString>, Unsettled> {
    let ([field], [shown]) = (conflict.fields.as_slice(), shown) else { return Err(Unsettled::NotText) };
    let between = if conflict.of.has_lines(field) {
        "\n"
    } else if TEXTS.contains(&field.as_str()) || field.starts_with("own: ") {
        " / "
    } else {
        return Err(Unsettled::NotText);
    };
    let rest = others.iter().flat_map(|version| &version.values);
    let texts: Vec<&str> = std::iter::once(shown).chain(rest).map(EcoString::as_str).filter(|text| !text.is_empty()).collect();
    Ok(vec![texts.join(between).into()])
}

/// The record goes, and with a member what speaks of it.
fn removal(network: &Network, record: &Record) -> Vec<Change> {
    if record.kind() == RecordKind::Member {
        return network.records_about(record.key()).into_iter().map(Change::remove).collect();
    }
    vec![Change::remove(record.clone())]
}

/// The number goes from the member that kept it to the one that lost it.
fn number_moved(network: &Network, conflict: &Conflict, record: &Record) -> Result<Vec<Change>, Unsettled> {
    let (Record::Member(loser), Some(number)) = (record, &conflict.number) else { return Err(Unsettled::NotHere) };
    let gains = |member: &Member| {
        let mut after = member.clone();
        after.aliases.push(number.clone());
        Change::edit(member.clone(), after)
    };
    match network.member(number) {
        None => Ok(vec![gains(loser)]),
        Some(owner) if owner.id == loser.id => Ok(Vec::new()),
        Some(owner) if owner.id == *number => Err(Unsettled::OwnId { number: number.clone() }),
        Some(owner) => {
            let mut after = owner.clone();
            after.aliases.retain(|alias| alias != number);
            Ok(vec![Change::edit(owner.clone(), after), gains(loser)])
        }
    }
}
