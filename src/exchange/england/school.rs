//! How a school is described by the columns of a register, a table or a sheet: printed words to fields of a member.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use crate::{
    exchange::{
        bound::Bound,
        cell,
        columns::Columns,
        draft::{Draft, follows},
        import::{Import, Loaded},
        ledger::{At, ProblemKind},
        sheet::Row,
    },
    model::{Education, Field, Group, Kind, Member, MemberId},
};

/// What the cells of a row say of a school, by field.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Description(BTreeMap<EcoString, String>);

impl Description {
    /// Reads the bound columns of a row. A cell that is no value of its field is a problem and says nothing.
    pub(in crate::exchange) fn read(import: &mut Import<'_>, loaded: &Loaded, at: At<'_>, row: &Row, bound: &[Bound]) -> Self {
        let mut said = BTreeMap::new();
        for column in bound {
            if cell::is_date(&column.field) {
                import.remarks.day(at, column.printed(row));
            }
            match column.text(row, import.columns) {
                Ok(Some(text)) => drop(said.insert(column.field.clone(), text)),
                Ok(None) => {}
                Err(message) => import.ledger.problem(at, Some(column.heading(&loaded.sheet)), ProblemKind::Cell, message),
            }
        }
        for (field, word) in bound.iter().flat_map(|column| column.tells(row)) {
            said.entry(field.into()).or_insert_with(|| word.as_str().to_owned());
        }
        Self(said)
    }

    /// What is said of a field.
    pub(in crate::exchange) fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// The same without the name: a member that was found by a name keeps its own.
    #[must_use]
    pub(in crate::exchange) fn without_name(mut self) -> Self {
        self.0.remove("name");
        self
    }

    /// The kind of member that the printed type is.
    pub(in crate::exchange) fn kind(&self, columns: &Columns) -> Option<Kind> {
        columns.type_of(&self.types()).map(|known| known.kind)
    }

    fn types(&self) -> Vec<&str> {
        [self.get("type"), self.get("type_group")].into_iter().flatten().collect()
    }

    /// The group: as said, else the type's, which selection makes another for schools of the mainstream.
    fn group(&self, columns: &Columns) -> Option<Group> {
        let selects = self.get("selective").is_some_and(|said| said == "yes");
        match columns.type_of(&self.types()).and_then(|known| known.group) {
            None | Some(Group::Mainstream) if selects => Some(Group::Selective),
            group => group,
        }
    }

    /// The phase of education: the type's where it has one, else as said, else by the ages taught.
    fn education(&self, columns: &Columns) -> Option<Education> {
        let of_type = columns.type_of(&self.types()).and_then(|known| known.education);
        of_type.or_else(|| self.ages())
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
        self.write_plain(import, at, member);
        if member.kind == Kind::School {
            self.write_derived(import.columns, member);
        } else {
            (member.education, member.group) = (None, None);
        }
    }

    /// Writes what is said as it stands, without anything that follows from types.
    pub(in crate::exchange) fn write_plain(&self, import: &mut Import<'_>, at: At<'_>, member: &mut Member) {
        for (field, text) in self.0.iter().filter(|(field, _)| is_plain(field)) {
            if let Some(letters) = Member::name_too_long(text).filter(|_| *field == "name") {
                let message = eco_format!("the name has {letters} characters; the first {} were read", Member::LONGEST_NAME);
                import.ledger.problem(at, Some(field), ProblemKind::Cell, message);
                member.name = Member::shortened_name(text);
                continue;
            }
            if let Err(error) = member.set_text(field, text) {
                import.ledger.problem(at, Some(field), ProblemKind::Cell, eco_format!("{error}"));
            }
        }
    }

    /// Whether any cell said something.
    pub(in crate::exchange) fn says_anything(&self) -> bool {
        !self.0.is_empty()
    }

    fn write_derived(&self, columns: &Columns, member: &mut Member) {
        if self.get("group").is_none()
            && let Some(group) = self.group(columns)
        {
            member.group = Some(group);
        }
        let is_said = self.get("education").is_some_and(|said| said != Education::Other.word());
        if !is_said && let Some(education) = self.education(columns) {
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

/// Whether the field is one of a member's own and set as it stands.
fn is_plain(field: &str) -> bool {
    !matches!(field, "type_group" | "selective" | "authority_code" | "ages" | "id" | "urn" | "ukprn" | "kind" | "aliases")
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

/// `urn:` and the number.
pub(in crate::exchange) fn urn_id(number: u32) -> Option<MemberId> {
    MemberId::new(&format!("urn:{number}")).ok()
}

/// The id of a number in a scheme, as `ukprn:10007788`; `None` for what is no number.
pub(in crate::exchange) fn numbered(scheme: &str, printed: &str) -> Option<MemberId> {
    let whole = cell::whole(printed)?;
    if whole == 0 { None } else { MemberId::parse(&format!("{scheme}:{whole}")).ok() }
}
