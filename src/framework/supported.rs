//! Which stage a member's ties and its sharing inside show, beside the stage somebody rated (domain.md section 8a, R7).
//!
//! Whether a claim that nothing shows is a finding is `finding`'s.

use std::collections::BTreeSet;

use super::activity::Activity;
use crate::model::{Inside, Kind, Network, Phase, SourceKind, Stage, Tie};

/// Schools that must work with a member, each at experience or deeper, before stage 3 is shown.
const SCHOOLS: usize = 2;

/// How the stage somebody rated compares with what is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nobody rated it.
    Unrated,
    /// Ties and sharing inside show it.
    Shown,
    /// They show less.
    Over,
    /// They show more.
    Under,
    /// Something is not recorded that would decide it.
    CannotSay,
}

/// What a stage asks for and a member does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// An active tie, or sharing inside.
    TieOrInside,
    /// Sharing inside the school that is systematic.
    Systematic,
    /// Two schools at experience or deeper; so many there are.
    Schools(usize),
    /// A tie that goes both ways.
    BothWays,
    /// A tie of coaching.
    Coaching,
    /// This knowledge source, directly.
    Source(SourceKind),
    University,
    /// A hub, trust, authority, ministry or other organisation.
    OtherBody,
}

/// What is not recorded, so that nobody can say whether a need is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// The map has no tie at all: silence is no evidence.
    AnyTie,
    /// How far sharing goes inside the school.
    Inside,
    /// So many of its ties have no date, or no phase.
    Ties(usize),
}

/// A kind of knowledge source in a sentence.
pub(crate) fn source_words(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Research => "research",
        SourceKind::Practice => "best practice",
        SourceKind::Innovation => "emerging innovation",
    }
}

impl Need {
    /// What it asks for, as a phrase.
    pub fn words(self) -> String {
        match self {
            Self::TieOrInside => "an active tie or sharing inside".to_owned(),
            Self::Systematic => "systematic sharing inside".to_owned(),
            Self::Schools(0) => "two schools at experience or deeper (none now)".to_owned(),
            Self::Schools(count) => format!("two schools at experience or deeper ({count} now)"),
            Self::BothWays => "a tie that goes both ways".to_owned(),
            Self::Coaching => "a tie of coaching".to_owned(),
            Self::Source(source) => format!("a tie from {}", source_words(source)),
            Self::University => "a tie with a university".to_owned(),
            Self::OtherBody => "a tie with another organisation".to_owned(),
        }
    }
}

impl Unknown {
    /// What is not recorded, as a clause.
    pub fn words(self) -> String {
        match self {
            Self::AnyTie => "the map has no tie at all".to_owned(),
            Self::Inside => "how far sharing goes inside is not recorded".to_owned(),
            Self::Ties(1) => "1 tie has no date or no phase".to_owned(),
            Self::Ties(count) => format!("{count} ties have no date or no phase"),
        }
    }
}

/// The stage that what is recorded shows, against the one that was rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported {
    /// The highest stage that is shown.
    pub stage: Stage,
    pub claim: Claim,
    /// What the rated stage asks for beyond it, stage by stage; where nobody rated it, what the next stage asks for.
    pub needs: Vec<Need>,
    /// What would have to be known; only if [`Claim::CannotSay`], or if nobody rated it and the next stage cannot be told.
    pub unknown: Vec<Unknown>,
}

/// Whether something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Yes,
    No,
    Unknown,
}

/// Which way knowledge goes, seen from one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Gives,
    Gets,
    Both,
}

impl Flow {
    fn of(tie: &Tie, one_way: Self) -> Self {
        if tie.mutual { Self::Both } else { one_way }
    }
}

/// A tie as one of its two ends has it.
#[derive(Clone, Copy, Debug)]
struct Link {
    own: usize,
    other: usize,
    flow: Flow,
    phase: Option<Phase>,
    activity: Activity,
}

/// The ties of a whole network, each from both its ends, in the order of their members.
#[derive(Debug)]
pub(super) struct Links<'a> {
    network: &'a Network,
    links: Vec<Link>,
}

impl<'a> Links<'a> {
    /// Ties in any order, with whether each is alive. Cost: O(ties · log members).
    pub(super) fn of(network: &'a Network, ties: impl Iterator<Item = (&'a Tie, Activity)>) -> Self {
        let place = |id: &str| network.members().binary_search_by(|member| (*member.id).cmp(id)).ok();
        let mut links: Vec<Link> = Vec::new();
        for (tie, activity) in ties.filter(|(_, activity)| matches!(activity, Activity::Active | Activity::Undated)) {
            let (Some(from), Some(to)) = (place(&tie.from), place(&tie.to)) else { continue };
            let link = Link { own: from, other: to, flow: Flow::of(tie, Flow::Gives), phase: tie.phase, activity };
            links.extend([link, Link { own: to, other: from, flow: Flow::of(tie, Flow::Gets), ..link }]);
        }
        links.sort_by_key(|link| (link.own, link.other));
        Self { network, links }
    }

    /// What a member at this place of the network shows, against the stage and the sharing inside that were rated, if they were.
    pub(super) fn supported(&self, member: usize, claimed: Option<Stage>, inside: Option<Inside>) -> Supported {
        let start = self.links.partition_point(|link| link.own < member);
        let own = self.links.get(start..).unwrap_or_default();
        let own = own.get(..own.partition_point(|link| link.own == member)).unwrap_or_default();
        let [known, possible] = [Certainty::Known, Certainty::Possible].map(|certainty| self.tally(own, certainty));
        let evidence = Evidence { known, possible, inside, has_ties: !self.network.ties().is_empty() };
        let vague = own.iter().filter(|link| link.activity == Activity::Undated || link.phase.is_none()).count();
        evidence.judge(claimed, vague)
    }

    fn tally(&self, links: &[Link], certainty: Certainty) -> Tally {
        let mut tally = Tally::default();
        for with_one in links.chunk_by(|one, next| one.other == next.other) {
            let with_one: Vec<&Link> = with_one.iter().filter(|link| certainty.counts(link)).collect();
            let Some(partner) = with_one.first().and_then(|link| self.network.members().at(link.other)) else { continue };
            let reaches = |phase: Phase| with_one.iter().any(|link| certainty.reaches(link, phase));
            let gets = with_one.iter().any(|link| link.flow != Flow::Gives);
            tally.has_tie = true;
            tally.schools += usize::from(partner.kind == Kind::School && reaches(Phase::Experience));
            tally.goes_both_ways |= gets && with_one.iter().any(|link| link.flow != Flow::Gets);
            tally.has_coaching |= reaches(Phase::Coaching);
            match partner.kind {
                Kind::School => {}
                Kind::University => tally.has_university = true,
                Kind::Source => tally.sources.extend(partner.source.filter(|_| gets)),
                Kind::Hub | Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation => tally.has_other_body = true,
            }
        }
        tally
    }
}

/// Which ties count: those that are sure, or also those without a date or phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Certainty {
    Known,
    Possible,
}

impl Certainty {
    fn counts(self, link: &Link) -> bool {
        self == Self::Possible || link.activity == Activity::Active
    }

    fn reaches(self, link: &Link, phase: Phase) -> bool {
        link.phase.map_or(self == Self::Possible, |known| known >= phase)
    }
}

/// What the ties of a member come to.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one clause of the rule")]
struct Tally {
    has_tie: bool,
    schools: usize,
    goes_both_ways: bool,
    has_coaching: bool,
    sources: BTreeSet<SourceKind>,
    has_university: bool,
    has_other_body: bool,
}

impl Tally {
    fn meets(&self, need: Need, inside: Option<Inside>) -> bool {
        match need {
            Need::TieOrInside => self.has_tie || matches!(inside, Some(Inside::Some | Inside::Systematic)),
            Need::Systematic => inside == Some(Inside::Systematic),
            Need::Schools(_) => self.schools >= SCHOOLS,
            Need::BothWays => self.goes_both_ways,
            Need::Coaching => self.has_coaching,
            Need::Source(source) => self.sources.contains(&source),
            Need::University => self.has_university,
            Need::OtherBody => self.has_other_body,
        }
    }
}

/// Everything the verdict rests on.
struct Evidence {
    known: Tally,
    possible: Tally,
    inside: Option<Inside>,
    has_ties: bool,
}

impl Evidence {
    /// What a stage asks for beyond the one before.
    fn needs(&self, stage: Stage) -> Vec<Need> {
        match stage {
            Stage::Isolation => Vec::new(),
            Stage::Initiation => vec![Need::TieOrInside],
            Stage::Engagement => vec![Need::Systematic, Need::Schools(self.known.schools), Need::BothWays],
            Stage::Integration => {
                let sources = SourceKind::ALL.iter().copied().map(Need::Source);
                [Need::Coaching].into_iter().chain(sources).chain([Need::University, Need::OtherBody]).collect()
            }
        }
    }

    fn shows(&self, need: Need) -> Shown {
        let (known, possible) = (self.known.meets(need, self.inside), self.possible.meets(need, self.inside));
        match (known, possible || !self.has_ties) {
            (true, _) => Shown::Yes,
            (false, true) => Shown::Unknown,
            (false, false) => Shown::No,
        }
    }

    /// Whether a stage is shown by itself. Without a record of sharing inside, ties alone can show nothing beyond stage 2.
    fn shows_stage(&self, stage: Stage) -> Shown {
        if stage >= Stage::Engagement && self.inside.is_none() {
            return Shown::Unknown;
        }
        let mut shown = Shown::Yes;
        for need in self.needs(stage) {
            match self.shows(need) {
                Shown::Yes => {}
                Shown::No => return Shown::No,
                Shown::Unknown => shown = Shown::Unknown,
            }
        }
        shown
    }

    fn judge(&self, claimed: Option<Stage>, vague: usize) -> Supported {
        let shown = Stage::ALL.into_iter().take_while(|stage| self.shows_stage(*stage) == Shown::Yes).last();
        let stage = shown.unwrap_or(Stage::Isolation);
        let Some(claimed) = claimed else { return self.unrated(stage, vague) };
        let beyond = || Stage::ALL.into_iter().filter(|one| *one > stage && *one <= claimed);
        let claim = match claimed.cmp(&stage) {
            std::cmp::Ordering::Less => Claim::Under,
            std::cmp::Ordering::Equal => Claim::Shown,
            std::cmp::Ordering::Greater if beyond().any(|one| self.shows_stage(one) == Shown::No) => Claim::Over,
            std::cmp::Ordering::Greater => Claim::CannotSay,
        };
        let needs = beyond().flat_map(|one| self.needs(one)).filter(|need| self.shows(*need) != Shown::Yes).collect();
        let unknown = match claim {
            Claim::CannotSay => self.unknown(claimed, vague),
            Claim::Unrated | Claim::Shown | Claim::Over | Claim::Under => Vec::new(),
        };
        Supported { stage, claim, needs, unknown }
    }

    /// What is shown where nothing is claimed: the next stage is what is asked for, as far as what is recorded can tell.
    fn unrated(&self, stage: Stage, vague: usize) -> Supported {
        let next = Stage::ALL.into_iter().find(|one| *one > stage);
        let needs = next.map_or_else(Vec::new, |next| self.needs(next));
        let is_unknown = next.is_some_and(|next| self.shows_stage(next) == Shown::Unknown);
        let unknown = next.filter(|_| is_unknown).map_or_else(Vec::new, |next| self.unknown(next, vague));
        Supported {
            stage,
            claim: Claim::Unrated,
            needs: needs.into_iter().filter(|need| self.shows(*need) != Shown::Yes).collect(),
            unknown,
        }
    }

    fn unknown(&self, claimed: Stage, vague: usize) -> Vec<Unknown> {
        let any = (!self.has_ties).then_some(Unknown::AnyTie);
        let inside = (claimed >= Stage::Engagement && self.inside.is_none()).then_some(Unknown::Inside);
        any.into_iter().chain(inside).chain((vague > 0).then_some(Unknown::Ties(vague))).collect()
    }
}
