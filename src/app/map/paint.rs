//! Colour and size by a measure.

use super::super::{App, Effect};

impl App {
    /// Asks by which measure members are coloured.
    pub(super) fn map_ask_colour(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Asks by which measure members are sized.
    pub(super) fn map_ask_size(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
