//! What is known of a member on one page: its record, where it stands, ties, figures, responses, findings.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::column::trusts_of;
use crate::{
    analysis::Analysis,
    finding::{Bond, Finding, Verdict},
    framework::{Signs, Standing},
    model::{Measure, Member, Membership, NationalFigure, Rating, Remark, Response, Tie, Visit},
};

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
    pub ties: Vec<Bond<'a>>,
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
            ties: bonds(analysis, member),
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

    /// Whether a finding is told by itself: it is met, or drawn where it is met, or somebody has had a word about it.
    pub fn is_told(&self, finding: &Finding) -> bool {
        let has_word = || self.remarks.iter().any(|remark| remark.pattern == finding.pattern.name());
        finding.verdict == Verdict::Met || finding.pattern.is_drawn() || has_word()
    }

    /// The other findings in two lines, each with its label: what was not found, and of what nobody can say for which reason.
    pub fn untold(&self) -> Vec<(&'static str, String)> {
        let of = |verdict: Verdict| self.findings.iter().filter(move |finding| finding.verdict == verdict && !self.is_told(finding));
        let titles = |verdict: Verdict| of(verdict).map(|finding| finding.pattern.title()).collect::<Vec<_>>().join(", ");
        let mut missing: Vec<&str> = of(Verdict::CannotSay).flat_map(|finding| &finding.missing).map(EcoString::as_str).collect();
        let mut told = BTreeSet::new();
        missing.retain(|phrase| told.insert(*phrase));
        let (absent, unsaid) = (titles(Verdict::NotMet), titles(Verdict::CannotSay));
        let unsaid = if unsaid.is_empty() { unsaid } else { format!("{unsaid}. Not known: {}", missing.join("; ")) };
        [("Looked for and not found: ", absent), ("Nobody can say: ", unsaid)].into_iter().filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The national figure beside one of its own.
    pub fn national(&self, measure: &Measure) -> Option<&'a NationalFigure> {
        self.analysis.network.nationals().get(&format!("{}/{}", measure.id.measure(), measure.id.year()))
    }
}

fn bonds<'a>(analysis: &'a Analysis, member: &Member) -> Vec<Bond<'a>> {
    let network = &analysis.network;
    let signs = Signs::of(network);
    let own = network.ties().iter().filter(|tie| tie.from == member.id || tie.to == member.id);
    let alive = |tie: &Tie| signs.activity(tie, analysis.as_of, &analysis.rules.activity);
    let mut bonds: Vec<Bond<'a>> = own.filter_map(|tie| Bond::of(tie, member, network, (alive(tie), signs.last(tie)))).collect();
    bonds.sort_by(|a, b| (a.activity, &a.other.name, &a.tie.id).cmp(&(b.activity, &b.other.name, &b.tie.id)));
    bonds
}
