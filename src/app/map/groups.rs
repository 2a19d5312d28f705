//! Which fact groups the members, and groups opened and closed.

use super::super::{App, Effect};

impl App {
    /// Asks by what members are grouped.
    pub(super) fn map_ask_grouping(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Opens the group under the cursor, or closes it.
    pub(super) fn map_open_group(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
