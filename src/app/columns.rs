//! The columns of the table: which there are, and which of them are in view how wide.

use super::App;
use crate::report::{Cell, Column, Standard, Subject, Vocabulary, words};

/// A column in view: which, where from the left edge, how wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub at: usize,
    pub column: Column,
    pub from: u16,
    pub columns: u16,
}

/// The standard columns before and after the measures.
const FIRST: [Standard; 10] = [
    Standard::Name,
    Standard::Flags,
    Standard::Stage,
    Standard::StageSupported,
    Standard::Phase,
    Standard::Ties,
    Standard::Kind,
    Standard::Education,
    Standard::Authority,
    Standard::StageOn,
];
const LAST: [Standard; 16] = [
    Standard::Trust,
    Standard::Pupils,
    Standard::Fsm6,
    Standard::Fsm,
    Standard::Eal,
    Standard::Sen,
    Standard::Mobility,
    Standard::PriorAttainment,
    Standard::LastContact,
    Standard::Group,
    Standard::Type,
    Standard::Town,
    Standard::Region,
    Standard::Status,
    Standard::ActiveTies,
    Standard::Id,
];

/// How wide a column is at most.
const WIDEST: usize = 22;
/// How wide the name is at least.
const NAME: u16 = 24;

/// Every column there is: the usual ones, the latest figure of each measure, then the rest.
pub(super) fn columns(vocabulary: &Vocabulary) -> Vec<Column> {
    let first = FIRST.iter().map(|&column| Column::Standard(column));
    let last = LAST.iter().map(|&column| Column::Standard(column));
    let own = vocabulary.own.iter().map(|heading| Column::Own(heading.clone()));
    first.chain(vocabulary.latest_figures()).chain(last).chain(own).collect()
}

impl App {
    /// The cells of a member in these columns.
    pub fn table_cells(&self, member: &str, placed: &[Placed]) -> Vec<Cell> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let Some(found) = analysis.network.members().get(member) else { return Vec::new() };
        let subject = Subject::of(analysis, found);
        placed.iter().map(|placed| placed.column.cell(&subject)).collect()
    }

    /// The columns in view: the name, then from the first one on as many as fit; each as wide as its rows in view need.
    pub fn table_columns(&self) -> Vec<Placed> {
        let area = self.table_rows_area();
        let Some(name) = self.table.columns.first() else { return Vec::new() };
        let most = (area.columns * 2 / 5).max(1);
        let name_columns = (self.widest_in_view(name) as u16).clamp(NAME.min(most), most);
        let mut placed = vec![Placed { at: 0, column: name.clone(), from: 2, columns: name_columns }];
        let mut from = 2 + name_columns + 2;
        for (at, column) in self.table.columns.iter().enumerate().skip(self.table.left.max(1)) {
            let columns = self.width_of(column);
            if from + columns > area.columns {
                break;
            }
            placed.push(Placed { at, column: column.clone(), from, columns });
            from += columns + 2;
        }
        placed
    }

    fn width_of(&self, column: &Column) -> u16 {
        let fixed = match column {
            Column::Standard(Standard::Stage) => Some(15),
            Column::Standard(Standard::Phase) => Some(9),
            Column::Standard(Standard::Flags) => Some(5),
            Column::Standard(_) | Column::Own(_) | Column::Measure { .. } => None,
        };
        let widest = fixed.unwrap_or_else(|| self.widest_in_view(column));
        let heading = words::columns(&column.name()) + 2;
        widest.max(heading).min(WIDEST) as u16
    }

    fn widest_in_view(&self, column: &Column) -> usize {
        let Some(analysis) = &self.analysis else { return 0 };
        let shown = self.table.listed().iter().skip(self.table.cursor.top).take(self.table_rows_area().lines());
        let members = shown.filter_map(|id| analysis.network.members().get(id));
        members.map(|member| words::columns(&column.cell(&Subject::of(analysis, member)).shown())).max().unwrap_or(0)
    }

    /// Moves the window of columns until the one under the cursor is in it.
    pub(super) fn column_in_view(&mut self) {
        if self.table.column < self.table.left.max(1) {
            self.table.left = self.table.column.max(1);
        }
        while self.table.left < self.table.column && !self.table_columns().iter().any(|placed| placed.at == self.table.column) {
            self.table.left = self.table.left.max(1) + 1;
        }
    }
}
