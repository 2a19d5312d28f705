//! Views kept in the map by name: the list of them, keeping, opening, renaming and removing one.

use ecow::{EcoString, eco_format};

use super::super::{
    App, Effect, Notice,
    choice::{Chosen, Entry},
};
use crate::{
    map::{Layout, Missing, Outlook},
    model::{Change, Field, Id, NamedView, RecordKind, Step},
};

/// What can be done with the views of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewChoice {
    /// How the map is looked at now is kept under a new name.
    Keep,
    /// The same takes the place of what a view showed.
    KeepAgain(Id),
    Open(Id),
    AskRename,
    Rename(Id),
    AskRemove,
    Remove(Id),
}

impl App {
    /// Lists the views kept in the map, and offers to keep this one.
    pub(super) fn map_ask_view(&mut self) -> Vec<Effect> {
        let entry = |words: EcoString, hint: &str, choice| Entry { words, hint: hint.into(), then: Chosen::View(choice) };
        let mut entries = vec![entry("keep this view as …".into(), "how the map is looked at now, under a name", ViewChoice::Keep)];
        entries.extend(self.map_views(ViewChoice::Open));
        let opened = self.map.opened.as_ref().and_then(|id| self.kept_view(id));
        if let Some(view) = opened {
            let words = eco_format!("keep this view as {}", view.name);
            entries.push(entry(words, "in the place of what it showed", ViewChoice::KeepAgain(view.id)));
        }
        if entries.len() > 1 {
            entries.push(entry("rename a view …".into(), "its name, and what it is good for", ViewChoice::AskRename));
            entries.push(entry("remove a view …".into(), "the members it shows stay as they are", ViewChoice::AskRemove));
        }
        self.ask_choice("Views of this map", entries)
    }

    /// The kept views by name, each with what choosing it does.
    fn map_views(&self, choice: impl Fn(Id) -> ViewChoice) -> Vec<Entry> {
        let Some(document) = &self.document else { return Vec::new() };
        let entry = |view: &NamedView| Entry {
            words: view.name.clone(),
            hint: self.view_in_words(view),
            then: Chosen::View(choice(view.id.clone())),
        };
        document.network.views_by_name().into_iter().map(entry).collect()
    }

    /// `rings, Ash High: For the meeting in March`: what the view shows, and what it is good for.
    fn view_in_words(&self, view: &NamedView) -> EcoString {
        let layout = view.layout.as_ref().and_then(|text| Layout::parse(text).ok()).unwrap_or_default();
        let about = view.centre.as_ref().filter(|_| layout == Layout::Ego).or(view.member.as_ref());
        let about = about.map_or_else(EcoString::new, |member| eco_format!(", {}", self.name_of(member)));
        let note = view.note.as_ref().map_or_else(EcoString::new, |note| eco_format!(": {note}"));
        eco_format!("{}{about}{note}", layout.name())
    }

    fn kept_view(&self, id: &Id) -> Option<NamedView> {
        self.document.as_ref()?.network.views().get(id).cloned()
    }

    /// Does with the views what was chosen.
    pub(in crate::app) fn map_take_view(&mut self, choice: ViewChoice) -> Vec<Effect> {
        let changes = !matches!(choice, ViewChoice::Open(_));
        if changes && self.refuses_change() {
            return Vec::new();
        }
        match choice {
            ViewChoice::Keep => self.keep_view(self.map.outlook().texts()),
            ViewChoice::KeepAgain(id) => self.kept_view(&id).map_or_else(Vec::new, |view| self.keep_view_again(&view)),
            ViewChoice::Open(id) => self.kept_view(&id).map_or_else(Vec::new, |view| self.open_view(&view)),
            ViewChoice::AskRename => self.ask_choice("Rename which view?", self.map_views(ViewChoice::Rename)),
            ViewChoice::Rename(id) => self.kept_view(&id).map_or_else(Vec::new, |view| self.edit_view(&view.into())),
            ViewChoice::AskRemove => self.ask_choice("Remove which view?", self.map_views(ViewChoice::Remove)),
            ViewChoice::Remove(id) => self
                .kept_view(&id)
                .map_or_else(Vec::new, |view| self.take(Step::new(format!("Remove the view {}", view.name), vec![Change::remove(view)]))),
        }
    }

    fn open_view(&mut self, view: &NamedView) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let (outlook, missing) = Outlook::of(view, &document.network);
        self.map.opened = Some(view.id.clone());
        let mut lacks: Vec<String> = missing.iter().map(Missing::to_string).collect();
        if let Err(why) = self.map_look_as(outlook) {
            lacks.push(why);
        }
        if !self.selection.filter.is_empty() && self.table.problem.is_some() {
            lacks.push(Missing::filter(&self.selection.filter));
        }
        let note = view.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
        self.tell(match lacks.as_slice() {
            [] => Notice::done(format!("{}{note}", view.name)),
            lacks => Notice::problem(Missing::told(&view.name, lacks)),
        });
        Vec::new()
    }

    /// The same view, showing how the map is looked at now.
    fn keep_view_again(&mut self, view: &NamedView) -> Vec<Effect> {
        let kept = [("id", view.id.to_string()), ("name", view.name.to_string()), ("note", view.note.text())];
        let signed = [("by", self.setup.remembered.rater.text()), ("at", self.setup.moment.now.text())];
        let texts: Vec<(&str, String)> = kept.into_iter().chain(signed).chain(self.map.outlook().texts()).collect();
        let text_of = |name: &str| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone());
        match RecordKind::NamedView.from_texts(&text_of) {
            Ok(after) => {
                let change = Change { before: Some(view.clone().into()), after: Some(after) };
                self.take(Step::new(format!("Change the view {}", view.name), vec![change]))
            }
            Err(error) => {
                self.tell(Notice::problem(format!("The view was not kept: {error}.")));
                Vec::new()
            }
        }
    }
}
