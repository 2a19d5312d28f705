//! Going to a member by its name, another name of it or a number.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::{App, Effect, Overlay, command::Move, cursor::Cursor, fuzzy, line::Line};
use crate::model::{MemberId, Network};

/// A member as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub member: MemberId,
    pub name: EcoString,
    /// Its name, id and every other number in one text.
    words: String,
}

/// What a member that was reached is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is selected.
    Selected,
    /// The path from the selected member ends there.
    PathEnd,
    /// A form asks for it.
    FormField,
    /// It is the one pointed at on the map.
    Pointed,
}

impl Reached {
    /// What is asked.
    pub fn question(self) -> &'static str {
        match self {
            Self::Selected | Self::FormField => "Go to a member",
            Self::PathEnd => "The path leads to …",
            Self::Pointed => "Point at a member by its name",
        }
    }
}

/// The members found by what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    pub line: Line,
    pub cursor: Cursor,
    /// What happens to the member that is chosen.
    pub then: Reached,
    targets: Vec<Target>,
    found: Vec<usize>,
}

impl Jump {
    pub(super) fn among(network: &Network, then: Reached) -> Self {
        let mut targets: Vec<Target> = network
            .members()
            .iter()
            .map(|member| {
                let mut words = format!("{} {}", member.name, member.id);
                for place in [&member.town, &member.authority].into_iter().flatten() {
                    words = format!("{words} {place}");
                }
                for alias in &member.aliases {
                    words = format!("{words} {alias}");
                }
                Target { member: member.id.clone(), name: member.name.clone(), words }
            })
            .collect();
        targets.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.member.cmp(&b.member)));
        let found = (0..targets.len()).collect();
        Self { line: Line::default(), cursor: Cursor::default(), then, targets, found }
    }

    /// Searches again after the line changed: by name first, then by number and place.
    pub(super) fn search(&mut self) {
        let needle = self.line.text();
        let words = fuzzy::ranked(needle, self.targets.iter().map(|target| target.words.as_str()));
        let folded = fuzzy::ranked(needle, self.targets.iter().map(|target| target.name.as_str()));
        let found: BTreeSet<usize> = words.iter().copied().collect();
        let named: BTreeSet<usize> = folded.iter().copied().collect();
        let by_name = folded.into_iter().filter(|at| found.contains(at));
        self.found = by_name.chain(words.iter().copied().filter(|at| !named.contains(at))).collect();
        self.cursor = Cursor::default();
    }

    pub(super) fn go(&mut self, movement: Move, rows: usize) {
        self.line.go_above(&mut self.cursor, movement, self.found.len(), rows);
    }

    /// How many members are found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The members found, the best first, from a line on.
    pub fn found_from(&self, line: usize) -> impl Iterator<Item = &Target> {
        self.found.iter().skip(line).filter_map(|at| self.targets.get(*at))
    }

    /// The member the cursor stands on.
    pub fn chosen(&self) -> Option<&MemberId> {
        self.found_from(self.cursor.at).next().map(|target| &target.member)
    }
}

impl App {
    /// Asks for a member by its name.
    pub(super) fn ask_member(&mut self, then: Reached) -> Vec<Effect> {
        let jump = self.document.as_ref().map(|document| Jump::among(&document.network, then));
        jump.map_or_else(Vec::new, |jump| self.lay(Overlay::Jump(jump)))
    }

    /// Does with a member what it was asked for.
    pub(super) fn reach(&mut self, member: MemberId, then: Reached) -> Vec<Effect> {
        match then {
            Reached::Selected | Reached::FormField => {
                self.select(member);
                Vec::new()
            }
            Reached::PathEnd => self.map_path_to(member),
            Reached::Pointed => self.map_point_at(member),
        }
    }
}
