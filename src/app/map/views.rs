//! Views: back, forward, and those kept in the map by name.

use super::super::{App, Effect};

impl App {
    /// Lists the views kept in the map, and offers to keep this one.
    pub(super) fn map_ask_view(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
