//! Views: back, forward, and those kept in the map by name.

use super::super::{App, Effect};

impl App {
    /// Lists the views kept in the map, and offers to keep this one.
    pub(super) fn map_ask_view(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Back to how the map was looked at before.
    pub(super) fn map_view_back(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Forward again.
    pub(super) fn map_view_forward(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
