//! The measures of the network: which members are listed in which order, which measure is looked at, and what would be without
//! the member under the cursor.

mod details;
mod settling;

use std::sync::Arc;

pub use details::{Detail, Manner};
pub use settling::MeasureOrder;

use super::{
    App, Cursor, Effect, Mouse, Notice, Screen,
    areas::Area,
    command::{MetricsCommand, Move},
};
use crate::{
    analysis::{Analysis, Belonging, Counted, Scope},
    graph::{Leaving, Measures, Metric, Own, Precision},
    model::MemberId,
    report::{Filter, Way, metric_value, scope_words, words},
};

/// The narrowest body in which the list and the details stand side by side.
const WIDE: u16 = 100;

/// The screen of measures.
#[derive(Clone, Debug)]
pub struct MetricsScreen {
    pub cursor: Cursor,
    /// The measure that is looked at: the column under the cursor.
    pub metric: Metric,
    /// The first measure in view.
    left: usize,
    pub sort: (Metric, Way),
    pub scope: Scope,
    pub measured: Option<Measured>,
    /// The order that is worked on.
    ordered: Option<(u64, Arc<Analysis>, Scope)>,
    orders: u64,
    listed: Listed,
    leaving: Option<(MemberId, Leaving)>,
}

/// Measures, and what they are of.
#[derive(Clone, Debug)]
pub struct Measured {
    pub analysis: Arc<Analysis>,
    pub scope: Scope,
    pub measures: Arc<Measures>,
}

/// Members in the order of the list, and what the list was made of.
#[derive(Clone, Debug, Default)]
struct Listed {
    places: Vec<usize>,
    of: Option<(Arc<Measures>, String, (Metric, Way))>,
}

impl Default for MetricsScreen {
    /// The least open members first: whose boundary to open next.
    fn default() -> Self {
        Self {
            cursor: Cursor::default(),
            metric: Metric::Permeability,
            left: 0,
            sort: (Metric::Permeability, Way::Up),
            scope: Scope { counted: Counted::Running, belonging: Belonging::IsNoTie, precision: Precision::SampledIfLarge },
            measured: None,
            ordered: None,
            orders: 0,
            listed: Listed::default(),
            leaving: None,
        }
    }
}

/// A measure in view: where its column begins, and how wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedMetric {
    pub metric: Metric,
    pub from: u16,
    pub columns: u16,
}

impl MetricsScreen {
    /// The members listed, in order: each with its place in the network that was measured.
    pub fn listed(&self) -> &[usize] {
        &self.listed.places
    }

    /// A listed member and its measures.
    pub fn row(&self, line: usize) -> Option<(&MemberId, &Own)> {
        self.of_place(*self.listed.places.get(line)?)
    }

    fn of_place(&self, place: usize) -> Option<(&MemberId, &Own)> {
        let measured = self.measured.as_ref()?;
        Some((&measured.analysis.network.members().at(place)?.id, measured.measures.members.get(place)?))
    }

    /// The place of a member in the network that was measured.
    fn place_of(&self, member: &MemberId) -> Option<usize> {
        self.measured.as_ref()?.analysis.network.members().binary_search_by(|other| other.id.cmp(member)).ok()
    }

    /// The measures of a member, whether it is listed or not.
    pub fn own(&self, member: &MemberId) -> Option<&Own> {
        self.of_place(self.place_of(member)?).map(|(_, own)| own)
    }

    /// Lists anew if anything the list depends on has changed. Cost: nothing if not; else O(members · (filter + log members)).
    fn refresh(&mut self, filter: &str) {
        let Some(measured) = &self.measured else { return };
        let is_same =
            self.listed.of.as_ref().is_some_and(|(measures, made_of, sort)| {
                Arc::ptr_eq(measures, &measured.measures) && made_of == filter && *sort == self.sort
            });
        if is_same {
            return;
        }
        // What is wrong with a filter is told where it is typed.
        let read = Filter::new(filter, &measured.analysis).ok().filter(|_| !filter.trim().is_empty());
        let members = measured.analysis.network.members().iter().enumerate();
        let passing = members.filter(|(_, member)| read.as_ref().is_none_or(|filter| filter.passes(&measured.analysis, member)));
        let (metric, way) = self.sort;
        let value = |place: usize| measured.measures.members.get(place).and_then(|own| own.value(metric));
        let mut rows: Vec<(Option<f64>, usize)> = passing.map(|(place, _)| (value(place), place)).collect();
        rows.sort_by(|a, b| match (a.0, b.0, way) {
            (Some(a), Some(b), Way::Up) => a.total_cmp(&b),
            (Some(a), Some(b), Way::Down) => b.total_cmp(&a),
            (Some(_), None, _) => std::cmp::Ordering::Less,
            (None, Some(_), _) => std::cmp::Ordering::Greater,
            (None, None, _) => std::cmp::Ordering::Equal,
        });
        self.listed.places = rows.into_iter().map(|(_, place)| place).collect();
        self.listed.of = Some((Arc::clone(&measured.measures), filter.to_owned(), self.sort));
    }
}

impl App {
    /// The rows of members, and the details: beside them on a wide screen, else below them.
    pub fn metrics_areas(&self) -> (Area, Area) {
        let body = self.areas().body.below(1);
        if body.columns >= WIDE {
            let (list, rest) = body.split_left(body.columns * 3 / 5);
            let details = rest.split_left(2).1;
            return (list.below(1), Area { columns: details.columns.saturating_sub(1), ..details });
        }
        let rows = body.rows / 2;
        let details = body.below(rows);
        (body.above(body.rows - rows).below(1), Area { column: 1, columns: details.columns.saturating_sub(2), ..details })
    }

    /// The name's columns, and the measures in view from the first one on, as many as fit.
    pub fn metrics_columns(&self) -> (u16, Vec<PlacedMetric>) {
        let (list, _) = self.metrics_areas();
        let name = (list.columns * 3 / 10).clamp(12.min(list.columns), 34);
        let mut from = name + 2;
        let mut placed = Vec::new();
        for metric in Metric::of_members().skip(self.metrics.left) {
            // The heading, the sign of the order, and a gap.
            let columns = (words::columns(metric.title()) as u16 + 2).max(8);
            if from + columns > list.columns {
                break;
            }
            placed.push(PlacedMetric { metric, from, columns });
            from += columns;
        }
        (name, placed)
    }

    pub(super) fn metrics_go(&mut self, movement: Move) {
        match movement {
            Move::Left | Move::Right => {
                let all: Vec<Metric> = Metric::of_members().collect();
                let at = all.iter().position(|metric| *metric == self.metrics.metric).unwrap_or(0);
                let next = if movement == Move::Left { at.saturating_sub(1) } else { (at + 1).min(all.len() - 1) };
                self.metrics.metric = all.get(next).copied().unwrap_or(Metric::Permeability);
                self.metric_in_view();
            }
            Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => {
                let (lines, rows) = (self.metrics.listed().len(), self.metrics_areas().0.lines());
                self.metrics.cursor.go(movement, lines, rows);
                self.select_measured();
            }
        }
    }

    /// Moves the window of columns until the measure under the cursor is in it.
    fn metric_in_view(&mut self) {
        let at = Metric::of_members().position(|metric| metric == self.metrics.metric).unwrap_or(0);
        self.metrics.left = self.metrics.left.min(at);
        while self.metrics.left < at && !self.metrics_columns().1.iter().any(|placed| placed.metric == self.metrics.metric) {
            self.metrics.left += 1;
        }
    }

    fn select_measured(&mut self) {
        if let Some((member, _)) = self.metrics.row(self.metrics.cursor.at) {
            self.selection.select(member.clone());
        }
    }

    /// Lists anew and puts the cursor on the selected member, if it is listed; with nobody selected, selects the first.
    pub(super) fn metrics_in_view(&mut self) {
        if self.screen != Screen::Metrics {
            return;
        }
        self.metrics.refresh(&self.selection.filter);
        let stands = self.metrics.row(self.metrics.cursor.at).map(|(member, _)| member);
        let selected = self.selection.member.as_ref();
        let at = if stands.is_some() && stands == selected {
            None
        } else {
            let place = selected.and_then(|member| self.metrics.place_of(member));
            self.metrics.listed().iter().position(|listed| Some(*listed) == place)
        };
        let (lines, rows) = (self.metrics.listed().len(), self.metrics_areas().0.lines());
        self.metrics.cursor.put(at.unwrap_or(self.metrics.cursor.at), lines, rows);
        if self.overlay.is_none() && lines > 0 && at.is_none() {
            self.select_measured();
        }
        self.metric_in_view();
    }

    pub(super) fn metrics_choose(&mut self) -> Vec<Effect> {
        self.select_measured();
        self.show(Screen::Member);
        Vec::new()
    }

    pub(super) fn metrics_act(&mut self, command: MetricsCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            app.show(Screen::Metrics);
            match command {
                MetricsCommand::Sort => app.sort_measured(),
                MetricsCommand::Counted => {
                    app.metrics.scope.counted = match app.metrics.scope.counted {
                        Counted::Running => Counted::Alive,
                        Counted::Alive => Counted::Running,
                    };
                    app.tell(Notice::done(match app.metrics.scope.counted {
                        Counted::Running => "Every tie that has not ended counts.",
                        Counted::Alive => "Only ties with a recent sign of life count, or without any date.",
                    }));
                }
                MetricsCommand::Belonging => {
                    app.metrics.scope.belonging = match app.metrics.scope.belonging {
                        Belonging::IsNoTie => Belonging::IsATie,
                        Belonging::IsATie => Belonging::IsNoTie,
                    };
                    app.tell(Notice::done(match app.metrics.scope.belonging {
                        Belonging::IsNoTie => "Belonging to a trust or an authority is no tie.",
                        Belonging::IsATie => "Belonging to a trust, another group or an authority of the map counts as a tie.",
                    }));
                }
            }
            Vec::new()
        })
    }

    /// Sorts by the measure under the cursor, the highest first; again the other way round.
    fn sort_measured(&mut self) {
        let way = match self.metrics.sort {
            (metric, Way::Down) if metric == self.metrics.metric => Way::Up,
            (_, Way::Up | Way::Down) => Way::Down,
        };
        self.metrics.sort = (self.metrics.metric, way);
        let first = match way {
            Way::Up => "lowest",
            Way::Down => "highest",
        };
        self.metrics.cursor = Cursor::default();
        self.metrics.refresh(&self.selection.filter);
        self.select_measured();
        self.tell(Notice::done(format!("Sorted by {}, the {first} first. Who has no value stands last.", self.metrics.metric.title())));
    }

    /// The mouse was pressed: on a heading it looks at that measure and sorts by it; on a row it says whether the cursor stood there.
    pub(super) fn metrics_click(&mut self, mouse: Mouse) -> bool {
        let (list, _) = self.metrics_areas();
        if let Some((_, row)) = list.hit(mouse) {
            let Some(line) = self.metrics.cursor.line_at(row, self.metrics.listed().len()) else { return false };
            let again = self.metrics.cursor.at == line;
            self.metrics.cursor.at = line;
            self.select_measured();
            return again;
        }
        let is_there = |placed: &PlacedMetric| (placed.from..placed.from + placed.columns).contains(&mouse.column);
        let hit = self.metrics_columns().1.into_iter().find(is_there).filter(|_| mouse.row + 1 == list.row);
        if let Some(placed) = hit {
            self.metrics.metric = placed.metric;
            self.sort_measured();
        }
        false
    }

    /// The network in numbers, the most telling first.
    pub fn metrics_summary(&self) -> Vec<String> {
        let Some(measured) = &self.metrics.measured else { return Vec::new() };
        let whole = &measured.measures.whole;
        let shown = [Metric::Permeability, Metric::Density, Metric::Reciprocity, Metric::Components, Metric::Isolates, Metric::Modularity];
        let numbers = shown.map(|metric| format!("{} {}", metric.title(), metric_value(metric, whole.value(metric))));
        let ties = match measured.scope.counted {
            Counted::Running => words::counted(whole.ties, "directed tie", "directed ties"),
            Counted::Alive => words::counted(whole.ties, "directed tie alive", "directed ties alive"),
        };
        [ties].into_iter().chain(numbers).collect()
    }

    /// Which ties count, in sentences.
    pub fn metrics_scope(&self) -> String {
        let measured = self.metrics.measured.as_ref();
        measured.map_or_else(String::new, |measured| scope_words(&measured.analysis, measured.scope, &measured.measures.whole))
    }
}
