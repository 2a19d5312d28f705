//! The grid of stages and phases with how many members stand where.

use std::collections::BTreeMap;

use super::{App, Effect, Screen, areas::Area, command::Move, event::Mouse};
use crate::{
    finding::Pattern,
    model::{Phase, Stage},
    report::grid_place,
};

pub use crate::report::GridPlace as Place;

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

/// The columns that the names of the phases take.
const LABELS: u16 = 18;

/// Where the parts of the grid are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridAreas {
    /// Each phase's name.
    pub labels: Vec<(Option<Phase>, Area)>,
    /// Each stage's column, its boundary included.
    pub columns: Vec<(Option<Stage>, Area)>,
    pub places: Vec<(Place, Area)>,
}

impl App {
    /// Where the grid's parts are, under the line of counts; nothing if there is no room for columns.
    pub fn grid_areas(&self) -> GridAreas {
        let area = self.areas().body.below(1);
        let labels = LABELS.min(area.columns / 4);
        let columns = area.columns.saturating_sub(labels) / 5;
        if columns < 7 || area.rows < 7 {
            return GridAreas::default();
        }
        let rows = (area.rows.saturating_sub(3) / 4).clamp(1, 4);
        let lines = (0_u16..).zip(GridScreen::PHASES).map(|(at, phase)| (phase, Area { row: area.row + 2 + rows * at, rows, ..area }));
        let lines: Vec<(Option<Phase>, Area)> = lines.collect();
        let sides = (0_u16..).zip(GridScreen::STAGES).map(|(at, stage)| {
            let column = Area { column: area.column + labels + columns * at, row: area.row, columns: columns - 1, rows: rows * 4 + 3 };
            (stage, Area { rows: column.rows.min(area.rows), ..column })
        });
        let sides: Vec<(Option<Stage>, Area)> = sides.collect();
        let places = sides.iter().flat_map(|(stage, side)| {
            lines.iter().map(|(phase, line)| ((*stage, *phase), Area { column: side.column + 1, columns: side.columns - 2, ..*line }))
        });
        GridAreas {
            places: places.collect(),
            labels: lines.iter().map(|(phase, line)| (*phase, Area { columns: labels, ..*line })).collect(),
            columns: sides,
        }
    }

    /// The mouse was pressed; says whether the cursor stood there already.
    pub(super) fn grid_put_cursor(&mut self, mouse: Mouse) -> bool {
        let hit = self.grid_areas().places.into_iter().find(|(_, area)| area.hit(mouse).is_some());
        let Some((place, _)) = hit else { return false };
        let again = self.grid.at == place;
        self.grid.at = place;
        again
    }

    /// How many open members stand at each place: every rated one, and the schools nobody has rated yet.
    ///
    /// Cost: O(members).
    pub fn grid_counts(&self) -> BTreeMap<Place, Count> {
        let mut counts: BTreeMap<Place, Count> = BTreeMap::new();
        let Some(analysis) = &self.analysis else { return counts };
        // Members and standings are both in the order of ids, so they are gone through side by side.
        let mut standings = analysis.standings.iter().peekable();
        for found in analysis.network.members() {
            while standings.next_if(|(member, _)| **member < found.id).is_some() {}
            let Some((member, standing)) = standings.next_if(|(member, _)| **member == found.id) else { continue };
            let Some(place) = grid_place(found, standing) else { continue };
            let count = counts.entry(place).or_default();
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
