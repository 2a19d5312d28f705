//! Column names as data: which heading of which sheet is which field, by year where publishers changed it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use ecow::EcoString;
use serde::Deserialize;

pub(super) use super::english_columns::{CensusColumns, Giver, StatisticsColumns, SubjectMeasure, Target, TrainingWord, Unpublished};
use super::{
    cell,
    headings::Headings,
    kind::{SheetKind, Signature},
    mapper::{Mapping, Names, SheetColumns},
    sheet::{Sheet, same_heading},
    unreadable::Unreadable,
};
use crate::{
    framework::{plain_words, ron_options},
    model::{Education, Field, Group, KeyStage, Kind, Status, Year},
};

const BUILT_IN: &str = include_str!("../../assets/columns.ron");
/// What the mapper guesses from.
const HEADINGS: &str = include_str!("../../assets/headings.ron");

/// Everything about other people's sheets that is a name and not a rule.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    pub(super) kinds: Vec<Signature>,
    pub(super) register: Vec<FieldColumn>,
    pub(super) members: Vec<FieldColumn>,
    pub(super) providers: Vec<ProviderColumn>,
    pub(super) tables: Vec<TableColumns>,
    pub(super) statistics: Vec<StatisticsColumns>,
    pub(super) census: CensusColumns,
    pub(super) training: Vec<TrainingWord>,
    pub(super) links: Vec<LinkWord>,
    pub(super) types: Vec<TypeWord>,
    pub(super) words: BTreeMap<EcoString, BTreeMap<EcoString, EcoString>>,
    pub(super) sponsors: Vec<EcoString>,
    pub(super) pupils: Vec<PupilsWord>,
    pub(super) measured: Vec<MeasuredWord>,
    pub(super) personal: Vec<EcoString>,
    pub(super) personal_alone: Vec<EcoString>,
    pub(super) marks: Vec<EcoString>,
    pub(super) name_words: NameWords,
    /// Sheets of certain headings and what each column of them means, as a person accepted it.
    pub(super) sheets: Vec<SheetColumns>,
    #[serde(skip)]
    pub(super) names: Names,
}

/// Words of names, for comparing them.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NameWords {
    /// Words that tell nobody apart.
    pub(super) common: BTreeSet<EcoString>,
    /// What short forms stand for.
    pub(super) short: BTreeMap<EcoString, EcoString>,
}

/// A field of a member and the headings that can hold it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldColumn {
    pub(super) field: EcoString,
    /// The first heading that stands is read. `{year}` stands for a year; the newest counts.
    pub(super) from: Vec<EcoString>,
    #[serde(default)]
    pub(super) how: How,
    /// The first and last year of tables that print it so.
    #[serde(default)]
    pub(super) since: Option<Year>,
    #[serde(default)]
    pub(super) until: Option<Year>,
}

/// Where the code of a teacher-training provider stands, and the headings that tell such a list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProviderColumn {
    pub(super) code: EcoString,
    pub(super) beside: Vec<EcoString>,
}

/// How cells become the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum How {
    /// As printed.
    #[default]
    Plain,
    /// The rest up to 100 per cent.
    Complement,
    /// The sum of all the columns named, which are percentages.
    Sum,
    /// The first of two columns as a percentage of the second.
    Share,
}

/// A performance table: which rows are what, and where its figures stand.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableColumns {
    pub(super) key_stage: KeyStage,
    /// A heading that only this table has.
    pub(super) known_by: Vec<EcoString>,
    pub(super) schools: Vec<EcoString>,
    pub(super) authority: Vec<EcoString>,
    pub(super) national: Vec<EcoString>,
    /// Fields filled where the map has none.
    pub(super) describe: Vec<FieldColumn>,
    /// Figures of the pupils, of the table's year.
    pub(super) context: Vec<FieldColumn>,
    pub(super) measures: Vec<MeasureColumn>,
    /// Measures that were published for no school in some years.
    #[serde(default)]
    pub(super) unpublished: Vec<Unpublished>,
}

/// A measure and where its value, pupils and published limits stand.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureColumn {
    pub(super) measure: EcoString,
    pub(super) value: Headings,
    #[serde(default)]
    pub(super) pupils: Headings,
    #[serde(default)]
    pub(super) low: Headings,
    #[serde(default)]
    pub(super) high: Headings,
}

/// What a kind of link says of its two numbers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkWord {
    pub(super) word: EcoString,
    pub(super) linked: Linked,
    #[serde(default)]
    pub(super) joined: Joined,
}

/// Which of the two the linked number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Linked {
    Later,
    Earlier,
}

/// Whether one school became one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Joined {
    /// The same school under another number.
    #[default]
    One,
    /// Merged, amalgamated or split.
    Several,
}

/// What a type of establishment is here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeWord {
    pub(super) words: Vec<EcoString>,
    #[serde(default = "school")]
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) group: Option<Group>,
    #[serde(default)]
    pub(super) education: Option<Education>,
}

/// The phase of education that years of school tell, as `Secondary (Year 7-15)` and `Grades 1-8`.
fn education_of_years(printed: &str) -> Option<Education> {
    let lower = printed.to_lowercase();
    let (_, after) = ["years", "year", "grades", "grade"].iter().find_map(|word| lower.split_once(word))?;
    let numbers: Vec<u8> = after.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    match numbers.as_slice() {
        [_, ..=8] => Some(Education::Primary),
        [..=4, 9..=15] => Some(Education::AllThrough),
        [5..=15, 9..=15] => Some(Education::Secondary),
        _ => None,
    }
}

fn school() -> Kind {
    Kind::School
}

/// A column of pupils and the measures they are behind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PupilsWord {
    pub(super) heading: EcoString,
    pub(super) measures: Vec<EcoString>,
}

/// The phase of education that a measure is taken in, for schools whose sheet does not say it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasuredWord {
    pub(super) measure: EcoString,
    pub(super) education: Education,
}

impl Columns {
    /// The names permea comes with, read once.
    pub fn built_in() -> Result<Self, Unreadable> {
        static READ: LazyLock<Result<Columns, Unreadable>> = LazyLock::new(|| {
            let mut columns = Columns::parse(BUILT_IN)?;
            columns.names = ron_options().from_str(HEADINGS).map_err(|error| unreadable(&error))?;
            Ok(columns)
        });
        READ.clone()
    }

    /// The built-in names with a user's own before them: where both know a heading, the user's counts.
    pub fn with(own: &str) -> Result<Self, Unreadable> {
        let (mut columns, built_in) = (Self::parse(own)?, Self::built_in()?);
        columns.personal.extend(built_in.personal);
        columns.personal_alone.extend(built_in.personal_alone);
        columns.drop_personal();
        for mut known in built_in.kinds {
            match known.kind {
                SheetKind::Members => known.accept(&columns.members, &built_in.members),
                SheetKind::Register => known.accept(&columns.register, &built_in.register),
                SheetKind::Links
                | SheetKind::Trusts
                | SheetKind::National
                | SheetKind::Tables
                | SheetKind::Census
                | SheetKind::Gexf
                | SheetKind::Graphml
                | SheetKind::Gephi
                | SheetKind::Kumu
                | SheetKind::Pajek
                | SheetKind::Ucinet
                | SheetKind::Netdraw
                | SheetKind::Nodexl
                | SheetKind::Matrix
                | SheetKind::Partner
                | SheetKind::Training
                | SheetKind::Ties
                | SheetKind::Visits
                | SheetKind::Ratings
                | SheetKind::Measures
                | SheetKind::Responses
                | SheetKind::Capacities
                | SheetKind::Families
                | SheetKind::Memberships
                | SheetKind::Remarks
                | SheetKind::Supports
                | SheetKind::Definitions
                | SheetKind::Views
                | SheetKind::Pins
                | SheetKind::Conflicts => {}
            }
            columns.kinds.push(known);
        }
        columns.register.extend(built_in.register);
        columns.members.extend(built_in.members);
        columns.providers.extend(built_in.providers);
        columns.tables.extend(built_in.tables);
        columns.statistics.extend(built_in.statistics);
        columns.census.describe.extend(built_in.census.describe);
        columns.census.context.extend(built_in.census.context);
        columns.training.extend(built_in.training);
        columns.links.extend(built_in.links);
        columns.types.extend(built_in.types);
        for (field, words) in built_in.words {
            let own = columns.words.entry(field).or_default();
            for (printed, word) in words {
                own.entry(printed).or_insert(word);
            }
        }
        columns.sponsors.extend(built_in.sponsors);
        columns.pupils.extend(built_in.pupils);
        columns.measured.extend(built_in.measured);
        columns.marks.extend(built_in.marks);
        columns.name_words.common.extend(built_in.name_words.common);
        for (short, long) in built_in.name_words.short {
            columns.name_words.short.entry(short).or_insert(long);
        }
        columns.names = built_in.names;
        Ok(columns)
    }

    /// Takes a mapping that a person accepted: sheets of its headings are read through it.
    pub fn accept(&mut self, mapping: &Mapping) {
        self.sheets.insert(0, mapping.chosen());
    }

    /// Takes the sheets of a columns file; those that were taken before count before them. `from` is what to call the file.
    pub fn keep(&mut self, text: &str, from: &str) -> Result<(), Unreadable> {
        let kept = Self::parse(text)?.sheets;
        self.sheets.extend(kept.into_iter().map(|sheet| sheet.called(from)));
        Ok(())
    }

    /// The sheets of certain headings whose columns are known, each with the file that says so.
    pub fn sheets(&self) -> &[SheetColumns] {
        &self.sheets
    }

    /// The schemes of numbers that the sheets of members use, so that a number alone finds its member.
    pub(super) fn schemes(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().flat_map(SheetColumns::schemes)
    }

    /// The same, its own sheets said to be of this file.
    #[must_use]
    pub fn called(mut self, from: &str) -> Self {
        self.sheets = self.sheets.into_iter().map(|sheet| sheet.called(from)).collect();
        self
    }

    /// What a person chose for sheets of exactly these headings, if it makes rows of the kind asked for.
    pub(super) fn chosen_for(&self, sheet: &Sheet, kind: Option<SheetKind>) -> Option<&SheetColumns> {
        self.sheets.iter().find(|chosen| chosen.fits(sheet) && kind.is_none_or(|kind| chosen.rows_are() == kind))
    }

    fn parse(text: &str) -> Result<Self, Unreadable> {
        ron_options().from_str(text).map_err(|error| unreadable(&error))
    }

    /// The needs of a kind that the sheet does not meet, as the error that says so.
    pub(super) fn check_needs(&self, kind: SheetKind, sheet: &Sheet) -> Result<(), Unreadable> {
        if let Some(chosen) = &sheet.chosen {
            let first = chosen.wants(&sheet.file).into_iter().next();
            return first.map_or(Ok(()), |sentence| Err(Unreadable::Wants { sentence }));
        }
        let mut known = self.kinds.iter().filter(|known| known.kind == kind).peekable();
        let first = known.peek().and_then(|known| known.missing_in(sheet));
        match (known.any(|known| known.missing_in(sheet).is_none()), first) {
            (true, _) | (false, None) => Ok(()),
            (false, Some(missing)) => {
                Err(Unreadable::NoColumn { file: sheet.file.clone(), kind, missing: missing.join(" or ").into(), found: sheet.found() })
            }
        }
    }

    /// What a printed type, or the first of several that is known, is here.
    pub(super) fn type_of(&self, printed: &[&str]) -> Option<&TypeWord> {
        printed.iter().find_map(|printed| self.types.iter().find(|known| known.words.iter().any(|word| same_heading(word, printed))))
    }

    /// Whether a column is about a person: such columns are never read.
    pub(super) fn is_personal(&self, heading: &str) -> bool {
        let letters: String = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        self.personal.iter().any(|word| letters.contains(word.as_str())) || self.personal_alone.iter().any(|word| *word == letters)
    }

    /// Takes the headings about persons out of a user's own fields, so that no list of names reads them after all.
    fn drop_personal(&mut self) {
        let (mut register, mut members) = (std::mem::take(&mut self.register), std::mem::take(&mut self.members));
        for fields in [&mut register, &mut members] {
            for column in fields.iter_mut() {
                column.from.retain(|heading| !self.is_personal(heading));
            }
            fields.retain(|column| !column.from.is_empty());
        }
        (self.register, self.members) = (register, members);
    }

    /// The word of a closed field that a printed value is or tells; empty where it is known and says nothing of it.
    pub(super) fn tells(&self, field: &str, printed: &str) -> Option<EcoString> {
        let parsed = match field {
            "education" => Education::parse(printed).ok().map(Education::word),
            "group" => Group::parse(printed).ok().map(Group::word),
            "kind" => Kind::parse(printed).ok().map(Kind::word),
            "status" => Status::parse(printed).ok().map(Status::word),
            _ => None,
        };
        let of_type = || self.type_of(&[printed]).filter(|_| field == "group").and_then(|known| known.group).map(Group::word);
        let read = || self.words.get(field)?.iter().find(|(known, _)| same_heading(known, printed)).map(|(_, word)| word.clone());
        let of_years = || if field == "education" { education_of_years(printed).map(|education| education.word().into()) } else { None };
        let known = parsed.or_else(of_type).map(EcoString::from).or_else(read).or_else(of_years);
        known.or_else(|| self.names.tells(field, printed).cloned())
    }

    /// Whether the cell is a publisher's mark in place of a figure.
    pub(super) fn is_mark(&self, text: &str) -> bool {
        self.marks.iter().any(|mark| mark.as_str() == text)
    }

    /// The text of a member's field as the model parses it; `None` if the cell says nothing.
    pub(super) fn text_of<'p>(&'p self, field: &str, printed: &'p str) -> Result<Option<Cow<'p, str>>, EcoString> {
        if printed.is_empty() || (cell::is_figure(field) && self.is_mark(printed)) {
            return Ok(None);
        }
        let word = self.words.get(field).and_then(|words| words.iter().find(|(known, _)| same_heading(known, printed)));
        match word {
            Some((_, word)) if word.is_empty() => Ok(None),
            Some((_, word)) => Ok(Some(Cow::Borrowed(word))),
            None => cell::normal(field, printed).map(Some),
        }
    }
}

fn unreadable(error: &ron::de::SpannedError) -> Unreadable {
    Unreadable::Columns { line: error.span.start.line, why: plain_words(&error.code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_names_are_readable() {
        let columns = Columns::built_in().unwrap();
        assert_eq!(columns.tables.len(), 2);
        assert!(columns.is_personal("HeadFirstName") && columns.is_personal("E-mail address"));
        assert!(columns.is_personal("Head of school") && columns.is_personal("Mobile"));
        assert!(!columns.is_personal("Headcount of pupils") && !columns.is_personal("Mobility, %"));
    }

    #[test]
    fn the_years_without_progress_are_those_of_the_rules() {
        let (columns, rules) = (Columns::built_in().unwrap(), crate::framework::Rules::built_in());
        let without = [
            (KeyStage::Two, rules.coasting.years_without_progress_ks2.value),
            (KeyStage::Four, rules.coasting.years_without_progress_ks4.value),
        ];
        for (key_stage, expected) in without {
            let table = columns.tables.iter().find(|table| table.key_stage == key_stage).unwrap();
            for measure in table.measures.iter().map(|known| &known.measure).filter(|measure| measure.contains("rogress")) {
                let gaps = table.unpublished.iter().filter(|gap| gap.measures.contains(measure));
                let years: Vec<u16> = gaps.flat_map(|gap| &gap.years).map(|year| year.get()).collect();
                assert_eq!(years, expected, "{measure}");
            }
        }
    }

    #[test]
    fn a_users_name_for_a_column_about_persons_is_dropped() {
        let own = r#"(members: [(field: "note", from: ["Telephone"]), (field: "town", from: ["Ort"])])"#;
        let columns = Columns::with(own).unwrap();
        assert_eq!(columns.members.first().map(|column| column.field.as_str()), Some("town"));
    }

    #[test]
    fn a_users_name_counts_before_ours() {
        let own = r#"(members: [(field: "town", from: ["Ort"])])"#;
        let columns = Columns::with(own).unwrap();
        assert_eq!(columns.members.first().map(|column| column.field.as_str()), Some("town"));
    }
}
