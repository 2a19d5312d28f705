//! Which fact groups the members, and groups opened and closed.

use ecow::{EcoString, eco_format};

use super::super::{
    App, Effect, Notice,
    choice::{Chosen, Entry},
};
use crate::map::{Chart, Grouping};

/// Communities of so many ties are found before an eye blinks; of more, only when they are asked for.
const COUNTED_AT_ONCE: usize = 10_000;

impl App {
    /// Asks by what members are grouped.
    pub(super) fn map_ask_grouping(&mut self) -> Vec<Effect> {
        let Some(chart) = &self.map.chart else { return Vec::new() };
        let by = |by: Grouping| Entry { words: words(by).into(), hint: hint(chart, by), then: Chosen::Grouping(Some(by)) };
        let found = Entry { words: "what parts them best".into(), hint: hint_of_best(chart), then: Chosen::Grouping(None) };
        let entries = [found].into_iter().chain(Grouping::ALL.into_iter().map(by)).collect();
        self.ask_choice("Group the members by", entries)
    }

    /// Groups the members by a fact, or by the one that parts them best.
    pub(in crate::app) fn map_group_by(&mut self, by: Option<Grouping>) -> Vec<Effect> {
        self.map.view.grouping = by;
        self.map.chart = self.map.chart.as_ref().map(|chart| chart.grouped_by(by));
        let made = self.map.chart.as_ref().map(|chart| chart.roster.grouping);
        if let Some(by) = by.filter(|by| *by != Grouping::Whole && made == Some(Grouping::Whole)) {
            self.tell(Notice::problem(format!("Nobody's {} is known, so all stand together.", by.title())));
        }
        Vec::new()
    }

    /// Opens the group under the cursor, or closes it.
    pub(super) fn map_open_group(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}

fn words(by: Grouping) -> &'static str {
    if by == Grouping::Whole { "nothing" } else { by.title() }
}

fn hint_of_best(chart: &Chart) -> EcoString {
    match (chart.asked_grouping, chart.roster.grouping) {
        (None, Grouping::Whole) => "as now: nothing parts them".into(),
        (None, by) => eco_format!("as now: by {}", by.title()),
        (Some(_), _) => "the first of these that makes 2 to 24 groups".into(),
    }
}

/// How many groups a fact makes, and how many schools are in none.
fn hint(chart: &Chart, by: Grouping) -> EcoString {
    if by == Grouping::Whole {
        return "all stand together".into();
    }
    if by == Grouping::Community && chart.roster.ties.len() > COUNTED_AT_ONCE {
        return "who works together; found when chosen".into();
    }
    let (groups, without) = chart.groups(by);
    let counted = if groups == 1 { eco_format!("1 group") } else { eco_format!("{groups} groups") };
    let without = if without == 1 { "1 school in none".into() } else { eco_format!("{without} schools in none") };
    if groups == 0 { "not known of anybody".into() } else { eco_format!("{counted}, {without}") }
}
