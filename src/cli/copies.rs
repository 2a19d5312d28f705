//! Conflict copies beside a map, from the shell: named by `check`, joined by `merge MAP COPY`.

use std::path::Path;

use serde_json::json;

use super::{
    exit::{Exit, Failure},
    scene::Scene,
};
use crate::{
    compare::{Authors, diff, exact_diff, merge},
    model::Network,
    report::{changes_of, words::counted},
    store::{self, Keeper, Safe},
};

/// Conflict copies that lie beside the map and hold something that is not in it, a sentence each.
pub(super) fn beside(network: &Network, map: &Path) -> Vec<String> {
    let copies = store::copies_of(map, &network.about.uid);
    let told = copies.iter().filter_map(|copy| {
        let merged = merge(None, network, &copy.network, &Authors::default()).ok()?;
        let count = changes_of(&diff("", network, &merged.network));
        let from = copy.device.as_ref().map_or_else(String::new, |device| format!(" from {device}"));
        let has = counted(count, "change that is", "changes that are");
        (count > 0).then(|| {
            let (map, path) = (map.display(), copy.path.display());
            format!("A conflicted copy{from} of {} has {has} not here: `permea merge {map} \"{path}\"` joins it.", copy.when())
        })
    });
    told.collect()
}

/// Joins a conflict copy into its map, saves it, and moves the copy to the trash. What both began with is not certain, so what
/// only one has is kept and what differs is a conflict.
pub(super) fn take_in(scene: &Scene, map: &Path, copy: &Path) -> Result<Exit, Failure> {
    let (opened, theirs) = (scene.open(map)?, store::open(copy)?);
    let hash = Keeper::of(theirs.clone()).hash();
    let ours = opened.network.clone();
    let merged = merge(None, &ours, &theirs.network, &Authors::default())
        .map_err(|error| Failure::could_not(format!("Nothing was written: {error}.")))?;
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    let step = exact_diff(format!("Merge {name}"), &ours, &merged.network).from_elsewhere();
    let count = changes_of(&step);
    let network = if step.is_empty() { ours } else { scene.keep(opened, &step.signed(None, Some(store::now())))? };
    let put_away = Safe::of(&network.about.uid, map).is_some_and(|safe| store::put_away(copy, &hash, &safe).is_ok());
    let gone = if put_away { "The copy is in the trash of this computer." } else { "The copy stays where it is." };
    scene.tell_of_clashes(merged.fresh.len(), &map.to_string_lossy());
    let said = format!("Merged {} of {name}. {gone}", counted(count, "change", "changes"));
    scene.done("merge", &network, &json!({"changes": count, "conflicts": network.conflicts().len()}), &said)
}
