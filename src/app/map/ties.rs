//! Which ties are shown.

use super::super::{App, Effect};

impl App {
    /// Shows the next choice of ties.
    pub(super) fn map_next_ties(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
