//! The straight pipeline from a network to everything that is derived from it.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::civil::Date;

use crate::{
    finding::{Finding, Pattern},
    framework::{Definitions, Rules, Standing, standings},
    model::{MemberId, Network},
};

/// Everything that is derived from a network on a day under the rules. Built whole, never edited.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The network as it stood on the day.
    pub network: Network,
    pub as_of: Date,
    pub rules: Rules,
    pub definitions: Definitions,
    pub standings: BTreeMap<MemberId, Standing>,
    /// Findings that are met: severity down, pattern as listed, id.
    pub findings: Vec<Finding>,
    /// The patterns met by each member that meets any, in the order of lists.
    pub flags: BTreeMap<MemberId, Vec<Pattern>>,
}

impl Analysis {
    /// The whole pipeline; `None` if it was cancelled between two of its parts.
    pub fn new(network: &Network, as_of: Date, rules: &Rules, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let network = network.as_of(as_of);
        let standings = standings(&network, as_of, &rules.activity);
        if cancelled() {
            return None;
        }
        let definitions = Definitions::of(&network);
        Some(Self { network, as_of, rules: rules.clone(), definitions, standings, findings: Vec::new(), flags: BTreeMap::new() })
    }

    /// Where a member stands; knowledge sources and unknown ids stand nowhere.
    pub fn standing(&self, member: &str) -> Option<&Standing> {
        self.standings.get(member)
    }

    /// The patterns the member meets.
    pub fn flags_of(&self, member: &str) -> &[Pattern] {
        self.flags.get(member).map_or(&[], Vec::as_slice)
    }

    /// The name of a member, or the id if it has none.
    pub fn name_of(&self, member: &str) -> EcoString {
        self.network.member(member).map_or_else(|| member.into(), |member| member.name.clone())
    }
}
