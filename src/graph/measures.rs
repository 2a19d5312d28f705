//! Every measure of a network and of its members, worked out together.

use super::{
    TieGraph,
    answered::{Answered, answered},
    betweenness::{Precision, betweenness},
    brokerage::{Roles, roles},
    centralisation::centralisation,
    communities::{Bond, communities},
    components::components,
    cores::cores,
    cuts::Cuts,
    density::{density, reciprocity},
    eigenvector::{eigenvector, pagerank},
    holes::{Holes, holes},
    modularity::modularity,
    permeability::{Permeability, of_network, permeability},
    walls::{Crossing, Wall, crossings},
    waves::{Reach, reach},
    wiring::{Wiring, at},
};
use crate::{
    framework::Rules,
    model::{Kind, MemberId, Network, Tie},
};

/// What is known of the network as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whole {
    pub members: usize,
    /// Directed ties: parallel ones are one, one that goes both ways is two.
    pub ties: usize,
    /// Pairs of members with a tie, either way.
    pub pairs: usize,
    pub density: Option<f64>,
    pub reciprocity: Option<f64>,
    pub in_centralisation: Option<f64>,
    pub out_centralisation: Option<f64>,
    pub betweenness_centralisation: Option<f64>,
    /// Separate parts; who has no ties is one alone.
    pub components: usize,
    pub largest_component: usize,
    /// Members without ties.
    pub isolates: usize,
    /// Open schools among them.
    pub isolated_schools: usize,
    pub articulation_points: usize,
    /// Pairs whose tie nothing replaces, in the order of their ids.
    pub bridges: Vec<(MemberId, MemberId)>,
    /// Groups of two and more found by Leiden.
    pub communities: usize,
    pub modularity: Option<f64>,
    /// The highest core there is.
    pub highest_core: u32,
    /// Ties across and within each wall, in the order of [`Wall::ALL`].
    pub crossings: [Crossing; 3],
    /// Ordered pairs of which one can learn from the other, over all ordered pairs.
    pub reachable: Option<f64>,
    /// Open schools that learn from each kind of source directly, in two steps, and further away.
    pub source_reach: [[usize; 3]; 3],
    /// Open schools.
    pub schools: usize,
    pub permeability: Option<f64>,
    /// How many beginnings stand for how many, if betweenness is sampled.
    pub betweenness_sample: Option<(usize, usize)>,
    /// What is known of the answers, if ties come from a survey.
    pub answered: Option<Answered>,
}

/// What is known of one member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// Members it learns from.
    pub in_degree: usize,
    /// Members it gives to.
    pub out_degree: usize,
    pub betweenness: f64,
    pub closeness: f64,
    /// `None` if the iteration does not settle.
    pub eigenvector: Option<f64>,
    pub pagerank: f64,
    pub core: u32,
    pub component: usize,
    pub community: Option<usize>,
    pub is_articulation: bool,
    /// Members that would be parted from the rest without it.
    pub parted: usize,
    pub holes: Option<Holes>,
    pub reach: Reach,
    /// Steps to research, practice and innovation.
    pub sources: [Option<u8>; 3],
    /// In the order of [`Wall::ALL`].
    pub crossings: [Crossing; 3],
    pub roles: [Roles; 3],
    pub permeability: Option<Permeability>,
}

/// The measures of a network; members in its order.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    pub whole: Whole,
    pub members: Vec<Own>,
    pub(super) wiring: Wiring,
}

impl Measures {
    /// The measures of these ties, which are those of the graph; `None` if it was cancelled between two of them.
    ///
    /// Cost: O(members · ties) for betweenness unless it is sampled, all else less; on every core.
    pub fn of(
        network: &Network,
        (graph, ties): (&TieGraph, &[&Tie]),
        (rules, precision): (&Rules, Precision),
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let wiring = graph.wiring();
        let everybody: Vec<usize> = (0..wiring.members).filter(|place| wiring.gives.count(*place) > 0).collect();
        let between = betweenness(&wiring, precision, cancelled)?;
        let reached = reach(&wiring, &everybody, cancelled)?;
        let mut measures = Self { members: vec![Own::default(); wiring.members], wiring, ..Self::default() };
        for (own, (between, reached)) in measures.members.iter_mut().zip(between.values.iter().zip(reached)) {
            own.betweenness = *between;
            own.closeness = reached.closeness(measures.wiring.members);
            own.reach = reached;
        }
        measures.whole.betweenness_sample = between.sample;
        measures.put_centres();
        if cancelled() {
            return None;
        }
        measures.put_parts(network);
        measures.put_communities();
        if cancelled() {
            return None;
        }
        measures.put_walls(network);
        measures.put_crossings(network, (graph, ties), rules);
        Some(measures)
    }

    /// Degrees, eigenvector, PageRank, structural holes, and the network's own numbers of these.
    fn put_centres(&mut self) {
        let Self { whole, members, wiring } = self;
        let count = wiring.members as f64;
        let vector = eigenvector(wiring);
        let ranks = pagerank(wiring);
        for (place, (own, holes)) in members.iter_mut().zip(holes(wiring)).enumerate() {
            own.in_degree = wiring.learns.count(place);
            own.out_degree = wiring.gives.count(place);
            own.eigenvector = vector.as_ref().map(|vector| at(vector, place));
            own.pagerank = at(&ranks, place);
            own.holes = holes;
        }
        let central = |value: &dyn Fn(&Own) -> f64, most: f64| centralisation(&members.iter().map(value).collect::<Vec<_>>(), most);
        whole.members = wiring.members;
        whole.ties = wiring.ties();
        whole.pairs = wiring.pairs();
        whole.density = density(wiring);
        whole.reciprocity = reciprocity(wiring);
        whole.in_centralisation = central(&|own| own.in_degree as f64, (count - 1.0).powi(2));
        whole.out_centralisation = central(&|own| own.out_degree as f64, (count - 1.0).powi(2));
        whole.betweenness_centralisation = central(&|own| own.betweenness, count - 1.0);
        let reached: u64 = members.iter().map(|own| u64::from(own.reach.members)).sum();
        whole.reachable = (count > 1.0).then(|| reached as f64 / (count * (count - 1.0)));
    }

    /// Cores, separate parts, and what hangs on single members and ties.
    fn put_parts(&mut self, network: &Network) {
        let (parts, sizes) = components(&self.wiring);
        let cores = cores(&self.wiring);
        let cuts = Cuts::of(&self.wiring);
        for (place, own) in self.members.iter_mut().enumerate() {
            own.core = at(&cores, place);
            own.component = at(&parts, place);
            own.is_articulation = at(&cuts.is_cut, place);
            own.parted = at(&cuts.parted, place);
        }
        let id = |place: usize| network.members().at(place).map(|member| member.id.clone());
        let is_isolated = |place: &usize| self.wiring.either.count(*place) == 0;
        let is_school = |place: &usize| network.members().at(*place).is_some_and(|member| member.kind == Kind::School && member.is_open());
        let whole = &mut self.whole;
        whole.components = sizes.len();
        whole.largest_component = sizes.iter().copied().max().unwrap_or(0);
        whole.isolates = (0..self.wiring.members).filter(is_isolated).count();
        whole.isolated_schools = (0..self.wiring.members).filter(is_isolated).filter(is_school).count();
        whole.articulation_points = cuts.is_cut.iter().filter(|is_cut| **is_cut).count();
        whole.bridges = cuts.bridges.iter().filter_map(|(one, other)| id(*one).zip(id(*other))).collect();
        whole.highest_core = cores.iter().copied().max().unwrap_or(0);
    }

    fn put_communities(&mut self) {
        let Self { whole, members, wiring } = self;
        let own = |place: usize| {
            let later = wiring.either.of_member(place).iter().filter(move |other| **other as usize > place);
            later.map(move |other| Bond { between: (place, *other as usize), weight: 1.0 })
        };
        let bonds: Vec<Bond> = (0..wiring.members).flat_map(own).collect();
        let found = communities(wiring.members, &bonds).unwrap_or_else(|| vec![None; wiring.members]);
        whole.communities = found.iter().flatten().max().map_or(0, |last| last + 1);
        whole.modularity = modularity(wiring, &found);
        for (own, community) in members.iter_mut().zip(found) {
            own.community = community;
        }
    }

    fn put_walls(&mut self, network: &Network) {
        for (at, wall) in Wall::ALL.into_iter().enumerate() {
            let groups = wall.groups(network);
            let (whole, own) = crossings(&self.wiring, &groups);
            if let Some(crossing) = self.whole.crossings.get_mut(at) {
                *crossing = whole;
            }
            for (member, (crossing, roles)) in self.members.iter_mut().zip(own.into_iter().zip(roles(&self.wiring, &groups))) {
                if let (Some(own_crossing), Some(own_roles)) = (member.crossings.get_mut(at), member.roles.get_mut(at)) {
                    (*own_crossing, *own_roles) = (crossing, roles);
                }
            }
        }
    }

    /// Knowledge sources, permeability and answers.
    fn put_crossings(&mut self, network: &Network, (graph, ties): (&TieGraph, &[&Tie]), rules: &Rules) {
        let permeable = permeability(network, ties, rules);
        self.whole.permeability = of_network(network, &permeable);
        self.whole.answered = answered(network, ties, &rules.survey);
        let steps = graph.source_steps(network, u8::MAX);
        for ((own, permeable), (steps, member)) in self.members.iter_mut().zip(permeable).zip(steps.into_iter().zip(network.members())) {
            own.permeability = permeable;
            if member.kind == Kind::Source {
                continue;
            }
            own.sources = steps;
            if member.kind == Kind::School && member.is_open() {
                self.whole.schools += 1;
                for (counts, steps) in self.whole.source_reach.iter_mut().zip(steps) {
                    let far = steps.map(|steps| usize::from(steps.clamp(1, 3)) - 1);
                    if let Some(count) = far.and_then(|far| counts.get_mut(far)) {
                        *count += 1;
                    }
                }
            }
        }
    }
}
