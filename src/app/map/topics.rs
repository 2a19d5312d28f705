//! Questions laid over the map: focus, path, and who meets the filter.

use super::super::{
    App, Effect, Notice, Screen,
    choice::{Chosen, Entry},
    filter_line::FilterLine,
    jump::Reached,
    overlay::Overlay,
    prompt::{Prompt, Purpose},
};
use crate::{
    framework::day_before,
    map::{Only, Topic, View, Way},
    model::MemberId,
};

/// What every topic about one member needs.
const SELECT_FIRST: &str = "Select a member first: arrows go from one to the next.";

impl App {
    /// Lets the ties of the selected member stand out, or shows all alike again.
    pub(super) fn map_focus(&mut self) -> Vec<Effect> {
        match self.map.view.topic {
            Some(Topic::Focus { .. }) => self.map_show_topic(None),
            Some(Topic::Path { .. } | Topic::Peers | Topic::Sources | Topic::Supports | Topic::Changes { .. }) | None => {
                self.map_show_topic(Some(View::FOCUS))
            }
        }
    }

    /// One tie more around the member in focus.
    pub(super) fn map_focus_wider(&mut self) -> Vec<Effect> {
        match self.map.view.topic {
            Some(Topic::Focus { steps, .. }) if steps >= Topic::MOST_STEPS => {
                self.tell(Notice::problem(format!("The focus takes in members up to {} ties away, not more.", Topic::MOST_STEPS)));
                Vec::new()
            }
            Some(Topic::Focus { way, steps }) => self.map_show_topic(Some(Topic::Focus { way, steps: steps + 1 })),
            Some(Topic::Path { .. } | Topic::Peers | Topic::Sources | Topic::Supports | Topic::Changes { .. }) | None => {
                self.map_show_topic(Some(View::FOCUS))
            }
        }
    }

    /// One tie less.
    pub(super) fn map_focus_narrower(&mut self) -> Vec<Effect> {
        match self.map.view.topic {
            Some(Topic::Focus { steps: 0 | 1, .. }) => {
                self.tell(Notice::problem("The focus is on direct ties already."));
                Vec::new()
            }
            Some(Topic::Focus { way, steps }) => self.map_show_topic(Some(Topic::Focus { way, steps: steps - 1 })),
            Some(Topic::Path { .. } | Topic::Peers | Topic::Sources | Topic::Supports | Topic::Changes { .. }) | None => {
                self.map_show_topic(Some(View::FOCUS))
            }
        }
    }

    /// Follows ties the other way.
    pub(super) fn map_focus_way(&mut self) -> Vec<Effect> {
        let (way, steps) = match self.map.view.topic {
            Some(Topic::Focus { way, steps }) => (way.next(), steps),
            Some(Topic::Path { .. } | Topic::Peers | Topic::Sources | Topic::Supports | Topic::Changes { .. }) | None => (Way::In, 1),
        };
        self.map_show_topic(Some(Topic::Focus { way, steps }))
    }

    /// Asks to whom the path leads.
    pub(super) fn map_ask_path(&mut self) -> Vec<Effect> {
        if self.selection.member.is_some() {
            return self.ask_member(Reached::PathEnd);
        }
        self.tell(Notice::problem("Select the member first from which the path leads."));
        Vec::new()
    }

    /// Asks for the expression members must meet to be shown.
    pub(super) fn map_ask_only(&mut self) -> Vec<Effect> {
        self.table_read_anew();
        let line = FilterLine::new(&self.selection.filter);
        self.lay(Overlay::Filter(line))
    }

    /// The path from the selected member ends at this one.
    pub(in crate::app) fn map_path_to(&mut self, to: MemberId) -> Vec<Effect> {
        let Some(from) = self.selection.member.clone() else { return self.map_ask_path() };
        if from == to {
            self.tell(Notice::problem("A path leads from one member to another; this is the same one."));
            return Vec::new();
        }
        if let Some(end) = [&from, &to].into_iter().find(|end| self.map.place_of(end).is_none()) {
            let name = self.name_of(end);
            self.tell(Notice::problem(format!("{name} is not drawn: it is closed, or only groups others. No path leads there.")));
            return Vec::new();
        }
        self.map_show_topic(Some(Topic::Path { from, to }))
    }

    /// Lays a topic over the map, or nothing; where it is about the selected member and nobody is, says so.
    pub(in crate::app) fn map_show_topic(&mut self, topic: Option<Topic>) -> Vec<Effect> {
        let is_about_selected = matches!(topic, Some(Topic::Focus { .. } | Topic::Peers));
        if is_about_selected && self.selection.member.is_none() {
            self.tell(Notice::problem(SELECT_FIRST));
            return Vec::new();
        }
        self.map.view.topic = topic;
        Vec::new()
    }

    /// Asks what is laid over the map.
    pub(super) fn map_ask_topic(&mut self) -> Vec<Effect> {
        let entry = |words: &str, hint: &str, then| Entry { words: words.into(), hint: hint.into(), then };
        let laid = |topic| Chosen::Topic(Some(topic));
        let entries = vec![
            entry("nothing", "everybody alike", Chosen::Topic(None)),
            entry("focus", "the ties of the selected member", laid(View::FOCUS)),
            entry("peers", "the family of the selected member over its real ties, and who of them does better", laid(Topic::Peers)),
            entry("sources", "who reaches research, practice and innovation, directly or in two steps", laid(Topic::Sources)),
            entry("supports", "who supports whom, planned and running", laid(Topic::Supports)),
            entry("changes", "what changed since a day", Chosen::Since),
        ];
        self.ask_choice("Lay over the map", entries)
    }

    /// Asks since when changes are shown; a year before the day of the map unless another day was asked for before.
    pub(in crate::app) fn map_ask_since(&mut self) -> Vec<Effect> {
        let since = match self.map.view.topic {
            Some(Topic::Changes { since }) => since.to_string(),
            Some(Topic::Focus { .. } | Topic::Path { .. } | Topic::Peers | Topic::Sources | Topic::Supports) | None => "1 year".to_owned(),
        };
        self.lay(Overlay::Prompt(Prompt::new(Purpose::Since, &since)))
    }

    /// Shows what changed since the day that was typed, or says what is wrong with it.
    pub(in crate::app) fn map_changes_since(&mut self, text: &str) -> Vec<Effect> {
        match day_before(text, self.day()) {
            Ok(since) => self.map_show_topic(Some(Topic::Changes { since })),
            Err(error) => {
                self.tell(Notice::problem(format!("{error}.")));
                self.lay(Overlay::Prompt(Prompt::new(Purpose::Since, text)))
            }
        }
    }

    /// What the next step back takes away from the map, in a word or two; nothing if it leaves the map.
    pub(in crate::app) fn map_clears(&self) -> Option<&'static str> {
        if self.screen != Screen::Map {
            return None;
        }
        match (&self.map.view.topic, self.selection.filter.is_empty()) {
            (Some(Topic::Focus { .. }), _) => Some("no focus"),
            (Some(Topic::Path { .. }), _) => Some("no path"),
            (Some(Topic::Peers | Topic::Sources | Topic::Supports | Topic::Changes { .. }), _) => Some("nothing over it"),
            (None, false) => Some("show all"),
            (None, true) => None,
        }
    }

    /// Takes the topic from the map, or if there is none the filter; says whether there was either.
    pub(in crate::app) fn map_clear(&mut self) -> bool {
        let clears = self.map_clears().is_some();
        if clears && self.map.view.topic.take().is_none() {
            self.tell(Notice::done(format!("Every member is shown alike again, without the filter {}.", self.selection.filter)));
            self.filter_by("");
        }
        clears
    }

    /// Works out who meets the filter, if that is not known yet.
    ///
    /// Cost: nothing if it is; else that of the table, O(members · (filter + log members)).
    pub(in crate::app) fn map_only_in_view(&mut self) {
        let filter = self.selection.filter.clone();
        let is_known = self.map.view.only.as_ref().map_or("", |only| only.expression.as_str()) == filter.as_str();
        if self.screen != Screen::Map || is_known {
            return;
        }
        self.table_read_anew();
        let listed = self.table.problem.is_none() && !filter.is_empty();
        let chart = self.map.chart.as_ref().filter(|_| listed);
        self.map.view.only = chart.map(|chart| Only::among(&chart.roster, &filter, self.table.listed()));
    }
}
