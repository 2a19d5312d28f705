//! Which file and row told what of a member: one record is often put together from several sheets.

use std::{borrow::Cow, collections::BTreeMap};

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    member::Member,
    record::{Record, RecordKind},
    step::Change,
};

/// The rows a member was read from, each with the fields it told last; the row that made the member tells all the others.
///
/// In the file it is one text: `register.csv:57; tables-2019.csv:88 (fsm6_percent, eal_percent)`. It is no part of the facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<(EcoString, Vec<EcoString>)>);

impl Origins {
    /// The rows that a text lists; what is no such list is one row that told all.
    pub fn parse(text: &str) -> Self {
        let rows = text.split("; ").filter(|row| !row.is_empty());
        Self(rows.map(|row| split(row).unwrap_or_else(|| (row.into(), Vec::new()))).collect())
    }

    /// Where a field was read from; a heading of somebody's own begins with [`Self::OWN`].
    pub fn of(&self, field: &str) -> Option<&str> {
        let field = folded(field);
        let telling = self.0.iter().find(|(_, fields)| fields.contains(&field));
        telling.map(|(row, _)| row).or_else(|| self.made_by()).map(EcoString::as_str)
    }

    /// What the name of somebody's own heading begins with, among fields.
    pub const OWN: &'static str = "own: ";

    /// What a note begins with that no file gave a record, but a person.
    pub const ENTERED: &'static str = "entered by ";

    /// The same of a record that a person changed.
    pub const CHANGED: &'static str = "changed by ";

    fn take(&mut self, row: &str, fields: Vec<EcoString>) {
        self.0.retain_mut(|(_, told)| {
            let is_all = told.is_empty();
            told.retain(|field| !fields.contains(field));
            is_all || !told.is_empty()
        });
        match self.0.iter_mut().find(|(known, _)| known == row) {
            // The row that made the member tells everything that no other row does.
            Some((_, told)) if told.is_empty() => {}
            Some((_, told)) => told.extend(fields),
            None => self.0.push((row.into(), fields)),
        }
    }

    /// The rows of two versions of a member together: each field is from the row of the version that changed it since the base; of
    /// two that did, from the row that is later in the alphabet, so that both sides come to the same.
    pub(crate) fn joined(base: &Self, ours: &Self, theirs: &Self) -> Self {
        let of = |origins: &Self, field: Option<&EcoString>| match field {
            Some(field) => origins.of(field).map(EcoString::from),
            None => origins.made_by().cloned(),
        };
        let pick = |field: Option<&EcoString>| {
            let [base, ours, theirs] = [base, ours, theirs].map(|origins| of(origins, field));
            if ours == base {
                theirs
            } else if theirs == base {
                ours
            } else {
                ours.max(theirs)
            }
        };
        let mut fields: Vec<&EcoString> = [base, ours, theirs].iter().flat_map(|origins| &origins.0).flat_map(|(_, told)| told).collect();
        fields.sort_unstable();
        fields.dedup();
        let made_by = pick(None);
        let mut rows: BTreeMap<EcoString, Vec<EcoString>> = BTreeMap::new();
        for field in fields {
            if let Some(row) = pick(Some(field)).filter(|row| Some(row) != made_by.as_ref()) {
                rows.entry(row).or_default().push(field.clone());
            }
        }
        Self(made_by.map(|row| (row, Vec::new())).into_iter().chain(rows).collect())
    }

    /// The row that made the member.
    fn made_by(&self) -> Option<&EcoString> {
        self.0.iter().find(|(_, fields)| fields.is_empty()).map(|(row, _)| row)
    }

    fn text(&self) -> Option<EcoString> {
        let rows =
            self.0.iter().map(|(row, fields)| if fields.is_empty() { row.clone() } else { eco_format!("{row} ({})", fields.join(", ")) });
        let text: EcoString = rows.collect::<Vec<_>>().join("; ").into();
        (!text.is_empty()).then_some(text)
    }
}

impl Change {
    /// The same with a note of who entered or changed the record by hand, and on which day.
    ///
    /// Records that have their author and time as fields of their own need none while they are new.
    #[must_use]
    pub fn noted(mut self, by: Option<&str>, on: Date) -> Self {
        let hand = eco_format!("{} on {on}", one_row(by.unwrap_or("hand")));
        match (&self.before, &mut self.after) {
            (None, Some(Record::Member(member))) => member.note_origin(None, &eco_format!("{}{hand}", Origins::ENTERED)),
            (Some(Record::Member(before)), Some(Record::Member(after))) => {
                after.note_origin(Some(before), &eco_format!("{}{hand}", Origins::CHANGED));
            }
            (None, Some(record)) if !is_signed(record.kind()) => record.note(eco_format!("{}{hand}", Origins::ENTERED)),
            (Some(before), Some(after)) if !before.says_the_same(after) => {
                let changed = eco_format!("{}{hand}", Origins::CHANGED);
                let mark = eco_format!("; {}", Origins::CHANGED);
                let first = before.noted_origin().map(|text| EcoString::from(text.split(mark.as_str()).next().unwrap_or_default()));
                match first.filter(|first| !first.starts_with(Origins::CHANGED)) {
                    Some(first) => after.note(eco_format!("{first}; {changed}")),
                    None if is_signed(after.kind()) => {}
                    None => after.note(changed),
                }
            }
            (None | Some(_), None | Some(_)) => {}
        }
        self
    }
}

/// Whether a record names its author and its time in fields of its own.
fn is_signed(kind: RecordKind) -> bool {
    match kind {
        RecordKind::Rating | RecordKind::Response | RecordKind::Remark | RecordKind::Support => true,
        RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Tie
        | RecordKind::Visit
        | RecordKind::Measure
        | RecordKind::NationalFigure
        | RecordKind::Family
        | RecordKind::Capacity
        | RecordKind::Definition
        | RecordKind::NamedView
        | RecordKind::Pin
        | RecordKind::Conflict => false,
    }
}

/// A row and the fields it told: `tables-2019.csv:88 (fsm6_percent, eal_percent)`.
fn split(row: &str) -> Option<(EcoString, Vec<EcoString>)> {
    let (place, fields) = row.strip_suffix(')')?.rsplit_once(" (")?;
    Some((place.into(), fields.split(", ").map(EcoString::from).collect()))
}

/// The name of a row or a person without the sign that parts rows: a file may be called `register; old.csv`.
fn one_row(row: &str) -> Cow<'_, str> {
    if row.contains("; ") { Cow::Owned(row.replace("; ", ", ")) } else { Cow::Borrowed(row) }
}

/// A name without the signs that part names.
fn folded(field: &str) -> EcoString {
    field.chars().map(|letter| if matches!(letter, ',' | ';' | '(' | ')') { '_' } else { letter }).collect()
}

impl Member {
    /// Where a field of it was read from, as `register.csv:57`; `None` if no file is noted for it.
    pub fn origin_of(&self, field: &str) -> Option<EcoString> {
        Origins::parse(self.provenance.as_deref()?).of(field).map(EcoString::from)
    }

    /// Notes that a row told what this member says otherwise than it stood; a member that is new is all of that row's.
    pub fn note_origin(&mut self, standing: Option<&Self>, row: &str) {
        let row = &*one_row(row);
        let Some(standing) = standing else {
            self.provenance = Some(row.into());
            return;
        };
        self.provenance.clone_from(&standing.provenance);
        if self == standing {
            return;
        }
        let told = self.told_beside(standing);
        if !told.is_empty() {
            let mut origins = Origins::parse(standing.provenance.as_deref().unwrap_or_default());
            origins.take(row, told.iter().map(|field| folded(field)).collect());
            self.provenance = origins.text();
        }
    }

    /// Notes where each field is from that differs from what stood, and lets go of rows whose fields were not taken.
    pub fn settle_origins(&mut self, standing: &Self) {
        let own = Origins::parse(self.provenance.as_deref().unwrap_or_default());
        let mut origins = Origins::parse(standing.provenance.as_deref().unwrap_or_default());
        for field in self.told_beside(standing) {
            if let Some(row) = own.of(&field) {
                origins.take(row, vec![folded(&field)]);
            }
        }
        self.provenance = origins.text();
    }

    /// Notes from which rows the member is that was joined of this version and another, both since the base.
    pub(crate) fn join_origins(&mut self, base: Option<&Self>, theirs: &Self) {
        let of = |member: &Self| Origins::parse(member.provenance.as_deref().unwrap_or_default());
        self.provenance = Origins::joined(&base.map(of).unwrap_or_default(), &of(self), &of(theirs)).text();
    }

    /// The fields and own headings that say something here and something else there.
    fn told_beside(&self, standing: &Self) -> Vec<EcoString> {
        const NO_FACTS: [&str; 4] = ["id", "aliases", "own", "imported"];
        let says = |field: &&str| self.text_of(field).is_some_and(|text| !text.is_empty());
        let fields = Self::field_names().into_iter().filter(|field| !NO_FACTS.contains(field));
        let told = fields.filter(|field| !self.agrees_in(standing, field)).filter(says).map(EcoString::from);
        let own = self.own.iter().filter(|(heading, value)| standing.own.get(*heading) != Some(*value));
        told.chain(own.map(|(heading, _)| eco_format!("{}{heading}", Origins::OWN))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, MemberId};

    fn member() -> Member {
        Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, "Invented High")
    }

    fn told(before: &Member, row: &str, tell: impl FnOnce(&mut Member)) -> Member {
        let mut after = before.clone();
        tell(&mut after);
        after.note_origin(Some(before), row);
        after
    }

    #[test]
    fn each_field_is_from_the_row_that_told_it_last() {
        let mut made = member();
        made.note_origin(None, "register.csv:2");
        let described = told(&made, "tables.csv:7", |member| {
            member.pupils = Some(802);
            member.own.insert("Diocese (old)".into(), "None".into());
        });
        let again = told(&described, "tables-2.csv:9", |member| member.pupils = Some(810));
        assert_eq!(described.provenance.as_deref(), Some("register.csv:2; tables.csv:7 (pupils, own: Diocese _old_)"));
        assert_eq!(again.origin_of("pupils").as_deref(), Some("tables-2.csv:9"));
        assert_eq!(again.origin_of("own: Diocese (old)").as_deref(), Some("tables.csv:7"));
        assert_eq!(again.origin_of("name").as_deref(), Some("register.csv:2"));
    }

    #[test]
    fn what_a_person_entered_has_no_row() {
        let described = told(&member(), "tables.csv:7", |member| member.pupils = Some(802));
        assert_eq!((described.origin_of("pupils").as_deref(), described.origin_of("name")), (Some("tables.csv:7"), None));
    }

    #[test]
    fn a_row_whose_value_was_not_taken_is_not_named() {
        let mut made = member();
        made.note_origin(None, "register.csv:2");
        let mut described = told(&made, "tables.csv:7", |member| (member.pupils, member.town) = (Some(802), Some("Skell".into())));
        described.pupils = None;
        described.settle_origins(&made);
        assert_eq!(described.provenance.as_deref(), Some("register.csv:2; tables.csv:7 (town)"));
    }

    #[test]
    fn a_file_or_a_person_with_the_parting_sign_in_its_name_is_one_row() {
        let mut made = member();
        made.note_origin(None, "register; old (1).csv:2");
        let described = told(&made, "tables; new.csv:7", |member| member.pupils = Some(802));
        assert_eq!(described.origin_of("name").as_deref(), Some("register, old (1).csv:2"));
        assert_eq!(described.origin_of("pupils").as_deref(), Some("tables, new.csv:7"));
        let mut moved = described.clone();
        moved.town = Some("Skell".into());
        let change = Change::edit(described, moved).noted(Some("Ann; B (head)"), "2026-11-20".parse().unwrap());
        let Some(Record::Member(moved)) = change.after else { panic!("a member stays one") };
        assert_eq!(moved.origin_of("town").as_deref(), Some("changed by Ann, B (head) on 2026-11-20"));
        assert_eq!(moved.origin_of("pupils").as_deref(), Some("tables, new.csv:7"));
    }

    #[test]
    fn a_text_that_is_no_list_is_one_row() {
        assert_eq!(Origins::parse("sheet (old).csv:3").of("pupils"), Some("sheet (old).csv:3"));
    }
}
