//! The grid of stages and phases with how many members stand where.

use std::collections::BTreeMap;

use super::{App, Effect, Screen, command::Move};
use crate::{
    finding::Pattern,
    model::{Kind, Phase, Stage},
};

/// A stage and a phase; either may be unknown.
pub type Place = (Option<Stage>, Option<Phase>);

/// How many stand at a place, and how many of them meet a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub members: usize,
    pub condoned: usize,
    pub coasting: usize,
}

/// The grid; its cursor stands on a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridScreen {
    pub at: Place,
}

impl GridScreen {
    /// The columns from left to right, as on the journey map: not yet rated, then stage 1 to 4.
    pub const STAGES: [Option<Stage>; 5] =
        [None, Some(Stage::Isolation), Some(Stage::Initiation), Some(Stage::Engagement), Some(Stage::Integration)];
    /// The rows from top to bottom, as on the journey map: the deepest sharing first.
    pub const PHASES: [Option<Phase>; 4] = [Some(Phase::Coaching), Some(Phase::Experience), Some(Phase::Information), None];

    fn go(&mut self, movement: Move) {
        let (stage, phase) = self.at;
        self.at = match movement {
            Move::Left => (beside(&Self::STAGES, stage, Way::Before), phase),
            Move::Right => (beside(&Self::STAGES, stage, Way::After), phase),
            Move::Up => (stage, beside(&Self::PHASES, phase, Way::Before)),
            Move::Down => (stage, beside(&Self::PHASES, phase, Way::After)),
            Move::First => (None, phase),
            Move::Last => (Some(Stage::Integration), phase),
            Move::PageUp => (stage, Some(Phase::Coaching)),
            Move::PageDown => (stage, None),
        };
    }
}

#[derive(Clone, Copy)]
enum Way {
    Before,
    After,
}

/// The one before or after in a row; the last ones stay.
fn beside<T: Copy + PartialEq>(row: &[T], at: T, way: Way) -> T {
    let place = row.iter().position(|known| *known == at).unwrap_or(0);
    let next = match way {
        Way::Before => place.saturating_sub(1),
        Way::After => place + 1,
    };
    row.get(next).copied().unwrap_or(at)
}

/// The expression that lists the members of a place.
fn expression((stage, phase): Place) -> String {
    let stage = stage.map_or_else(|| "stage = ? and kind = school".to_owned(), |stage| format!("stage = {}", stage.number()));
    let phase = phase.map_or_else(|| "phase = ?".to_owned(), |phase| format!("phase = {}", phase.number()));
    format!("{stage} and {phase} and status in (open, closing)")
}

impl App {
    /// How many open members stand at each place: every rated one, and the schools nobody has rated yet.
    ///
    /// Cost: O(members · log members).
    pub fn grid_counts(&self) -> BTreeMap<Place, Count> {
        let mut counts: BTreeMap<Place, Count> = BTreeMap::new();
        let Some(analysis) = &self.analysis else { return counts };
        for (member, standing) in &analysis.standings {
            let Some(found) = analysis.network.members().get(member).filter(|member| member.is_open()) else { continue };
            if standing.stage().is_none() && found.kind != Kind::School {
                continue;
            }
            let count = counts.entry((standing.stage(), standing.phase())).or_default();
            count.members += 1;
            let flags = analysis.flags_of(member);
            if flags.contains(&Pattern::CondonedFailure) || flags.contains(&Pattern::Entrenched) {
                count.condoned += 1;
            } else if flags.contains(&Pattern::Coasting) {
                count.coasting += 1;
            }
        }
        counts
    }

    /// Where the selected member stands; `None` for sources and if none is selected.
    pub fn grid_selected(&self) -> Option<Place> {
        let standing = self.analysis.as_ref()?.standing(self.selection.member.as_ref()?)?;
        Some((standing.stage(), standing.phase()))
    }

    pub(super) fn grid_go(&mut self, movement: Move) {
        self.grid.go(movement);
    }

    /// Opens the table with the members of the place under the cursor.
    pub(super) fn grid_choose(&mut self) -> Vec<Effect> {
        self.selection.filter = expression(self.grid.at).into();
        self.show(Screen::Table);
        Vec::new()
    }
}
