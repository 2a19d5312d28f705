//! A school beside its family: its figures under the median, and the peers that do better.

use ecow::{EcoString, eco_format};

use super::{
    comparison::{Bar, Comparison},
    evidence::Evidence,
    phrase,
    verdict::{Fact, Verdict},
    yardstick::Yardstick,
};
use crate::{
    model::{Definition, Measure, Member, Year},
    peers::Interval,
};

/// The figures a family is compared by in a year, each beside the family's median.
pub(super) fn comparisons<'a>(evidence: &Evidence<'a>, yardstick: &'a Yardstick, year: Year) -> Vec<Comparison<'a>> {
    let definitions = yardstick.compared_by(year).into_iter();
    definitions.map(|definition| Comparison::new(evidence, definition, year, median(evidence, definition, year))).collect()
}

/// The family's median, or why it has no say: no family, or too few peers with the figure.
fn median(evidence: &Evidence<'_>, definition: &Definition, year: Year) -> Bar {
    if let Err(reason) = &evidence.family {
        return Bar::Missing(reason.phrase());
    }
    let needed = evidence.ground.rules.families.indicative_from.value;
    let spread = evidence.family_spread(&definition.measure, year);
    match spread {
        Some(spread) if spread.peers >= needed => Bar::Family(spread),
        _ => Bar::Missing(eco_format!(
            "{} of its family with {} for {year}; a verdict needs {needed}",
            phrase::count(spread.map_or(0, |spread| spread.peers), "peer", "peers"),
            definition.measure
        )),
    }
}

/// The fewest peers behind these medians if they are only indicative.
pub(super) fn indicative_peers(evidence: &Evidence<'_>, comparisons: &[Comparison<'_>]) -> Option<usize> {
    let peers = comparisons.iter().filter_map(|comparison| match &comparison.bar {
        Bar::Family(spread) => Some(spread.peers),
        Bar::National { .. } | Bar::Zero | Bar::Regulation { .. } | Bar::Missing(_) => None,
    });
    peers.min().filter(|&peers| peers < evidence.ground.rules.families.firm_from.value)
}

/// A peer with a better figure than the school's.
#[derive(Clone, Debug)]
pub(super) struct BetterPeer<'a> {
    pub(super) peer: &'a Member,
    definition: &'a Definition,
    year: Year,
    figure: &'a Measure,
    own: f64,
    own_source: Option<EcoString>,
    interval: Option<Interval>,
    /// Whether the difference is more than noise: z · √(error² + error²) of both schools, z from the rules.
    pub(super) beyond_noise: Verdict,
}

/// The peers with better figures than the school's in these comparisons, those beyond noise first, then the nearest.
pub(super) fn better_peers<'a>(evidence: &Evidence<'a>, comparisons: &[Comparison<'a>]) -> Vec<BetterPeer<'a>> {
    let z = evidence.ground.rules.noise.z.value;
    let mut better = Vec::new();
    for comparison in comparisons {
        let Some(own) = comparison.value() else { continue };
        let definition = comparison.definition;
        for (peer, figure) in evidence.peer_figures(&definition.measure, comparison.year) {
            let Some(value) = figure.value.known() else { continue };
            let ahead = comparison.sign() * (value - own);
            if ahead <= 0.0 {
                continue;
            }
            let interval = Interval::of(figure, definition, z);
            let noise = interval.zip(comparison.interval).map(|(theirs, ours)| z * theirs.error(z).hypot(ours.error(z)));
            let beyond_noise = noise.map_or(Verdict::CannotSay, |noise| Verdict::from(ahead > noise));
            better.push(BetterPeer {
                peer,
                definition,
                year: comparison.year,
                figure,
                own,
                own_source: comparison.source(),
                interval,
                beyond_noise,
            });
        }
    }
    better.sort_by_key(|peer| peer.beyond_noise);
    better
}

impl BetterPeer<'_> {
    /// The peer's figure, with the school's own beside it.
    pub(super) fn fact(&self) -> Fact {
        Fact {
            what: self.definition.measure.clone(),
            year: Some(self.year),
            value: self.figure.value.known(),
            text: Some(eco_format!("{} ({})", self.peer.name, self.peer.id)),
            unit: self.definition.unit.clone(),
            compared_with: Some("this school".into()),
            other: Some(self.own),
            other_source: self.own_source.clone(),
            low: self.interval.map(|interval| interval.low),
            high: self.interval.map(|interval| interval.high),
            pupils: self.figure.pupils,
            source: self.figure.provenance.clone(),
            ..Fact::default()
        }
    }
}

/// Peers that a sentence or a rule names: enough to visit one, few enough to read.
pub(super) const PEERS_NAMED: usize = 3;

/// The names of the first few peers, each once.
pub(super) fn names(better: &[BetterPeer<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for peer in better {
        let name = peer.peer.name.to_string();
        if names.len() < PEERS_NAMED && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
