//! How a school is described by the columns of a register, a table or a sheet: printed words to fields of a member.

use std::borrow::Cow;

use ecow::{EcoString, eco_format};

use crate::{
    exchange::{
        bound::Bound,
        cell,
        columns::{Columns, TypeWord},
        draft::{Draft, follows},
        import::{Import, Loaded, Types},
        ledger::{At, ProblemKind},
        sheet::{Row, Sheet},
    },
    model::{Education, Group, Kind, Member, MemberId},
};

/// What the cells of a row say of a school, by field.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Description<'r> {
    said: Vec<(&'r str, Cow<'r, str>)>,
    /// What the printed type is here.
    known: Option<&'r TypeWord>,
}

impl<'r> Description<'r> {
    /// Reads the bound columns of a row. A cell that is no value of its field is a problem and says nothing.
    pub(in crate::exchange) fn read<'a: 'r>(
        import: &mut Import<'a>,
        loaded: &Loaded,
        at: At<'_>,
        row: &'r Row,
        bound: &'r [Bound],
    ) -> Self {
        let (read, flaws) = Self::of((import.columns, &import.types), &loaded.sheet, row, bound);
        note(import, at, flaws);
        note_days(import, at, row, days_of(bound));
        read
    }

    /// The same without an import, so that many rows can be read at once: what is wrong comes beside it.
    pub(in crate::exchange) fn of<'a: 'r>(
        (columns, types): (&'a Columns, &Types<'a>),
        sheet: &Sheet,
        row: &'r Row,
        bound: &'r [Bound],
    ) -> (Self, Vec<Flaw>) {
        let (mut read, mut flaws) = (Self { said: Vec::with_capacity(bound.len()), known: None }, Vec::new());
        for column in bound {
            match column.text(row, columns) {
                Ok(Some(text)) => read.said.push((&column.field, text)),
                Ok(None) => {}
                Err(message) => flaws.push(Flaw { column: column.heading(sheet).into(), message }),
            }
        }
        for (field, word) in bound.iter().flat_map(|column| column.tells(row)) {
            if read.get(field).is_none() {
                read.said.push((field, Cow::Owned(word.as_str().to_owned())));
            }
        }
        // A type that nobody knows leaves the word to its group.
        let known = [read.get("type"), read.get("type_group")].into_iter().flatten().find_map(|printed| types.get(printed));
        (Self { known, ..read }, flaws)
    }

    /// What is said of a field.
    pub(in crate::exchange) fn get(&self, field: &str) -> Option<&str> {
        self.said.iter().find(|(said, _)| *said == field).map(|(_, text)| text.as_ref())
    }

    /// The same without the name: a member that was found by a name keeps its own.
    #[must_use]
    pub(in crate::exchange) fn without_name(mut self) -> Self {
        self.said.retain(|(field, _)| *field != "name");
        self
    }

    /// The kind of member that the printed type is.
    pub(in crate::exchange) fn kind(&self) -> Option<Kind> {
        self.known.map(|known| known.kind)
    }

    /// The group: as said, else the type's, which selection makes another for schools of the mainstream.
    fn group(&self) -> Option<Group> {
        let selects = self.get("selective").is_some_and(|said| said == "yes");
        match self.known.and_then(|known| known.group) {
            None | Some(Group::Mainstream) if selects => Some(Group::Selective),
            group => group,
        }
    }

    /// The phase of education: the type's where it has one, else as said, else by the ages taught.
    fn education(&self) -> Option<Education> {
        self.known.and_then(|known| known.education).or_else(|| self.ages())
    }

    /// The phase that the ages tell alone, as `4-18`.
    fn ages(&self) -> Option<Education> {
        let (low, high) = self.get("ages")?.split_once('-')?;
        match (low.trim().parse::<u8>().ok()?, high.trim().parse::<u8>().ok()?) {
            (_, ..=13) => Some(Education::Primary),
            (..=7, 16..) => Some(Education::AllThrough),
            (8.., 16..) => Some(Education::Secondary),
            (_, 14..) => None,
        }
    }

    /// Writes what is said into the member. A value that the field does not take is a problem.
    pub(in crate::exchange) fn write(&self, import: &mut Import<'_>, at: At<'_>, member: &mut Member) {
        let flaws = self.write_into(member);
        note(import, at, flaws);
    }

    /// The same without an import: what is wrong is the answer.
    pub(in crate::exchange) fn write_into(&self, member: &mut Member) -> Vec<Flaw> {
        let flaws = self.write_plain_into(member);
        if member.kind == Kind::School {
            self.write_derived(member);
        } else {
            (member.education, member.group) = (None, None);
        }
        flaws
    }

    /// Writes what is said as it stands, without anything that follows from types.
    pub(in crate::exchange) fn write_plain(&self, import: &mut Import<'_>, at: At<'_>, member: &mut Member) {
        let flaws = self.write_plain_into(member);
        note(import, at, flaws);
    }

    /// The same without an import: what is wrong is the answer.
    pub(super) fn write_plain_into(&self, member: &mut Member) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        for &(field, ref text) in self.said.iter().filter(|(field, _)| is_plain(field)) {
            if let Some(letters) = Some(text).filter(|_| field == "name").and_then(|text| Member::name_too_long(text)) {
                let message = eco_format!("the name has {letters} characters; the first {} were read", Member::LONGEST_NAME);
                flaws.push(Flaw { column: field.into(), message });
                member.name = Member::shortened_name(text);
                continue;
            }
            if let Err(error) = member.set_text(field, text) {
                flaws.push(Flaw { column: field.into(), message: eco_format!("{error}") });
            }
        }
        flaws
    }

    /// Whether any cell said something.
    pub(in crate::exchange) fn says_anything(&self) -> bool {
        !self.said.is_empty()
    }

    fn write_derived(&self, member: &mut Member) {
        if self.get("group").is_none()
            && let Some(group) = self.group()
        {
            member.group = Some(group);
        }
        let is_said = self.get("education").is_some_and(|said| said != Education::Other.word());
        if !is_said && let Some(education) = self.education() {
            member.education = Some(education);
        }
    }

    /// Writes only what the member does not know yet.
    pub(in crate::exchange) fn fill(&self, import: &mut Import<'_>, at: At<'_>, member: &mut Member) {
        let mut described = member.clone();
        self.write(import, at, &mut described);
        for field in Member::field_names() {
            let is_blank = member.text_of(field).is_some_and(|text| text.is_empty());
            if is_blank && let Some(text) = described.text_of(field).filter(|text| !text.is_empty()) {
                // A value that a member holds parses again.
                drop(member.set_text(field, &text));
            }
        }
    }
}

/// A value that could not be used: its column or field, and why.
#[derive(Debug)]
pub(in crate::exchange) struct Flaw {
    column: EcoString,
    message: EcoString,
}

/// Notes what is wrong in a row.
pub(in crate::exchange) fn note(import: &mut Import<'_>, at: At<'_>, flaws: Vec<Flaw>) {
    for flaw in flaws {
        import.ledger.problem(at, Some(&flaw.column), ProblemKind::Cell, flaw.message);
    }
}

/// The columns that hold days.
pub(in crate::exchange) fn days_of(bound: &[Bound]) -> impl Iterator<Item = &Bound> {
    bound.iter().filter(|column| cell::is_date(&column.field))
}

/// Notes the days of a row, of which some can be read both ways.
pub(in crate::exchange) fn note_days<'b>(import: &mut Import<'_>, at: At<'_>, row: &Row, days: impl Iterator<Item = &'b Bound>) {
    for column in days {
        import.remarks.day(at, column.printed(row));
    }
}

/// Whether the field is one of a member's own and set as it stands.
fn is_plain(field: &str) -> bool {
    let is_of_a_group = matches!(field, "trust_code" | "trust_name" | "trust_role" | "federation_code" | "federation_name");
    !is_of_a_group && !matches!(field, "type_group" | "selective" | "authority_code" | "ages" | "id" | "urn" | "ukprn" | "kind" | "aliases")
}

/// The school a number finds, if its rows speak of that school today.
pub(in crate::exchange) enum Found {
    Member(Box<Member>),
    /// The number is one of a school that merged into this one.
    Merged(MemberId),
    Nobody,
}

/// The member of a number.
pub(in crate::exchange) fn find(draft: &Draft<'_>, number: &str) -> Found {
    match draft.find(number) {
        None => Found::Nobody,
        Some(member) if follows(member, number) => Found::Member(Box::new(member.clone())),
        Some(member) => Found::Merged(member.id.clone()),
    }
}

/// The id of the member that a number finds, if its rows speak of that school today.
pub(in crate::exchange) fn found_id(draft: &Draft<'_>, number: &str) -> Option<MemberId> {
    draft.find(number).filter(|member| follows(member, number)).map(|member| member.id.clone())
}

/// `urn:` and the number.
pub(in crate::exchange) fn urn_id(number: u32) -> Option<MemberId> {
    MemberId::new(&eco_format!("urn:{number}")).ok()
}

/// The id of a number in a scheme, as `ukprn:10007788`; `None` for what is no number.
pub(in crate::exchange) fn numbered(scheme: &str, printed: &str) -> Option<MemberId> {
    let whole = cell::whole(printed)?;
    if whole == 0 { None } else { MemberId::new(&eco_format!("{scheme}:{whole}")).ok() }
}
