//! Which ties are shown.

use super::super::{App, Effect, Notice};
use crate::map::Level;

impl App {
    /// Shows the next choice of ties, and says which it is where no line shows it.
    pub(super) fn map_next_ties(&mut self) -> Vec<Effect> {
        let ties = self.map.view.ties.next();
        self.map.view.ties = ties;
        if self.map_picture().is_some_and(|picture| picture.level == Level::Far) {
            self.tell(Notice::done(format!("Ties from nearer on: {}. This far off none are drawn but those in focus.", ties.title())));
        }
        Vec::new()
    }
}
