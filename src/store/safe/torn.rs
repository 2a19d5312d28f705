//! A file that was being written in place when the program or the computer stopped, put together again.

use super::Safe;
use crate::{
    model::Network,
    store::{
        format,
        journal::{Entry, Manner, Reading},
    },
};

impl Safe {
    /// The network a save in place was about to write when it stopped: the version before it and the steps since.
    ///
    /// None if no journal says that such a save was under way, or if that version is not kept.
    pub fn torn(&self) -> Option<Network> {
        self.ended().into_iter().find_map(|reading| self.rebuilt(&reading))
    }

    fn rebuilt(&self, reading: &Reading) -> Option<Network> {
        let under_way = match reading.entries.last()? {
            Entry::Saving { manner: Manner::InPlace, .. } => reading.entries.len() - 1,
            Entry::Saving { manner: Manner::Replace, .. } | Entry::Saved { .. } | Entry::Joined { .. } | Entry::Deed(_) => return None,
        };
        let base = format::read(&self.bytes_of(&reading.header.base)?).ok()?.network;
        let deeds = reading.entries.iter().take(under_way).filter_map(|entry| match entry {
            Entry::Deed(deed) => Some(deed),
            Entry::Saving { .. } | Entry::Saved { .. } | Entry::Joined { .. } => None,
        });
        deeds.into_iter().try_fold(base, |network, deed| network.apply(deed.step()).ok())
    }
}
