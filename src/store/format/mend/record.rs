//! One record's text, with what cannot be read taken out of it.

use std::{borrow::Cow, collections::BTreeSet};

use super::{Cure, CureDeed};
use crate::{
    model::{MemberId, Record, RecordKind, hashed_letters},
    store::{
        fault::{Fault, RecordFault},
        format::{
            diagnose::{Wrong, label, wrong_value},
            lines::Lines,
            outline::{Piece, fields, whole_fields},
            read::{Placed, from_ron, parse},
            write::in_ron,
        },
    },
};

/// Fields that say that a record no longer counts: without them it would count for more than somebody meant.
const ENDS: [&str; 3] = ["withdrawn", "ended", "until"];

/// The record of a piece of the file, if it can be one, and what was done about it.
pub(super) fn read_record<'a>(lines: &Lines, kind: RecordKind, piece: Piece<'a>) -> (Option<Placed<'a>>, Vec<Cure>) {
    if let Ok(record) = parse(kind, piece.text) {
        return (Some(Placed { record, piece }), Vec::new());
    }
    let mut patient = Patient { lines, kind, piece, slots: Vec::new(), cures: Vec::new() };
    let record = patient.mend();
    (record.map(|record| Placed { record, piece }), patient.cures)
}

/// A field of the record on its way.
#[derive(Clone)]
struct Slot<'a> {
    name: &'a str,
    value: Cow<'a, str>,
    /// The byte of the record where its value begins.
    at: usize,
}

struct Patient<'a> {
    lines: &'a Lines,
    kind: RecordKind,
    piece: Piece<'a>,
    slots: Vec<Slot<'a>>,
    cures: Vec<Cure>,
}

/// Why nothing of the record can be kept; it is set aside.
struct SetAside;

impl<'a> Patient<'a> {
    fn mend(&mut self) -> Option<Record> {
        let mended = self.try_mend();
        mended.ok()
    }

    fn try_mend(&mut self) -> Result<Record, SetAside> {
        match whole_fields(self.piece.text).filter(|found| !found.is_empty()) {
            Some(found) => self.keep_known(&found),
            None => self.keep_what_can_be_read()?,
        }
        self.fill_missing()?;
        self.cure_required()?;
        self.cure_optional()?;
        parse(self.kind, &text_of(&self.slots)).map_err(|_unreadable| self.unreadable())
    }

    /// A member that is written as none stays as far as it can be read, so that what speaks of it stays, too.
    fn keep_what_can_be_read(&mut self) -> Result<(), SetAside> {
        let found = fields(self.piece.text);
        let has_id = found.iter().any(|(name, value)| name.text == "id" && from_ron::<MemberId>(value.text).is_ok());
        if self.kind != RecordKind::Member || !has_id {
            return Err(self.unreadable());
        }
        let fault = RecordFault::Unreadable { record: self.label() };
        self.take(0, fault, CureDeed::InPart, self.piece.text.to_owned());
        self.keep_known(&found);
        Ok(())
    }

    /// Takes out fields this version does not know, and those that stand twice.
    fn keep_known(&mut self, found: &[(Piece<'a>, Piece<'a>)]) {
        let known = self.kind.field_names();
        let mut seen = BTreeSet::new();
        for (name, value) in found {
            let fault = if !known.contains(&name.text) {
                RecordFault::UnknownField { kind: self.kind, field: name.text.to_owned() }
            } else if !seen.insert(name.text) {
                RecordFault::FieldTwice { record: self.label(), field: name.text.to_owned() }
            } else {
                self.slots.push(Slot { name: name.text, value: Cow::Borrowed(value.text), at: value.at });
                continue;
            };
            self.take(name.at, fault, CureDeed::TakenOut, format!("{}: {}", name.text, value.text));
        }
    }

    fn fill_missing(&mut self) -> Result<(), SetAside> {
        for field in self.kind.required_names() {
            if self.slots.iter().any(|slot| slot.name == field) {
                continue;
            }
            let fault = RecordFault::MissingField { record: self.label(), field };
            let Some(made) = self.made(field) else { return Err(self.aside(0, fault)) };
            self.take(0, fault, CureDeed::Filled(made.clone()), self.piece.text.to_owned());
            self.fill(field, &made)?;
        }
        Ok(())
    }

    /// Fills in what must be there and cannot be read, as far as something stands for it; else the record is set aside.
    fn cure_required(&mut self) -> Result<(), SetAside> {
        let required = self.kind.required_names();
        for _attempt in &required {
            let slots: Vec<Slot<'_>> = self.slots.iter().filter(|slot| required.contains(&slot.name)).cloned().collect();
            let Some((name, fault, at)) = self.wrong(&slots) else { return Ok(()) };
            let made = required.iter().copied().find(|field| *field == name).and_then(|field| Some((field, self.made(field)?)));
            let Some((field, made)) = made else { return Err(self.aside(at, fault)) };
            let was = self.slots.iter().find(|slot| slot.name == field).map(|slot| slot.value.to_string()).unwrap_or_default();
            self.take(at, fault, CureDeed::Filled(made.clone()), format!("{field}: {was}"));
            self.fill(field, &made)?;
        }
        Ok(())
    }

    /// Takes out every value that cannot be read beside those that must be there.
    fn cure_optional(&mut self) -> Result<(), SetAside> {
        let required = self.kind.required_names();
        let needed: Vec<Slot<'a>> = self.slots.iter().filter(|slot| required.contains(&slot.name)).cloned().collect();
        let optional: Vec<Slot<'a>> = self.slots.iter().filter(|slot| !required.contains(&slot.name)).cloned().collect();
        self.slots.clone_from(&needed);
        for slot in optional {
            let with: Vec<Slot<'_>> = needed.iter().chain([&slot]).cloned().collect();
            let Some((name, fault, _)) = self.wrong(&with) else {
                self.slots.push(slot);
                continue;
            };
            let fault = if name == slot.name { fault } else { self.vaguely_wrong(&slot) };
            if self.kind != RecordKind::Member && ENDS.contains(&slot.name) {
                return Err(self.aside(slot.at, fault));
            }
            self.take(slot.at, fault, CureDeed::TakenOut, format!("{}: {}", slot.name, slot.value));
        }
        Ok(())
    }

    /// The field that keeps these fields from being a record, and why.
    fn wrong(&self, slots: &[Slot<'_>]) -> Option<(String, RecordFault, usize)> {
        let text = text_of(slots);
        let error = parse(self.kind, &text).err()?;
        let found = fields(&text);
        let record = self.label();
        let Some(Wrong { name, value, why }) = wrong_value(self.kind, &found, &text, &error) else {
            return Some((String::new(), RecordFault::Unreadable { record }, 0));
        };
        let at = slots.iter().find(|slot| slot.name == name.text).map_or(0, |slot| slot.at);
        let (field, text) = (name.text.to_owned(), value.text.to_owned());
        let fault = match why {
            None => RecordFault::NotFinite { record, field: field.clone(), text },
            Some(why) => RecordFault::BadValue { record, field: field.clone(), text, why },
        };
        Some((field, fault, at))
    }

    /// A value that keeps the record from being read, without a word about why.
    fn vaguely_wrong(&self, slot: &Slot<'_>) -> RecordFault {
        let (field, text) = (slot.name.to_owned(), slot.value.to_string());
        RecordFault::BadValue { record: self.label(), field, text, why: "cannot be read".to_owned() }
    }

    /// What stands for a field that must be there; none where nothing can.
    fn made(&self, field: &str) -> Option<String> {
        match (self.kind, field) {
            (RecordKind::Member, "name") => Some("(no name)".to_owned()),
            (RecordKind::Member, "kind") => Some("organisation".to_owned()),
            (_, "id") if has_own_id(self.kind) => Some(format!("{}:{}", self.kind.letter(), hashed_letters(&[self.piece.text]))),
            _ => None,
        }
    }

    fn fill(&mut self, field: &'static str, made: &str) -> Result<(), SetAside> {
        let is_word = !self.kind.words_of(field).is_empty();
        let value = if is_word { made.to_owned() } else { in_ron(made).map_err(|_unwritable| SetAside)? };
        self.slots.retain(|slot| slot.name != field);
        self.slots.push(Slot { name: field, value: Cow::Owned(value), at: 0 });
        Ok(())
    }

    fn label(&self) -> String {
        label(Some(self.kind), self.piece.text)
    }

    fn unreadable(&mut self) -> SetAside {
        let record = self.label();
        self.aside(0, RecordFault::Unreadable { record })
    }

    fn aside(&mut self, at: usize, fault: RecordFault) -> SetAside {
        // What was cured before is set aside with the rest of the record.
        self.cures.clear();
        self.take(at, fault, CureDeed::SetAside, self.piece.text.to_owned());
        SetAside
    }

    fn take(&mut self, at: usize, fault: RecordFault, deed: CureDeed, was: String) {
        let fault = Fault::of_record(self.lines.line_at(self.piece.at + at), fault);
        self.cures.push(Cure { fault, deed, was });
    }
}

/// Whether an id of the kind says nothing but which record it is, so that another would do.
pub(super) fn has_own_id(kind: RecordKind) -> bool {
    match kind {
        RecordKind::Member
        | RecordKind::Tie
        | RecordKind::Visit
        | RecordKind::Rating
        | RecordKind::Family
        | RecordKind::Response
        | RecordKind::Remark
        | RecordKind::Support
        | RecordKind::NamedView => true,
        RecordKind::Membership
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Capacity
        | RecordKind::Definition
        | RecordKind::Pin
        | RecordKind::Conflict => false,
    }
}

fn text_of(slots: &[Slot<'_>]) -> String {
    let fields: Vec<String> = slots.iter().map(|slot| format!("{}: {}", slot.name, slot.value)).collect();
    format!("({})", fields.join(", "))
}
