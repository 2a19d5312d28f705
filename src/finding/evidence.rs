//! What a pattern may look at: one member and everything the map holds about it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{bond::Bond, web::Web, yardstick::Yardstick};
use crate::{
    framework::{Definitions, Rules, Standing},
    graph::TieGraph,
    model::{Capacity, KeyStage, Kind, Measure, Member, MemberId, Network, Rating, Remark, Response, Stage, Support, Tie, Visit, Year},
    peers::{Families, Family, Figures, NoFamily, Spread},
};

/// Where the records about each member stand, so that none is searched for.
#[derive(Clone, Debug, Default)]
pub struct About {
    by_member: BTreeMap<MemberId, Places>,
}

#[derive(Clone, Debug, Default)]
struct Places {
    ties: Vec<usize>,
    ratings: Vec<usize>,
    responses: Vec<usize>,
    remarks: Vec<usize>,
    visits: Vec<usize>,
    supports: Vec<usize>,
}

impl About {
    /// Cost: O(records · log members).
    pub fn of(network: &Network) -> Self {
        let mut about = Self::default();
        for (at, tie) in network.ties().iter().enumerate() {
            about.places(&tie.from).ties.push(at);
            about.places(&tie.to).ties.push(at);
        }
        for (at, rating) in network.ratings().iter().enumerate() {
            about.places(&rating.member).ratings.push(at);
        }
        for (at, response) in network.responses().iter().enumerate() {
            about.places(&response.member).responses.push(at);
        }
        for (at, remark) in network.remarks().iter().enumerate() {
            about.places(&remark.member).remarks.push(at);
        }
        for (at, visit) in network.visits().iter().enumerate() {
            about.places(&visit.from).visits.push(at);
            about.places(&visit.to).visits.push(at);
        }
        for (at, support) in network.supports().iter().enumerate() {
            about.places(&support.supporter).supports.push(at);
            about.places(&support.supported).supports.push(at);
        }
        about
    }

    fn places(&mut self, member: &MemberId) -> &mut Places {
        self.by_member.entry(member.clone()).or_default()
    }
}

/// What all members of a map have in common when patterns are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub network: &'a Network,
    pub as_of: Date,
    pub rules: &'a Rules,
    pub definitions: &'a Definitions,
    pub standings: &'a BTreeMap<MemberId, Standing>,
    pub figures: &'a Figures,
    pub families: &'a Families,
    pub about: &'a About,
    pub yardsticks: &'a [Yardstick],
    pub web: &'a Web,
    /// The ties that are alive or undated.
    pub graph: &'a TieGraph,
    /// The stage that ties supported some months ago, for each member by its place.
    pub supported_before: &'a [Option<Stage>],
    pub looks: Looks,
}

/// How closely patterns look: names that cost a walk over the whole network are sought only where somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    AtEverybody,
    AtOne,
}

/// One member and everything the map holds about it.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    pub ground: &'a Ground<'a>,
    pub member: &'a Member,
    pub standing: Option<&'a Standing>,
    /// Its ties, giving or learning, by id.
    pub bonds: Vec<Bond<'a>>,
    /// Those that have not been withdrawn, by id.
    pub ratings: Vec<&'a Rating>,
    /// Oldest first.
    pub responses: Vec<&'a Response>,
    /// Oldest first.
    pub remarks: Vec<&'a Remark>,
    /// Visits it made or received, oldest first.
    pub visits: Vec<&'a Visit>,
    /// Supports it gives or gets, by id.
    pub supports: Vec<&'a Support>,
    pub family: Result<Family<'a>, NoFamily>,
    place: usize,
}

impl<'a> Evidence<'a> {
    /// The evidence about the member at this place; `None` if it is closed or a knowledge source, for no pattern applies to it.
    pub fn at(ground: &'a Ground<'a>, place: usize) -> Option<Self> {
        let member = ground.network.members().at(place).filter(|member| member.kind != Kind::Source && member.is_open())?;
        let mut evidence = Self {
            ground,
            member,
            standing: ground.standings.get(&member.id),
            bonds: Vec::new(),
            ratings: Vec::new(),
            responses: Vec::new(),
            remarks: Vec::new(),
            visits: Vec::new(),
            supports: Vec::new(),
            family: ground.families.at(place, &ground.rules.families),
            place,
        };
        if let Some(places) = ground.about.by_member.get(&member.id) {
            evidence.gather(places);
        }
        Some(evidence)
    }

    fn gather(&mut self, places: &Places) {
        let network = self.ground.network;
        self.bonds = places.ties.iter().filter_map(|&at| self.bond(network.ties().at(at)?)).collect();
        self.ratings = places.ratings.iter().filter_map(|&at| network.ratings().at(at)).filter(|rating| rating.stands()).collect();
        self.responses = places.responses.iter().filter_map(|&at| network.responses().at(at)).collect();
        self.responses.sort_by_key(|response| (response.shared_on, &response.id));
        self.remarks = places.remarks.iter().filter_map(|&at| network.remarks().at(at)).collect();
        // Of one second, a word that asks for quiet is taken for the later one.
        self.remarks.sort_by_key(|remark| (remark.on, remark.at, remark.word, &remark.id));
        self.visits = places.visits.iter().filter_map(|&at| network.visits().at(at)).collect();
        self.visits.sort_by_key(|visit| (visit.on, &visit.id));
        self.supports = places.supports.iter().filter_map(|&at| network.supports().at(at)).collect();
    }

    fn bond(&self, tie: &'a Tie) -> Option<Bond<'a>> {
        let Ground { network, web, as_of, rules, .. } = *self.ground;
        Bond::of(tie, self.member, network, (web.signs.activity(tie, as_of, &rules.activity), web.signs.last(tie)))
    }

    /// Where it stands among the members of the network.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// What it offers to others, if somebody has said so.
    pub(super) fn capacity(&self) -> Option<&'a Capacity> {
        self.ground.network.capacities().get(&self.member.id)
    }

    /// Its ties that are surely alive.
    pub(super) fn active(&self) -> impl Iterator<Item = &Bond<'a>> {
        self.bonds.iter().filter(|bond| bond.is_active())
    }

    /// How many of its ties have no date, so that nobody can say whether they are alive.
    pub(super) fn undated(&self) -> usize {
        self.bonds.iter().filter(|bond| bond.is_undated()).count()
    }

    /// Its ratings that have a stage, oldest first.
    pub(super) fn staged(&self) -> Vec<&'a Rating> {
        let mut staged: Vec<&Rating> = self.ratings.iter().copied().filter(|rating| rating.stage.is_some()).collect();
        staged.sort_by_key(|rating| rating.recency());
        staged
    }

    /// What a school like this one is measured by; `None` while its key stage is unknown.
    pub fn yardstick(&self) -> Option<&'a Yardstick> {
        let key_stage = self.key_stage()?;
        self.ground.yardsticks.iter().find(|yardstick| yardstick.key_stage == key_stage)
    }

    /// The key stage whose end it is judged by.
    pub fn key_stage(&self) -> Option<KeyStage> {
        self.ground.families.key_stage(self.place)
    }

    /// Its figure of a measure in a year, published or suppressed.
    pub fn figure(&self, measure: &str, year: Year) -> Option<&'a Measure> {
        self.ground.figures.get(self.ground.network, self.place, measure, year)
    }

    /// What its family reaches in a measure and year.
    pub fn family_spread(&self, measure: &str, year: Year) -> Option<Spread> {
        let z = self.ground.rules.noise.z.value;
        self.family.as_ref().ok()?.spread(self.ground.network, self.ground.figures, (measure, year), z)
    }

    /// The figures of its peers in a measure and year, nearest peer first.
    pub fn peer_figures(&self, measure: &str, year: Year) -> Vec<(&'a Member, &'a Measure)> {
        let Ok(family) = &self.family else { return Vec::new() };
        family.figures(self.ground.network, self.ground.figures, measure, year)
    }
}
