//! One record joined field by field: what its base, ours and theirs make together.

use ecow::{EcoString, eco_format};

use super::{
    super::value::{own_field, text_in},
    rules::{Fact, Rule, facts_of},
    settled::{By, Settled},
};
use crate::model::{Clash, Conflict, Id, Rating, Record, RecordKind, Version, Withdrawn, hashed_letters};

/// A record as three people have it.
#[derive(Clone, Copy)]
pub(super) struct Trio<'a> {
    pub(super) base: Option<&'a Record>,
    pub(super) ours: &'a Record,
    pub(super) theirs: &'a Record,
}

/// What became of a record that both sides have.
pub(super) struct Joined {
    pub(super) record: Record,
    /// A second judgement that was given the same id.
    pub(super) twin: Option<Record>,
    /// The conflicts, with the versions of both sides; ours first, then theirs, unsigned.
    pub(super) clashes: Vec<Conflict>,
    /// How many facts were joined by taking the newer.
    pub(super) quiet: usize,
}

/// Which side a fact is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    Ours,
    Theirs,
    Neither,
}

impl Trio<'_> {
    /// Joins the record, fact by fact.
    pub(super) fn join(self, settled: &Settled<'_>) -> Joined {
        let mut joined = Joined { record: self.ours.clone(), twin: None, clashes: Vec::new(), quiet: 0 };
        for fact in facts_of(self.ours.kind()) {
            self.join_fact(&fact, settled, &mut joined);
        }
        joined
    }

    fn join_fact(self, fact: &Fact, settled: &Settled<'_>, joined: &mut Joined) {
        // Conflicts about one's own fields are told apart, and so settled, by their headings.
        if fact.rule == Rule::Headings {
            return self.join_own(settled, joined);
        }
        let by = settled.by(self.ours, Clash::Fields, &fact.fields);
        match (self.pick(&fact.fields, by), fact.rule) {
            // One's own fields are joined above, heading by heading.
            (Pick::Ours, _) | (Pick::Neither, Rule::Headings) => {}
            (Pick::Theirs, _) => self.take_theirs(&fact.fields, &mut joined.record),
            (Pick::Neither, Rule::Settle) => {
                let can_join = by == By::Nobody;
                let is_joined =
                    matches!(fact.fields.as_slice(), [field] if can_join && joined.record.join_field(self.base, self.theirs, field));
                if !is_joined {
                    let fields: Vec<String> = fact.fields.iter().map(|&field| field.to_owned()).collect();
                    joined.clashes.push(self.clash(&fields));
                }
            }
            (Pick::Neither, Rule::Newest) => {
                joined.quiet += 1;
                if rank(self.theirs, &fact.fields) > rank(self.ours, &fact.fields) {
                    self.take_theirs(&fact.fields, &mut joined.record);
                }
            }
            (Pick::Neither, Rule::Rows) => {
                if let (Record::Member(member), Record::Member(theirs)) = (&mut joined.record, self.theirs) {
                    let base = self.base.and_then(|base| if let Record::Member(base) = base { Some(&**base) } else { None });
                    member.join_origins(base, theirs);
                }
            }
            (Pick::Neither, Rule::Lasting) => {
                if let (Record::Rating(rating), Record::Rating(theirs)) = (&mut joined.record, self.theirs) {
                    rating.withdrawn = both_withdrawals(rating.withdrawn.take(), theirs.withdrawn.clone());
                }
            }
            (Pick::Neither, Rule::Both) => self.keep_both(joined),
        }
    }

    /// The side whose fact is taken. A side that settled a conflict about it counts as having changed it.
    fn pick(self, fields: &[&str], by: By) -> Pick {
        let agree = |a: &Record, b: &Record| fields.iter().all(|field| a.agrees_in(b, field));
        if agree(self.ours, self.theirs) {
            return Pick::Ours;
        }
        let is_blank = |record: &Record| fields.iter().all(|field| record.text_of(field).is_none_or(|text| text.is_empty()));
        let (ours_stood, theirs_stood) = match self.base {
            Some(base) => (agree(base, self.ours), agree(base, self.theirs)),
            None => (is_blank(self.ours), is_blank(self.theirs)),
        };
        match (ours_stood && !by.is_ours(), theirs_stood && !by.is_theirs()) {
            (_, true) => Pick::Ours,
            (true, false) => Pick::Theirs,
            (false, false) => Pick::Neither,
        }
    }

    fn take_theirs(self, fields: &[&str], record: &mut Record) {
        for field in fields {
            record.take_field(self.theirs, field);
        }
    }

    /// The conflict about these fields.
    fn clash(self, fields: &[String]) -> Conflict {
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        let texts = |record: &Record| names.iter().map(|field| text_in(record, field).into()).collect::<Vec<EcoString>>();
        let version = |record: &Record| Version { values: texts(record), by: None, at: None };
        let mut conflict = Conflict::new(self.ours.kind(), self.ours.key(), Clash::Fields, &names);
        conflict.before = self.base.map(texts).unwrap_or_default();
        conflict.versions = vec![version(self.ours), version(self.theirs)];
        conflict.fields = names.into_iter().map(EcoString::from).collect();
        conflict
    }

    /// The user's own fields, heading by heading.
    fn join_own(self, settled: &Settled<'_>, joined: &mut Joined) {
        let (Some(ours), Some(theirs)) = (self.ours.own(), self.theirs.own()) else { return };
        let base = self.base.and_then(Record::own);
        let mut headings: Vec<&EcoString> = ours.keys().chain(theirs.keys()).collect();
        headings.sort_unstable();
        headings.dedup();
        let mut own = ours.clone();
        for heading in headings {
            let (a, b) = (ours.get(heading), theirs.get(heading));
            let before = base.and_then(|base| base.get(heading));
            let field = own_field(heading);
            let by = settled.by(self.ours, Clash::Fields, &[&field]);
            if a == b || (b == before && !by.is_theirs()) {
                continue;
            }
            if a == before && !by.is_ours() {
                match b {
                    Some(value) => drop(own.insert(heading.clone(), value.clone())),
                    None => drop(own.remove(heading)),
                }
                continue;
            }
            joined.clashes.push(self.clash(&[field]));
        }
        if let Some(joined) = joined.record.own_mut() {
            *joined = own;
        }
    }

    /// Two judgements of one id: the first by its text keeps it, the other gets an id made of what it says.
    fn keep_both(self, joined: &mut Joined) {
        let fields: Vec<&'static str> = RecordKind::Rating.field_names().into_iter().filter(|&field| field != "withdrawn").collect();
        let is_ours_first = rank(self.ours, &fields) < rank(self.theirs, &fields);
        let (first, second) = if is_ours_first { (self.ours, self.theirs) } else { (self.theirs, self.ours) };
        let (Record::Rating(first), Record::Rating(second)) = (first, second) else { return };
        let said: Vec<String> = rank(&Record::Rating(second.clone()), &fields).1;
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let letters: String = hashed_letters(&said).chars().take(6).collect();
        let Ok(id) = Id::new(&eco_format!("{}-{letters}", first.id)) else { return };
        let mut conflict = Conflict::new(RecordKind::Rating, &first.id, Clash::Twice, &[&id]);
        conflict.other = Some(id.as_str().into());
        joined.clashes.push(conflict);
        joined.twin = Some(Record::from(Rating { id, ..Rating::clone(second) }));
        joined.record = Record::Rating(first.clone());
    }
}

/// What orders two versions of a fact: when it was recorded, then what it says.
fn rank(record: &Record, fields: &[&str]) -> (String, Vec<String>) {
    let at = record.text_of("at").unwrap_or_default();
    (at, fields.iter().map(|field| record.text_of(field).unwrap_or_default()).collect())
}

/// One withdrawal that tells of both: the earlier one, and the other in its reason.
pub(super) fn both_withdrawals(ours: Option<Withdrawn>, theirs: Option<Withdrawn>) -> Option<Withdrawn> {
    let (ours, theirs) = match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (one, other) => return one.or(other),
    };
    let (first, second) = if order(&ours) <= order(&theirs) { (ours, theirs) } else { (theirs, ours) };
    let told = eco_format!("; also by {} at {}: {}", second.by, second.at, second.why);
    let is_told = first.why.contains(told.as_str());
    let tells_first = second.by == first.by && second.at == first.at && second.why.starts_with(&*first.why);
    if is_told {
        Some(first)
    } else if tells_first {
        Some(second)
    } else {
        Some(Withdrawn { why: eco_format!("{}{told}", first.why), ..first })
    }
}

fn order(withdrawn: &Withdrawn) -> (jiff::Timestamp, &str, &str) {
    (withdrawn.at, &withdrawn.by, &withdrawn.why)
}
