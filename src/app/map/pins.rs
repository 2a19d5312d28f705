//! Members moved by hand and pinned there.

use super::super::{App, Effect};

impl App {
    /// Takes hold of the selected member to move it.
    pub(super) fn map_move_member(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
