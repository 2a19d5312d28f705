//! Who a row without a number may be: proposals, and what a person said to them. Nobody is joined by a name alone.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    cell,
    columns::NameWords,
    england::school::Description,
    import::Import,
    ledger::At,
    likeness::{Alike, Names},
    sheet::{Grid, Row, Sheet},
    unreadable::Unreadable,
};
use crate::model::{Kind, Member, MemberId, fold};

/// How many members are proposed for one name.
const PROPOSED: usize = 5;

/// Headings under which people keep postcodes, which no field of a member holds.
const POSTCODES: [&str; 4] = ["postcode", "post code", "zip", "zip code"];

/// How like a row a member is; the likest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    SameNameAndPlace,
    /// One of the two says no place.
    SameName,
    NearName,
    SameNameElsewhere,
}

impl Likeness {
    /// For the middle of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::SameNameAndPlace => "same name and place",
            Self::SameName => "same name, place not known",
            Self::NearName => "similar name",
            Self::SameNameElsewhere => "same name in another place",
        }
    }
}

/// A member that a row may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub member: MemberId,
    pub name: EcoString,
    pub place: EcoString,
    pub likeness: Likeness,
}

/// Whether a name of which nobody is sure may be that of a new member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newness {
    /// The row describes a member.
    Possible,
    /// The row only speaks of a member, as a tie does.
    Impossible,
}

/// A name whose member is not known for sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameQuestion {
    pub name: EcoString,
    pub place: EcoString,
    /// The first row that asks.
    pub file: EcoString,
    pub line: u64,
    /// How many rows ask.
    pub rows: usize,
    pub candidates: Vec<Candidate>,
    pub newness: Newness,
    pub answer: Option<NameAnswer>,
}

/// What a person says of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameAnswer {
    Member(MemberId),
    /// It is a member that the map does not have yet.
    New,
    /// Its rows are set aside.
    Aside,
}

/// What becomes of names that are the same, where nobody answered for the single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SameNames {
    #[default]
    Ask,
    /// A person said that the only member of the same name, and of no other place, is meant.
    Join,
}

/// What a person said of names.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NameAnswers {
    pub same: SameNames,
    given: BTreeMap<(String, String), NameAnswer>,
}

impl NameAnswers {
    /// Answers for the rows of this name and place; without a place for every place.
    pub fn give(&mut self, name: &str, place: &str, answer: NameAnswer) {
        self.given.insert((fold(name), fold(place)), answer);
    }

    /// Takes an answer back.
    pub fn forget(&mut self, name: &str, place: &str) {
        self.given.remove(&(fold(name), fold(place)));
    }

    fn of(&self, name: &str, place: &str) -> Option<&NameAnswer> {
        let name = fold(name);
        self.given.get(&(name.clone(), fold(place))).or_else(|| self.given.get(&(name, String::new())))
    }

    /// Reads a sheet of answers: `name`, `place` if there is one, and under `member` an id, `new`, or `aside`.
    ///
    /// A row whose member is left blank answers nothing.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let sheet = Sheet::of(Grid::read(file, bytes)?)?;
        let needed = |heading: &str| {
            sheet.only_column(heading)?.ok_or_else(|| {
                let why = eco_format!("it has no column {heading}; a sheet of answers has name, member and, where it is needed, place");
                Unreadable::Answers { file: file.into(), line: 1, why }
            })
        };
        let (name_at, member_at, place_at) = (needed("name")?, needed("member")?, sheet.only_column("place")?);
        let mut answers = Self::default();
        for row in &sheet.rows {
            let (name, member) = (row.cell(name_at), row.cell(member_at));
            let answer = match member.to_lowercase().as_str() {
                "" => continue,
                "new" => NameAnswer::New,
                "aside" => NameAnswer::Aside,
                _ => NameAnswer::Member(MemberId::new(member).map_err(|error| {
                    let why = eco_format!("{error}; under member stands an id, `new` or `aside`");
                    Unreadable::Answers { file: file.into(), line: row.line, why }
                })?),
            };
            answers.give(name, place_at.map_or("", |place| row.cell(place)), answer);
        }
        Ok(answers)
    }
}

/// Where somebody is, as far as it is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Whereabouts {
    postcode: EcoString,
    town: EcoString,
    authority: EcoString,
}

impl Whereabouts {
    pub(super) fn of_member(member: &Member) -> Self {
        let postcode = member.own.iter().find(|(heading, _)| is_postcode(heading)).map(|(_, value)| value.clone());
        Self {
            postcode: postcode.unwrap_or_default(),
            town: member.town.clone().unwrap_or_default(),
            authority: member.authority.clone().unwrap_or_default(),
        }
    }

    /// As a row says it; `own` are the headings that are no fields.
    pub(super) fn of_row(said: &Description, row: &Row, own: &[(EcoString, usize)]) -> Self {
        let text = |field: &str| said.get(field).unwrap_or_default().into();
        let postcode = own.iter().find(|(heading, _)| is_postcode(heading)).map(|(_, column)| row.cell(*column).into());
        Self { postcode: postcode.unwrap_or_default(), town: text("town"), authority: text("authority") }
    }

    /// Whether both are in one place; nothing if that cannot be told.
    pub(super) fn agrees(&self, other: &Self) -> Option<bool> {
        let same = |one: &str, other: &str| match (bare(one), bare(other)) {
            (one, other) if one.is_empty() || other.is_empty() => None,
            (one, other) => Some(one == other),
        };
        let near = [same(&self.postcode, &other.postcode), same(&self.town, &other.town)];
        if near.contains(&Some(true)) {
            return Some(true);
        }
        near.into_iter().flatten().next().or_else(|| same(&self.authority, &other.authority))
    }

    /// The nearest place that is named.
    pub(super) fn words(&self) -> EcoString {
        [&self.town, &self.postcode, &self.authority].into_iter().find(|place| !place.is_empty()).cloned().unwrap_or_default()
    }
}

fn is_postcode(heading: &str) -> bool {
    POSTCODES.contains(&heading.to_lowercase().as_str())
}

/// A place without capitals, accents and blanks.
fn bare(place: &str) -> String {
    fold(place).replace(' ', "")
}

/// How a row calls its member.
pub(super) struct Called<'a> {
    pub(super) name: &'a str,
    pub(super) whereabouts: Whereabouts,
    pub(super) kind: Option<Kind>,
    pub(super) newness: Newness,
}

/// Whose name it is.
pub(super) enum Meant {
    Member(MemberId),
    Nobody,
    /// A person has to say; the reason why the row waits.
    Open(EcoString),
}

/// The names that were asked about in one import.
#[derive(Debug, Default)]
pub(super) struct Questions {
    names: Option<Names>,
    asked: BTreeMap<(String, String), NameQuestion>,
}

impl Questions {
    /// Every name that was asked about, as they stand in the files.
    pub(super) fn into_list(self) -> Vec<NameQuestion> {
        let mut list: Vec<NameQuestion> = self.asked.into_values().collect();
        list.sort_by(|a, b| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
        list
    }
}

impl Import<'_> {
    /// Who is meant by a name, as far as a person has said so.
    pub(super) fn meant(&mut self, at: At<'_>, called: &Called<'_>) -> Meant {
        let place = called.whereabouts.words();
        let candidates = self.candidates(called);
        let answer = self.options.answers.and_then(|answers| answers.of(called.name, &place)).cloned();
        // A school and its trust can share a name.
        let of_other_kind = |id: &MemberId| self.draft.find(id).is_some_and(|member| called.kind.is_some_and(|kind| kind != member.kind));
        let answer = answer.filter(|answer| !matches!(answer, NameAnswer::Member(id) if of_other_kind(id)));
        // Two of one name in two places are two.
        let is_likely = candidates.iter().any(|candidate| candidate.likeness < Likeness::SameNameElsewhere);
        if !is_likely && answer.is_none() {
            return Meant::Nobody;
        }
        let answer = answer.or_else(|| self.taken_for_the_same(&candidates));
        let open =
            || eco_format!("{}; nobody has said whether it is, so the row was set aside", proposal(called.name, &place, &candidates));
        let meant = match &answer {
            Some(NameAnswer::Member(id)) => match self.draft.find(id) {
                Some(member) => Meant::Member(member.id.clone()),
                None => {
                    Meant::Open(eco_format!("{id}, named for `{}`, is not in the map; the row was set aside", cell::short(called.name)))
                }
            },
            Some(NameAnswer::New) if called.newness == Newness::Possible => Meant::Nobody,
            Some(NameAnswer::Aside) => Meant::Open(eco_format!("`{}` was left aside", cell::short(called.name))),
            Some(NameAnswer::New) | None => Meant::Open(open()),
        };
        let asked = self.questions.asked.entry((fold(called.name), fold(&place))).or_insert_with(|| NameQuestion {
            name: called.name.into(),
            place,
            file: at.file.clone(),
            line: at.line,
            rows: 0,
            candidates,
            newness: called.newness,
            answer,
        });
        asked.rows += 1;
        meant
    }

    /// The answer to every name that is the same, where a person gave that.
    fn taken_for_the_same(&self, candidates: &[Candidate]) -> Option<NameAnswer> {
        if self.options.answers.is_none_or(|answers| answers.same == SameNames::Ask) {
            return None;
        }
        let best = candidates.first().map(|first| first.likeness).filter(|likeness| *likeness <= Likeness::SameName)?;
        let mut alike = candidates.iter().filter(|candidate| candidate.likeness == best);
        let only = alike.next().filter(|_| alike.next().is_none())?;
        Some(NameAnswer::Member(only.member.clone()))
    }

    fn candidates(&mut self, called: &Called<'_>) -> Vec<Candidate> {
        let (base, words): (_, &NameWords) = (self.draft.base(), &self.columns.name_words);
        let names = self.questions.names.get_or_insert_with(|| Names::of(base, words));
        let mut found: Vec<Candidate> = Vec::new();
        for (alike, id) in names.like(called.name, words) {
            let Some(member) = base.member(&id).filter(|member| called.kind.is_none_or(|kind| kind == member.kind)) else { continue };
            let whereabouts = Whereabouts::of_member(member);
            let likeness = match (alike, called.whereabouts.agrees(&whereabouts)) {
                (Alike::Same, Some(true)) => Likeness::SameNameAndPlace,
                (Alike::Same, None) => Likeness::SameName,
                (Alike::Same, Some(false)) => Likeness::SameNameElsewhere,
                (Alike::Near, Some(false)) => continue,
                (Alike::Near, Some(true) | None) => Likeness::NearName,
            };
            found.push(Candidate { member: id, name: member.name.clone(), place: whereabouts.words(), likeness });
        }
        found.sort_by_key(|candidate| candidate.likeness);
        found.truncate(PROPOSED);
        found
    }
}

/// `` `Ash Hgh`, Northtown, has no number; it may be Ash High, Northtown (urn:900001, similar name) ``.
fn proposal(name: &str, place: &str, candidates: &[Candidate]) -> EcoString {
    let located = |name: &str, place: &str| if place.is_empty() { EcoString::from(name) } else { eco_format!("{name}, {place}") };
    let one = |candidate: &Candidate| {
        let (member, words) = (&candidate.member, candidate.likeness.words());
        eco_format!("{} ({member}, {words})", located(&candidate.name, &candidate.place))
    };
    let listed: Vec<EcoString> = candidates.iter().map(one).collect();
    let named = located(&eco_format!("`{}`", cell::short(name)), place);
    eco_format!("{named} has no number; it may be {}", listed.join(" or "))
}
