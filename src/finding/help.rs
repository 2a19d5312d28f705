//! Help that suits a finding, the lightest that was not yet tried with trust first (domain.md section 7).
//!
//! The ladder is data in `assets/rules.ron`. What was tried is read from the supports, visits, ties and responses of the school;
//! what nobody recorded counts as not tried. Help that takes responsibility out of the school's hands suits confirmed cases alone.

use ecow::{EcoString, eco_format};

use super::{
    bond::Flow,
    evidence::Evidence,
    fatigue,
    pattern::Pattern,
    phrase,
    verdict::{Finding, Strength, Verdict},
};
use crate::{
    framework::Rung,
    model::{Approach, MemberId, Phase, Support, SupportState},
};

/// One kind of help that suits a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    pub approach: Approach,
    pub title: EcoString,
    /// What is known of its effect, and who says so.
    pub evidence: EcoString,
    /// What was tried of it, each a phrase; empty if nothing was.
    pub tried: Vec<EcoString>,
    pub standing: Standing,
}

/// How far a kind of help was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing of it is recorded.
    Untried,
    /// It was tried, and no trust is recorded between the two: it may not have had its chance.
    WithoutTrust,
    Tried,
    /// It runs now.
    Running,
}

impl Standing {
    pub fn word(self) -> &'static str {
        match self {
            Self::Untried => "untried",
            Self::WithoutTrust => "tried_without_trust",
            Self::Tried => "tried",
            Self::Running => "running",
        }
    }
}

/// One attempt: what it was, and how it counts.
struct Attempt {
    words: EcoString,
    standing: Standing,
}

impl Finding {
    /// The finding with the help that suits it, each as a sentence among its next steps.
    pub(super) fn with_help(mut self, evidence: &Evidence<'_>) -> Self {
        if self.verdict != Verdict::Met {
            return self;
        }
        self.help = ladder(evidence, self.pattern, self.strength);
        if self.help.is_empty() {
            return self;
        }
        // What a person confirmed is theirs to judge; everywhere else a further programme would be the wrong answer.
        if self.strength != Some(Strength::Confirmed)
            && let Some(signs) = fatigue::signs(evidence)
        {
            self.help.clear();
            self.next.insert(0, fatigue::advice(&signs));
            return self;
        }
        let sentences: Vec<EcoString> = self.help.iter().enumerate().map(|(at, help)| help.sentence(at)).collect();
        self.next.extend(sentences);
        self
    }
}

impl Help {
    fn sentence(&self, at: usize) -> EcoString {
        let Self { title, evidence, .. } = self;
        let tried = phrase::list(&self.tried);
        match (self.standing, at) {
            (Standing::Untried, 0) => eco_format!("Not tried yet, and the lightest that suits: {title}. For it: {evidence}."),
            (Standing::Untried, _) => eco_format!("Then: {title}. For it: {evidence}."),
            (Standing::WithoutTrust, _) => {
                eco_format!(
                    "Tried without a record of trust: {title} ({tried}). Build or record trust first; it may not have had its chance. For it: {evidence}."
                )
            }
            (Standing::Tried, _) => eco_format!("Tried: {title} ({tried}). For it: {evidence}."),
            (Standing::Running, _) => eco_format!("Running now: {title} ({tried}). See what comes of it before more is begun."),
        }
    }
}

fn ladder(evidence: &Evidence<'_>, pattern: Pattern, strength: Option<Strength>) -> Vec<Help> {
    let rungs = evidence.ground.rules.help.ladder.value.iter().filter(|rung| suits(rung, pattern, strength));
    let mut help: Vec<Help> = rungs.map(|rung| of(evidence, rung)).collect();
    // What runs now comes first, for nothing should be laid over it unseen; then by what was tried, the lightest first.
    help.sort_by_key(|help| (help.standing != Standing::Running, help.standing >= Standing::Tried, help.approach));
    help
}

/// Whether a rung names the pattern, or the pattern at this strength.
fn suits(rung: &Rung, pattern: Pattern, strength: Option<Strength>) -> bool {
    rung.suits.iter().any(|suit| match suit.split_once(':') {
        Some((name, word)) => name == pattern.name() && strength.is_some_and(|strength| strength.word() == word),
        None => suit == pattern.name(),
    })
}

fn of(evidence: &Evidence<'_>, rung: &Rung) -> Help {
    let attempts = attempts(evidence, rung.approach);
    Help {
        approach: rung.approach,
        title: rung.title.clone(),
        evidence: rung.evidence.clone(),
        standing: attempts.iter().map(|attempt| attempt.standing).max().unwrap_or(Standing::Untried),
        tried: attempts.into_iter().map(|attempt| attempt.words).collect(),
    }
}

fn attempts(evidence: &Evidence<'_>, approach: Approach) -> Vec<Attempt> {
    let of_school = |support: &&&Support| support.supported == evidence.member.id && support.approach == Some(approach);
    let mut attempts: Vec<Attempt> =
        evidence.supports.iter().filter(of_school).filter_map(|support| supported(evidence, support)).collect();
    match approach {
        Approach::Information => attempts.extend(
            evidence
                .responses
                .iter()
                .map(|response| Attempt { words: eco_format!("evidence shared on {}", response.shared_on), standing: Standing::Tried }),
        ),
        Approach::Visits => {
            let made = evidence.visits.iter().filter(|visit| visit.from == evidence.member.id);
            attempts.extend(made.map(|visit| Attempt {
                words: eco_format!("visit to {} on {}", name_of(evidence, &visit.to), visit.on),
                standing: with_trust(evidence, &visit.to),
            }));
        }
        Approach::Coaching => {
            let coached = evidence.bonds.iter().filter(|bond| bond.flow != Flow::Gives && bond.tie.phase == Some(Phase::Coaching));
            attempts.extend(coached.map(|bond| Attempt {
                words: eco_format!("coaching tie with {}", bond.other.name),
                standing: if bond.is_active() { Standing::Running } else { with_trust(evidence, &bond.other.id) },
            }));
        }
        Approach::Immersion
        | Approach::Programme
        | Approach::PeerReview
        | Approach::PartnerSchool
        | Approach::KeyStaff
        | Approach::ExecutiveHeadship
        | Approach::StructuralChange => {}
    }
    attempts
}

/// A support of the school that has begun; what is only proposed was not tried.
fn supported(evidence: &Evidence<'_>, support: &Support) -> Option<Attempt> {
    let by = name_of(evidence, &support.supporter);
    let since = support.started.map_or_else(EcoString::new, |started| eco_format!(" since {started}"));
    match support.state(evidence.ground.as_of) {
        SupportState::Proposed | SupportState::Agreed => None,
        SupportState::Running | SupportState::Overdue => {
            Some(Attempt { words: eco_format!("by {by}{since}"), standing: Standing::Running })
        }
        SupportState::Ended => {
            let until = support.ended.map_or_else(EcoString::new, |ended| eco_format!(" until {ended}"));
            let outcome = support
                .outcome
                .as_ref()
                .map_or_else(|| ", what came of it is not recorded".into(), |outcome| eco_format!(": {}", &**outcome));
            Some(Attempt { words: eco_format!("by {by}{until}{outcome}"), standing: with_trust(evidence, &support.supporter) })
        }
    }
}

/// Whether trust between the two is recorded and high enough.
fn with_trust(evidence: &Evidence<'_>, other: &MemberId) -> Standing {
    let bar = evidence.ground.rules.visits_without_trust.trust.value;
    let trusted = evidence.bonds.iter().filter(|bond| bond.other.id == *other).filter_map(|bond| bond.tie.trust);
    if trusted.into_iter().any(|trust| f64::from(trust.get()) >= bar) { Standing::Tried } else { Standing::WithoutTrust }
}

fn name_of(evidence: &Evidence<'_>, id: &MemberId) -> EcoString {
    evidence.ground.network.member(id).map_or_else(|| id.as_str().into(), |member| member.name.clone())
}
