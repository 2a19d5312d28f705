//! Changing a map from the shell: one deed, saved whole and synced, with its way into the history of this computer.
//!
//! Whoever else saves at the same time loses nothing: what they have is joined, and the save is tried again.

use std::path::Path;

use super::{
    exit::{Exit, Failure},
    scene::Scene,
};
use crate::{
    compare::{Authors, Merged, comments_as_notes, diff, exact_diff, merge},
    model::{Deed, Network, Step},
    report::words::counted,
    store::{self, Keeper, Opened, SaveError, shown},
};

/// As often a save that meets somebody else's is tried; each time one of the two gets on.
const ATTEMPTS: usize = 200;

impl Scene {
    /// Applies the step and saves the map whole and synced. Afterwards the change is in the file.
    pub(super) fn keep(&self, opened: Opened, step: &Step) -> Result<Network, Failure> {
        let network = opened.network.apply(step)?;
        let Some(notes) = comments_as_notes(&network, opened.file.comments()) else {
            return self.keep_deed(Keeper::of(opened), Deed::Done(step.clone()), &network);
        };
        // Both are one step, so that undo takes back what was asked for.
        let network = network.apply(&notes)?;
        let joined = diff(step.title.clone(), &opened.network, &network).signed(step.by.clone(), step.at);
        let network = self.keep_deed(Keeper::of(opened), Deed::Done(joined), &network)?;
        self.tell("The comments written by hand are notes now; `permea restore` lists the file as it was.");
        Ok(network)
    }

    /// Saves the network a deed led to, and answers what the file holds then. It waits for no lock and touches no journal of
    /// another program.
    pub(super) fn keep_deed(&self, mut keeper: Keeper, deed: Deed, network: &Network) -> Result<Network, Failure> {
        self.tell_of_waiting(&keeper);
        let mut joining = Joining { base: keeper.saved().clone(), ours: network.clone(), title: title_of(&deed), met: 0, fresh: 0 };
        keeper.note(deed);
        for _ in 0..ATTEMPTS {
            match keeper.save(&joining.ours, store::new_guard()) {
                Ok(_written) => {
                    for sentence in keeper.told() {
                        self.tell(sentence);
                    }
                    let Some(theirs) = keeper.take_displaced() else { return Ok(self.joined(&keeper, joining)) };
                    // Ours is in the file; theirs, saved in the same moment, goes over it.
                    let ours = joining.ours.clone();
                    let merged = joining.join(theirs.network())?;
                    let step = exact_diff("Take in what someone else changed", &ours, &merged).from_elsewhere();
                    keeper.note(Deed::Done(step));
                    (joining.base, joining.ours) = (ours, merged);
                }
                Err(error @ SaveError::ChangedOnDisk { .. }) => {
                    let Some(sighted) = keeper.look().map_err(|_not_whole| error)? else { continue };
                    let theirs = sighted.sighting.network().clone();
                    let merged = joining.join(&theirs)?;
                    keeper = keeper.start_over(sighted.sighting);
                    keeper.note(Deed::Done(exact_diff(joining.title.as_str(), &theirs, &merged)));
                    (joining.base, joining.ours) = (theirs, merged);
                }
                Err(error) => return Err(error.into()),
            }
        }
        let file = shown(&keeper.file().path().to_string_lossy());
        Err(Failure::Said {
            exit: Exit::NotSaved,
            sentence: format!("{file} is being saved by others again and again. Nothing was changed; try once more."),
        })
    }

    /// The file holds everything: what is told of others who saved meanwhile.
    fn joined(&self, keeper: &Keeper, joining: Joining) -> Network {
        let file = keeper.file().name();
        if joining.met > 0 {
            self.tell(&format!("Somebody else saved {file} meanwhile; both are in it now."));
        }
        self.tell_of_clashes(joining.fresh, &file);
        joining.ours
    }

    /// Tells how many differences a change made, because somebody else changed the same facts.
    pub(super) fn tell_of_clashes(&self, fresh: usize, file: &str) {
        if fresh > 0 {
            let differences = counted(fresh, "difference is", "differences are");
            self.tell(&format!("{differences} to settle: `permea conflicts {file}` lists them."));
            self.has_clashed.set(true);
        }
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

/// A change on its way into a file that others save too.
struct Joining {
    /// What the file held when the change was made.
    base: Network,
    /// The same with the change, and with what was joined so far.
    ours: Network,
    title: String,
    /// How many versions of others were met, and how many conflicts that made.
    met: usize,
    fresh: usize,
}

impl Joining {
    fn join(&mut self, theirs: &Network) -> Result<Network, Failure> {
        let refused = |error| Failure::could_not(format!("Somebody else saved the map meanwhile, and nothing was changed: {error}."));
        let merged: Merged = merge(Some(&self.base), &self.ours, theirs, &Authors::default()).map_err(refused)?;
        self.met += 1;
        self.fresh += merged.fresh.len();
        Ok(merged.network)
    }
}

/// What the change is called if it is done on another version than it was meant for.
fn title_of(deed: &Deed) -> String {
    match deed {
        Deed::Done(step) | Deed::Redone(step) => step.title.to_string(),
        Deed::Undone(step) => format!("Take back: {}", step.title),
    }
}
