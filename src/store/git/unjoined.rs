//! A map that git could not join: its versions as git keeps them, joined by our own merge in the map's file.

use std::path::Path;

use super::{
    authors::authors,
    stages::{Stages, unfinished},
};
use crate::{
    compare::{Authors, Merged, NoMerge, merge},
    model::Network,
    store::{
        OpenError,
        joined::{Version, keep_joined},
        save::{SaveError, folder_of},
        shown::shown,
    },
};

/// The versions of a map that git left unfinished, read whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Unjoined {
    pub base: Option<Version>,
    pub ours: Version,
    pub theirs: Version,
    pub authors: Authors,
}

/// Why what git left is not joined. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotJoined {
    #[error(
        "One side removed {file} and the other changed it. Keep it with `git add {file}`, or remove it with `git rm {file}`. Nothing was changed."
    )]
    OneSideRemoved { file: String },
    #[error(transparent)]
    Unreadable(#[from] OpenError),
    #[error("Nothing was written: {0}.")]
    NoMerge(#[from] NoMerge),
    #[error(transparent)]
    NotSaved(#[from] SaveError),
}

impl Unjoined {
    /// What git left of a map; none if it left nothing unfinished of it.
    pub fn of(map: &Path) -> Result<Option<Self>, NotJoined> {
        let Some(Stages { base, ours, theirs }) = unfinished(map) else { return Ok(None) };
        let file = shown(&map.to_string_lossy());
        let (Some(ours), Some(theirs)) = (ours, theirs) else { return Err(NotJoined::OneSideRemoved { file }) };
        let base = base.map(|bytes| Version::of_bytes(&format!("{file} (before)"), &bytes)).transpose()?;
        let ours = Version::of_bytes(&format!("{file} (ours)"), &ours)?;
        let theirs = Version::of_bytes(&format!("{file} (theirs)"), &theirs)?;
        let authors = authors(&folder_of(map), &map.file_name().unwrap_or_default().to_string_lossy());
        Ok(Some(Self { base, ours, theirs, authors }))
    }

    /// What both sides make together.
    pub fn join(&self) -> Result<Merged, NoMerge> {
        merge(self.base.as_ref().map(|base| &base.network), &self.ours.network, &self.theirs.network, &self.authors)
    }

    /// Joins both sides in the map's file.
    pub fn join_in(&self, map: &Path) -> Result<Merged, NotJoined> {
        let merged = self.join()?;
        keep_joined(map, &merged.network, &self.ours, &self.theirs)?;
        Ok(merged)
    }

    /// Whether a network is one side alone, so that the other side's work is not in it.
    pub fn is_one_side(&self, network: &Network) -> bool {
        let is_side = self.ours.network == *network || self.theirs.network == *network;
        is_side && self.join().is_ok_and(|merged| merged.network != *network)
    }
}
