//! Which ties and which names are shown.

use super::super::{App, Effect, Notice};
use crate::map::Level;

impl App {
    /// Shows the next choice of ties, and says which it is: a narrow header has no room for it.
    pub(super) fn map_next_ties(&mut self) -> Vec<Effect> {
        let ties = self.map.view.ties.next();
        self.map.view.ties = ties;
        let sentence = if self.map_picture().is_some_and(|picture| picture.level == Level::Far) {
            format!("Ties from nearer on: {}. This far off none are drawn but those in focus.", ties.title())
        } else {
            format!("Shown now: {}.", ties.title())
        };
        self.tell(Notice::done(sentence));
        Vec::new()
    }

    /// Shows the next choice of names, and says which it is.
    pub(super) fn map_next_names(&mut self) -> Vec<Effect> {
        self.map.view.names = self.map.view.names.next();
        self.tell(Notice::done(format!("Shown now: {}.", self.map.view.names.title())));
        Vec::new()
    }
}
