//! The table of members: which are listed, in which order, and which columns are in view.

use std::sync::Arc;

use super::{
    App, Effect, Notice, Screen,
    areas::Area,
    columns::{Placed, columns},
    command::{Move, TableCommand},
    cursor::Cursor,
    event::Mouse,
    filter_line::FilterLine,
    overlay::Overlay,
};
use crate::{
    analysis::Analysis,
    model::MemberId,
    report::{Column, Filter, FilterError, Sort, Standard, Table, Vocabulary, Way},
};

/// The table of members.
#[derive(Clone, Debug)]
pub struct TableScreen {
    pub cursor: Cursor,
    /// The column the cursor stands on.
    pub column: usize,
    /// The first column in view after the name, which always is.
    pub(super) left: usize,
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

impl App {
    /// Where the rows are, under the line of counts and the headings.
    pub fn table_rows_area(&self) -> Area {
        self.areas().body.below(2)
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

    pub(super) fn select_listed(&mut self) {
        if let Some(member) = self.table.listed.get(self.table.cursor.at) {
            self.selection.select(member.clone());
        }
    }

    /// Lists anew who meets the filter, whatever screen is in front.
    pub(super) fn table_read_anew(&mut self) {
        if let Some(analysis) = &self.analysis {
            self.table.refresh(analysis, &self.selection.filter);
        }
    }

    /// Lists anew and puts the cursor on the selected member, if it is listed.
    pub(super) fn table_in_view(&mut self) {
        if self.screen != Screen::Table {
            return;
        }
        self.table_read_anew();
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
        self.map_only_in_view();
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

    /// The mouse was pressed: on a heading it sorts; on a row it says whether the cursor stood there already.
    pub(super) fn table_click(&mut self, mouse: Mouse) -> bool {
        let rows = self.table_rows_area();
        if let Some((_, row)) = rows.hit(mouse) {
            return self.put_on_row(row);
        }
        let is_heading = mouse.row + 1 == rows.row;
        let is_there = |placed: &Placed| (placed.from..placed.from + placed.columns).contains(&mouse.column);
        if let Some(placed) = self.table_columns().into_iter().find(is_there).filter(|_| is_heading) {
            self.table.column = placed.at;
            self.sort();
        }
        false
    }

    fn put_on_row(&mut self, row: usize) -> bool {
        let Some(line) = self.table.cursor.line_at(row, self.table.listed.len()) else { return false };
        let again = self.table.cursor.at == line;
        self.table.cursor.at = line;
        self.select_listed();
        again
    }
}
