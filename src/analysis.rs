//! The straight pipeline from a network to everything that is derived from it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use ecow::EcoString;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    finding::{About, Beside, Evidence, Finding, Ground, Judgement, Looks, Pattern, Verdict, Web, Yardstick},
    framework::{Activity, Definitions, Rules, Signs, Standing, months_before, standings},
    graph::{Measures, Precision, TieGraph},
    model::{MemberId, Network, RecordKind, Stage, Tie},
    peers::{Families, FamilyGround, FamilyPage, Figures, NoFamily},
};

/// Members looked at between two questions whether to go on.
const PART: usize = 1024;

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
    /// Where nothing can be said and why: pattern as listed, id.
    pub cannot_say: Vec<CannotSay>,
    /// How many members each pattern is met by, not met by, or nothing can be said of; they add up to the open members it applies to.
    pub counts: BTreeMap<Pattern, Counts>,
    /// How many conflicts nobody has settled, for each member they are about.
    pub unsettled: BTreeMap<MemberId, usize>,
    /// The ties that are alive or undated, as a graph.
    pub graph: TieGraph,
    ground: Held,
}

/// What patterns look at beside the network.
#[derive(Clone, Debug)]
struct Held {
    compared: Arc<Compared>,
    about: About,
    yardsticks: Vec<Yardstick>,
    web: Web,
    /// The stage that ties supported some months ago, by the places of the members.
    supported_before: Vec<Option<Stage>>,
}

/// What most steps leave as it is: it rests on [`COMPARED`] and the rules of families alone.
#[derive(Clone, Debug)]
struct Compared {
    figures: Figures,
    families: Families,
}

/// Which ties measures of the network count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Every tie that has not ended by the day.
    #[default]
    Running,
    /// Of them only those with a recent sign of life, or without any date.
    Alive,
}

/// Whether belonging to a trust or an authority is a tie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Belonging {
    #[default]
    IsNoTie,
    IsATie,
}

/// What measures of the network are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub counted: Counted,
    pub belonging: Belonging,
    pub precision: Precision,
}

/// The kinds of record that figures and families are made of.
const COMPARED: [RecordKind; 4] = [RecordKind::Member, RecordKind::Measure, RecordKind::Family, RecordKind::Definition];

/// A member of which a pattern can say nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotSay {
    pub member: MemberId,
    pub pattern: Pattern,
    /// What would have to be known, each a phrase.
    pub missing: Vec<EcoString>,
}

/// The verdicts of a pattern over the members it applies to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub met: usize,
    pub not_met: usize,
    pub cannot_say: usize,
}

impl Analysis {
    /// The whole pipeline; `None` if it was cancelled between two of its parts.
    ///
    /// Cost: O(records · log members) and O(pool · variables) at worst for each school's family, on every core there is.
    pub fn new(network: &Network, as_of: Date, rules: &Rules, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        Self::build(None, network, as_of, rules, cancelled)
    }

    /// The same for a network that came from this one by steps: the families are kept where no step can have moved them.
    pub fn following(&self, network: &Network, as_of: Date, rules: &Rules, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        Self::build(Some(self), network, as_of, rules, cancelled)
    }

    fn build(before: Option<&Self>, network: &Network, as_of: Date, rules: &Rules, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let network = network.as_of(as_of);
        let standings = standings(&network, as_of, rules);
        let definitions = Definitions::of(&network);
        if cancelled() {
            return None;
        }
        let kept = before.filter(|before| before.compares_alike(&network, rules));
        let compared = match kept {
            Some(before) => Arc::clone(&before.ground.compared),
            None => Arc::new(Compared::of(&network, &definitions, rules, cancelled)?),
        };
        let yardsticks = Yardstick::all(&network, &compared.figures, &definitions, &rules.coasting);
        let graph = living_graph(&network, as_of, rules);
        let web = Web::of(&network, as_of, rules, &graph);
        let supported_before = supported_before(&network, as_of, rules);
        let ground = Held { compared, about: About::of(&network), yardsticks, web, supported_before };
        let mut analysis = Self {
            unsettled: network.unsettled(),
            network,
            as_of,
            rules: rules.clone(),
            definitions,
            standings,
            findings: Vec::new(),
            flags: BTreeMap::new(),
            cannot_say: Vec::new(),
            counts: Pattern::ALL.into_iter().map(|pattern| (pattern, Counts::default())).collect(),
            graph,
            ground,
        };
        let judged = analysis.judge_all(cancelled)?;
        analysis.take(judged);
        Some(analysis)
    }

    /// Whether the figures and families found here are those of that network, because it shares the records they are made of.
    fn compares_alike(&self, network: &Network, rules: &Rules) -> bool {
        self.rules.families == rules.families && COMPARED.into_iter().all(|kind| self.network.shares(network, kind))
    }

    fn ground(&self, looks: Looks) -> Ground<'_> {
        Ground {
            network: &self.network,
            as_of: self.as_of,
            rules: &self.rules,
            definitions: &self.definitions,
            standings: &self.standings,
            figures: &self.ground.compared.figures,
            families: &self.ground.compared.families,
            about: &self.ground.about,
            yardsticks: &self.ground.yardsticks,
            web: &self.ground.web,
            graph: &self.graph,
            supported_before: &self.ground.supported_before,
            looks,
        }
    }

    fn judge_all(&self, cancelled: &dyn Fn() -> bool) -> Option<Vec<Judged>> {
        let ground = self.ground(Looks::AtEverybody);
        let judge = |place: usize| Evidence::at(&ground, place).map_or_else(Vec::new, |evidence| judge(&evidence));
        in_parts(self.network.members().len(), cancelled, judge).map(|judged| judged.into_iter().flatten().collect())
    }

    fn take(&mut self, judged: Vec<Judged>) {
        let mut phrases = BTreeSet::new();
        for Judged { member, pattern, outcome } in judged {
            let counts = self.counts.entry(pattern).or_default();
            match outcome {
                Outcome::NotMet => counts.not_met += 1,
                Outcome::CannotSay(missing) => {
                    counts.cannot_say += 1;
                    let missing = missing.into_iter().map(|phrase| shared(&mut phrases, phrase)).collect();
                    self.cannot_say.push(CannotSay { member, pattern, missing });
                }
                Outcome::Met(finding) => {
                    counts.met += 1;
                    self.flags.entry(member).or_default().push(pattern);
                    self.findings.push(*finding);
                }
            }
        }
        self.cannot_say.sort_by(|a, b| (a.pattern, &a.member).cmp(&(b.pattern, &b.member)));
        self.findings.sort_by(|a, b| (b.severity, a.pattern, &a.member).cmp(&(a.severity, b.pattern, &b.member)));
    }

    /// The verdict of a pattern on a member with its whole working; `None` if the pattern does not apply to it.
    pub fn why(&self, member: &str, pattern: Pattern) -> Option<Finding> {
        let ground = self.ground(Looks::AtOne);
        let evidence = Evidence::at(&ground, self.place(member)?).filter(|evidence| pattern.applies_to(evidence.member))?;
        Some(pattern.find(&evidence))
    }

    /// The member's family with distances and values, or why it has none. A count stands in for the rule's size.
    pub fn peers(&self, member: &str, count: Option<usize>) -> Result<FamilyPage, NoFamily> {
        let member = self.network.member_id(member).ok_or(NoFamily::NotASchool)?;
        let Compared { figures, families } = &*self.ground.compared;
        let ground = FamilyGround { network: &self.network, figures, families, definitions: &self.definitions, rules: &self.rules };
        FamilyPage::of(ground, (member, count))
    }

    /// The measures of the network and of each member, by the ties of a scope; `None` if it was cancelled.
    ///
    /// Cost: O(members · ties) unless betweenness is sampled, on every core.
    pub fn measures(&self, scope: Scope, cancelled: &dyn Fn() -> bool) -> Option<Measures> {
        let ties = self.counted_ties(scope.counted);
        let counts = |tie: &Tie| ties.binary_search_by(|counted| counted.id.cmp(&tie.id)).is_ok();
        let graph = match scope.belonging {
            Belonging::IsNoTie => TieGraph::of(&self.network, counts),
            Belonging::IsATie => TieGraph::with_memberships(&self.network, self.as_of, counts),
        };
        Measures::of(&self.network, (&graph, &ties), (&self.rules, scope.precision), cancelled)
    }

    /// The ties that measures count, in the order of their ids. Cost: O(ties + visits · log visits).
    pub fn counted_ties(&self, counted: Counted) -> Vec<&Tie> {
        let signs = Signs::of(&self.network);
        let counts = |tie: &&Tie| match (signs.activity(tie, self.as_of, &self.rules.activity), counted) {
            (Activity::Active | Activity::Undated, _) | (Activity::Quiet, Counted::Running) => true,
            (Activity::Ended, _) | (Activity::Quiet, Counted::Alive) => false,
        };
        self.network.ties().iter().filter(counts).collect()
    }

    /// Whether measures found here are those of that analysis, because no record that they are made of has changed.
    pub fn measures_alike(&self, other: &Self) -> bool {
        const KINDS: [RecordKind; 4] = [RecordKind::Member, RecordKind::Membership, RecordKind::Tie, RecordKind::Visit];
        self.as_of == other.as_of && self.rules == other.rules && KINDS.into_iter().all(|kind| self.network.shares(&other.network, kind))
    }

    /// The member's figure beside those of its peers, on what its family is compared by; `None` without a figure.
    pub fn beside_peers(&self, member: &str) -> Option<Beside> {
        let ground = self.ground(Looks::AtOne);
        Beside::of(&Evidence::at(&ground, self.place(member)?)?)
    }

    fn place(&self, member: &str) -> Option<usize> {
        let id = self.network.member_id(member)?;
        self.network.members().binary_search_by(|other| other.id.cmp(id)).ok()
    }

    /// Where a member stands; knowledge sources and unknown ids stand nowhere.
    pub fn standing(&self, member: &str) -> Option<&Standing> {
        self.standings.get(member)
    }

    /// The patterns the member meets.
    pub fn flags_of(&self, member: &str) -> &[Pattern] {
        self.flags.get(member).map_or(&[], Vec::as_slice)
    }

    /// The findings about a member that are met, worst first.
    pub fn findings_of(&self, member: &str) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.member.as_str() == member)
    }

    /// The name of a member, or the id if it has none.
    pub fn name_of(&self, member: &str) -> EcoString {
        self.network.member(member).map_or_else(|| member.into(), |member| member.name.clone())
    }
}

struct Judged {
    member: MemberId,
    pattern: Pattern,
    outcome: Outcome,
}

enum Outcome {
    Met(Box<Finding>),
    NotMet,
    CannotSay(Vec<EcoString>),
}

/// The verdict of every pattern; the working is written out only where a pattern is met.
fn judge(evidence: &Evidence<'_>) -> Vec<Judged> {
    let asked = Pattern::ALL.into_iter().filter(|pattern| pattern.applies_to(evidence.member));
    let judged = asked.map(|pattern| {
        let Judgement { verdict, missing, .. } = pattern.judge(evidence);
        let outcome = match verdict {
            Verdict::Met => Outcome::Met(Box::new(pattern.find(evidence))),
            Verdict::NotMet => Outcome::NotMet,
            Verdict::CannotSay => Outcome::CannotSay(missing),
        };
        Judged { member: evidence.member.id.clone(), pattern, outcome }
    });
    judged.collect()
}

/// Many members lack the same thing: one text serves them all.
fn shared(phrases: &mut BTreeSet<EcoString>, phrase: EcoString) -> EcoString {
    if let Some(known) = phrases.get(&phrase) {
        return known.clone();
    }
    phrases.insert(phrase.clone());
    phrase
}

impl Compared {
    fn of(network: &Network, definitions: &Definitions, rules: &Rules, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let figures = Figures::of(network);
        let families = Families::prepare(network, &figures, definitions, &rules.families);
        let size = rules.families.size.value;
        let peers = in_parts(families.len(), cancelled, |place| families.search(place, size, &rules.families))?;
        Some(Self { families: families.with_peers(peers), figures })
    }
}

/// The stage that the ties of each member supported so many months ago as the rules look back; nothing on a map without ties.
fn supported_before(network: &Network, as_of: Date, rules: &Rules) -> Vec<Option<Stage>> {
    if network.ties().is_empty() {
        return Vec::new();
    }
    let then = months_before(as_of, rules.regressed.months.value);
    let standings = standings(&network.as_of(then), then, rules);
    let stage = |id: &MemberId| standings.get(id)?.supported.as_ref().map(|supported| supported.stage);
    network.members().iter().map(|member| stage(&member.id)).collect()
}

/// The graph of the ties that are alive; those without any date are taken to be.
fn living_graph(network: &Network, as_of: Date, rules: &Rules) -> TieGraph {
    let signs = Signs::of(network);
    TieGraph::of(network, |tie| match signs.activity(tie, as_of, &rules.activity) {
        Activity::Active | Activity::Undated => true,
        Activity::Quiet | Activity::Ended => false,
    })
}

/// What the work gives for each place, in order, on every core; `None` if it was cancelled between two parts.
fn in_parts<T: Send>(places: usize, cancelled: &dyn Fn() -> bool, work: impl Fn(usize) -> T + Sync + Send) -> Option<Vec<T>> {
    let mut done = Vec::with_capacity(places);
    while done.len() < places {
        if cancelled() {
            return None;
        }
        let until = places.min(done.len() + PART);
        done.par_extend((done.len()..until).into_par_iter().map(&work));
    }
    Some(done)
}
