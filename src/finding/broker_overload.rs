//! Broker overload: a member that supports others in more than it has time for (domain.md section 8a, R8).

use ecow::{EcoString, eco_format};

use super::{
    bond::Flow,
    comparison::{Bar, Comparison},
    evidence::Evidence,
    pattern::Pattern,
    phrase, regressed,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::{
    framework::months_after,
    model::{Approach, DaysPerWeek, MemberId, Phase, SupportState},
};

/// Months a leader who supports others is expected to stay (NLE and LLE conditions).
const STAYS_MONTHS: u32 = 24;

/// One support the member gives now.
struct Given<'a> {
    to: &'a MemberId,
    /// Days a week; none if nobody has said how many.
    days: Option<f64>,
    /// Whether it is coaching and mentoring, or heavier.
    is_coaching: bool,
    source: EcoString,
}

/// A member under the rule.
struct Case<'e, 'a> {
    evidence: &'e Evidence<'a>,
    given: Vec<Given<'a>>,
    /// Coaching ties without a date, which may be supports too.
    undated: usize,
    /// Days a week it said it has, if that still holds.
    capacity: Option<f64>,
}

impl<'e, 'a> Case<'e, 'a> {
    fn of(evidence: &'e Evidence<'a>) -> Self {
        let as_of = evidence.ground.as_of;
        let runs = |state: SupportState| matches!(state, SupportState::Running | SupportState::Overdue);
        let supports = evidence.supports.iter().filter(|support| support.supporter == evidence.member.id && runs(support.state(as_of)));
        let mut given: Vec<Given<'a>> = supports
            .map(|support| Given {
                to: &support.supported,
                days: support.days_per_week.map(DaysPerWeek::get),
                is_coaching: support.approach.is_none_or(|approach| approach >= Approach::Coaching),
                source: support.started.map_or_else(EcoString::new, |started| eco_format!("support since {started}")),
            })
            .collect();
        let coaching = || evidence.bonds.iter().filter(|bond| bond.flow == Flow::Gives && bond.tie.phase == Some(Phase::Coaching));
        for bond in coaching().filter(|bond| bond.is_active()) {
            if given.iter().all(|known| *known.to != bond.other.id) {
                given.push(Given { to: &bond.other.id, days: None, is_coaching: true, source: "coaching tie".into() });
            }
        }
        let capacity = evidence.capacity().filter(|capacity| capacity.until.is_none_or(|until| until >= as_of));
        Self {
            evidence,
            undated: coaching().filter(|bond| bond.is_undated() && given.iter().all(|known| *known.to != bond.other.id)).count(),
            given,
            capacity: capacity.and_then(|capacity| capacity.days_per_week).map(DaysPerWeek::get),
        }
    }

    fn usual_days(&self) -> f64 {
        self.evidence.ground.rules.broker_overload.days_per_week.value
    }

    fn committed(&self) -> f64 {
        self.given.iter().map(|given| given.days.unwrap_or(self.usual_days())).sum()
    }

    fn coached(&self) -> usize {
        self.given.iter().filter(|given| given.is_coaching).count()
    }

    fn judge(&self) -> Judgement {
        let network = self.evidence.ground.network;
        if network.ties().is_empty() && network.supports().is_empty() && network.capacities().is_empty() {
            return Judgement::cannot_say(["any tie, support or capacity: the map has none at all".into()]);
        }
        let (sure, possible) = if let Some(capacity) = self.capacity {
            let more = self.undated as f64 * self.usual_days();
            // A whole number of days and halves adds up exactly; other shares may miss by the last digit.
            (self.committed() > capacity + 1e-9, self.committed() + more > capacity + 1e-9)
        } else {
            let needed = self.evidence.ground.rules.broker_overload.supports.value;
            (self.coached() >= needed, self.coached() + self.undated >= needed)
        };
        match (sure, possible && self.undated > 0) {
            (true, _) => Judgement::met(Strength::clear_if(self.capacity.is_some())),
            (false, true) => {
                let ties = phrase::count(self.undated, "coaching tie has", "coaching ties have");
                Judgement::cannot_say([eco_format!("whether it supports as many as it seems: {ties} no date")])
            }
            (false, false) => Judgement::not_met(),
        }
    }

    fn rule(&self, judgement: &Judgement) -> Vec<Condition> {
        let ground = self.evidence.ground;
        let mut facts: Vec<Fact> = Vec::new();
        for given in &self.given {
            let name = ground.network.member(given.to).map_or_else(|| EcoString::from(given.to.as_str()), |member| member.name.clone());
            let days = given
                .days
                .map_or_else(|| eco_format!("{} days a week, as usual", self.usual_days()), |days| eco_format!("{days} days a week"));
            let source = (!given.source.is_empty()).then(|| given.source.clone());
            facts.push(Fact { what: eco_format!("supports {name}"), text: Some(days), source, ..Fact::default() });
        }
        let condition = if let Some(capacity) = self.capacity {
            let sum = Fact {
                what: "days a week given".into(),
                value: Some(self.committed()),
                compared_with: Some("capacity stated".into()),
                other: Some(capacity),
                source: self.evidence.capacity().and_then(|capacity| capacity.provenance.clone()),
                ..Fact::default()
            };
            facts.insert(0, sum);
            Condition::new("Gives more days a week than it said it has", judgement.verdict, facts)
        } else {
            let needed = ground.rules.broker_overload.supports.value;
            facts.insert(0, Fact::counted("number of supports by coaching at once", self.coached(), needed));
            let text = eco_format!("No capacity is stated, and it supports {needed} or more at once by coaching");
            Condition::new(text, judgement.verdict, facts)
        };
        std::iter::once(condition).chain(self.risks()).collect()
    }

    /// What makes an overload, or its end, weigh more: others who hang on it, its own stage and results, and an offer that ends.
    fn risks(&self) -> Vec<Condition> {
        let ground = self.evidence.ground;
        let number = |what: &str, count: usize| Fact { what: what.into(), value: Some(count as f64), ..Fact::default() };
        let cut = ground.web.parted(self.evidence.place());
        let sole = ground.web.sole_way(self.evidence.place()).into_iter().max().unwrap_or_default();
        let hanging = vec![
            number("number of members parted from the rest without it", cut),
            number("number of members whose only way to a kind of source it is", sole),
        ];
        let fell = regressed::judge(self.evidence).verdict;
        let results = self.results_fell();
        let ends = self.offer_ends();
        vec![
            Condition::new("For the risk: others hang on it alone", Verdict::from(cut + sole > 0), hanging),
            Condition::new("For the risk: its own stage has fallen", fell, Vec::new()),
            Condition::new("For the risk: its own results have fallen against the nation", results.0, results.1),
            Condition::new(
                "For the risk: its offer ends, or its head leaves, within two years",
                Verdict::from(ends.is_some()),
                ends.into_iter().collect(),
            ),
        ]
    }

    /// Whether the gap between its attainment and the national figure is smaller in the latest year than in the one before.
    fn results_fell(&self) -> (Verdict, Vec<Fact>) {
        let Some(yardstick) = self.evidence.yardstick() else { return (Verdict::CannotSay, Vec::new()) };
        let Some(attainment) = &yardstick.attainment else { return (Verdict::CannotSay, Vec::new()) };
        let looks = yardstick.nationals.iter().take(2).map(|national| {
            let bar = Bar::National { value: national.value, source: national.source.clone() };
            Comparison::new(self.evidence, attainment, national.year, bar)
        });
        let looks: Vec<Comparison<'_>> = looks.collect();
        let facts = looks.iter().map(Comparison::fact).collect();
        let verdict = match looks.as_slice() {
            [latest, before] => {
                latest.gap().zip(before.gap()).map_or(Verdict::CannotSay, |(latest, before)| Verdict::from(latest < before))
            }
            [] | [_] | [_, _, ..] => Verdict::CannotSay,
        };
        (verdict, facts)
    }

    /// The day its offer ends, if that is near.
    fn offer_ends(&self) -> Option<Fact> {
        let capacity = self.evidence.capacity()?;
        let until = capacity.until.filter(|until| *until <= months_after(self.evidence.ground.as_of, STAYS_MONTHS))?;
        let source = capacity.provenance.clone();
        Some(Fact { what: "offer until".into(), text: Some(eco_format!("{until}")), source, ..Fact::default() })
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let supports = phrase::count(self.given.len(), "support", "supports");
        let stated = if self.capacity.is_none() { "; capacity not stated, supports counted only" } else { "" };
        if judgement.verdict == Verdict::NotMet {
            let title = if self.given.is_empty() { "It supports nobody now".into() } else { eco_format!("{supports} now{stated}") };
            return Told { title, would_change: vec!["It would be found if it gave more than it has.".into()], ..Told::default() };
        }
        let (title, would_change) = match self.capacity {
            Some(capacity) => (
                eco_format!("Broker overload: gives {} days a week in {supports}, and has {capacity}", self.committed()),
                "It would end with a support that ends or is shared, or with more capacity.",
            ),
            None => (
                eco_format!("Broker overload likely: {supports} at once{stated}"),
                "It would end with a support that ends, or once its capacity is stated and is enough.",
            ),
        };
        let mut next: Vec<EcoString> = vec!["Ask before the next request which support could end, or go to somebody else.".into()];
        if self.capacity.is_none() {
            next.insert(0, "Ask how many days a week it can give, and record it.".into());
        }
        Told { title, next, would_change: vec![would_change.into()] }
    }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    let judgement = case.judge();
    let rule = case.rule(&judgement);
    Finding::told(evidence, Pattern::BrokerOverload, judgement, rule, |judgement| case.told(judgement))
}
