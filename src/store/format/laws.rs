//! Which records break a law of the network, with their lines.

use std::collections::BTreeMap;

use super::{
    super::fault::{Fault, FaultKind},
    diagnose::label,
    read::{Placed, line_at},
};
use crate::model::{About, Network, Record, RecordKind, Refusal};

/// Every law that is broken, sorted by line; at least the one that the network was refused for.
pub(super) fn broken_laws(text: &str, placed: Vec<Placed<'_>>, refusal: &Refusal) -> Vec<Fault> {
    let twice = used_twice(text, &placed);
    if !twice.is_empty() {
        return twice;
    }
    let members = placed.iter().filter(|placed| placed.record.kind() == RecordKind::Member).map(|placed| placed.record.clone()).collect();
    let network = match Network::from_records(About::default(), members) {
        Ok(network) => network,
        Err(refusal) => return vec![fault_of(&refusal, text, &placed)],
    };
    let mut faults: Vec<Fault> =
        placed.iter().filter_map(|one| network.check_record(&one.record).err().map(|refusal| fault_of(&refusal, text, &placed))).collect();
    if faults.is_empty() {
        faults.push(fault_of(refusal, text, &placed));
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn used_twice(text: &str, placed: &[Placed<'_>]) -> Vec<Fault> {
    let mut first: BTreeMap<(RecordKind, &str), &Placed<'_>> = BTreeMap::new();
    let mut faults = Vec::new();
    for one in placed {
        let key = (one.record.kind(), one.record.key());
        let Some(before) = first.insert(key, one) else { continue };
        let fault = FaultKind::Twice {
            id: one.record.key().to_owned(),
            first_line: line_at(text, before.piece.at),
            first: label(Some(key.0), before.piece.text),
            second: label(Some(key.0), one.piece.text),
        };
        faults.push(Fault::at(line_at(text, one.piece.at), fault));
    }
    faults
}

fn fault_of(refusal: &Refusal, text: &str, placed: &[Placed<'_>]) -> Fault {
    let find = |kind: RecordKind, id: &str| placed.iter().find(|one| one.record.kind() == kind && one.record.key() == id);
    let at = |found: Option<&Placed<'_>>, kind: FaultKind| match found {
        Some(one) => Fault::at(line_at(text, one.piece.at), kind),
        None => Fault::new(kind),
    };
    let named = |found: Option<&Placed<'_>>| match found {
        Some(one) => label(Some(one.record.kind()), one.piece.text),
        None => "a record".to_owned(),
    };
    match refusal {
        Refusal::Loose { kind, id, member } => {
            let one = find(*kind, id);
            at(one, FaultKind::Loose { record: named(one), member: member.clone() })
        }
        Refusal::TieToItself { id, member } => {
            let one = find(RecordKind::Tie, id);
            at(one, FaultKind::TieToItself { record: named(one), member: member.clone() })
        }
        Refusal::SharedNumber { member, other, alias } => {
            let kind = FaultKind::SharedNumber { member: member.clone(), other: other.clone(), alias: alias.clone() };
            at(find(RecordKind::Member, member), kind)
        }
        Refusal::RatedSource { member } => {
            let one = placed.iter().find(|one| matches!(&one.record, Record::Rating(rating) if rating.member.as_str() == member));
            at(one, FaultKind::RatedSource { record: named(one), member: member.clone() })
        }
        Refusal::Twice { kind, id } | Refusal::Changed { kind, id } | Refusal::Renamed { kind, id } => {
            let one = find(*kind, id);
            at(one, FaultKind::Unreadable { record: named(one) })
        }
    }
}
