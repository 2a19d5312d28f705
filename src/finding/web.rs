//! What the ties of a whole network say about each of its members, worked out once.

use jiff::civil::Date;

use crate::{
    framework::{Activity, Rules, Signs},
    graph::TieGraph,
    model::{Kind, Member, Network, SourceKind},
};

/// In how many steps a member learns from research, practice and innovation, if in few enough.
pub(super) type Steps = [Option<u8>; 3];

/// The ties of a network as patterns look at them. Built whole, never edited.
#[derive(Clone, Debug, Default)]
pub struct Web {
    pub(super) signs: Signs,
    /// Whether the map has any tie at all: silence is no evidence.
    pub(super) has_ties: bool,
    /// Whether the map has a source of each kind.
    pub(super) has_source: [bool; 3],
    /// Sources of which nobody has said what they are.
    pub(super) kindless_sources: usize,
    /// By ties that are surely alive; members in their order.
    sure: Vec<Steps>,
    /// By ties that may be alive, as those without a date.
    possible: Vec<Steps>,
    /// How many members each parts from the rest if it leaves.
    parted: Vec<usize>,
    /// How many members learn from each kind of source only by way of each.
    sole_ways: [Vec<usize>; 3],
}

impl Web {
    /// `living` is the graph of the ties that are alive or undated.
    ///
    /// Cost: O((members + ties) · log members).
    pub fn of(network: &Network, as_of: Date, rules: &Rules, living: &TieGraph) -> Self {
        let signs = Signs::of(network);
        let steps = rules.missing_source.steps.value;
        let is_undated = |tie| signs.activity(tie, as_of, &rules.activity) == Activity::Undated;
        let possible = living.source_steps(network, steps);
        let sure = if network.ties().iter().any(is_undated) {
            TieGraph::of(network, |tie| signs.activity(tie, as_of, &rules.activity) == Activity::Active).source_steps(network, steps)
        } else {
            possible.clone()
        };
        let sources = || network.members().iter().filter(|member| member.kind == Kind::Source);
        let has = |kind: SourceKind| sources().any(|source| source.source == Some(kind));
        Self {
            has_ties: !network.ties().is_empty(),
            has_source: KINDS.map(has),
            kindless_sources: sources().filter(|source: &&Member| source.source.is_none()).count(),
            sure,
            possible,
            parted: living.parted(),
            sole_ways: KINDS.map(|kind| living.sole_ways(network, kind)),
            signs,
        }
    }

    /// The steps to each kind of source by ties that are surely alive.
    pub(super) fn sure(&self, place: usize) -> Steps {
        self.sure.get(place).copied().unwrap_or_default()
    }

    /// The same when ties without a date are taken to be alive.
    pub(super) fn possible(&self, place: usize) -> Steps {
        self.possible.get(place).copied().unwrap_or_default()
    }

    /// How many members would be parted from the rest without the one at this place.
    pub(super) fn parted(&self, place: usize) -> usize {
        self.parted.get(place).copied().unwrap_or_default()
    }

    /// How many members would learn from no source of each kind without the one at this place.
    pub(super) fn sole_way(&self, place: usize) -> [usize; 3] {
        self.sole_ways.each_ref().map(|of_kind| of_kind.get(place).copied().unwrap_or_default())
    }
}

/// The three kinds of source in their order.
pub(super) const KINDS: [SourceKind; 3] = [SourceKind::Research, SourceKind::Practice, SourceKind::Innovation];
