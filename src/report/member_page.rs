//! What is known of a member on one page: its record, where it stands, ties, figures, responses, findings.

use ecow::EcoString;

use super::column::trusts_of;
use crate::{
    analysis::Analysis,
    finding::Finding,
    framework::{Activity, Signs, Standing},
    model::{Measure, Member, Membership, NationalFigure, Rating, Remark, Response, Tie, Visit},
};

/// Which way knowledge passes in a tie, seen from one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Gives,
    Learns,
    Both,
}

impl Flow {
    pub fn word(self) -> &'static str {
        match self {
            Self::Gives => "gives",
            Self::Learns => "learns",
            Self::Both => "both",
        }
    }
}

/// A tie as one of its members sees it.
#[derive(Clone, Debug)]
pub struct TieLine<'a> {
    pub tie: &'a Tie,
    pub flow: Flow,
    pub other: &'a str,
    pub other_name: EcoString,
    pub activity: Activity,
    /// The latest sign of life.
    pub last: Option<jiff::civil::Date>,
}

/// Everything the map knows of a member.
#[derive(Clone, Debug)]
pub struct MemberPage<'a> {
    pub analysis: &'a Analysis,
    pub member: &'a Member,
    pub standing: Option<&'a Standing>,
    pub trusts: Vec<EcoString>,
    /// The newest first, withdrawn ones among them.
    pub ratings: Vec<&'a Rating>,
    /// Active ones first, then by the other member.
    pub ties: Vec<TieLine<'a>>,
    pub visits: Vec<&'a Visit>,
    /// Its own places in groups, and its members if it is a group.
    pub memberships: Vec<&'a Membership>,
    /// By measure and year.
    pub measures: &'a [Measure],
    /// The newest first.
    pub responses: Vec<&'a Response>,
    pub remarks: Vec<&'a Remark>,
    /// Every pattern that applies, in the order of lists.
    pub findings: Vec<Finding>,
}

impl<'a> MemberPage<'a> {
    /// The page of a member. Cost: O(records).
    pub fn new(analysis: &'a Analysis, member: &'a Member, findings: Vec<Finding>) -> Self {
        let network = &analysis.network;
        let id = &member.id;
        let mut ratings: Vec<&Rating> = network.ratings().iter().filter(|rating| rating.member == *id).collect();
        ratings.sort_by(|a, b| b.recency().cmp(&a.recency()));
        let mut responses: Vec<&Response> = network.responses().iter().filter(|response| response.member == *id).collect();
        responses.sort_by(|a, b| (b.shared_on, &a.id).cmp(&(a.shared_on, &b.id)));
        Self {
            analysis,
            member,
            standing: analysis.standing(id),
            trusts: trusts_of(network, id),
            ratings,
            ties: tie_lines(analysis, member),
            visits: network.visits().iter().filter(|visit| visit.from == *id || visit.to == *id).collect(),
            memberships: network.memberships().iter().filter(|place| place.id.member() == &**id || place.id.group() == &**id).collect(),
            measures: network.measures_of(id),
            responses,
            remarks: network.remarks().iter().filter(|remark| remark.member == *id).collect(),
            findings,
        }
    }

    /// One of its ratings.
    pub fn rating(&self, id: &str) -> Option<&'a Rating> {
        self.ratings.iter().find(|rating| rating.id.as_str() == id).copied()
    }

    /// The national figure beside one of its own.
    pub fn national(&self, measure: &Measure) -> Option<&'a NationalFigure> {
        self.analysis.network.nationals().get(&format!("{}/{}", measure.id.measure(), measure.id.year()))
    }
}

fn tie_lines<'a>(analysis: &'a Analysis, member: &Member) -> Vec<TieLine<'a>> {
    let signs = Signs::of(&analysis.network);
    let mut lines: Vec<TieLine<'a>> = analysis
        .network
        .ties()
        .iter()
        .filter(|tie| tie.from == member.id || tie.to == member.id)
        .map(|tie| {
            let is_giver = tie.from == member.id;
            let other: &str = if is_giver { &tie.to } else { &tie.from };
            let flow = match (tie.mutual, is_giver) {
                (true, _) => Flow::Both,
                (false, true) => Flow::Gives,
                (false, false) => Flow::Learns,
            };
            let activity = signs.activity(tie, analysis.as_of, &analysis.rules.activity);
            TieLine { tie, flow, other, other_name: analysis.name_of(other), activity, last: signs.last(tie) }
        })
        .collect();
    lines.sort_by(|a, b| (a.activity, &a.other_name, &a.tie.id).cmp(&(b.activity, &b.other_name, &b.tie.id)));
    lines
}
