//! Maps that were begun and never saved under a name: what was done to them is all there is.

use std::path::{Path, PathBuf};

use ecow::EcoString;
use jiff::Timestamp;

use super::{Found, Safe, names_in};
use crate::{
    model::Network,
    store::{
        folders::state_folder,
        format::{self, Guard},
        map_file::{fingerprint, in_digits},
    },
};

/// What the folder of such a map ends with, in the place of the digits of a path.
const ENDING: &str = "-unsaved";

/// A map that was never saved, as it is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsaved {
    pub uid: EcoString,
    pub name: EcoString,
    pub steps: usize,
    /// When the last of them was done, where it says so.
    pub at: Option<Timestamp>,
}

impl Safe {
    /// The safe of a map that has no file.
    pub fn of_unsaved(uid: &str) -> Option<Self> {
        Self::within_unsaved(&state_folder()?, uid)
    }

    /// The same within another state folder.
    pub fn within_unsaved(state: &Path, uid: &str) -> Option<Self> {
        // The path serves to know a uid from what is none.
        let Self { folder, uid } = Self::within(state, uid, Path::new("unsaved"))?;
        Some(Self { folder: folder.with_file_name(format!("{uid}{ENDING}")), uid })
    }

    /// A map that was never saved as it was begun, and what was done to it.
    pub fn begun(&self) -> Option<(Network, Found)> {
        let (hash, network) =
            self.versions().into_iter().rev().find_map(|version| Some((version.hash.clone(), self.network_of(&version.hash)?)))?;
        let found = self.left(&network, &hash);
        Some((network, found))
    }
}

/// The bytes a map begins with before there is a file, and their hash.
pub(in crate::store) fn beginning(network: &Network) -> Option<(Vec<u8>, EcoString)> {
    let bytes = format::write(network, &Guard::default()).ok()?.into_bytes();
    let hash = in_digits(&fingerprint(&bytes));
    Some((bytes, hash))
}

/// The maps that were begun in this state folder and never saved, whose programs have ended.
pub fn unsaved_within(state: &Path) -> Vec<Unsaved> {
    let uids: Vec<String> = names_in(&state.join("maps")).iter().filter_map(|name| Some(name.strip_suffix(ENDING)?.to_owned())).collect();
    uids.iter().filter_map(|uid| as_offered(&Safe::within_unsaved(state, uid)?)).collect()
}

fn as_offered(safe: &Safe) -> Option<Unsaved> {
    let (network, found) = safe.begun()?;
    let steps = found.left.iter().flat_map(|left| &left.steps);
    let (count, at) = (steps.clone().count(), steps.filter_map(|step| step.at).next_back());
    (count > 0).then(|| Unsaved { uid: safe.uid.clone(), name: network.about.name, steps: count, at })
}

/// The folders in which steps may be kept: the user's own.
pub fn unsaved() -> Vec<Unsaved> {
    state_folder().map(|state: PathBuf| unsaved_within(&state)).unwrap_or_default()
}
