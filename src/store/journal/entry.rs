//! What a journal says: of itself once, then what was done.

use ecow::EcoString;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::format::{from_ron, in_ron};
use crate::model::Deed;

/// What a journal says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The uid of the map.
    pub map: EcoString,
    /// The SHA-256 of the version the steps start from, in hexadecimal.
    pub base: EcoString,
    /// The same of the version the map's file held then: another one where a journal was full before a save; empty where there
    /// was no file.
    pub file: EcoString,
    /// The name of the computer, and what tells one start of it from the next; empty where it does not say.
    pub host: EcoString,
    pub boot: EcoString,
    pub pid: u32,
    /// Who worked here, as the computer knows them.
    pub user: EcoString,
    pub start: Timestamp,
    /// The version of the program.
    pub app: EcoString,
    /// The format of the records, that of the map's file.
    pub format: u32,
}

/// One thing a journal says.
///
/// The `through` of a mark counts the deeds of this journal: the first so many are meant. What a step takes back needs no number:
/// it is the last one that stands ([`Past`](crate::model::Past)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// The network was changed.
    Deed(Deed),
    /// What was done up to there is about to become the map's file, with these bytes.
    Saving { hash: EcoString, manner: Manner, through: u32 },
    /// The map's file has these bytes now, synced.
    Saved { hash: EcoString, through: u32 },
    /// What was done up to there is the version of this hash, kept in the safe and not in the file: the next journal starts from it.
    Version { hash: EcoString, through: u32 },
    /// What is left in the journals of these names stands in this one too.
    Holds { journals: Vec<EcoString> },
    /// Somebody else put the version of this hash in the map's file, and the deeds so far have joined it. What they leave out of
    /// a later version of the file is found by comparing with this one, and no more with the one the journal starts from.
    Joined { hash: EcoString },
}

/// A mark that what was done up to a place is a version of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    pub hash: &'a str,
    pub through: usize,
    pub of: MarkOf,
}

/// What a mark says of its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkOf {
    /// It may be in the file: a save was under way.
    Attempt(Manner),
    /// It was in the file.
    File,
    /// It is in the safe.
    Safe,
}

/// How a save puts new bytes in the place of the old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manner {
    /// A new file takes the name: the map is the whole old one or the whole new one at every moment.
    Replace,
    /// The file itself is written, because it has several names or its folder takes no new file. A crash may leave it torn.
    InPlace,
}

impl Entry {
    /// What was done, if that is what it says.
    pub fn deed(&self) -> Option<&Deed> {
        match self {
            Self::Deed(deed) => Some(deed),
            Self::Saving { .. } | Self::Saved { .. } | Self::Version { .. } | Self::Holds { .. } | Self::Joined { .. } => None,
        }
    }

    /// The mark it is, if it is one.
    pub fn mark(&self) -> Option<Mark<'_>> {
        let mark = |hash, through: u32, of| Some(Mark { hash, through: through as usize, of });
        match self {
            Self::Saving { hash, manner, through } => mark(hash, *through, MarkOf::Attempt(*manner)),
            Self::Saved { hash, through } => mark(hash, *through, MarkOf::File),
            Self::Version { hash, through } => mark(hash, *through, MarkOf::Safe),
            Self::Deed(_) | Self::Holds { .. } | Self::Joined { .. } => None,
        }
    }

    /// The names of the journals it says are held.
    pub fn held(&self) -> &[EcoString] {
        match self {
            Self::Holds { journals } => journals,
            Self::Deed(_) | Self::Saving { .. } | Self::Saved { .. } | Self::Version { .. } | Self::Joined { .. } => &[],
        }
    }

    /// The version that was joined there, if that is what it says.
    pub fn joined(&self) -> Option<&EcoString> {
        match self {
            Self::Joined { hash } => Some(hash),
            Self::Deed(_) | Self::Saving { .. } | Self::Saved { .. } | Self::Version { .. } | Self::Holds { .. } => None,
        }
    }

    /// The entry on one line.
    pub(super) fn line(&self) -> Result<String, ron::Error> {
        in_ron(self)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        from_ron(text).ok()
    }
}
