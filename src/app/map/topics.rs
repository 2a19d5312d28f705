//! Questions laid over the map: focus, path, and what else stands out.

use super::super::{
    App, Effect,
    choice::{Chosen, Entry},
};
use crate::{
    map::{Topic, View},
    model::MemberId,
};

impl App {
    /// Lets the ties of the selected member stand out, or shows all alike again.
    pub(super) fn map_focus(&mut self) -> Vec<Effect> {
        let is_focused = matches!(self.map.view.topic, Some(Topic::Focus { .. }));
        self.map.view.topic = (!is_focused && self.map.view.selected.is_some()).then_some(View::FOCUS);
        Vec::new()
    }

    /// One tie more around the member in focus.
    pub(super) fn map_focus_wider(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// One tie less.
    pub(super) fn map_focus_narrower(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Follows ties the other way.
    pub(super) fn map_focus_way(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Asks to whom the path leads.
    pub(super) fn map_ask_path(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Asks for the expression members must meet to be shown.
    pub(super) fn map_ask_only(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// The path from the selected member ends at this one.
    pub(in crate::app) fn map_path_to(&mut self, _member: MemberId) -> Vec<Effect> {
        Vec::new()
    }

    /// Lays a topic over the map, or nothing.
    pub(in crate::app) fn map_show_topic(&mut self, topic: Option<Topic>) -> Vec<Effect> {
        self.map.view.topic = topic;
        Vec::new()
    }

    /// Asks what is laid over the map.
    pub(super) fn map_ask_topic(&mut self) -> Vec<Effect> {
        let entry = |words: &str, hint: &str, topic| Entry { words: words.into(), hint: hint.into(), then: Chosen::Topic(topic) };
        let entries = vec![entry("nothing", "everybody alike", None), entry("focus", "the ties of the selected member", Some(View::FOCUS))];
        self.ask_choice("Lay over the map", entries)
    }
}
