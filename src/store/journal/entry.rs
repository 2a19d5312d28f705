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
    /// Who worked here, as the computer knows them.
    pub user: EcoString,
    pub pid: u32,
    pub start: Timestamp,
    /// The version of the program.
    pub app: EcoString,
    /// The format of the records, that of the map's file.
    pub format: u32,
}

/// One thing a journal says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// The network was changed.
    Deed(Deed),
    /// Everything so far is about to become the map's file, with these bytes.
    Saving { hash: EcoString, manner: Manner },
    /// The map's file has these bytes now, synced.
    Saved { hash: EcoString },
    /// Somebody else put these bytes in the map's file, and the steps so far have joined them. What is missing in a later
    /// version of the file is found by comparing with this one, and no more with the one the journal starts from.
    Joined { hash: EcoString },
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
    /// The entry on one line.
    pub(super) fn line(&self) -> Result<String, ron::Error> {
        in_ron(self)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        from_ron(text).ok()
    }
}
