//! What an import would do, and where somebody is in looking at it.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::ImportChoices;
use crate::{
    app::areas::Area,
    exchange::{Class, Difference, Mapping, Policy, Proposal, RowTally, bare},
    report::{ExampleWords, difference_field, example_words},
};

/// A part of what an import would do; the list on the left has one line for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The files, what they were read as, and the counts.
    Summary,
    Class(Class),
    Problems,
    /// How the files are read.
    Manner,
    /// Fields that the map and the files fill differently.
    Fields,
    /// Names that stand without a number.
    Names,
    /// What the columns of a sheet of unknown headings mean, by its place among those.
    Columns(usize),
}

impl Part {
    /// Whether a person decides something there.
    pub fn is_decided(self) -> bool {
        match self {
            Self::Manner | Self::Fields | Self::Names | Self::Columns(_) => true,
            Self::Summary | Self::Class(_) | Self::Problems => false,
        }
    }

    /// Its name in the list.
    pub fn words(self) -> &'static str {
        match self {
            Self::Summary => "In short",
            Self::Class(Class::New) => "New",
            Self::Class(Class::Changed) => "Changed",
            Self::Class(Class::Same) => "Same",
            Self::Class(Class::SetAside) => "Set aside",
            Self::Class(Class::Outside) => "Outside",
            Self::Problems => "Problems",
            Self::Manner => "How it is read",
            Self::Fields => "Values that differ",
            Self::Names => "Names to match",
            Self::Columns(_) => "Columns",
        }
    }
}

/// Whether the keys go to the list or to what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Parts,
    Pane,
}

/// A field in which records differ, and whose value counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldRow {
    /// Its name in the policies.
    pub(super) key: EcoString,
    pub(super) name: String,
    pub(super) policy: Policy,
    /// The differences of it, by their place in the proposal.
    pub(super) differences: Vec<usize>,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub proposal: Proposal,
    pub(super) examples: Vec<ExampleWords>,
    pub(super) fields: Vec<FieldRow>,
    /// The policy of every field without one of its own.
    pub(super) rest: Policy,
    /// What the columns of sheets of unknown headings mean: those accepted now, then those remembered.
    pub(super) mappings: Vec<Mapping>,
    pub parts: Vec<Part>,
    /// The part the list stands on.
    pub at: usize,
    pub focus: Focus,
    /// The item under the cursor of the pane, and the first row in view.
    pub item: usize,
    pub top: usize,
    /// Whether something was decided since the files were read.
    pub is_stale: bool,
}

impl Proposed {
    pub(super) fn of(proposal: Proposal, (choices, mappings): (&ImportChoices, Vec<Mapping>), stood: Option<(Part, usize)>) -> Self {
        let fields = fields_of(&proposal.differences, choices);
        let mut parts = vec![Part::Summary];
        parts.extend(Class::ALL.map(Part::Class));
        parts.extend((!proposal.problems.is_empty()).then_some(Part::Problems));
        parts.push(Part::Manner);
        parts.extend((!proposal.differences.is_empty()).then_some(Part::Fields));
        parts.extend((!proposal.questions.is_empty()).then_some(Part::Names));
        parts.extend((0..mappings.len()).map(Part::Columns));
        let (part, item) = stood.unwrap_or((Part::Summary, 0));
        let at = parts.iter().position(|known| *known == part).unwrap_or(0);
        let examples = example_words(&proposal);
        let rest = choices.policies.rest;
        Self { proposal, examples, fields, rest, mappings, parts, at, focus: Focus::Parts, item, top: 0, is_stale: false }
    }

    /// The part that is shown.
    pub fn part(&self) -> Part {
        self.parts.get(self.at).copied().unwrap_or(Part::Summary)
    }

    /// How much there is of a part; nothing for those that are not counted.
    pub fn count(&self, part: Part) -> Option<usize> {
        let RowTally { new, changed, same, set_aside, outside, .. } = self.proposal.tally;
        match part {
            Part::Summary | Part::Manner | Part::Columns(_) => None,
            Part::Class(Class::New) => Some(new),
            Part::Class(Class::Changed) => Some(changed),
            // Rows outside are shown apart.
            Part::Class(Class::Same) => Some(same - outside),
            Part::Class(Class::SetAside) => Some(set_aside),
            Part::Class(Class::Outside) => Some(outside),
            Part::Problems => Some(self.proposal.problems.len()),
            Part::Fields => Some(self.proposal.differences.len()),
            Part::Names => Some(self.proposal.questions.len()),
        }
    }

    /// Whether something there waits for a person.
    pub fn is_open(&self, part: Part) -> bool {
        match part {
            Part::Fields => self.proposal.open_differences() > 0,
            Part::Names => self.proposal.questions.iter().any(|question| question.answer.is_none()),
            Part::Summary | Part::Class(_) | Part::Problems | Part::Manner | Part::Columns(_) => false,
        }
    }

    /// Goes to a part, its first row in view.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at.min(self.parts.len().saturating_sub(1));
        (self.item, self.top) = (0, 0);
    }

    /// The list beside the pane; where there is no room for both, the one that has the keys.
    pub(super) fn areas(&self, inside: Area) -> (Area, Area) {
        const WIDE: u16 = 60;
        let none = Area::default();
        if inside.columns < WIDE {
            return if self.focus == Focus::Parts { (inside, none) } else { (none, inside) };
        }
        let (list, rest) = inside.split_left(27.min(inside.columns / 3 + 2));
        (list, rest.split_left(2).1)
    }
}

/// The fields in which records differ, those with the most differences first.
fn fields_of(differences: &[Difference], choices: &ImportChoices) -> Vec<FieldRow> {
    let mut by_key: BTreeMap<EcoString, FieldRow> = BTreeMap::new();
    for (at, difference) in differences.iter().enumerate() {
        let (kind, field) = (difference.spot.kind, bare(&difference.spot.field));
        let key = eco_format!("{kind}.{field}");
        let row = by_key.entry(key.clone()).or_insert_with(|| {
            let policy = choices.policies.of(kind, &difference.spot.field);
            FieldRow { key, name: difference_field(difference), policy, differences: Vec::new() }
        });
        row.differences.push(at);
    }
    let mut rows: Vec<FieldRow> = by_key.into_values().collect();
    rows.sort_by(|a, b| b.differences.len().cmp(&a.differences.len()).then(a.name.cmp(&b.name)));
    rows
}
