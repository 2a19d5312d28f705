//! The laws of a network, kept by as little as possible: what breaks one gets another id, loses a number, or is set aside.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cure, CureDeed, record::has_own_id};
use crate::{
    model::{About, Member, MemberId, Network, Record, RecordKind, Refusal, hashed_letters},
    store::{
        fault::{Fault, RecordFault, UsedTwice},
        format::{diagnose::label, lines::Lines, read::Placed},
    },
};

/// The records that can stand together, and what was done about the others.
pub(super) fn keep_laws(lines: &Lines, placed: Vec<Placed<'_>>, cures: &mut Vec<Cure>) -> Vec<Record> {
    let mut court = Court { lines, cures };
    let mut placed = court.told_apart(placed);
    court.shortened(&mut placed);
    court.numbered(&mut placed);
    court.referring(placed)
}

struct Court<'a> {
    lines: &'a Lines,
    cures: &'a mut Vec<Cure>,
}

impl Court<'_> {
    fn take(&mut self, one: &Placed<'_>, fault: RecordFault, deed: CureDeed, was: String) {
        let fault = Fault::of_record(self.lines.line_at(one.piece.at), fault);
        self.cures.push(Cure { fault, deed, was });
    }

    fn aside(&mut self, one: &Placed<'_>, fault: RecordFault) {
        self.take(one, fault, CureDeed::SetAside, one.piece.text.to_owned());
    }

    /// No id twice: the second of two that say different things gets an id of its own.
    fn told_apart<'t>(&mut self, placed: Vec<Placed<'t>>) -> Vec<Placed<'t>> {
        let mut taken: BTreeSet<(RecordKind, String)> = BTreeSet::new();
        for one in &placed {
            taken.insert((one.record.kind(), one.record.key().to_owned()));
            if let Record::Member(member) = &one.record {
                taken.extend(member.aliases.iter().map(|alias| (RecordKind::Member, alias.to_string())));
            }
        }
        let mut first: BTreeMap<(RecordKind, String), (usize, u32)> = BTreeMap::new();
        let mut kept: Vec<Placed<'t>> = Vec::with_capacity(placed.len());
        for mut one in placed {
            let key = (one.record.kind(), one.record.key().to_owned());
            let Some((before, tries)) = first.get_mut(&key) else {
                first.insert(key, (kept.len(), 0));
                kept.push(one);
                continue;
            };
            let Some(before) = kept.get(*before) else { continue };
            let was = one.piece.text.to_owned();
            if before.record == one.record {
                let fault = RecordFault::SameTwice { record: label_of(&one), first_line: self.lines.line_at(before.piece.at) };
                self.take(&one, fault, CureDeed::OnceOnly, was);
                continue;
            }
            let (first_line, first_label) = (self.lines.line_at(before.piece.at), label_of(before));
            let renamed = rename(&mut one.record, tries, &mut taken);
            let fault = RecordFault::Twice(Box::new(UsedTwice {
                kind: key.0,
                id: key.1,
                first_line,
                first: first_label,
                second: label_of(&one),
                now: renamed.clone(),
            }));
            match renamed {
                Some(id) => {
                    self.take(&one, fault, CureDeed::Renamed(id), was);
                    kept.push(one);
                }
                None => self.aside(&one, fault),
            }
        }
        kept
    }

    /// Names of a length that can be read.
    fn shortened(&mut self, placed: &mut [Placed<'_>]) {
        for one in placed {
            let Record::Member(member) = &one.record else { continue };
            let Some(letters) = Member::name_too_long(&member.name) else { continue };
            let mended = Member { name: Member::shortened_name(&member.name), ..Member::clone(member) };
            let deed = CureDeed::Changed(mended.name.to_string());
            self.take(one, RecordFault::LongName { letters, limit: Member::LONGEST_NAME }, deed, one.piece.text.to_owned());
            one.record = mended.into();
        }
    }

    /// A number finds one member only: the later of two that claim it goes without.
    fn numbered(&mut self, placed: &mut [Placed<'_>]) {
        let ids: BTreeSet<MemberId> = placed.iter().filter_map(|one| as_member(&one.record)).map(|member| member.id.clone()).collect();
        let mut owners: BTreeMap<MemberId, MemberId> = BTreeMap::new();
        for one in placed {
            let Record::Member(member) = &one.record else { continue };
            let mut mended = member.clone();
            let id = member.id.clone();
            let mut lost = Vec::new();
            mended.aliases.retain(|alias| {
                let other = ids.get(alias).cloned().or_else(|| owners.insert(alias.clone(), id.clone()));
                let is_free = other.is_none();
                lost.extend(other.map(|other| (alias.clone(), other)));
                is_free
            });
            for (alias, other) in lost {
                // Whoever had it first keeps it.
                owners.insert(alias.clone(), other.clone());
                let fault = RecordFault::SharedNumber { member: id.to_string(), other: other.to_string(), alias: alias.to_string() };
                self.take(one, fault, CureDeed::TakenOut, format!("aliases: [\"{alias}\"]"));
            }
            one.record = Record::Member(mended);
        }
    }

    /// Whoever is spoken of is there; what speaks of nobody is set aside.
    fn referring(&mut self, placed: Vec<Placed<'_>>) -> Vec<Record> {
        let members = placed.iter().map(|one| &one.record).filter(|record| as_member(record).is_some()).cloned().collect();
        let network = Network::from_records(About::default(), members).unwrap_or_default();
        let mut records = Vec::with_capacity(placed.len());
        for one in placed {
            match network.check_record(&one.record) {
                Ok(()) => records.push(one.record),
                Err(refusal) => {
                    let fault = Self::law_of(&refusal, &one);
                    self.aside(&one, fault);
                }
            }
        }
        records
    }

    /// The law that one record breaks.
    fn law_of(refusal: &Refusal, one: &Placed<'_>) -> RecordFault {
        let record = label_of(one);
        match refusal {
            Refusal::Loose { member, .. } => RecordFault::Loose { record, member: member.clone() },
            Refusal::TieToItself { member, .. } => RecordFault::TieToItself { record, member: member.clone() },
            Refusal::SupportOfItself { member, .. } => RecordFault::SupportOfItself { record, member: member.clone() },
            Refusal::RatedSource { member } => RecordFault::RatedSource { record, member: member.clone() },
            Refusal::SharedNumber { .. }
            | Refusal::Twice { .. }
            | Refusal::Changed { .. }
            | Refusal::Renamed { .. }
            | Refusal::LongName { .. } => RecordFault::Unreadable { record },
        }
    }
}

fn label_of(one: &Placed<'_>) -> String {
    label(Some(one.record.kind()), one.piece.text)
}

fn as_member(record: &Record) -> Option<&Member> {
    if let Record::Member(member) = record { Some(member) } else { None }
}

/// Gives the record an id like its own that nobody has; none where its id says what it is about.
fn rename(record: &mut Record, tries: &mut u32, taken: &mut BTreeSet<(RecordKind, String)>) -> Option<String> {
    let kind = record.kind();
    if !has_own_id(kind) {
        return None;
    }
    let old = record.key().to_owned();
    loop {
        *tries += 1;
        let wanted = format!("{old}-{}", ending(*tries));
        if taken.contains(&(kind, wanted.clone())) {
            continue;
        }
        // An id that is as long as can be has no room for an ending.
        let id = match record.set_text("id", &wanted) {
            Ok(()) => wanted,
            Err(_too_long) => {
                let made = format!("{}:{}", kind.letter(), hashed_letters(&[&wanted]));
                record.set_text("id", &made).ok()?;
                made
            }
        };
        taken.insert((kind, id.clone()));
        return Some(id);
    }
}

/// `b` for the second, `c` for the third, and numbers where the letters end.
fn ending(tries: u32) -> String {
    let letter = u8::try_from(tries).ok().and_then(|tries| (b'b'..=b'z').nth(usize::from(tries.saturating_sub(1))));
    letter.map_or_else(|| (tries + 1).to_string(), |letter| char::from(letter).to_string())
}
