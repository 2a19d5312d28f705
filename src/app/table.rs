//! The table of members: which are listed, in which order, and which columns are in view.

use std::sync::Arc;

use super::{
    App, Effect, Notice, Screen,
    areas::Area,
    command::{Move, TableCommand},
    cursor::Cursor,
    filter_line::FilterLine,
    overlay::Overlay,
};
use crate::{
    analysis::Analysis,
    model::MemberId,
    report::{Cell, Column, Filter, FilterError, Sort, Standard, Subject, Table, Vocabulary, Way, words},
};

/// The table of members.
#[derive(Clone, Debug)]
pub struct TableScreen {
    pub cursor: Cursor,
    /// The column the cursor stands on.
    pub column: usize,
    /// The first column in view after the name, which always is.
    left: usize,
    pub columns: Vec<Column>,
    pub sort: Option<Sort>,
    /// The members listed, in order.
    listed: Vec<MemberId>,
    /// What they were listed from.
    made_of: Option<MadeOf>,
    vocabulary: Arc<Vocabulary>,
    /// Why the filter is not used, if it cannot be read.
    pub problem: Option<FilterError>,
}

#[derive(Clone, Debug)]
struct MadeOf {
    analysis: Arc<Analysis>,
    filter: String,
    sort: Option<Sort>,
}

/// A column in view: which, where from the left edge, how wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub at: usize,
    pub column: Column,
    pub from: u16,
    pub columns: u16,
}

/// The standard columns before and after the measures.
const FIRST: [Standard; 9] = [
    Standard::Name,
    Standard::Flags,
    Standard::Stage,
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

/// How wide a column is at most, and the name.
const WIDEST: usize = 22;
const NAME: u16 = 30;

impl Default for TableScreen {
    /// Every member, by name.
    fn default() -> Self {
        Self {
            cursor: Cursor::default(),
            column: 0,
            left: 0,
            columns: Vec::new(),
            sort: Some(Sort { column: Column::Standard(Standard::Name), way: Way::Up }),
            listed: Vec::new(),
            made_of: None,
            vocabulary: Arc::default(),
            problem: None,
        }
    }
}

impl TableScreen {
    /// The members listed, in order.
    pub fn listed(&self) -> &[MemberId] {
        &self.listed
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Lists the members anew if anything they depend on has changed.
    ///
    /// Cost: nothing if not; else O(members · (filter + log members)).
    fn refresh(&mut self, analysis: &Arc<Analysis>, filter: &str) {
        let is_same_analysis = self.made_of.as_ref().is_some_and(|made_of| Arc::ptr_eq(&made_of.analysis, analysis));
        let is_same =
            self.made_of.as_ref().is_some_and(|made_of| is_same_analysis && made_of.filter == filter && made_of.sort == self.sort);
        if is_same {
            return;
        }
        if !is_same_analysis {
            self.vocabulary = Arc::new(Vocabulary::of(&analysis.network));
            self.columns = columns(&self.vocabulary);
        }
        let read = if filter.trim().is_empty() { None } else { Some(Filter::with(filter, analysis, &self.vocabulary)) };
        let (filtered, problem) = match read {
            None => (None, None),
            Some(Ok(filter)) => (Some(filter), None),
            Some(Err(error)) => (None, Some(error)),
        };
        self.problem = problem;
        let sorts: Vec<Sort> = self.sort.iter().cloned().collect();
        let table = Table::new(analysis, Vec::new(), filtered.as_ref(), &sorts);
        self.listed = table.rows.into_iter().map(|row| row.member).collect();
        self.made_of = Some(MadeOf { analysis: Arc::clone(analysis), filter: filter.to_owned(), sort: self.sort.clone() });
    }
}

fn columns(vocabulary: &Vocabulary) -> Vec<Column> {
    let first = FIRST.iter().map(|&column| Column::Standard(column));
    let last = LAST.iter().map(|&column| Column::Standard(column));
    let own = vocabulary.own.iter().map(|heading| Column::Own(heading.clone()));
    first.chain(vocabulary.latest_figures()).chain(last).chain(own).collect()
}

impl App {
    /// Where the rows are, under the line of counts and the headings.
    pub fn table_rows_area(&self) -> Area {
        self.areas().body.below(2)
    }

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
        let name_columns = NAME.min(area.columns);
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
        let shown = self.table.listed.iter().skip(self.table.cursor.top).take(self.table_rows_area().lines());
        let members = shown.filter_map(|id| analysis.network.members().get(id));
        members.map(|member| words::columns(&column.cell(&Subject::of(analysis, member)).shown())).max().unwrap_or(0)
    }

    pub(super) fn table_go(&mut self, movement: Move) {
        match movement {
            Move::Left => self.table.column = self.table.column.saturating_sub(1),
            Move::Right => self.table.column = (self.table.column + 1).min(self.table.columns.len().saturating_sub(1)),
            Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => {
                let (lines, rows) = (self.table.listed.len(), self.table_rows_area().lines());
                self.table.cursor.go(movement, lines, rows);
                self.select_listed();
            }
        }
        self.column_in_view();
    }

    /// Moves the window of columns until the one under the cursor is in it.
    fn column_in_view(&mut self) {
        if self.table.column < self.table.left.max(1) {
            self.table.left = self.table.column.max(1);
        }
        while self.table.left < self.table.column && !self.table_columns().iter().any(|placed| placed.at == self.table.column) {
            self.table.left = self.table.left.max(1) + 1;
        }
    }

    pub(super) fn select_listed(&mut self) {
        if let Some(member) = self.table.listed.get(self.table.cursor.at) {
            self.selection.select(member.clone());
        }
    }

    /// Lists anew and puts the cursor on the selected member, if it is listed.
    pub(super) fn table_in_view(&mut self) {
        if self.screen != Screen::Table {
            return;
        }
        if let Some(analysis) = &self.analysis {
            self.table.refresh(analysis, &self.selection.filter);
        }
        let stands = self.table.listed.get(self.table.cursor.at);
        let selected = self.selection.member.as_ref();
        let at = if stands.is_some() && stands == selected {
            None
        } else {
            self.table.listed.iter().position(|listed| Some(listed) == selected)
        };
        let (lines, rows) = (self.table.listed.len(), self.table_rows_area().lines());
        self.table.cursor.put(at.unwrap_or(self.table.cursor.at), lines, rows);
        // Commands are about the row under the cursor, never about a member that the filter hides.
        let is_new = selected.is_some_and(|id| self.analysis.as_ref().is_none_or(|analysis| analysis.network.members().get(id).is_none()));
        if self.overlay.is_none() && !is_new {
            self.selection.member = self.table.listed.get(self.table.cursor.at).cloned();
        }
        self.column_in_view();
    }

    /// Lists every member again if the filter hides one that is gone to.
    pub(super) fn table_unhide(&mut self, member: &MemberId) {
        if self.screen == Screen::Table && !self.selection.filter.is_empty() && !self.table.listed.contains(member) {
            self.selection.filter = "".into();
            self.tell(Notice::done("Every member is listed again, because the filter hid this one."));
        }
    }

    /// Goes one member on after marking, so that several are marked by holding the key.
    pub(super) fn table_marked(&mut self) {
        if self.screen == Screen::Table {
            self.table_go(Move::Down);
        }
    }

    pub(super) fn table_act(&mut self, command: TableCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            app.show(Screen::Table);
            match command {
                TableCommand::Filter => {
                    let line = FilterLine::new(&app.selection.filter);
                    return app.lay(Overlay::Filter(line));
                }
                TableCommand::ClearFilter => app.filter_by(""),
                TableCommand::Sort => app.sort(),
                TableCommand::MarkAll => app.mark_listed(),
            }
            Vec::new()
        })
    }

    /// Lists the members that meet the expression.
    pub(super) fn filter_by(&mut self, expression: &str) {
        self.selection.filter = expression.trim().into();
        self.table_in_view();
    }

    /// Sorts by the column under the cursor; again the other way round; a third time not at all.
    fn sort(&mut self) {
        let Some(column) = self.table.columns.get(self.table.column).cloned() else { return };
        let way = self.table.sort.as_ref().filter(|sort| sort.column == column).map(|sort| sort.way);
        let name = column.name();
        let (sort, told) = match way {
            None => (Some(Sort { column, way: Way::Up }), format!("Sorted by {name}, the lowest first. What is missing stands last.")),
            Some(Way::Up) => {
                (Some(Sort { column, way: Way::Down }), format!("Sorted by {name}, the highest first. What is missing stands last."))
            }
            Some(Way::Down) => (None, "Not sorted: in the order of their ids.".to_owned()),
        };
        self.table.sort = sort;
        self.table_in_view();
        self.tell(Notice::done(told));
    }

    fn mark_listed(&mut self) {
        let listed = self.table.listed.clone();
        let count = listed.len();
        self.selection.marked.extend(listed);
        self.tell(Notice::done(format!("All {count} listed members are marked.")));
    }

    pub(super) fn table_choose(&mut self) -> Vec<Effect> {
        self.select_listed();
        self.show(Screen::Member);
        Vec::new()
    }

    /// The mouse was pressed on a row; says whether the cursor stood there already.
    pub(super) fn table_put_cursor(&mut self, row: usize) -> bool {
        let Some(line) = self.table.cursor.line_at(row, self.table.listed.len()) else { return false };
        let again = self.table.cursor.at == line;
        self.table.cursor.at = line;
        self.select_listed();
        again
    }
}
