//! What a pattern says of a member, and the facts it rests on.

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{evidence::Evidence, help::Help, life::Quiet, pattern::Pattern};
use crate::{
    model::{MemberId, Remark, Year},
    peers::Interval,
};

/// Three-valued: what is missing is never taken for what is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Met,
    NotMet,
    /// An input is missing; the finding names it.
    CannotSay,
}

impl Verdict {
    /// Whether all hold: one that does not decides, else one that cannot be said; nothing at all cannot be said.
    pub fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = None;
        for verdict in verdicts {
            all = Some(match (all, verdict) {
                (Some(Self::NotMet), _) | (_, Self::NotMet) => Self::NotMet,
                (Some(Self::CannotSay), _) | (_, Self::CannotSay) => Self::CannotSay,
                (None | Some(Self::Met), Self::Met) => Self::Met,
            });
        }
        all.unwrap_or(Self::CannotSay)
    }

    /// Whether any holds: one that does decides, else one that cannot be said; nothing at all cannot be said.
    pub fn any(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let mut any = None;
        for verdict in verdicts {
            any = Some(match (any, verdict) {
                (Some(Self::Met), _) | (_, Self::Met) => Self::Met,
                (Some(Self::CannotSay), _) | (_, Self::CannotSay) => Self::CannotSay,
                (None | Some(Self::NotMet), Self::NotMet) => Self::NotMet,
            });
        }
        any.unwrap_or(Self::CannotSay)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::CannotSay => "cannot_say",
        }
    }
}

/// What is known either holds or does not.
impl From<bool> for Verdict {
    fn from(holds: bool) -> Self {
        if holds { Self::Met } else { Self::NotMet }
    }
}

/// How strong a finding is; which of them a pattern uses is its own affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Signal,
    ThisYear,
    Persistent,
    Suspected,
    Confirmed,
    Possible,
    Likely,
    Weak,
    Clear,
}

impl Strength {
    pub fn word(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::ThisYear => "this_year",
            Self::Persistent => "persistent",
            Self::Suspected => "suspected",
            Self::Confirmed => "confirmed",
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Weak => "weak",
            Self::Clear => "clear",
        }
    }
}

/// One input of a verdict, without prose: what was compared with what, when, and who published it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// The measure's name, or what else was looked at: "stage", "response".
    pub what: EcoString,
    pub year: Option<Year>,
    pub value: Option<f64>,
    /// What was looked at if it is no number: "rejected", "1".
    pub text: Option<EcoString>,
    pub unit: Option<EcoString>,
    /// "national", "family median", "pupils with the same prior attainment", a peer's name.
    pub compared_with: Option<EcoString>,
    pub other: Option<f64>,
    /// Ends of the 95% interval of the value.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Ends of the 95% interval of what it is compared with, if that is a family's median.
    pub other_interval: Option<Interval>,
    /// How the family was found, in the word of the rules: "weighted".
    pub family: Option<EcoString>,
    pub pupils: Option<u32>,
    /// Where the value stands: file and row, or who rated when.
    pub source: Option<EcoString>,
    /// Where the other stands.
    pub other_source: Option<EcoString>,
}

/// One line of a rule, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub text: EcoString,
    pub met: Verdict,
    pub facts: Vec<Fact>,
}

/// What a pattern says of a member, without the working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    /// Only with [`Verdict::Met`].
    pub strength: Option<Strength>,
    pub missing: Vec<EcoString>,
}

/// What a pattern says of a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub member: MemberId,
    pub pattern: Pattern,
    pub verdict: Verdict,
    /// Only with [`Verdict::Met`].
    pub strength: Option<Strength>,
    /// 1 to 5, 5 is worst; 0 unless met.
    pub severity: u8,
    /// One sentence for people.
    pub title: EcoString,
    /// The rule line by line, with what each rests on.
    pub rule: Vec<Condition>,
    /// What would have to be known, each a phrase.
    pub missing: Vec<EcoString>,
    /// What to do next, each a sentence.
    pub next: Vec<EcoString>,
    /// What would change the verdict, each a sentence.
    pub would_change: Vec<EcoString>,
    /// Help that suits it, the lightest that was not tried yet first; each stands among the next steps as a sentence too.
    pub help: Vec<Help>,
    /// What people said of it, oldest first.
    pub said: Vec<Remark>,
    /// Why it is quiet for now, if it is.
    pub quiet: Option<Quiet>,
}

/// What a finding says in words, where something can be said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) title: EcoString,
    pub(super) next: Vec<EcoString>,
    pub(super) would_change: Vec<EcoString>,
}

impl Judgement {
    /// It holds, this strongly.
    pub(super) fn met(strength: Strength) -> Self {
        Self { verdict: Verdict::Met, strength: Some(strength), missing: Vec::new() }
    }

    /// It does not hold.
    pub(super) fn not_met() -> Self {
        Self { verdict: Verdict::NotMet, strength: None, missing: Vec::new() }
    }

    /// Nobody can say, because this is missing.
    pub(super) fn cannot_say(missing: impl IntoIterator<Item = EcoString>) -> Self {
        Self { verdict: Verdict::CannotSay, strength: None, missing: missing.into_iter().collect() }
    }
}

impl Strength {
    /// Clear if this holds, else weak.
    pub(super) fn clear_if(holds: impl Into<Verdict>) -> Self {
        if holds.into() == Verdict::Met { Self::Clear } else { Self::Weak }
    }
}

impl Fact {
    /// A number that was counted, beside the one the rule asks for.
    pub(super) fn counted(what: &str, found: usize, needed: usize) -> Self {
        Self {
            what: what.into(),
            value: Some(found as f64),
            compared_with: Some("the rule asks for".into()),
            other: Some(needed as f64),
            ..Self::default()
        }
    }
}

impl Condition {
    pub(super) fn new(text: impl Into<EcoString>, met: Verdict, facts: Vec<Fact>) -> Self {
        Self { text: text.into(), met, facts }
    }
}

impl Finding {
    /// A finding with its words, which are asked for only where something can be said.
    pub(super) fn told(
        evidence: &Evidence<'_>,
        pattern: Pattern,
        judgement: Judgement,
        rule: Vec<Condition>,
        words: impl FnOnce(&Judgement) -> Told,
    ) -> Self {
        if judgement.verdict == Verdict::CannotSay {
            return Self::cannot_say(evidence, pattern, judgement, rule);
        }
        let Told { title, next, would_change } = words(&judgement);
        Self { title, next, would_change, ..Self::new(evidence, pattern, judgement, rule) }
    }

    /// A finding without words: those are the pattern's.
    pub(super) fn new(evidence: &Evidence<'_>, pattern: Pattern, judgement: Judgement, rule: Vec<Condition>) -> Self {
        let Judgement { verdict, strength, missing } = judgement;
        let severity = strength.map_or(0, |strength| evidence.ground.rules.severity(pattern.name(), strength.word()));
        Self {
            member: evidence.member.id.clone(),
            pattern,
            verdict,
            strength,
            severity,
            title: EcoString::new(),
            rule,
            missing,
            next: Vec::new(),
            would_change: Vec::new(),
            help: Vec::new(),
            said: evidence.said_of(pattern.name()).cloned().collect(),
            quiet: evidence.quiet(pattern.name()),
        }
    }

    /// A finding that nothing can be said, with what would let it be said.
    pub(super) fn cannot_say(evidence: &Evidence<'_>, pattern: Pattern, judgement: Judgement, rule: Vec<Condition>) -> Self {
        let title = eco_format!("Cannot say: {}", judgement.missing.join(" · "));
        let would_change = judgement.missing.iter().map(|missing| eco_format!("First to settle: {missing}.")).collect();
        Self { title, would_change, ..Self::new(evidence, pattern, judgement, rule) }
    }

    /// The verdict without the working.
    pub fn judgement(&self) -> Judgement {
        Judgement { verdict: self.verdict, strength: self.strength, missing: self.missing.clone() }
    }

    /// The day until which a person asked for quiet about it, if that day has not come.
    pub fn snoozed_until(&self) -> Option<Date> {
        match self.quiet {
            Some(Quiet::Snoozed(until)) => Some(until),
            Some(Quiet::Handled(_)) | None => None,
        }
    }

    /// Every fact of the rule, in its order.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.rule.iter().flat_map(|condition| &condition.facts)
    }
}
