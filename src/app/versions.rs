//! Versions of the open map that this computer keeps: listed, and brought back as one step that can be taken back.

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    App, Effect, Notice,
    choice::{Chosen, Entry},
};
use crate::{compare::diff, model::Network};

/// A version of the map that is kept, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptVersion {
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: EcoString,
    /// When this computer first had it.
    pub at: Timestamp,
    /// What it holds, and what happened since.
    pub words: String,
}

impl App {
    /// Asks for the versions that are kept.
    pub(super) fn list_versions(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let network = Box::new(document.network.clone());
        self.tell(Notice::done("Looking for the versions that this computer keeps …"));
        vec![Effect::ListVersions(network)]
    }

    /// The versions were found: one of them can be brought back.
    pub(super) fn versions_listed(&mut self, versions: Vec<KeptVersion>) -> Vec<Effect> {
        if versions.is_empty() {
            self.tell(Notice::done("This computer keeps no versions of this map yet. It keeps one whenever it opens or saves the map."));
            return Vec::new();
        }
        // Whoever has gone on to something else meanwhile is not interrupted.
        if self.overlay.is_some() {
            return Vec::new();
        }
        self.notice = None;
        let entries = versions.into_iter().map(|version| Entry {
            words: self.when(version.at).into(),
            hint: version.words.into(),
            then: Chosen::KeptVersion(version.hash),
        });
        let entries = entries.collect();
        self.ask_choice("Bring back a version (you can undo it)", entries)
    }

    /// A version was read: what leads to it from what is open is one step.
    pub(super) fn version_read(&mut self, at: Timestamp, version: &Network) -> Vec<Effect> {
        let title = format!("Restore the version of {}", self.when(at));
        let Some(document) = self.document.as_ref().filter(|document| document.network.about.uid == version.about.uid) else {
            return Vec::new();
        };
        let step = diff(title, &document.network, version);
        self.take(step)
    }

    /// `Tue 5 May 2026, 14:02`.
    fn when(&self, at: Timestamp) -> String {
        self.here(at).strftime("%a %-d %b %Y, %H:%M").to_string()
    }
}
