//! Whose value counts where the map and a source fill a field differently, field by field.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::draft::MERGED;
use crate::{
    compare::{own_field, text_in},
    model::{Field, FieldError, Record, RecordKind, words},
};

words! {
    /// What becomes of a field of a record that stands in the map.
    pub enum Policy as "a policy: keep, replace, add or ask" {
        /// The map's field stays as it is, also where it is blank.
        Keep = "keep",
        /// The source's value is taken.
        Replace = "replace",
        /// The source's value is taken where the map has none.
        Add = "add",
        /// Like `add`, and where both have a value a person decides; until then the map's stays.
        Ask = "ask",
    }
}

/// One field of one record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub kind: RecordKind,
    /// The record's id.
    pub key: EcoString,
    /// The field's name, or `own: HEADING`.
    pub field: EcoString,
}

/// Whose value is taken where a person was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Map,
    Source,
}

/// Whose value counts, by field, and what a person decided where that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies {
    /// The policy of every field that is not named.
    pub rest: Policy,
    /// By the field's name, `KIND.FIELD`, or the heading of a field of the user's own.
    pub fields: BTreeMap<EcoString, Policy>,
    pub decided: BTreeMap<Spot, Side>,
}

impl Default for Policies {
    fn default() -> Self {
        Self::all(Policy::Replace)
    }
}

impl Policies {
    /// The same policy for every field.
    pub fn all(rest: Policy) -> Self {
        Self { rest, fields: BTreeMap::new(), decided: BTreeMap::new() }
    }

    /// The policy of a field: that of its kind of record before that of its name alone.
    pub fn of(&self, kind: RecordKind, field: &str) -> Policy {
        let heading = bare(field);
        let of_kind =
            self.fields.iter().find(|(name, _)| name.split_once('.').is_some_and(|(word, name)| word == kind.word() && name == heading));
        of_kind.map(|(_, policy)| *policy).or_else(|| self.fields.get(heading).copied()).unwrap_or(self.rest)
    }

    /// Takes in `POLICY` for every field, or `FIELD=POLICY` for one.
    pub fn take(&mut self, text: &str) -> Result<(), FieldError> {
        match text.rsplit_once('=') {
            Some((field, policy)) => drop(self.fields.insert(field.trim().into(), Policy::parse(policy)?)),
            None => self.rest = Policy::parse(text)?,
        }
        Ok(())
    }

    /// The fields named of which neither a kind of record nor anybody's own sheet knows anything.
    pub fn unknown<'a>(&'a self, is_own: &'a dyn Fn(&str) -> bool) -> impl Iterator<Item = &'a EcoString> {
        self.fields.keys().filter(move |name| {
            let field = name.split_once('.').map_or(name.as_str(), |(_, field)| field);
            let is_field = RecordKind::ALL.iter().any(|kind| kind.field_names().contains(&field));
            !is_field && !is_own(name)
        })
    }

    /// Gives the map's value back where the policy says so, and tells what differs. A record that is new is left alone.
    pub(super) fn settle(&self, before: &Record, after: &mut Record) -> Vec<Difference> {
        let mut differences = Vec::new();
        for field in fields_of(before, after) {
            let (map, source) = (text_in(before, &field), text_in(after, &field));
            if map == source {
                continue;
            }
            let policy = self.of(before.kind(), &field);
            let spot = Spot { kind: before.kind(), key: before.key().into(), field };
            let decided = self.decided.get(&spot).copied();
            let is_filled = !says_nothing(&map);
            let side = match policy {
                Policy::Keep => Side::Map,
                Policy::Add if is_filled => Side::Map,
                Policy::Ask if is_filled => decided.unwrap_or(Side::Map),
                Policy::Replace | Policy::Add | Policy::Ask => Side::Source,
            };
            if side == Side::Map {
                give_back(before, after, &spot.field);
            }
            if is_filled {
                let is_open = policy == Policy::Ask && decided.is_none();
                differences.push(Difference { spot, map: map.into(), source: source.into(), policy, taken: side, is_open });
            }
        }
        differences
    }
}

/// A field that the map and a source fill differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub spot: Spot,
    /// What the map says.
    pub map: EcoString,
    /// What the source says.
    pub source: EcoString,
    pub policy: Policy,
    /// Whose value is taken as things stand.
    pub taken: Side,
    /// Whether a person was asked and has not decided yet.
    pub is_open: bool,
}

/// The name of a field without what marks it as the user's own.
pub fn bare(field: &str) -> &str {
    field.strip_prefix("own: ").unwrap_or(field)
}

/// Whether a field's text says nothing; a switch that is off was not said either.
fn says_nothing(text: &str) -> bool {
    text.is_empty() || text == "no"
}

/// The fields in which two forms of a record can differ: without its id, its other numbers, which are joined, and where it
/// came from.
fn fields_of(before: &Record, after: &Record) -> Vec<EcoString> {
    let is_figure = matches!(before, Record::Measure(_) | Record::NationalFigure(_));
    let is_told = |field: &&str| match *field {
        "id" | "aliases" | "own" | "imported" => false,
        "from" => !is_figure,
        _ => true,
    };
    let mut fields: Vec<EcoString> = before.kind().field_names().into_iter().filter(is_told).map(EcoString::from).collect();
    if let (Some(before), Some(after)) = (before.own(), after.own()) {
        let mut headings: Vec<&EcoString> = before.keys().chain(after.keys()).filter(|heading| *heading != MERGED).collect();
        headings.sort_unstable();
        headings.dedup();
        fields.extend(headings.into_iter().map(|heading| EcoString::from(own_field(heading))));
    }
    fields
}

fn give_back(before: &Record, after: &mut Record, field: &str) {
    let heading = bare(field);
    let is_own = heading.len() < field.len();
    match (before.own().filter(|_| is_own), after.own_mut()) {
        (Some(before), Some(after)) => match before.get(heading) {
            Some(value) => drop(after.insert(heading.into(), value.clone())),
            None => drop(after.remove(heading)),
        },
        _ => after.take_field(before, field),
    }
}
