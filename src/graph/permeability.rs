//! Permeability: how open a member is across its own boundary, as one number.

use crate::{
    framework::{PermeabilityRules, Rules},
    model::{Kind, Network, Phase, SourceKind, Tie},
};

/// Where knowledge can cross a member's boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opening {
    /// Other schools.
    Schools,
    /// Universities and other organisations: hubs, trusts, authorities, museums, companies.
    Organisations,
    Research,
    Practice,
    Innovation,
}

impl Opening {
    pub const ALL: [Self; 5] = [Self::Schools, Self::Organisations, Self::Research, Self::Practice, Self::Innovation];

    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schools => "schools",
            Self::Organisations => "organisations",
            Self::Research => "research",
            Self::Practice => "practice",
            Self::Innovation => "innovation",
        }
    }

    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Schools => "other schools",
            Self::Organisations => "universities and other organisations",
            Self::Research => "research",
            Self::Practice => "best practice",
            Self::Innovation => "emerging innovation",
        }
    }

    fn of(kind: Kind, source: Option<SourceKind>) -> Option<Self> {
        match (kind, source) {
            (Kind::School, _) => Some(Self::Schools),
            (Kind::University | Kind::Hub | Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation, _) => {
                Some(Self::Organisations)
            }
            (Kind::Source, Some(SourceKind::Research)) => Some(Self::Research),
            (Kind::Source, Some(SourceKind::Practice)) => Some(Self::Practice),
            (Kind::Source, Some(SourceKind::Innovation)) => Some(Self::Innovation),
            // Of a source of which nobody has said what it is nobody can say which of the three it opens.
            (Kind::Source, None) => None,
        }
    }

    /// Whether knowledge is to go both ways there: a source is learnt from, and that is all.
    pub fn goes_both_ways(self) -> bool {
        match self {
            Self::Schools | Self::Organisations => true,
            Self::Research | Self::Practice | Self::Innovation => false,
        }
    }

    fn weight(self, rules: &PermeabilityRules) -> f64 {
        match self {
            Self::Schools => rules.schools.value,
            Self::Organisations => rules.organisations.value,
            Self::Research | Self::Practice | Self::Innovation => rules.source.value,
        }
        .max(0.0)
    }

    /// How many partners are enough.
    fn partners(self, rules: &PermeabilityRules) -> usize {
        match self {
            Self::Schools => rules.partners.value.max(1),
            Self::Organisations | Self::Research | Self::Practice | Self::Innovation => 1,
        }
    }
}

/// How deep a member's ties go at each opening, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Permeability {
    /// What it learns there, in the order of [`Opening::ALL`].
    pub learning: [f64; 5],
    /// What it gives there.
    pub giving: [f64; 5],
    /// All of it in one number, 0 to 1.
    pub value: f64,
}

impl Permeability {
    /// How open one opening is, 0 to 1.
    pub fn at(&self, opening: Opening) -> f64 {
        let of = |list: &[f64; 5]| list.get(opening as usize).copied().unwrap_or_default();
        if opening.goes_both_ways() { f64::midpoint(of(&self.learning), of(&self.giving)) } else { of(&self.learning) }
    }

    fn weigh(mut self, rules: &PermeabilityRules) -> Self {
        let all: f64 = Opening::ALL.iter().map(|opening| opening.weight(rules)).sum();
        let open: f64 = Opening::ALL.iter().map(|opening| opening.weight(rules) * self.at(*opening)).sum();
        self.value = if all > 0.0 { (open / all).clamp(0.0, 1.0) } else { 0.0 };
        self
    }
}

/// Which way knowledge crosses the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Learning,
    Giving,
}

/// One crossing of a member's boundary: whose, where, which way, with whom, how deep.
type Crossing = (usize, Opening, Way, usize, f64);

/// The permeability of each member; `None` for knowledge sources, which are open by nature.
///
/// No unit, 0 (no tie across the boundary) to 1 (coaching both ways, in trust, with other schools and an organisation such as a
/// university, and coaching from all three knowledge sources). It is the weighted mean of five openings (Berwick's stage 4 is a transparent boundary to
/// a community of schools, universities and other organisations, and all three sources directly; domain.md sections 1.1 and 8a, R7).
/// Each opening is the mean depth of the deepest ties there, of two schools and one of every other kind; what is missing counts 0.
/// With schools and organisations learning counts half and giving half, for one-way sharing dies. The depth of a tie is its phase
/// (information 1/3, experience 2/3, coaching 1: only coaching embeds learning), less in proportion if its trust is below 3 of 4.
/// Because only the deepest ties count, one more tie never lowers it, and many shallow ones do not add up to a deep one.
/// It is this program's own, without a threshold: it is compared over time, never to rank. Cost: O(ties · log ties).
pub(super) fn permeability(network: &Network, ties: &[&Tie], rules: &Rules) -> Vec<Option<Permeability>> {
    let rules = &rules.permeability;
    let mut crossings = crossings(network, ties, rules);
    crossings.sort_by(|a, b| (a.0, a.1, a.2, a.3).cmp(&(b.0, b.1, b.2, b.3)).then(b.4.total_cmp(&a.4)));
    crossings.dedup_by_key(|crossing| (crossing.0, crossing.1, crossing.2, crossing.3));
    crossings.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then(b.4.total_cmp(&a.4)));
    let mut open = vec![Permeability::default(); network.members().len()];
    for group in crossings.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        let Some(&(own, opening, way, ..)) = group.first() else { continue };
        let partners = opening.partners(rules);
        let depth = group.iter().take(partners).map(|crossing| crossing.4).sum::<f64>() / partners as f64;
        let sides = open.get_mut(own).map(|open| match way {
            Way::Learning => &mut open.learning,
            Way::Giving => &mut open.giving,
        });
        if let Some(side) = sides.and_then(|sides| sides.get_mut(opening as usize)) {
            *side = depth;
        }
    }
    let members = network.members().iter().zip(open);
    members.map(|(member, open)| (member.kind != Kind::Source).then(|| open.weigh(rules))).collect()
}

fn crossings(network: &Network, ties: &[&Tie], rules: &PermeabilityRules) -> Vec<Crossing> {
    let members = network.members();
    let place = |id: &str| members.binary_search_by(|member| (*member.id).cmp(id)).ok();
    let opening = |at: usize| members.at(at).and_then(|member| Opening::of(member.kind, member.source));
    let mut crossings = Vec::with_capacity(ties.len() * 2);
    for tie in ties {
        let (Some(from), Some(to)) = (place(&tie.from), place(&tie.to)) else { continue };
        let depth = depth(tie, rules);
        let mut cross = |own: usize, other: usize, way: Way| {
            crossings.extend(opening(other).map(|opening| (own, opening, way, other, depth)));
        };
        cross(from, to, Way::Giving);
        cross(to, from, Way::Learning);
        if tie.mutual {
            cross(from, to, Way::Learning);
            cross(to, from, Way::Giving);
        }
    }
    crossings
}

/// How deep a tie goes, 0 to 1.
fn depth(tie: &Tie, rules: &PermeabilityRules) -> f64 {
    let phase = match tie.phase {
        None | Some(Phase::Information) => rules.information.value,
        Some(Phase::Experience) => rules.experience.value,
        Some(Phase::Coaching) => 1.0,
    };
    let trust = tie.trust.map_or(1.0, |trust| f64::from(trust.get()) / rules.trust.value.max(1.0));
    (phase * trust).clamp(0.0, 1.0)
}

/// The permeability of the whole network: the mean over its open schools, or over all open members but sources where there is no school.
///
/// 0 to 1; `None` without any. A school without ties counts 0, for it is part of the network.
pub(super) fn of_network(network: &Network, members: &[Option<Permeability>]) -> Option<f64> {
    let has_schools = network.members().iter().any(|member| member.kind == Kind::School && member.is_open());
    let counts = |kind: Kind| !has_schools || kind == Kind::School;
    let open = network.members().iter().zip(members).filter(|(member, _)| member.is_open() && counts(member.kind));
    let values: Vec<f64> = open.filter_map(|(_, own)| own.map(|own| own.value)).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
