//! Changing a map from the shell: one deed, saved whole and synced, with its way into the history of this computer.

use std::path::Path;

use super::{exit::Failure, scene::Scene};
use crate::{
    model::{Deed, Network, Step},
    report::words::counted,
    store::{self, Keeper, Opened},
};

impl Scene {
    /// Applies the step and saves the map whole and synced. Afterwards the change is in the file.
    pub(super) fn keep(&self, opened: Opened, step: &Step) -> Result<Network, Failure> {
        let network = opened.network.apply(step)?;
        self.keep_deed(Keeper::of(opened), Deed::Done(step.clone()), &network)?;
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
