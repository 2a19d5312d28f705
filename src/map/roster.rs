//! The roster: the members and ties that are drawn, with what their look depends on.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::civil::Date;

use super::{
    areas::{Area, Grouping, Parted},
    plane::places_km,
    text::short_name,
};
use crate::{
    analysis::Analysis,
    finding::{Pattern, Weight},
    framework::{Activity, Claim, Signs},
    model::{Kind, Member, MemberId, Phase, Place, SourceKind, Stage, Trust},
};

/// Knowledge further away than so many ties does not count as reached (domain.md section 8a, R6).
pub(super) const REACH: u8 = 2;

/// Where a member stands on the map, from the middle outward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Knowledge sources.
    Sources,
    /// Universities, and hubs and other bodies that nobody has rated.
    Bodies,
    Stage(Stage),
    /// Schools that nobody has rated yet.
    Unrated,
}

/// What a member is when it is no plain school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emblem {
    Research,
    Practice,
    Innovation,
    University,
    /// A hub, an authority or another body around the schools.
    Hub,
}

impl Emblem {
    /// The three knowledge sources, in the order of [`Drawn::sources`].
    pub const SOURCES: [Self; 3] = [Self::Research, Self::Practice, Self::Innovation];
}

/// A member as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub id: MemberId,
    pub name: EcoString,
    /// The name without the words for the kind of school.
    pub short: EcoString,
    pub lane: Lane,
    pub emblem: Option<Emblem>,
    /// The gravest pattern it meets.
    pub flag: Option<Pattern>,
    pub phase: Option<Phase>,
    /// What its ties show, if the stage it was rated is more than that.
    pub doubt: Option<Stage>,
    /// In how many steps it learns from research, practice and innovation; none if not in [`REACH`].
    pub sources: [Option<u8>; 3],
    /// Its place in [`Roster::areas`].
    pub area: usize,
    /// The group it is in by the fact that makes the areas, even where that group has no area of its own.
    pub group: Option<EcoString>,
    /// How many ties it has.
    pub degree: usize,
    /// Kilometres east and north on the plane of the map, if it is known where it is.
    pub(crate) place: Option<(f64, f64)>,
}

impl Drawn {
    /// The cells beside its name in a pill: its boundary, its sign, and the mark of a claim that its ties do not show.
    pub(crate) fn beside_name(&self) -> u16 {
        let sign = if self.flag.is_some() || self.emblem.is_some() { 2 } else { 0 };
        2 + sign + u16::from(self.doubt.is_some())
    }
}

/// A tie as it is drawn; the ends are places in [`Roster::members`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnTie {
    pub from: usize,
    pub to: usize,
    pub phase: Phase,
    pub trust: Option<Trust>,
    pub is_mutual: bool,
    /// Its place among the ties of the network.
    pub record: usize,
    /// When it began, if that is known.
    pub started: Option<Date>,
}

/// What the map holds but does not draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Closed or only proposed members.
    pub closed: usize,
    /// Trusts, authorities, ministries and other organisations that nobody has rated and that have no tie.
    pub bodies: usize,
}

/// Who is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    /// In the order of their ids.
    pub members: Vec<Drawn>,
    pub ties: Vec<DrawnTie>,
    pub areas: Vec<Area>,
    pub grouping: Grouping,
    pub left_out: LeftOut,
    met: BTreeMap<Pattern, usize>,
}

impl Roster {
    /// Who is drawn of a network. Cost: O((members + ties) · log members).
    pub fn of(analysis: &Analysis) -> Self {
        let network = &analysis.network;
        let mut left_out = LeftOut::default();
        let mut drawn: Vec<&Member> = Vec::new();
        let reached = analysis.graph.source_steps(network, REACH);
        let mut sources = Vec::new();
        for (member, reached) in network.members().iter().zip(reached) {
            if !member.is_open() {
                left_out.closed += 1;
            } else if is_mere_group(analysis, member) {
                left_out.bodies += 1;
            } else {
                drawn.push(member);
                sources.push(reached);
            }
        }
        let areas = Parted::fitting(network, &drawn);
        let mut members: Vec<Drawn> = drawn.iter().map(|member| self::drawn(analysis, member)).collect();
        for (member, sources) in members.iter_mut().zip(sources) {
            member.sources = sources;
        }
        let places: Vec<Option<Place>> = drawn.iter().map(|member| member.place()).collect();
        for (member, place) in members.iter_mut().zip(places_km(&places)) {
            member.place = place;
        }
        let ties = ties(analysis, &members);
        for tie in &ties {
            for end in [tie.from, tie.to] {
                if let Some(member) = members.get_mut(end) {
                    member.degree += 1;
                }
            }
        }
        let mut met: BTreeMap<Pattern, usize> = BTreeMap::new();
        for pattern in members.iter().flat_map(|member| analysis.flags_of(&member.id)) {
            *met.entry(*pattern).or_default() += 1;
        }
        let mut roster = Self { members, ties, areas: Vec::new(), grouping: Grouping::Whole, left_out, met };
        roster.group(areas);
        roster
    }

    /// The same members and ties in other areas. Cost: O(members).
    pub(crate) fn grouped(&self, areas: Parted) -> Self {
        let mut roster = self.clone();
        roster.group(areas);
        roster
    }

    fn group(&mut self, Parted { grouping, mut areas, of, facts }: Parted) {
        for ((member, at), fact) in self.members.iter_mut().zip(of).zip(facts) {
            (member.area, member.group) = (at, fact);
            let Some(area) = areas.get_mut(at) else { continue };
            match member.flag.map(Pattern::weight) {
                Some(Weight::Alarm) => area.condoned += 1,
                Some(Weight::Warning) => area.coasting += 1,
                Some(Weight::Note) | None => {}
            }
        }
        (self.grouping, self.areas) = (grouping, areas);
    }

    /// The place of a member in the list, if it is drawn.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.members.binary_search_by(|member| (*member.id).cmp(id)).ok()
    }

    /// Whether the same members have the same ties, so that forces move them alike.
    pub fn is_tied_as(&self, other: &Self) -> bool {
        let has_same_members = self.members.iter().map(|member| &member.id).eq(other.members.iter().map(|member| &member.id));
        let pulls = |tie: &DrawnTie| (tie.from, tie.to, tie.phase);
        has_same_members && self.ties.iter().map(pulls).eq(other.ties.iter().map(pulls))
    }

    /// How many members drawn meet a pattern, whatever else they meet; the same numbers as in lists.
    pub fn flagged(&self, pattern: Pattern) -> usize {
        self.met.get(&pattern).copied().unwrap_or(0)
    }

    /// How many members stand in a lane.
    pub fn in_lane(&self, lane: Lane) -> usize {
        self.members.iter().filter(|member| member.lane == lane).count()
    }
}

/// Bodies that registers list beside the schools, with neither tie nor rating, would fill the map with names nobody asked for.
fn is_mere_group(analysis: &Analysis, member: &Member) -> bool {
    let is_group = match member.kind {
        Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation => true,
        Kind::School | Kind::University | Kind::Source | Kind::Hub => false,
    };
    is_group && analysis.standing(&member.id).is_none_or(|standing| standing.ties == 0 && standing.stage.is_none())
}

fn drawn(analysis: &Analysis, member: &Member) -> Drawn {
    let standing = analysis.standing(&member.id);
    let emblem = match member.kind {
        Kind::School => None,
        Kind::University => Some(Emblem::University),
        Kind::Source => Some(match member.source {
            Some(SourceKind::Research) => Emblem::Research,
            Some(SourceKind::Practice) => Emblem::Practice,
            Some(SourceKind::Innovation) | None => Emblem::Innovation,
        }),
        Kind::Hub | Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation => Some(Emblem::Hub),
    };
    let stage = standing.and_then(crate::framework::Standing::stage);
    let lane = match (member.kind, stage) {
        (Kind::Source, _) => Lane::Sources,
        (Kind::School | Kind::Hub | Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation, Some(stage)) => Lane::Stage(stage),
        (Kind::School, None) => Lane::Unrated,
        (Kind::University | Kind::Hub | Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation, _) => Lane::Bodies,
    };
    let name = if member.name.trim().is_empty() { EcoString::from(member.id.as_str()) } else { member.name.clone() };
    Drawn {
        id: member.id.clone(),
        short: short_name(&name),
        name,
        lane,
        emblem,
        flag: analysis.flags_of(&member.id).iter().copied().filter(|pattern| pattern.is_drawn()).max(),
        phase: standing.and_then(crate::framework::Standing::phase),
        doubt: standing
            .and_then(|standing| standing.supported.as_ref())
            .filter(|known| known.claim == Claim::Over)
            .map(|known| known.stage),
        sources: [None; 3],
        area: 0,
        group: None,
        degree: 0,
        place: None,
    }
}

fn ties(analysis: &Analysis, members: &[Drawn]) -> Vec<DrawnTie> {
    let network = &analysis.network;
    let signs = Signs::of(network);
    let index = |id: &MemberId| members.binary_search_by(|member| member.id.cmp(id)).ok();
    let drawn = |(record, tie): (usize, &crate::model::Tie)| {
        if signs.activity(tie, analysis.as_of, &analysis.rules.activity) == Activity::Ended {
            return None;
        }
        Some(DrawnTie {
            from: index(&tie.from)?,
            to: index(&tie.to)?,
            phase: tie.phase.unwrap_or(Phase::Information),
            trust: tie.trust,
            is_mutual: tie.mutual,
            record,
            started: tie.started,
        })
    };
    network.ties().iter().enumerate().filter_map(drawn).collect()
}
