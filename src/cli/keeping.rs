//! Changing a map from the shell: one deed, saved whole and synced, with its way into the history of this computer.

use std::path::Path;

use super::{exit::Failure, scene::Scene};
use crate::{
    compare::{comments_as_notes, diff},
    model::{Deed, Network, Step},
    report::words::counted,
    store::{self, Keeper, Opened},
};

impl Scene {
    /// Applies the step and saves the map whole and synced. Afterwards the change is in the file.
    pub(super) fn keep(&self, opened: Opened, step: &Step) -> Result<Network, Failure> {
        let network = opened.network.apply(step)?;
        let Some(notes) = comments_as_notes(&network, opened.file.comments()) else {
            self.keep_deed(Keeper::of(opened), Deed::Done(step.clone()), &network)?;
            return Ok(network);
        };
        // Both are one step, so that undo takes back what was asked for.
        let network = network.apply(&notes)?;
        let joined = diff(step.title.clone(), &opened.network, &network).signed(step.by.clone(), step.at);
        self.keep_deed(Keeper::of(opened), Deed::Done(joined), &network)?;
        self.tell("The comments written by hand are notes now; `permea restore` lists the file as it was.");
        Ok(network)
    }

    /// Saves the network a deed led to. It waits for no lock and touches no journal of another program.
    pub(super) fn keep_deed(&self, mut keeper: Keeper, deed: Deed, network: &Network) -> Result<(), Failure> {
        self.tell_of_waiting(&keeper);
        keeper.note(deed);
        keeper.save(network, store::new_guard())?;
        Ok(())
    }

    /// Tells of steps that an open screen, or one that ended without saving, has kept and not put into the file.
    pub(super) fn tell_of_waiting(&self, keeper: &Keeper) {
        self.tell_of_steps(keeper.waiting(), &keeper.file().name());
    }

    /// The same of a map whose file holds this network.
    pub(super) fn tell_of_unsaved(&self, map: &Path, network: &Network) {
        let name = map.file_name().unwrap_or_default().to_string_lossy();
        self.tell_of_steps(store::waiting_for(map, network), &name);
    }

    fn tell_of_steps(&self, waiting: usize, name: &str) {
        if waiting > 0 {
            let steps = counted(waiting, "step waits", "steps wait");
            self.tell(&format!("{steps} in a journal and not in {name} yet. This command works from the file."));
        }
    }
}
