//! A file that was being written in place when the program or the computer stopped, put together again.

use super::Safe;
use crate::{
    model::{Deed, Network, Step},
    store::journal::{Entry, Manner, MarkOf, Reading},
};

impl Safe {
    /// The network a save in place was about to write when it stopped: the version before it and the steps since.
    ///
    /// None if no journal says that such a save was under way, or if that version is not kept.
    pub fn torn(&self) -> Option<Network> {
        self.ended().into_iter().find_map(|reading| self.rebuilt(&reading))
    }

    fn rebuilt(&self, reading: &Reading) -> Option<Network> {
        let mark = reading.entries.iter().rev().filter_map(Entry::mark).find(|mark| mark.of != MarkOf::Safe)?;
        if mark.of != MarkOf::Attempt(Manner::InPlace) {
            return None;
        }
        let deeds = reading.deeds_through(mark.through);
        let steps: Vec<Step> = deeds.into_iter().map(Deed::into_step).collect();
        self.network_of(&reading.header.base)?.apply(&Step::joined("", &steps)?).ok()
    }
}
