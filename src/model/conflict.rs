//! Conflicts: what two people changed apart and a merge could not join, kept in the map until somebody settles it.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    declare::{record, words},
    field::{Field, FieldError},
    id::{Id, MemberId, hashed_letters},
    network::Network,
    record::{Record, RecordKind},
};

words! {
    /// How two versions of a record can stand against each other.
    pub enum Clash as "a clash: fields, removed, number or twice" {
        /// Both changed the same fields, each to something else. The map shows one version.
        Fields = "fields",
        /// One removed the record, the other changed it or added to it. It is kept.
        Removed = "removed",
        /// Two members were found to have one number. The other member keeps it.
        Number = "number",
        /// One id was given to two ratings. Both are kept, the second under an id of its own.
        Twice = "twice",
    }
}

/// What one side made of the fields that clash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// One text a field, in the order of [`Conflict::fields`]; empty for a field that says nothing.
    pub values: Vec<EcoString>,
    /// Who made it so, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<EcoString>,
    /// When it was made so, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// `value / value | by | time`.
impl Field for Version {
    fn text(&self) -> String {
        format!("{} | {} | {}", self.values.join(" / "), self.by.text(), self.at.text())
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let parts: Vec<&str> = text.rsplitn(3, '|').collect();
        let [at, by, values] = parts.as_slice() else { return Err(FieldError::new(text, "`value | by | time`")) };
        let values = values.split(" / ").map(|value| value.trim().into()).collect();
        Ok(Self { values, by: Field::parse(by)?, at: Field::parse(at)? })
    }
}

record! {
    /// Two versions of one record that nobody has settled yet.
    ///
    /// It names no side: whoever joins, and in whichever direction, makes the same record of the same clash.
    pub struct Conflict {
        /// Made of what it is about, so that two people who join the same work make one conflict.
        id: Id,
        /// The kind of the record it is about.
        of: RecordKind,
        /// The id of that record.
        record: EcoString,
        clash: Clash,
        @optional
        /// The fields that clash, taken together; a field of the user's own is `own: HEADING`.
        fields: Vec<EcoString>,
        /// The number that two members have.
        number: Option<MemberId>,
        /// The id of the other member or of the second rating.
        other: Option<EcoString>,
        /// What the fields held before either side changed them.
        before: Vec<EcoString>,
        /// Sorted; no two hold the same values.
        versions: Vec<Version>,
    }
}

impl Conflict {
    /// A conflict about a record, with the id that its parts give it. `part` are the fields or the number.
    pub fn new(of: RecordKind, record: &str, clash: Clash, part: &[&str]) -> Self {
        Self {
            id: Self::id_of(of, record, clash, part),
            of,
            record: record.into(),
            clash,
            fields: Vec::new(),
            number: None,
            other: None,
            before: Vec::new(),
            versions: Vec::new(),
        }
    }

    /// The id of the conflict about these parts of a record.
    pub fn id_of(of: RecordKind, record: &str, clash: Clash, part: &[&str]) -> Id {
        let parts: Vec<&str> = [of.word(), record, clash.word()].into_iter().chain(part.iter().copied()).collect();
        Id::made(RecordKind::Conflict.letter(), &hashed_letters(&parts))
    }

    /// Takes in the versions of the same conflict as somebody else has it.
    pub fn add_versions(&mut self, versions: &[Version]) {
        self.versions.extend(versions.iter().cloned());
        // Of one value said by several the earliest stays; what carries a time goes before what does not.
        self.versions.sort_by(|a, b| a.values.cmp(&b.values).then_with(|| signature(a).cmp(&signature(b))));
        self.versions.dedup_by(|later, earlier| later.values == earlier.values);
    }
}

impl Network {
    /// The members a conflict is about: the member itself, or those its record speaks of; none once the record is gone.
    pub fn members_in(&self, conflict: &Conflict) -> Vec<MemberId> {
        let Some(record) = self.record(conflict.of, &conflict.record) else { return Vec::new() };
        let own = if let Record::Member(member) = &record { Some(member.id.as_str()) } else { None };
        let named = own.into_iter().chain(record.members());
        named.filter_map(|id| self.members().get(id)).map(|member| member.id.clone()).collect()
    }

    /// How many conflicts nobody has settled yet, for each member they are about.
    ///
    /// Cost: O(conflicts · log records).
    pub fn unsettled(&self) -> BTreeMap<MemberId, usize> {
        let mut unsettled = BTreeMap::new();
        for member in self.conflicts().iter().flat_map(|conflict| self.members_in(conflict)) {
            *unsettled.entry(member).or_default() += 1;
        }
        unsettled
    }
}

fn signature(version: &Version) -> (bool, Option<Timestamp>, bool, Option<&EcoString>) {
    (version.at.is_none(), version.at, version.by.is_none(), version.by.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(value: &str, by: Option<&str>) -> Version {
        Version { values: vec![value.into()], by: by.map(EcoString::from), at: None }
    }

    #[test]
    fn one_value_is_kept_once_and_with_its_author() {
        let mut conflict = Conflict::new(RecordKind::Member, "urn:1", Clash::Fields, &["name"]);
        conflict.add_versions(&[version("Ash", None), version("Beech", None)]);
        conflict.add_versions(&[version("Ash", Some("Sam"))]);
        assert_eq!(conflict.versions, [version("Ash", Some("Sam")), version("Beech", None)]);
    }

    #[test]
    fn a_version_comes_back_from_its_text() {
        let held = Version { values: vec!["a".into(), "b".into()], by: Some("Sam".into()), at: None };
        assert_eq!(Version::parse(&held.text()), Ok(held));
    }
}
