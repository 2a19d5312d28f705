//! Pointing at members: two letters reach anybody in view.

use super::super::{App, Effect};

impl App {
    /// Shows two letters at every member in view; typing them selects it.
    pub(super) fn map_point(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Points at the other end of a new tie.
    pub(super) fn map_tie_to(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
