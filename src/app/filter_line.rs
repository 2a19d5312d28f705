//! The line a filter is typed into: read at every letter, with what is wrong under the place.

use ecow::EcoString;

use super::{App, Effect, Screen, line::Line, overlay::Overlay};
use crate::report::{Filter, FilterError};

/// A filter being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterLine {
    pub line: Line,
    /// What is wrong with it as it stands.
    pub problem: Option<FilterError>,
    /// The filter before, which comes back if this one is given up.
    pub(super) before: EcoString,
}

impl FilterLine {
    pub(super) fn new(filter: &EcoString) -> Self {
        Self { line: Line::holding(filter), problem: None, before: filter.clone() }
    }
}

impl App {
    /// Reads the filter as it stands; one that can be read is used at once.
    pub(super) fn filter_typed(&mut self) {
        let Some(Overlay::Filter(typed)) = &self.overlay else { return };
        let text = typed.line.text().to_owned();
        let read = self.read_filter(&text);
        if read.is_none() {
            self.filter_by(&text);
        }
        if let Some(Overlay::Filter(typed)) = &mut self.overlay {
            typed.problem = read;
        }
    }

    /// How many members of the screen in front meet the filter.
    pub fn meeting(&self) -> usize {
        match (self.screen, &self.map.view.only) {
            (Screen::Map, Some(only)) => only.count(),
            (
                Screen::Map
                | Screen::Start
                | Screen::Triage
                | Screen::Table
                | Screen::Grid
                | Screen::Metrics
                | Screen::Member
                | Screen::Family,
                _,
            ) => self.table.listed().len(),
        }
    }

    fn read_filter(&self, text: &str) -> Option<FilterError> {
        let analysis = self.analysis.as_ref().filter(|_| !text.trim().is_empty())?;
        Filter::with(text, analysis, self.table.vocabulary()).err()
    }

    /// Takes the filter; one that cannot be read stays to be mended.
    pub(super) fn take_filter(&mut self, mut typed: FilterLine) -> Vec<Effect> {
        typed.problem = self.read_filter(typed.line.text());
        if typed.problem.is_some() {
            return self.lay(Overlay::Filter(typed));
        }
        self.filter_by(typed.line.text());
        Vec::new()
    }
}
