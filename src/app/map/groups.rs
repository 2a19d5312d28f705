//! Which fact groups the members, and groups opened and closed.

use std::collections::BTreeSet;

use ecow::{EcoString, eco_format};

use super::super::{
    App, Effect, Notice,
    choice::{Chosen, Entry},
};
use super::MapScreen;
use crate::map::{Chart, Grouping, Layout, Level, Picture};

/// Communities of so many ties are found before an eye blinks; of more, only when they are asked for.
const COUNTED_AT_ONCE: usize = 10_000;

impl App {
    /// Asks by what members are grouped.
    pub(super) fn map_ask_grouping(&mut self) -> Vec<Effect> {
        let Some(chart) = &self.map.chart else { return Vec::new() };
        let by = |by: Grouping| Entry { words: words(by).into(), hint: hint(chart, by), then: Chosen::Grouping(Some(by)) };
        let found = Entry { words: "what parts them best".into(), hint: hint_of_best(chart), then: Chosen::Grouping(None) };
        // Searched by the name of a fact, the fact goes before the one that happens to be it.
        let entries = Grouping::ALL.into_iter().map(by).chain([found]).collect();
        self.ask_choice("Group the members by", entries)
    }

    /// Groups the members by a fact, or by the one that parts them best.
    pub(in crate::app) fn map_group_by(&mut self, by: Option<Grouping>) -> Vec<Effect> {
        let view = &mut self.map.view;
        view.grouping = by;
        (view.opened, view.closed, view.group) = (BTreeSet::new(), BTreeSet::new(), None);
        self.map.chart = self.map.chart.as_ref().map(|chart| chart.grouped_by(by));
        let made = self.map.chart.as_ref().map(|chart| chart.roster.grouping);
        if let Some(by) = by.filter(|by| *by != Grouping::Whole && made == Some(Grouping::Whole)) {
            self.tell(Notice::problem(format!("Nobody's {} is known, so all stand together.", by.title())));
        }
        Vec::new()
    }

    /// Opens the group under the cursor, or closes it to one bubble.
    pub(super) fn map_open_group(&mut self) -> Vec<Effect> {
        let Some(picture) = self.map_picture() else { return Vec::new() };
        if let Some(cluster) = self.map.cluster_under_cursor(&picture) {
            self.unfold(cluster, &picture);
            return Vec::new();
        }
        match self.map.group_to_turn() {
            Ok(area) => match picture.clusters.iter().position(|cluster| cluster.areas.contains(&area)) {
                Some(cluster) if !self.map.is_open(area) => self.unfold(cluster, &picture),
                Some(_) | None => self.fold(area, &picture),
            },
            Err(why) => self.tell(Notice::problem(why)),
        }
        Vec::new()
    }

    /// Opens the bubble under the cursor; says whether there was one.
    pub(super) fn map_open_bubble(&mut self) -> bool {
        let Some(picture) = self.map_picture() else { return false };
        let cluster = self.map.cluster_under_cursor(&picture);
        if let Some(cluster) = cluster {
            self.unfold(cluster, &picture);
        }
        cluster.is_some()
    }

    /// Puts the cursor on a bubble; nobody is selected then.
    pub(super) fn map_go_to_bubble(&mut self, group: EcoString) {
        self.selection.member = None;
        self.map.view.group = Some(group);
    }

    /// The members of a bubble instead of it; the one that matters most is selected.
    fn unfold(&mut self, cluster: usize, picture: &Picture) {
        let (Some(cluster), Some(chart)) = (picture.clusters.get(cluster), self.map.chart.clone()) else { return };
        for area in cluster.areas.iter().filter_map(|at| chart.roster.areas.get(*at)) {
            self.map.view.closed.remove(&area.name);
            if picture.level == Level::Far {
                self.map.view.opened.insert(area.name.clone());
            }
        }
        self.map.view.group = None;
        if let Some(member) = chart.leading(&cluster.areas) {
            self.select(member);
        }
    }

    /// One bubble instead of the members of a group, or dots again where it was opened among dots.
    fn fold(&mut self, area: usize, picture: &Picture) {
        let Some(chart) = self.map.chart.clone() else { return };
        let Some(name) = chart.roster.areas.get(area).map(|area| area.name.clone()) else { return };
        let was_open = self.map.view.opened.remove(&name);
        if picture.level == Level::Far && self.map.layout == Layout::Rings && !was_open {
            // Among dots a group is opened first.
            self.map.view.opened.insert(name);
            return;
        }
        let is_bubble = |picture: &Picture| picture.clusters.iter().any(|cluster| cluster.areas.contains(&area));
        if was_open && (picture.level == Level::Far) {
            if self.map_picture().is_some_and(|picture| is_bubble(&picture)) {
                self.map_go_to_bubble(name);
            }
            return;
        }
        let selected = self.selection.member.clone();
        self.map.view.closed.insert(name.clone());
        self.map_go_to_bubble(name.clone());
        self.map.view.selected = None;
        if !self.map_picture().is_some_and(|picture| is_bubble(&picture)) {
            self.map.view.closed.remove(&name);
            self.map.view.group = None;
            if let Some(member) = selected {
                self.select(member);
            }
            self.tell(Notice::problem("There is no room for a bubble here."));
        }
    }
}

impl MapScreen {
    /// The bubble under the cursor, as its place in the picture.
    pub(super) fn cluster_under_cursor(&self, picture: &Picture) -> Option<usize> {
        let group = self.view.group.as_ref()?;
        let areas = &self.chart.as_ref()?.roster.areas;
        let is_group = |at: &usize| areas.get(*at).is_some_and(|area| area.name == *group);
        picture.clusters.iter().position(|cluster| cluster.areas.iter().any(is_group))
    }

    /// The name of the group that a bubble stands for.
    pub(super) fn group_of(&self, picture: &Picture, cluster: usize) -> Option<EcoString> {
        let area = picture.clusters.get(cluster)?.areas.first()?;
        Some(self.chart.as_ref()?.roster.areas.get(*area)?.name.clone())
    }

    fn is_open(&self, area: usize) -> bool {
        let name = self.chart.as_ref().and_then(|chart| chart.roster.areas.get(area)).map(|area| &area.name);
        name.is_some_and(|name| self.view.opened.contains(name))
    }

    /// The group of the selected member, or why there is none to open or close.
    fn group_to_turn(&self) -> Result<usize, &'static str> {
        if matches!(self.layout, Layout::Journey | Layout::Ego | Layout::Matrix) {
            return Err("Groups are opened and closed in the rings, the geographic and the force layout.");
        }
        let chart = self.chart.as_ref().filter(|chart| chart.roster.grouping != Grouping::Whole);
        let chart = chart.ok_or("The members are not grouped: choose by what, then a group can be opened and closed.")?;
        let selected = self.view.selected.as_ref().and_then(|id| chart.roster.index(id)).and_then(|at| chart.roster.members.get(at));
        selected.map(|member| member.area).ok_or("Go to a member or a bubble first: its group is opened or closed.")
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
