//! Which records break a law of the network, with their lines.

use std::collections::BTreeMap;

use super::{
    super::fault::{Fault, FileFault, RecordFault},
    diagnose::label,
    lines::Lines,
    read::Placed,
};
use crate::model::{About, Network, Record, RecordKind, Refusal};

/// Every law that is broken, sorted by line; at least one.
pub(super) fn broken_laws(text: &str, placed: &[Placed<'_>]) -> Vec<Fault> {
    let lines = Lines::of(text);
    let twice = used_twice(&lines, placed);
    if !twice.is_empty() {
        return twice;
    }
    let members: Vec<Record> = placed.iter().map(|one| &one.record).filter(|record| record.kind() == RecordKind::Member).cloned().collect();
    let mut faults: Vec<Fault> = match Network::from_records(About::default(), members) {
        Err(refusal) => vec![shared_number(&refusal, &lines, placed)],
        Ok(network) => {
            let broken = placed.iter().filter_map(|one| Some((one, network.check_record(&one.record).err()?)));
            broken.map(|(one, refusal)| Fault::of_record(lines.line_at(one.piece.at), law_of(&refusal, one))).collect()
        }
    };
    if faults.is_empty() {
        faults.push(Fault::of_file(FileFault::NotAMap));
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn used_twice(lines: &Lines, placed: &[Placed<'_>]) -> Vec<Fault> {
    let mut first: BTreeMap<(RecordKind, &str), &Placed<'_>> = BTreeMap::new();
    let mut faults = Vec::new();
    for one in placed {
        let key = (one.record.kind(), one.record.key());
        let Some(before) = first.insert(key, one) else { continue };
        let fault = RecordFault::Twice {
            id: one.record.key().to_owned(),
            first_line: lines.line_at(before.piece.at),
            first: label(Some(key.0), before.piece.text),
            second: label(Some(key.0), one.piece.text),
        };
        faults.push(Fault::of_record(lines.line_at(one.piece.at), fault));
    }
    faults
}

/// Two members of one number, on the line of the first that is named.
fn shared_number(refusal: &Refusal, lines: &Lines, placed: &[Placed<'_>]) -> Fault {
    let Refusal::SharedNumber { member, other, alias } = refusal else {
        return Fault::of_file(FileFault::NotAMap);
    };
    let kind = RecordFault::SharedNumber { member: member.clone(), other: other.clone(), alias: alias.clone() };
    let place = placed.iter().find(|one| one.record.kind() == RecordKind::Member && one.record.key() == member);
    Fault::of_record(place.map_or(1, |one| lines.line_at(one.piece.at)), kind)
}

/// The law that one record breaks.
fn law_of(refusal: &Refusal, one: &Placed<'_>) -> RecordFault {
    let record = label(Some(one.record.kind()), one.piece.text);
    match refusal {
        Refusal::Loose { member, .. } => RecordFault::Loose { record, member: member.clone() },
        Refusal::TieToItself { member, .. } => RecordFault::TieToItself { record, member: member.clone() },
        Refusal::SupportOfItself { member, .. } => RecordFault::SupportOfItself { record, member: member.clone() },
        Refusal::RatedSource { member } => RecordFault::RatedSource { record, member: member.clone() },
        Refusal::SharedNumber { .. } | Refusal::Twice { .. } | Refusal::Changed { .. } | Refusal::Renamed { .. } => {
            RecordFault::Unreadable { record }
        }
    }
}
