//! Colour and size by a measure.

use ecow::{EcoString, eco_format};

use super::super::{
    App, Effect, Notice,
    choice::{Chosen, Entry},
};
use crate::report::{numeric_columns, paint, paint_title};

/// What a measure is shown by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Colour,
    Size,
}

/// The names of the columns by which members are coloured and sized.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Painted {
    pub colour: Option<EcoString>,
    pub size: Option<EcoString>,
}

impl Painted {
    fn of(&mut self, shown: Shown) -> &mut Option<EcoString> {
        match shown {
            Shown::Colour => &mut self.colour,
            Shown::Size => &mut self.size,
        }
    }
}

impl App {
    /// Asks by which measure members are coloured.
    pub(super) fn map_ask_colour(&mut self) -> Vec<Effect> {
        self.ask_measure(Shown::Colour, "Colour by", "by stage, as ever")
    }

    /// Asks by which measure members are sized.
    pub(super) fn map_ask_size(&mut self) -> Vec<Effect> {
        self.ask_measure(Shown::Size, "Size by", "all alike, as ever")
    }

    fn ask_measure(&mut self, shown: Shown, title: &'static str, nothing: &str) -> Vec<Effect> {
        let (Some(analysis), Some(chart)) = (&self.analysis, &self.map.chart) else { return Vec::new() };
        let drawn = chart.roster.members.len();
        let mut entries = vec![Entry { words: "nothing".into(), hint: nothing.into(), then: Chosen::Measure(shown, None) }];
        entries.extend(numeric_columns(analysis, &chart.roster).into_iter().map(|numbers| {
            let (words, name) = (paint_title(&numbers.column), numbers.column.name());
            // Whoever knows the name of the filter finds it by that too.
            let also = if words == name { EcoString::new() } else { eco_format!(", {name}") };
            let hint = eco_format!("{} of {drawn} members{also}", numbers.members);
            Entry { words, hint, then: Chosen::Measure(shown, Some(name)) }
        }));
        self.ask_choice(title, entries)
    }

    /// Colours or sizes the members by the column of this name, or by nothing.
    pub(in crate::app) fn map_paint(&mut self, shown: Shown, name: Option<EcoString>) -> Vec<Effect> {
        *self.map.painted.of(shown) = name;
        if let Err(why) = self.map.mix_paint() {
            *self.map.painted.of(shown) = None;
            self.tell(Notice::problem(why));
        }
        Vec::new()
    }
}

impl super::MapScreen {
    /// Works the classes out anew, after another choice or another analysis. What no longer has figures is let go.
    ///
    /// Errors: the sentence why a measure cannot be shown.
    pub(super) fn mix_paint(&mut self) -> Result<(), String> {
        let Some(chart) = &self.chart else { return Ok(()) };
        let mixed = paint(&chart.analysis, &chart.roster, self.painted.colour.as_deref(), self.painted.size.as_deref());
        let (mixed, result) = match mixed {
            Ok(mixed) => (mixed, Ok(())),
            Err(why) => (crate::map::Paint::default(), Err(why)),
        };
        self.view.paint = mixed;
        result
    }
}
