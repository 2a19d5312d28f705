//! What of a journal's work the map's file does not hold, and what it was done to.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::Safe;
use crate::{
    compare::diff,
    model::{Change, Deed, Network, Past, Record, RecordKind, Step},
    store::{
        format,
        journal::{Entry, MarkOf, Reading},
    },
};

/// The work of a journal that the file does not hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Missing {
    /// The steps, the oldest first.
    pub(super) steps: Vec<Step>,
    /// What they were done to, which the file held once; none if that version is not kept any more.
    pub(super) base: Option<Network>,
    /// What they made of it; none if that cannot be said.
    pub(super) ours: Option<Network>,
    /// Whether the file is what the journal led to.
    pub(super) arrived: bool,
}

/// Deeds and what they start from.
struct Work {
    /// The version the file held.
    file: String,
    /// A step in the place of those whose journals are gone.
    instead: Option<Step>,
    deeds: Vec<Deed>,
    /// The last version of somebody else's that they joined.
    joined: Option<EcoString>,
}

impl Safe {
    /// What is missing of a journal in this network, which is the file's version of this hash.
    pub(super) fn missing(&self, reading: &Reading, network: &Network, hash: &str) -> Missing {
        let work = self.work(reading, hash);
        let net: Vec<Step> = work.instead.into_iter().chain(Past::net(work.deeds)).collect();
        let ends: BTreeMap<(RecordKind, String), Option<Record>> = net.iter().flat_map(|step| &step.changes).filter_map(end_of).collect();
        let steps: Vec<Step> = net.iter().filter(|step| !stands(step, &ends, network)).cloned().collect();
        let arrived = reading.mark_of(hash).is_some();
        if steps.is_empty() {
            return Missing { arrived, ..Missing::default() };
        }
        let base = if work.file == hash { Some(network.clone()) } else { self.network_of(&work.file) };
        let ours = base.as_ref().and_then(|base| base.apply(&Step::joined("", &net)?).ok());
        // Where somebody else's version was joined, that is what the file held last.
        let joined = work.joined.and_then(|joined| if joined == hash { Some(network.clone()) } else { self.network_of(&joined) });
        let base = joined.or(base);
        Missing { steps, base, ours, arrived }
    }

    /// What a journal says was done since the file last held a version of it.
    fn work(&self, reading: &Reading, hash: &str) -> Work {
        let marks = reading.entries.iter().rev().filter_map(Entry::mark);
        let mut in_the_file = marks.filter(|mark| match mark.of {
            MarkOf::File => true,
            MarkOf::Attempt(_) => mark.hash == hash,
            MarkOf::Safe => false,
        });
        if let Some(mark) = in_the_file.next() {
            let (deeds, joined) = (reading.deeds_from(mark.through), reading.joined_from(mark.through).cloned());
            return Work { file: mark.hash.to_owned(), instead: None, deeds, joined };
        }
        let header = &reading.header;
        let (own, file, joined) = (reading.deeds_from(0), header.file.to_string(), reading.joined_from(0).cloned());
        if header.base == header.file {
            return Work { file, instead: None, deeds: own, joined };
        }
        if let Some(before) = self.deeds_between(&header.file, &header.base) {
            return Work { file, instead: None, deeds: before.into_iter().chain(own).collect(), joined };
        }
        let (before, after) = (self.network_of(&header.file), self.network_of(&header.base));
        let instead = before.zip(after).map(|(before, after)| diff("What was done before", &before, &after));
        Work { file, instead, deeds: own, joined }
    }

    /// The network of a version that is kept.
    pub fn network_of(&self, hash: &str) -> Option<Network> {
        format::read(&self.bytes_of(hash)?).ok().map(|parsed| parsed.network)
    }
}

/// A record's kind and id, and what a change makes of it.
fn end_of(change: &Change) -> Option<((RecordKind, String), Option<Record>)> {
    let (kind, key) = change.about()?;
    Some(((kind, key.to_owned()), change.after.clone()))
}

/// Whether everything a step did is so in the network, or was overtaken by a later step whose work is.
fn stands(step: &Step, ends: &BTreeMap<(RecordKind, String), Option<Record>>, network: &Network) -> bool {
    step.changes.iter().all(|change| {
        let Some((kind, key)) = change.about() else { return true };
        let held = network.record(kind, key);
        held == change.after || ends.get(&(kind, key.to_owned())) == Some(&held)
    })
}
