//! How a map stands to those it is shared with, without a network: for the screen, when it opens or saves a map.

use std::{fs, path::Path};

use super::{
    Standing,
    ground::Ground,
    sync::{Consent, Journey},
};
use crate::{report::changes_of, store::map_file};

/// The setting that says that somebody was told about `git-setup` in this copy of the repository.
const TOLD: &str = "permea.told";

/// How a map stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How many changes the others do not have, as far as is known here.
    pub waiting: usize,
    /// Whether git holds maps here, does not know how they are joined, and nobody has been told before.
    pub is_untold: bool,
}

/// Looks; none for a map that is in no repository, or is not kept in it.
pub fn look_at_sharing(map: &Path) -> Option<Look> {
    let real = fs::canonicalize(map).ok()?;
    // Most maps are in none, and then no program is started.
    if !real.ancestors().any(|above| above.join(".git").exists()) {
        return None;
    }
    let ground = Ground::of(map, None).ok()?;
    let head = ground.head().ok().flatten()?;
    ground.entry(&head, &ground.path).ok().flatten()?;
    let is_set = |name: &str| ground.settings.get(name).is_some();
    let is_untold = !is_set("merge.permea.driver") && !is_set(TOLD);
    let waiting = ground.remote().map(|remote| {
        let journey = Journey::new(ground, remote, (Consent::AsItStands, Standing::Shared));
        let now = map_file::open(&real).ok()?.network;
        Some(changes_of(&journey.waiting(&head, &now).ok()?))
    });
    Some(Look { waiting: waiting.flatten().unwrap_or_default(), is_untold })
}

/// Remembers, in this copy of the repository, that somebody was told about `git-setup`.
pub fn remember_offer(map: &Path) {
    if let Ok(ground) = Ground::of(map, None) {
        // Said again next time if it cannot be kept.
        let _kept = ground.call().run(&["config", "--local", TOLD, "true"]).ok();
    }
}
